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
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use lunban_core::{ColumnId, Program, Row};
use model::Model;

/// How often it is looked whether somebody asks to stop a solve.
const LOOK: Duration = Duration::from_millis(10);

/// Tasks of fewer free columns are over before anybody notices, and there are thousands of them.
const SMALL: usize = 1_000;

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

/// What is asked of a model, beside what it says itself.
#[derive(Clone, Copy, Debug)]
struct Question {
    numbers: Numbers,
    effort: Effort,
    /// Rows of the task.
    rows: usize,
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
        self.solve_until(task, || false)
    }

    /// Solves a task, or gives it up once it `is_over`: no backend can be told to stop, so it goes on to its own limits then, and nobody waits.
    pub fn solve_until(self, task: &Task<'_>, is_over: impl Fn() -> bool) -> Outcome {
        let question = Question { numbers: task.numbers, effort: task.effort, rows: task.rows().count() };
        let Some(model) = Model::new(task) else { return Outcome::Infeasible };
        if model.columns.are_settled() {
            let row_prices = question.has_prices().then(|| vec![0.0; question.rows]);
            return Outcome::Optimal(Solution { values: model.columns.values([]), row_prices });
        }
        if model.columns.variables().count() < SMALL {
            return self.answer(question, model);
        }
        let (answer, answered) = mpsc::channel();
        // Whoever waits no longer does not hear the answer.
        std::thread::spawn(move || drop(answer.send(self.answer(question, model))));
        loop {
            match answered.recv_timeout(LOOK) {
                Ok(outcome) => return outcome,
                Err(RecvTimeoutError::Timeout) if is_over() => return Outcome::NoPlanInTime,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Outcome::Fault("it ended without an answer".to_owned()),
            }
        }
    }

    fn answer(self, question: Question, model: Model) -> Outcome {
        match self {
            #[cfg(feature = "highs")]
            Self::Highs => highs::solve(question, model),
            #[cfg(feature = "microlp")]
            Self::Microlp => microlp::solve(question, model),
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

impl Question {
    /// Whether the rows have prices.
    fn has_prices(self) -> bool {
        self.numbers != Numbers::Whole
    }
}

impl Task<'_> {
    /// The rows of the program and the held ones.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.program.rows().iter().chain(self.held)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use lunban_core::{Campaign, Pools, Problem, Sum, Window};
    use lunban_generate::{SHIPPED_SEED, Shape, generate};

    use super::{Backend, Effort, Numbers, Outcome, Task};

    #[test]
    fn a_solve_is_given_up_at_once_though_no_backend_stops() {
        let problem = Problem::new(Campaign::build(generate(Shape::Jjj, SHIPPED_SEED).draft).unwrap());
        let stated = Window::duty(&problem, &Pools::new(&problem)).state();
        let program = &stated.program;
        let (lower, upper): (Vec<i64>, Vec<i64>) =
            program.columns().iter().map(|column| (column.lower, column.upper)).unzip();
        let mut open = Sum::default();
        stated.holdings.iter().filter_map(|holding| holding.column).for_each(|column| open.add_column(column, -1));
        let task = Task {
            program,
            lower: &lower,
            upper: &upper,
            held: &[],
            objective: open.terms(),
            numbers: Numbers::Vertex,
            effort: Effort::default(),
        };
        let backend = Backend::best().expect("a backend");
        let start = Instant::now();
        assert_eq!(backend.solve_until(&task, || start.elapsed() > Duration::from_millis(50)), Outcome::NoPlanInTime);
        let given_up = start.elapsed();
        assert!(matches!(backend.solve(&task), Outcome::Optimal(_)), "it has a solution where somebody waits");
        assert!(2 * given_up < start.elapsed(), "given up after {given_up:?}, sooner than it is solved");
    }
}
