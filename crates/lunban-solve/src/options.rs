//! How to plan.

use std::sync::Arc;
use std::time::Duration;

use crate::control::{Observer, StopToken};
use crate::seam::Backend;

/// How to plan. The default is the best backend of this build, without any limit: the same input then gives the same plan.
#[derive(Clone, Debug)]
pub struct Options {
    /// The backend; none: the best this build has.
    pub backend: Option<Backend>,
    /// Breaks ties inside the backend: another seed may find another schedule, as good on all proven levels.
    pub seed: u64,
    /// Stop after so long with the best schedule so far. Results then depend on the clock.
    pub time_limit: Option<Duration>,
    /// No exchange and no bound takes more looks than this, no search more nodes, and nothing long is begun after them: the best schedule by then
    /// is the same on every machine. 100 leave the plan of `data/jjj-2017` as it is, 3 miss two of its levels.
    pub work_limit: Option<u32>,
    /// Asks to stop.
    pub stop: StopToken,
    /// Hears how the work goes on.
    pub observer: Option<Arc<dyn Observer>>,
    /// Threads to use; results do not depend on it.
    pub threads: Option<usize>,
    /// Where only the last goal level misses its bound, and by no more than this share of it, the plan is good enough. Of a large problem it is
    /// so up to five times that share: a search takes long and gains little.
    pub last_within: f64,
    /// The whole program is searched where the pooled one falls short, if it has no more columns than this; else the problem is large.
    pub whole_limit: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            backend: None,
            seed: 0,
            time_limit: None,
            work_limit: None,
            stop: StopToken::default(),
            observer: None,
            threads: None,
            last_within: 0.01,
            whole_limit: 20_000,
        }
    }
}
