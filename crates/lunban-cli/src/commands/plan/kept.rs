//! What `--keep` names: a schedule whose duties stand.

use std::path::Path;

use lunban::{Campaign, Problem};
use lunban_files::{LocatedFault, Origin, keep};

use crate::commands::read;
use crate::failure::Failure;

/// A schedule whose duties stand.
pub(super) struct Kept {
    /// The campaign with its duties locked.
    pub(super) campaign: Campaign,
    /// How many they are.
    pub(super) duties: usize,
    /// What is odd about the file.
    pub(super) warnings: Vec<LocatedFault>,
}

impl Kept {
    /// Reads it from whichever file holds it.
    pub(super) fn read(problem: &Problem, file: &Path, campaign_hash: &str, origin: &Origin) -> Result<Self, Failure> {
        let kept = read::schedule(problem, file, campaign_hash)?;
        let name = file.display().to_string();
        let campaign = keep(problem, &kept, &name, Some(origin)).map_err(|faults| read::wrong(file, faults))?;
        Ok(Self { campaign, duties: kept.schedule.duties().len(), warnings: kept.warnings })
    }
}
