//! People, by their position in the problem.

use solverforge::prelude::*;

/// Somebody who may fill a seat.
#[problem_fact]
pub struct Person {
    /// The position.
    #[planning_id]
    pub id: usize,
}
