//! What each goal level changes by where one more holding is held, for many holdings in turn.
//!
//! With nothing held, the rules' own columns are raised as far as they must be (`least.rs`). One more holding changes few rows; only what hangs together with those by the rules' own columns is
//! raised anew.

use std::collections::BTreeSet;

use lunban_core::{ColumnId, Program, Stated, Sum};

use super::least::{Frame, Least, least};

/// What one more holding does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// To each level.
    Of(Vec<i64>),
    /// It breaks a rule.
    Broken,
    /// Some row leaves a choice.
    Unclear,
}

/// A program with nothing held.
pub(crate) struct OneMore<'s> {
    stated: &'s Stated,
    levels: usize,
    base: Option<Vec<i64>>,
    frame: Frame<'s>,
    rows_of: Vec<Vec<usize>>,
    costs: Vec<Vec<(usize, i64)>>,
}

impl<'s> OneMore<'s> {
    /// Prepares a program; its holdings may be held one at a time.
    pub(crate) fn new(stated: &'s Stated, objectives: &[Sum]) -> Self {
        let program = &stated.program;
        let mut rows_of = vec![Vec::new(); program.columns().len()];
        for (position, row) in program.rows().iter().enumerate() {
            row.terms.iter().for_each(|(column, _)| rows_of[column.index()].push(position));
        }
        let mut costs = vec![Vec::new(); program.columns().len()];
        for (level, objective) in objectives.iter().enumerate() {
            objective.terms().iter().for_each(|(column, factor)| costs[column.index()].push((level, *factor)));
        }
        let base = match least(stated, &[], objectives) {
            Least::Values(values) => Some(values),
            Least::Broken | Least::Unclear => None,
        };
        let frame = Frame::of(stated, objectives);
        Self { stated, levels: objectives.len(), base, frame, rows_of, costs }
    }

    /// Whether it is clear what holding nothing comes to.
    pub(crate) fn is_clear(&self) -> bool {
        self.base.is_some()
    }

    /// What one more holding does.
    pub(crate) fn change(&self, position: usize) -> Change {
        let Some(base) = &self.base else { return Change::Unclear };
        let (values, moved) = match self.with(base, position) {
            Ok(with) => with,
            Err(change) => return change,
        };
        let mut change = vec![0; self.levels];
        for moved in moved {
            for &(level, factor) in &self.costs[moved] {
                change[level] += factor * (values[moved] - base[moved]);
            }
        }
        Change::Of(change)
    }

    /// Holds one more from now on; nothing is clear any more where it is not clear what that does.
    pub(crate) fn hold(&mut self, position: usize) {
        let base = self.base.take();
        self.base = base.and_then(|base| Some(self.with(&base, position).ok()?.0));
    }

    /// The values with one more holding, and the columns that may have moved.
    fn with(&self, base: &[i64], position: usize) -> Result<(Vec<i64>, Vec<usize>), Change> {
        let Some(column) = self.stated.holdings[position].column.map(ColumnId::index) else {
            return Err(Change::Unclear);
        };
        let (rows, mut columns) = self.hangs_together(column);
        let mut values = base.to_vec();
        for &own in &columns {
            values[own] = self.stated.program.columns()[own].lower;
        }
        values[column] = 1;
        columns.push(column);
        match self.frame.raised(values, &rows) {
            Least::Values(values) => Ok((values, columns)),
            Least::Broken => Err(Change::Broken),
            Least::Unclear => Err(Change::Unclear),
        }
    }

    /// The rows that a holding changes or that share a rule's own column with one of those, and these columns.
    fn hangs_together(&self, column: usize) -> (Vec<usize>, Vec<usize>) {
        let program: &Program = &self.stated.program;
        let is_own = |column: usize| column >= self.stated.holdings.len();
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
        let mut waiting = vec![column];
        while let Some(next) = waiting.pop() {
            for &row in &self.rows_of[next] {
                if rows.insert(row) {
                    let own = program.rows()[row].terms.iter().map(|(column, _)| column.index());
                    waiting.extend(own.filter(|&own| is_own(own) && columns.insert(own)));
                }
            }
        }
        (rows.into_iter().collect(), columns.into_iter().collect())
    }
}
