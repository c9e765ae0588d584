//! What the levels climbed so far leave: columns narrowed to the values that solutions of those levels can have, and the levels as rows.

use lunban_core::{ColumnId, Label, Program, Row, Sum};

use crate::seam::{Effort, Numbers, Task};

/// Programs with more free columns are bounded by first-order prices: their vertices are too dear.
const VERTEX_COLUMNS: usize = 12_000;

#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) lower: Vec<i64>,
    pub(super) upper: Vec<i64>,
    /// Every climbed level as a row.
    pub(super) rows: Vec<Row>,
}

impl Held {
    pub(super) fn new(program: &Program) -> Self {
        let columns = program.columns();
        Self {
            lower: columns.iter().map(|column| column.lower).collect(),
            upper: columns.iter().map(|column| column.upper).collect(),
            rows: Vec::new(),
        }
    }

    /// An objective over fractions.
    pub(super) fn relaxed<'t>(&'t self, program: &'t Program, objective: &'t Sum, effort: Effort) -> Task<'t> {
        Task { numbers: Numbers::Vertex, ..self.whole(program, objective, effort) }
    }

    /// Whether so many columns are free that a vertex is too dear.
    pub(super) fn is_large(&self) -> bool {
        self.free() > VERTEX_COLUMNS
    }

    /// How many columns are free.
    pub(super) fn free(&self) -> usize {
        self.lower.iter().zip(&self.upper).filter(|(lower, upper)| lower < upper).count()
    }

    /// An objective over whole numbers.
    pub(super) fn whole<'t>(&'t self, program: &'t Program, objective: &'t Sum, effort: Effort) -> Task<'t> {
        let (lower, upper, held) = (&self.lower, &self.upper, &self.rows);
        Task { program, lower, upper, held, objective: objective.terms(), numbers: Numbers::Whole, effort }
    }

    /// The least an objective can be with every column at its better bound.
    pub(super) fn least(&self, objective: &Sum) -> i64 {
        let best = |&(column, factor): &(ColumnId, i64)| {
            let bound = if factor > 0 { self.lower[column.index()] } else { self.upper[column.index()] };
            factor * bound
        };
        objective.constant() + objective.terms().iter().map(best).sum::<i64>()
    }

    /// The most an objective can be with every column at its worse bound.
    pub(super) fn greatest(&self, objective: &Sum) -> i64 {
        let worst = |&(column, factor): &(ColumnId, i64)| {
            let bound = if factor > 0 { self.upper[column.index()] } else { self.lower[column.index()] };
            factor.saturating_mul(bound)
        };
        objective.terms().iter().map(worst).fold(objective.constant(), i64::saturating_add)
    }

    /// Holds a level at a value.
    pub(super) fn hold(&mut self, objective: &Sum, value: i64) {
        if objective.is_constant() {
            return;
        }
        if value == self.least(objective) {
            return self.hold_least(objective);
        }
        let label = Label { what: ("goals", "held"), ..Label::default() };
        let upper = Some(value - objective.constant());
        self.rows.push(Row { label, terms: objective.terms().to_vec(), lower: None, upper });
    }

    /// At its least every column of an objective is at its better bound: no row is needed.
    fn hold_least(&mut self, objective: &Sum) {
        for &(column, factor) in objective.terms() {
            let column = column.index();
            if factor > 0 {
                self.upper[column] = self.lower[column];
            } else if factor < 0 {
                self.lower[column] = self.upper[column];
            }
        }
    }

    /// Whether whole values lie within the narrowed columns and the rows.
    pub(super) fn admits(&self, values: &[i64]) -> bool {
        let within = |(column, value): (usize, &i64)| (self.lower[column]..=self.upper[column]).contains(value);
        values.iter().enumerate().all(within)
            && self.rows.iter().all(|row| {
                let sum: i64 = row.terms.iter().map(|(column, factor)| factor * values[column.index()]).sum();
                row.upper.is_none_or(|upper| sum <= upper)
            })
    }
}
