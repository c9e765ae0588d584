//! The road from a problem to a plan: the duty program, its seating, and where seating falls short a search of the whole or a repair. Where musts
//! give most seats away, what is left is searched at once.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use lunban_core::capacity::{self, ShortageKind};
use lunban_core::{Audit, Given, Holding, Pools, Post, Problem, Schedule, Stated, Sum, Window};

use crate::control::{Control, Stage};
use crate::duty::{Duty, DutyProgram, holders};
use crate::exchange::{Exchange, Settled};
use crate::first_order;
use crate::greedy;
use crate::ladder::{self, Climb, Climber, Layers, Least, Rung};
use crate::options::Options;
use crate::plan::{Plan, PlanError};
use crate::repair::{self, keeps, meets, nearly_meets};
use crate::seam::{Backend, Effort};
use crate::seating::{self, Placement};

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

/// So much farther from its bound the last level of a large problem may be.
const LARGE: f64 = 5.0;

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
    pub(crate) pools: Arc<Pools>,
    given: Given,
    pub(crate) control: Control,
    backend: Backend,
    seed: u64,
}

impl<'p> Work<'p> {
    pub(crate) fn new(problem: &'p Problem, options: &Options) -> Result<Self, PlanError> {
        Self::over(problem, Pools::new(problem), options)
    }

    /// The same with pools of one's own.
    pub(crate) fn over(problem: &'p Problem, pools: Pools, options: &Options) -> Result<Self, PlanError> {
        let backend = options.backend.or_else(Backend::best).ok_or(PlanError::NoBackend)?;
        let control = Control::new(options.time_limit, options.stop.clone(), options.observer.clone());
        let control = control.within(options.work_limit);
        let given = Given::new(problem);
        Ok(Self { problem, pools: Arc::new(pools), given, control, backend, seed: options.seed })
    }

    fn plan(&self, options: &Options) -> Result<Plan, PlanError> {
        if self.given.is_most(self.problem) && !self.is_large(options) {
            let (schedule, rungs) = self.whole(None)?;
            return self.finish(schedule, &rungs);
        }
        let stated = Window::duty(self.problem, &self.pools).state();
        let objectives = self.objectives(&stated);
        let layers = Layers::new(&stated, &objectives);
        let program = DutyProgram { work: self, stated: &stated, layers: &layers, objectives: &objectives };
        let mut duty = Duty::new(program);
        match self.swift(&mut duty)? {
            Some(Reached { schedule, levels, rungs })
                if self.is_last(&duty) || self.is_enough(&levels, &rungs, options) =>
            {
                let is_over = self.control.is_over();
                let rungs = if is_over { rungs } else { duty.bounds_below(&levels, &rungs) };
                let is_cut_short = self.control.is_short() && !self.is_enough(&levels, &rungs, options);
                Plan::new(self.problem, schedule, &rungs, self.control.is_over() || is_cut_short)
            }
            // Searching for what counting shows to be impossible takes long.
            None if self.is_contradiction() => Err(PlanError::Contradiction),
            swift => self.searched(&duty, swift.map(|reached| reached.schedule), options),
        }
    }

    /// Whether counting alone shows that what must be cannot be.
    fn is_contradiction(&self) -> bool {
        let shortages = capacity::shortages(self.problem, &self.pools);
        shortages.iter().any(|shortage| shortage.kind == ShortageKind::Contradiction)
    }

    /// Whether nothing long is begun after exchanges and their bounds.
    fn is_last(&self, duty: &Duty<'_>) -> bool {
        duty.is_long() || self.control.is_short()
    }

    /// Whether nothing better is looked for. Where a large problem misses by little on its last level alone, a search takes long and gains less.
    fn is_enough(&self, levels: &[i64], rungs: &[Rung], options: &Options) -> bool {
        let within = if self.is_large(options) { LARGE * options.last_within } else { options.last_within };
        self.control.is_over() || nearly_meets(levels, rungs, within)
    }

