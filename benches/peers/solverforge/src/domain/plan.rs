//! A plan, and what it comes to: hard rules, then the goal levels of the campaign in strict order.

use solverforge::prelude::*;
use solverforge::stream::ConstraintFactory;
use solverforge::SolverConfig;

use super::{Person, Seat};
use crate::rows::Rows;
use crate::terms::terms;
use crate::worth::Worth;

/// All seats.
#[planning_solution(constraints = "constraints", config = "configured")]
pub struct Plan {
    /// Everybody.
    #[problem_fact_collection]
    pub people: Vec<Person>,
    /// The seats.
    #[planning_entity_collection]
    pub seats: Vec<Seat>,
    /// What it comes to.
    #[planning_score]
    pub score: Option<Worth>,
    /// How it is searched.
    pub config: SolverConfig,
}

fn configured(plan: &Plan, _usual: SolverConfig) -> SolverConfig {
    plan.config.clone()
}

/// What a seat comes to by itself is said by streams; what seats come to together, by one constraint over the rows of the program.
fn constraints() -> impl ConstraintSet<Plan, Worth> {
    let seats = || ConstraintFactory::<Plan, Worth>::new().for_each(Plan::seats());
    (
        seats()
            .filter(|seat: &Seat| seat.person.is_none())
            .penalize(|seat: &Seat| Worth::of(0, *terms().open(seat.post)))
            .named("open seat"),
        seats()
            .filter(|seat: &Seat| seat.person.is_some())
            .penalize(|seat: &Seat| match seat.person.and_then(|person| terms().column(person, seat.post)) {
                Some(column) => Worth::of(0, *terms().price(column)),
                None => Worth::of(1, [0; 8]),
            })
            .named("duty"),
        Rows::new(),
    )
}
