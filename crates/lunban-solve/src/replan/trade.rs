//! What more change would buy: the price list of a replan.

use std::collections::BTreeSet;

use lunban_core::change::Changed;
use lunban_core::{Duty, Grain, Label, Schedule, Sum, Window};

use super::Replan;
use super::bounds::CHANGED;
use crate::ladder::{self, Climb};
use crate::options::Options;
use crate::plan::PlanError;
use crate::seam::Effort;

/// What so much more change buys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trade {
    /// So much more of `disturbance.changed` than in the plan, at most.
    pub more: i64,
    /// The level of each goal then, found among the people near the change: it may be lower yet.
    pub levels: Vec<i64>,
    /// The schedule.
    pub schedule: Schedule,
}

/// What 1, 2 ... `most` more units of change would buy on the other levels, near a plan. Duties in the kinds of seat and on the dates of whatever changed may be given up for it.
///
/// # Errors
/// If this build has no backend, or it fails.
pub fn trade(changed: &Changed, plan: &Schedule, most: i64, options: &Options) -> Result<Vec<Trade>, PlanError> {
    let replan = Replan::new(changed, options)?;
    let problem = replan.problem();
    let Some(count) = problem.campaign().rules().find_count(CHANGED) else { return Ok(Vec::new()) };
    let free = replan.near(plan);
    let (choices, fixed) = replan.choices(&free, None);
    let stated = Window::new(problem, &replan.work.pools, Grain::Post, &choices).state();
    let known = lunban_core::Audit::values(problem, plan).counts[count.index()];
    let levels = problem.campaign().goals().levels();
    let is_change = |level: &lunban_core::Level| level.terms.iter().any(|(term, _)| *term == count);
    let mut trades = Vec::new();
    for more in 1..=most {
        let mut capped = stated.clone();
        let change: Sum = capped.objective(&[(count, 1)]);
        capped.program.row(Label::default(), change, None, Some(known + more));
        let others: Vec<Sum> =
            levels.iter().filter(|level| !is_change(level)).map(|level| capped.objective(&level.terms)).collect();
        match ladder::climb(&capped, &others, None, replan.work.climber(Effort::default(), None)) {
            Climb::Reached { values, .. } => {
                let duties = fixed.iter().copied().chain(replan.duties(&capped, &values)).collect();
                let schedule = Schedule::new(duties);
                trades.extend(replan.work.levels(&schedule).map(|levels| Trade { more, levels, schedule }));
            }
            Climb::Infeasible | Climb::NoPlanInTime => {}
            Climb::Fault(fault) => return Err(PlanError::Backend(fault)),
        }
    }
    Ok(trades)
}

/// So many duties may be given up.
const NEAR: usize = 60;

impl Replan<'_> {
    /// Duties to come in the kinds of seat and on the dates of what a plan adds, the first of them.
    fn near(&self, plan: &Schedule) -> BTreeSet<Duty> {
        let problem = self.problem();
        let ground = self.ground().schedule();
        let added = plan.duties().iter().filter(|duty| ground.duties().binary_search(duty).is_err());
        let kinds: BTreeSet<_> = added.map(|duty| (problem.seat_class(duty.post), duty.span)).collect();
        let is_near = |duty: &&Duty| {
            kinds.iter().any(|&(class, span)| problem.seat_class(duty.post) == class && self.clash(span, duty.span))
        };
        self.ground().standing.iter().filter(is_near).take(NEAR).copied().collect()
    }
}
