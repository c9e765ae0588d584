//! What follows from a schedule: who coordinates whom, who reports, who is trained when, who drives, what it costs.
//!
//! ```text
//! Problem + Schedule + LogisticsDraft ──> Command, Reporters, Training, Turns, Budget ──> tables
//! ```
//!
//! Each is computed from the schedule alone and changes nothing in it. What cannot be is a [`crate::Fault`] that says what would mend it.

mod budget;
mod check;
mod command;
mod draft;
mod liaison;
mod money;
mod rates;
mod reporters;
mod sessions;
#[cfg(test)]
mod tests;
mod training;
mod vehicles;

pub use budget::{Budget, Cost, DutyCost, VehicleCost};
pub use check::check;
pub use command::{Command, Office};
pub use draft::{
    BudgetDraft, CertificatesDraft, ContactDraft, DriverDraft, FareDraft, LogisticsDraft, ReportingDraft, SessionDraft,
    TrainingDraft, VehiclesDraft,
};
pub use liaison::{Liaison, liaison};
pub use money::{Fen, NotMoney};
pub use rates::rates;
pub use reporters::{Reporter, reporters};
pub(crate) use sessions::Sessions;
pub use training::{Trainee, Training};
pub use vehicles::{Turn, turns};
