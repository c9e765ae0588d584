//! What a deployment needs beside people and their duties, as somebody wrote it. A schedule does not depend on it.

use serde::{Deserialize, Serialize};

use crate::logistics::{self, LogisticsDraft};
use crate::territory::{BorderDraft, Number, Territory, TerritoryDraft};
use crate::{Fault, Problem};

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

impl DeploymentDraft {
    /// What is wrong with it, whatever the schedule of a problem will be: what would keep counties from being divided, and any schedule from being deployed.
    pub fn faults(&self, problem: &Problem) -> Vec<Fault> {
        let divided = |territory| Territory::build(problem.campaign(), territory, &self.borders, Number::OfTeams);
        // Who has no borders may not want their counties divided.
        let territory = self.territory.as_ref().filter(|_| !self.borders.is_empty());
        let mut faults =
            territory.and_then(|territory| divided(territory).err()).map_or_else(Vec::new, |faults| faults.0);
        faults.extend(logistics::check(problem, &self.logistics));
        faults
    }
}
