//! The ladder: goal levels one after another on one program, each proven before the next is begun.
//!
//! First hopefully: every level is relaxed and taken to reach the bound that the row prices of its relaxation give, and whole values are
//! looked for once, at the end, among those that meet all bounds. Most relaxations here have whole vertices, so that is mostly all. Where it
//! fails, carefully: each level is relaxed and searched before the next.

mod certifier;
mod held;
mod layers;
mod least;
mod lumped;
mod one_more;
mod rung;
mod values;

use lunban_core::{LevelId, Stated, Sum};

pub(crate) use certifier::{Certifier, near_bounds};
use held::Held;
pub(crate) use layers::Layers;
pub(crate) use least::{Least, least};
use lumped::Lumped;
pub(crate) use one_more::{Change, OneMore};
use rung::Failure;
pub(crate) use rung::Rung;
use values::{whole_bound, whole_values};

use crate::Proof;
use crate::bound::PricedBound;
use crate::control::{Control, LevelNews, Stage};
use crate::first_order;
use crate::seam::{Backend, Effort, Numbers, Outcome, Solution, Task};

/// What climbing came to.
#[derive(Clone, Debug)]
pub(crate) enum Climb {
    /// Values of the columns, and each level.
    Reached { values: Vec<i64>, rungs: Vec<Rung> },
    /// No values obey all rows: proven.
    Infeasible,
    /// A limit came before any values.
    NoPlanInTime,
    /// The backend failed, or gave what is not a solution.
    Fault(String),
}

/// How to climb.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Climber<'a> {
    pub(crate) backend: Backend,
    pub(crate) seed: u64,
    pub(crate) effort: Effort,
    pub(crate) control: &'a Control,
    /// The stage whose levels are told to the observer, if any.
    pub(crate) stage: Option<Stage>,
}

impl Climber<'_> {
    /// Solves a task, or gives it up where nobody waits any more.
    fn solve(&self, task: &Task<'_>) -> Outcome {
        self.backend.solve_until(task, || self.control.is_over())
    }

    fn tell(&self, level: usize, of: usize, value: Option<i64>, bound: i64) {
        if let Some(stage) = self.stage {
            self.control.note_level(stage, of, LevelNews { level: LevelId::at(level), value, bound });
        }
    }
}

/// Leading levels that are first taken to reach the least that counting allows: open seats and waivers mostly do.
const ASSUMED: usize = 2;

/// Nodes of the search for values that meet all bounds: if they are not found soon, they may not exist.
const HOPEFUL_NODES: u32 = 200;

/// Climbs all levels, from known values where there are some.
pub(crate) fn climb(stated: &Stated, objectives: &[Sum], start: Option<Vec<i64>>, climber: Climber<'_>) -> Climb {
    if !stated.program.contradictions().is_empty() {
        return Climb::Infeasible;
    }
    if start.is_none() {
        for assumed in [ASSUMED.min(objectives.len()), 0] {
            let hopeful = Ladder::new(stated, climber).hopeful(objectives, assumed);
            if let Ok(Some((values, rungs))) = hopeful {
                return Climb::Reached { values, rungs };
            }
        }
    }
    let mut ladder = Ladder::new(stated, climber);
    ladder.best = start;
    match ladder.careful(objectives) {
        Ok((values, rungs)) => Climb::Reached { values, rungs },
        Err(Failure::Infeasible) => Climb::Infeasible,
        Err(Failure::NoPlanInTime) => Climb::NoPlanInTime,
        Err(Failure::Fault(fault)) => Climb::Fault(fault),
    }
}

