//! The duty program: who serves when, and in which kind of seat; filled by exchanges, and held against the bounds of its levels.
//!
//! Every schedule is a solution of it at no greater cost, so what it proves bounds the whole.

use lunban_core::{Schedule, Stated, Sum};

use crate::control::Stage;
use crate::exchange::{Exchange, Settled};
use crate::ladder::{self, Certifier, Climb, Climber, Layers, Rung};
use crate::plan::PlanError;
use crate::road::{Work, failure};
use crate::seam::Effort;
use crate::seating::{self, Placement};

/// Nodes of the search of the duty program: enough for what is left after the bounds, and the same on every machine.
const NODES: u32 = 20_000;

/// The share of a time limit that climbing the duty program may use; the rest is for seating and repair.
const SHARE: f64 = 0.6;

/// The program, and what is proven of it.
pub(crate) struct Duty<'w> {
    work: &'w Work<'w>,
    stated: &'w Stated,
    layers: &'w Layers<'w>,
    objectives: &'w [Sum],
    certifier: Certifier<'w>,
}

/// Duties, as positions among the holdings of the program, and what the levels but the last come to with them: no more than in any seating.
#[derive(Clone, Debug)]
pub(crate) struct Promise {
    pub(crate) held: Vec<usize>,
    pub(crate) levels: Vec<i64>,
}

impl<'w> Duty<'w> {
    /// Nothing proven yet.
    pub(crate) fn new(work: &'w Work<'w>, stated: &'w Stated, layers: &'w Layers<'w>, objectives: &'w [Sum]) -> Self {
        let certifier = Certifier::new(stated, layers, objectives, work.climber(Effort::default(), Some(Stage::Duty)));
        Self { work, stated, layers, objectives, certifier }
    }

    /// Duties by exchanges; where they break a rule, those as they are.
    pub(crate) fn first(&self) -> Result<Promise, Placement> {
        let settled = self.exchange(&[], None);
        let broken = holders(self.stated, settled.held());
        self.promise(settled).ok_or(broken)
    }

    /// Duties by exchanges, from some on, within greatest values of the columns.
    fn exchange(&self, start: &[usize], upper: Option<&[i64]>) -> Settled {
        let (stated, objectives, control) = (self.stated, self.objectives, &self.work.control);
        Exchange { stated, objectives, upper, control }.settle(start)
    }

    fn promise(&self, settled: Settled) -> Option<Promise> {
        let held = settled.lawful()?;
        let above = self.objectives.len().saturating_sub(1);
        let needed = self.layers.of(above.saturating_sub(1));
        let levels = self.work.levels_by(self.stated, needed, &self.objectives[..above], &held)?;
        Some(Promise { held, levels })
    }

    /// Proves the levels of a promise above the last one after another, and mends it as long as one of them misses its bound and that helps.
    pub(crate) fn improve(&mut self, mut best: Promise) -> Promise {
        self.certifier.prove(&best.levels);
        while self.certifier.proven() + 1 < self.objectives.len() && !self.work.control.is_over() {
            let missed = self.certifier.proven();
            let next = self.mended(&best).filter(|next| next.levels < best.levels);
            let is_better = next.is_some();
            best = next.unwrap_or(best);
            self.certifier.prove(&best.levels);
            if !is_better && self.certifier.proven() == missed {
                break;
            }
        }
        best
    }

    /// A promise nearer to what may be hoped for: by exchanges among what prices do not rule out, and where those fall short by a search near
    /// them.
    fn mended(&mut self, best: &Promise) -> Option<Promise> {
        let upper = self.certifier.narrowed();
        let stays = |held: &&usize| self.stated.holdings[**held].column.is_none_or(|held| upper[held.index()] > 0);
        let start: Vec<usize> = best.held.iter().filter(stays).copied().collect();
        let narrowed = self.promise(self.exchange(&start, Some(&upper)));
        if narrowed.as_ref().is_some_and(|narrowed| self.certifier.meets_hopes(&narrowed.levels)) {
            return narrowed;
        }
        let near = narrowed.as_ref().unwrap_or(best);
        let found = self.certifier.search(&best.levels, &near.held);
        let settled = found.and_then(|found| self.promise(self.exchange(&found, None)));
        settled.or(narrowed)
    }

    /// How many levels are proven.
    pub(crate) fn proven(&self) -> usize {
        self.certifier.proven()
    }

    /// Bounds of all levels, each with the values of a promise held above it.
    pub(crate) fn bounds(&self, promise: &Promise) -> Vec<Rung> {
        self.certifier.bounds(&promise.levels)
    }

    /// Bounds that counting gives.
    pub(crate) fn counted(&self) -> Vec<Rung> {
        ladder::counted(self.stated, self.objectives)
    }

    /// Bounds of the levels after the first that was missed, with the values reached held above them.
    pub(crate) fn bounds_below(&self, levels: &[i64], rungs: &[Rung]) -> Vec<Rung> {
        let missed = levels.iter().zip(rungs).position(|(value, rung)| *value > rung.bound).unwrap_or(levels.len());
        if missed + 1 >= levels.len() {
            return rungs.to_vec();
        }
        let climber = self.work.climber(Effort::default(), None);
        ladder::bounds(self.stated, self.objectives, levels, missed, rungs, climber)
    }

    /// Who holds what.
    pub(crate) fn holders(&self, promise: &Promise) -> Placement {
        holders(self.stated, &promise.held)
    }

    /// The program climbed by a solver and seated, and the bounds it proves; where a limit comes first, nothing is seated and only counting
    /// bounds.
    pub(crate) fn climbed(&self) -> Result<(Option<Schedule>, Vec<Rung>), PlanError> {
        let control = self.work.control.share(SHARE);
        let effort = Effort { nodes: Some(NODES), ..Effort::default() };
        let climber = Climber { control: &control, ..self.work.climber(effort, Some(Stage::Duty)) };
        match ladder::climb(self.stated, self.objectives, None, climber) {
            Climb::Reached { values, rungs } if !self.work.control.is_over() => {
                Ok((Some(seating::seat(self.work, self.stated.held(&values), None, &[])?), rungs))
            }
            Climb::Reached { rungs, .. } => Ok((None, rungs)),
            Climb::NoPlanInTime => Ok((None, self.counted())),
            other => Err(failure(other)),
        }
    }
}

/// Who holds what of a program.
pub(crate) fn holders(stated: &Stated, held: &[usize]) -> Placement {
    held.iter().map(|&position| (stated.holdings[position].person, stated.holdings[position].slot)).collect()
}
