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
#[serde(try_from = "Ends")]
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

/// Two days that may stand in the wrong order, as somebody wrote them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    first: NaiveDate,
    last: NaiveDate,
}

impl TryFrom<Ends> for DateRange {
    type Error = NotADateRange;

    fn try_from(Ends { first, last }: Ends) -> Result<Self, Self::Error> {
        Self::new(first, last).ok_or_else(|| NotADateRange(format!("{first}/{last}")))
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

#[cfg(test)]
mod tests {
    use super::DateRange;
    use chrono::NaiveDate;

    fn span(text: &str) -> DateRange {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_span_is_never_empty() {
        assert_eq!(DateRange::new(day("2017-09-02"), day("2017-09-01")), None);
        assert_eq!(DateRange::starting(day("2017-09-01"), 0), None);
        assert_eq!(DateRange::starting(day("2017-09-01"), 1), Some(span("2017-09-01/2017-09-01")));
        assert_eq!(DateRange::starting(NaiveDate::MAX, 2), None);
    }

    #[test]
    fn what_is_no_span_is_said() {
        for text in ["", "2017-09-01", "2017-09-02/2017-09-01", "2017-02-29/2017-03-01", "a/b"] {
            let fault = text.parse::<DateRange>().unwrap_err();
            assert_eq!(fault.to_string(), format!("`{text}` is not a span of dates such as 2017-10-01/2017-10-08"));
        }
        assert_eq!(span(" 2017-09-01 / 2017-09-02 ").to_string(), "2017-09-01/2017-09-02");
    }

    #[test]
    fn serde_lets_no_reversed_span_in() {
        let read = |first, last| toml::from_str::<DateRange>(&format!("first = \"{first}\"\nlast = \"{last}\""));
        assert_eq!(read("2017-09-01", "2017-09-14").unwrap(), span("2017-09-01/2017-09-14"));
        assert!(read("2017-09-14", "2017-09-01").unwrap_err().to_string().contains("2017-09-14/2017-09-01"));
        let written = toml::to_string(&span("2017-09-01/2017-09-14")).unwrap();
        assert_eq!(toml::from_str::<DateRange>(&written).unwrap(), span("2017-09-01/2017-09-14"));
    }

    #[test]
    fn days_off_lie_between_two_spans_in_either_order() {
        let first = span("2017-09-01/2017-09-14");
        for (second, off) in [("2017-09-15/2017-09-28", 0), ("2017-09-17/2017-09-18", 2), ("2017-09-10/2017-09-12", 0)]
        {
            assert_eq!((first.days_between(span(second)), span(second).days_between(first)), (off, off), "{second}");
        }
        // Across the end of a year and a leap day.
        assert_eq!(span("2019-12-30/2019-12-31").days_between(span("2020-03-01/2020-03-01")), 60);
    }

    #[test]
    fn days_are_counted_and_listed_at_both_ends() {
        let round = span("2017-09-01/2017-09-14");
        assert_eq!((round.days(), round.iter().count()), (14, 14));
        assert!(round.holds(day("2017-09-01")) && round.holds(day("2017-09-14")) && !round.holds(day("2017-09-15")));
        assert!(round.meets(span("2017-09-14/2017-09-20")) && !round.meets(span("2017-09-15/2017-09-20")));
        assert!(round.covers(round) && !round.covers(span("2017-09-14/2017-09-15")));
    }
}
