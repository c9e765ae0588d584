//! What came of all trials.

use std::collections::BTreeMap;

use lunban_core::{Problem, RankId, RoundId};

use super::Reserve;
use super::trial::{Repair, Tally};

/// What came of a simulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulation {
    /// How often the campaign was played through.
    pub trials: u32,
    /// Where the random numbers began.
    pub seed: u64,
    /// What came of each reserve, in the order asked for.
    pub outcomes: Vec<Outcome>,
    /// Single dropouts that were also planned anew.
    pub sample: Sample,
}

/// What came of one reserve, over all trials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Who could be called up.
    pub reserve: Reserve,
    /// Trials in which every seat stayed filled.
    pub filled: u32,
    /// Seats that people dropped out of.
    pub dropouts: u64,
    /// Seats that somebody of the same unit took.
    pub by_own_unit: u64,
    /// Seats that somebody of another unit took.
    pub by_others: u64,
    /// Seats that moves filled.
    pub by_moves: u64,
    /// Seats that stayed open.
    pub open: u64,
    /// Seats that changed hands, by round.
    pub changes: Vec<u64>,
    /// What stayed open, by round and rank, where something did or people dropped out.
    pub breaks: Vec<Break>,
}

/// Seats of one round that people of one rank dropped out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Break {
    /// The round; none: a team with dates of its own.
    pub round: Option<RoundId>,
    /// The rank of those who dropped out.
    pub rank: RankId,
    /// Seats that they dropped out of.
    pub dropouts: u64,
    /// Of these, seats that stayed open.
    pub open: u64,
    /// Trials in which the first seat that stayed open was one of these.
    pub first: u32,
}

/// Single dropouts, taken over by the first who could, and planned anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// How many.
    pub events: u32,
    /// How often planning anew was better on some goal level and as good on those above.
    pub better: u32,
    /// How often only planning anew filled all seats.
    pub filled: u32,
    /// On which level it was better first: the names of its counts, and how often.
    pub on: Vec<(String, u32)>,
}

impl Outcome {
    pub(super) fn of(problem: &Problem, reserve: Reserve, tallies: &[Tally]) -> Self {
        let rounds = problem.campaign().calendar().rounds().len();
        let mut outcome = Self {
            reserve,
            filled: 0,
            dropouts: 0,
            by_own_unit: 0,
            by_others: 0,
            by_moves: 0,
            open: 0,
            changes: vec![0; rounds],
            breaks: Vec::new(),
        };
        let mut breaks: BTreeMap<(Option<RoundId>, RankId), Break> = BTreeMap::new();
        for tally in tallies {
            let mut is_filled = true;
            for dropout in &tally.dropouts {
                let (round, rank) = (problem.post(dropout.post).round, dropout.rank);
                let none = Break { round, rank, dropouts: 0, open: 0, first: 0 };
                let here = breaks.entry((round, rank)).or_insert(none);
                here.dropouts += 1;
                let changed = outcome.add(dropout.repair);
                if let Some(round) = round {
                    outcome.changes[round.index()] += changed;
                }
                if dropout.repair == Repair::Open {
                    here.open += 1;
                    here.first += u32::from(std::mem::replace(&mut is_filled, false));
                }
            }
            outcome.filled += u32::from(is_filled);
        }
        outcome.breaks = breaks.into_values().collect();
        outcome
    }

    /// Adds a repair: how many seats it changed.
    fn add(&mut self, repair: Repair) -> u64 {
        self.dropouts += 1;
        match repair {
            Repair::Candidate { same_unit: true } => self.by_own_unit += 1,
            Repair::Candidate { same_unit: false } => self.by_others += 1,
            Repair::Chain(_) => self.by_moves += 1,
            Repair::Open => self.open += 1,
        }
        if let Repair::Chain(moves) = repair { moves as u64 } else { 1 }
    }
}
