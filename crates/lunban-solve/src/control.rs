//! How a solve is told to stop, and tells how far it is.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use lunban_core::LevelId;

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

/// Hears how planning goes on, from any thread.
pub trait Observer: Debug + Send + Sync {
    /// Something was done.
    fn note(&self, news: News);
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Who serves when, and as what.
    Duty,
    /// Who of them sits in which team.
    Seating,
    /// Rounds planned anew where seats were left open.
    Repair,
    /// The whole program at once.
    Whole,
    /// Trials of a simulation.
    Trials,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
    /// The stage.
    pub stage: Stage,
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub of: usize,
    /// The goal level that was climbed, if it was one.
    pub level: Option<LevelNews>,
    /// Since planning began.
    pub elapsed: Duration,
}

/// What is known of a goal level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelNews {
    /// The level.
    pub level: LevelId,
    /// Its best value so far, if there is any.
    pub value: Option<i64>,
    /// No schedule goes below, given the levels above.
    pub bound: i64,
}

/// When to stop, at a deadline if there is one or when asked, and who hears of it.
#[derive(Clone, Debug)]
pub(crate) struct Control {
    start: Instant,
    deadline: Option<Instant>,
    /// The most looks, or nodes, of any one step.
    work: Option<u32>,
    stop: StopToken,
    /// Set when nobody waits for the work any more.
    settled: StopToken,
    observer: Option<Arc<dyn Observer>>,
}

impl Default for Control {
    fn default() -> Self {
        Self::new(None, StopToken::default(), None)
    }
}

impl Control {
    pub(crate) fn new(limit: Option<Duration>, stop: StopToken, observer: Option<Arc<dyn Observer>>) -> Self {
        let start = Instant::now();
        let deadline = limit.and_then(|limit| start.checked_add(limit));
        Self { start, deadline, work: None, stop, settled: StopToken::default(), observer }
    }

    /// The same with no step longer than so many looks, or nodes.
    pub(crate) fn within(self, work: Option<u32>) -> Self {
        Self { work, ..self }
    }

    /// The most looks, or nodes, of any one step.
    pub(crate) fn work(&self) -> Option<u32> {
        self.work
    }

    /// Whether the looks are limited, so that nothing long is begun after them.
    pub(crate) fn is_short(&self) -> bool {
        self.work.is_some()
    }

    /// As many looks as usual, or as the limit allows.
    pub(crate) fn looks(&self, usual: usize) -> usize {
        self.work.map_or(usual, |work| usual.min(work as usize))
    }

    /// As many nodes as a search is to have, or as the limit allows.
    pub(crate) fn nodes(&self, usual: Option<u32>) -> Option<u32> {
        usual.into_iter().chain(self.work).min()
    }

    /// Over from the start.
    pub(crate) fn over() -> Self {
        let control = Self::default();
        control.stop.stop();
        control
    }

    /// The same with only a share of the time that is left.
    pub(crate) fn share(&self, share: f64) -> Self {
        let deadline = self.remaining().map(|left| Instant::now() + left.mul_f64(share));
        Self { deadline, ..self.clone() }
    }

    /// The same, over also as soon as something is `settled`.
    pub(crate) fn until(&self, settled: &StopToken) -> Self {
        Self { settled: settled.clone(), ..self.clone() }
    }

    pub(crate) fn remaining(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    pub(crate) fn is_over(&self) -> bool {
        self.stop.is_stopped() || self.settled.is_stopped() || self.remaining().is_some_and(|left| left.is_zero())
    }

    pub(crate) fn note(&self, stage: Stage, done: usize, of: usize) {
        self.tell(News { stage, done, of, level: None, elapsed: self.start.elapsed() });
    }

    pub(crate) fn note_level(&self, stage: Stage, of: usize, level: LevelNews) {
        self.tell(News { stage, done: 0, of, level: Some(level), elapsed: self.start.elapsed() });
    }

    fn tell(&self, news: News) {
        if let Some(observer) = &self.observer {
            observer.note(news);
        }
    }
}
