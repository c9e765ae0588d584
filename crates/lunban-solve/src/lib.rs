//! Solves what `lunban-core` states: the seam to solvers, the ladder of goals, and the road from a problem to a proven plan.

mod bound;
mod control;
mod ladder;
mod plan;
mod repair;
mod seam;
mod seating;

pub use control::StopToken;
pub use plan::{Certificate, Options, Plan, PlanError, Proof, plan, plan_whole};
pub use seam::{Backend, Effort, Numbers, Outcome, Solution, Task};
