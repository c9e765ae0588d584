//! A program written down for other solvers: one goal level to minimise, levels above it held, every column and row by its name.

mod lp;
mod mps;
mod names;
#[cfg(test)]
mod tests;

use super::{ColumnId, Label, Program, Stated, Sum, Unmet};
use crate::{Level, Problem};

/// One goal level of a window as a program of its own.
///
/// All its columns are whole numbers. A constant part of the goal is a column `goals.one` that is fixed to 1, so that no reader has
/// to agree with another on how constants are written.
#[derive(Clone, Debug)]
pub struct Export<'p> {
    problem: &'p Problem,
    program: Program,
    objective: Vec<(ColumnId, i64)>,
    title: String,
}

impl<'p> Export<'p> {
    /// What a window states, with one level to minimise; each of the `held` levels gets a row `goals.held` that keeps it at its value
    /// or below.
    pub fn new<'l>(
        problem: &'p Problem,
        stated: Stated,
        minimised: &Level,
        held: impl IntoIterator<Item = (&'l Level, i64)>,
    ) -> Self {
        let objective = stated.objective(&minimised.terms);
        let held: Vec<(Sum, i64)> =
            held.into_iter().map(|(level, value)| (stated.objective(&level.terms), value)).collect();
        let mut program = stated.program;
        for (number, (sum, value)) in (1..).zip(held) {
            let label = Label { what: ("goals", "held"), number: Some(number), ..Label::default() };
            program.row(label, sum, None, Some(value));
        }
        let objective = with_one(&mut program, objective);
        Self { problem, program, objective, title: title(problem, minimised) }
    }

    /// The program as it is written.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// What is minimised: columns and factors.
    pub fn objective(&self) -> &[(ColumnId, i64)] {
        &self.objective
    }

    /// The program as free-format MPS.
    pub fn mps(&self) -> String {
        mps::write(self)
    }

    /// The program as CPLEX LP.
    pub fn lp(&self) -> String {
        lp::write(self)
    }
}

/// States with a column that is 1 what would have no column: the constant of the objective, and rows that cannot hold.
fn with_one(program: &mut Program, objective: Sum) -> Vec<(ColumnId, i64)> {
    let (mut terms, constant) = objective.into_parts();
    let contradictions = std::mem::take(&mut program.contradictions);
    if constant == 0 && contradictions.is_empty() {
        return terms;
    }
    let one = program.column(Label { what: ("goals", "one"), ..Label::default() }, 1, 1);
    if constant != 0 {
        terms.push((one, constant));
    }
    for Unmet { label, .. } in contradictions {
        let mut sum = Sum::default();
        sum.add_column(one, 1);
        program.row(label, sum, None, Some(0));
    }
    terms
}

/// `2 wishes.against + travel.km`
fn title(problem: &Problem, level: &Level) -> String {
    let rules = problem.campaign().rules();
    let term = |&(count, weight): &_| {
        let name = rules.count_name(count);
        if weight == 1 { name } else { format!("{weight} {name}") }
    };
    level.terms.iter().map(term).collect::<Vec<_>>().join(" + ")
}
