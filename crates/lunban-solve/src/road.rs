//! The road from a problem to a plan: the duty program, its seating, and where seating falls short a search of the whole or a repair.

use std::collections::BTreeSet;

use lunban_core::{Audit, Holding, Pools, Problem, Schedule, Stated, Sum, Window};

use crate::control::{Control, Stage};
use crate::exchange::{self, Reach, Settled};
use crate::greedy;
use crate::ladder::{self, Certifier, Climb, Climber, Rung};
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

/// A lawful schedule, its goal levels, and what bounds them.
#[derive(Clone, Debug)]
struct Reached {
    schedule: Schedule,
    levels: Vec<i64>,
    rungs: Vec<Rung>,
}

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
        match swift {
            Some(Reached { schedule, levels, rungs }) if nearly_meets(&levels, &rungs, options.last_within) => {
                self.finish(schedule, &rungs)
            }
            Some(Reached { schedule, rungs, .. }) if self.control.is_over() => {
                self.finish(self.better(schedule, self.at_once()?), &rungs)
            }
            swift => self.searched(&duty, swift.map(|reached| reached.schedule), options),
        }
    }

    /// The plan where exchanges fall short, from the best schedule they found: the duty program is searched, and then the whole one, or
    /// span after span.
    fn searched(&self, duty: &Stated, swift: Option<Schedule>, options: &Options) -> Result<Plan, PlanError> {
        let (seated, rungs) = self.duty(duty)?;
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
            Some(levels) => self.finish(best, &self.bounds_below(duty, &levels, &rungs)),
            // What must be hangs together in a way that no round shows alone.
            None if self.control.is_over() => Err(PlanError::NoPlanInTime),
            None => {
                let (best, proven) = self.whole(None)?;
                self.finish(best, &proven)
            }
        }
    }

    /// A schedule by exchanges: duties, as good as is proven if that is soon found, and their seating. None if exchanges break a rule.
    fn swift(&self, duty: &Stated) -> Result<Option<Reached>, PlanError> {
        let objectives = self.objectives(duty);
        let Some((settled, rungs)) = self.promised(duty, &objectives) else { return Ok(None) };
        let Settled { held, levels: promised } = settled;
        let placed = holders(duty, &held);
        let met = promised.iter().zip(&rungs).take_while(|(value, rung)| **value <= rung.bound).count();
        let kept = &rungs[..met.min(objectives.len().saturating_sub(1))];
        let keeps = |schedule: &Schedule| self.levels(schedule).is_some_and(|levels| meets(&levels, kept));
        let mut schedule = seating::seat(self, placed.clone())?;
        if !keeps(&schedule) {
            let bounds: Vec<i64> = kept.iter().map(|rung| rung.bound).collect();
            schedule = seating::seat_within(self, &placed, &schedule, &bounds)?.unwrap_or(schedule);
        }
        if !keeps(&schedule) {
            schedule = repair::improve(self, schedule, kept)?;
        }
        let Some(levels) = self.levels(&schedule) else { return Ok(None) };
        // A bound holds given the levels above, so far as they are what the duty program promised.
        let kept = levels.iter().zip(&promised).take_while(|(value, promised)| value <= promised).count();
        let counted = ladder::counted(duty, &objectives).split_off((kept + 1).min(levels.len()));
        let rungs = rungs.into_iter().take(kept + 1).chain(counted).collect();
        Ok(Some(Reached { schedule, levels, rungs }))
    }

    /// What exchanges make of the duty program, and the bounds of its levels. Where a level misses its bound, exchanges go on with forks, and
    /// then from where a short search says.
    fn promised(&self, duty: &Stated, objectives: &[Sum]) -> Option<(Settled, Vec<Rung>)> {
        let mut certifier = Certifier::new(duty, objectives, self.climber(Effort::default(), Some(Stage::Duty)));
        let settle = |start: &[usize], reach| exchange::settle(duty, objectives, start, reach, &self.control);
        let mut best = settle(&[], Reach::Paths)?;
        let mut rungs = certifier.prove(&best.levels, &[]);
        let mut is_searched = false;
        loop {
            let missed = certifier.proven();
            if missed + 1 >= objectives.len() || self.control.is_over() {
                return Some((best, rungs));
            }
            let start = if is_searched {
                let found = certifier.search(best.levels[missed], &best.held);
                rungs[missed] = certifier.missed().unwrap_or(rungs[missed]);
                found.map(|values| duty.on(&values))
            } else {
                Some(best.held.clone())
            };
            let Some(next) = start.and_then(|start| settle(&start, Reach::Forks)) else { return Some((best, rungs)) };
            if next.levels < best.levels {
                rungs = certifier.prove(&next.levels, &rungs);
                best = next;
            }
            if is_searched && certifier.proven() == missed {
                return Some((best, rungs));
            }
            is_searched = true;
        }
    }

    /// What exchanges make of a program, from some holdings on, if that breaks no rule.
    pub(crate) fn settle(&self, stated: &Stated, start: &[usize]) -> Option<Placement> {
        let settled = exchange::settle(stated, &self.objectives(stated), start, Reach::Paths, &self.control)?;
        Some(holders(stated, &settled.held))
    }

    /// Holdings that reach the first levels' bounds, near some others, if a short search finds them.
    pub(crate) fn near_bounds(&self, stated: &Stated, bounds: &[i64], held: &[usize]) -> Option<Vec<usize>> {
        let climber = self.climber(Effort::default(), None);
        let values = ladder::near_bounds(stated, &self.objectives(stated), bounds, held, climber)?;
        Some(stated.on(&values))
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
        let objectives = self.objectives(&stated);
        let start = start.and_then(|schedule| {
            let held: BTreeSet<_> = schedule.duties().iter().map(|duty| (duty.person, duty.post)).collect();
            let pair = |holding: &Holding| (holding.person, self.pools.slot(holding.slot).posts[0]);
            self.complete(&stated, &objectives, |position| held.contains(&pair(&stated.holdings[position])))
        });
        let climber = self.climber(Effort::default(), Some(Stage::Whole));
        match ladder::climb(&stated, &objectives, start, climber) {
            Climb::Reached { values, rungs } => Ok((seating::schedule(self, stated.held(&values)), rungs)),
            other => Err(failure(other)),
        }
    }

    /// Holdings as values of the columns: they are as they are, the others as a small solve finds them.
    fn complete(&self, stated: &Stated, objectives: &[Sum], is_held: impl Fn(usize) -> bool) -> Option<Vec<i64>> {
        let columns = stated.program.columns().iter();
        let (mut lower, mut upper): (Vec<i64>, Vec<i64>) = columns.map(|column| (column.lower, column.upper)).unzip();
        for (position, holding) in stated.holdings.iter().enumerate() {
            let Some(column) = holding.column else { continue };
            let value = i64::from(is_held(position));
            (lower[column.index()], upper[column.index()]) = (value, value);
        }
        ladder::complete(stated, (lower, upper), objectives, self.climber(Effort::default(), None))
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

/// Who holds what of a program.
fn holders(stated: &Stated, held: &[usize]) -> Placement {
    held.iter().map(|&position| (stated.holdings[position].person, stated.holdings[position].slot)).collect()
}

fn failure(climb: Climb) -> PlanError {
    match climb {
        Climb::Infeasible => PlanError::Contradiction,
        Climb::NoPlanInTime => PlanError::NoPlanInTime,
        Climb::Fault(fault) => PlanError::Backend(fault),
        Climb::Reached { .. } => PlanError::Backend("reached".to_owned()),
    }
}
