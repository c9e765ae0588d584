//! One climbed level, and why a level may come to nothing.

use crate::Proof;

/// What is known of one level: no values that are as good on the levels above go below the bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rung {
    pub(crate) bound: i64,
    pub(crate) proof: Proof,
}

impl Rung {
    /// The better of what counting and what row prices give.
    pub(super) fn priced(least: i64, priced: i64) -> Self {
        if priced > least {
            Self { bound: priced, proof: Proof::Prices }
        } else {
            Self { bound: least, proof: Proof::Counting }
        }
    }

    /// The same, or what a search proved where that is more.
    pub(super) fn searched(self, bound: i64) -> Self {
        if bound > self.bound { Self { bound, proof: Proof::Search } } else { self }
    }
}

/// Why a level gave no values.
pub(super) enum Failure {
    Infeasible,
    NoPlanInTime,
    Fault(String),
}

impl Failure {
    /// What a search among fewer values came to where the other values are still to be searched.
    pub(super) fn or_nothing(self) -> Result<Option<i64>, Self> {
        match self {
            Self::Infeasible | Self::NoPlanInTime => Ok(None),
            fault @ Self::Fault(_) => Err(fault),
        }
    }
}
