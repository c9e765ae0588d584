//! The seam to solvers: one task in, one outcome out, whatever the backend.
//!
//! Both backends get their model from good_lp; what good_lp does not tell of HiGHS (the bound, the row duals of a relaxation) is asked of
//! the `highs` crate.
//!
//! No backend is given values to start from: HiGHS 1.16, given a start, has called a value of 1 optimal where 0 was to be had (the
//! regression `search-claims-too-much`). The ladder keeps the best values itself.

#[cfg(feature = "highs")]
mod highs;
#[cfg(feature = "microlp")]
mod microlp;
mod model;

use std::fmt;
use std::time::Duration;

use lunban_core::{ColumnId, Program, Row};
use model::Model;

/// A mixed integer program to minimise: a program, its bounds tightened, with some rows added.
#[derive(Clone, Debug)]
pub struct Task<'a> {
    /// The program.
    pub program: &'a Program,
    /// The least value of each column.
    pub lower: &'a [i64],
    /// The greatest value of each column.
    pub upper: &'a [i64],
    /// Rows beside those of the program.
    pub held: &'a [Row],
    /// What to minimise: columns and factors.
    pub objective: &'a [(ColumnId, i64)],
    /// What the columns may be.
    pub numbers: Numbers,
    /// How far to go.
    pub effort: Effort,
}

/// What numbers the columns of a task may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// Whole ones.
    Whole,
    /// Fractions, at a vertex: often whole all the same.
    Vertex,
}

/// How far a solver goes before it stops with what it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Nodes of a search tree; the same on every machine.
    pub nodes: Option<u32>,
    /// Whether any solution will do, where the backend can stop at the first.
    pub first: bool,
    /// Whether the columns at their better bounds are nearly a solution: to simplify the program first then takes longer than to solve it.
    pub nearly: bool,
    /// Time on the clock; results then differ between runs.
    pub time: Option<Duration>,
    /// Breaks ties inside the backend, where it takes a seed.
    pub seed: u64,
}

/// How a solve ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The best there is.
    Optimal(Solution),
    /// A solution, and no better one below `bound`.
    Feasible {
        /// The solution.
        solution: Solution,
        /// What no solution goes below, as the solver has it.
        bound: f64,
    },
    /// A limit was reached before any solution; nothing is known of the rest.
    NoPlanInTime,
    /// No values obey all rows.
    Infeasible,
    /// The backend failed.
    Fault(String),
}

/// Values of columns, and prices of rows where the backend tells them.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// The value of each column.
    pub values: Vec<f64>,
    /// For a relaxation: the price of each row of the program, then of each held row.
    pub row_prices: Option<Vec<f64>>,
}

/// A backend that ships with the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// HiGHS, for full scale.
    #[cfg(feature = "highs")]
    Highs,
    /// microlp, pure Rust, for small cases and as a second opinion.
    #[cfg(feature = "microlp")]
    Microlp,
}

impl Backend {
    /// Every backend this build has, the one for full scale first.
    pub const ALL: &'static [Self] = &[
        #[cfg(feature = "highs")]
        Self::Highs,
        #[cfg(feature = "microlp")]
        Self::Microlp,
    ];

    /// The best of the backends this build has.
    pub fn best() -> Option<Self> {
        Self::ALL.first().copied()
    }

    /// Solves a task.
    pub fn solve(self, task: &Task<'_>) -> Outcome {
        let Some(model) = Model::new(task) else { return Outcome::Infeasible };
        if model.columns.are_settled() {
            let row_prices = (task.numbers != Numbers::Whole).then(|| vec![0.0; task.rows().count()]);
            return Outcome::Optimal(Solution { values: model.columns.values([]), row_prices });
        }
        match self {
            #[cfg(feature = "highs")]
            Self::Highs => highs::solve(task, model),
            #[cfg(feature = "microlp")]
            Self::Microlp => microlp::solve(task, model),
        }
    }
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match *self {
            #[cfg(feature = "highs")]
            Self::Highs => "highs",
            #[cfg(feature = "microlp")]
            Self::Microlp => "microlp",
        })
    }
}

impl Task<'_> {
    /// The rows of the program and the held ones.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.program.rows().iter().chain(self.held)
    }
}
