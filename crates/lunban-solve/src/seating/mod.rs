//! Seating: which of the people the duty program chose sit in which city, and then in which team.
//!
//! Cities are settled for all rounds at once, since nobody may come back to one, and then the teams within them. Where there are very many
//! cities, regions come before them.

mod apart;
mod nearer;
mod seats;

use std::collections::BTreeMap;

use lunban_core::{Choices, DateRange, Grain, PersonId, Schedule, SlotId, Stated, Window};

use crate::control::Stage;
use crate::duty::holders;
use crate::exchange::Settled;
use crate::ladder::Climb;
use crate::plan::PlanError;
use crate::repair::keeps;
use crate::road::Work;

pub(crate) use nearer::nearer;

/// People in slots of any grain.
pub(crate) type Placement = Vec<(PersonId, SlotId)>;

/// Nodes of the search for one round's seating.
const NODES: u32 = 500;

/// Seats what the duty program placed. A span of which nothing comes stays open: the schedule may then lack what must be. Where somebody asks to
/// stop, it may break rules too.
pub(crate) fn seat(work: &Work<'_>, placed: Placement) -> Result<Schedule, PlanError> {
    let placed = in_cities(work, placed, &[], &[])?;
    in_posts(work, placed, &[])
}

/// Everybody in a city, near the cities that people have already, with the first levels within bounds if a short search finds how.
pub(crate) fn in_cities(
    work: &Work<'_>,
    placed: Placement,
    near: &[(PersonId, SlotId)],
    bounds: &[i64],
) -> Result<Placement, PlanError> {
    if work.pools.has_regions() {
        let placed = in_places(work, placed, Grain::Region, near, bounds)?;
        return apart::told_apart(work, placed, Grain::City, near, bounds.len());
    }
    in_places(work, placed, Grain::City, near, bounds)
}

/// Everybody in a post of the city they have, with the first levels within bounds if that can be.
pub(crate) fn in_posts(work: &Work<'_>, placed: Placement, bounds: &[i64]) -> Result<Schedule, PlanError> {
    Ok(schedule(work, apart::told_apart(work, placed, Grain::Post, &[], bounds.len())?))
}

/// Everybody in one of some posts, near those they have; none where no seating is found that breaks no rule.
pub(crate) fn near(work: &Work<'_>, choices: &Choices, placed: &[(PersonId, SlotId)]) -> Option<Placement> {
    let stated = Window::new(work.problem, &work.pools, Grain::Post, choices).state();
    let start = in_slots(work, &stated, Grain::Post, placed);
    settled(work, &stated, &start, &[], Told::Places).lawful()
}

/// Everybody in a place, regions or cities, all spans at once or one after another.
fn in_places(
    work: &Work<'_>,
    placed: Placement,
    grain: Grain,
    near: &[(PersonId, SlotId)],
    bounds: &[i64],
) -> Result<Placement, PlanError> {
    // Regions with many cities hardly tie one span to another: what each span is settled to by itself is where all of them begin.
    let apart = if grain == Grain::Region { each_span(work, &placed, near) } else { Placement::new() };
    if work.control.is_over() && !apart.is_empty() {
        return Ok(apart);
    }
    let near = if apart.is_empty() { near } else { &apart };
    let at_once = refined(work, &placed, &Placement::new(), grain).and_then(|stated| {
        let start = in_slots(work, &stated, grain, near);
        let levels = || work.levels_with(&stated, &start, bounds.len());
        if !apart.is_empty() && levels().is_some_and(|levels| keeps(&levels, bounds)) {
            return Some(apart.clone());
        }
        settled(work, &stated, &start, bounds, Told::Places).lawful()
    });
    match at_once {
        Some(placed) => Ok(placed),
        None => span_by_span(work, placed, grain),
    }
}

/// Everybody in a region, one span after another: none where one span does not leave the others alone.
fn each_span(work: &Work<'_>, placed: &Placement, near: &[(PersonId, SlotId)]) -> Placement {
    let mut settled = Placement::new();
    for span in spans(work, placed) {
        let here = |placed: &[(PersonId, SlotId)]| -> Placement {
            placed.iter().copied().filter(|&(_, slot)| work.pools.slot(slot).span == span).collect()
        };
        let Some(stated) = refined(work, &here(placed), &settled, Grain::Region) else { return settled };
        let start = in_slots(work, &stated, Grain::Region, &here(near));
        settled.extend(holders(&stated, work.settle(&stated, &start, Told::Places.levels(work)).held()));
    }
    settled
}

/// What people are told apart into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// Regions, or cities: as near as can be.
    Places,
    /// Teams: how far away is settled already.
    Teams,
}

impl Told {
    /// So many levels are looked at.
    fn levels(self, work: &Work<'_>) -> usize {
        match self {
            Self::Places => work.above() + 1,
            Self::Teams => work.above(),
        }
    }

    /// So many columns are free in a search: there are few places, and many parts of cities to be told into teams.
    fn columns(self) -> usize {
        match self {
            Self::Places => 60_000,
            Self::Teams => 6_000,
        }
    }
}

/// Who holds what after exchanges.
enum Seated {
    /// It breaks no rule, and the first levels are within their bounds.
    Within(Placement),
    /// It breaks no rule, unless nobody has the time to see to that.
    Beyond(Placement),
    /// It breaks a rule, if only for want of time.
    Broken,
}

