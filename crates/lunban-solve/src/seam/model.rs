//! A task as a good_lp model. Columns that are settled are no variables of it, and rows of such columns alone no constraints.

use good_lp::variable::UnsolvedProblem;
use good_lp::{Constraint, Expression, Variable, constraint, variable, variables};
use lunban_core::{ColumnId, Row};

use super::{Numbers, Task};

/// The model of a task.
pub(super) struct Model {
    /// The variables and what to minimise.
    pub(super) unsolved: UnsolvedProblem,
    /// Each row as constraints, with its position among the rows of the task; one with two different bounds makes two.
    pub(super) constraints: Vec<(usize, Constraint)>,
    /// Which column of the task each variable is, and how its values are had.
    pub(super) columns: Columns,
}

/// The columns of a task: variables, or settled.
pub(super) struct Columns {
    /// The variable of each column that is free.
    variables: Vec<Option<Variable>>,
    /// The value of each column that is not.
    settled: Vec<i64>,
    /// What the settled columns cost.
    pub(super) cost: i64,
}

impl Model {
    /// The model of a task; none where settled columns alone break a row.
    pub(super) fn new(task: &Task<'_>) -> Option<Self> {
        let mut vars = variables!();
        let bounds = task.lower.iter().zip(task.upper);
        let variables = bounds.map(|(&lower, &upper)| {
            (lower != upper).then(|| {
                let bounds = variable().min(lower as f64).max(upper as f64);
                vars.add(if task.numbers == Numbers::Whole { bounds.integer() } else { bounds })
            })
        });
        let mut columns = Columns { variables: variables.collect(), settled: task.lower.to_vec(), cost: 0 };
        let (objective, cost) = columns.sum(task.objective);
        columns.cost = cost;
        let mut constraints = Vec::new();
        for (position, row) in task.rows().enumerate() {
            constraints.extend(columns.constraints(row)?.into_iter().map(|constraint| (position, constraint)));
        }
        Some(Self { unsolved: vars.minimise(objective.unwrap_or_default()), constraints, columns })
    }
}

impl Columns {
    /// Whether none is left to choose.
    pub(super) fn are_settled(&self) -> bool {
        self.variables.iter().all(Option::is_none)
    }

    /// The variables, in the order of their columns.
    pub(super) fn variables(&self) -> impl Iterator<Item = Variable> + '_ {
        self.variables.iter().copied().flatten()
    }

    /// The value of each column, from those of the variables.
    pub(super) fn values(&self, variables: impl IntoIterator<Item = f64>) -> Vec<f64> {
        let mut variables = variables.into_iter();
        let columns = self.variables.iter().zip(&self.settled);
        let value = |(variable, &settled): (&Option<Variable>, &i64)| {
            variable.and_then(|_| variables.next()).unwrap_or(settled as f64)
        };
        columns.map(value).collect()
    }

    /// A sum as an expression of variables, if any is in it, and what the settled columns add to it.
    fn sum(&self, terms: &[(ColumnId, i64)]) -> (Option<Expression>, i64) {
        let (mut expression, mut constant): (Option<Expression>, _) = (None, 0);
        for &(column, factor) in terms {
            match self.variables[column.index()] {
                Some(variable) => {
                    let room = || Expression::with_capacity(terms.len());
                    expression.get_or_insert_with(room).add_mul(factor as f64, variable);
                }
                None => constant += factor * self.settled[column.index()],
            }
        }
        (expression, constant)
    }

    /// A row as constraints; none where it is broken by settled columns alone.
    fn constraints(&self, row: &Row) -> Option<Vec<Constraint>> {
        let (sum, constant) = self.sum(&row.terms);
        let (lower, upper) = (row.lower.map(|lower| lower - constant), row.upper.map(|upper| upper - constant));
        let Some(sum) = sum else {
            let is_kept = lower.is_none_or(|lower| lower <= 0) && upper.is_none_or(|upper| upper >= 0);
            return is_kept.then(Vec::new);
        };
        if let (Some(lower), Some(upper)) = (lower, upper)
            && lower == upper
        {
            return Some(vec![constraint!(sum == lower as f64)]);
        }
        let least = lower.map(|lower| constraint!(sum.clone() >= lower as f64));
        let most = upper.map(|upper| constraint!(sum.clone() <= upper as f64));
        Some(least.into_iter().chain(most).collect())
    }
}
