//! What was written: the answer of commands whose result is a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

/// A folder that was written.
#[derive(Debug, Serialize)]
pub(super) struct Written {
    folder: String,
    files: Vec<String>,
}

impl Written {
    /// The folder with its files.
    pub(super) fn of(folder: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) -> Self {
        let names = files.keys().map(|name| name.display().to_string());
        Self { folder: folder.display().to_string(), files: names.collect() }
    }
}
