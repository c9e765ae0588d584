//! What follows from a schedule: who coordinates whom, who reports, who is trained when, who drives, what it costs.
//!
//! ```text
//! Problem + Schedule + LogisticsDraft ──> Command, Reporters, Training, Turns, Budget ──> tables
//! ```
//!
//! Each is computed from the schedule alone and changes nothing in it. What cannot be is a [`crate::Fault`] that says what would mend it.

mod budget;
mod command;
mod draft;
mod liaison;
mod money;
mod reporters;
#[cfg(test)]
mod tests;
mod training;
mod vehicles;

pub use budget::{Budget, Cost, DutyCost, VehicleCost};
pub use command::{Command, Office};
pub use draft::{
    BudgetDraft, CertificatesDraft, ContactDraft, DriverDraft, FareDraft, LogisticsDraft, ReportingDraft, SessionDraft,
    TrainingDraft, VehiclesDraft,
};
pub use liaison::{Liaison, liaison};
pub use money::{Fen, NotMoney};
pub use reporters::{Reporter, reporters};
pub use training::{Trainee, Training};
pub use vehicles::{Turn, turns};
