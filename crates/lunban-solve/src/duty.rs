//! The duty program: who serves when, and in which kind of seat; filled by exchanges, and held against the bounds of its levels.
//!
//! Every schedule is a solution of it at no greater cost, so what it proves bounds the whole.

use lunban_core::{Schedule, Stated, Sum};

use crate::control::Stage;
use crate::exchange::{Exchange, Settled};
use crate::first_order;
use crate::ladder::{self, Certifier, Climb, Climber, Layers, Rung};
use crate::parts::part_by_part;
use crate::plan::PlanError;
use crate::road::{Work, failure};
use crate::seam::Effort;
use crate::seating::{self, Placement};

/// Nodes of the search of the duty program: enough for what is left after the bounds, and the same on every machine.
const NODES: u32 = 20_000;

/// The share of a time limit that climbing the duty program may use; the rest is for seating and repair.
const SHARE: f64 = 0.6;

/// A program of more columns takes minutes to climb, and to plan a span of it anew takes seconds for each: twice and three times the shipped
/// campaign, of 65,000 and 95,000 columns, had no end in 100 s so, and without it a plan after 20 s that is within 3 of all bounds above the last.
const SHORT: usize = 50_000;

/// The program, and what exchanges make of it.
#[derive(Clone, Copy)]
pub(crate) struct DutyProgram<'w> {
    pub(crate) work: &'w Work<'w>,
    pub(crate) stated: &'w Stated,
    pub(crate) layers: &'w Layers<'w>,
    pub(crate) objectives: &'w [Sum],
}

/// The program, and what is proven of it.
pub(crate) struct Duty<'w> {
    pub(crate) program: DutyProgram<'w>,
    certifier: Certifier<'w>,
    /// Whether parts were made better already: done again, little comes of it.
    is_parted: bool,
}

/// Duties, as positions among the holdings of the program, and what the levels but the last come to with them: no more than in any seating.
#[derive(Clone, Debug)]
pub(crate) struct Promise {
    pub(crate) held: Vec<usize>,
    pub(crate) levels: Vec<i64>,
}

impl<'w> DutyProgram<'w> {
    /// How many levels there are above the last one.
    fn above(self) -> usize {
        self.objectives.len().saturating_sub(1)
    }

    /// Duties by exchanges; where they break a rule, those as they are.
    pub(crate) fn first(self) -> Result<Promise, Placement> {
        let settled = self.exchange(&[], None, self.above());
        let broken = self.holders(settled.held());
        self.promise(settled).ok_or(broken)
    }

    /// The same duties with the last level as low as exchanges get it: until then it is not looked at, for nothing needs it earlier.
    pub(crate) fn to_the_last(self, promise: &Promise) -> Promise {
        if self.work.control.is_over() {
            return promise.clone();
        }
        let settled = self.exchange(&promise.held, None, self.objectives.len());
        self.promise(settled).filter(|last| last.levels <= promise.levels).unwrap_or_else(|| promise.clone())
    }

    /// Duties by exchanges on the first levels, from some on, within greatest values of the columns.
    fn exchange(self, start: &[usize], upper: Option<&[i64]>, levels: usize) -> Settled {
        let Self { work, stated, objectives, .. } = self;
        Exchange { stated, objectives, levels, upper, control: &work.control }.settle(start)
    }

    fn promise(self, settled: Settled) -> Option<Promise> {
        self.promise_of(settled.lawful()?)
    }

    /// Holdings, and what the levels above the last one come to with them; none where they break a rule.
    pub(crate) fn promise_of(self, held: Vec<usize>) -> Option<Promise> {
        let levels = self.work.levels_by(self.stated, self.needed(), &self.objectives[..self.above()], &held)?;
        Some(Promise { held, levels })
    }

    /// The program as the levels above the last one need it.
    fn needed(self) -> &'w Stated {
        self.layers.of(self.above().saturating_sub(1))
    }

    /// Who holds what.
    pub(crate) fn holders(self, held: &[usize]) -> Placement {
        holders(self.stated, held)
    }
}

