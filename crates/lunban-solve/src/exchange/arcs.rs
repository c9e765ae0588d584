//! Every single move on a board, as an arc from what it gives way to, to what must give way to it.
//!
//! A row is at a *kink* where one more and one less do not cancel out: a seat that is full, a unit at its share. Who moves into such rows
//! asks for somebody to leave them; that is the arc's head, the rows asked of. Who moves out of such rows answers: that is its tail. Arcs
//! that fit head to tail are an exchange whose cost is the sum of theirs.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::board::{Board, Place};
use super::grade::{BREACH, Grade};

/// One party's move: out of a place, into a place, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Move {
    pub(super) party: u32,
    pub(super) out: Option<Place>,
    pub(super) into: Option<Place>,
}

/// Rows at a kink, sorted: what an arc starts from or ends at.
pub(super) type Label = Box<[u32]>;

/// Moves with one tail and one head, the cheapest first, of different parties.
#[derive(Clone, Debug)]
pub(super) struct Bundle {
    pub(super) tail: u32,
    pub(super) head: u32,
    pub(super) moves: Vec<(Grade, Move)>,
}

/// How many moves a bundle keeps.
const KEPT: usize = 32;

/// Parties looked at by one thread at a time.
const CHUNK: usize = 512;

/// How each row stands: what one more and one less cost, and whether that is a kink.
#[derive(Debug)]
pub(super) struct Margins {
    pub(super) more: Vec<Grade>,
    pub(super) less: Vec<Grade>,
    kink: Vec<bool>,
    /// What costs as much is not done: a breach, or where rules are broken as it stands, more than mends them.
    pub(super) limit: Grade,
}

impl Margins {
    /// Whether one more and one less in a row do not cancel out.
    pub(super) fn is_kink(&self, row: u32) -> bool {
        self.kink[row as usize]
    }

    pub(super) fn new(board: &Board) -> Self {
        let rows = 0..u32::try_from(board.penalties.len()).expect("fewer than 2^32 rows");
        let more: Vec<Grade> = rows.clone().map(|row| board.moved(row, 1)).collect();
        let less: Vec<Grade> = rows.map(|row| board.moved(row, -1)).collect();
        // Nobody is in a row whose sum is 0, so nobody can leave it for another.
        let is_kink = |row: usize| !board.own[row] && board.sums[row] != 0 && more[row] + less[row] != 0;
        let kink = (0..more.len()).map(is_kink).collect();
        let limit = if board.is_broken() { 4 * BREACH } else { BREACH / 2 };
        Self { more, less, kink, limit }
    }
}

/// Labels, numbered; the first is that of no row.
#[derive(Debug)]
pub(super) struct Labels {
    pub(super) all: Vec<Label>,
    ids: FxHashMap<Label, u32>,
}

impl Default for Labels {
    fn default() -> Self {
        Self { all: vec![Label::default()], ids: FxHashMap::from_iter([(Label::default(), 0)]) }
    }
}

impl Labels {
    /// The id of a label, new if need be.
    pub(super) fn id(&mut self, rows: &[u32]) -> u32 {
        if let Some(id) = self.known(rows) {
            return id;
        }
        let id = u32::try_from(self.all.len()).expect("fewer than 2^32 labels");
        self.ids.insert(rows.into(), id);
        self.all.push(rows.into());
        id
    }

    /// The id of a label that is known.
    pub(super) fn known(&self, rows: &[u32]) -> Option<u32> {
        self.ids.get(rows).copied()
    }
}

/// All single moves of a board, bundled.
#[derive(Debug, Default)]
pub(super) struct Arcs {
    pub(super) labels: Labels,
    pub(super) bundles: Vec<Bundle>,
    index: FxHashMap<(u32, u32), usize>,
}

impl Arcs {
    /// The moves of everybody, but those that are `barred`.
    pub(super) fn new(board: &Board, margins: &Margins, barred: &(impl Fn(Move) -> bool + Sync)) -> Self {
        let parties = u32::try_from(board.parties.len()).expect("fewer than 2^32 parties");
        let starts: Vec<u32> = (0..parties).step_by(CHUNK).collect();
        let chunk = u32::try_from(CHUNK).unwrap_or(u32::MAX);
        let find = |start: u32| Finder::new(board, margins).find(start..(start + chunk).min(parties), barred);
        let parts: Vec<Self> = starts.into_par_iter().map(find).collect();
        parts.into_iter().reduce(Self::with).unwrap_or_default()
    }

