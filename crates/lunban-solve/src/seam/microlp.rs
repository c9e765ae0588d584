//! microlp: pure Rust, for small cases.

use good_lp::{ResolutionError, Solution as _, SolutionStatus, SolverModel, WithTimeLimit};

use super::model::Model;
use super::{Outcome, Question, Solution};

pub(super) fn solve(question: Question, Model { unsolved, constraints, columns }: Model) -> Outcome {
    let mut built = unsolved.using(good_lp::solvers::microlp::microlp);
    for (_, constraint) in constraints {
        built.add_constraint(constraint);
    }
    if let Some(time) = question.effort.time {
        built = built.with_time_limit(time.as_secs_f64());
    }
    match built.solve() {
        Ok(solved) => {
            let values = columns.values(columns.variables().map(|variable| solved.value(variable)));
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
