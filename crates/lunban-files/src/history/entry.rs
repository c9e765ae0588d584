//! What a history holds.

use chrono::NaiveDate;
use lunban_core::{Text, text};
use serde::{Deserialize, Serialize};

/// Something that happened to a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Entry {
    /// A version of it came to be.
    Version(Version),
    /// An order was decided.
    Decided(Decision),
    /// A version was made known.
    Published(Publication),
}

/// A version of a schedule, and what made it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its number, from 1: the first replan.
    pub version: u32,
    /// The hash of the schedule it was made from.
    pub from: String,
    /// The hash of the campaign it was made in.
    pub from_campaign: String,
    /// The first day that may change, where the call said so.
    pub as_of: Option<NaiveDate>,
    /// The events, as they were written.
    pub events: Vec<String>,
    /// How many change orders it has.
    pub orders: usize,
    /// The hash of its change orders, `changes.json`.
    pub changes: String,
    /// The hash of the campaign after the events.
    pub campaign: String,
    /// The hash of its `schedule.json`.
    pub schedule: String,
    /// Whether names were left out of it.
    pub redacted: bool,
}

/// What was decided of one order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The version that the order is of.
    pub version: u32,
    /// Its number there, from 1.
    pub order: usize,
    /// `approve`, `reject` or `record`.
    pub deed: Deed,
    /// By whom.
    pub by: String,
    /// When.
    pub date: NaiveDate,
}

/// That a version was made known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Which version.
    pub version: u32,
    /// The number of the document.
    pub document: String,
    /// When.
    pub date: NaiveDate,
}

/// What can be done with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// Somebody agrees to it.
    Approve,
    /// Somebody does not.
    Reject,
    /// It is put on record with the office, once it is approved.
    Record,
}

impl Deed {
    /// The state in which an order has to be before.
    pub fn before(self) -> State {
        match self {
            Self::Approve | Self::Reject => State::Proposed,
            Self::Record => State::Approved,
        }
    }

    /// The state of the order then.
    pub fn after(self) -> State {
        match self {
            Self::Approve => State::Approved,
            Self::Reject => State::Rejected,
            Self::Record => State::OnRecord,
        }
    }
}

/// How far an order has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// A replan proposed it.
    Proposed,
    /// Somebody agreed to it.
    Approved,
    /// Somebody did not.
    Rejected,
    /// It is on record with the office.
    OnRecord,
}

impl State {
    /// In words.
    pub fn says(self) -> Text {
        match self {
            Self::Proposed => text!("proposed", "拟更换"),
            Self::Approved => text!("approved", "已批准"),
            Self::Rejected => text!("rejected", "未批准"),
            Self::OnRecord => text!("on record", "已备案"),
        }
    }
}
