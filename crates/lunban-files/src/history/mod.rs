//! The history of a schedule: an append-only file of records, each with the hash of the one before it.
//!
//! A line is a record: JSON with a number, the hash of the record before, what happened, and a hash of all that. Nothing in the file can change without a hash that
//! does not fit any more. A line that was cut off while it was written is no record: the file is read to its last whole one.
//!
//! What the file cannot tell by itself is that whole lines at its end are lost: what is left is a history, too. Whoever knows the schedule that holds now, or the
//! hash of a record, can tell: [`History::version_of`], [`History::holds`].

mod clerk;
mod deed;
mod entry;
mod error;
#[cfg(test)]
mod tests;

use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use lunban_core::text;
use serde::{Deserialize, Serialize};

pub use entry::{Decision, Deed, Entry, Publication, State, Version};
pub use error::HistoryError;

use crate::campaign::sha256;
use crate::{LocatedFault, Location, ReadFaults, input};

/// One line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its number, from 1.
    pub number: u32,
    /// The hash of the record before; empty for the first.
    pub previous: String,
    /// What happened.
    pub entry: Entry,
    /// The hash of all that.
    pub hash: String,
}

impl Record {
    fn new(number: u32, previous: String, entry: Entry) -> Self {
        let hash = Self::hash_of(number, &previous, &entry);
        Self { number, previous, entry, hash }
    }

    fn hash_of(number: u32, previous: &str, entry: &Entry) -> String {
        sha256(&serde_json::to_vec(&(number, previous, entry)).unwrap_or_default())
    }

    fn follows(&self, number: u32, previous: &str) -> bool {
        self.number == number
            && self.previous == previous
            && self.hash == Self::hash_of(self.number, &self.previous, &self.entry)
    }
}

/// A history that was read and verified.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    records: Vec<Record>,
    /// So many bytes the file had when it was read.
    length: u64,
    /// So many of them the whole records have.
    whole: u64,
    /// Whether the last record is whole but for the end of its line.
    lacks_line_end: bool,
}

