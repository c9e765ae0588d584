//! Posts pooled at four grains: a schedule is found coarse first, then finer, and each grain bounds the finer ones.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;

use crate::{DateRange, Duty, PlaceId, Post, PostId, Problem, Regions, RoundId, TeamId};

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
    /// The same, region by region. Where there are few cities, each is a region.
    Region,
    /// The same, city by city.
    City,
    /// Each post alone.
    Post,
}

/// What posts of one slot have in common.
type Key = (DateRange, Option<RoundId>, usize, Option<usize>, Option<PlaceId>, Option<PostId>);

/// Regions at most: where there are no more cities, nothing is gained by putting some together.
const REGIONS: usize = 48;

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
    /// The number of their region, if it is one.
    pub region: Option<usize>,
    /// Their seats in all.
    pub seats: u32,
}

/// The slots of a problem at every grain.
#[derive(Clone, Debug)]
pub struct Pools {
    slots: Vec<Slot>,
    of_post: [Vec<SlotId>; 4],
    ranges: [Range<usize>; 4],
    in_city: BTreeMap<PlaceId, Vec<SlotId>>,
    parts: BTreeMap<(PostId, DateRange), SlotId>,
    regions: Regions,
}

/// Some of the days of a post, and how many of its seats are to be told apart on them: those of people who join or leave while it is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The post.
    pub post: PostId,
    /// The days, within the post's.
    pub span: DateRange,
    /// So many seats.
    pub seats: u32,
}

impl Pools {
    /// Pools the posts of a problem, and beside them parts of some.
    pub fn with_parts(problem: &Problem, parts: &[Part]) -> Self {
        let mut pools = Self::new(problem);
        for part in parts {
            let whole = slot(problem, &pools.regions, vec![part.post]);
            pools.parts.insert((part.post, part.span), SlotId::at(pools.slots.len()));
            pools.slots.push(Slot { span: part.span, seats: part.seats, ..whole });
        }
        pools
    }

    /// The slot of some of a post's days.
    pub fn part(&self, post: PostId, span: DateRange) -> Option<SlotId> {
        self.parts.get(&(post, span)).copied()
    }

    /// Whether a slot is a part of a post.
    pub fn is_part(&self, slot: SlotId) -> bool {
        slot.index() >= self.ranges[Grain::Post as usize].end
    }

    /// The first days of all parts, sorted.
    pub fn part_days(&self) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = self.parts.keys().map(|(_, span)| span.first()).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Pools the posts of a problem.
    pub fn new(problem: &Problem) -> Self {
        let cities = problem.posts().iter().map(|post| post.city);
        let cities: BTreeSet<PlaceId> = cities.collect();
        let regions = Regions::new(problem.campaign().places(), cities, REGIONS);
        let mut pools = Self {
            slots: Vec::new(),
            of_post: Default::default(),
            ranges: Default::default(),
            in_city: BTreeMap::new(),
            parts: BTreeMap::new(),
            regions,
        };
        let seat = |post: PostId| (problem.post(post).span, problem.post(post).round, problem.seat_class(post));
        let city = |post: PostId| problem.post(post).city;
        pools.add(problem, Grain::Class, |post| {
            let (span, round, seat) = seat(post);
            (span, round, seat, None, None, None)
        });
        if pools.regions.groups().iter().any(|group| group.len() > 1) {
            let regions = pools.regions.clone();
            pools.add(problem, Grain::Region, |post| {
                let (span, round, seat) = seat(post);
                (span, round, seat, regions.of(city(post)), None, None)
            });
        }
        pools.add(problem, Grain::City, |post| {
            let (span, round, seat) = seat(post);
            (span, round, seat, None, Some(city(post)), None)
        });
        pools.add(problem, Grain::Post, |post| {
            let (span, round, _) = seat(post);
            (span, round, 0, None, None, Some(post))
        });
        if pools.of_post[Grain::Region as usize].is_empty() {
            let of_city = pools.of_post[Grain::City as usize].clone();
            pools.of_post[Grain::Region as usize] = of_city;
            pools.ranges[Grain::Region as usize] = pools.ranges[Grain::City as usize].clone();
        }
        for slot in pools.at(Grain::City) {
            if let Some(city) = pools.slot(slot).city {
                pools.in_city.entry(city).or_default().push(slot);
            }
        }
        pools
    }

