//! What a peer says: one line of JSON for each thing, as soon as it knows it.

use std::io::{self, Write};
use std::time::Instant;

use serde::{Deserialize, Serialize};

/// A line. Seconds are those of the peer's own clock, which starts once its model is built.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Its model is built, and its clock starts.
    Ready {
        /// The solver and its version.
        solver: String,
    },
    /// A plan.
    Plan {
        /// When it was found.
        seconds: f64,
        /// The positions of person and post of each duty.
        duties: Vec<(usize, usize)>,
    },
    /// It is done with a goal level.
    Level {
        /// The number of the level; the first is 1.
        level: usize,
        /// When.
        seconds: f64,
        /// Its value, as the peer has it.
        value: i64,
        /// What no plan goes below, as the peer has it; none where it knows nothing.
        bound: Option<f64>,
    },
}

impl Said {
    /// The duties of a plan.
    pub fn duties(&self) -> Option<&[(usize, usize)]> {
        match self {
            Self::Plan { duties, .. } => Some(duties),
            Self::Ready { .. } | Self::Level { .. } => None,
        }
    }
}

/// A peer's voice and its clock.
#[derive(Debug)]
pub struct Teller {
    start: Instant,
}

impl Teller {
    /// Says that all is ready; the clock starts.
    ///
    /// # Errors
    /// If nobody listens.
    pub fn ready(solver: &str) -> io::Result<Self> {
        say(&Said::Ready { solver: solver.to_owned() })?;
        Ok(Self { start: Instant::now() })
    }

    /// Seconds since the start.
    pub fn seconds(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }

    /// Says a plan.
    ///
    /// # Errors
    /// If nobody listens.
    pub fn plan(&self, duties: Vec<(usize, usize)>) -> io::Result<()> {
        say(&Said::Plan { seconds: self.seconds(), duties })
    }

    /// Says that a level is done with.
    ///
    /// # Errors
    /// If nobody listens.
    pub fn level(&self, level: usize, value: i64, bound: Option<f64>) -> io::Result<()> {
        say(&Said::Level { level, seconds: self.seconds(), value, bound })
    }
}

/// Says a line, at once.
fn say(said: &Said) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, said)?;
    out.write_all(b"\n")?;
    out.flush()
}
