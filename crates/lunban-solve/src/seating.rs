//! Seating: which of the people the duty program chose sit in which city, and then in which team.
//!
//! Cities are settled round by round, since nobody may come back to one; teams within a city then stand alone, round beside round.

use std::collections::BTreeMap;

use lunban_core::{Choices, DateRange, Grain, PersonId, Schedule, SlotId, Window};

use crate::control::Stage;
use crate::ladder::Climb;
use crate::plan::PlanError;
use crate::road::Work;

/// People in slots of any grain.
pub(crate) type Placement = Vec<(PersonId, SlotId)>;

/// Nodes of the search for one round's seating.
const NODES: u32 = 500;

/// Seats what the duty program placed. A span of which nothing comes stays open: the schedule may then lack what must be.
pub(crate) fn seat(work: &Work<'_>, placed: Placement) -> Result<Schedule, PlanError> {
    let placed = match exchanged(work, &placed, Grain::City) {
        Some(placed) => placed,
        None => city_by_city(work, placed)?,
    };
    if let Some(placed) = exchanged(work, &placed, Grain::Post) {
        return Ok(schedule(work, placed));
    }
    post_by_post(work, placed)
}

/// Everybody in a slot of a finer grain, all spans at once, by exchanges; none where that seats not all of them.
fn exchanged(work: &Work<'_>, placed: &Placement, grain: Grain) -> Option<Placement> {
    if !work.problem.campaign().rules().keep_dates_apart() {
        return None;
    }
    let mut free: BTreeMap<PersonId, Vec<SlotId>> = BTreeMap::new();
    for &(person, slot) in placed {
        free.entry(person).or_default().extend(finer(work, slot, grain));
    }
    let tops: Vec<SlotId> = work.pools.at(grain).collect();
    let choices = Choices { tops, free: free.into_iter().collect(), fixed: Vec::new(), seated: true };
    work.settle(&Window::new(work.problem, &work.pools, grain, &choices).state())
}

/// Everybody in a post, one span after another; where the cities people have do not allow it, they change cities.
fn post_by_post(work: &Work<'_>, mut placed: Placement) -> Result<Schedule, PlanError> {
    let spans = spans(work, &placed);
    for (done, &span) in spans.iter().enumerate() {
        work.control.note(Stage::Seating, done, spans.len());
        let (here, elsewhere): (Placement, Placement) =
            placed.iter().partition(|&&(_, slot)| work.pools.slot(slot).span == span);
        let among = |grain: Grain| {
            let posts = |slot| work.pools.within(Grain::Post, work.pools.around(grain, slot));
            let free = here
                .iter()
                .map(|&(person, slot)| (person, if work.pools.is_post(slot) { vec![slot] } else { posts(slot) }));
            let tops: Vec<SlotId> =
                work.pools.at(Grain::Post).filter(|&slot| work.pools.slot(slot).span == span).collect();
            let choices = Choices { tops, free: free.collect(), fixed: elsewhere.clone(), seated: true };
            work.settle(&Window::new(work.problem, &work.pools, Grain::Post, &choices).state())
        };
        let refined = match among(Grain::City).or_else(|| among(Grain::Class)) {
            Some(refined) => refined,
            None => refine(work, &placed, span, Grain::Post)?.unwrap_or_default(),
        };
        placed = elsewhere;
        placed.extend(refined);
    }
    Ok(schedule(work, placed))
}

/// Everybody in a city, one span after another.
fn city_by_city(work: &Work<'_>, mut placed: Placement) -> Result<Placement, PlanError> {
    let spans = spans(work, &placed);
    for (done, &span) in spans.iter().enumerate() {
        work.control.note(Stage::Seating, done, spans.len() + 1);
        let refined = refine(work, &placed, span, Grain::City)?;
        placed.retain(|&(_, slot)| work.pools.slot(slot).span != span);
        placed.extend(refined.into_iter().flatten());
    }
    Ok(placed)
}

/// The schedule of people in posts.
pub(crate) fn schedule(work: &Work<'_>, placed: impl IntoIterator<Item = (PersonId, SlotId)>) -> Schedule {
    let pairs = placed.into_iter().map(|(person, slot)| (person, work.pools.slot(slot).posts[0]));
    Schedule::of_whole(work.problem, pairs)
}

fn spans(work: &Work<'_>, placed: &Placement) -> Vec<DateRange> {
    let mut spans: Vec<DateRange> = placed.iter().map(|&(_, slot)| work.pools.slot(slot).span).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// Tells the slots of one span apart at a finer grain; everybody stays within the coarser slot they have.
pub(crate) fn refine(
    work: &Work<'_>,
    placed: &Placement,
    span: DateRange,
    grain: Grain,
) -> Result<Option<Placement>, PlanError> {
    let (here, elsewhere): (Placement, Placement) =
        placed.iter().partition(|&&(_, slot)| work.pools.slot(slot).span == span);
    let free: BTreeMap<PersonId, Vec<SlotId>> =
        here.iter().map(|&(person, slot)| (person, finer(work, slot, grain))).collect();
    let tops: Vec<SlotId> = work.pools.at(grain).filter(|&slot| work.pools.slot(slot).span == span).collect();
    let mut choices = Choices { tops, free: free.into_iter().collect(), fixed: elsewhere, seated: true };
    // Not all of them may fit: then as many as can, and the others stay at home.
    for seated in [true, false] {
        choices.seated = seated;
        let stated = Window::new(work.problem, &work.pools, grain, &choices).state();
        match work.climb(&stated, NODES) {
            Climb::Reached { values, .. } => return Ok(Some(stated.held(&values))),
            Climb::Fault(fault) => return Err(PlanError::Backend(fault)),
            Climb::Infeasible | Climb::NoPlanInTime => {}
        }
    }
    Ok(None)
}

/// The slots of a grain that somebody in a slot may go to: a post that a rule singled out is settled.
fn finer(work: &Work<'_>, slot: SlotId, grain: Grain) -> Vec<SlotId> {
    if work.pools.is_post(slot) {
        return vec![slot];
    }
    let coarser = if grain == Grain::Post { Grain::City } else { Grain::Class };
    work.pools.within(grain, work.pools.around(coarser, slot))
}
