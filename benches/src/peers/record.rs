//! What is known at the end: of each instance, what each peer reached and when, as our audit judges it.

use std::fmt;

use lunban::{Audit, Problem, Schedule};
use serde::{Deserialize, Serialize};

use super::{Ended, Heard, Said, schedule};

/// All of it, with what it was measured on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Our version.
    pub version: String,
    /// The day.
    pub date: String,
    /// The processor.
    pub machine: String,
    /// Its cores.
    pub cores: usize,
    /// The time each peer had, in seconds, once its model was built.
    pub seconds: u64,
    /// The instances.
    pub instances: Vec<Compared>,
}

/// An instance, and who planned it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// The instance.
    pub instance: String,
    /// The hash of its campaign.
    pub campaign_hash: String,
    /// The goal levels, first to last.
    pub levels: Vec<String>,
    /// What we prove of each of them.
    pub bounds: Vec<i64>,
    /// Who planned it; we are the first.
    pub lines: Vec<Line>,
}

/// What one solver reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The peer.
    pub peer: String,
    /// The solver and its version.
    pub solver: String,
    /// Seconds until its model was built, which are not counted; none where it never was.
    pub preparation: Option<f64>,
    /// The most memory that was its own at once, in MiB.
    pub peak_mib: u64,
    /// How it ended.
    pub ended: Ended,
    /// Its plans, as our audit judges them.
    pub points: Vec<Point>,
    /// The goal levels it was done with, as it has them itself.
    pub closed: Vec<Closed>,
}

/// A plan, as our audit judges it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// When it was found.
    pub seconds: f64,
    /// Breaches of hard rules.
    pub breaches: i64,
    /// The value of each goal level, first to last.
    pub levels: Vec<i64>,
}

/// A goal level that a peer was done with: it proved it, or its time for it was over.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Closed {
    /// Its number; the first is 1.
    pub level: usize,
    /// When.
    pub seconds: f64,
    /// Its value, as the peer has it.
    pub value: i64,
    /// What no plan goes below, as the peer has it; none where it knows nothing.
    pub bound: Option<f64>,
}

impl Compared {
    /// Our own line.
    pub fn ours(&self) -> Option<&Line> {
        self.lines.first()
    }

    /// So many of the first levels we prove to be the best there is.
    pub fn proven(&self) -> usize {
        let best = self.ours().and_then(Line::best);
        let pairs = best.into_iter().flat_map(|best| best.levels.iter().zip(&self.bounds));
        pairs.take_while(|(value, bound)| value == bound).count()
    }

    /// The best plan of all: the first level counts first.
    pub fn best(&self) -> Option<&Point> {
        self.lines.iter().filter_map(Line::best).min_by(|one, other| one.levels.cmp(&other.levels))
    }
}

impl Point {
    /// Judges a schedule.
    pub fn of(problem: &Problem, schedule: &Schedule, seconds: f64) -> Self {
        let audit = Audit::values(problem, schedule);
        Self { seconds, breaches: audit.breaches, levels: audit.levels(problem) }
    }
}

impl Closed {
    /// Whether no whole number lies between the bound and a value.
    fn proves(&self, value: i64) -> bool {
        self.bound.is_some_and(|bound| value as f64 - bound < 1.0 - 1e-6)
    }
}

impl Line {
    /// What was heard of a peer, judged.
    pub fn of(problem: &Problem, peer: &str, heard: &Heard) -> Self {
        let Heard { preparation, peak_mib, ended, .. } = *heard;
        let (peer, solver) = (peer.to_owned(), String::new());
        let mut line = Self { peer, solver, preparation, peak_mib, ended, points: Vec::new(), closed: Vec::new() };
        for said in &heard.said {
            match said {
                Said::Ready { solver } => line.solver.clone_from(solver),
                Said::Plan { seconds, duties } => {
                    line.points.push(Point::of(problem, &schedule(problem, duties), *seconds));
                }
                &Said::Level { level, seconds, value, bound } => {
                    line.closed.push(Closed { level, seconds, value, bound });
                }
            }
        }
        line
    }

    /// Its best lawful plan: the first level counts first.
    pub fn best(&self) -> Option<&Point> {
        self.lawful().min_by(|one, other| one.levels.cmp(&other.levels))
    }

    /// Its lawful plans.
    pub fn lawful(&self) -> impl Iterator<Item = &Point> {
        self.points.iter().filter(|point| point.breaches == 0)
    }

    /// Lawful plans that are better than all before them.
    pub fn improving(&self) -> Vec<&Point> {
        let mut sorted: Vec<&Point> = self.lawful().collect();
        sorted.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
        let mut improving: Vec<&Point> = Vec::new();
        for point in sorted {
            if improving.last().is_none_or(|last| point.levels < last.levels) {
                improving.push(point);
            }
        }
        improving
    }

    /// So many of the first levels of its best plan it proves by its own bounds.
    pub fn proven(&self) -> usize {
        let values = self.best().into_iter().flat_map(|best| &best.levels);
        let is_proven =
            |&(level, (value, closed)): &(usize, (&i64, &Closed))| closed.level == level && closed.proves(*value);
        (1..).zip(values.zip(&self.closed)).take_while(is_proven).count()
    }

    /// When it first had a lawful plan that is no worse on the first levels.
    pub fn reaches(&self, levels: &[i64]) -> Option<f64> {
        let is_reached = |point: &&Point| point.levels.iter().take(levels.len()).le(levels);
        self.lawful().filter(is_reached).map(|point| point.seconds).min_by(f64::total_cmp)
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = super::table::values(self, &[]);
        match self.improving().last() {
            Some(last) => write!(f, "{values} after {:.1} s", last.seconds),
            None => f.write_str(&values),
        }
    }
}
