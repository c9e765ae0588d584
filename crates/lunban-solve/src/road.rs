//! The road from a problem to a plan: the duty program, its seating, and where seating falls short a search of the whole or a repair.

use std::collections::BTreeSet;

use lunban_core::{Audit, Pools, Problem, Schedule, Stated, Sum, Window};

use crate::control::{Control, Stage};
use crate::exchange;
use crate::greedy;
use crate::ladder::{self, Climb, Climber, Rung};
use crate::options::Options;
use crate::plan::{Plan, PlanError};
use crate::repair::{self, meets, nearly_meets};
use crate::seam::{Backend, Effort};
use crate::seating::{self, Placement};

/// Nodes of the search of the duty program: enough for what is left after the bounds, and the same on every machine.
const NODES: u32 = 20_000;

/// The share of a time limit that the duty program may use; the rest is for seating and repair.
const DUTY_SHARE: f64 = 0.6;

/// Plans a problem: the best schedule found, audited, with a certificate for each goal level.
///
/// # Errors
/// If what must be contradicts the hard rules, a limit comes before any lawful schedule, or a solver fails.
pub fn plan(problem: &Problem, options: &Options) -> Result<Plan, PlanError> {
    let work = Work::new(problem, options)?;
    match options.threads.and_then(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok()) {
        Some(threads) => threads.install(|| work.plan(options)),
        None => work.plan(options),
    }
}

/// Plans on the whole program alone: the definition, and the oracle for every faster road.
///
/// # Errors
/// As [`plan`].
pub fn plan_whole(problem: &Problem, options: &Options) -> Result<Plan, PlanError> {
    let work = Work::new(problem, options)?;
    let (schedule, rungs) = work.whole(None)?;
    work.finish(schedule, &rungs)
}

/// A schedule, its goal levels, and what bounds them.
type Swift = (Schedule, Vec<i64>, Vec<Rung>);

/// What every step needs.
pub(crate) struct Work<'p> {
    pub(crate) problem: &'p Problem,
    pub(crate) pools: Pools,
    pub(crate) control: Control,
    backend: Backend,
    seed: u64,
}

impl<'p> Work<'p> {
    fn new(problem: &'p Problem, options: &Options) -> Result<Self, PlanError> {
        let backend = options.backend.or_else(Backend::best).ok_or(PlanError::NoBackend)?;
        let control = Control::new(options.time_limit, options.stop.clone(), options.observer.clone());
        Ok(Self { problem, pools: Pools::new(problem), control, backend, seed: options.seed })
    }

    fn plan(&self, options: &Options) -> Result<Plan, PlanError> {
        let duty = Window::duty(self.problem, &self.pools).state();
        let swift = self.swift(&duty)?;
        if let Some((schedule, levels, rungs)) = &swift {
            if nearly_meets(levels, rungs, options.last_within) {
                return self.finish(schedule.clone(), rungs);
            }
            if self.control.is_over() {
                return self.finish(self.better(schedule.clone(), self.at_once()?), rungs);
            }
        }
        let swift = swift.map(|(schedule, _, _)| schedule);
        let (seated, rungs) = self.duty(&duty)?;
        let lawful = seated.filter(|schedule| self.levels(schedule).is_some());
        let lawful = match (lawful, swift) {
            (Some(seated), Some(swift)) => Some(self.better(seated, swift)),
            (seated, swift) => seated.or(swift),
        };
        let reached = lawful.as_ref().and_then(|schedule| self.levels(schedule));
        if let (Some(schedule), Some(true)) = (&lawful, reached.as_ref().map(|levels| meets(levels, &rungs))) {
            return self.finish(schedule.clone(), &rungs);
        }
        if !self.control.is_over() && self.whole_columns() <= options.whole_limit {
            let (best, proven) = self.whole(lawful.as_ref())?;
            return self.finish(best, &proven);
        }
        let near = reached.as_ref().is_some_and(|levels| nearly_meets(levels, &rungs, options.last_within));
        let best = match lawful {
            Some(schedule) if near => schedule,
            Some(schedule) if self.control.is_over() => self.better(schedule, self.at_once()?),
            Some(schedule) => repair::improve(self, schedule, &rungs)?,
            None => repair::improve(self, self.at_once()?, &rungs)?,
        };
        match self.levels(&best) {
            Some(levels) if meets(&levels, &rungs) => self.finish(best, &rungs),
            Some(levels) => self.finish(best, &self.bounds_below(&duty, &levels, &rungs)),
            // What must be hangs together in a way that no round shows alone.
            None if self.control.is_over() => Err(PlanError::NoPlanInTime),
            None => {
                let (best, proven) = self.whole(None)?;
                self.finish(best, &proven)
            }
        }
    }

    /// A schedule found by exchanges alone, its levels, and what bounds them; none if it breaks a rule.
    fn swift(&self, duty: &Stated) -> Result<Option<Swift>, PlanError> {
        let Some(placed) = self.settle(duty) else { return Ok(None) };
        let schedule = seating::seat(self, placed)?;
        let Some(levels) = self.levels(&schedule) else { return Ok(None) };
        let climber = self.climber(Effort::default(), Some(Stage::Duty));
        let rungs = ladder::certify(duty, &self.objectives(duty), &levels, climber);
        Ok(Some((schedule, levels, rungs)))
    }

    /// What exchanges make of a program, if that breaks no rule.
    pub(crate) fn settle(&self, stated: &Stated) -> Option<Placement> {
        let held = exchange::settle(stated, &self.objectives(stated), &self.control)?;
        Some(held.into_iter().map(|place| (stated.holdings[place].person, stated.holdings[place].slot)).collect())
    }

