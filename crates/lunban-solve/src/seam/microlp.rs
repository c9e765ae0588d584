//! microlp: pure Rust, for small cases.

use good_lp::{ResolutionError, Solution as _, SolutionStatus, SolverModel, WithTimeLimit};

use super::model::{constraints, model};
use super::{Outcome, Solution, Task};

pub(super) fn solve(task: &Task<'_>) -> Outcome {
    if task.program.columns().is_empty() {
        return Outcome::Optimal(Solution { values: Vec::new(), row_prices: None });
    }
    let (unsolved, columns) = model(task);
    let mut built = unsolved.using(good_lp::solvers::microlp::microlp);
    for (_, constraint) in constraints(task, &columns) {
        built.add_constraint(constraint);
    }
    if let Some(time) = task.effort.time {
        built = built.with_time_limit(time.as_secs_f64());
    }
    match built.solve() {
        Ok(solved) => {
            let values = columns.iter().map(|&column| solved.value(column)).collect();
            let solution = Solution { values, row_prices: None };
            match solved.status() {
                SolutionStatus::Optimal => Outcome::Optimal(solution),
                // microlp does not tell its bound.
                _ => Outcome::Feasible { solution, bound: f64::NEG_INFINITY },
            }
        }
        Err(ResolutionError::Infeasible) => Outcome::Infeasible,
        Err(ResolutionError::Other(_)) => Outcome::NoPlanInTime,
        Err(fault) => Outcome::Fault(fault.to_string()),
    }
}
