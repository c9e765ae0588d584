//! Money in whole fen: sums are exact.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Sub};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An amount of money, in hundredths of a yuan.
///
/// ```
/// use lunban_core::logistics::Fen;
/// let meals: Fen = "100".parse().unwrap();
/// assert_eq!((meals * 14 + Fen(5)).to_string(), "1400.05");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fen(pub i64);

/// A text that is no amount of yuan with at most two decimals.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no amount of yuan such as 180 or 0.65")]
pub struct NotMoney(String);

impl FromStr for Fen {
    type Err = NotMoney;

    fn from_str(written: &str) -> Result<Self, NotMoney> {
        let fault = || NotMoney(written.to_owned());
        let (yuan, decimals) = written.trim().split_once('.').unwrap_or((written.trim(), ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        // Nothing that is paid for a day or a kilometre has more than nine digits, and a campaign of such rates still adds up.
        if yuan.is_empty() || yuan.len() > 9 || decimals.len() > 2 || !digits(yuan) || !digits(decimals) {
            return Err(fault());
        }
        format!("{yuan}{decimals:0<2}").parse().map(Self).map_err(|_| fault())
    }
}

/// In yuan, with two decimals.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

impl Add for Fen {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Fen {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Fen {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Mul<i64> for Fen {
    type Output = Self;

    fn mul(self, times: i64) -> Self {
        Self(self.0 * times)
    }
}

impl Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), Add::add)
    }
}

impl Serialize for Fen {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fen {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
