//! What a plan is written as: one module for each file.

mod assignments;
mod board;
mod calendar;
mod called;
mod cells;
mod changes;
mod columns;
mod deployment;
mod extra;
mod fairness;
mod gathered;
mod json;
mod ledger;
mod lines;
mod notes;
mod notice;
mod page;
mod quota;
mod reserve;
mod resolve;
mod run;
mod schedule;
mod simulation;
mod summary;
mod territory;
mod told;
mod turns;
mod units;
mod xlsx;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::thread;

use lunban_core::{Audit, Fact, Language, Problem, Schedule};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Origin;

pub(crate) use cells::csv;
pub use cells::{guard, unguard};
pub use changes::{ChangeRecord, ChangedLevel, ChangesFile, Ordered, TrainingRecord, changes_files, changes_page};
pub use columns::{Side, aligned};
pub use deployment::{Deployment, DeploymentRecord};
pub use extra::{Extra, RenderError};
pub use gathered::ReadSchedule;
pub use json::{
    CertificateRecord, DutyRecord, FactRecord, FindingRecord, FindingWords, OpenRecord, RoundRecord, SCHEDULE_FORMAT,
    ScheduleFile, ScheduleHeader, read_schedule, schedule_schema,
};
pub use quota::{quota_table, quota_workbook, quota_workbooks};
pub use run::{Machine, Run, Step};
pub use schedule::{read_schedule_file, read_schedule_table};
pub use simulation::{BreakRecord, ReserveRecord, SampleRecord, SimulationFile, simulation_files, simulation_page};
pub use territory::{Divided, TerritoryRecord, record as territory_record, territory_files, territory_summary};
pub use told::told;

/// All that is known when a schedule is done: what the files are made of.
#[derive(Clone, Debug)]
pub struct Outcome<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// The schedule.
    pub schedule: &'a Schedule,
    /// What the audit says of it, with findings.
    pub audit: &'a Audit,
    /// For each goal level, first to last.
    pub certificates: Vec<GoalCertificate>,
    /// Whether a limit or a stop came before the work was done.
    pub stopped: bool,
    /// Why seats are open, or held only with a waiver, as far as it is known.
    pub explanation: Vec<Fact>,
    /// What made it, and of what.
    pub made: Made,
    /// Where the campaign stands in its files, if it was read from some: so units get their tables back as they wrote them.
    pub origin: Option<&'a Origin>,
    /// Whether names, phones and the units' own columns are left out; the ids of people stay.
    pub redact: bool,
}

/// What made a schedule, and of what: the same again gives the same files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// The hash of the canonical campaign.
    pub campaign_hash: String,
    /// The version of the program.
    pub version: String,
    /// The seed.
    pub seed: u64,
    /// The backend.
    pub backend: String,
    /// The version of the schedule: 0 for the first, and one more for each that takes its place. Calendars tell newer events from older ones by it.
    pub revision: u32,
}

/// What is known of one goal level: its value, and what no schedule goes below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalCertificate {
    /// The counts that are minimised together.
    pub counts: Vec<WeightedCount>,
    /// The value in the schedule.
    pub value: i64,
    /// No schedule that is as good on the levels above has less.
    pub bound: i64,
    /// What shows the bound, in a word.
    pub proven_by: String,
}

/// One count of a goal level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WeightedCount {
    /// The count, `rule.count`.
    pub count: String,
    /// Its weight within the level.
    pub weight: i64,
}

impl GoalCertificate {
    /// How much better another schedule could be, at most.
    pub fn gap(&self) -> i64 {
        self.value - self.bound
    }

    /// Whether no schedule that is as good on the levels above is better.
    pub fn is_proven(&self) -> bool {
        self.gap() == 0
    }
}

/// Each certificate, and whether it only holds given the levels above: one of those is unproven.
fn graded(certificates: &[GoalCertificate]) -> impl Iterator<Item = (&GoalCertificate, bool)> {
    let proven = certificates.iter().take_while(|certificate| certificate.is_proven()).count();
    certificates.iter().enumerate().map(move |(level, certificate)| (certificate, level > proven))
}

/// A plan on half a page, for a screen: seats filled, goals, and who is to be looked at. It is how `summary.txt` begins.
pub fn brief(outcome: &Outcome<'_>, language: Language) -> String {
    summary::brief(outcome, &lines::lines(outcome), language)
}

/// Every file of a plan but `run.json`, by its path in the folder; those of `extras` beside the tables that every plan has.
///
/// The language is that of `summary.txt`, and of the headers and notes that are ours; everything else keeps the campaign's own words. The same input gives the same bytes.
///
/// # Errors
/// If a file could not be made, which is a fault of this program.
pub fn render(
    outcome: &Outcome<'_>,
    extras: &BTreeSet<Extra>,
    language: Language,
) -> Result<BTreeMap<PathBuf, Vec<u8>>, RenderError> {
    let lines = lines::lines(outcome);
    let mut files = units::write(outcome, &lines, language);
    files.insert(PathBuf::from("assignments.csv"), assignments::write(outcome, &lines, language));
    files.insert(PathBuf::from("board.csv"), board::write(outcome, &lines, language));
    files.insert(PathBuf::from("fairness.csv"), fairness::write(outcome, &lines, language));
    files.extend(reserve::write(outcome, language).map(|table| (PathBuf::from("reserve.csv"), table)));
    files.insert(PathBuf::from("schedule.json"), json::write(outcome, &lines));
    files.insert(PathBuf::from("summary.txt"), summary::write(outcome, &lines, language));
    for written in side_by_side(outcome, &lines, extras, language) {
        files.extend(written?);
    }
    Ok(files)
}

/// What a file or folder of a plan holds, by paths.
type Written = Result<BTreeMap<PathBuf, Vec<u8>>, RenderError>;

/// Extras, each written by a thread of its own: nobody waits for one after the other.
fn side_by_side(
    outcome: &Outcome<'_>,
    lines: &[lines::Line<'_>],
    extras: &BTreeSet<Extra>,
    language: Language,
) -> Vec<Written> {
    thread::scope(|scope| {
        let write = |extra: &Extra| {
            let extra = *extra;
            scope.spawn(move || extra.write(outcome, lines, language))
        };
        let writers: Vec<_> = extras.iter().map(write).collect();
        writers.into_iter().map(|writer| writer.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

#[cfg(test)]
mod tests;
