//! A program as a board: who holds which slot, and what each row costs as it stands.
//!
//! Only the holdings are on the board. A column of a rule's own is a step of one row it is in; other rows take it to be where it leaves
//! them most room. So the board may promise too much, and what comes of it is judged by somebody else in the end.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use lunban_core::{Column, ColumnId, Program, Row, Stated, Sum};

use super::grade::{BREACH, Grade, Scale};
use super::parties::Parties;
use super::penalty::{Penalty, Step};

/// A position among the holdings of a board.
pub(super) type Place = u32;

/// The rows that a place is in, beside those that all places of its party are in.
#[derive(Clone, Debug, Default)]
pub(super) struct PlaceRows {
    /// Whose it is.
    pub(super) party: u32,
    /// Rows of the party alone that allow so much and no more, as dates that meet.
    pub(super) limits: Vec<u32>,
    /// Other rows of the party alone, with the place's factor.
    pub(super) own: Vec<(u32, i32)>,
    /// Rows of several parties, with the place's factor.
    pub(super) joint: Vec<(u32, i32)>,
}

/// Steps that each cost more than the one before; those after them cost alike.
const DEARER: i64 = 20;

/// Holdings, rows, and how they stand.
#[derive(Debug)]
pub(super) struct Board {
    /// The places of each party.
    pub(super) parties: Vec<Vec<Place>>,
    /// What a place costs by itself.
    cost: Vec<Grade>,
    /// Whether nobody may take a place.
    closed: Vec<bool>,
    /// The rows that each place is in.
    rows_of: Vec<PlaceRows>,
    /// The rows that all places of a party are in, with one factor: a party that moves from place to place leaves them as they are.
    common: Vec<Vec<(u32, i32)>>,
    pub(super) penalties: Vec<Penalty>,
    /// Whether a row speaks of one party only.
    pub(super) own: Vec<bool>,
    /// The sum of each row.
    pub(super) sums: Vec<i64>,
    held: Vec<bool>,
    /// The holdings of each place, as positions among those of the program.
    holdings: Vec<Vec<usize>>,
}

impl Board {
    /// The board of a program, with nobody anywhere; `upper` are the greatest values of its columns, where they are less than it says.
    pub(super) fn new(stated: &Stated, objectives: &[Sum], upper: Option<&[i64]>) -> Self {
        let grades = Scale::new(objectives.len()).of_columns(stated.program.columns().len(), objectives);
        let parties = Parties::new(stated);
        let columns = |place: &Vec<usize>| -> Vec<usize> {
            place.iter().filter_map(|&holding| stated.holdings[holding].column).map(ColumnId::index).collect()
        };
        let columns: Vec<Vec<usize>> = parties.holdings.iter().map(columns).collect();
        let most = |column: usize| upper.map_or(stated.program.columns()[column].upper, |upper| upper[column]);
        let is_closed = |&column: &usize| most(column) == 0;
        let rows = |&party: &u32| PlaceRows { party, ..PlaceRows::default() };
        let mut board = Self {
            parties: parties.places(),
            cost: columns.iter().map(|columns| columns.iter().map(|&column| grades[column]).sum()).collect(),
            closed: columns.iter().map(|columns| columns.iter().any(is_closed)).collect(),
            rows_of: parties.party_of.iter().map(rows).collect(),
            common: vec![Vec::new(); parties.count],
            penalties: Vec::new(),
            own: Vec::new(),
            sums: Vec::new(),
            held: vec![false; columns.len()],
            holdings: Vec::new(),
        };
        let greatest = greatest(&stated.program, &grades);
        let terms = Terms { program: &stated.program, parties: &parties, grades: &grades, greatest: &greatest };
        for (held, penalty) in terms.rows() {
            board.add_row(&held, penalty);
        }
        board.holdings = parties.holdings;
        board
    }

