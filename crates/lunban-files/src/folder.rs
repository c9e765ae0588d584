//! Writes a folder whole or not at all.
//!
//! Everything is written to a hidden folder beside the target, reaches the disk, and is then moved into place in one step. Whatever goes
//! wrong before that leaves the target as it was.

mod error;
mod file;
mod names;
mod place;
mod record;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write;
use std::panic::resume_unwind;
use std::path::{Component, Path, PathBuf};
use std::thread;

pub use error::FolderError;
pub use file::write_file;
pub(crate) use names::file_names;

/// A folder that holds one of these came from this program, and may be replaced by one that holds it too.
const MARKS: &[&str] = &["schedule.json", "campaign.toml", "territory.json", "deployment.json", "simulation.json"];

/// What such a folder may hold besides what is to be written, without being somebody's own: the files of a plan, and what systems leave behind.
const COMPANIONS: &[&str] = &[
    "assignments.csv",
    "board.csv",
    "calendar",
    "campaign",
    "changes.csv",
    "changes.json",
    "changes.txt",
    "fairness.csv",
    "notice.docx",
    "report.html",
    "run.json",
    "schedule.xlsx",
    "summary.txt",
    "advances.csv",
    "budget-changes.csv",
    "budget.csv",
    "command.csv",
    "command.txt",
    "drivers.csv",
    "liaison.csv",
    "reimbursement.csv",
    "reporters.csv",
    "reserve.csv",
    "simulation.json",
    "simulation.svg",
    "reporting",
    "training.csv",
    "teams.csv",
    "territory.csv",
    "territory.svg",
    "units",
    record::RECORD,
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
];

/// What may be replaced where something is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace<'p> {
    /// Nothing.
    Never,
    /// A folder of ours, as it was written: none with files that somebody edited since.
    Ours,
    /// The same, but this one of its files may be edited, for it has been read.
    OursBut(&'p Path),
}

impl From<bool> for Replace<'_> {
    fn from(force: bool) -> Self {
        if force { Self::Ours } else { Self::Never }
    }
}

impl<'p> Replace<'p> {
    /// What a call that reads a schedule may replace: `schedule.xlsx!Teams` means the workbook.
    pub fn but(force: bool, read: Option<&'p Path>) -> Self {
        let file = |read: &'p Path| match read.to_str().and_then(|written| written.rsplit_once('!')) {
            Some((file, _)) if !read.exists() => Path::new(file),
            _ => read,
        };
        match read.filter(|_| force) {
            Some(read) => Self::OursBut(file(read)),
            None => force.into(),
        }
    }

    fn read(self) -> Option<&'p Path> {
        if let Self::OursBut(read) = self { Some(read) } else { None }
    }
}

/// Writes files, by their paths within the folder, to the folder `target`; its parents are made where they are missing.
///
/// Where the target exists and is not empty, it is replaced only if `replace` says so, and only if it is one of ours: it shares `schedule.json`
/// or `campaign.toml` with the new files, holds nothing that a run would not have written, and nobody edited it since. On Linux the two are exchanged in one step.
///
/// A hidden file, `.lunban`, is written too: the SHA-256 of the others.
///
/// # Errors
/// If the target is in the way, or cannot be written; it is as it was then.
///
/// ```
/// use std::collections::BTreeMap;
/// let parent = tempfile::tempdir().unwrap();
/// let files = BTreeMap::from([("schedule.json".into(), b"{}".to_vec())]);
/// lunban_files::write_folder(&parent.path().join("out"), &files, lunban_files::Replace::Never).unwrap();
/// assert!(parent.path().join("out/schedule.json").is_file());
/// ```
pub fn write_folder(
    target: &Path,
    files: &BTreeMap<PathBuf, Vec<u8>>,
    replace: Replace<'_>,
) -> Result<(), FolderError> {
    if let Some(name) = files.keys().find(|name| !stays_inside(name)) {
        return Err(FolderError::Escapes { name: name.clone() });
    }
    let target = followed(target)?;
    let stands = may_take(&target, files, replace)?;
    let parent = parent_of(&target)?;
    fs::create_dir_all(&parent).map_err(|fault| FolderError::of(&parent, fault))?;
    let hidden = hidden_folder(&parent).map_err(|fault| FolderError::of(&target, fault))?;
    let whole = hidden.path().join("whole");
    fill(&whole, files)?;
    if stands {
        place::replace(hidden, &whole, &target)?;
    } else {
        fs::rename(&whole, &target).map_err(|fault| FolderError::of(&target, fault))?;
    }
    sync_folder(&parent)
}

/// Whether [`write_folder`] would take the folder `target` for files with `mark` among them: `schedule.json` or `campaign.toml`.
///
/// To be asked before long work, so that it is not done in vain.
///
/// # Errors
/// If the target is in the way.
///
/// ```
/// let parent = tempfile::tempdir().unwrap();
/// use lunban_files::{Replace, may_write_folder};
/// std::fs::write(parent.path().join("schedule.json"), "{}").unwrap();
/// assert!(may_write_folder(parent.path(), "schedule.json", Replace::Never).is_err());
/// assert!(may_write_folder(parent.path(), "schedule.json", Replace::Ours).is_ok());
/// ```
pub fn may_write_folder(target: &Path, mark: &str, replace: Replace<'_>) -> Result<(), FolderError> {
    let target = followed(target)?;
    parent_of(&target)?;
    may_take(&target, &BTreeMap::from([(PathBuf::from(mark), Vec::new())]), replace)?;
    Ok(())
}