impl History {
    /// Reads and verifies a file; one that is not there is an empty history.
    ///
    /// # Errors
    /// If it cannot be read, or a record does not follow the one before it: somebody changed it.
    pub fn read(path: &Path) -> Result<Self, ReadFaults> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let file = path.display().to_string();
        Self::parse(&input::bytes(path, &file)?, &file)
    }

    fn parse(bytes: &[u8], file: &str) -> Result<Self, ReadFaults> {
        let mut history = Self { length: bytes.len() as u64, ..Self::default() };
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            history.lacks_line_end = !line.ends_with(b"\n");
            match serde_json::from_slice::<Record>(line) {
                Ok(record) if record.follows(history.next(), history.last_hash()) => history.records.push(record),
                // Only the very end can have been cut off, and then it is no record.
                Err(_) if history.lacks_line_end => {
                    history.lacks_line_end = false;
                    break;
                }
                _ => return Err(changed(file, history.next())),
            }
            history.whole += line.len() as u64;
        }
        Ok(history)
    }

    /// The records, first to last.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Whether the last record was cut off while it was written, and is left out.
    pub fn is_cut(&self) -> bool {
        self.length > self.whole
    }

    /// The versions of the schedule, first to last.
    pub fn versions(&self) -> impl DoubleEndedIterator<Item = &Version> {
        self.records.iter().filter_map(|record| match &record.entry {
            Entry::Version(version) => Some(version),
            _ => None,
        })
    }

    /// The version that has a schedule, by its hash: the last one of those.
    pub fn version_of(&self, schedule: &str) -> Option<u32> {
        self.versions().rev().find(|known| known.schedule == schedule).map(|known| known.version)
    }

    /// The record whose hash begins with some digits.
    pub fn holds(&self, hash: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.hash.starts_with(hash))
    }

    /// The state of an order: proposed, or what was decided last.
    pub fn state(&self, version: u32, order: usize) -> State {
        let decided = self.records.iter().rev().find_map(|record| match &record.entry {
            Entry::Decided(decision) if (decision.version, decision.order) == (version, order) => {
                Some(decision.deed.after())
            }
            _ => None,
        });
        decided.unwrap_or(State::Proposed)
    }

    /// What texts say of the schedule's orders, one after the other: `approve 2.1 by NAME on DAY`, `reject ...`, `record ...`, `publish 2 as DOCUMENT on DAY`.
    ///
    /// # Errors
    /// Every text that says nothing of the kind, names no order or version of this history, or contradicts what is on file.
    ///
    /// ```
    /// use lunban_files::History;
    /// let faults = History::default().deeds(&["approve 1.1 by Ann on 2017-11-02".to_owned()]).unwrap_err();
    /// assert!(faults.0[0].to_string().starts_with("--event 1: `1.1`: expected a version of the history"));
    /// ```
    pub fn deeds(&self, texts: &[String]) -> Result<Vec<Entry>, ReadFaults> {
        let mut history = self.clone();
        let (mut entries, mut faults) = (Vec::new(), Vec::new());
        for (number, text) in (1..).zip(texts) {
            match deed::read(&history, text) {
                Ok(entry) => {
                    history.records.push(history.record(entry.clone()));
                    entries.push(entry);
                }
                Err(fault) => {
                    faults.push(LocatedFault { location: Location::file(format!("--event {number}")), ..*fault });
                }
            }
        }
        if faults.is_empty() { Ok(entries) } else { Err(ReadFaults(faults)) }
    }

    /// Whether something can be added to the file, to be asked before long work. It leaves the file as it is.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn may_append(&self, path: &Path) -> Result<(), HistoryError> {
        // A link to a file that is not there yet stays.
        let is_new = fs::symlink_metadata(path).is_err();
        opened(path).map_err(HistoryError::of(path))?;
        if is_new { fs::remove_file(path).map_err(HistoryError::of(path)) } else { Ok(()) }
    }

    /// Appends entries to the file; what was cut off goes. They reach the disk all, or none of them does.
    ///
    /// # Errors
    /// If the file cannot be written, or somebody else wrote to it since it was read.
    pub fn append(&mut self, path: &Path, entries: impl IntoIterator<Item = Entry>) -> Result<(), HistoryError> {
        let failed = HistoryError::of(path);
        let mut file = opened(path).map_err(&failed)?;
        if file.metadata().map_err(&failed)?.len() != self.length {
            return Err(HistoryError::Grown { path: path.to_owned() });
        }
        let mut next = self.clone();
        let mut lines = if next.lacks_line_end { b"\n".to_vec() } else { Vec::new() };
        for entry in entries {
            let record = next.record(entry);
            lines.extend(serde_json::to_vec(&record).map_err(|fault| failed(fault.into()))?);
            lines.push(b'\n');
            next.records.push(record);
        }
        if let Err(fault) = put(&mut file, self.whole, &lines) {
            // As it was, as far as the disk lets us; a rest would be read as cut off.
            let _ = file.set_len(self.whole);
            return Err(failed(fault));
        }
        next.whole += lines.len() as u64;
        (next.length, next.lacks_line_end) = (next.whole, false);
        *self = next;
        Ok(())
    }

    /// The record that an entry would be.
    fn record(&self, entry: Entry) -> Record {
        Record::new(self.next(), self.last_hash().to_owned(), entry)
    }

    fn next(&self) -> u32 {
        u32::try_from(self.records.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    fn last_hash(&self) -> &str {
        self.records.last().map_or("", |record| record.hash.as_str())
    }
}

fn opened(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(path)
}

/// Puts lines after so many bytes of a file, and sees them reach the disk.
fn put(file: &mut File, after: u64, lines: &[u8]) -> std::io::Result<()> {
    file.set_len(after)?;
    file.seek(SeekFrom::End(0))?;
    file.write_all(lines)?;
    file.sync_all()
}

fn changed(file: &str, line: u32) -> ReadFaults {
    let expected = text!(
        "a record that follows the one before it; this one, or that, was changed",
        "记录须与前一条相接；此条或前一条已被改动"
    );
    let maybe = text!("a copy of the file from before", "改用此前的副本");
    LocatedFault::error("history-changed", Location::file(file).line(line), "", expected).maybe(maybe).into()
}