    fn add_row(&mut self, held: &[(u32, Place, i32)], mut penalty: Penalty) {
        let id = u32::try_from(self.penalties.len()).expect("fewer than 2^32 rows");
        let own = held.iter().all(|&(party, _, _)| party == held[0].0);
        let limit = own && penalty.is_limit() && held.iter().all(|&(_, _, factor)| factor == 1);
        for (party, factor) in common(held, &self.parties) {
            self.common[party as usize].push((id, factor));
        }
        for &(party, place, factor) in held {
            if self.common[party as usize].last().is_some_and(|(row, _)| *row == id) {
                continue;
            }
            let rows = &mut self.rows_of[place as usize];
            match (limit, own) {
                (true, _) => rows.limits.push(id),
                (false, true) => rows.own.push((id, factor)),
                (false, false) => rows.joint.push((id, factor)),
            }
        }
        penalty.breach = if own { 2 * BREACH } else { BREACH };
        self.own.push(own);
        self.penalties.push(penalty);
        self.sums.push(0);
    }

    /// The rows that a place is in, beside those that all places of its party are in.
    pub(super) fn rows_of(&self, place: Place) -> &PlaceRows {
        &self.rows_of[place as usize]
    }

    /// The rows that all places of a party are in.
    pub(super) fn common(&self, party: u32) -> &[(u32, i32)] {
        &self.common[party as usize]
    }

    /// Every row that a place is in, with its factor.
    pub(super) fn all_rows(&self, place: Place) -> impl Iterator<Item = (u32, i32)> + '_ {
        let rows = self.rows_of(place);
        let limits = rows.limits.iter().map(|&row| (row, 1));
        let others = rows.own.iter().chain(&rows.joint).chain(self.common(rows.party));
        limits.chain(others.copied())
    }

    /// What a place costs by itself.
    pub(super) fn cost(&self, place: Place) -> Grade {
        self.cost[place as usize]
    }

    /// Whether a place is held.
    pub(super) fn is_held(&self, place: Place) -> bool {
        self.held[place as usize]
    }

    /// Whether a place may be taken.
    pub(super) fn is_free(&self, place: Place) -> bool {
        !self.held[place as usize] && !self.closed[place as usize]
    }

    /// What taking a free place changes.
    pub(super) fn change(&self, place: Place) -> Grade {
        let rows = self.all_rows(place);
        self.cost(place) + rows.map(|(row, factor)| self.moved(row, i64::from(factor))).sum::<Grade>()
    }

    /// What taking a free place changes in rows of its party alone.
    pub(super) fn change_alone(&self, place: Place) -> Grade {
        let rows = self.all_rows(place).filter(|(row, _)| self.own[*row as usize]);
        rows.map(|(row, factor)| self.moved(row, i64::from(factor))).sum()
    }

    /// What moving the sum of a row changes.
    pub(super) fn moved(&self, row: u32, by: i64) -> Grade {
        let (penalty, sum) = (&self.penalties[row as usize], self.sums[row as usize]);
        penalty.of(sum + by) - penalty.of(sum)
    }

    /// Whether a place is of two people at once.
    pub(super) fn is_together(&self, place: Place) -> bool {
        self.holdings[place as usize].len() > 1
    }

    /// Takes free places and leaves held ones, one after another, and says what it changed in all.
    pub(super) fn flip(&mut self, places: &[Place]) -> Grade {
        let mut change = 0;
        let mut rows = Vec::new();
        for &place in places {
            let sign = if self.is_held(place) { -1 } else { 1 };
            change += self.cost(place) * Grade::from(sign);
            rows.clear();
            rows.extend(self.all_rows(place));
            for &(row, factor) in &rows {
                let by = i64::from(sign * factor);
                change += self.moved(row, by);
                self.sums[row as usize] += by;
            }
            self.held[place as usize] = sign > 0;
        }
        change
    }

    /// Takes places whose holdings are among some, given as positions among those of the program; those of two people at once come first.
    pub(super) fn take(&mut self, holdings: &[usize]) {
        let mut left: FxHashSet<usize> = holdings.iter().copied().collect();
        let (together, alone): (Vec<Place>, Vec<Place>) =
            self.parties.iter().flatten().partition(|&&place| self.is_together(place));
        for place in together.into_iter().chain(alone) {
            let holdings = &self.holdings[place as usize];
            if holdings.iter().all(|held| left.contains(held)) {
                for held in holdings {
                    left.remove(held);
                }
                self.flip(&[place]);
            }
        }
    }

    /// What all costs as it stands.
    pub(super) fn cost_of_all(&self) -> Grade {
        let held = self.cost.iter().zip(&self.held).filter(|(_, held)| **held).map(|(cost, _)| cost);
        held.sum::<Grade>()
            + self.penalties.iter().zip(&self.sums).map(|(penalty, &sum)| penalty.of(sum)).sum::<Grade>()
    }

    /// Whether some rule is broken as it stands.
    pub(super) fn is_broken(&self) -> bool {
        self.penalties.iter().zip(&self.sums).any(|(penalty, &sum)| penalty.is_broken(sum))
    }

    /// The holdings held, as positions among those of the program.
    pub(super) fn held(&self) -> Vec<usize> {
        let held = self.holdings.iter().zip(&self.held).filter(|(_, held)| **held);
        let mut holdings: Vec<usize> = held.flat_map(|(holdings, _)| holdings).copied().collect();
        holdings.sort_unstable();
        holdings.dedup();
        holdings
    }
}