impl Seated {
    fn lawful(self) -> Option<Placement> {
        match self {
            Self::Within(placed) | Self::Beyond(placed) => Some(placed),
            Self::Broken => None,
        }
    }
}

/// Who holds what after exchanges from some holdings on. Where those end with a rule broken or beyond the bounds, they begin again from the
/// nearest holdings that are lawful or within the bounds, if a short search finds them.
fn settled(work: &Work<'_>, stated: &Stated, start: &[usize], bounds: &[i64], told: Told) -> Seated {
    let levels = told.levels(work);
    let mut settled = work.settle(stated, start, levels);
    for bounds in [&[], bounds] {
        if is_within(work, stated, &settled, bounds) || work.control.is_over() {
            continue;
        }
        let Some(nearest) = work.near_bounds(stated, bounds, settled.held(), told.columns()) else { break };
        settled = work.settle(stated, &nearest, levels);
    }
    let placed = holders(stated, settled.held());
    match settled {
        _ if work.control.is_over() => Seated::Beyond(placed),
        // What is broken is taken out again where nothing long is to be begun.
        Settled::Broken(_) if work.control.is_short() => Seated::Beyond(placed),
        Settled::Broken(_) => Seated::Broken,
        _ if is_within(work, stated, &settled, bounds) => Seated::Within(placed),
        Settled::Lawful(_) => Seated::Beyond(placed),
    }
}

/// Whether holdings break no rule and the first levels are within bounds.
fn is_within(work: &Work<'_>, stated: &Stated, settled: &Settled, bounds: &[i64]) -> bool {
    let levels = || work.levels_with(stated, settled.held(), bounds.len());
    settled.is_lawful() && (bounds.is_empty() || levels().is_some_and(|levels| keeps(&levels, bounds)))
}

/// The holdings that people have, of a grain or finer: what they have itself, else the finest that holds it.
fn in_slots(work: &Work<'_>, stated: &Stated, grain: Grain, placed: &[(PersonId, SlotId)]) -> Vec<usize> {
    let pools = &work.pools;
    let had: BTreeMap<(PersonId, SlotId), SlotId> =
        placed.iter().map(|&(person, slot)| ((person, pools.around(grain, slot)), slot)).collect();
    let mut finest: BTreeMap<(PersonId, SlotId), (bool, usize, usize)> = BTreeMap::new();
    for (position, holding) in (0..).zip(&stated.holdings) {
        let key = (holding.person, pools.around(grain, holding.slot));
        let posts = &pools.slot(holding.slot).posts;
        if let Some(&slot) = had.get(&key)
            && posts.binary_search(&pools.slot(slot).posts[0]).is_ok()
        {
            let found = (holding.slot != slot, posts.len(), position);
            finest.entry(key).and_modify(|least| *least = found.min(*least)).or_insert(found);
        }
    }
    let mut held: Vec<usize> = finest.into_values().map(|(_, _, position)| position).collect();
    held.sort_unstable();
    held
}

/// The program of a finer grain, all spans at once, beside what is fixed; none where one span does not leave the others alone.
fn refined(work: &Work<'_>, placed: &Placement, fixed: &Placement, grain: Grain) -> Option<Stated> {
    if !work.problem.campaign().rules().keep_dates_apart() {
        return None;
    }
    let mut free: BTreeMap<PersonId, Vec<SlotId>> = BTreeMap::new();
    for &(person, slot) in placed {
        free.entry(person).or_default().extend(finer(work, person, slot, grain));
    }
    let spans = spans(work, placed);
    let is_there = |slot: &SlotId| spans.binary_search(&work.pools.slot(*slot).span).is_ok();
    let tops: Vec<SlotId> = work.pools.at(grain).filter(is_there).collect();
    let choices = Choices { tops, free: free.into_iter().collect(), fixed: fixed.clone(), seated: true };
    Some(Window::new(work.problem, &work.pools, grain, &choices).state())
}

/// Everybody in a region, or in a city, one span after another.
fn span_by_span(work: &Work<'_>, mut placed: Placement, grain: Grain) -> Result<Placement, PlanError> {
    let spans = spans(work, &placed);
    for (done, &span) in spans.iter().enumerate() {
        work.control.note(Stage::Seating, done, spans.len() + 1);
        let refined = refine(work, &placed, span, grain)?;
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
        here.iter().map(|&(person, slot)| (person, finer(work, person, slot, grain))).collect();
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

/// The slots that somebody in a slot may go to, of a grain or finer where a rule singles them out: a post that is singled out is settled, and
/// so are cities before there are any.
fn finer(work: &Work<'_>, person: PersonId, slot: SlotId, grain: Grain) -> Vec<SlotId> {
    let pools = &work.pools;
    if pools.is_post(slot) {
        return vec![slot];
    }
    let around = pools.around(coarser(work, grain), slot);
    let mut slots = pools.within(grain, around);
    if grain == Grain::Region && pools.has_regions() {
        let is_city = |single: &SlotId| !pools.is_post(*single) && pools.around(Grain::Class, *single) == around;
        slots.extend(pools.singled_out(work.problem, person).into_iter().filter(is_city));
        slots.sort_unstable();
        slots.dedup();
    }
    slots
}

/// The grain that is settled before another.
fn coarser(work: &Work<'_>, grain: Grain) -> Grain {
    match grain {
        Grain::Post => Grain::City,
        Grain::City if work.pools.has_regions() => Grain::Region,
        Grain::City | Grain::Region | Grain::Class => Grain::Class,
    }
}
