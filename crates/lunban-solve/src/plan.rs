//! Plans a campaign: the duty program, its seating, and where seating falls short of it a search of the whole.

use std::time::Duration;

use lunban_core::{Audit, Finding, Level, Pools, Problem, Schedule, Stated, Sum, Window};

use crate::control::{Control, StopToken};
use crate::ladder::{Climb, Climber, Rung, climb};
use crate::repair::meets;
use crate::seam::{Backend, Effort};
use crate::{ladder, repair, seating};

/// What shows that a bound is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Counting: every part at its least.
    Counting,
    /// Prices of rows: a Lagrange bound computed in whole numbers.
    Prices,
    /// A solver's search tree, closed with no gap.
    Search,
}

/// What is known of one goal level: its value in the schedule, and what no schedule goes below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The level.
    pub level: Level,
    /// Its value in the schedule.
    pub value: i64,
    /// No schedule that is as good on the levels above has less.
    pub bound: i64,
    /// What shows the bound.
    pub proof: Proof,
}

impl Certificate {
    /// How much better another schedule could be, at most.
    pub fn gap(&self) -> i64 {
        self.value - self.bound
    }

    /// Whether no schedule that is as good on the levels above is better on this one.
    pub fn is_proven(&self) -> bool {
        self.gap() == 0
    }
}

/// A schedule with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The schedule.
    pub schedule: Schedule,
    /// What the audit says of it.
    pub audit: Audit,
    /// For each goal level, first to last.
    pub certificates: Vec<Certificate>,
    /// Whether a limit or a stop came before the work was done.
    pub stopped: bool,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// Hard minima, musts or pairs contradict the hard rules: proven.
    #[error("what must be contradicts the hard rules: no schedule obeys them all")]
    Contradiction,
    /// A limit came before any schedule.
    #[error("no plan found in the time; one may exist")]
    NoPlanInTime,
    /// This build has no backend.
    #[error("this build has no solver\n  Maybe build it with the feature `highs` or `microlp`")]
    NoBackend,
    /// A backend failed.
    #[error("the solver failed: {0}")]
    Backend(String),
    /// A schedule that breaks a hard rule came out: a fault of this program.
    #[error("internal fault: the schedule found breaks {} hard rules", .0.len())]
    Unlawful(Vec<Finding>),
}

/// How to plan.
#[derive(Clone, Debug)]
pub struct Options {
    /// The backend; none: the best this build has.
    pub backend: Option<Backend>,
    /// Stop after so long with the best schedule so far. Results then depend on the clock.
    pub time_limit: Option<Duration>,
    /// Asks to stop.
    pub stop: StopToken,
    /// Threads to use; results do not depend on it.
    pub threads: Option<usize>,
    /// The whole program is searched where the pooled one falls short, if it has no more columns than this.
    pub whole_limit: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { backend: None, time_limit: None, stop: StopToken::default(), threads: None, whole_limit: 20_000 }
    }
}

/// Nodes of one search: enough for what is left after the bounds, and the same on every machine.
pub(crate) const NODES: u32 = 20_000;

/// Plans a problem: the best schedule found, audited, with a certificate for each goal level.
///
/// # Errors
/// If what must be contradicts the hard rules, a limit comes before any schedule, or a solver fails.
pub fn plan(problem: &Problem, options: &Options) -> Result<Plan, PlanError> {
    let backend = options.backend.or_else(Backend::best).ok_or(PlanError::NoBackend)?;
    let control = Control::new(options.time_limit, options.stop.clone());
    let work = Work { problem, pools: Pools::new(problem), backend, control };
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
    let backend = options.backend.or_else(Backend::best).ok_or(PlanError::NoBackend)?;
    let control = Control::new(options.time_limit, options.stop.clone());
    let work = Work { problem, pools: Pools::new(problem), backend, control };
    let (schedule, rungs) = work.whole(None)?;
    work.finish(schedule, &rungs)
}

/// What every step needs.
pub(crate) struct Work<'p> {
    pub(crate) problem: &'p Problem,
    pub(crate) pools: Pools,
    pub(crate) backend: Backend,
    pub(crate) control: Control,
}