    /// The same with those of others.
    fn with(mut self, other: Self) -> Self {
        let ids: Vec<u32> = other.labels.all.iter().map(|label| self.labels.id(label)).collect();
        for bundle in other.bundles {
            let (tail, head) = (ids[bundle.tail as usize], ids[bundle.head as usize]);
            for (cost, step) in bundle.moves {
                self.add(tail, head, cost, step);
            }
        }
        self
    }

    fn add(&mut self, tail: u32, head: u32, cost: Grade, step: Move) {
        let bundles = &mut self.bundles;
        let index = *self.index.entry((tail, head)).or_insert_with(|| {
            bundles.push(Bundle { tail, head, moves: Vec::new() });
            bundles.len() - 1
        });
        bundles[index].add(cost, step);
    }
}

impl Bundle {
    fn add(&mut self, cost: Grade, step: Move) {
        if self.moves.len() == KEPT && self.moves[KEPT - 1].0 <= cost {
            return;
        }
        let place = self.moves.partition_point(|(other, _)| *other <= cost);
        if self.moves[..place].iter().any(|(_, other)| other.party == step.party) {
            return;
        }
        self.moves.insert(place, (cost, step));
        let again = self.moves[place + 1..].iter().position(|(_, other)| other.party == step.party);
        match again {
            Some(again) => drop(self.moves.remove(place + 1 + again)),
            None => self.moves.truncate(KEPT),
        }
    }
}

/// One side of a move as rows of several parties see it: what it costs where they are at no kink, and the label of those where they are.
#[derive(Clone, Copy, Debug, Default)]
struct Side {
    cost: Grade,
    label: u32,
}

/// Finds the moves of one party after another.
struct Finder<'a> {
    board: &'a Board,
    margins: &'a Margins,
    /// How far leaving the place at hand shifts each row; 0 between places.
    shift: Vec<i32>,
    rows: Vec<u32>,
    arcs: Arcs,
}

impl<'a> Finder<'a> {
    fn new(board: &'a Board, margins: &'a Margins) -> Self {
        let shift = vec![0; board.penalties.len()];
        Self { board, margins, shift, rows: Vec::new(), arcs: Arcs::default() }
    }

    fn find(mut self, parties: Range<u32>, barred: &impl Fn(Move) -> bool) -> Arcs {
        let board = self.board;
        for party in parties {
            let places = &board.parties[party as usize];
            let (held, free): (Vec<Place>, Vec<Place>) = places.iter().partition(|&&place| board.is_held(place));
            let free: Vec<Place> = free.into_iter().filter(|&place| board.is_free(place)).collect();
            self.comings(party, &free, barred);
            let entries: Vec<(Place, Side)> =
                free.into_iter().map(|place| (place, self.side(&board.rows_of(place).joint, 1))).collect();
            for out in held {
                self.leavings(party, out, &entries, barred);
            }
        }
        self.arcs
    }

    /// Moves from home into each free place.
    fn comings(&mut self, party: u32, free: &[Place], barred: &impl Fn(Move) -> bool) {
        for &into in free {
            let step = Move { party, out: None, into: Some(into) };
            if self.has_room(into) && !barred(step) {
                let joint = self.with_common(into);
                let entry = self.side(&joint, 1);
                let own = self.alone(into, 1);
                self.add(step, own, Side::default(), entry);
            }
        }
    }

    /// Moves out of a held place: home, and into each free one.
    fn leavings(&mut self, party: u32, out: Place, entries: &[(Place, Side)], barred: &impl Fn(Move) -> bool) {
        let board = self.board;
        let home = Move { party, out: Some(out), into: None };
        if !barred(home) {
            let joint = self.with_common(out);
            let exit = self.side(&joint, -1);
            let own = self.alone(out, -1);
            self.add(home, own, exit, Side::default());
        }
        let exit = self.side(&board.rows_of(out).joint, -1);
        self.shift(out, 1);
        let left = board.rows_of(out).own.iter().map(|&(row, factor)| board.moved(row, i64::from(-factor)));
        let left = left.sum::<Grade>() - board.cost(out);
        for &(into, entry) in entries {
            let step = Move { into: Some(into), ..home };
            if self.has_room(into) && !barred(step) {
                let meets = board.rows_of(into).joint.iter().any(|&(row, _)| self.shift[row as usize] != 0);
                let (exit, entry) = if meets { self.joined(out, into) } else { (exit, entry) };
                self.add(step, left + self.entered(into), exit, entry);
            }
        }
        self.shift(out, 0);
    }

