//! Solves what `lunban-core` states: the seam to solvers, the ladder of goals, and the road from a problem to a proven plan.

mod bound;
mod control;
mod duty;
mod exchange;
pub mod explain;
mod first_order;
mod greedy;
mod ladder;
mod options;
mod parts;
mod plan;
mod quota;
mod repair;
pub mod replan;
mod road;
mod seam;
mod seating;
pub mod simulate;
#[doc(hidden)]
pub mod steps;
mod territory;

pub use control::{LevelNews, News, Observer, Stage, StopToken};
pub use options::Options;
pub use plan::{Certificate, Plan, PlanError, Proof};
pub use quota::{Evenness, LimitKind, Quota, QuotaError, QuotaLimit, quota};
pub use road::{plan, plan_whole};
pub use seam::{Backend, Effort, Numbers, Outcome, Solution, Task};
pub use territory::{TerritoryError, TerritoryOptions, divide};
