//! How a rule writes its rows.

use std::collections::BTreeMap;

use super::{ColumnId, Holding, Label, Program};
use crate::rules::{BROKEN, Mode, RuleEntry};

/// A sum of columns and a constant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    terms: Vec<(ColumnId, i64)>,
    constant: i64,
}

impl Sum {
    /// Adds `factor` times a holding: its column, or the constant 1 where it is fixed.
    pub fn add(&mut self, holding: &Holding, factor: i64) {
        match holding.column {
            Some(column) => self.add_column(column, factor),
            None => self.constant += factor,
        }
    }

    /// Adds `factor` times a column.
    pub fn add_column(&mut self, column: ColumnId, factor: i64) {
        if factor != 0 {
            self.terms.push((column, factor));
        }
    }

    /// Adds a constant.
    pub fn add_constant(&mut self, constant: i64) {
        self.constant += constant;
    }

    /// Adds another sum.
    pub fn add_sum(&mut self, other: &Self) {
        self.terms.extend_from_slice(&other.terms);
        self.constant += other.constant;
    }

    /// The holdings, each once.
    pub fn of<'h>(holdings: impl IntoIterator<Item = &'h Holding>) -> Self {
        let mut sum = Self::default();
        for holding in holdings {
            sum.add(holding, 1);
        }
        sum
    }

    /// Whether it has no column.
    pub fn is_constant(&self) -> bool {
        self.terms.is_empty()
    }

    /// Columns and factors.
    pub fn terms(&self) -> &[(ColumnId, i64)] {
        &self.terms
    }

    /// The constant.
    pub fn constant(&self) -> i64 {
        self.constant
    }

    /// Its value where the columns have these values.
    pub fn value(&self, values: &[i64]) -> i64 {
        self.constant + self.terms.iter().map(|(column, factor)| factor * values[column.index()]).sum::<i64>()
    }

    /// The same sum with each column once, in order.
    #[must_use]
    pub(crate) fn merged(self) -> Self {
        let (terms, constant) = self.into_parts();
        Self { terms, constant }
    }

    /// The terms with each column once, in order, and the constant.
    pub(crate) fn into_parts(self) -> (Vec<(ColumnId, i64)>, i64) {
        let sorted = self.terms.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if sorted {
            return (self.terms, self.constant);
        }
        let mut merged: BTreeMap<ColumnId, i64> = BTreeMap::new();
        for (column, factor) in self.terms {
            *merged.entry(column).or_default() += factor;
        }
        (merged.into_iter().filter(|(_, factor)| *factor != 0).collect(), self.constant)
    }
}

/// The program under the pen of one rule: its requirements bind or count as the campaign says.
#[derive(Debug)]
pub struct Statement<'a> {
    pub(crate) entry: &'a RuleEntry,
    pub(crate) program: &'a mut Program,
}

impl Statement<'_> {
    /// Whether the rule binds.
    pub fn is_hard(&self) -> bool {
        self.entry.mode() == Mode::Hard
    }

    /// Starts a label of this rule.
    pub fn label(&self, what: &'static str) -> Label {
        Label { what: (self.entry.id(), what), ..Label::default() }
    }

    /// Requires `sum <= most`; a soft rule counts what is above.
    pub fn at_most(&mut self, label: Label, mut sum: Sum, most: i64) {
        if let Some(broken) = self.else_column(label, &sum) {
            sum.add_column(broken, -1);
        }
        self.program.row(label, sum, None, Some(most));
    }

    /// Requires `sum >= least`; a soft rule counts what is missing.
    pub fn at_least(&mut self, label: Label, mut sum: Sum, least: i64) {
        if let Some(broken) = self.else_column(label, &sum) {
            sum.add_column(broken, 1);
        }
        self.program.row(label, sum, Some(least), None);
    }

    /// Defines columns by `sum = value`, whatever the mode of the rule.
    pub fn define(&mut self, label: Label, sum: Sum, value: i64) {
        self.program.row(label, sum, Some(value), Some(value));
    }

    /// Bounds a defining column from below by `sum >= least`, whatever the mode of the rule.
    pub fn define_at_least(&mut self, label: Label, sum: Sum, least: i64) {
        self.program.row(label, sum, Some(least), None);
    }

    /// A column of the rule's own.
    pub fn column(&mut self, label: Label, lower: i64, upper: i64) -> ColumnId {
        self.program.column(label, lower, upper)
    }

    /// Adds `factor` times a column to a count, by its position on the rule's page.
    pub fn count(&mut self, local: usize, column: ColumnId, factor: i64) {
        if let Some(count) = self.entry.count(local) {
            self.program.counts[count.index()].add_column(column, factor);
        }
    }

    /// Adds a constant to a count, by its position on the rule's page.
    pub fn count_constant(&mut self, local: usize, amount: i64) {
        if let Some(count) = self.entry.count(local) {
            self.program.counts[count.index()].add_constant(amount);
        }
    }

    fn else_column(&mut self, label: Label, sum: &Sum) -> Option<ColumnId> {
        if self.entry.mode() == Mode::Hard {
            return None;
        }
        let reach: i64 = sum.terms().iter().map(|(_, factor)| factor.abs()).sum::<i64>() + sum.constant().abs();
        let column = self.column(Label { what: (label.what.0, "broken"), ..label }, 0, reach.saturating_mul(64));
        self.count(BROKEN, column, 1);
        Some(column)
    }
}