    /// A schedule by exchanges: duties, as good as is proven if that is soon found, and their seating. None if exchanges break a rule.
    fn swift(&self, duty: &mut Duty<'_>) -> Result<Option<Reached>, PlanError> {
        let program = duty.program;
        let first = match program.first() {
            Ok(first) => first,
            Err(broken) if self.control.is_over() || self.control.is_short() => {
                let schedule = seating::seat(self, broken)?;
                return Ok(self.reached(duty, schedule, &[], duty.counted()));
            }
            Err(_) => return Ok(None),
        };
        let (first, ()) = rayon::join(|| program.to_the_last(&first), || duty.prove(&first));
        // Seated while it is proven and mended: whoever stops that gets what there is. Where it is mended before the first seating comes to teams,
        // these can wait; the cities are where the next seating begins.
        let mended = AtomicBool::new(false);
        let first_seated = || {
            let cities = seating::in_cities(self, program.holders(&first.held), &[], &[])?;
            let teams = (!mended.load(Ordering::Relaxed)).then(|| seating::in_posts(self, cities.clone(), &[]));
            Ok::<_, PlanError>((cities, teams.transpose()?))
        };
        let improved = || {
            let promise = duty.improve(first.clone());
            mended.store(promise.held != first.held, Ordering::Relaxed);
            promise
        };
        let (seated, promise) = rayon::join(first_seated, improved);
        let (cities, seated) = seated?;
        let proven = &promise.levels[..duty.proven()];
        // Wide programs promise what cities hold for a while longer than anybody waits.
        let promised = if duty.is_wide() { proven } else { &promise.levels };
        let keeps_proven = |schedule: &Schedule| self.levels(schedule).is_some_and(|levels| keeps(&levels, proven));
        let is_kept = promise.held == first.held && seated.as_ref().is_some_and(keeps_proven);
        let teams = || seated.map_or_else(|| seating::in_posts(self, cities.clone(), &[]), Ok);
        let in_cities = || {
            if is_kept || self.control.is_over() {
                return Ok(cities.clone());
            }
            let last = program.to_the_last(&promise);
            seating::in_cities(self, program.holders(&last.held), &cities, promised)
        };
        let (nearest, (seated, rungs)) = rayon::join(in_cities, || rayon::join(teams, || duty.bounds(&promise)));
        let (nearest, seated) = (nearest?, seated?);
        if self.control.is_over() {
            // Whoever stops the second seating has the first.
            return Ok(self.reached(duty, seated, &promise.levels, rungs));
        }
        let nearest = seating::nearer(self, nearest, rungs.last().map_or(0, |last| last.bound));
        let is_done = is_kept && nearest == cities;
        let schedule = if is_done {
            seated.clone()
        } else if self.is_last(duty) {
            seating::in_posts(self, nearest, promised)?
        } else {
            self.seat_proven(nearest, promised, proven)?
        };
        let schedule = if self.control.is_over() { self.better(schedule, seated) } else { schedule };
        Ok(self.reached(duty, schedule, &promise.levels, rungs))
    }

    /// Seats people in teams of their cities, within what is promised if that can be; where seating falls short of what is proven, spans are
    /// planned anew.
    fn seat_proven(&self, cities: Placement, promised: &[i64], proven: &[i64]) -> Result<Schedule, PlanError> {
        let schedule = seating::in_posts(self, cities, promised)?;
        match self.levels(&schedule) {
            Some(levels) if keeps(&levels, proven) => Ok(schedule),
            _ => repair::improve(self, schedule, proven),
        }
    }

    /// A schedule with its levels, made lawful where nobody waits for anything better. A bound holds given the levels above, so far as they are
    /// what the duty program promised.
    fn reached(&self, duty: &Duty<'_>, schedule: Schedule, promised: &[i64], rungs: Vec<Rung>) -> Option<Reached> {
        let is_left = (self.control.is_over() || self.control.is_short()) && self.levels(&schedule).is_none();
        let schedule = if is_left { self.mended(&schedule)? } else { schedule };
        let levels = self.levels(&schedule)?;
        let kept = levels.iter().zip(promised).take_while(|(value, promised)| value <= promised).count();
        let counted = duty.counted().split_off((kept + 1).min(levels.len()));
        let rungs = rungs.into_iter().take(kept + 1).chain(counted).collect();
        Some(Reached { schedule, levels, rungs })
    }

    /// A lawful schedule with most duties of one that may break rules: around what must be, where it is not lawful without.
    fn mended(&self, broken: &Schedule) -> Option<Schedule> {
        let around = |must: &Schedule| greedy::mend(self.problem, broken, must);
        around(&Schedule::default()).or_else(|| around(&repair::least(self).ok()?))
    }

