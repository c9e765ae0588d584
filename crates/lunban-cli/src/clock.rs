//! How long each step of a run takes.

use std::time::Instant;

use lunban_files::{Run, Step};

use crate::machine::{machine, peak_memory_bytes};

/// A clock that is read at the end of each step.
#[derive(Debug)]
pub(crate) struct Clock {
    start: Instant,
    step_start: Instant,
    steps: Vec<Step>,
}

impl Clock {
    /// Starts the clock.
    pub(crate) fn start() -> Self {
        let now = Instant::now();
        Self { start: now, step_start: now, steps: Vec::new() }
    }

    /// Ends a step; the next one begins.
    pub(crate) fn end(&mut self, step: &str) {
        let now = Instant::now();
        let seconds = (now - self.step_start).as_secs_f64();
        self.steps.push(Step { step: step.to_owned(), seconds });
        self.step_start = now;
    }

    /// The run so far, on this machine.
    pub(crate) fn run(self, threads: usize) -> Run {
        Run {
            seconds: self.start.elapsed().as_secs_f64(),
            steps: self.steps,
            threads,
            peak_memory_bytes: peak_memory_bytes(),
            machine: machine(),
        }
    }
}