    /// Notes how far leaving a place shifts its rows, `times` over.
    fn shift(&mut self, out: Place, times: i32) {
        let rows = self.board.rows_of(out);
        rows.limits.iter().for_each(|&row| self.shift[row as usize] = -times);
        rows.own.iter().chain(&rows.joint).for_each(|&(row, factor)| self.shift[row as usize] = -factor * times);
    }

    /// Whether the party's own limits leave room for a place.
    fn has_room(&self, place: Place) -> bool {
        let limits = &self.board.rows_of(place).limits;
        limits.iter().all(|&row| self.board.sums[row as usize] + i64::from(self.shift[row as usize]) < 1)
    }

    /// Rows of several parties that coming from home or going there shifts.
    fn with_common(&self, place: Place) -> Vec<(u32, i32)> {
        let rows = self.board.rows_of(place);
        let common = self.board.common(rows.party).iter().filter(|(row, _)| !self.board.own[*row as usize]);
        rows.joint.iter().chain(common).copied().collect()
    }

    /// What coming from home or going there costs by the place and by rows of the party alone.
    fn alone(&self, place: Place, sign: i32) -> Grade {
        let rows = self.board.rows_of(place);
        let common = self.board.common(rows.party).iter().filter(|(row, _)| self.board.own[*row as usize]);
        let moved = |&(row, factor): &(u32, i32)| self.board.moved(row, i64::from(sign * factor));
        self.board.cost(place) * Grade::from(sign) + rows.own.iter().chain(common).map(moved).sum::<Grade>()
    }

    /// What entering a place costs by itself and by rows of the party alone, once the place at hand is left.
    fn entered(&self, into: Place) -> Grade {
        let moved = |&(row, factor): &(u32, i32)| {
            let shift = i64::from(self.shift[row as usize]);
            self.board.moved(row, shift + i64::from(factor)) - self.board.moved(row, shift)
        };
        self.board.cost(into) + self.board.rows_of(into).own.iter().map(moved).sum::<Grade>()
    }

    /// Both sides of a move between places that share rows: there only the difference counts.
    fn joined(&mut self, out: Place, into: Place) -> (Side, Side) {
        let (left, entered) = (&self.board.rows_of(out).joint, &self.board.rows_of(into).joint);
        let net = |&(row, factor): &(u32, i32)| (row, factor + self.shift[row as usize]);
        let mut shifts: Vec<(u32, i32)> = entered.iter().map(net).collect();
        let only_left = left.iter().filter(|(row, _)| !entered.iter().any(|(other, _)| other == row));
        shifts.extend(only_left.map(|&(row, factor)| (row, -factor)));
        let (forth, back): (Vec<_>, Vec<_>) = shifts.into_iter().partition(|(_, shift)| *shift > 0);
        let back: Vec<_> = back.into_iter().map(|(row, shift)| (row, -shift)).collect();
        (self.side(&back, -1), self.side(&forth, 1))
    }

    /// One side of a move: rows of several parties with the place's factors, entered (1) or left (-1).
    fn side(&mut self, rows: &[(u32, i32)], sign: i32) -> Side {
        let mut cost = 0;
        self.rows.clear();
        for &(row, factor) in rows {
            match (factor, sign) {
                (0, _) => {}
                (1, _) if self.margins.is_kink(row) => self.rows.push(row),
                (1, 1) => cost += self.margins.more[row as usize],
                (1, -1) => cost += self.margins.less[row as usize],
                // Two at once ask, or answer, twice.
                (2, _) if self.margins.is_kink(row) => self.rows.extend([row, row]),
                _ => cost += self.board.moved(row, i64::from(factor * sign)),
            }
        }
        self.rows.sort_unstable();
        Side { cost, label: self.arcs.labels.id(&self.rows) }
    }

    /// Adds a move, unless it breaks a rule that nobody else can mend, or does nothing.
    fn add(&mut self, step: Move, own: Grade, exit: Side, entry: Side) {
        let cost = own + exit.cost + entry.cost;
        let is_nothing = exit.label == 0 && entry.label == 0 && cost >= 0;
        if own < BREACH && cost < self.margins.limit && !is_nothing {
            self.arcs.add(exit.label, entry.label, cost, step);
        }
    }
}
