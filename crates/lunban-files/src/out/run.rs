//! `run.json`: how a run went, the only file that may differ between two runs.

use serde::{Deserialize, Serialize};

/// How a run went.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Wall time of the whole run, in seconds.
    pub seconds: f64,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// Threads it worked with.
    pub threads: usize,
    /// The most memory it held at once, in bytes, where the system says.
    pub peak_memory_bytes: Option<u64>,
    /// The machine.
    pub machine: Machine,
}

/// One step of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What was done: `read`, `solve`, `write` ...
    pub step: String,
    /// Wall time, in seconds.
    pub seconds: f64,
}

/// The machine of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// The operating system.
    pub system: String,
    /// The architecture.
    pub architecture: String,
    /// Processors that the run could use.
    pub processors: Option<usize>,
    /// What the processor is called, where the system says.
    pub processor: Option<String>,
    /// Memory it has, in bytes, where the system says.
    pub memory_bytes: Option<u64>,
}

impl Run {
    /// The file.
    ///
    /// ```
    /// let run = lunban_files::Run { threads: 2, ..Default::default() };
    /// let read: lunban_files::Run = serde_json::from_slice(&run.render()).unwrap();
    /// assert_eq!(read, run);
    /// ```
    pub fn render(&self) -> Vec<u8> {
        super::json::pretty(self).into_bytes()
    }
}
