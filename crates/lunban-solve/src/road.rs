//! The road from a problem to a plan: the duty program, its seating, and where seating falls short a search of the whole or a repair.

use std::collections::BTreeSet;

use lunban_core::{Audit, Holding, Pools, Problem, Schedule, Stated, Sum, Window};

use crate::control::{Control, Stage};
use crate::exchange;
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

    /// A schedule by exchanges. Where a level misses its bound, the seating is mended if the duty program meets it; if that does not, a
    /// short search says from where to exchange on. None if exchanges break a rule.
    fn swift(&self, duty: &Stated) -> Result<Option<Reached>, PlanError> {
        let objectives = self.objectives(duty);
        let mut certifier = Certifier::new(duty, &objectives, self.climber(Effort::default(), Some(Stage::Duty)));
        let mut best: Option<Reached> = None;
        let mut start = Vec::new();
        loop {
            let Some(held) = exchange::settle(duty, &objectives, &start, &self.control) else { return Ok(best) };
            let schedule = seating::seat(self, holders(duty, &held))?;
            let before = certifier.proven();
            let Some(mut reached) = self.certified(&mut certifier, best.as_ref(), schedule) else { return Ok(best) };
            let missed = certifier.proven();
            let is_stuck = best.is_some() && missed == before;
            if is_stuck || missed + 1 >= objectives.len() || self.control.is_over() {
                return Ok(Some(reached));
            }
            if self.promises(duty, &objectives, &held, &reached.rungs[..=missed]) {
                let mended = repair::improve(self, reached.schedule.clone(), &reached.rungs[..=missed])?;
                return Ok(self.certified(&mut certifier, Some(&reached), mended).or(Some(reached)));
            }
            let values = certifier.search(reached.levels[missed], &held);
            reached.rungs[missed] = certifier.missed().unwrap_or(reached.rungs[missed]);
            best = Some(reached);
            match values {
                Some(values) => start = duty.on(&values),
                None => return Ok(best),
            }
        }
    }

    /// A schedule with its levels and their bounds, some of which were proven before, if it is lawful.
    fn certified(
        &self,
        certifier: &mut Certifier<'_>,
        before: Option<&Reached>,
        schedule: Schedule,
    ) -> Option<Reached> {
        let levels = self.levels(&schedule)?;
        let rungs = certifier.prove(&levels, before.map_or(&[], |before| &before.rungs));
        Some(Reached { schedule, levels, rungs })
    }

    /// Whether holdings of the duty program reach the first levels' bounds there, so that what is missed is the seating's fault.
    fn promises(&self, duty: &Stated, objectives: &[Sum], held: &[usize], rungs: &[Rung]) -> bool {
        let held: BTreeSet<usize> = held.iter().copied().collect();
        let is_held = |position: usize| held.contains(&position);
        self.complete(duty, objectives, is_held).is_some_and(|values| {
            let levels: Vec<i64> = objectives.iter().map(|objective| objective.value(&values)).collect();
            meets(&levels[..rungs.len()], rungs)
        })
    }

    /// What exchanges make of a program, if that breaks no rule.
    pub(crate) fn settle(&self, stated: &Stated) -> Option<Placement> {
        let held = exchange::settle(stated, &self.objectives(stated), &[], &self.control)?;
        Some(holders(stated, &held))
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
