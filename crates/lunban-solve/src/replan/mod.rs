//! Planning a change: as little of what people know changes as can be, and that is proven.
//!
//! ```text
//! Changed ──narrow window──> a schedule ──is nothing above it to be had?──> certificates
//!                               └──no──> a wider window, the whole program if it is small, or honest bounds
//! ```
//!
//! In the narrow window everybody who stands stays, and whoever may take a vacant seat is free to. Where that fills what can be filled, takes no waiver that could be spared, and
//! changes no more than the events force, every schedule that is as good keeps all those duties too: then the narrow window is the whole problem, and its proofs are proofs of the whole.

mod bounds;
mod candidates;
mod choices;
mod trade;

use std::collections::BTreeSet;

use lunban_core::change::{Changed, Ground, Phase};
use lunban_core::rules::CountOf;
use lunban_core::{Audit, DateRange, Duty, Grain, Pools, Post, Problem, Schedule, SlotId, Stated, Window};

use crate::ladder::{self, Climb, Rung};
use crate::options::Options;
use crate::plan::{Plan, PlanError, Proof};
use crate::road::{Work, failure, plan};
use crate::seam::Effort;

pub use candidates::{Candidate, candidates};
pub use trade::{Trade, trade};

/// Plans a change, with a certificate for each goal level.
///
/// # Errors
/// As [`crate::plan`].
pub fn replan(changed: &Changed, options: &Options) -> Result<Plan, PlanError> {
    Replan::new(changed, options)?.plan(options)
}

/// Plans a change on the whole program: the definition, and the oracle for the faster road.
///
/// # Errors
/// As [`replan`].
pub fn replan_whole(changed: &Changed, options: &Options) -> Result<Plan, PlanError> {
    let replan = Replan::new(changed, options)?;
    let whole = replan.solved(&replan.all())?.ok_or(PlanError::Contradiction)?;
    replan.finish(whole)
}

/// The best schedule near what stands, beside a duty that is to be where there is one: only duties that break a rule with it are given up too.
pub(crate) fn nearest(
    changed: &Changed,
    wanted: Option<Duty>,
    options: &Options,
) -> Result<Option<Schedule>, PlanError> {
    let replan = Replan::new(changed, options)?;
    let free = replan.implicated(wanted.as_slice());
    Ok(replan.solved(&free)?.map(|solved| solved.schedule))
}

/// A wider window has no more columns than this: a planner waits for the answer.
const WIDE: usize = 30_000;

/// A narrow window with more columns than this, such as that of rounds that are new, is planned as a plan is.
const AS_PLAN: usize = 100_000;

/// What every step needs.
struct Replan<'r> {
    work: Work<'r>,
    changed: &'r Changed,
}

/// A lawful schedule of a window, with what no other of the window goes below.
#[derive(Clone, Debug)]
struct Solved {
    schedule: Schedule,
    levels: Vec<i64>,
    rungs: Vec<Rung>,
}

impl<'r> Replan<'r> {
    fn new(changed: &'r Changed, options: &Options) -> Result<Self, PlanError> {
        let problem = &changed.problem;
        let pools = Pools::with_parts(problem, &changed.ground.parts(problem));
        Ok(Self { work: Work::over(problem, pools, options)?, changed })
    }