    /// The better of two lawful schedules, level by level.
    fn better(&self, one: Schedule, other: Schedule) -> Schedule {
        match (self.levels(&one), self.levels(&other)) {
            (Some(levels), Some(others)) if others < levels => other,
            _ => one,
        }
    }

    /// A schedule that needs hardly any time.
    fn at_once(&self) -> Result<Schedule, PlanError> {
        Ok(greedy::fill(self.problem, repair::least(self)?))
    }

    /// The duty program seated, and the bounds it proves; where a limit comes first, nothing is seated and only counting bounds.
    fn duty(&self, duty: &Stated) -> Result<(Option<Schedule>, Vec<Rung>), PlanError> {
        let control = self.control.share(DUTY_SHARE);
        let climber = Climber {
            backend: self.backend,
            seed: self.seed,
            effort: Effort { nodes: Some(NODES), ..Effort::default() },
            control: &control,
            stage: Some(Stage::Duty),
        };
        let objectives = self.objectives(duty);
        match ladder::climb(duty, &objectives, None, climber) {
            Climb::Reached { values, rungs } if !self.control.is_over() => {
                Ok((Some(seating::seat(self, duty.held(&values))?), rungs))
            }
            Climb::Reached { rungs, .. } => Ok((None, rungs)),
            Climb::NoPlanInTime => Ok((None, ladder::counted(duty, &objectives))),
            other => Err(failure(other)),
        }
    }

    /// The goal levels of a schedule, if it is lawful.
    pub(crate) fn levels(&self, schedule: &Schedule) -> Option<Vec<i64>> {
        let audit = Audit::values(self.problem, schedule);
        audit.is_lawful().then(|| audit.levels(self.problem))
    }

    /// Climbs the program of a small window.
    pub(crate) fn climb(&self, stated: &Stated, nodes: u32) -> Climb {
        let effort = Effort { nodes: Some(nodes), ..Effort::default() };
        ladder::climb(stated, &self.objectives(stated), None, self.climber(effort, None))
    }

    /// The same whatever the limit: for windows so small that nobody waits for them.
    pub(crate) fn climb_unlimited(&self, stated: &Stated, nodes: u32) -> Climb {
        let effort = Effort { nodes: Some(nodes), ..Effort::default() };
        let climber = Climber { control: &Control::default(), ..self.climber(effort, None) };
        ladder::climb(stated, &self.objectives(stated), None, climber)
    }

    /// The goal levels as sums over a program's columns.
    fn objectives(&self, stated: &Stated) -> Vec<Sum> {
        let levels = self.problem.campaign().goals().levels();
        levels.iter().map(|level| stated.objective(&level.terms)).collect()
    }

    fn climber(&self, effort: Effort, stage: Option<Stage>) -> Climber<'_> {
        Climber { backend: self.backend, seed: self.seed, effort, control: &self.control, stage }
    }

    fn whole_columns(&self) -> usize {
        let posts = self.problem.posts();
        let people = self.problem.campaign().person_ids();
        people.map(|person| posts.iter().filter(|post| self.problem.may_hold(person, post.id)).count()).sum()
    }

    /// Climbs the whole program.
    fn whole(&self, start: Option<&Schedule>) -> Result<(Schedule, Vec<Rung>), PlanError> {
        let stated = Window::whole(self.problem, &self.pools).state();
        let start = start.and_then(|schedule| self.complete(&stated, schedule));
        let climber = self.climber(Effort::default(), Some(Stage::Whole));
        match ladder::climb(&stated, &self.objectives(&stated), start, climber) {
            Climb::Reached { values, rungs } => Ok((seating::schedule(self, stated.held(&values)), rungs)),
            other => Err(failure(other)),
        }
    }

    /// A schedule as values of the columns: holdings as they are, the others as a small solve finds them.
    fn complete(&self, stated: &Stated, schedule: &Schedule) -> Option<Vec<i64>> {
        let columns = stated.program.columns().iter();
        let (mut lower, mut upper): (Vec<i64>, Vec<i64>) = columns.map(|column| (column.lower, column.upper)).unzip();
        let held: BTreeSet<_> = schedule.duties().iter().map(|duty| (duty.person, duty.post)).collect();
        for holding in &stated.holdings {
            let column = holding.column?.index();
            let value = i64::from(held.contains(&(holding.person, self.pools.slot(holding.slot).posts[0])));
            (lower[column], upper[column]) = (value, value);
        }
        let climber = self.climber(Effort::default(), None);
        ladder::complete(stated, (lower, upper), &self.objectives(stated), climber)
    }

    /// Bounds of the levels after the first that was missed, with the values reached held above them.
    fn bounds_below(&self, duty: &Stated, levels: &[i64], rungs: &[Rung]) -> Vec<Rung> {
        let missed = levels.iter().zip(rungs).position(|(value, rung)| *value > rung.bound).unwrap_or(levels.len());
        if missed + 1 >= levels.len() {
            return rungs.to_vec();
        }
        let climber = self.climber(Effort::default(), None);
        ladder::bounds(duty, &self.objectives(duty), levels, missed, rungs, climber)
    }

    fn finish(&self, schedule: Schedule, rungs: &[Rung]) -> Result<Plan, PlanError> {
        Plan::new(self.problem, schedule, rungs, self.control.is_over())
    }
}

fn failure(climb: Climb) -> PlanError {
    match climb {
        Climb::Infeasible => PlanError::Contradiction,
        Climb::NoPlanInTime => PlanError::NoPlanInTime,
        Climb::Fault(fault) => PlanError::Backend(fault),
        Climb::Reached { .. } => PlanError::Backend("reached".to_owned()),
    }
}