impl Work<'_> {
    fn plan(&self, options: &Options) -> Result<Plan, PlanError> {
        let duty = Window::duty(self.problem, &self.pools).state();
        let (values, mut rungs) = match self.climb(&duty, None, Effort { nodes: Some(NODES), time: None }) {
            Climb::Reached { values, rungs } => (values, rungs),
            other => return Err(failure(other)),
        };
        let seated = seating::seat(self, duty.held(&values))?;
        let reached = seated.as_ref().and_then(|schedule| self.levels(schedule));
        if reached.as_ref().is_some_and(|levels| meets(levels, &rungs)) {
            return self.finish(seated.unwrap_or_default(), &rungs);
        }
        let lawful = seated.filter(|_| reached.is_some());
        if self.whole_columns() <= options.whole_limit {
            let (best, proven) = self.whole(lawful.as_ref())?;
            return self.finish(best, &proven);
        }
        let start = lawful.map_or_else(|| repair::least(self), Ok)?;
        let schedule = repair::improve(self, start, &rungs)?;
        if let Some(levels) = self.levels(&schedule)
            && !meets(&levels, &rungs)
        {
            rungs = self.bounds_below(&duty, &levels, &rungs);
        }
        self.finish(schedule, &rungs)
    }

    /// The goal levels of a schedule, if it is lawful.
    pub(crate) fn levels(&self, schedule: &Schedule) -> Option<Vec<i64>> {
        let audit = Audit::values(self.problem, schedule);
        audit.is_lawful().then(|| audit.levels(self.problem))
    }

    /// The goal levels as sums over a program's columns.
    pub(crate) fn objectives(&self, stated: &Stated) -> Vec<Sum> {
        let levels = self.problem.campaign().goals().levels();
        levels.iter().map(|level| stated.objective(&level.terms)).collect()
    }

    pub(crate) fn climb(&self, stated: &Stated, start: Option<Vec<i64>>, effort: Effort) -> Climb {
        climb(stated, &self.objectives(stated), start, self.climber(effort))
    }

    fn climber(&self, effort: Effort) -> Climber<'_> {
        Climber { backend: self.backend, effort, control: &self.control }
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
        match self.climb(&stated, start, Effort::default()) {
            Climb::Reached { values, rungs } => Ok((seating::schedule(self, stated.held(&values)), rungs)),
            other => Err(failure(other)),
        }
    }

    /// A schedule as values of the columns: holdings as they are, the others as a small solve finds them.
    fn complete(&self, stated: &Stated, schedule: &Schedule) -> Option<Vec<i64>> {
        let mut lower: Vec<i64> = stated.program.columns().iter().map(|column| column.lower).collect();
        let mut upper: Vec<i64> = stated.program.columns().iter().map(|column| column.upper).collect();
        let held: std::collections::BTreeSet<_> =
            schedule.duties().iter().map(|duty| (duty.person, duty.post)).collect();
        for holding in &stated.holdings {
            let column = holding.column?.index();
            let value = i64::from(held.contains(&(holding.person, self.pools.slot(holding.slot).posts[0])));
            (lower[column], upper[column]) = (value, value);
        }
        ladder::complete(stated, (lower, upper), &self.objectives(stated), self.climber(Effort::default()))
    }

    /// Bounds of the levels after the first that was missed, with the values reached held above them.
    fn bounds_below(&self, duty: &Stated, levels: &[i64], rungs: &[Rung]) -> Vec<Rung> {
        let missed = levels.iter().zip(rungs).position(|(value, rung)| *value > rung.bound).unwrap_or(levels.len());
        ladder::bounds(duty, &self.objectives(duty), levels, missed, rungs, self.climber(Effort::default()))
    }

    fn finish(&self, schedule: Schedule, rungs: &[Rung]) -> Result<Plan, PlanError> {
        let audit = Audit::of(self.problem, &schedule);
        if !audit.is_lawful() {
            let breaches = audit.findings.into_iter().filter(|finding| finding.count.is_none());
            return Err(PlanError::Unlawful(breaches.collect()));
        }
        let levels = self.problem.campaign().goals().levels().iter().cloned();
        let certificates = levels.zip(audit.levels(self.problem)).zip(rungs).map(|((level, value), rung)| {
            Certificate { level, value, bound: rung.bound.min(value), proof: rung.proof }
        });
        let certificates = certificates.collect();
        Ok(Plan { schedule, audit, certificates, stopped: self.control.is_over() })
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
