//! Told apart: everybody who has a region in one of its cities, or everybody who has a city in one of its teams. Where the people of a place do
//! not fit, they change with those of the places around it.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::rules::distance_km;
use lunban_core::{Choices, DateRange, Grain, PersonId, PlaceId, SlotId, Stated, Window};
use rayon::prelude::*;

use super::seats::{Part, Seats};
use super::{Placement, Seated, Told, coarser, in_slots, refine, settled};
use crate::control::Stage;
use crate::duty::holders;
use crate::plan::PlanError;
use crate::repair::keeps;
use crate::road::Work;

/// Places whose people change with those of one that does not fit: so many of the nearest first, then so many farther away.
const RING: usize = 8;

/// So many rings are tried where something lawful is found already, and only its levels could be better.
const BETTER: usize = 4;

/// So many rings are tried before all places are.
const RINGS: usize = 12;

/// Everybody told apart at a grain, from what they have near on: each region by itself, all spans at once, and then where that breaks a rule or goes
/// beyond what so many of the first levels promise, place by place.
pub(super) fn told_apart(
    work: &Work<'_>,
    placed: Placement,
    grain: Grain,
    near: &[(PersonId, SlotId)],
    levels: usize,
) -> Result<Placement, PlanError> {
    let mut apart = Apart { work, grain, levels, seats: Seats::new(work, grain, placed) };
    if work.problem.campaign().rules().keep_dates_apart() {
        apart.settle(near);
    }
    if !work.control.is_over() {
        apart.mend()?;
    }
    Ok(apart.seats.taken())
}

/// Who is in which place, and where in it.
struct Apart<'w> {
    work: &'w Work<'w>,
    grain: Grain,
    /// So many of the first levels are to come to no more than the places promise.
    levels: usize,
    seats: Seats<'w>,
}

