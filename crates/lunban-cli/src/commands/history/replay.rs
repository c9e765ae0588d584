//! A history played again: every version made from the first campaign and schedule, byte for byte.

use std::collections::BTreeSet;
use std::path::Path;

use lunban::change::{Changed, apply, translate};
use lunban::replan::replan;
use lunban::{Campaign, Language, Options, Problem, Schedule, StopToken, text};
use lunban_files::{History, ReadEvents, ReadFaults, Version, campaign_hash, sha256};

use super::anchor::hash_of;
use crate::commands::replan::{hash_after, rendered};
use crate::commands::{no_plan, read};
use crate::exit::Exit;
use crate::failure::Failure;

/// The versions that come out otherwise. Where one does, so do all after it, for they are made from it.
pub(super) fn differing(history: &History, campaign: &Path, schedule: &Path) -> Result<Vec<u32>, Failure> {
    let problem = Problem::new(read::campaign(campaign)?.campaign);
    let hash = campaign_hash(problem.campaign());
    let from = hash_of(schedule)?;
    if let Some(first) = history.versions().next() {
        must_be_first(from == first.from, schedule)?;
        must_be_first(hash == first.from_campaign, campaign)?;
    }
    let known = read::schedule(&problem, schedule, &hash)?.schedule;
    let mut stand = Stand { problem, known, from, hash };
    let mut versions = history.versions();
    for version in versions.by_ref() {
        match stand.next(version, campaign)? {
            Some(next) => stand = next,
            None => return Ok([version.version].into_iter().chain(versions.map(|later| later.version)).collect()),
        }
    }
    Ok(Vec::new())
}

/// What a replay begins with is what version 1 was made from: found out at once, and not after minutes of planning something else.
fn must_be_first(is_first: bool, path: &Path) -> Result<(), Failure> {
    let path = path.display();
    let words = text!(
        "{path} is not what version 1 of the history was made from\n  Maybe the campaign and the schedule before the first replan, as they were",
        "{path}并非历史第1版所据\n  或许可用首次变更之前的任务与方案原件"
    );
    if is_first { Ok(()) } else { Err(Failure::said(Exit::Wrong, "other-beginning", words)) }
}

/// How far a replay has come.
struct Stand {
    problem: Problem,
    known: Schedule,
    /// The hash of that schedule as it was written.
    from: String,
    /// The hash of the campaign.
    hash: String,
}

impl Stand {
    /// After a version; none: it comes out otherwise.
    fn next(&self, version: &Version, campaign: &Path) -> Result<Option<Self>, Failure> {
        if self.from != version.from || self.hash != version.from_campaign {
            return Ok(None);
        }
        let changed = self.changed(version, campaign)?;
        let hash = hash_after(&changed);
        // What the events make of the campaign is known long before a plan is.
        if hash != version.campaign {
            return Ok(None);
        }
        let planned = replan(&changed, &Options::default());
        let planned =
            planned.map_err(|error| no_plan::failure(&changed.problem, &error, &StopToken::default(), None))?;
        let files =
            rendered(&changed, &planned, version.version, (&BTreeSet::new(), version.redacted), Language::English)?;
        let from = files.get(Path::new("schedule.json")).map(|bytes| sha256(bytes)).unwrap_or_default();
        if from != version.schedule {
            return Ok(None);
        }
        let problem = Problem::new(Campaign::build(changed.draft.clone()).map_err(|faults| {
            Failure::said(Exit::Internal, "replay", crate::internal::please_report(&faults.to_string()))
        })?);
        let known = translate(&changed.problem, &problem, &planned.schedule);
        Ok(Some(Self { problem, known, from, hash }))
    }

    fn changed(&self, version: &Version, campaign: &Path) -> Result<Changed, Failure> {
        let wrong = |faults| read::wrong(campaign, faults);
        let events = ReadEvents::of_texts(&version.events).map_err(wrong)?;
        apply(&self.problem, &self.known, &events.events, version.as_of)
            .map_err(|faults| wrong(ReadFaults(faults.0.iter().map(|fault| events.locate(fault)).collect())))
    }
}
