//! Why: what keeps seats open, what would fill them, why somebody serves here and not there. Model, section 6.
//!
//! All of it is found by solving the programs that plans come from, with some requirements dropped or some duties held, and comes as [`Fact`]s.

mod conflict;
mod duty;
mod exceptions;
mod locked;
mod requirements;
mod unfilled;
mod variant;
mod worth;

pub use conflict::Conflict;
pub use duty::duty;
pub use exceptions::{Exception, Exceptions};
pub use requirements::{Asked, Requirement, Scope};
pub use unfilled::{Lack, Shortfall, Unfilled, contradiction, unfilled};
pub use worth::worth;

#[cfg(doc)]
use lunban_core::Fact;