/// What the relaxation of one level shows by itself: no values at all, or a bound, with values that reach it where its vertex is whole. None where a
/// limit comes first.
pub(crate) fn relaxed(stated: &Stated, objective: &Sum, climber: Climber<'_>) -> Option<Climb> {
    if !stated.program.contradictions().is_empty() {
        return Some(Climb::Infeasible);
    }
    let mut ladder = Ladder::new(stated, climber);
    match ladder.relax(objective, i64::MAX) {
        Ok(Some(priced)) => {
            let bound = priced.whole().saturating_add(objective.constant());
            let values = ladder.best.take().unwrap_or_default();
            Some(Climb::Reached { values, rungs: vec![Rung { bound, proof: Proof::Prices }] })
        }
        Ok(None) | Err(Failure::NoPlanInTime) => None,
        Err(Failure::Infeasible) => Some(Climb::Infeasible),
        Err(Failure::Fault(fault)) => Some(Climb::Fault(fault)),
    }
}

/// Bounds that counting gives: every column at its better bound.
pub(crate) fn counted(stated: &Stated, objectives: &[Sum]) -> Vec<Rung> {
    let held = Held::new(&stated.program);
    objectives.iter().map(|objective| Rung { bound: held.least(objective), proof: Proof::Counting }).collect()
}

/// Values that obey all rows with the columns between these bounds, the levels as low as can be.
pub(crate) fn complete(
    stated: &Stated,
    bounds: (Vec<i64>, Vec<i64>),
    objectives: &[Sum],
    climber: Climber<'_>,
) -> Option<Vec<i64>> {
    let mut ladder = Ladder::new(stated, climber);
    (ladder.held.lower, ladder.held.upper) = bounds;
    ladder.careful(objectives).ok().map(|(values, _)| values)
}

/// Nodes of a search for a lower last level.
const LOWER_NODES: u32 = 20;

/// Values with the last level lower than reached, and those above it no higher, if a short search finds some.
pub(crate) fn lower_last(
    stated: &Stated,
    objectives: &[Sum],
    reached: &[i64],
    climber: Climber<'_>,
) -> Option<Vec<i64>> {
    let (last, above) = objectives.split_last()?;
    let value = *reached.get(above.len())?;
    let mut ladder = Ladder::new(stated, climber);
    above.iter().zip(reached).for_each(|(objective, &value)| ladder.held.hold(objective, value));
    ladder.search(last, Effort { nodes: Some(LOWER_NODES), ..climber.effort }).ok()?;
    ladder.best.filter(|values| last.value(values) < value)
}

/// Bounds of the levels after the one that `missed` its bound, with the values reached held above each.
pub(crate) fn bounds(
    stated: &Stated,
    objectives: &[Sum],
    reached: &[i64],
    missed: usize,
    rungs: &[Rung],
    climber: Climber<'_>,
) -> Vec<Rung> {
    let mut ladder = Ladder::new(stated, climber);
    let levels = objectives.iter().zip(reached).zip(rungs).enumerate();
    levels
        .map(|(position, ((objective, &value), &rung))| {
            let bounded = if position <= missed { rung } else { ladder.bounded(objective, value) };
            ladder.held.hold(objective, value);
            bounded
        })
        .collect()
}

struct Ladder<'a> {
    stated: &'a Stated,
    climber: Climber<'a>,
    held: Held,
    best: Option<Vec<i64>>,
}

type Reached = (Vec<i64>, Vec<Rung>);

impl<'a> Ladder<'a> {
    fn new(stated: &'a Stated, climber: Climber<'a>) -> Self {
        let held = Held::new(&stated.program);
        Self { stated, climber, held, best: None }
    }

