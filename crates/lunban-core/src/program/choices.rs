//! What is free in a window and what is not.

use std::collections::BTreeSet;

use crate::pools::{Grain, Pools, SlotId};
use crate::{DateRange, Given, PersonId, PlaceId, PostId, Problem};

/// A part of a pool that one person's choices tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Single {
    /// The posts of a city.
    City(PlaceId),
    /// One post.
    Post(PostId),
}

/// What is free in a window and what is not.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Slots, all of one grain, that are to be filled.
    pub tops: Vec<SlotId>,
    /// For each person, slots to choose from: tops, or finer slots within them.
    pub free: Vec<(PersonId, Vec<SlotId>)>,
    /// Duties that are constant, in slots of any grain.
    pub fixed: Vec<(PersonId, SlotId)>,
    /// Whether everybody free holds exactly one of their slots of each span.
    pub seated: bool,
}

impl Choices {
    /// Everybody and every post alone, but for what musts settle.
    pub fn whole(problem: &Problem, pools: &Pools) -> Self {
        let tops: Vec<SlotId> = pools.at(Grain::Post).collect();
        let given = Given::new(problem);
        let left = |person: PersonId| -> Vec<SlotId> {
            let leaves = |slot: &&SlotId| given.leaves(problem, person, pools.slot(**slot).posts[0]);
            tops.iter().filter(leaves).copied().collect()
        };
        let free = problem.campaign().person_ids().map(|person| (person, left(person))).collect();
        Self { tops, free, ..Self::default() }
    }

    /// Everybody, with posts pooled by class, and apart from them what rules single out for a person.
    ///
    /// A pool is held at most once. Where no hard rule keeps a person from two duties at once, that would be too little, so there
    /// everybody chooses among single posts.
    pub fn pooled(problem: &Problem, pools: &Pools) -> Self {
        Self::pooled_of(problem, pools, problem.campaign().person_ids())
    }

    /// The same for some people only.
    pub fn pooled_of(problem: &Problem, pools: &Pools, people: impl IntoIterator<Item = PersonId>) -> Self {
        let tops: Vec<SlotId> = pools.at(Grain::Class).collect();
        let free = people.into_iter().map(|person| {
            let mut slots = tops.clone();
            slots.extend(pools.singled_out(problem, person));
            (person, slots)
        });
        Self { free: free.collect(), tops, ..Self::default() }
    }

    /// The same for some dates only.
    #[must_use]
    pub fn on(mut self, pools: &Pools, span: DateRange) -> Self {
        let here = |slot: &SlotId| pools.slot(*slot).span == span;
        self.tops.retain(here);
        self.free.iter_mut().for_each(|(_, slots)| slots.retain(here));
        self
    }

    /// The same for some people only.
    #[must_use]
    pub fn of(mut self, is_free: impl Fn(PersonId) -> bool) -> Self {
        self.free.retain(|(person, _)| is_free(*person));
        self
    }
}

impl Pools {
    /// Slots finer than their class that rules tell apart for a person.
    pub fn singled_out(&self, problem: &Problem, person: PersonId) -> Vec<SlotId> {
        let rules = problem.campaign().rules();
        let mut singles: Vec<Single> =
            rules.entries().iter().flat_map(|entry| entry.rule().singles_out(problem, person)).collect();
        if !rules.keep_dates_apart() {
            singles.extend(problem.posts().iter().map(|post| Single::Post(post.id)));
        }
        let slots = singles.into_iter().flat_map(|single| match single {
            Single::City(city) => self.in_city(city).to_vec(),
            Single::Post(post) => vec![self.of_post(Grain::Post, post)],
        });
        let is_part =
            |&slot: &SlotId| self.slot(slot).posts.len() < self.slot(self.around(Grain::Class, slot)).posts.len();
        let slots: BTreeSet<SlotId> = slots.filter(is_part).collect();
        slots.into_iter().collect()
    }
}
