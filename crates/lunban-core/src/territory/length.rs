//! Lengths in whole hundreds of metres, so that sums are exact and every machine has the same.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// A length of so many hundreds of metres.
///
/// ```
/// use lunban_core::territory::Length;
/// let sum: Length = [Length::of_km(12.34), Length::of_km(0.4)].into_iter().sum();
/// assert_eq!(sum.to_string(), "12.7");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Length(pub i64);

impl Length {
    /// The nearest length to so many km.
    pub fn of_km(km: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a cast stops at the ends of the range")]
        Self((km * 10.0).round() as i64)
    }
}

impl Add for Length {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::default(), Add::add)
    }
}

/// In km, with one decimal.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}
