//! Simulation: how a schedule bears that people drop out of their duties, and how large a reserve has to be.
//!
//! ```text
//! Problem + Schedule + rates ──draw──> dropouts, round by round ──repair──> seats taken over, or open
//! ```
//!
//! In each trial everybody drops out of each of their duties at a rate. A seat goes to the first of those who can be called up, as
//! [`crate::replan::candidates`] ranks them; where nobody can, to the shortest chain of moves found; else it stays open. Trials run side by side, each with
//! random numbers of its own, and the same ones whoever may be called up: so that reserves are compared on the same dropouts.

mod chain;
mod dropouts;
mod outcome;
mod rates;
mod repair;
mod sample;
#[cfg(test)]
mod tests;
mod trial;

use std::sync::atomic::{AtomicUsize, Ordering};

use lunban_core::standby::{StandbyAsk, standby};
use lunban_core::{Audit, Problem, Schedule, View};
use rayon::prelude::*;

use crate::control::Stage;
use crate::options::Options;
use crate::plan::PlanError;

pub use outcome::{Break, Outcome, Sample, Simulation};
pub use rates::{Rate, Rates};

use trial::{Called, Standing, Trial, freed};

/// What is simulated.
#[derive(Clone, Debug)]
pub struct Simulated {
    /// How often the whole campaign is played through.
    pub trials: u32,
    /// Where the random numbers begin.
    pub seed: u64,
    /// How often people drop out.
    pub rates: Rates,
    /// Who may be called up: each is simulated by itself.
    pub reserves: Vec<Reserve>,
    /// So many single dropouts are also planned anew, to compare.
    pub sampled: u32,
}

/// Who may be called up for a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reserve {
    /// So many of each rank, in each round.
    OfRank(u32),
    /// Those who stand by as the rule `reserve` asks.
    Planned,
    /// Everybody who can.
    Everybody,
}

/// Plays a campaign through.
///
/// # Errors
/// If this build has no backend, or the schedule breaks a hard rule. None where it was told to stop.
pub fn simulate(
    problem: &Problem,
    schedule: &Schedule,
    simulated: &Simulated,
    options: &Options,
) -> Result<Option<Simulation>, PlanError> {
    match options.threads.and_then(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok()) {
        Some(threads) => threads.install(|| played(problem, schedule, simulated, options)),
        None => played(problem, schedule, simulated, options),
    }
}

fn played(
    problem: &Problem,
    schedule: &Schedule,
    simulated: &Simulated,
    options: &Options,
) -> Result<Option<Simulation>, PlanError> {
    let audit = Audit::of(problem, schedule);
    if !audit.is_lawful() {
        return Err(PlanError::Unlawful(audit.findings));
    }
    let freed = freed(problem)?;
    let standing = Standing::new(problem, &freed, schedule, options)?;
    let count = AtomicUsize::new(0);
    let of = simulated.reserves.len() * simulated.trials as usize;
    let mut outcomes = Vec::new();
    for &reserve in &simulated.reserves {
        let called = called(problem, schedule, reserve);
        let trials = (0..simulated.trials).into_par_iter().map(|number| {
            if standing.control().is_over() {
                return None;
            }
            let tally = Trial::new(&standing, &called).play(&simulated.rates, simulated.seed, number);
            let done = count.fetch_add(1, Ordering::Relaxed) + 1;
            standing.control().note(Stage::Trials, done, of);
            Some(tally)
        });
        let Some(tallies) = trials.collect::<Option<Vec<_>>>() else { return Ok(None) };
        outcomes.push(Outcome::of(problem, reserve, &tallies));
    }
    let sample = sample::compare(&standing, simulated, options)?;
    Ok(sample.map(|sample| Simulation { trials: simulated.trials, seed: simulated.seed, outcomes, sample }))
}

/// Who may be called up, round by round.
fn called(problem: &Problem, schedule: &Schedule, reserve: Reserve) -> Called {
    let asks: Vec<StandbyAsk> = match reserve {
        Reserve::Everybody => return Called::Everybody,
        Reserve::Planned => problem.campaign().standby_asks(),
        Reserve::OfRank(people) => {
            let ranks = problem.campaign().ranks().ids();
            ranks
                .map(|rank| StandbyAsk { people: people as usize, rank: Some(rank), ..StandbyAsk::default() })
                .collect()
        }
    };
    let mut rounds = vec![Vec::new(); problem.campaign().calendar().rounds().len()];
    for one in standby(&View::new(problem, schedule), &asks) {
        rounds[one.round.index()].push(one.person);
    }
    for people in &mut rounds {
        people.sort_unstable();
        people.dedup();
    }
    Called::Named(rounds)
}