impl<'w> Duty<'w> {
    /// Nothing proven yet.
    pub(crate) fn new(program: DutyProgram<'w>) -> Self {
        Self::telling(program, Some(Stage::Duty))
    }

    /// The same of a part of the people: what is proven of it says nothing of the whole, so nobody hears of it.
    pub(crate) fn of_part(program: DutyProgram<'w>) -> Self {
        Self::telling(program, None)
    }

    fn telling(program: DutyProgram<'w>, stage: Option<Stage>) -> Self {
        let DutyProgram { work, stated, layers, objectives } = program;
        let certifier = Certifier::new(stated, layers, objectives, work.climber(Effort::default(), stage));
        Self { program, certifier, is_parted: false }
    }

    /// Proves the levels of a promise above the last one, up to the first that misses its bound.
    pub(crate) fn prove(&mut self, promise: &Promise) {
        self.certifier.prove(&promise.levels);
    }

    /// Proves the levels of a promise above the last one after another, and mends it as long as one of them misses its bound and that helps.
    pub(crate) fn improve(&mut self, mut best: Promise) -> Promise {
        self.prove(&best);
        let control = &self.program.work.control;
        for _ in 0..control.looks(usize::MAX) {
            if self.certifier.proven() == self.program.above() || control.is_over() {
                break;
            }
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
        let stated = self.program.stated;
        let exchange =
            |start: &[usize], upper| self.program.promise(self.program.exchange(start, upper, self.program.above()));
        let upper = self.certifier.narrowed(&best.levels);
        let stays = |held: &&usize| stated.holdings[**held].column.is_none_or(|held| upper[held.index()] > 0);
        let start: Vec<usize> = best.held.iter().filter(stays).copied().collect();
        let narrowed = exchange(&start, Some(&upper));
        if narrowed.as_ref().is_some_and(|narrowed| self.certifier.meets_hopes(&narrowed.levels)) {
            return narrowed;
        }
        let near = narrowed.as_ref().unwrap_or(best);
        if self.is_wide() && !std::mem::replace(&mut self.is_parted, true) {
            return Some(part_by_part(self.program, near));
        }
        if self.is_wide() && self.certifier.nearly_meets_hopes(&near.levels) {
            return narrowed;
        }
        let found = self.certifier.search(&best.levels, &near.held);
        found.and_then(|found| exchange(&found, None)).or(narrowed)
    }

    /// Whether the program is too wide to be searched as a whole.
    pub(crate) fn is_wide(&self) -> bool {
        first_order::is_wide(self.program.stated.program.columns().len())
    }

    /// Whether what seating loses of the program is looked for no longer: to search it takes too long.
    pub(crate) fn is_long(&self) -> bool {
        self.program.stated.program.columns().len() > SHORT
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
        ladder::counted(self.program.stated, self.program.objectives)
    }

    /// Bounds of the levels after the first that was missed, with the values reached held above them.
    pub(crate) fn bounds_below(&self, levels: &[i64], rungs: &[Rung]) -> Vec<Rung> {
        let missed = levels.iter().zip(rungs).position(|(value, rung)| *value > rung.bound).unwrap_or(levels.len());
        if missed + 1 >= levels.len() {
            return rungs.to_vec();
        }
        let DutyProgram { work, stated, objectives, .. } = self.program;
        ladder::bounds(stated, objectives, levels, missed, rungs, work.climber(Effort::default(), None))
    }

    /// The program climbed by a solver and seated, and the bounds it proves; where a limit comes first, nothing is seated and only counting
    /// bounds.
    pub(crate) fn climbed(&self) -> Result<(Option<Schedule>, Vec<Rung>), PlanError> {
        let DutyProgram { work, stated, objectives, .. } = self.program;
        let control = work.control.share(SHARE);
        let effort = Effort { nodes: Some(NODES), ..Effort::default() };
        let climber = Climber { control: &control, ..work.climber(effort, Some(Stage::Duty)) };
        match ladder::climb(stated, objectives, None, climber) {
            Climb::Reached { values, rungs } if !work.control.is_over() => {
                Ok((Some(seating::seat(work, stated.held(&values))?), rungs))
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
