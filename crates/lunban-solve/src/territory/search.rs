//! The best cover of a city by areas: a search through all of them, cut by prices and by what was seen of the same rest before.

use std::collections::HashMap;

use lunban_core::territory::{City, Counties};
use rustc_hash::FxBuildHasher;

use super::pieces::Piece;
use super::prices::Prices;

/// How a search ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The best cover: positions of its areas. Of several as good the first in the order of the areas, whatever the prices.
    pub(super) cover: Option<Vec<usize>>,
    /// What no cover goes below: the cost, where the search came to its end.
    pub(super) bound: i128,
    /// Whether it came to its end.
    pub(super) is_whole: bool,
}

/// Searches the best cover.
pub(super) fn best(city: &City, pieces: &[Piece], costs: &[i128], prices: &Prices, steps: u64) -> Found {
    let order = order(city, pieces);
    let place = |county: usize| order.iter().position(|other| *other == county).unwrap_or_default();
    let mut first: Vec<Vec<(usize, i128)>> = vec![Vec::new(); city.counties.len()];
    for (position, (piece, cost)) in pieces.iter().zip(costs).enumerate() {
        let at = piece.counties.iter().map(place).min().unwrap_or_default();
        first[at].push((position, prices.above(piece, *cost)));
    }
    let mut search = Search {
        city,
        pieces,
        order,
        first,
        left: city.kinds.iter().map(|kind| kind.areas).collect(),
        chosen: Vec::new(),
        best: None,
        seen: HashMap::default(),
        steps,
    };
    search.cover(city.all(), 0, i128::MAX);
    let is_whole = search.steps > 0;
    let bound = search.best.as_ref().filter(|_| is_whole).map_or(prices.bound, |(above, _)| above + prices.bound);
    Found { cover: search.best.map(|(_, cover)| cover), bound, is_whole }
}

/// Counties in the order in which they are covered: those that fewest areas hold come first.
fn order(city: &City, pieces: &[Piece]) -> Vec<usize> {
    let mut areas = vec![0_usize; city.counties.len()];
    for county in pieces.iter().flat_map(|piece| piece.counties.iter()) {
        areas[county] += 1;
    }
    let mut order: Vec<usize> = (0..city.counties.len()).collect();
    order.sort_by_key(|county| (areas[*county], *county));
    order
}

struct Search<'a> {
    city: &'a City,
    pieces: &'a [Piece],
    /// Counties in the order in which they are covered.
    order: Vec<usize>,
    /// Areas by the place of their first county in that order, with what each costs above the prices.
    first: Vec<Vec<(usize, i128)>>,
    /// Areas of each kind that are still wanted.
    left: Vec<u32>,
    chosen: Vec<usize>,
    best: Option<(i128, Vec<usize>)>,
    /// For what was left: nothing less covers it than this.
    seen: HashMap<(Counties, Vec<u32>), i128, FxBuildHasher>,
    steps: u64,
}

impl Search<'_> {
    /// Covers what is left; `above` is what was chosen so far costs above the prices. Gives the least that covers the rest for less than `below`, or else
    /// `below`: nothing less does.
    fn cover(&mut self, rest: Counties, above: i128, below: i128) -> i128 {
        if rest.is_empty() {
            return self.take(above, below);
        }
        if !self.can_fill(rest) || self.steps == 0 {
            return below;
        }
        self.steps -= 1;
        let key = (rest, self.left.clone());
        if self.seen.get(&key).is_some_and(|least| *least >= below) {
            return below;
        }
        let Some(place) = self.order.iter().position(|county| rest.has(*county)) else { return below };
        let mut least = below;
        for at in 0..self.first[place].len() {
            let (piece, cost) = self.first[place][at];
            let Piece { kind, counties, .. } = self.pieces[piece];
            if cost < least && self.left[kind] > 0 && rest.holds(counties) {
                self.left[kind] -= 1;
                self.chosen.push(piece);
                let found = self.cover(rest.without(counties), above + cost, least - cost);
                least = least.min(found + cost);
                self.chosen.pop();
                self.left[kind] += 1;
            }
        }
        if self.steps > 0 {
            self.seen.insert(key, least);
        }
        least
    }

    /// A cover is found: the best so far, for `below` is what would be as good as the one before.
    fn take(&mut self, above: i128, below: i128) -> i128 {
        if below <= 0 || self.left.iter().any(|left| *left > 0) {
            return below;
        }
        self.best = Some((above, self.chosen.clone()));
        0
    }

    /// Whether the areas that are still wanted can have as many counties as are left.
    fn can_fill(&self, rest: Counties) -> bool {
        let wanted = self.city.kinds.iter().zip(&self.left);
        let (least, most) = wanted.fold((0_u32, 0_u32), |(least, most), (kind, left)| {
            (
                least.saturating_add(left.saturating_mul(kind.at_least)),
                most.saturating_add(left.saturating_mul(kind.at_most)),
            )
        });
        (least..=most).contains(&rest.count())
    }
}
