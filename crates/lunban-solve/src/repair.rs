//! Repair: where seating fell short of what the duty program promised, one span at a time is planned anew with everybody free in it.

use std::collections::BTreeSet;

use lunban_core::{Choices, DateRange, Grain, LockMode, PersonId, Schedule, Window};

use crate::control::Stage;
use crate::ladder::{Climb, Rung};
use crate::plan::PlanError;
use crate::road::Work;
use crate::seating::{Placement, refine, schedule};

/// Nodes of one repair.
const NODES: u32 = 200;

/// A lawful schedule with little in it: the duties that must be, those that ties bind to them, and nothing else.
pub(crate) fn least(work: &Work<'_>) -> Result<Schedule, PlanError> {
    let campaign = work.problem.campaign();
    let musts = campaign.locks().iter().filter(|lock| lock.mode == LockMode::Must).map(|lock| lock.person);
    let tied = campaign.person_ids().flat_map(|person| {
        let hard = campaign.person(person).with.iter().filter(|tie| tie.hard);
        hard.flat_map(move |tie| [person, tie.person])
    });
    let bound: BTreeSet<PersonId> = musts.chain(tied).collect();
    if bound.is_empty() {
        return Ok(Schedule::default());
    }
    let choices = Choices::whole(work.problem, &work.pools).of(|person| bound.contains(&person));
    let stated = Window::new(work.problem, &work.pools, Grain::Post, &choices).state();
    Ok(schedule(work, work.few(&stated, NODES)?))
}

/// Plans span after span anew, keeping what is better, until nothing is or the bounds are met.
pub(crate) fn improve(work: &Work<'_>, schedule: Schedule, bounds: &[i64]) -> Result<Schedule, PlanError> {
    let mut best = schedule;
    let mut spans: Vec<DateRange> = work.problem.posts().iter().map(|post| post.span).collect();
    spans.dedup();
    let mut unchanged = 0;
    for &span in spans.iter().cycle() {
        let levels = work.levels(&best);
        if unchanged == spans.len()
            || work.control.is_over()
            || levels.as_ref().is_some_and(|levels| keeps(levels, bounds))
        {
            break;
        }
        work.control.note(Stage::Repair, unchanged, spans.len());
        unchanged += 1;
        if let Some(other) = anew(work, &best, span)?
            && let Some(found) = work.levels(&other)
            && levels.is_none_or(|levels| found < levels)
        {
            (best, unchanged) = (other, 0);
        }
    }
    Ok(best)
}

/// Whether the first levels are within bounds.
pub(crate) fn keeps(levels: &[i64], bounds: &[i64]) -> bool {
    levels.iter().zip(bounds).all(|(value, bound)| value <= bound)
}

/// Whether levels reach all their bounds.
pub(crate) fn meets(levels: &[i64], rungs: &[Rung]) -> bool {
    levels.iter().zip(rungs).all(|(value, rung)| *value <= rung.bound)
}

/// Whether all levels but the last reach their bounds, and that one is within a share of its own.
pub(crate) fn nearly_meets(levels: &[i64], rungs: &[Rung], share: f64) -> bool {
    let Some((last, above)) = levels.split_last() else { return true };
    let bound = rungs.last().map_or(0, |rung| rung.bound);
    let gap = last - bound;
    meets(above, rungs) && gap as f64 <= share * bound.max(0) as f64
}

/// One span planned anew from the pooled posts down, all else as it is.
fn anew(work: &Work<'_>, old: &Schedule, span: DateRange) -> Result<Option<Schedule>, PlanError> {
    let elsewhere = old.duties().iter().filter(|duty| duty.span != span);
    let fixed: Placement = elsewhere.map(|duty| (duty.person, work.pools.of_post(Grain::Post, duty.post))).collect();
    let pooled = Choices::pooled(work.problem, &work.pools).on(&work.pools, span);
    let choices = Choices { fixed: fixed.clone(), ..pooled };
    let stated = Window::new(work.problem, &work.pools, Grain::Class, &choices).state();
    let Climb::Reached { values, .. } = work.climb(&stated, NODES) else {
        return Ok(None);
    };
    let mut here = stated.held(&values);
    let regions = work.pools.has_regions().then_some(Grain::Region);
    for grain in regions.into_iter().chain([Grain::City, Grain::Post]) {
        let placed = [fixed.clone(), here].concat();
        match refine(work, &placed, span, grain)? {
            Some(refined) => here = refined,
            None => return Ok(None),
        }
    }
    Ok(Some(schedule(work, fixed.into_iter().chain(here))))
}
