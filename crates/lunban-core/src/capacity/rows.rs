//! Rows of a stated program as capacities: what limits some holdings, and what asks for some.

use crate::program::{Label, Row, Stated, Unmet};
use crate::rules::CountOf;
use crate::{ColumnId, Problem};

/// Columns of seats that nobody holds.
const OPEN: (&str, &str) = ("seats", "open");

/// At most so many of some holdings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Limit {
    pub(super) label: Label,
    pub(super) most: i64,
    /// Positions among the holdings of the program.
    pub(super) holdings: Vec<u32>,
}

/// At least so many of some holdings; what is missing counts as open or short, or may not be missing at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Demand {
    pub(super) label: Label,
    pub(super) needs: i64,
    pub(super) holdings: Vec<u32>,
    pub(super) otherwise: Else,
}

/// What comes of what a demand does not get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Else {
    /// Nothing may be missing.
    Never,
    /// It counts as short of a minimum.
    Short,
    /// Seats stay open.
    Open,
}

/// The limits and demands of a program.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub(super) limits: Vec<Limit>,
    pub(super) demands: Vec<Demand>,
}

/// What a column is to a row of capacities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A holding, at a position.
    Held(u32),
    /// A seat that stays open.
    Open,
    /// What is missing to a minimum.
    Short,
    /// A column of a rule's own.
    Own,
}

impl Rows {
    /// Reads those rows that limit or ask for whole holdings; others are left out, which leaves more room than there is, never less.
    pub(super) fn of(problem: &Problem, stated: &Stated) -> Self {
        let kinds = kinds(problem, stated);
        let mut rows = Self::default();
        for row in stated.program.rows() {
            rows.limits.extend(limit(stated, &kinds, row));
            rows.demands.extend(demand(stated, &kinds, row));
        }
        let program = &stated.program;
        rows.demands.extend(program.contradictions().iter().map(|unmet| hopeless(*unmet, Else::Never)));
        rows.demands.extend(program.missed().iter().map(|unmet| hopeless(*unmet, Else::Short)));
        rows
    }
}

/// A demand for which nobody is free at all.
fn hopeless(unmet: Unmet, otherwise: Else) -> Demand {
    Demand { label: unmet.label, needs: unmet.by, holdings: Vec::new(), otherwise }
}

fn kinds(problem: &Problem, stated: &Stated) -> Vec<Kind> {
    let mut kinds = vec![Kind::Own; stated.program.columns().len()];
    for count in problem.campaign().rules().counts_of(CountOf::Missing) {
        for (column, _) in stated.program.counts()[count.index()].terms() {
            kinds[column.index()] = Kind::Short;
        }
    }
    for (kind, column) in kinds.iter_mut().zip(stated.program.columns()) {
        if column.label.what == OPEN {
            *kind = Kind::Open;
        }
    }
    for (position, holding) in (0..).zip(&stated.holdings) {
        if let Some(column) = holding.column {
            kinds[column.index()] = Kind::Held(position);
        }
    }
    kinds
}

/// The holdings of a row in which each counts once, with `own` of every other column added up; none where one counts otherwise.
fn held(kinds: &[Kind], row: &Row, mut own: impl FnMut(ColumnId, i64, Kind) -> Option<i64>) -> Option<(Vec<u32>, i64)> {
    let (mut holdings, mut others) = (Vec::new(), 0_i64);
    for &(column, factor) in &row.terms {
        match kinds[column.index()] {
            Kind::Held(position) if factor == 1 => holdings.push(position),
            Kind::Held(_) => return None,
            kind => others = others.saturating_add(own(column, factor, kind)?),
        }
    }
    Some((holdings, others))
}

/// A row as a limit, every other column where it leaves most room.
fn limit(stated: &Stated, kinds: &[Kind], row: &Row) -> Option<Limit> {
    let upper = row.upper?;
    let least = |column: ColumnId, factor: i64, _| {
        let column = &stated.program.columns()[column.index()];
        Some((factor * column.lower).min(factor * column.upper))
    };
    let (holdings, others) = held(kinds, row, least)?;
    let most = upper.saturating_sub(others);
    let binds = usize::try_from(most).is_ok_and(|most| most < holdings.len());
    binds.then_some(Limit { label: row.label, most, holdings })
}

/// A row as a demand: nothing missing, and no other column that could make up for it.
fn demand(stated: &Stated, kinds: &[Kind], row: &Row) -> Option<Demand> {
    let lower = row.lower?;
    let mut otherwise = Else::Never;
    let greatest = |column: ColumnId, factor: i64, kind| {
        if matches!(kind, Kind::Open | Kind::Short) && factor > 0 {
            let is_open = kind == Kind::Open || otherwise == Else::Open;
            otherwise = if is_open { Else::Open } else { Else::Short };
            return Some(0);
        }
        let column = &stated.program.columns()[column.index()];
        Some((factor * column.lower).max(factor * column.upper))
    };
    let (holdings, others) = held(kinds, row, greatest)?;
    let needs = lower.saturating_sub(others);
    let is_asked = needs > 0 && (otherwise != Else::Never || !holdings.is_empty());
    is_asked.then_some(Demand { label: row.label, needs, holdings, otherwise })
}
