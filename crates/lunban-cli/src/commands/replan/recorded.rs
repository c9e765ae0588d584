//! The history that a replan goes into.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lunban::change::Changed;
use lunban::{Text, text};
use lunban_files::{ChangesFile, Entry, History, Version, sha256};

use super::hash_after;
use crate::commands::history::{self, Head, anchor};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::screen::Screen;

/// A history to which a version is to be added.
#[derive(Debug)]
pub(super) struct Recorded<'r> {
    path: &'r Path,
    history: History,
    /// The hash of the schedule that the version is made from.
    from: String,
    /// The hash of the campaign that it is made in.
    from_campaign: String,
}

/// A version that is written: the files of its folder, and what they came of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'w> {
    pub(super) folder: &'w Path,
    pub(super) files: &'w BTreeMap<PathBuf, Vec<u8>>,
    pub(super) changed: &'w Changed,
    pub(super) changes: &'w ChangesFile,
    /// The events, with names.
    pub(super) events: &'w [String],
    pub(super) redacted: bool,
}

impl<'r> Recorded<'r> {
    /// Reads the history; whatever would keep a version out of it is found before any work is done.
    pub(super) fn open(path: &'r Path, schedule: &Path, from_campaign: &str, screen: Screen) -> Result<Self, Failure> {
        let history = history::read(path, screen)?;
        let from = anchor::hash_of(schedule)?;
        anchor::must_go_on_from(&history, path, schedule, &from)?;
        history.may_append(path)?;
        Ok(Self { path, history, from, from_campaign: from_campaign.to_owned() })
    }

    /// The number of the version to come.
    pub(super) fn version(&self) -> u32 {
        self.history.versions().next_back().map_or(1, |last| last.version + 1)
    }

    /// Adds the version once its folder is there: a history never tells of what is nowhere.
    pub(super) fn add(&mut self, written: &Written<'_>) -> Result<Option<Head>, Failure> {
        let hash = |name: &str| written.files.get(Path::new(name)).map(|bytes| sha256(bytes)).unwrap_or_default();
        let version = Version {
            version: self.version(),
            from: self.from.clone(),
            from_campaign: self.from_campaign.clone(),
            as_of: Some(written.changed.as_of),
            events: written.events.to_vec(),
            orders: written.changes.changes.len(),
            changes: hash("changes.json"),
            campaign: hash_after(written.changed),
            schedule: hash("schedule.json"),
            redacted: written.redacted,
        };
        let added = self.history.append(self.path, [Entry::Version(version)]);
        added.map_err(|error| not_added(written.folder, error.says()))?;
        Ok(Head::of(&self.history))
    }
}

/// The folder stands, and nothing is lost: the same call makes the same folder again.
fn not_added(folder: &Path, why: Text) -> Failure {
    let (folder, Text { english, chinese }) = (folder.display(), why);
    let words = text!(
        "{english}\n  {folder} is written, but not in the history: once that is mended, the same call with --force adds it",
        "{chinese}\n  {folder}已写出，但未记入历史：排除后加--force重新执行即可"
    );
    Failure::said(Exit::Wrong, "not-in-history", words)
}
