//! A task as a good_lp model.

use good_lp::variable::UnsolvedProblem;
use good_lp::{Constraint, Expression, Variable, constraint, variable, variables};

use super::{Numbers, Task};

/// The variables and the objective, and the variable of each column.
pub(super) fn model(task: &Task<'_>) -> (UnsolvedProblem, Vec<Variable>) {
    let mut vars = variables!();
    let columns: Vec<Variable> = (0..task.program.columns().len())
        .map(|column| {
            let bounds = variable().min(task.lower[column] as f64).max(task.upper[column] as f64);
            vars.add(if task.numbers == Numbers::Whole { bounds.integer() } else { bounds })
        })
        .collect();
    let terms = task.objective.iter().map(|&(column, factor)| (columns[column.index()], factor as f64));
    let objective = expression(terms);
    (vars.minimise(objective), columns)
}

/// The rows as constraints; one with two different bounds makes two. Each says which row it is of.
pub(super) fn constraints(task: &Task<'_>, columns: &[Variable]) -> Vec<(usize, Constraint)> {
    let mut constraints = Vec::new();
    for (position, row) in task.rows().enumerate() {
        let sum = || expression(row.terms.iter().map(|&(column, factor)| (columns[column.index()], factor as f64)));
        match (row.lower, row.upper) {
            (Some(lower), Some(upper)) if lower == upper => {
                constraints.push((position, constraint!(sum() == lower as f64)));
            }
            (lower, upper) => {
                constraints.extend(lower.map(|lower| (position, constraint!(sum() >= lower as f64))));
                constraints.extend(upper.map(|upper| (position, constraint!(sum() <= upper as f64))));
            }
        }
    }
    constraints
}

fn expression(terms: impl Iterator<Item = (Variable, f64)>) -> Expression {
    let mut expression = Expression::with_capacity(terms.size_hint().0);
    for (variable, factor) in terms {
        expression.add_mul(factor, variable);
    }
    expression
}