    /// The plan where exchanges fall short, from the best schedule they found: the duty program is searched, and then the whole one, or
    /// span after span.
    fn searched(&self, duty: &Duty<'_>, swift: Option<Schedule>, options: &Options) -> Result<Plan, PlanError> {
        let (seated, rungs) = duty.climbed()?;
        let lawful = seated.filter(|schedule| self.levels(schedule).is_some());
        let lawful = match (lawful, swift) {
            (Some(seated), Some(swift)) => Some(self.better(seated, swift)),
            (seated, swift) => seated.or(swift),
        };
        let reached = lawful.as_ref().and_then(|schedule| self.levels(schedule));
        if let (Some(schedule), Some(true)) = (&lawful, reached.as_ref().map(|levels| meets(levels, &rungs))) {
            return self.finish(schedule.clone(), &rungs);
        }
        if !self.control.is_over() && !self.is_large(options) {
            let (best, proven) = self.whole(lawful.as_ref())?;
            return self.finish(best, &proven);
        }
        let near = reached.as_ref().is_some_and(|levels| nearly_meets(levels, &rungs, options.last_within));
        let bounds: Vec<i64> = rungs.iter().map(|rung| rung.bound).collect();
        let best = match lawful {
            Some(schedule) if near => schedule,
            Some(schedule) if self.control.is_over() => self.better(schedule, self.at_once()?),
            Some(schedule) => repair::improve(self, schedule, &bounds)?,
            None => repair::improve(self, self.at_once()?, &bounds)?,
        };
        match self.levels(&best) {
            Some(levels) if meets(&levels, &rungs) => self.finish(best, &rungs),
            Some(levels) => self.finish(best, &duty.bounds_below(&levels, &rungs)),
            // What must be hangs together in a way that no round shows alone.
            None if self.control.is_over() => Err(PlanError::NoPlanInTime),
            None => {
                let (best, proven) = self.whole(None)?;
                self.finish(best, &proven)
            }
        }
    }

    /// What exchanges that look at the first levels make of a program, from some holdings on.
    pub(crate) fn settle(&self, stated: &Stated, start: &[usize], levels: usize) -> Settled {
        let objectives = self.objectives(stated);
        Exchange { stated, objectives: &objectives, levels, upper: None, control: &self.control }.settle(start)
    }

    /// Holdings that reach the first levels' bounds, near some others, if a search with no more free columns finds them.
    pub(crate) fn near_bounds(
        &self,
        stated: &Stated,
        bounds: &[i64],
        held: &[usize],
        columns: usize,
    ) -> Option<Vec<usize>> {
        let climber = self.climber(Effort::default(), None);
        let values = ladder::near_bounds(stated, &self.objectives(stated), bounds, held, columns, climber)?;
        Some(stated.on(&values))
    }

    /// Values with the last level lower than it is, and those above it no higher, if a short search finds some.
    pub(crate) fn lower_last(&self, stated: &Stated, levels: &[i64]) -> Option<Vec<i64>> {
        ladder::lower_last(stated, &self.objectives(stated), levels, self.climber(Effort::default(), None))
    }

    /// The better of two lawful schedules, level by level.
    fn better(&self, one: Schedule, other: Schedule) -> Schedule {
        match (self.levels(&one), self.levels(&other)) {
            (Some(levels), Some(others)) if others < levels => other,
            (None, Some(_)) => other,
            _ => one,
        }
    }

    /// A schedule that needs hardly any time.
    fn at_once(&self) -> Result<Schedule, PlanError> {
        Ok(greedy::fill(self.problem, repair::least(self)?))
    }

    /// The goal levels of a schedule, if it is lawful.
    pub(crate) fn levels(&self, schedule: &Schedule) -> Option<Vec<i64>> {
        let audit = Audit::values(self.problem, schedule);
        audit.is_lawful().then(|| audit.levels(self.problem))
    }

    /// What the first goal levels of a program come to with some holdings, if they break no rule: only the rules' own columns are left to choose.
    pub(crate) fn levels_with(&self, stated: &Stated, held: &[usize], levels: usize) -> Option<Vec<i64>> {
        self.levels_by(stated, stated, &first(self.objectives(stated), levels), held)
    }

    /// What each level changes by where one holding more is held, by search where need be; none if that breaks a rule.
    pub(crate) fn change_by_search(&self, stated: &Stated, held: &[usize], more: usize) -> Option<Vec<i64>> {
        let levels = self.problem.campaign().goals().levels().len();
        let with: Vec<usize> = held.iter().copied().chain([more]).collect();
        let (with, without) = (self.levels_with(stated, &with, levels)?, self.levels_with(stated, held, levels)?);
        Some(with.iter().zip(without).map(|(with, without)| with - without).collect())
    }

