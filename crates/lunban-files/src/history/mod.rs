//! The history of a schedule: an append-only file of records, each with the hash of the one before it.
//!
//! A line is a record: JSON with a number, the hash of the record before, what happened, and a hash of all that. Nothing in the file can change without a hash that
//! does not fit any more. A line that was cut off while it was written is no record: the file is read to its last whole one.

mod deed;
mod entry;

use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use lunban_core::text;
use serde::{Deserialize, Serialize};

pub use entry::{Decision, Entry, Version};

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
    /// So many bytes the whole records have.
    whole: u64,
    /// Whether a record after them was cut off.
    is_cut: bool,
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
        let mut history = Self::default();
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            let record = serde_json::from_slice::<Record>(line).ok().filter(|_| line.ends_with(b"\n"));
            let Some(record) = record.filter(|record| record.follows(history.next(), history.last_hash())) else {
                // Only the very end can have been cut off.
                history.is_cut = history.whole + line.len() as u64 == bytes.len() as u64 && !line.ends_with(b"\n");
                if history.is_cut {
                    break;
                }
                return Err(changed(file, history.next()));
            };
            history.whole += line.len() as u64;
            history.records.push(record);
        }
        Ok(history)
    }

    /// The records, first to last.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Whether the last record was cut off while it was written, and is left out.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The versions of the schedule, first to last.
    pub fn versions(&self) -> impl DoubleEndedIterator<Item = &Version> {
        self.records.iter().filter_map(|record| match &record.entry {
            Entry::Version(version) => Some(version),
            _ => None,
        })
    }

    /// The state of an order: proposed, or what was decided last.
    pub fn state(&self, version: u32, order: usize) -> &'static str {
        let decided = self.records.iter().rev().find_map(|record| match &record.entry {
            Entry::Decided(decision) if (decision.version, decision.order) == (version, order) => {
                Some(decision.state())
            }
            _ => None,
        });
        decided.unwrap_or("proposed")
    }

    /// What a text says of the schedule's orders: `approve 2.1 by NAME on DAY`, `reject ...`, `record ...`, `publish 2 as DOCUMENT on DAY`.
    ///
    /// # Errors
    /// If it says nothing of the kind, names no order or version of this history, or decides what is decided already.
    ///
    /// ```
    /// use lunban_files::History;
    /// let faults = History::default().deed("approve 1.1 by Ann on 2017-11-02").unwrap_err();
    /// assert!(faults.0[0].to_string().contains("expected an order of the history"));
    /// ```
    pub fn deed(&self, text: &str) -> Result<Entry, ReadFaults> {
        deed::read(self, text)
    }

    /// Appends an entry to the file; what was cut off goes. The line reaches the disk whole or is cut off in turn.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn append(&mut self, path: &Path, entry: Entry) -> std::io::Result<()> {
        let record = Record::new(self.next(), self.last_hash().to_owned(), entry);
        let mut line = serde_json::to_vec(&record)?;
        line.push(b'\n');
        let mut file: File = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        if self.is_cut {
            file.set_len(self.whole)?;
        }
        file.seek(SeekFrom::End(0))?;
        file.write_all(&line)?;
        file.sync_all()?;
        self.whole += line.len() as u64;
        self.is_cut = false;
        self.records.push(record);
        Ok(())
    }

    fn next(&self) -> u32 {
        u32::try_from(self.records.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    fn last_hash(&self) -> &str {
        self.records.last().map_or("", |record| record.hash.as_str())
    }
}

fn changed(file: &str, line: u32) -> ReadFaults {
    let expected = text!(
        "a record that follows the one before it; this one, or that, was changed",
        "记录须与前一条相接；此条或前一条已被改动"
    );
    let maybe = text!("a copy of the file from before", "改用此前的副本");
    LocatedFault::error("history-changed", Location::file(file).line(line), "", expected).maybe(maybe).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(version: u32) -> Entry {
        Entry::Version(Version { version, schedule: "s".to_owned(), campaign: "c".to_owned(), ..Version::default() })
    }

    /// A file of three records, with its folder.
    fn written() -> (tempfile::TempDir, std::path::PathBuf, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.jsonl");
        let mut history = History::read(&path).unwrap();
        for number in 1..=3 {
            history.append(&path, version(number)).unwrap();
        }
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(History::parse(&bytes, "h").unwrap(), history);
        (folder, path, bytes)
    }

    #[test]
    fn a_file_that_is_cut_off_anywhere_is_read_to_its_last_whole_record_and_goes_on_from_there() {
        let (_folder, path, bytes) = written();
        for length in 0..bytes.len() {
            let history = History::parse(&bytes[..length], "h").unwrap();
            let whole = bytes[..length].split(|&byte| byte == b'\n').count() - 1;
            assert_eq!(history.records().len(), whole);
            assert_eq!(history.is_cut(), length > 0 && bytes[length - 1] != b'\n');
        }
        std::fs::write(&path, &bytes[..bytes.len() - 5]).unwrap();
        let mut history = History::read(&path).unwrap();
        history.append(&path, version(3)).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn whatever_is_changed_is_found() {
        let (_folder, _, bytes) = written();
        let text = String::from_utf8(bytes).unwrap();
        for (from, to) in [("\"version\":1", "\"version\":9"), ("\"number\":2", "\"number\":3")] {
            let changed = text.replacen(from, to, 1);
            let faults = History::parse(changed.as_bytes(), "h").unwrap_err();
            assert_eq!(faults.0[0].code, "history-changed");
        }
        let without_second: String =
            text.split_inclusive('\n').enumerate().filter(|(line, _)| *line != 1).map(|(_, line)| line).collect();
        assert!(History::parse(without_second.as_bytes(), "h").is_err());
    }

    #[test]
    fn orders_are_approved_rejected_and_put_on_record_and_versions_published() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.jsonl");
        let mut history = History::default();
        let two = Version { version: 1, orders: 2, ..Version::default() };
        history.append(&path, Entry::Version(two)).unwrap();
        assert_eq!(history.state(1, 1), "proposed");
        for text in [
            "approve 1.1 by \"Ann Lee\" on 2017-11-02",
            "reject 1.2 by Bo on 2017-11-02",
            "record 1.1 by Office on 2017-11-03",
        ] {
            let entry = history.deed(text).unwrap();
            history.append(&path, entry).unwrap();
        }
        assert_eq!((history.state(1, 1), history.state(1, 2)), ("on-record", "rejected"));
        let published = history.deed("publish 1 as 2017-5 on 2017-11-04").unwrap();
        assert!(matches!(published, Entry::Published { version: 1, .. }));
        let code = |text: &str| history.deed(text).unwrap_err().0[0].code;
        assert_eq!(code("approve 1.3 by Ann on 2017-11-02"), "unknown-order");
        assert_eq!(code("approve 1.2 by Ann on 2017-11-02"), "order-is-decided");
        assert_eq!(code("record 1.2 by Ann on 2017-11-02"), "order-not-approved");
        assert_eq!(code("publish 2 as X on 2017-11-02"), "unknown-version");
        assert_eq!(code("aprove 1.2 by Ann on 2017-11-02"), "unknown-deed");
        assert_eq!(code("approve 1.2 by Ann"), "deed-too-short");
    }
}
