//! Posts pooled at three grains: a schedule is found coarse first, then finer, and each grain bounds the finer ones.

use std::collections::BTreeMap;

use crate::{DateRange, PlaceId, PostId, Problem, RoundId};

/// A pool of posts over the same dates; at the finest grain one post alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotId(u32);

impl SlotId {
    fn at(position: usize) -> Self {
        Self(u32::try_from(position).expect("fewer than 2^32 slots"))
    }

    /// Its position among the slots of all grains.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// How fine posts are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// Posts of the same dates whose seats bar and cost everybody alike: all member seats of a round.
    Class,
    /// The same, city by city.
    City,
    /// Each post alone.
    Post,
}

/// What posts of one slot have in common.
type Key = (DateRange, Option<RoundId>, usize, Option<PlaceId>, Option<PostId>);

/// A pool of posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its posts, sorted.
    pub posts: Vec<PostId>,
    /// One post for each city: posts of one slot and one city differ in nothing but their team.
    pub samples: Vec<PostId>,
    /// The dates of all its posts.
    pub span: DateRange,
    /// Their round.
    pub round: Option<RoundId>,
    /// Their city, if it is one.
    pub city: Option<PlaceId>,
    /// Their seats in all.
    pub seats: u32,
}

/// The slots of a problem at every grain.
#[derive(Clone, Debug)]
pub struct Pools {
    slots: Vec<Slot>,
    of_post: [Vec<SlotId>; 3],
    starts: [usize; 4],
}

impl Pools {
    /// Pools the posts of a problem.
    pub fn new(problem: &Problem) -> Self {
        let mut pools = Self { slots: Vec::new(), of_post: [Vec::new(), Vec::new(), Vec::new()], starts: [0; 4] };
        pools.add(problem, Grain::Class, |post| {
            let seat = problem.seat_class(post);
            (problem.post(post).span, problem.post(post).round, seat, None, None)
        });
        pools.add(problem, Grain::City, |post| {
            let (seat, city) = (problem.seat_class(post), problem.post(post).city);
            (problem.post(post).span, problem.post(post).round, seat, Some(city), None)
        });
        pools
            .add(problem, Grain::Post, |post| (problem.post(post).span, problem.post(post).round, 0, None, Some(post)));
        pools
    }

    fn add(&mut self, problem: &Problem, grain: Grain, key: impl Fn(PostId) -> Key) {
        let mut members: BTreeMap<Key, Vec<PostId>> = BTreeMap::new();
        for post in problem.posts() {
            members.entry(key(post.id)).or_default().push(post.id);
        }
        let mut of_post = vec![SlotId(0); problem.posts().len()];
        for posts in members.into_values() {
            for post in &posts {
                of_post[post.index()] = SlotId::at(self.slots.len());
            }
            self.slots.push(slot(problem, posts));
        }
        self.of_post[grain as usize] = of_post;
        self.starts[grain as usize + 1] = self.slots.len();
    }

    /// The slot with an id.
    pub fn slot(&self, slot: SlotId) -> &Slot {
        &self.slots[slot.index()]
    }

    /// The slot of a post at a grain.
    pub fn of_post(&self, grain: Grain, post: PostId) -> SlotId {
        self.of_post[grain as usize][post.index()]
    }

    /// All slots of a grain.
    pub fn at(&self, grain: Grain) -> impl ExactSizeIterator<Item = SlotId> + use<> {
        (self.starts[grain as usize]..self.starts[grain as usize + 1]).map(SlotId::at)
    }

    /// Whether a slot is one post alone, told apart as such.
    pub fn is_post(&self, slot: SlotId) -> bool {
        slot.index() >= self.starts[Grain::Post as usize]
    }

    /// The slot of a coarser or equal grain around a slot.
    pub fn around(&self, grain: Grain, slot: SlotId) -> SlotId {
        self.of_post(grain, self.slot(slot).posts[0])
    }

    /// The slots of a finer or equal grain within a slot, in order.
    pub fn within(&self, grain: Grain, slot: SlotId) -> Vec<SlotId> {
        let mut slots: Vec<SlotId> = self.slot(slot).posts.iter().map(|&post| self.of_post(grain, post)).collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }
}

fn slot(problem: &Problem, posts: Vec<PostId>) -> Slot {
    let first = *problem.post(posts[0]);
    let mut cities = BTreeMap::new();
    for &post in &posts {
        cities.entry(problem.post(post).city).or_insert(post);
    }
    let seats = posts.iter().map(|&post| problem.post(post).seats).sum();
    let city = (cities.len() == 1).then_some(first.city);
    Slot { samples: cities.into_values().collect(), posts, span: first.span, round: first.round, city, seats }
}
