//! Time, split at a day: what lies before it has been.

use chrono::NaiveDate;

use crate::{Campaign, DateRange, RoundId};

/// Where a span of dates lies from a day on which a schedule may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// It ended before: nothing of it changes.
    Over,
    /// It began before: only what an event forces changes.
    UnderWay,
    /// It is to come, and people know of it: a change costs.
    Published,
    /// It is to come, and nobody knows of it yet: a change is free.
    Draft,
}

impl Phase {
    /// The phase of dates as of a day; those of a team with dates of its own are known.
    pub fn of(campaign: &Campaign, span: DateRange, round: Option<RoundId>, as_of: NaiveDate) -> Self {
        if span.last() < as_of {
            Self::Over
        } else if span.first() < as_of {
            Self::UnderWay
        } else if round.is_none_or(|round| campaign.calendar().is_published(round)) {
            Self::Published
        } else {
            Self::Draft
        }
    }

    /// Whether anything but what an event forces may change.
    pub fn is_to_come(self) -> bool {
        matches!(self, Self::Published | Self::Draft)
    }
}
