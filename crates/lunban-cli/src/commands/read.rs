//! Reads what calls name: campaigns and schedules.

use std::path::Path;

use lunban::Problem;
use lunban_files::{Read, ReadFaults, ReadSchedule, read_campaign, read_schedule_file};

use crate::failure::Failure;

/// A campaign: its folder, or the campaign file in it.
pub(super) fn campaign(path: &Path) -> Result<Read, Failure> {
    read_campaign(path).map_err(|faults| wrong(path, faults))
}

/// A schedule of a campaign, from whichever file holds it.
pub(super) fn schedule(problem: &Problem, path: &Path, campaign_hash: &str) -> Result<ReadSchedule, Failure> {
    read_schedule_file(problem, path, campaign_hash).map_err(|faults| wrong(path, faults))
}

/// What a call names is at fault.
pub(super) fn wrong(path: &Path, faults: ReadFaults) -> Failure {
    Failure::Input { path: path.display().to_string(), faults }
}
