//! Measurements: time and memory on campaigns of full scale, and other solvers beside ours.

mod machine;
mod measured;
mod part;
pub mod peers;
mod row;

pub use machine::{cores, machine, today};
pub use measured::{Measured, measure};
pub use part::{Part, parts};
pub use row::{Instance, Level, Row};
