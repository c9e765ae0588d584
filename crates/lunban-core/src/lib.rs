//! The model of Lunban: who may serve where and when, as data and as an integer program.
//!
//! ```text
//! Draft ──build──> Campaign ──index──> Problem ──state──> Program
//!                                        │
//!                            Schedule ──audit──> counts and findings
//! ```
//!
//! A [`Draft`] is what somebody wrote. A [`Campaign`] is the same, checked. A [`Problem`] is the same, indexed. The [`rules`]
//! state themselves as rows of an integer [`Program`] and judge a [`Schedule`] in [`Audit`]; the two know nothing of each other.
//! No solver, no files, no clock.

mod audit;
mod campaign;
pub mod capacity;
pub mod change;
mod dates;
mod deployment;
mod draft;
mod fact;
mod fault;
mod given;
mod goals;
mod ids;
pub mod logistics;
mod made_of;
mod pools;
mod problem;
mod program;
mod quota;
mod regions;
pub mod rules;
mod say;
mod schedule;
pub mod standby;
pub mod territory;
#[cfg(test)]
mod testing;
mod text;

pub use audit::{About, Audit, Finding, Findings};
pub use campaign::{
    Calendar, Campaign, Kind, Lock, NotAPlace, PastDuty, Person, Place, PlaceLevel, Places, Published, Ranks, Role,
    Round, Source, Standing, Team, Tie, Unit, Waiver, Wishes,
};
pub use dates::{DateRange, NotADateRange};
pub use deployment::DeploymentDraft;
pub use draft::{
    Absence, CalendarDraft, Draft, Gender, GoalDraft, HistoryDraft, KindDraft, LockDraft, LockMode, PersonDraft,
    PlaceDraft, PublishedDraft, RanksDraft, SeatsDraft, StandingDraft, TeamDraft, TieDraft, TieScope, UnitDraft,
    WaiverDraft, WishDraft,
};
pub use fact::{Fact, Subject};
pub use fault::{Fault, Faults, Severity, Spot, Table, nearest, nearest_text};
pub use given::Given;
pub use goals::{Goals, Level};
pub use ids::{CountId, KindId, LevelId, PersonId, PlaceId, PostId, RankId, RoleId, RoundId, TagId, TeamId, UnitId};
pub use problem::{Post, Problem};
pub use program::{
    Choices, Column, ColumnId, Export, Grain, Group, Holding, Label, Part, Pools, Program, Row, Single, Slot, SlotId,
    Stated, Statement, Sum, Unmet, Window,
};
pub use quota::{Band, QuotaTask, QuotaUnit};
pub use regions::Regions;
pub use rules::{Mode, Registry, RuleEntry, RuleSet};
pub use schedule::{Duty, Schedule, View};
pub use text::{Language, Text, listed};