    /// Takes every level to reach its bound, the first `assumed` ones the least that counting allows; none if that comes to nothing.
    fn hopeful(&mut self, objectives: &[Sum], assumed: usize) -> Result<Option<Reached>, Failure> {
        let nothing = [Sum::default()];
        let (last, above) = objectives.split_last().unwrap_or((&nothing[0], &[]));
        let mut rungs = Vec::new();
        for (level, objective) in above.iter().enumerate() {
            let Some(rung) = self.hoped(objective, level < assumed)? else { return Ok(None) };
            self.climber.tell(level, objectives.len(), None, rung.bound);
            rungs.push(rung);
        }
        let open = self.held.clone();
        let Some(mut rung) = self.hoped(last, above.len() < assumed)? else { return Ok(None) };
        if self.best.is_none() {
            let few = Effort { nodes: Some(HOPEFUL_NODES), ..self.climber.effort };
            self.search(last, few).or_else(Failure::or_nothing)?;
        }
        if self.best.is_none() {
            self.held = open;
            let searched = self.search(last, self.climber.effort)?;
            rung = searched.map_or(rung, |searched| rung.searched(searched));
        }
        self.climber.tell(above.len(), objectives.len(), self.best.as_ref().map(|best| last.value(best)), rung.bound);
        rungs.push(rung);
        rungs.truncate(objectives.len());
        Ok(self.best.take().map(|values| (values, rungs)))
    }

    /// Takes a level to reach its bound, and holds it there; values that do so if the relaxation has a whole vertex.
    fn hoped(&mut self, objective: &Sum, at_least: bool) -> Result<Option<Rung>, Failure> {
        self.best = None;
        let least = self.held.least(objective);
        let mut rung = Rung { bound: least, proof: Proof::Counting };
        if !(at_least || objective.is_constant()) {
            let Some(priced) = self.relax(objective, i64::MAX)? else { return Ok(None) };
            rung = Rung::priced(least, priced.whole().saturating_add(objective.constant()));
            priced.narrow(rung.bound - objective.constant(), &mut self.held.lower, &mut self.held.upper);
        }
        self.held.hold(objective, rung.bound);
        self.best = self.best.take().filter(|best| objective.value(best) <= rung.bound);
        Ok(Some(rung))
    }

    /// Relaxes and searches one level after another.
    fn careful(&mut self, objectives: &[Sum]) -> Result<Reached, Failure> {
        let mut rungs = Vec::new();
        for (level, objective) in objectives.iter().enumerate() {
            let rung = self.level(objective)?;
            self.climber.tell(
                level,
                objectives.len(),
                self.best.as_ref().map(|best| objective.value(best)),
                rung.bound,
            );
            rungs.push(rung);
        }
        if self.best.is_none() {
            self.level(&Sum::default())?;
        }
        Ok((self.best.take().unwrap_or_default(), rungs))
    }

    /// Minimises one level and holds it.
    fn level(&mut self, objective: &Sum) -> Result<Rung, Failure> {
        let mut rung = Rung { bound: self.held.least(objective), proof: Proof::Counting };
        let mut priced = None;
        let is_over = self.best.is_some() && self.climber.control.is_over();
        if !self.reaches(objective, rung.bound) && !is_over {
            priced = self.relax(objective, i64::MAX)?;
            if let Some(priced) = &priced {
                rung = Rung::priced(rung.bound, priced.whole().saturating_add(objective.constant()));
            }
            if !self.reaches(objective, rung.bound)
                && let Some(searched) = self.search(objective, self.climber.effort)?
            {
                rung = rung.searched(searched);
            }
        }
        let value = self.best.as_ref().map(|best| objective.value(best)).ok_or(Failure::NoPlanInTime)?;
        if let Some(priced) = &priced {
            priced.narrow(value - objective.constant(), &mut self.held.lower, &mut self.held.upper);
        }
        self.held.hold(objective, value);
        Ok(rung)
    }

    /// A level's bound from its relaxation alone.
    fn bounded(&mut self, objective: &Sum, value: i64) -> Rung {
        let least = self.held.least(objective);
        let is_over = self.climber.control.is_over();
        let priced = if least < value && !is_over { self.relax(objective, value).ok().flatten() } else { None };
        priced.map_or(Rung { bound: least, proof: Proof::Counting }, |priced| {
            Rung::priced(least, priced.whole().saturating_add(objective.constant()))
        })
    }

    fn limited(&self, effort: Effort) -> Effort {
        let control = self.climber.control;
        Effort { nodes: control.nodes(effort.nodes), time: control.remaining(), seed: self.climber.seed, ..effort }
    }

