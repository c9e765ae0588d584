//! Spans of dates: the ground truth that rounds are only names for.

use std::fmt;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// A run of whole days, both ends included; never empty.
///
/// ```
/// use lunban_core::DateRange;
/// let round: DateRange = "2017-09-15/2017-09-28".parse().unwrap();
/// assert_eq!(round.days(), 14);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DateRange {
    first: NaiveDate,
    last: NaiveDate,
}

impl DateRange {
    /// The days from `first` to `last`; none if `last` comes before `first`.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// `days` days from `first` on; none if `days` is 0 or the calendar ends.
    pub fn starting(first: NaiveDate, days: u32) -> Option<Self> {
        let last = first.checked_add_days(Days::new(u64::from(days.checked_sub(1)?)))?;
        Some(Self { first, last })
    }

    /// The first day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub fn last(self) -> NaiveDate {
        self.last
    }

    /// How many days it has, at least 1.
    pub fn days(self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// Whether the two share a day.
    pub fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Whether `day` is one of its days.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether every day of `other` is one of its days.
    pub fn covers(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// The days off between the two, in either order: 0 where they touch or meet.
    pub fn days_between(self, other: Self) -> i64 {
        let (early, late) = if self.first <= other.first { (self, other) } else { (other, self) };
        ((late.first - early.last).num_days() - 1).max(0)
    }

    /// Its days, in order.
    pub fn iter(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take_while(move |day| *day <= self.last)
    }
}

impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.last)
    }
}

/// A text that is no span of dates.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a span of dates such as 2017-10-01/2017-10-08")]
pub struct NotADateRange(String);

impl std::str::FromStr for DateRange {
    type Err = NotADateRange;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fault = || NotADateRange(text.to_owned());
        let (first, last) = text.split_once('/').ok_or_else(fault)?;
        let day = |text: &str| text.trim().parse::<NaiveDate>().map_err(|_| fault());
        Self::new(day(first)?, day(last)?).ok_or_else(fault)
    }
}
