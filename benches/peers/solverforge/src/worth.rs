//! What a plan comes to. SolverForge's own score of many levels, `BendableScore`, does not go with its models (it is no `ParseableScore`), so here it is with
//! what is missing.

use std::fmt;
use std::ops::{Add, Neg, Sub};

use solverforge::prelude::*;
use solverforge::{ParseableScore, ScoreLevel, ScoreParseError};

/// Goal levels that a score has room for.
pub const LEVELS: usize = 8;

/// A number for each goal level.
pub type Levels = [i64; LEVELS];

type Inner = BendableScore<1, LEVELS>;

/// Breaches of hard rules, then the goal levels, all of them negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Worth(Inner);

impl Worth {
    /// So much on each.
    pub fn of(breaches: i64, levels: Levels) -> Self {
        Self(Inner::of([breaches], levels))
    }
}

impl Score for Worth {
    fn is_feasible(&self) -> bool {
        self.0.is_feasible()
    }

    fn zero() -> Self {
        Self(Inner::zero())
    }

    fn levels_count() -> usize {
        Inner::levels_count()
    }

    fn level_number(&self, index: usize) -> i64 {
        self.0.level_number(index)
    }

    fn from_level_numbers(levels: &[i64]) -> Self {
        Self(Inner::from_level_numbers(levels))
    }

    fn multiply(&self, multiplicand: f64) -> Self {
        Self(self.0.multiply(multiplicand))
    }

    fn divide(&self, divisor: f64) -> Self {
        Self(self.0.divide(divisor))
    }

    fn scale(&self, factor: i64) -> Self {
        Self(self.0.scale(factor))
    }

    fn abs(&self) -> Self {
        Self(Score::abs(&self.0))
    }

    fn to_scalar(&self) -> f64 {
        self.0.to_scalar()
    }

    fn level_label(index: usize) -> ScoreLevel {
        Inner::level_label(index)
    }
}

impl ParseableScore for Worth {
    fn parse(written: &str) -> Result<Self, ScoreParseError> {
        let numbers: Result<Vec<i64>, _> = written.split('/').map(str::parse).collect();
        match numbers {
            Ok(levels) if levels.len() == Self::levels_count() => Ok(Self::from_level_numbers(&levels)),
            _ => Err(ScoreParseError {
                message: format!("`{written}`: expected {} whole numbers", Self::levels_count()),
            }),
        }
    }

    fn to_string_repr(&self) -> String {
        self.to_string()
    }
}

impl Add for Worth {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Worth {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Worth {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl fmt::Display for Worth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let levels: Vec<String> = self.to_level_numbers().iter().map(i64::to_string).collect();
        f.write_str(&levels.join("/"))
    }
}
