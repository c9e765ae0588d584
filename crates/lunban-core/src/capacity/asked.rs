//! What asks for holdings, each by itself: seats city by city, for a city bars whom others do not.

use std::collections::BTreeMap;

use super::rows::Demand;
use crate::program::{Holding, Pools};
use crate::{PersonId, PlaceId, PostId, Problem};

/// Rows by which seats ask to be held.
const SEATS: (&str, &str) = ("seats", "held");

/// What asks for so many holdings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sink {
    pub(super) needs: u32,
    /// The position of its demand.
    pub(super) demand: usize,
    /// Its posts, where it is seats.
    pub(super) posts: Vec<PostId>,
}

/// Where a holding may go: to one sink, or to any of several that are alike to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Sink(u32),
    Any(u32),
}

/// Sinks, and the ways of the holdings to them.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) sinks: Vec<Sink>,
    /// Sinks that are alike to most holdings.
    pub(super) alike: Vec<Vec<u32>>,
    /// Holdings with the ways they have.
    pub(super) ways: Vec<(u32, Way)>,
}

impl Demand {
    /// Whether it is seats that are to be held.
    pub(super) fn is_of_seats(&self) -> bool {
        self.label.what == SEATS
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Asked {
    /// What some demands ask of those holdings that are `here`; no holding is asked for twice.
    pub(super) fn new(
        problem: &Problem,
        pools: &Pools,
        holdings: &[Holding],
        demands: impl IntoIterator<Item = (usize, Demand)>,
        here: impl Fn(u32) -> bool,
    ) -> Self {
        let mut asked = Self::default();
        for (position, demand) in demands {
            let inside: Vec<u32> = demand.holdings.iter().copied().filter(|&held| here(held)).collect();
            match demand.label.slot.filter(|_| demand.is_of_seats()) {
                Some(top) => {
                    asked.add_seats(problem, pools, holdings, position, pools.slot(top).posts.clone(), &inside);
                }
                None => asked.add(position, &demand, &inside),
            }
        }
        asked
    }

    fn sink(&mut self, demand: usize, needs: u32, posts: Vec<PostId>) -> u32 {
        self.sinks.push(Sink { needs, demand, posts });
        number(self.sinks.len() - 1)
    }

    fn add(&mut self, position: usize, demand: &Demand, inside: &[u32]) {
        let sink = self.sink(position, u32::try_from(demand.needs).unwrap_or(u32::MAX), Vec::new());
        self.ways.extend(inside.iter().map(|&held| (held, Way::Sink(sink))));
    }

    /// Seats of one class, city by city.
    fn add_seats(
        &mut self,
        problem: &Problem,
        pools: &Pools,
        holdings: &[Holding],
        position: usize,
        posts: Vec<PostId>,
        inside: &[u32],
    ) {
        let mut cities: BTreeMap<PlaceId, Vec<PostId>> = BTreeMap::new();
        for post in posts {
            cities.entry(problem.post(post).city).or_default().push(post);
        }
        let mut sinks: BTreeMap<PlaceId, (u32, PostId)> = BTreeMap::new();
        for (city, posts) in cities {
            let (seats, sample) = (posts.iter().map(|&post| problem.post(post).seats).sum(), posts[0]);
            sinks.insert(city, (self.sink(position, seats, posts), sample));
        }
        self.alike.push(sinks.values().map(|(sink, _)| *sink).collect());
        let any = Way::Any(number(self.alike.len() - 1));
        for &held in inside {
            let holding = holdings[held as usize];
            let slot = pools.slot(holding.slot);
            let reached: Vec<(PlaceId, u32)> = match slot.city {
                Some(city) => sinks.get(&city).map(|(sink, _)| (city, *sink)).into_iter().collect(),
                None => sinks.iter().map(|(city, (sink, _))| (*city, *sink)).collect(),
            };
            let sample = |city: PlaceId| sinks[&city].1;
            let barred = barred(problem, holding.person, &reached, sample);
            if reached.len() == sinks.len() && barred.is_empty() {
                self.ways.push((held, any));
            } else {
                let open = reached.iter().filter(|(city, _)| !barred.contains(city));
                self.ways.extend(open.map(|(_, sink)| (held, Way::Sink(*sink))));
            }
        }
    }
}

/// Cities that are barred to a person: those that rules speak of for them are asked about one by one, all others are like any one of them.
fn barred(
    problem: &Problem,
    person: PersonId,
    reached: &[(PlaceId, u32)],
    sample: impl Fn(PlaceId) -> PostId,
) -> Vec<PlaceId> {
    let is_barred = |city: &PlaceId| !problem.may_hold(person, sample(*city));
    let all = || reached.iter().map(|(city, _)| *city);
    if problem.is_told_apart(person) {
        return all().filter(is_barred).collect();
    }
    let (spoken, others): (Vec<PlaceId>, Vec<PlaceId>) =
        all().partition(|&city| problem.is_spoken_of(person, sample(city)));
    let others = if others.first().is_some_and(is_barred) { others } else { Vec::new() };
    spoken.into_iter().filter(is_barred).chain(others).collect()
}