/// Parties all of whose places are in a row with one factor, with that; `held` is sorted by party.
fn common(held: &[(u32, Place, i32)], parties: &[Vec<Place>]) -> Vec<(u32, i32)> {
    let of_one = held.chunk_by(|(party, _, _), (next, _, _)| party == next);
    let whole = of_one.filter(|part| {
        let (party, _, factor) = part[0];
        part.len() == parties[party as usize].len() && part.iter().all(|&(_, _, other)| other == factor)
    });
    whole.map(|part| (part[0].0, part[0].2)).collect()
}

/// A program read for a board.
struct Terms<'a> {
    program: &'a Program,
    parties: &'a Parties,
    grades: &'a [Grade],
    /// For each column, what the greatest of it and others costs.
    greatest: &'a [Grade],
}

/// What the column costs that is at least each of some others, for each of those.
fn greatest(program: &Program, grades: &[Grade]) -> Vec<Grade> {
    let mut greatest = vec![0; grades.len()];
    for row in program.rows().iter().filter(|row| row.lower == Some(0) && row.upper.is_none()) {
        if let [(one, 1), (other, -1)] | [(other, -1), (one, 1)] = row.terms[..] {
            greatest[other.index()] += grades[one.index()];
        }
    }
    greatest
}

/// The places of a row, with whose they are and their factors, sorted.
type Held = Vec<(u32, Place, i32)>;

/// A row read for a board: holdings with their factors, the columns of the rule's own, and its bounds.
#[derive(Clone, Debug, Default)]
struct Read {
    held: BTreeMap<(u32, Place), i64>,
    helpers: BTreeMap<usize, i64>,
    lower: Option<i64>,
    upper: Option<i64>,
}