impl Apart<'_> {
    /// Everybody somewhere in the place they have: regions do not touch one another, so they are settled side by side.
    fn settle(&mut self, near: &[(PersonId, SlotId)]) {
        let parts = self.seats.regions();
        let settle = |part: &Part| {
            let stated = self.program(part, self.grain, |nth| self.seats.within(nth));
            let start = if near.is_empty() { Vec::new() } else { in_slots(self.work, &stated, self.grain, near) };
            let settled = self.work.settle(&stated, &start, self.told().levels(self.work));
            holders(&stated, settled.held())
        };
        let found: Vec<Placement> = parts.par_iter().map(settle).collect();
        for (part, found) in parts.iter().zip(found) {
            self.seats.take(part, &found);
        }
    }

    fn told(&self) -> Told {
        if self.grain == Grain::Post { Told::Teams } else { Told::Places }
    }

    /// Mends the places where people do not fit, span by span.
    fn mend(&mut self) -> Result<(), PlanError> {
        let parts = self.seats.regions();
        let amiss = |part: &Part| if self.is_well(part) { Vec::new() } else { self.amiss(part) };
        let amiss: Vec<Part> = parts.par_iter().flat_map(amiss).collect();
        // What is at fault elsewhere comes first: what is amiss here may be well after that.
        let (here, elsewhere): (Vec<Part>, Vec<Part>) = amiss.into_iter().partition(|part| self.can_be_well(part));
        let amiss = [here, elsewhere].concat();
        for (done, part) in amiss.iter().enumerate() {
            self.work.control.note(Stage::Seating, done, amiss.len());
            // What is amiss may be mended beside another.
            if !self.work.control.is_over() && !self.is_well(part) {
                self.mend_around(part)?;
            }
        }
        Ok(())
    }

    /// The places of a part, one by one and span by span, where people do not fit.
    fn amiss(&self, part: &Part) -> Vec<Part> {
        let spans = self.seats.spans().par_iter().map(|&span| self.seats.on(part, span));
        spans.filter(|part| !self.is_well(part)).flat_map(|part| self.amiss_one_by_one(&part)).collect()
    }

    fn amiss_one_by_one(&self, part: &Part) -> Vec<Part> {
        let alone = part.places.iter().map(|&place| Part { places: BTreeSet::from([place]), ..*part });
        alone.filter(|alone| !self.is_well(alone)).collect()
    }

    /// Mends one place, with as few others as can be. A span of which nothing comes stays open.
    fn mend_around(&mut self, amiss: &Part) -> Result<(), PlanError> {
        let mut lawful = None;
        let mut parts = self.around(amiss);
        let tries = parts.len();
        parts.truncate(self.work.control.looks(tries));
        for (tried, part) in parts.into_iter().enumerate() {
            if lawful.is_some() && tried > BETTER && tries > RINGS {
                break;
            }
            match self.settled(&part) {
                Seated::Within(within) => {
                    self.seats.take(&part, &within);
                    return Ok(());
                }
                Seated::Beyond(beyond) => lawful = lawful.or(Some((part, beyond))),
                Seated::Broken => {}
            }
        }
        let (part, found) = match (lawful, amiss.span) {
            (Some(lawful), _) => lawful,
            (None, Some(span)) if !self.work.control.is_short() => (self.seats.all_on(span), self.searched(span)?),
            (None, _) => return Ok(()),
        };
        self.seats.take(&part, &found);
        Ok(())
    }

    /// A place alone, with some others, and with all of them.
    fn around(&self, amiss: &Part) -> Vec<Part> {
        let places = self.work.problem.campaign().places();
        let all = Part { span: amiss.span, places: self.seats.places(amiss.span) };
        let away = |other: PlaceId| amiss.places.iter().map(move |&place| distance_km(places, place, other)).min();
        let mut others: Vec<PlaceId> = all.places.difference(&amiss.places).copied().collect();
        others.sort_by_key(|&other| (away(other), other));
        let with = |others: &[PlaceId]| Part { places: amiss.places.iter().chain(others).copied().collect(), ..*amiss };
        let nearest = with(&others[..others.len().min(RING / 2)]);
        let rings = others.chunks(RING).take(RINGS).map(with);
        [with(&[]), nearest].into_iter().chain(rings).chain([all.clone()]).collect()
    }

    /// Everybody of a span, by a search.
    fn searched(&self, span: DateRange) -> Result<Placement, PlanError> {
        Ok(refine(self.work, &self.seats.placed(), span, self.grain)?.unwrap_or_default())
    }

    /// Whether the people of some places fit there as they are, at no more than the places promise.
    fn is_well(&self, part: &Part) -> bool {
        if !self.seats.are_taken(part) {
            return false;
        }
        let stated = self.program(part, self.grain, |nth| self.seats.seat(nth).taken.into_iter().collect());
        let Some(levels) = self.levels(&stated) else { return false };
        self.levels == 0 || self.promised(part).is_some_and(|most| keeps(&levels, &most))
    }

    /// Whether nothing elsewhere contradicts the rules already, whatever is done here.
    fn can_be_well(&self, part: &Part) -> bool {
        self.open(part).program.may_hold()
    }

    /// The program of some places with everybody there free to be in any of these.
    fn open(&self, part: &Part) -> Stated {
        self.program(part, self.grain, |nth| self.seats.in_part(nth, part))
    }

    /// The people of some places in any of these.
    fn settled(&self, part: &Part) -> Seated {
        let bounds = if self.levels == 0 { Some(Vec::new()) } else { self.promised(part) };
        let stated = self.open(part);
        let is_taken = |&position: &usize| {
            let holding = stated.holdings[position];
            self.seats.has_taken(holding.person, holding.slot)
        };
        let start: Vec<usize> = (0..stated.holdings.len()).filter(is_taken).collect();
        settled(self.work, &stated, &start, &bounds.unwrap_or_default(), self.told())
    }

    /// What the first levels come to with the places that people have.
    fn promised(&self, part: &Part) -> Option<Vec<i64>> {
        let grain = coarser(self.work, self.grain);
        self.levels(&self.program(part, grain, |nth| vec![self.seats.seat(nth).placed]))
    }

    /// What the first levels come to with everything held that a program has.
    fn levels(&self, stated: &Stated) -> Option<Vec<i64>> {
        let everything: Vec<usize> = (0..stated.holdings.len()).collect();
        self.work.levels_with(stated, &everything, self.levels)
    }

    /// The program of some places at a grain, people free in some slots for each seat that they have. Of all other duties only those of the same
    /// people, and of people they are tied to, are known to it: who trades places within a span changes nothing for anybody else.
    fn program(&self, part: &Part, grain: Grain, slots: impl Fn(usize) -> Vec<SlotId>) -> Stated {
        let here = self.seats.here(part);
        let known = self.seats.known(&here);
        let fixed = known.into_iter().flat_map(|person| self.seats.elsewhere(person, part)).collect();
        let mut free: BTreeMap<PersonId, Vec<SlotId>> = BTreeMap::new();
        for nth in here {
            free.entry(self.seats.seat(nth).person).or_default().extend(slots(nth));
        }
        let tops = self.seats.tops(part, grain);
        let choices = Choices { tops, free: free.into_iter().collect(), fixed, seated: true };
        Window::new(self.work.problem, &self.work.pools, grain, &choices).state()
    }
}
