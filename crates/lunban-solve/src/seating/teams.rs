//! Teams: everybody in a city sits in a team there. Where the people of a city do not fit its teams, they change places with those of the
//! cities around it.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::rules::distance_km;
use lunban_core::{Choices, DateRange, Grain, PersonId, PlaceId, Schedule, SlotId, Stated, Window};
use rayon::prelude::*;

use super::{Placement, Seated, Told, is_within, refine, refined, schedule, settled, spans};
use crate::control::Stage;
use crate::duty::holders;
use crate::plan::PlanError;
use crate::repair::keeps;
use crate::road::Work;

/// Cities whose people change places with those of one that does not fit: so many of the nearest first, then so many farther away.
const RING: usize = 8;

/// So many rings are tried before all cities are.
const RINGS: usize = 12;

/// Everybody in a post: all spans at once, and then where that breaks a rule or goes beyond bounds of the first levels, city by city.
pub(crate) fn in_posts(work: &Work<'_>, placed: Placement, bounds: &[i64]) -> Result<Schedule, PlanError> {
    let mut taken = Placement::new();
    if let Some(stated) = refined(work, &placed, Grain::Post) {
        let settled = work.settle(&stated, &[], work.above());
        taken = holders(&stated, settled.held());
        if is_within(work, &stated, &settled, bounds) || work.control.is_over() {
            return Ok(schedule(work, taken));
        }
    }
    let mut teams = Teams { work, levels: bounds.len(), placed, taken: taken.into_iter().collect() };
    let spans = spans(work, &teams.placed);
    let amiss: Vec<(DateRange, Vec<PlaceId>)> = spans.into_par_iter().map(|span| (span, teams.amiss(span))).collect();
    let spans = amiss.len();
    for (done, (span, cities)) in amiss.into_iter().enumerate() {
        work.control.note(Stage::Seating, done, spans);
        teams.mend(span, &cities)?;
    }
    Ok(schedule(work, teams.taken))
}

/// Some cities of one span.
struct Part {
    span: DateRange,
    cities: BTreeSet<PlaceId>,
}

impl Part {
    /// Whether a slot is in one of the cities, in the span.
    fn has(&self, work: &Work<'_>, slot: SlotId) -> bool {
        let slot = work.pools.slot(slot);
        slot.span == self.span && slot.city.is_some_and(|city| self.cities.contains(&city))
    }
}

/// Who is in which city, and in which post.
struct Teams<'w> {
    work: &'w Work<'w>,
    /// So many of the first levels are to come to no more than the cities promise.
    levels: usize,
    placed: Placement,
    taken: BTreeSet<(PersonId, SlotId)>,
}