    /// The same, by the rows that those levels need.
    pub(crate) fn levels_by(
        &self,
        stated: &Stated,
        needed: &Stated,
        objectives: &[Sum],
        held: &[usize],
    ) -> Option<Vec<i64>> {
        match ladder::least(needed, held, objectives) {
            Least::Values(values) => Some(objectives.iter().map(|objective| objective.value(&values)).collect()),
            Least::Broken => None,
            // What takes a solver so long is not worth while: holdings that break no rule are mostly clear.
            Least::Unclear if first_order::is_wide(needed.program.columns().len()) => None,
            Least::Unclear => self.searched_with(stated, held, objectives.len()),
        }
    }

    /// The same where it takes a solver.
    fn searched_with(&self, stated: &Stated, held: &[usize], levels: usize) -> Option<Vec<i64>> {
        let left = stated.settled(held);
        let objectives = first(self.objectives(&left), levels);
        let control = Control::default().within(self.control.work());
        let climber = Climber { control: &control, ..self.climber(Effort::default(), None) };
        let Climb::Reached { values, .. } = ladder::climb(&left, &objectives, None, climber) else { return None };
        Some(objectives.iter().map(|objective| objective.value(&values)).collect())
    }

    /// Climbs the program of a small window.
    pub(crate) fn climb(&self, stated: &Stated, nodes: u32) -> Climb {
        let effort = Effort { nodes: Some(nodes), ..Effort::default() };
        ladder::climb(stated, &self.objectives(stated), None, self.climber(effort, None))
    }

    /// Few holdings that obey the rules, whatever the limit: for windows so small that nobody waits for them.
    pub(crate) fn few(&self, stated: &Stated, nodes: u32) -> Result<Placement, PlanError> {
        let mut holdings = Sum::default();
        stated.holdings.iter().filter_map(|holding| holding.column).for_each(|column| holdings.add_column(column, 1));
        let objectives = &[holdings];
        // Mostly the first filling breaks no rule already.
        for control in [&Control::over(), &Control::default()] {
            let exchange = Exchange { stated, objectives, levels: 1, upper: None, control };
            if let Some(held) = exchange.settle(&[]).lawful() {
                return Ok(holders(stated, &held));
            }
        }
        let control = &Control::default();
        let effort = Effort { nodes: Some(nodes), ..Effort::default() };
        match ladder::climb(stated, objectives, None, Climber { control, ..self.climber(effort, None) }) {
            Climb::Reached { values, .. } => Ok(stated.held(&values)),
            Climb::Fault(fault) => Err(PlanError::Backend(fault)),
            Climb::Infeasible | Climb::NoPlanInTime => Ok(Placement::new()),
        }
    }

    /// How many goal levels there are above the last one.
    pub(crate) fn above(&self) -> usize {
        self.problem.campaign().goals().levels().len().saturating_sub(1)
    }

    /// The goal levels as sums over a program's columns.
    pub(crate) fn objectives(&self, stated: &Stated) -> Vec<Sum> {
        let levels = self.problem.campaign().goals().levels();
        levels.iter().map(|level| stated.objective(&level.terms)).collect()
    }

    pub(crate) fn climber(&self, effort: Effort, stage: Option<Stage>) -> Climber<'_> {
        Climber { backend: self.backend, seed: self.seed, effort, control: &self.control, stage }
    }

    /// Whether the whole program has more columns than are searched at once.
    pub(crate) fn is_large(&self, options: &Options) -> bool {
        let posts = self.problem.posts();
        let people = self.problem.campaign().person_ids();
        let is_left = move |person| move |post: &&Post| self.given.leaves(self.problem, person, post.id);
        let columns = people.flat_map(|person| posts.iter().filter(is_left(person)));
        columns.take(options.whole_limit + 1).count() > options.whole_limit
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

    fn finish(&self, schedule: Schedule, rungs: &[Rung]) -> Result<Plan, PlanError> {
        Plan::new(self.problem, schedule, rungs, self.control.is_over())
    }
}

/// The first of some levels.
fn first(mut objectives: Vec<Sum>, levels: usize) -> Vec<Sum> {
    objectives.truncate(levels);
    objectives
}

/// Why climbing came to nothing.
pub(crate) fn failure(climb: Climb) -> PlanError {
    match climb {
        Climb::Infeasible => PlanError::Contradiction,
        Climb::NoPlanInTime => PlanError::NoPlanInTime,
        Climb::Fault(fault) => PlanError::Backend(fault),
        Climb::Reached { .. } => PlanError::Backend("reached".to_owned()),
    }
}
