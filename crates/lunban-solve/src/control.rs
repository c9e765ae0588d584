//! How a solve is told to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Asks a running solve to stop at the best schedule so far; cloned tokens are one.
#[derive(Clone, Debug, Default)]
pub struct StopToken(Arc<AtomicBool>);

impl StopToken {
    /// Asks to stop.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// When to stop: at a deadline, if there is one, or when asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Control {
    deadline: Option<Instant>,
    stop: StopToken,
}

impl Control {
    pub(crate) fn new(limit: Option<Duration>, stop: StopToken) -> Self {
        Self { deadline: limit.and_then(|limit| Instant::now().checked_add(limit)), stop }
    }

    pub(crate) fn remaining(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    pub(crate) fn is_over(&self) -> bool {
        self.stop.is_stopped() || self.remaining().is_some_and(|left| left.is_zero())
    }
}
