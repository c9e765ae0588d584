//! Seats: who has which place, and where in it; found by place and by person.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::{DateRange, Grain, PersonId, PlaceId, SlotId};

use super::{Placement, coarser, finer};
use crate::road::Work;

/// Somebody's place, and where in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    pub(super) person: PersonId,
    /// The region or city.
    pub(super) placed: SlotId,
    /// The city or team within it, once that is told.
    pub(super) taken: Option<SlotId>,
}

/// Some places, in one span or in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) span: Option<DateRange>,
    /// Cities; where regions are told apart into cities, the first of each.
    pub(super) places: BTreeSet<PlaceId>,
}

impl Part {
    fn has(&self, (span, place): (DateRange, PlaceId)) -> bool {
        self.span.is_none_or(|here| here == span) && self.places.contains(&place)
    }
}

/// A place in one span.
type Spot = (DateRange, PlaceId);

/// All seats, and the slots of each place.
pub(super) struct Seats<'w> {
    work: &'w Work<'w>,
    grain: Grain,
    all: Vec<Seat>,
    of_spot: BTreeMap<Spot, BTreeSet<usize>>,
    of_person: BTreeMap<PersonId, Vec<usize>>,
    tied: BTreeMap<PersonId, BTreeSet<PersonId>>,
    finer: BTreeMap<Spot, Vec<SlotId>>,
    coarser: BTreeMap<Spot, Vec<SlotId>>,
    spans: Vec<DateRange>,
}

impl<'w> Seats<'w> {
    /// Nobody told apart yet.
    pub(super) fn new(work: &'w Work<'w>, grain: Grain, placed: Placement) -> Self {
        let seats = placed.into_iter().map(|(person, placed)| Seat { person, placed, taken: None }).collect();
        let mut found = Self {
            work,
            grain,
            all: seats,
            of_spot: BTreeMap::new(),
            of_person: BTreeMap::new(),
            tied: tied(work),
            finer: slots_of(work, grain, grain),
            coarser: slots_of(work, grain, coarser(work, grain)),
            spans: Vec::new(),
        };
        for (nth, seat) in found.all.iter().enumerate() {
            found.of_spot.entry(spot(work, grain, seat.placed)).or_default().insert(nth);
            found.of_person.entry(seat.person).or_default().push(nth);
        }
        found.spans = found.of_spot.keys().map(|(span, _)| *span).collect();
        found.spans.dedup();
        found
    }

    pub(super) fn seat(&self, nth: usize) -> Seat {
        self.all[nth]
    }

    /// The spans that somebody serves in.
    pub(super) fn spans(&self) -> &[DateRange] {
        &self.spans
    }

    /// The places that have people, in a span or in any.
    pub(super) fn places(&self, span: Option<DateRange>) -> BTreeSet<PlaceId> {
        let is_there = |(here, _): &&Spot| span.is_none_or(|span| *here == span);
        self.of_spot.keys().filter(is_there).map(|(_, place)| *place).collect()
    }

    /// All places of a span.
    pub(super) fn all_on(&self, span: DateRange) -> Part {
        Part { span: Some(span), places: self.places(Some(span)) }
    }

    /// Some places on one span only: those of them that have people then.
    pub(super) fn on(&self, part: &Part, span: DateRange) -> Part {
        let places = self.places(Some(span)).intersection(&part.places).copied().collect();
        Part { span: Some(span), places }
    }

    /// The places of each region, in all spans.
    pub(super) fn regions(&self) -> Vec<Part> {
        let regions = self.work.pools.regions();
        let mut parts: BTreeMap<Option<usize>, BTreeSet<PlaceId>> = BTreeMap::new();
        for place in self.places(None) {
            let region = if self.work.pools.has_regions() { regions.of(place) } else { None };
            parts.entry(region).or_default().insert(place);
        }
        parts.into_values().map(|places| Part { span: None, places }).collect()
    }

    /// The seats in a part.
    pub(super) fn here(&self, part: &Part) -> Vec<usize> {
        self.spots(part).filter_map(|spot| self.of_spot.get(&spot)).flatten().copied().collect()
    }

    fn spots<'s>(&'s self, part: &'s Part) -> impl Iterator<Item = Spot> + 's {
        let one = part.span.as_ref().map(std::slice::from_ref);
        let spans = one.unwrap_or(&self.spans).iter();
        spans.flat_map(|&span| part.places.iter().map(move |&place| (span, place)))
    }

    /// The people of some seats, and those they are tied to.
    pub(super) fn known(&self, seats: &[usize]) -> BTreeSet<PersonId> {
        let people = seats.iter().map(|&nth| self.all[nth].person);
        let tied = |person: PersonId| self.tied.get(&person).into_iter().flatten().copied();
        people.flat_map(|person| tied(person).chain([person])).collect()
    }

    /// Whether everybody in a part is told where.
    pub(super) fn are_taken(&self, part: &Part) -> bool {
        self.here(part).into_iter().all(|nth| self.all[nth].taken.is_some())
    }

