//! How a rule writes its rows.

use std::collections::BTreeMap;

use super::{Column, ColumnId, Holding, Label, Program, Unmet};
use crate::rules::{BROKEN, CountOf, Mode, RuleEntry};

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

    /// Adds `factor` times another sum.
    pub fn add_scaled(&mut self, other: &Self, factor: i64) {
        self.terms.extend(other.terms.iter().map(|&(column, other)| (column, other * factor)));
        self.constant += other.constant * factor;
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
        let reach = self.greatest(&sum) - most;
        if let Some(broken) = self.else_column(label, reach) {
            sum.add_column(broken, -1);
        }
        self.program.row(label, sum, None, Some(most));
    }

    /// Requires `sum >= least`; a soft rule counts what is missing.
    pub fn at_least(&mut self, label: Label, mut sum: Sum, least: i64) {
        let reach = least - self.least(&sum);
        if let Some(broken) = self.else_column(label, reach) {
            sum.add_column(broken, 1);
        }
        self.program.row(label, sum, Some(least), None);
    }

    /// Defines columns by `sum = value`, whatever the mode of the rule.
    pub fn define(&mut self, label: Label, sum: Sum, value: i64) {
        self.program.row(label, sum, Some(value), Some(value));
    }

    /// Requires `sum <= most`, whatever the mode of the rule.
    pub fn define_at_most(&mut self, label: Label, sum: Sum, most: i64) {
        self.program.row(label, sum, None, Some(most));
    }

    /// Counts how far a sum lies above `most`, by the position of the count on the rule's page.
    pub fn count_above(&mut self, local: usize, label: Label, mut sum: Sum, most: i64) {
        let reach = self.greatest(&sum) - most;
        if sum.is_constant() || reach <= 0 {
            return self.count_constant(local, reach.max(0));
        }
        let above = self.column(label, 0, reach);
        self.count(local, above, 1);
        sum.add_column(above, -1);
        self.define_at_most(label, sum, most);
    }

    /// Counts how far a sum lies below `least`, by the position of the count on the rule's page.
    pub fn count_below(&mut self, local: usize, label: Label, mut sum: Sum, least: i64) {
        let reach = least - self.least(&sum);
        if sum.is_constant() || reach <= 0 {
            let is_minimum = self.entry.page().counts.get(local).is_some_and(|count| count.of == CountOf::Missing);
            if is_minimum && reach > 0 {
                self.program.miss(Unmet { label, by: reach });
            }
            return self.count_constant(local, reach.max(0));
        }
        let below = self.column(label, 0, reach);
        self.count(local, below, 1);
        sum.add_column(below, 1);
        self.define_at_least(label, sum, least);
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

    /// A count of the rule as it is stated so far, by its position on the rule's page.
    pub fn counted(&self, local: usize) -> Sum {
        self.entry.count(local).map(|count| self.program.counts[count.index()].clone()).unwrap_or_default()
    }

    /// Holds the counts of a rule that was made to bind at 0.
    pub(crate) fn bind_counts(&mut self) {
        for &count in self.entry.counts().iter().filter(|_| self.entry.is_hardened()) {
            let sum = self.program.counts[count.index()].clone();
            self.program.row(self.label("bound"), sum, None, Some(0));
        }
    }

    /// The column that a soft rule counts breaches with, where there can be any; `reach` is how many at most.
    fn else_column(&mut self, label: Label, reach: i64) -> Option<ColumnId> {
        if self.entry.mode() == Mode::Hard || reach <= 0 {
            return None;
        }
        let column = self.column(Label { what: (label.what.0, "broken"), ..label }, 0, reach);
        self.count(BROKEN, column, 1);
        Some(column)
    }

    /// The most that a sum can be within the bounds of its columns.
    pub fn greatest(&self, sum: &Sum) -> i64 {
        let at_most = |&(column, factor): &(ColumnId, i64)| {
            let Column { lower, upper, .. } = self.program.columns()[column.index()];
            (factor * lower).max(factor * upper)
        };
        sum.constant() + sum.terms().iter().map(at_most).sum::<i64>()
    }

    /// The least that a sum can be within the bounds of its columns.
    pub fn least(&self, sum: &Sum) -> i64 {
        let at_least = |&(column, factor): &(ColumnId, i64)| {
            let Column { lower, upper, .. } = self.program.columns()[column.index()];
            (factor * lower).min(factor * upper)
        };
        sum.constant() + sum.terms().iter().map(at_least).sum::<i64>()
    }
}