impl Terms<'_> {
    /// Rows that have holdings, and their penalties.
    fn rows(&self) -> Vec<(Held, Penalty)> {
        let rows: Vec<Read> =
            self.program.rows().iter().map(|row| self.read(row)).filter(|row| !row.held.is_empty()).collect();
        let mut rows_of: Vec<Vec<usize>> = vec![Vec::new(); self.grades.len()];
        for (position, row) in rows.iter().enumerate() {
            for &column in row.helpers.keys() {
                rows_of[column].push(position);
            }
        }
        let penalty = |(position, row): (usize, &Read)| {
            let mut row = row.clone();
            for (column, factor) in row.helpers.clone() {
                let first = rows_of[column][0];
                if position != first && rows[first].defines(column) {
                    row.substitute(column, factor, &rows[first]);
                }
            }
            let penalty = self.penalty(&row, |column| rows_of[column][0] == position);
            row.upright(penalty)
        };
        rows.iter().enumerate().map(penalty).collect()
    }

    fn read(&self, row: &Row) -> Read {
        let mut read = Read { lower: row.lower, upper: row.upper, ..Read::default() };
        for &(column, factor) in &row.terms {
            let places = self.parties.places_of(column.index());
            for &place in places {
                *read.held.entry((self.parties.party_of[place as usize], place)).or_default() += factor;
            }
            if places.is_empty() {
                *read.helpers.entry(column.index()).or_default() += factor;
            }
        }
        read
    }

    /// The columns that a row is home to are its steps; others are taken to be where they leave it most room.
    fn penalty(&self, row: &Read, is_home: impl Fn(usize) -> bool) -> Penalty {
        let mut penalty = Penalty { lower: row.lower, upper: row.upper, ..Penalty::default() };
        for (&column, &factor) in &row.helpers {
            let Column { lower, upper, .. } = self.program.columns()[column];
            let (least, most) = (factor * lower, factor * upper);
            let (start, room) = if is_home(column) { (least, 0) } else { (least.min(most), (most - least).abs()) };
            penalty.upper = penalty.upper.map(|bound| bound - start);
            penalty.lower = penalty.lower.map(|bound| bound - start - room);
            if is_home(column) {
                let width = (upper - lower) * factor.abs();
                let each = self.grades[column] / Grade::from(factor.abs());
                let steps = if factor > 0 { &mut penalty.below } else { &mut penalty.above };
                steps.extend(steps_of(width, each, self.greatest[column]));
            }
        }
        penalty.below.sort_by_key(|step| step.each);
        penalty.above.sort_by_key(|step| step.each);
        penalty
    }
}

/// The steps of a column. Where the greatest of it and others costs something, nobody knows here how great the others are: so each step
/// costs more than the one before, which keeps the greatest down.
fn steps_of(width: i64, each: Grade, greatest: Grade) -> Vec<Step> {
    if greatest == 0 {
        return vec![Step { width, each }];
    }
    let single = width.min(DEARER);
    let mut steps: Vec<Step> =
        (0..single).map(|step| Step { width: 1, each: each + Grade::from(2 * step + 1) * greatest }).collect();
    steps.push(Step { width: width - single, each: each + Grade::from(2 * DEARER) * greatest });
    steps
}

impl Read {
    /// Whether the row says what its one column of a rule's own is: an open seat is one that nobody holds.
    fn defines(&self, column: usize) -> bool {
        self.lower == self.upper
            && self.helpers.get(&column).is_some_and(|factor| factor.abs() == 1)
            && self.helpers.len() == 1
    }

    /// Puts what another row defines a column to be in its place.
    fn substitute(&mut self, column: usize, factor: i64, definition: &Self) {
        let Some(value) = definition.upper else { return };
        let times = -factor * definition.helpers[&column];
        self.helpers.remove(&column);
        for (&place, held) in &definition.held {
            *self.held.entry(place).or_default() += times * held;
        }
        self.held.retain(|_, factor| *factor != 0);
        self.lower = self.lower.map(|lower| lower + times * value);
        self.upper = self.upper.map(|upper| upper + times * value);
    }

    /// The row as a board has it: where all factors are negative, its negative.
    fn upright(self, penalty: Penalty) -> (Held, Penalty) {
        let sign = if self.held.values().all(|factor| *factor < 0) { -1 } else { 1 };
        let factor = |factor: i64| i32::try_from(factor * sign).expect("a factor of a rule");
        let held = self.held.into_iter().map(|((party, place), of)| (party, place, factor(of))).collect();
        (held, if sign < 0 { penalty.negative() } else { penalty })
    }
}
