//! What a folder held when it was written: so that nobody's edits are lost when it is replaced.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::campaign::sha256;

/// The file in a folder that holds it: lines as `sha256sum` writes and checks them.
pub(super) const RECORD: &str = ".lunban";

/// How a run went differs from run to run, and nobody edits it.
const LEFT_OUT: &str = "run.json";

/// The record of files, by their paths in the folder.
pub(super) fn of(files: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<u8> {
    let recorded = files.iter().filter(|(name, _)| name.as_path() != Path::new(LEFT_OUT));
    let line = |(name, bytes): (&PathBuf, &Vec<u8>)| {
        format!("{}  {}\n", sha256(bytes), name.to_string_lossy().replace('\\', "/"))
    };
    recorded.map(line).collect::<String>().into_bytes()
}

/// The files of a folder that are no longer as they were written, but for one that was read; none where nothing is recorded. A file that is gone cannot be lost.
pub(super) fn edited(folder: &Path, read: Option<&Path>) -> Vec<String> {
    let Ok(record) = fs::read_to_string(folder.join(RECORD)) else { return Vec::new() };
    let is_edited = |hash: &str, name: &str| fs::read(folder.join(name)).is_ok_and(|bytes| sha256(&bytes) != hash);
    let is_read = |name: &str| read.is_some_and(|read| is_same(read, &folder.join(name)));
    let files = record.lines().filter_map(|line| line.split_once("  "));
    files.filter(|(hash, name)| is_edited(hash, name) && !is_read(name)).map(|(_, name)| name.to_owned()).collect()
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}
