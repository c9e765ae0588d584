//! The model of Lunban: who may serve where and when, as data and as an integer program.
//!
//! No solver, no files, no clock.

mod dates;
mod draft;
mod fault;
mod ids;
mod text;

pub use dates::{DateRange, NotADateRange};
pub use draft::{
    Absence, CalendarDraft, Draft, Gender, GoalDraft, KindDraft, LockDraft, LockMode, PersonDraft, PlaceDraft,
    RanksDraft, SeatsDraft, TeamDraft, TieDraft, TieScope, UnitDraft, WishDraft,
};
pub use fault::{Fault, Faults, Severity, Spot, Table, nearest, nearest_text};
pub use ids::{KindId, LevelId, PersonId, PlaceId, PostId, RankId, RoleId, RoundId, TagId, TeamId, UnitId};
pub use text::{Language, Text};
