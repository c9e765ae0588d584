//! What a deployment needs beside people and their duties, as somebody wrote it. A schedule does not depend on it.

use serde::{Deserialize, Serialize};

use crate::logistics::LogisticsDraft;
use crate::territory::{BorderDraft, TerritoryDraft};

/// Everything a planner hands in that no schedule depends on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeploymentDraft {
    /// Which places touch.
    pub borders: Vec<BorderDraft>,
    /// How counties are divided among teams; none: they are not.
    pub territory: Option<TerritoryDraft>,
    /// Liaison, reporting, training, vehicles and money.
    pub logistics: LogisticsDraft,
}