    fn add(&mut self, problem: &Problem, grain: Grain, key: impl Fn(PostId) -> Key) {
        let mut members: BTreeMap<Key, Vec<PostId>> = BTreeMap::new();
        for post in problem.posts() {
            members.entry(key(post.id)).or_default().push(post.id);
        }
        let start = self.slots.len();
        let mut of_post = vec![SlotId(0); problem.posts().len()];
        for posts in members.into_values() {
            for post in &posts {
                of_post[post.index()] = SlotId::at(self.slots.len());
            }
            self.slots.push(slot(problem, &self.regions, posts));
        }
        self.of_post[grain as usize] = of_post;
        self.ranges[grain as usize] = start..self.slots.len();
    }

    /// The regions of the cities that posts are in.
    pub fn regions(&self) -> &Regions {
        &self.regions
    }

    /// Whether some region has several cities.
    pub fn has_regions(&self) -> bool {
        self.ranges[Grain::Region as usize] != self.ranges[Grain::City as usize]
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
        self.ranges[grain as usize].clone().map(SlotId::at)
    }

    /// The slots of a city, at the grain of cities.
    pub fn in_city(&self, city: PlaceId) -> &[SlotId] {
        self.in_city.get(&city).map_or(&[], Vec::as_slice)
    }

    /// Whether a slot is one post alone, told apart as such.
    pub fn is_post(&self, slot: SlotId) -> bool {
        slot.index() >= self.ranges[Grain::Post as usize].start
    }

    /// The slot of a coarser or equal grain around a slot.
    pub fn around(&self, grain: Grain, slot: SlotId) -> SlotId {
        self.of_post(grain, self.slot(slot).posts[0])
    }

    /// The slot of a duty: its post, or the days of it that the duty has.
    pub fn of_duty(&self, duty: &Duty) -> SlotId {
        self.part(duty.post, duty.span).unwrap_or(self.of_post(Grain::Post, duty.post))
    }

    /// A post alone, on the days of its slot.
    pub fn post_on(&self, problem: &Problem, slot: SlotId) -> Post {
        let slot = self.slot(slot);
        Post { span: slot.span, ..*problem.post(slot.posts[0]) }
    }

    /// All posts of the teams that some slots are of, on the same dates: rules of teams look at whole teams.
    pub fn teams_around(&self, problem: &Problem, slots: &[SlotId]) -> Vec<SlotId> {
        let key = |slot: SlotId| {
            let post = problem.post(self.slot(slot).posts[0]);
            (post.team, post.span)
        };
        let teams: BTreeSet<(TeamId, DateRange)> = slots.iter().map(|&slot| key(slot)).collect();
        self.at(Grain::Post).filter(|&slot| teams.contains(&key(slot))).collect()
    }

    /// The slots of a finer or equal grain within a slot, in order.
    pub fn within(&self, grain: Grain, slot: SlotId) -> Vec<SlotId> {
        let mut slots: Vec<SlotId> = self.slot(slot).posts.iter().map(|&post| self.of_post(grain, post)).collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }
}

