//! A campaign folder, read whole with every fault at once, and written.

mod again;
mod borders;
mod contacts;
mod drivers;
mod files;
mod form;
mod format;
mod hash;
mod history;
mod json;
mod locks;
mod logistics;
mod places;
mod reading;
mod roster;
mod settings;
mod strays;
mod teams;
mod territory;
mod units;
mod unused;
mod waivers;
mod write;

pub use again::campaign_files_again;
pub(crate) use form::{Form, workbook as form_workbook};
pub(crate) use format::Format;
pub use hash::campaign_hash;
pub use hash::sha256;
pub use json::campaign_json;
pub(crate) use write::teams_table;
pub use write::{campaign_files, campaign_files_with_workbooks};

use std::path::Path;

use lunban_core::{Campaign, DeploymentDraft, Registry};

use crate::{LocatedFault, Origin, ReadFaults};
use reading::Reading;

/// A campaign folder that was read.
#[derive(Debug)]
pub struct Read {
    /// The campaign.
    pub campaign: Campaign,
    /// What a planner should know, though it stops nothing.
    pub warnings: Vec<LocatedFault>,
    /// Where everything stands.
    pub origin: Origin,
    /// What a deployment needs beside people.
    pub deployment: DeploymentDraft,
    /// The table of borders as it stands, where there is one.
    pub borders: Option<Vec<u8>>,
}

/// Reads a campaign: `path` is its folder, or the campaign file in it.
///
/// # Errors
/// If the campaign cannot be used: every fault at once, with file, line and column.
///
/// ```
/// let folder = tempfile::tempdir().unwrap();
/// std::fs::write(folder.path().join("campaign.toml"), "[campain]\nstart = 2017-09-15\n").unwrap();
/// let faults = lunban_files::read_campaign(folder.path()).unwrap_err();
/// assert!(faults.0.iter().any(|fault| {
///     fault.to_string().starts_with("campaign.toml:1:2: `campain`: expected a known key") && fault.maybe.is_some()
/// }));
/// ```
pub fn read_campaign(path: &Path) -> Result<Read, ReadFaults> {
    read_campaign_with(path, &Registry::standard())
}

/// Reads a campaign that may use rules of one's own.
///
/// # Errors
/// As [`read_campaign`].
pub fn read_campaign_with(path: &Path, registry: &Registry) -> Result<Read, ReadFaults> {
    let mut reading = Reading::of(path)?;
    let draft = reading.draft();
    reading.build(draft, registry)
}

/// Reads a campaign that may have no rosters yet: it has nobody then, and tables that name people are passed over.
///
/// # Errors
/// As [`read_campaign`].
pub fn read_campaign_before_rosters(path: &Path) -> Result<Read, ReadFaults> {
    let mut reading = Reading::of(path)?.before_rosters();
    let draft = reading.draft();
    reading.build(draft, &Registry::standard())
}
