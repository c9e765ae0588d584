//! Change: a schedule that people know, and what happened since.
//!
//! ```text
//! Campaign + Schedule + [Event] + as-of ──apply──> Changed: a Problem, what is settled of it, what stands, what is vacant
//! Changed + Schedule after ──orders──> [Order]
//! ```
//!
//! An [`Event`] says in words what happened; [`apply`] resolves it, splits time at a day, and says what is left to be planned. What lies before that day has been.
//! In a round that is under way only what an event forces changes: who leaves serves to the day before, and a substitute serves the rest. Later rounds that
//! people know of change at a cost (the rule `disturbance`), drafts freely.

mod apply;
mod check;
mod difference;
mod event;
mod goals;
mod ground;
mod orders;
mod people;
mod readiness;
mod teams;
#[cfg(test)]
mod tests;
mod time;
mod words;

pub use apply::{Changed, Released, apply};
pub use difference::{Difference, Moved, Side, difference, translate};
pub use event::{Event, When};
pub use ground::Ground;
pub use orders::{Order, OrderedSeat, Route, orders};
pub use readiness::{Certificate, Lesson, Readiness};
pub use time::Phase;