fn slot(problem: &Problem, regions: &Regions, posts: Vec<PostId>) -> Slot {
    let first = *problem.post(posts[0]);
    let mut cities = BTreeMap::new();
    for &post in &posts {
        cities.entry(problem.post(post).city).or_insert(post);
    }
    let seats = posts.iter().map(|&post| problem.post(post).seats).sum();
    let city = (cities.len() == 1).then_some(first.city);
    let region = regions.of(first.city).filter(|region| cities.keys().all(|&city| regions.of(city) == Some(*region)));
    let samples = cities.into_values().collect();
    Slot { samples, posts, span: first.span, round: first.round, city, region, seats }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    use super::{Grain, Pools};
    use crate::{Problem, SlotId};

    fn tiny() -> Tiny {
        Tiny::busy().team("T4 130100 county 3").team("T5 130100 city 1 2017-09-03/2017-09-05")
    }

    const GRAINS: [Grain; 4] = [Grain::Class, Grain::Region, Grain::City, Grain::Post];

    fn seats(pools: &Pools, slots: impl Iterator<Item = SlotId>) -> u32 {
        slots.map(|slot| pools.slot(slot).seats).sum()
    }

    #[test]
    fn grains_nest_and_seats_add_up() {
        let problem = tiny().problem();
        let pools = Pools::new(&problem);
        let all: u32 = problem.posts().iter().map(|post| post.seats).sum();
        for (position, &coarse) in GRAINS.iter().enumerate() {
            assert_eq!(seats(&pools, pools.at(coarse)), all);
            for (&fine, slot) in
                GRAINS[position..].iter().flat_map(|fine| pools.at(coarse).map(move |slot| (fine, slot)))
            {
                let within = pools.within(fine, slot);
                assert_eq!(seats(&pools, within.iter().copied()), pools.slot(slot).seats);
                assert!(within.iter().all(|&inner| pools.around(coarse, inner) == slot));
            }
        }
    }

    #[test]
    fn every_post_lies_in_one_slot_of_each_grain() {
        let problem = tiny().problem();
        let pools = Pools::new(&problem);
        for (grain, post) in GRAINS.iter().flat_map(|grain| problem.posts().iter().map(move |post| (*grain, post))) {
            let holding: Vec<SlotId> =
                pools.at(grain).filter(|&slot| pools.slot(slot).posts.contains(&post.id)).collect();
            assert_eq!(holding, [pools.of_post(grain, post.id)]);
            assert_eq!(pools.is_post(holding[0]), grain == Grain::Post);
            let slot = pools.slot(holding[0]);
            assert_eq!((slot.span, slot.round), (post.span, post.round));
            assert!(slot.city.is_none_or(|city| city == post.city));
        }
    }

    fn classes(problem: &Problem) -> usize {
        Pools::new(problem).at(Grain::Class).len()
    }

    #[test]
    fn a_class_holds_only_seats_that_nobody_can_tell_apart() {
        // One round, two kinds of two roles each, all open to the same people at no price.
        let alike = Tiny::new().rounds(1, 0).people(["P1 A staff", "P2 C division"]).team("T1 130100 city 2");
        let alike = alike.team("T2 130200 county 2");
        assert_eq!(classes(&alike.problem()), 1);
        // A rank asked of one role; a pool of its own for one kind; a price for one role.
        assert_eq!(classes(&alike.clone().rule("leader-rank", "city = { rank = \"division\" }").problem()), 2);
        let own_pool = alike.clone().rule("pool", "").change(|draft| draft.kinds[1].from.clear());
        assert_eq!(classes(&own_pool.problem()), 2);
        let priced = "county = { member = { rank = \"division\", at_least = \"staff\" } }";
        assert_eq!(classes(&alike.rule("leader-rank", priced).problem()), 2);
    }

    #[test]
    fn samples_stand_for_each_city() {
        let problem = tiny().problem();
        let pools = Pools::new(&problem);
        for slot in GRAINS.iter().flat_map(|&grain| pools.at(grain)).map(|slot| pools.slot(slot)) {
            let mut cities: Vec<_> = slot.posts.iter().map(|&post| problem.post(post).city).collect();
            cities.sort_unstable();
            cities.dedup();
            let sampled: Vec<_> = slot.samples.iter().map(|&post| problem.post(post).city).collect();
            assert_eq!(sampled, cities);
        }
    }
}
