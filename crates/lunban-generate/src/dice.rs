//! Draws from a seed, the same on every machine.

use std::collections::BTreeMap;

use lunban_core::PersonDraft;
use rand::RngExt;
use rand::SeedableRng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_chacha::ChaCha8Rng;

use crate::profile::{Percent, Span};

/// What is drawn. Each topic has a stream of its own, so that a change to one leaves the others as they were.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Topic {
    Names = 1,
    Tags = 2,
    Contacts = 3,
    OwnColumns = 4,
    Homes = 5,
    Absences = 6,
    Wishes = 7,
    Limits = 8,
    Ties = 9,
    Training = 10,
    Locks = 11,
    Deployment = 12,
}

/// Dice for one topic: whole numbers only, because sums of floats may differ from machine to machine.
#[derive(Debug)]
pub(crate) struct Dice {
    stream: ChaCha8Rng,
}

impl Dice {
    pub(crate) fn new(seed: u64, topic: Topic) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(topic as u64);
        Self { stream }
    }

    /// A whole number of a span, each as likely.
    pub(crate) fn within(&mut self, span: Span) -> u32 {
        self.stream.random_range(span.least..=span.most.max(span.least))
    }

    /// A whole number below `end`; 0 where there is none.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        if end == 0 { 0 } else { self.stream.random_range(0..end) }
    }

    /// Whether something so likely happens this time.
    pub(crate) fn happens(&mut self, likely: Percent) -> bool {
        self.below(100) < likely.0
    }

    /// One of a list, each as likely; none of an empty one.
    pub(crate) fn one_of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.choose(&mut self.stream)
    }

    /// So many of a list, fewer where it is shorter, each set as likely; in the order of the list.
    pub(crate) fn some_of<T: Clone>(&mut self, count: u32, list: &[T]) -> Vec<T> {
        let mut positions: Vec<usize> = (0..list.len()).collect();
        positions.shuffle(&mut self.stream);
        positions.truncate(count as usize);
        positions.sort_unstable();
        positions.into_iter().map(|position| list[position].clone()).collect()
    }

    /// The whole list in an order of chance.
    pub(crate) fn in_turn<T: Clone>(&mut self, list: &[T]) -> Vec<T> {
        let mut turned = list.to_vec();
        turned.shuffle(&mut self.stream);
        turned
    }

    /// Of the people at some positions, a share of those of each rank, so that no rank has more by chance; in order.
    pub(crate) fn some_of_each_rank(
        &mut self,
        share: Percent,
        people: &[&mut PersonDraft],
        positions: &[usize],
    ) -> Vec<usize> {
        let mut of_rank: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &position in positions {
            of_rank.entry(&people[position].rank).or_default().push(position);
        }
        let mut drawn = Vec::new();
        for list in of_rank.values() {
            let bearers = share.of(u32::try_from(list.len()).unwrap_or(u32::MAX));
            drawn.extend(self.some_of(bearers, list));
        }
        drawn.sort_unstable();
        drawn
    }

    /// So many of a list, one after another, each draw in proportion to the weights of those left; in the order of the list.
    pub(crate) fn some_weighted<T: Clone>(&mut self, count: u32, list: &[(T, u32)]) -> Vec<T> {
        let mut left: Vec<usize> = (0..list.len()).filter(|&position| list[position].1 > 0).collect();
        let mut drawn = Vec::new();
        while drawn.len() < count as usize && !left.is_empty() {
            let mut point = self.below(left.iter().map(|&position| list[position].1).sum());
            let found = left.iter().position(|&position| {
                let weight = list[position].1;
                let here = point < weight;
                point = point.saturating_sub(weight);
                here
            });
            drawn.extend(found.map(|found| left.remove(found)));
        }
        drawn.sort_unstable();
        drawn.into_iter().map(|position| list[position].0.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Dice, Topic};

    #[test]
    fn draws_repeat_and_topics_differ() {
        let draw = |topic| (0..8).map(|_| 0).scan(Dice::new(1, topic), |dice, _: i32| Some(dice.below(1000)));
        assert!(draw(Topic::Names).eq(draw(Topic::Names)));
        assert!(!draw(Topic::Names).eq(draw(Topic::Tags)));
    }

    #[test]
    fn exactly_so_many_are_drawn_and_in_order() {
        let mut dice = Dice::new(1, Topic::Tags);
        let drawn = dice.some_of(4, &[1, 2, 3, 4, 5, 6]);
        assert_eq!(drawn.len(), 4);
        assert!(drawn.is_sorted());
        assert_eq!(dice.some_of(9, &[1, 2]), [1, 2]);
    }

    #[test]
    fn weights_pull_and_none_is_never_drawn() {
        let mut dice = Dice::new(1, Topic::Absences);
        let list = [("light", 1), ("heavy", 9), ("never", 0)];
        let firsts: Vec<&str> = (0..200).flat_map(|_| dice.some_weighted(1, &list)).collect();
        assert!(firsts.iter().filter(|first| **first == "heavy").count() > 140);
        assert_eq!(dice.some_weighted(3, &list), ["light", "heavy"]);
    }
}
