//! A simulation as files: `simulation.json` for programs, `summary.txt` in words, `simulation.svg` as a picture.

mod chart;
mod words;

use std::collections::BTreeMap;
use std::path::PathBuf;

use lunban_core::Language;
use serde::{Deserialize, Serialize};

use super::json::pretty;

/// The version of the format of `simulation.json`.
const FORMAT: u32 = 1;

/// How a schedule bears that people drop out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulationFile {
    /// The version of the format.
    pub format: u32,
    /// The name of the campaign.
    pub campaign: String,
    /// The hash of the campaign.
    pub campaign_hash: String,
    /// How often the campaign was played through.
    pub trials: u32,
    /// Where the random numbers began.
    pub seed: u64,
    /// Duties in the schedule.
    pub duties: usize,
    /// Seats that are open before anybody drops out: they count nowhere else.
    pub open_before: u32,
    /// Rates as they were given.
    pub rates: Vec<String>,
    /// What came of each reserve.
    pub reserves: Vec<ReserveRecord>,
    /// Single dropouts that were also planned anew.
    pub sample: SampleRecord,
}

/// What came of one reserve, over all trials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReserveRecord {
    /// Who could be called up: a number of each rank in each round, `planned` or `everybody`.
    pub reserve: String,
    /// The number, where it is one.
    pub of_rank: Option<u32>,
    /// Trials in which every seat stayed filled.
    pub filled_trials: u32,
    /// Seats that people dropped out of.
    pub dropouts: u64,
    /// Seats that somebody of the same unit took.
    pub by_own_unit: u64,
    /// Seats that somebody of another unit took.
    pub by_others: u64,
    /// Seats that moves of several people filled.
    pub by_moves: u64,
    /// Seats that stayed open.
    pub open: u64,
    /// Seats that changed hands, for each round.
    pub changes: Vec<u64>,
    /// By round and rank, what stayed open.
    pub breaks: Vec<BreakRecord>,
}

/// Seats of one round that people of one rank dropped out of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakRecord {
    /// The round; none for teams with dates of their own.
    pub round: Option<u32>,
    /// The rank.
    pub rank: String,
    /// Seats that they dropped out of.
    pub dropouts: u64,
    /// Of these, seats that stayed open.
    pub open: u64,
    /// Trials in which the first seat that stayed open was one of these.
    pub first_trials: u32,
}

/// Single dropouts, taken over by the first who could, and planned anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleRecord {
    /// How many.
    pub events: u32,
    /// How often planning anew was better.
    pub replan_better: u32,
    /// How often only planning anew filled every seat.
    pub replan_fills: u32,
    /// On which goal it was better first, and how often.
    pub better_on: BTreeMap<String, u32>,
}

impl SimulationFile {
    /// A record without anything that came of it yet.
    pub fn new(campaign: &str, campaign_hash: String, (duties, open_before): (usize, u32), rates: Vec<String>) -> Self {
        let sample = SampleRecord { events: 0, replan_better: 0, replan_fills: 0, better_on: BTreeMap::new() };
        let campaign = campaign.to_owned();
        Self {
            format: FORMAT,
            campaign,
            campaign_hash,
            trials: 0,
            seed: 0,
            duties,
            open_before,
            rates,
            reserves: Vec::new(),
            sample,
        }
    }
}

/// The files by their paths.
pub fn simulation_files(file: &SimulationFile, language: Language) -> BTreeMap<PathBuf, Vec<u8>> {
    BTreeMap::from([
        (PathBuf::from("simulation.json"), pretty(file).into_bytes()),
        (PathBuf::from("simulation.svg"), chart::draw(file, language).into_bytes()),
        (PathBuf::from("summary.txt"), words::page(file, language).into_bytes()),
    ])
}

/// In words, for a screen.
pub fn simulation_page(file: &SimulationFile, language: Language) -> String {
    words::page(file, language)
}
