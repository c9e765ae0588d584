//! Other solvers beside ours: what they are handed, what they say, and what our audit says of their plans.

mod chart;
mod duties;
mod handed;
mod heard;
mod record;
mod said;
mod split;
mod table;

pub use chart::draw;
pub use duties::{schedule, write_duties};
pub use handed::{Ladder, PROGRAM, Rung, hand, name};
pub use heard::{Ended, Heard, listen};
pub use record::{Closed, Compared, Line, Point, Record};
pub use said::{Said, Teller};
pub use split::{Split, minimise};
pub use table::table;
