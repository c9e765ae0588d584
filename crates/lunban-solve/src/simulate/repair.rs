//! Who takes a vacant seat: the first of those who can, of the same unit before others, by what it does to the goals.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::{Audit, Choices, Grain, PersonId, Post, Schedule, SlotId, Stated, Window};

use super::trial::{Repair, Trial};
use crate::ladder::{Change, OneMore};

/// A seat that somebody left.
pub(super) type Gone = (usize, PersonId);

impl Trial<'_, '_> {
    /// Fills seats of the same dates that people left: each from its own unit where it can be, then from any, then by moves.
    pub(super) fn repair(&mut self, gone: &[Gone], away: &BTreeSet<PersonId>) -> Vec<Repair> {
        let mut repairs = vec![Repair::Open; gone.len()];
        for same_unit in [true, false] {
            let open = (0..gone.len()).filter(|&place| repairs[place] == Repair::Open);
            let wanted: Vec<Wanted> = open.map(|place| self.wanted(place, gone[place], away, same_unit)).collect();
            for (place, person) in self.taken(&wanted) {
                self.take(gone[place].0, person);
                repairs[place] = Repair::Candidate { same_unit };
            }
        }
        for (place, &(seat, _)) in gone.iter().enumerate() {
            if repairs[place] == Repair::Open {
                repairs[place] = self.chain(seat, away).map_or(Repair::Open, Repair::Chain);
            }
        }
        repairs
    }

    /// Who may come to a seat, of the same unit as whoever left or of any.
    fn wanted(&self, place: usize, (seat, left): Gone, away: &BTreeSet<PersonId>, same_unit: bool) -> Wanted {
        let campaign = self.standing.problem().campaign();
        let unit = |person: PersonId| campaign.person(person).unit;
        let people = self.called.people(campaign, self.standing.post(seat).round);
        let people = people.into_iter().filter(|&person| !same_unit || unit(person) == unit(left));
        let people = people.filter(|person| !away.contains(person)).filter(|&person| self.may_come(person, seat));
        Wanted { place, slot: self.standing.slots[seat], people: people.collect() }
    }

    /// Whether somebody may be called up to a seat and has nothing that excludes it.
    pub(super) fn may_come(&self, person: PersonId, seat: usize) -> bool {
        let post = self.standing.post_on(seat);
        !self.standing.is_tied(person)
            && self.called.may_come(person, post.round)
            && self.standing.problem().may_hold(person, post.id)
            && self.in_the_way(person, &post).next().is_none()
    }

    /// The seats of somebody that exclude a post.
    pub(super) fn in_the_way<'s>(&'s self, person: PersonId, post: &'s Post) -> impl Iterator<Item = usize> + 's {
        let rules = self.standing.problem().campaign().rules();
        let excludes = move |own: &Post| own.id == post.id || rules.exclude(own, post);
        let own = self.of_person[person.index()].iter().copied();
        own.filter(move |&seat| excludes(&self.standing.post_on(seat)))
    }

    /// Who takes which of some seats, one after another.
    fn taken(&self, wanted: &[Wanted]) -> Vec<(usize, PersonId)> {
        let choices = self.choices(wanted);
        if choices.free.is_empty() {
            return Vec::new();
        }
        let work = &self.standing.work;
        let stated = Window::new(work.problem, &work.pools, Grain::Post, &choices).state();
        let objectives = work.objectives(&stated);
        let one_more = OneMore::new(&stated, &objectives);
        if one_more.is_clear() {
            Ranking { trial: self, stated: &stated, one_more, held: Vec::new() }.run(wanted)
        } else {
            self.judged(wanted)
        }
    }

    /// Seats that people may come to; all others stay where they are.
    fn choices(&self, wanted: &[Wanted]) -> Choices {
        let (problem, pools) = (self.standing.problem(), &self.standing.work.pools);
        let mut free: BTreeMap<PersonId, Vec<SlotId>> = BTreeMap::new();
        for wanted in wanted {
            for &person in &wanted.people {
                free.entry(person).or_default().push(wanted.slot);
            }
        }
        for slots in free.values_mut() {
            slots.sort_unstable();
            slots.dedup();
        }
        let slots: Vec<SlotId> = wanted.iter().map(|wanted| wanted.slot).collect();
        let held = self.holders.iter().zip(&self.standing.slots);
        Choices {
            tops: pools.teams_around(problem, &slots),
            free: free.into_iter().collect(),
            fixed: held.filter_map(|(holder, slot)| Some(((*holder)?, *slot))).collect(),
            seated: false,
        }
    }

    /// The same by judging whole schedules: where dropouts themselves break what must be, only the audit tells what makes it no worse.
    fn judged(&self, wanted: &[Wanted]) -> Vec<(usize, PersonId)> {
        let problem = self.standing.problem();
        let mut schedule = self.schedule();
        let mut taken = Vec::new();
        for wanted in wanted {
            let slot = self.standing.work.pools.slot(wanted.slot);
            let with = |person: PersonId| {
                let duty = lunban_core::Duty { post: slot.posts[0], person, span: slot.span };
                Schedule::new(schedule.duties().iter().copied().chain([duty]).collect())
            };
            let before = Audit::values(problem, &schedule).breaches;
            let is_there = |person: &&PersonId| {
                schedule.duties().iter().any(|duty| (duty.post, duty.person) == (slot.posts[0], **person))
            };
            let judged = wanted.people.iter().filter(|person| !is_there(person)).filter_map(|&person| {
                let audit = Audit::values(problem, &with(person));
                (audit.breaches <= before).then(|| (audit.levels(problem), person))
            });
            if let Some((_, person)) = judged.min() {
                schedule = with(person);
                taken.push((wanted.place, person));
            }
        }
        taken
    }
}

/// A seat, and who may come to it.
struct Wanted {
    /// Its position among those that people left.
    place: usize,
    slot: SlotId,
    people: Vec<PersonId>,
}

/// People beside seats, by what each does to the goals.
struct Ranking<'r, 't, 'p> {
    trial: &'r Trial<'t, 'p>,
    stated: &'r Stated,
    one_more: OneMore<'r>,
    held: Vec<usize>,
}

impl Ranking<'_, '_, '_> {
    fn run(mut self, wanted: &[Wanted]) -> Vec<(usize, PersonId)> {
        let mut taken = Vec::new();
        for wanted in wanted {
            let holdings = self.stated.holdings.iter().enumerate();
            let here = holdings.filter(|(_, held)| held.slot == wanted.slot && held.column.is_some());
            // Nobody takes two seats of one post.
            let here = here.filter(|(position, _)| !self.held.contains(position));
            let able = here.filter(|(_, held)| wanted.people.binary_search(&held.person).is_ok());
            let changes = able.filter_map(|(position, held)| Some((self.change(position)?, held.person, position)));
            if let Some((_, person, position)) = changes.min() {
                self.one_more.hold(position);
                self.held.push(position);
                taken.push((wanted.place, person));
            }
        }
        taken
    }

    /// What each level changes by; none where it breaks a rule.
    fn change(&self, position: usize) -> Option<Vec<i64>> {
        match self.one_more.change(position) {
            Change::Of(change) => Some(change),
            Change::Broken => None,
            Change::Unclear => {
                let (work, held) = (&self.trial.standing.work, &self.held);
                work.change_by_search(self.stated, held, position)
            }
        }
    }
}