    fn reaches(&self, objective: &Sum, bound: i64) -> bool {
        self.best.as_ref().is_some_and(|best| objective.value(best) <= bound)
    }

    /// Relaxes a level: a safe bound, the best there is or one that is `enough`, and better values where the vertex is whole.
    fn relax(&mut self, objective: &Sum, enough: i64) -> Result<Option<PricedBound>, Failure> {
        if self.climber.control.is_over() {
            return Ok(None);
        }
        let effort = self.limited(Effort::default());
        let task = self.held.relaxed(&self.stated.program, objective, effort);
        if self.held.is_large() {
            let enough = enough.saturating_sub(objective.constant());
            return Ok(Some(first_order::bound(&task, enough, self.climber.control)));
        }
        match self.climber.solve(&task) {
            Outcome::Optimal(solution) => {
                let priced = solution.row_prices.as_ref().map(|prices| PricedBound::new(&task, prices));
                self.take(objective, &solution);
                Ok(priced)
            }
            Outcome::Infeasible => Err(Failure::Infeasible),
            Outcome::Fault(fault) => Err(Failure::Fault(fault)),
            Outcome::Feasible { .. } | Outcome::NoPlanInTime => Ok(None),
        }
    }

    /// The fractions, at a vertex, that are nearest to where a distance is least.
    fn nearest(&self, distance: &Sum) -> Result<Option<Vec<f64>>, Failure> {
        if self.climber.control.is_over() {
            return Ok(None);
        }
        let effort = self.limited(Effort { nearly: true, ..Effort::default() });
        let whole = self.held.whole(&self.stated.program, distance, effort);
        match self.climber.solve(&Task { numbers: Numbers::Vertex, ..whole }) {
            Outcome::Optimal(solution) => Ok(Some(solution.values)),
            Outcome::Infeasible => Err(Failure::Infeasible),
            Outcome::Fault(fault) => Err(Failure::Fault(fault)),
            Outcome::Feasible { .. } | Outcome::NoPlanInTime => Ok(None),
        }
    }

    /// A level's safe bound from like rows and columns lumped together.
    fn lump(&self, objective: &Sum) -> Option<PricedBound> {
        let task = self.held.relaxed(&self.stated.program, objective, self.limited(Effort::default()));
        let lumped = Lumped::new(&task);
        let Outcome::Optimal(solution) = self.climber.solve(&lumped.task(&task)) else { return None };
        Some(PricedBound::new(&task, &lumped.prices(&solution.row_prices?)))
    }

    /// Searches a level for whole values: the bound the search proved, if any.
    fn search(&mut self, objective: &Sum, effort: Effort) -> Result<Option<i64>, Failure> {
        if self.climber.control.is_over() {
            return Ok(None);
        }
        let task = self.held.whole(&self.stated.program, objective, self.limited(effort));
        match self.climber.solve(&task) {
            Outcome::Optimal(solution) => {
                self.take(objective, &solution);
                Ok(self.best.as_ref().map(|best| objective.value(best)))
            }
            Outcome::Feasible { solution, bound } => {
                self.take(objective, &solution);
                Ok(whole_bound(bound).map(|bound| bound + objective.constant()))
            }
            Outcome::NoPlanInTime => Ok(None),
            Outcome::Infeasible if self.best.is_some() => Ok(None),
            Outcome::Infeasible => Err(Failure::Infeasible),
            Outcome::Fault(fault) => Err(Failure::Fault(fault)),
        }
    }

    /// Takes a solution's values if they are whole, obey everything exactly, and are better than those known.
    fn take(&mut self, objective: &Sum, solution: &Solution) {
        let Some(values) = whole_values(&solution.values) else { return };
        let better = self.best.as_ref().is_none_or(|best| objective.value(&values) < objective.value(best));
        if better && self.stated.program.admits(&values) && self.held.admits(&values) {
            self.best = Some(values);
        }
    }
}
