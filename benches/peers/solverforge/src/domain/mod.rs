//! The model: seats to be filled with people.

solverforge::planning_model! {
    root = "src/domain";

    mod person;
    mod plan;
    mod seat;

    pub use person::Person;
    pub use plan::Plan;
    pub use seat::Seat;
}