    fn problem(&self) -> &'r Problem {
        &self.changed.problem
    }

    fn ground(&self) -> &'r Ground {
        &self.changed.ground
    }

    fn phase(&self, slot: SlotId) -> Phase {
        let slot = self.work.pools.slot(slot);
        Phase::of(self.problem().campaign(), slot.span, slot.round, self.changed.as_of)
    }

    /// The slot of a duty.
    fn slot(&self, duty: &Duty) -> SlotId {
        self.work.pools.of_duty(duty)
    }

    /// A post on the days of a slot.
    fn post_on(&self, slot: SlotId) -> Post {
        self.work.pools.post_on(self.problem(), slot)
    }

    /// A post on the days of a duty.
    fn post_of(&self, duty: &Duty) -> Post {
        Post { span: duty.span, ..*self.problem().post(duty.post) }
    }

    /// Every duty to come.
    fn all(&self) -> BTreeSet<Duty> {
        self.ground().standing.iter().copied().collect()
    }

    fn plan(&self, options: &Options) -> Result<Plan, PlanError> {
        let mut implicated = self.implicated(&[]);
        implicated.extend(self.waived());
        let narrow = match self.as_plan(&implicated, options)? {
            Some(planned) => Some(planned),
            None => self.solved(&implicated)?,
        };
        if let Some(solved) = narrow.as_ref().filter(|solved| self.is_settled(solved, &implicated)) {
            return self.finish(solved.clone());
        }
        if !self.work.is_large(options) {
            let whole = self.solved(&self.all())?.ok_or(PlanError::Contradiction)?;
            return self.finish(whole);
        }
        let best = self.wider(&implicated, narrow)?.ok_or(PlanError::NoPlanInTime)?;
        let rungs = self.bounds(&best.levels);
        self.finish(Solved { rungs, ..best })
    }

    /// Duties to come that take a waiver now: to spare one comes before leaving things as they are.
    fn waived(&self) -> Vec<Duty> {
        let problem = self.problem();
        let waivers: Vec<_> = problem.campaign().rules().counts_of(CountOf::Waivers).collect();
        let takes_one = |duty: &&Duty| waivers.iter().any(|&count| problem.price(count, duty.person, duty.post) > 0);
        self.ground().standing.iter().filter(takes_one).copied().collect()
    }

    /// Duties to come that cannot all stay beside some others.
    fn implicated(&self, beside: &[Duty]) -> BTreeSet<Duty> {
        let problem = self.problem();
        let standing = self.ground().schedule();
        let audit = Audit::of(problem, &Schedule::new(standing.duties().iter().chain(beside).copied().collect()));
        let broken: Vec<_> = audit.findings.iter().filter(|finding| finding.count.is_none()).collect();
        let is_named = |duty: &&Duty| broken.iter().any(|finding| finding.about.speaks_of(problem, duty));
        self.ground().standing.iter().filter(is_named).copied().collect()
    }

    /// The best of a window in which some duties may be given up; none where it has no lawful schedule.
    fn solved(&self, free: &BTreeSet<Duty>) -> Result<Option<Solved>, PlanError> {
        let (choices, fixed) = self.choices(free, None);
        let stated = Window::new(self.problem(), &self.work.pools, Grain::Post, &choices).state();
        let objectives = self.work.objectives(&stated);
        if stated.holdings.is_empty() {
            return Ok(self.judged(fixed, |levels| Rung { bound: levels, proof: Proof::Counting }));
        }
        let (values, rungs) =
            match ladder::climb(&stated, &objectives, None, self.work.climber(Effort::default(), None)) {
                Climb::Reached { values, rungs } => (values, rungs),
                Climb::Infeasible => return Ok(None),
                other => return Err(failure(other)),
            };
        let duties = fixed.into_iter().chain(self.duties(&stated, &values)).collect();
        let Some(mut solved) = self.judged(duties, |bound| Rung { bound, proof: Proof::Counting }) else {
            return Ok(None);
        };
        // What the window does not see is the same in all of its schedules.
        let seen = objectives.iter().map(|objective| objective.value(&values));
        let unseen = solved.levels.iter().zip(seen).map(|(level, seen)| level - seen);
        solved.rungs =
            rungs.iter().zip(unseen).map(|(rung, unseen)| Rung { bound: rung.bound + unseen, ..*rung }).collect();
        Ok(Some(solved))
    }

    /// The best of a window that is as wide as a plan, by the road of plans, with all that stays as musts; none where it is not, or musts cannot say what stays.
    fn as_plan(&self, free: &BTreeSet<Duty>, options: &Options) -> Result<Option<Solved>, PlanError> {
        let (choices, fixed) = self.choices(free, None);
        let is_wide = choices.free.iter().map(|(_, slots)| slots.len()).sum::<usize>() > AS_PLAN;
        let are_musts =
            || self.ground().vacant.is_empty() && fixed.iter().all(|duty| self.changed.must(duty).is_some());
        if !is_wide || !are_musts() {
            return Ok(None);
        }
        let Ok(problem) = self.changed.with_musts(&fixed) else { return Ok(None) };
        let planned = match plan(&problem, options) {
            Ok(planned) => planned,
            Err(PlanError::Contradiction) => return Ok(None),
            Err(error) => return Err(error),
        };
        let rungs = planned.certificates.iter().map(|one| Rung { bound: one.bound, proof: one.proof });
        let judged = self.judged(planned.schedule.duties().to_vec(), |bound| Rung { bound, proof: Proof::Counting });
        Ok(judged.map(|judged| Solved { rungs: rungs.collect(), ..judged }))
    }

    /// A schedule with its levels; none if it breaks a hard rule.
    fn judged(&self, duties: Vec<Duty>, rung: impl Fn(i64) -> Rung) -> Option<Solved> {
        let schedule = Schedule::new(duties);
        let levels = self.work.levels(&schedule)?;
        let rungs = levels.iter().map(|&level| rung(level)).collect();
        Some(Solved { schedule, levels, rungs })
    }

    fn duties(&self, stated: &Stated, values: &[i64]) -> Vec<Duty> {
        let duty = |(person, slot)| {
            let slot = self.work.pools.slot(slot);
            Duty { post: slot.posts[0], person, span: slot.span }
        };
        stated.held(values).into_iter().map(duty).collect()
    }

    /// The better of a window and a wider one: duties that stand in the way of open seats may be given up.
    fn wider(&self, free: &BTreeSet<Duty>, narrow: Option<Solved>) -> Result<Option<Solved>, PlanError> {
        let mut wider = free.clone();
        wider.extend(self.in_the_way(narrow.as_ref()));
        let (choices, _) = self.choices(&wider, None);
        if wider.len() == free.len() || choices.free.iter().map(|(_, slots)| slots.len()).sum::<usize>() > WIDE {
            return Ok(narrow);
        }
        let wide = self.solved(&wider)?;
        Ok(match (narrow, wide) {
            (Some(narrow), Some(wide)) if wide.levels < narrow.levels => Some(wide),
            (None, wide) => wide,
            (narrow, _) => narrow,
        })
    }

    /// Duties to come in the kinds of seat that are open, on dates at which whoever sits there cannot also take the open seat.
    fn in_the_way(&self, solved: Option<&Solved>) -> Vec<Duty> {
        let problem = self.problem();
        let schedule = solved.map_or_else(|| self.ground().schedule(), |solved| solved.schedule.clone());
        let open = self.open_after(&schedule);
        let is_in_the_way = |duty: &&Duty| {
            open.iter().any(|&(class, span)| problem.seat_class(duty.post) == class && self.clash(span, duty.span))
        };
        self.ground().standing.iter().filter(is_in_the_way).copied().collect()
    }

    /// Whether nobody serves on both dates.
    fn clash(&self, one: DateRange, other: DateRange) -> bool {
        let post = Post { span: other, ..self.problem().posts()[0] };
        self.problem().campaign().rules().dates_exclude(one, &post)
    }

    fn finish(&self, solved: Solved) -> Result<Plan, PlanError> {
        Plan::new(self.problem(), solved.schedule, &solved.rungs, self.work.control.is_over())
    }
}