    /// The seats of a person that are not in a part, as finely as they are told.
    pub(super) fn elsewhere(&self, person: PersonId, part: &Part) -> Placement {
        let seats = self.of_person.get(&person).into_iter().flatten().map(|&nth| self.all[nth]);
        let is_away = |seat: &Seat| !part.has(spot(self.work, self.grain, seat.placed));
        seats.filter(is_away).map(|seat| (person, seat.taken.unwrap_or(seat.placed))).collect()
    }

    /// Whether somebody is told to be in a slot.
    pub(super) fn has_taken(&self, person: PersonId, slot: SlotId) -> bool {
        self.of_person.get(&person).into_iter().flatten().any(|&nth| self.all[nth].taken == Some(slot))
    }

    /// The slots of the finer grain within the place of a seat.
    pub(super) fn within(&self, nth: usize) -> Vec<SlotId> {
        finer(self.work, self.all[nth].person, self.all[nth].placed, self.grain)
    }

    /// The slots of the finer grain that somebody may change to within a part. A post that a rule singled out is settled.
    pub(super) fn in_part(&self, nth: usize, part: &Part) -> Vec<SlotId> {
        let pools = &self.work.pools;
        let placed = self.all[nth].placed;
        if pools.is_post(placed) {
            return vec![placed];
        }
        let class = pools.around(Grain::Class, placed);
        self.tops(part, self.grain).into_iter().filter(|&slot| pools.around(Grain::Class, slot) == class).collect()
    }

    /// The slots of a part at the finer grain, or at the coarser.
    pub(super) fn tops(&self, part: &Part, grain: Grain) -> Vec<SlotId> {
        let of_spot = if grain == self.grain { &self.finer } else { &self.coarser };
        let mut tops: Vec<SlotId> = self.spots(part).filter_map(|spot| of_spot.get(&spot)).flatten().copied().collect();
        tops.sort_unstable();
        tops
    }

    /// Everybody's place.
    pub(super) fn placed(&self) -> Placement {
        self.all.iter().map(|seat| (seat.person, seat.placed)).collect()
    }

    /// Where everybody is who is told where.
    pub(super) fn taken(&self) -> Placement {
        self.all.iter().filter_map(|seat| Some((seat.person, seat.taken?))).collect()
    }

    /// Puts the people of a part where they are now.
    pub(super) fn take(&mut self, part: &Part, now: &[(PersonId, SlotId)]) {
        let pools = &self.work.pools;
        let coarse = coarser(self.work, self.grain);
        let mut told: BTreeMap<(PersonId, DateRange), Vec<SlotId>> = BTreeMap::new();
        for &(person, slot) in now {
            told.entry((person, pools.slot(slot).span)).or_default().push(slot);
        }
        for nth in self.here(part) {
            let seat = &mut self.all[nth];
            let before = spot(self.work, self.grain, seat.placed);
            seat.taken = told.get_mut(&(seat.person, before.0)).and_then(Vec::pop);
            // A post that a rule singled out stays as it is.
            let Some(taken) = seat.taken.filter(|_| !pools.is_post(seat.placed)) else { continue };
            if pools.around(coarse, seat.placed) != pools.around(coarse, taken) {
                seat.placed = pools.around(coarse, taken);
            }
            let after = spot(self.work, self.grain, seat.placed);
            if let Some(left) = self.of_spot.get_mut(&before) {
                left.remove(&nth);
            }
            self.of_spot.entry(after).or_default().insert(nth);
        }
    }
}

/// Who is tied to whom, to be together or apart, whichever of them says so.
fn tied(work: &Work<'_>) -> BTreeMap<PersonId, BTreeSet<PersonId>> {
    let campaign = work.problem.campaign();
    let mut tied: BTreeMap<PersonId, BTreeSet<PersonId>> = BTreeMap::new();
    for person in campaign.person_ids() {
        let described = campaign.person(person);
        for tie in described.with.iter().chain(&described.apart) {
            tied.entry(person).or_default().insert(tie.person);
            tied.entry(tie.person).or_default().insert(person);
        }
    }
    tied
}

/// Where a slot is, as places are told apart at a grain.
fn spot(work: &Work<'_>, grain: Grain, slot: SlotId) -> Spot {
    let slot = work.pools.slot(slot);
    let city = work.problem.post(slot.posts[0]).city;
    let regions = work.pools.regions();
    let region = if coarser(work, grain) == Grain::Region { regions.of(city) } else { None };
    (slot.span, region.map_or(city, |region| regions.groups()[region][0]))
}

/// The slots of each place at a grain.
fn slots_of(work: &Work<'_>, told: Grain, grain: Grain) -> BTreeMap<Spot, Vec<SlotId>> {
    let mut slots: BTreeMap<Spot, Vec<SlotId>> = BTreeMap::new();
    for slot in work.pools.at(grain) {
        slots.entry(spot(work, told, slot)).or_default().push(slot);
    }
    slots
}
