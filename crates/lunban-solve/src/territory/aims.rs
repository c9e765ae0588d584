//! The aims of a city one after another: each is made as good as can be among the covers that are best on those before.

use lunban_core::territory::{Aim, AimCertificate, City};

use super::TerritoryOptions;
use super::pieces::Piece;
use super::prices::Prices;
use super::search::{Found, best};

/// The best cover of a city, and what is known of each aim.
pub(super) struct Reached {
    /// Positions of its areas.
    pub(super) cover: Vec<usize>,
    /// For each aim, first to last.
    pub(super) aims: Vec<AimCertificate>,
}

/// Why there is no cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoCover {
    /// There is none.
    Proven,
    /// The steps were used up.
    InTime,
}

/// Reaches the aims.
pub(super) fn reach(
    city: &City,
    pieces: &[Piece],
    aims: &[Aim],
    options: &TerritoryOptions,
) -> Result<Reached, NoCover> {
    let mut reaching = Reaching { city, pieces, options, costs: vec![0; pieces.len()], held: 0, cover: Vec::new() };
    reaching.cover = match reaching.search() {
        Found { cover: Some(cover), .. } => cover,
        Found { is_whole: true, .. } => return Err(NoCover::Proven),
        Found { .. } => return Err(NoCover::InTime),
    };
    let aims = aims.iter().map(|&aim| reaching.aim(aim)).collect();
    Ok(Reached { cover: reaching.cover, aims })
}

struct Reaching<'a> {
    city: &'a City,
    pieces: &'a [Piece],
    options: &'a TerritoryOptions,
    /// What each area costs by the aims so far: one aim stands so far above the next that nothing of the next weighs against it.
    costs: Vec<i128>,
    /// What the cover costs by them.
    held: i128,
    /// The best cover so far.
    cover: Vec<usize>,
}

impl Reaching<'_> {
    fn search(&self) -> Found {
        let prices = Prices::new(self.city, self.pieces, &self.costs, self.options.backend);
        best(self.city, self.pieces, &self.costs, &prices, self.options.steps)
    }

    /// The least sum, given those before.
    fn aim(&mut self, aim: Aim) -> AimCertificate {
        let amounts: Vec<i128> = self.pieces.iter().map(|piece| i128::from(piece.amount(aim))).collect();
        let areas: u32 = self.city.kinds.iter().map(|kind| kind.areas).sum();
        let above_next = amounts.iter().max().map_or(1, |most| most * i128::from(areas) + 1);
        for (cost, amount) in self.costs.iter_mut().zip(&amounts) {
            *cost = *cost * above_next + amount;
        }
        let before = self.held * above_next;
        let cost = |cover: &[usize]| cover.iter().map(|piece| self.costs[*piece]).sum::<i128>();
        let found = self.search();
        if let Some(cover) = found.cover.filter(|cover| found.is_whole || cost(cover) < cost(&self.cover)) {
            self.cover = cover;
        }
        self.held = self.cover.iter().map(|piece| self.costs[*piece]).sum();
        let value = self.held - before;
        let bound = (found.bound - before).clamp(0, value);
        // A border lies between two areas, and each of them has counted it.
        let halves = if aim == Aim::Border { 2 } else { 1 };
        AimCertificate { aim, value: whole(value / halves), bound: whole((bound + halves - 1) / halves) }
    }
}

fn whole(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(i64::MAX)
}
