//! What a history holds.

use chrono::NaiveDate;
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
    Published {
        /// Which version.
        version: u32,
        /// The number of the document.
        document: String,
        /// When.
        date: NaiveDate,
    },
}

/// A version of a schedule, and what made it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its number, from 1: the first replan.
    pub version: u32,
    /// The hash of the schedule it was made from.
    pub from: String,
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
    pub deed: String,
    /// By whom.
    pub by: String,
    /// When.
    pub date: NaiveDate,
}

impl Decision {
    /// The state of the order then.
    pub fn state(&self) -> &'static str {
        match self.deed.as_str() {
            "approve" => "approved",
            "reject" => "rejected",
            _ => "on-record",
        }
    }
}
