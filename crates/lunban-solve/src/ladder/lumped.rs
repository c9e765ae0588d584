//! Prices from a program with like rows and like columns lumped together: so few that they cost nothing, and often enough.
//!
//! Rows of one kind with the same bounds are added up, and columns that these sums cannot tell apart are one column. Every solution of the
//! program is one of the lumped program, so that is a relaxation. What its rows are worth is what each row of their kind is worth, and the
//! bound that follows is computed on the program itself, as any other.

use std::collections::BTreeMap;

use lunban_core::{Column, ColumnId, Label, Program, Row, Sum};

use crate::seam::{Numbers, Task};

/// The least and the most that a row may be.
type Bounds = (Option<i64>, Option<i64>);

/// Rows that are added up: one kind of one rule, with the same bounds.
type RowKind = ((&'static str, &'static str), Bounds);

/// Columns that lumped rows and the objective cannot tell apart: bounds, cost, and how often they are in each kind of row.
type ColumnKind = (i64, i64, i64, Vec<(usize, i64)>);

/// A program with like rows and columns lumped together.
#[derive(Debug)]
pub(super) struct Lumped {
    program: Program,
    lower: Vec<i64>,
    upper: Vec<i64>,
    objective: Sum,
    /// The lumped row of each row of the task.
    row_of: Vec<usize>,
}

impl Lumped {
    /// Lumps what a task has.
    pub(super) fn new(task: &Task<'_>) -> Self {
        let (row_of, rows) = rows_of(task);
        let mut kinds: BTreeMap<ColumnKind, i64> = BTreeMap::new();
        for kind in columns_of(task, &row_of) {
            *kinds.entry(kind).or_default() += 1;
        }
        let mut program = Program::default();
        let mut sums = vec![Sum::default(); rows.len()];
        let (mut objective, mut lower, mut upper) = (Sum::default(), Vec::new(), Vec::new());
        for ((least, most, cost, terms), count) in kinds {
            let column = program.column(Label::default(), least * count, most * count);
            lower.push(least * count);
            upper.push(most * count);
            objective.add_column(column, cost);
            for (row, factor) in terms {
                sums[row].add_column(column, factor);
            }
        }
        for (sum, (lower, upper)) in sums.into_iter().zip(rows) {
            program.row(Label::default(), sum, lower, upper);
        }
        Self { program, lower, upper, objective, row_of }
    }

    /// The lumped task.
    pub(super) fn task<'t>(&'t self, task: &Task<'t>) -> Task<'t> {
        let (program, lower, upper) = (&self.program, &self.lower, &self.upper);
        let (objective, numbers) = (self.objective.terms(), Numbers::Vertex);
        Task { program, lower, upper, held: &[], objective, numbers, effort: task.effort }
    }

    /// The price of each row of the task, from those of the lumped rows.
    pub(super) fn prices(&self, lumped: &[f64]) -> Vec<f64> {
        self.row_of.iter().map(|&row| lumped.get(row).copied().unwrap_or(0.0)).collect()
    }
}

/// The lumped row of each row, and the bounds of the lumped rows.
fn rows_of(task: &Task<'_>) -> (Vec<usize>, Vec<Bounds>) {
    let mut kinds: BTreeMap<RowKind, usize> = BTreeMap::new();
    let mut rows: Vec<Bounds> = Vec::new();
    let row_of = task.rows().map(|&Row { label, lower, upper, .. }| {
        let next = kinds.len();
        let row = *kinds.entry((label.what, (lower, upper))).or_insert(next);
        match rows.get_mut(row) {
            None => rows.push((lower, upper)),
            Some(sums) => *sums = (sums.0.zip(lower).map(|(a, b)| a + b), sums.1.zip(upper).map(|(a, b)| a + b)),
        }
        row
    });
    (row_of.collect(), rows)
}

/// The kind of each column.
fn columns_of(task: &Task<'_>, row_of: &[usize]) -> Vec<ColumnKind> {
    let columns = task.program.columns().iter().enumerate();
    let kind = |(position, _): (usize, &Column)| (task.lower[position], task.upper[position], 0, Vec::new());
    let mut kinds: Vec<ColumnKind> = columns.map(kind).collect();
    for &(column, factor) in task.objective {
        kinds[column.index()].2 += factor;
    }
    for (row, &lumped) in task.rows().zip(row_of) {
        for &(column, factor) in &row.terms {
            add(&mut kinds, column, lumped, factor);
        }
    }
    for kind in &mut kinds {
        kind.3.sort_unstable();
    }
    kinds
}

fn add(kinds: &mut [ColumnKind], column: ColumnId, lumped: usize, factor: i64) {
    let terms = &mut kinds[column.index()].3;
    match terms.iter_mut().find(|(row, _)| *row == lumped) {
        Some((_, sum)) => *sum += factor,
        None => terms.push((lumped, factor)),
    }
}

#[cfg(test)]
mod tests {
    use lunban_core::{Label, Program, Sum};

    use super::Lumped;
    use crate::bound::PricedBound;
    use crate::seam::{Backend, Effort, Numbers, Outcome, Task};

    /// Ten people who may each have three duties at most and cost 1 for each below two; seventeen duties are to be had.
    #[test]
    fn lumped_prices_bound_the_program_itself() {
        let mut program = Program::default();
        let (mut all, mut short) = (Sum::default(), Sum::default());
        for _ in 0..10 {
            let duties = program.column(Label::default(), 0, 3);
            let below = program.column(Label::default(), 0, 2);
            let mut target = Sum::default();
            target.add_column(duties, 1);
            target.add_column(below, 1);
            program.row(Label { what: ("test", "target"), ..Label::default() }, target, Some(2), None);
            all.add_column(duties, 1);
            short.add_column(below, 1);
        }
        program.row(Label { what: ("test", "all"), ..Label::default() }, all, None, Some(17));
        let (lower, upper) = (vec![0; 20], [3, 2].repeat(10));
        let objective = short.terms();
        let (held, numbers, effort) = (&[][..], Numbers::Vertex, Effort::default());
        let task = Task { program: &program, lower: &lower, upper: &upper, held, objective, numbers, effort };
        let lumped = Lumped::new(&task);
        assert_eq!(lumped.program.columns().len(), 2);
        for backend in Backend::ALL {
            let Outcome::Optimal(solution) = backend.solve(&lumped.task(&task)) else { panic!("{backend}") };
            let Some(prices) = solution.row_prices else { continue };
            assert_eq!(PricedBound::new(&task, &lumped.prices(&prices)).whole(), 3, "{backend}");
        }
    }
}