/// A hidden folder that goes away by itself. Its name means nothing to anybody, so faults leave it out.
fn hidden_folder(parent: &Path) -> std::io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix(".lunban-").tempdir_in(parent).map_err(|fault| fault.kind().into())
}

/// Whether a file's path leads nowhere but into the folder.
fn stays_inside(name: &Path) -> bool {
    name.file_name().is_some() && name.components().all(|part| matches!(part, Component::Normal(_)))
}

/// The target itself, where it is a link.
fn followed(target: &Path) -> Result<PathBuf, FolderError> {
    if target.is_symlink() {
        return fs::canonicalize(target).map_err(|fault| FolderError::of(target, fault));
    }
    Ok(target.to_owned())
}

/// The folder that the target is to stand in.
fn parent_of(target: &Path) -> Result<PathBuf, FolderError> {
    if target.file_name().is_none() {
        return Err(FolderError::NoName { path: target.to_owned() });
    }
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
    Ok(parent.unwrap_or(Path::new(".")).to_owned())
}

/// Whether a folder stands there that may be replaced; an error if what stands there may not.
fn may_take(target: &Path, files: &BTreeMap<PathBuf, Vec<u8>>, replace: Replace<'_>) -> Result<bool, FolderError> {
    let path = || target.to_owned();
    match fs::metadata(target) {
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(fault) => return Err(FolderError::of(target, fault)),
        Ok(found) if !found.is_dir() => return Err(FolderError::NotAFolder { path: path() }),
        Ok(_) => {}
    }
    let held = entries(target).map_err(|fault| FolderError::of(target, fault))?;
    if held.is_empty() {
        return Ok(true);
    }
    if replace == Replace::Never {
        return Err(FolderError::Exists { path: path() });
    }
    if !MARKS.iter().any(|mark| files.contains_key(Path::new(mark)) && target.join(mark).is_file()) {
        return Err(FolderError::NotOurs { path: path() });
    }
    let names = strangers(&held, files);
    if !names.is_empty() {
        return Err(FolderError::Strangers { path: path(), names });
    }
    let names = record::edited(target, replace.read());
    if names.is_empty() { Ok(true) } else { Err(FolderError::Edited { path: path(), names }) }
}

fn entries(folder: &Path) -> std::io::Result<BTreeSet<OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

/// What a folder holds that no run writes.
fn strangers(held: &BTreeSet<OsString>, files: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<String> {
    let written: BTreeSet<_> = files.keys().filter_map(|name| name.iter().next()).collect();
    let is_ours = |name: &OsString| {
        written.contains(name.as_os_str()) || COMPANIONS.iter().any(|known| name.as_os_str() == *known)
    };
    held.iter().filter(|name| !is_ours(name)).map(|name| name.to_string_lossy().into_owned()).collect()
}

/// Writes the files to a new folder, and sees them reach the disk.
fn fill(folder: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) -> Result<(), FolderError> {
    let mut folders = BTreeSet::from([folder.to_owned()]);
    fs::create_dir(folder).map_err(|fault| FolderError::of(folder, fault))?;
    for name in files.keys() {
        let path = folder.join(name);
        let inner = path.ancestors().skip(1).take_while(|inner| *inner != folder);
        folders.extend(inner.map(Path::to_owned));
    }
    put_all(folder, files)?;
    let record = Path::new(record::RECORD);
    put(&folder.join(record), &record::of(files)).map_err(|fault| FolderError::of(record, fault))?;
    folders.iter().try_for_each(|folder| sync_folder(folder))
}

/// So many files reach the disk side by side: it takes hardly longer for them than for one.
const WRITERS: usize = 16;

/// Writes new files, and sees them reach the disk.
fn put_all(folder: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) -> Result<(), FolderError> {
    let files: Vec<(&PathBuf, &Vec<u8>)> = files.iter().collect();
    let put_some = |some: &[(&PathBuf, &Vec<u8>)]| {
        let mut some = some.iter();
        some.try_for_each(|(name, bytes)| put(&folder.join(name), bytes).map_err(|fault| FolderError::of(name, fault)))
    };
    thread::scope(|scope| {
        let parts = files.chunks(files.len().div_ceil(WRITERS).max(1));
        let writers: Vec<_> = parts.map(|part| scope.spawn(move || put_some(part))).collect();
        writers.into_iter().try_for_each(|writer| writer.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Writes a new file, and sees it reach the disk.
fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Sees the names in a folder reach the disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<(), FolderError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|fault| FolderError::of(folder, fault))
}

/// Folders cannot be opened here; the system writes their names when it moves them.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "fails on other systems")]
fn sync_folder(_folder: &Path) -> Result<(), FolderError> {
    Ok(())
}

#[cfg(test)]
mod tests;