impl Teams<'_> {
    /// The cities of a span where people do not fit their teams.
    fn amiss(&self, span: DateRange) -> Vec<PlaceId> {
        let cities = self.cities(span);
        if self.is_well(&Part { span, cities: cities.clone() }) {
            return Vec::new();
        }
        let is_amiss = |city: &PlaceId| !self.is_well(&Part { span, cities: BTreeSet::from([*city]) });
        cities.into_iter().filter(is_amiss).collect()
    }

    /// Mends some cities of a span. A span of which nothing comes stays open.
    fn mend(&mut self, span: DateRange, amiss: &[PlaceId]) -> Result<(), PlanError> {
        let cities = self.cities(span);
        for &city in amiss {
            if !self.mend_around(span, city, &cities) {
                let all = refine(self.work, &self.placed, span, Grain::Post)?.unwrap_or_default();
                self.take(&Part { span, cities }, all);
                break;
            }
        }
        Ok(())
    }

    /// Mends one city, with as few others as can be: whether that came to something lawful.
    fn mend_around(&mut self, span: DateRange, city: PlaceId, cities: &BTreeSet<PlaceId>) -> bool {
        let mut lawful = None;
        for cities in self.around(city, cities) {
            let part = Part { span, cities };
            match self.settled(&part) {
                Seated::Within(within) => {
                    self.take(&part, within);
                    return true;
                }
                Seated::Beyond(beyond) => lawful = lawful.or(Some((part, beyond))),
                Seated::Broken => {}
            }
        }
        let is_lawful = lawful.is_some();
        if let Some((part, beyond)) = lawful {
            self.take(&part, beyond);
        }
        is_lawful
    }

    /// The cities that have people in a span.
    fn cities(&self, span: DateRange) -> BTreeSet<PlaceId> {
        let slots = self.placed.iter().map(|&(_, slot)| self.work.pools.slot(slot));
        slots.filter(|slot| slot.span == span).filter_map(|slot| slot.city).collect()
    }

    /// A city alone, with some others, and with all of them.
    fn around(&self, city: PlaceId, cities: &BTreeSet<PlaceId>) -> Vec<BTreeSet<PlaceId>> {
        let places = self.work.problem.campaign().places();
        let mut others: Vec<PlaceId> = cities.iter().copied().filter(|&other| other != city).collect();
        others.sort_by_key(|&other| (distance_km(places, city, other), other));
        let with = |others: &[PlaceId]| others.iter().copied().chain([city]).collect();
        let nearest = with(&others[..others.len().min(RING / 2)]);
        let rings = others.chunks(RING).take(RINGS).map(with);
        [with(&[]), nearest].into_iter().chain(rings).chain([cities.clone()]).collect()
    }

    /// Whether the people of some cities fit their teams as they are, at no more than the cities promise.
    fn is_well(&self, part: &Part) -> bool {
        let pools = &self.work.pools;
        let here = self.taken.iter().filter(|(_, slot)| part.has(self.work, *slot));
        let post_of: BTreeMap<(PersonId, SlotId), SlotId> =
            here.map(|&(person, slot)| ((person, pools.around(Grain::City, slot)), slot)).collect();
        let post = |person, slot| post_of.get(&(person, pools.around(Grain::City, slot))).copied();
        let is_seated =
            |&(person, slot): &(PersonId, SlotId)| !part.has(self.work, slot) || post(person, slot).is_some();
        if !self.placed.iter().all(is_seated) {
            return false;
        }
        let stated = self.program(part, Grain::Post, |person, slot| post(person, slot).into_iter().collect());
        let Some(levels) = self.levels(&stated) else { return false };
        self.levels == 0 || self.promised(part).is_some_and(|most| keeps(&levels, &most))
    }

    /// The people of some cities in teams of any of these.
    fn settled(&self, part: &Part) -> Seated {
        let bounds = if self.levels == 0 { Some(Vec::new()) } else { self.promised(part) };
        let stated = self.posts(part);
        settled(self.work, &stated, &self.held(&stated), &bounds.unwrap_or_default(), Told::Teams)
    }

    /// What the first levels come to with the cities that people have.
    fn promised(&self, part: &Part) -> Option<Vec<i64>> {
        self.levels(&self.program(part, Grain::City, |_, slot| vec![slot]))
    }

    /// What the first levels come to with everything held that a program has.
    fn levels(&self, stated: &Stated) -> Option<Vec<i64>> {
        let everything: Vec<usize> = (0..stated.holdings.len()).collect();
        self.work.levels_with(stated, &everything, self.levels)
    }

    /// The program of the posts of some cities, open to whoever is in one of them.
    fn posts(&self, part: &Part) -> Stated {
        let pools = &self.work.pools;
        let is_there = |slot: &SlotId| pools.slot(*slot).city.is_some_and(|city| part.cities.contains(&city));
        self.program(part, Grain::Post, |_, slot| {
            if pools.is_post(slot) {
                return vec![slot];
            }
            let posts = pools.within(Grain::Post, pools.around(Grain::Class, slot));
            posts.into_iter().filter(is_there).collect()
        })
    }

    /// The program of some cities at a grain, people free in some slots for each that they have. Of all other duties only those of the same people,
    /// and of people they are tied to, are known to it: who trades places within a span changes nothing for anybody else.
    fn program(&self, part: &Part, grain: Grain, slots: impl Fn(PersonId, SlotId) -> Vec<SlotId>) -> Stated {
        let pools = &self.work.pools;
        let is_in = |slot: SlotId| part.has(self.work, slot);
        let (here, elsewhere): (Placement, Placement) = self.placed.iter().partition(|&&(_, slot)| is_in(slot));
        let known = self.known(here.iter().map(|(person, _)| *person));
        let fixed = elsewhere.into_iter().filter(|(person, _)| known.contains(person)).collect();
        let mut free: BTreeMap<PersonId, Vec<SlotId>> = BTreeMap::new();
        for (person, slot) in here {
            free.entry(person).or_default().extend(slots(person, slot));
        }
        let tops = pools.at(grain).filter(|&slot| is_in(slot)).collect();
        let choices = Choices { tops, free: free.into_iter().collect(), fixed, seated: true };
        Window::new(self.work.problem, pools, grain, &choices).state()
    }

    /// People, and those they are tied to.
    fn known(&self, people: impl Iterator<Item = PersonId>) -> BTreeSet<PersonId> {
        let campaign = self.work.problem.campaign();
        let tied = |person: PersonId| {
            let person = campaign.person(person);
            person.with.iter().chain(&person.apart).map(|tie| tie.person)
        };
        people.flat_map(|person| tied(person).chain([person])).collect()
    }

    /// The positions of what is taken in a program.
    fn held(&self, stated: &Stated) -> Vec<usize> {
        let holdings = (0..).zip(&stated.holdings);
        let held = holdings.filter(|(_, holding)| self.taken.contains(&(holding.person, holding.slot)));
        held.map(|(position, _)| position).collect()
    }

    /// Puts the people of some cities where they are now.
    fn take(&mut self, part: &Part, now: Placement) {
        let pools = &self.work.pools;
        let is_here = |slot: SlotId| part.has(self.work, slot);
        // A post that a rule singled out stays as it is.
        let changed: BTreeMap<PersonId, SlotId> =
            now.iter().map(|&(person, slot)| (person, pools.around(Grain::City, slot))).collect();
        for (person, slot) in self.placed.iter_mut().filter(|(_, slot)| is_here(*slot) && !pools.is_post(*slot)) {
            *slot = changed.get(person).copied().unwrap_or(*slot);
        }
        self.taken.retain(|(_, slot)| !is_here(*slot));
        self.taken.extend(now);
    }
}
