//! Seats: each is one of a post.

use solverforge::prelude::*;

use super::Plan;
use crate::terms::terms;

/// A seat, and who holds it.
#[planning_entity]
pub struct Seat {
    /// Its number.
    #[planning_id]
    pub id: usize,
    /// The position of its post in the problem.
    pub post: usize,
    /// The position of who holds it; none: it is open.
    #[planning_variable(value_range_provider = "people", allows_unassigned = true, candidate_values = "eligible")]
    pub person: Option<usize>,
}

/// Who may hold the seat: only they are tried.
pub(super) fn eligible(plan: &Plan, seat: usize, _variable: usize) -> &[usize] {
    terms().eligible(plan.seats[seat].post)
}
