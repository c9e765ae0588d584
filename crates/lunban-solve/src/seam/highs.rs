//! HiGHS: the model from good_lp, the solve through the `highs` crate, which tells the bound and the row prices.

use good_lp::SolverModel;
use highs::{HighsModelStatus, HighsSolutionStatus, SolvedModel};

use super::model::{Columns, Model};
use super::{Effort, Outcome, Question, Solution};

/// HiGHS stops when bound and value are nearer than this: values are whole numbers, so below 1 they are equal.
const ABSOLUTE_GAP: f64 = 0.99;

/// A model that HiGHS has, and what its columns and rows are of.
struct Built {
    model: highs::Model,
    columns: Columns,
    /// For each row the row of the task.
    rows: Vec<usize>,
}

pub(super) fn solve(question: Question, model: Model) -> Outcome {
    let built = match built(question, model) {
        Ok(built) => built,
        Err(fault) => return Outcome::Fault(fault),
    };
    match built.model.try_solve() {
        Ok(solved) => outcome(question, &solved, &built.columns, &built.rows),
        Err(status) => Outcome::Fault(format!("HiGHS failed: {status:?}")),
    }
}

fn built(question: Question, Model { unsolved, constraints, columns }: Model) -> Result<Built, String> {
    let mut built = unsolved.using(good_lp::solvers::highs::highs);
    let mut rows = Vec::new();
    for (row, constraint) in constraints {
        built.add_constraint(constraint);
        rows.push(row);
    }
    let mut model = built.try_into_inner().map_err(|fault| fault.to_string())?;
    settle(&mut model, question.effort).map_err(|option| format!("HiGHS does not take the option {option}"))?;
    Ok(Built { model, columns, rows })
}

/// Sets the options. One thread, so that nothing depends on how many there are; callers run tasks side by side.
fn settle(model: &mut highs::Model, effort: Effort) -> Result<(), &'static str> {
    model.make_quiet();
    model.try_set_option("threads", 1).map_err(|_| "threads")?;
    model.try_set_option("parallel", "off").map_err(|_| "parallel")?;
    let seed = i32::try_from(effort.seed % u64::from(i32::MAX.unsigned_abs())).unwrap_or(0);
    model.try_set_option("random_seed", seed).map_err(|_| "random_seed")?;
    model.try_set_option("mip_rel_gap", 0.0).map_err(|_| "mip_rel_gap")?;
    model.try_set_option("mip_abs_gap", ABSOLUTE_GAP).map_err(|_| "mip_abs_gap")?;
    if let Some(nodes) = effort.nodes {
        let nodes = i32::try_from(nodes).unwrap_or(i32::MAX);
        model.try_set_option("mip_max_nodes", nodes).map_err(|_| "mip_max_nodes")?;
    }
    if effort.nearly {
        model.try_set_option("presolve", "off").map_err(|_| "presolve")?;
    }
    if effort.first {
        model.try_set_option("mip_max_improving_sols", 1).map_err(|_| "mip_max_improving_sols")?;
    }
    if let Some(time) = effort.time {
        model.try_set_option("time_limit", time.as_secs_f64().max(0.01)).map_err(|_| "time_limit")?;
    }
    Ok(())
}

fn outcome(question: Question, solved: &SolvedModel, columns: &Columns, rows: &[usize]) -> Outcome {
    use HighsModelStatus as Status;
    let has_solution = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
    match solved.status() {
        Status::Optimal if has_solution => Outcome::Optimal(solution(question, solved, columns, rows)),
        // Every column is bounded, so a program is never unbounded.
        Status::Infeasible | Status::UnboundedOrInfeasible => Outcome::Infeasible,
        Status::ReachedTimeLimit
        | Status::ReachedIterationLimit
        | Status::ReachedInterrupt
        | Status::ReachedMemoryLimit
        | Status::ReachedSolutionLimit => match solved.double_info_value(c"mip_dual_bound") {
            Ok(bound) if has_solution && !question.has_prices() => {
                let bound = bound + columns.cost as f64;
                Outcome::Feasible { solution: solution(question, solved, columns, rows), bound }
            }
            _ => Outcome::NoPlanInTime,
        },
        status => Outcome::Fault(format!("HiGHS ended with {status:?}")),
    }
}

fn solution(question: Question, solved: &SolvedModel, columns: &Columns, rows: &[usize]) -> Solution {
    let solution = solved.get_solution();
    let row_prices = question.has_prices().then(|| {
        let mut prices = vec![0.0; question.rows];
        for (&row, price) in rows.iter().zip(solution.dual_rows()) {
            prices[row] += price;
        }
        prices
    });
    Solution { values: columns.values(solution.columns().iter().copied()), row_prices }
}
