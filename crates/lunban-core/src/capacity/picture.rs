//! The capacity of each kind of seat on its dates: how many are asked for, who could serve there, what keeps the others.

use super::asked::Asked;
use super::limits::Tree;
use super::network::Network;
use super::{Kept, Search};
use crate::program::{Grain, SlotId};
use crate::{PersonId, PostId};

/// Seats of one kind on the same dates, and who could hold them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatsPicture {
    /// Their posts.
    pub posts: Vec<PostId>,
    /// How many there are.
    pub seats: u32,
    /// Who could hold one of them.
    pub able: Vec<PersonId>,
    /// How many of those without a waiver.
    pub without_waiver: usize,
    /// So many at most at once, by the shares of units and whatever else limits people together; in all other rounds nobody serves.
    pub at_most: i64,
    /// Who could, but for one rule.
    pub kept: Vec<Kept>,
    /// The post for which fewest people are left, and how many.
    pub fewest: Option<(PostId, usize)>,
}

impl Search<'_> {
    pub(super) fn seats(&self, top: SlotId) -> SeatsPicture {
        let pool = self.pools.slot(top);
        let holdings = self.stated.holdings.iter();
        let within: Vec<bool> = holdings.map(|held| self.pools.around(Grain::Class, held.slot) == top).collect();
        let here: Vec<u32> = (0..).zip(&within).filter(|(_, within)| **within).map(|(held, _)| held).collect();
        let is_here = |held: u32| within[held as usize];
        let people = |holdings: &[u32]| super::people(self.stated, holdings);
        let able = people(&here);
        let unwaived: Vec<u32> = here.iter().copied().filter(|&held| !self.is_waived[held as usize]).collect();
        let tree = Tree::new(&self.rows.limits, self.spans.len(), is_here);
        let demands = self.rows.demands.iter().cloned().enumerate();
        let of_top = demands.filter(|(_, demand)| demand.is_of_seats() && demand.label.slot == Some(top));
        let asked = Asked::new(self.problem, self.pools, &self.stated.holdings, of_top, is_here);
        SeatsPicture {
            seats: pool.seats,
            without_waiver: people(&unwaived).len(),
            at_most: Network::new(&self.rows.limits, &tree, &asked).flow(),
            kept: self.kept(&pool.posts, &able, false),
            fewest: self.fewest(&pool.samples, &able),
            posts: pool.posts.clone(),
            able,
        }
    }

    /// The post of some for which fewest of those who could serve are left.
    fn fewest(&self, posts: &[PostId], able: &[PersonId]) -> Option<(PostId, usize)> {
        let left = |post: PostId| able.iter().filter(|&&person| self.problem.may_hold(person, post)).count();
        posts.iter().map(|&post| (post, left(post))).min_by_key(|(post, left)| (*left, *post))
    }
}
