//! Every connected area that a team could have.

use lunban_core::territory::{Aim, City, Counties, Length};

/// One area that a team of one kind could have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The position of the kind among the wanted.
    pub(super) kind: usize,
    /// The counties.
    pub(super) counties: Counties,
    /// What they weigh.
    pub(super) load: i64,
    /// From its seat to each county, summed.
    pub(super) distance: Length,
    /// The length of its borders within the city.
    pub(super) border: Length,
}

impl Piece {
    /// What it adds to an aim.
    pub(super) fn amount(&self, aim: Aim) -> i64 {
        match aim {
            Aim::Balance => self.load.saturating_mul(self.load),
            Aim::Distance => self.distance.0,
            Aim::Border => self.border.0,
        }
    }
}

/// More areas than this are not listed for one city.
pub(super) const MOST_PIECES: usize = 500_000;

/// Every area of every kind, in the order of the kinds; none where there are too many.
pub(super) fn pieces(city: &City) -> Option<Vec<Piece>> {
    let mut listing = Listing { city, kind: 0, pieces: Vec::new() };
    let has_core = city.kinds.iter().any(|kind| kind.core && kind.areas > 0);
    for (position, kind) in city.kinds.iter().enumerate().filter(|(_, kind)| kind.areas > 0) {
        listing.kind = position;
        let core = Counties::of([city.core]);
        if kind.core {
            listing.grow(core, city.neighbours(city.core), core)?;
            continue;
        }
        // Each area is grown from its first county, so that it is listed once.
        let mut passed = if has_core { core } else { Counties::default() };
        for first in city.all().without(passed).iter() {
            passed = passed.with(first);
            listing.grow(Counties::of([first]), city.neighbours(first).without(passed), passed)?;
        }
    }
    Some(listing.pieces)
}

struct Listing<'a> {
    city: &'a City,
    kind: usize,
    pieces: Vec<Piece>,
}

impl Listing<'_> {
    /// Lists an area and all that contain it, with more of `beside` and what that touches, but nothing of `passed`; none where there are too many.
    fn grow(&mut self, counties: Counties, beside: Counties, mut passed: Counties) -> Option<()> {
        let kind = &self.city.kinds[self.kind];
        if counties.count() >= kind.at_least && self.is_allowed(counties) {
            if self.pieces.len() == MOST_PIECES {
                return None;
            }
            self.pieces.push(self.piece(counties));
        }
        if counties.count() < kind.at_most {
            for next in beside.iter() {
                passed = passed.with(next);
                let wider = beside.or(self.city.neighbours(next)).without(passed).without(counties);
                self.grow(counties.with(next), wider, passed)?;
            }
        }
        Some(())
    }

    /// Whether an area goes with what is fixed and forbidden.
    fn is_allowed(&self, counties: Counties) -> bool {
        let touched = || self.city.fixed.iter().filter(move |fixed| counties.meets(fixed.counties));
        let is_whole = touched().all(|fixed| fixed.kind == self.kind && counties.holds(fixed.counties));
        let is_of_one = touched().zip(touched().skip(1)).all(|(one, other)| one.team == other.team);
        is_whole && is_of_one && !self.city.forbidden.iter().any(|forbidden| counties.holds(*forbidden))
    }

    fn piece(&self, counties: Counties) -> Piece {
        let city = self.city;
        let is_core = city.kinds[self.kind].core;
        let distance = if is_core { city.reach(counties, city.core) } else { city.seat(counties).1 };
        Piece { kind: self.kind, counties, load: city.load(counties), distance, border: city.outline(counties) }
    }
}
