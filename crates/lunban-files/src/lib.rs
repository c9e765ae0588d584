//! Campaigns and schedules as files: what planners write, read with the place of every value; what they get, written.
//!
//! ```text
//! folder ──read_campaign──> Campaign + Origin          Draft ──campaign_files──> folder
//! schedule ──render──> files ──write_folder──> folder, whole or not at all
//! ```
//!
//! Core speaks of rows and settings; an [`Origin`] knows in which file, line and column each of them stands. Every fault of a
//! campaign folder is found in one reading.

mod advice;
mod campaign;
mod events;
mod fault;
mod folder;
mod found;
mod history;
mod input;
mod keep;
mod origin;
mod out;
mod settings;
mod table;
mod text;
mod workbook;

pub use campaign::{
    Read, campaign_files, campaign_files_again, campaign_files_with_workbooks, campaign_hash, campaign_json,
    read_campaign, read_campaign_before_rosters, read_campaign_with, sha256,
};
pub use events::ReadEvents;
pub use fault::{Column, Letters, LocatedFault, Location, ReadFaults};
pub use folder::{FolderError, Replace, may_write_folder, write_file, write_folder};
pub use history::{Decision, Deed, Entry, History, HistoryError, Publication, Record, State, Version};
pub use keep::keep;
pub use origin::Origin;
pub use out::{
    BreakRecord, CertificateRecord, ChangeRecord, ChangedLevel, ChangesFile, Deployment, DeploymentRecord, Divided,
    DutyRecord, Extra, FactRecord, FindingRecord, FindingWords, GoalCertificate, Machine, Made, OpenRecord, Ordered,
    Outcome, ReadSchedule, RenderError, ReserveRecord, RoundRecord, Run, SCHEDULE_FORMAT, SampleRecord, ScheduleFile,
    ScheduleHeader, Side, SimulationFile, Step, TerritoryRecord, TrainingRecord, WeightedCount, aligned, brief,
    changes_files, changes_page, guard, quota_table, quota_workbook, quota_workbooks, read_schedule,
    read_schedule_file, read_schedule_table, render, schedule_schema, simulation_files, simulation_page,
    territory_files, territory_record, territory_summary, told, unguard,
};
