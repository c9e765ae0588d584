//! Measurements: time and memory on campaigns of full scale.

mod measured;
mod row;

pub use measured::{Measured, measure};
pub use row::{Instance, Level, Row};
