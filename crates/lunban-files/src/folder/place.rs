//! Puts a new folder in the place of an old one.

use std::fs;
use std::io;
use std::path::Path;

use tempfile::TempDir;

use super::FolderError;

/// Puts `whole`, which lies in `hidden`, in the place of `target`; then the old one is removed with `hidden`.
pub(super) fn replace(hidden: TempDir, whole: &Path, target: &Path) -> Result<(), FolderError> {
    let exchanged = exchange(whole, target).map_err(|fault| FolderError::of(target, fault))?;
    let hidden = if exchanged { hidden } else { swap(hidden, whole, target)? };
    let path = hidden.path().to_owned();
    hidden.close().map_err(|fault| FolderError::of(&path, fault))
}

/// Exchanges two folders in one step; false where the file system cannot.
#[cfg(target_os = "linux")]
fn exchange(new: &Path, old: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(fault) => Err(fault.into()),
    }
}

/// No such step on this system.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "fails on other systems")]
fn exchange(_new: &Path, _old: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Moves the old folder aside and the new one in; if that fails, the old one back.
fn swap(hidden: TempDir, whole: &Path, target: &Path) -> Result<TempDir, FolderError> {
    let aside = hidden.path().join("old");
    fs::rename(target, &aside).map_err(|fault| FolderError::of(target, fault))?;
    let Err(source) = fs::rename(whole, target) else {
        return Ok(hidden);
    };
    if fs::rename(&aside, target).is_ok() {
        return Err(FolderError::of(target, source));
    }
    Err(FolderError::Stranded { path: hidden.keep().join("old"), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders() -> (TempDir, TempDir) {
        let parent = tempfile::tempdir().unwrap();
        let hidden = tempfile::tempdir_in(parent.path()).unwrap();
        for (folder, word) in [(hidden.path().join("whole"), "new"), (parent.path().join("out"), "old")] {
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("word"), word).unwrap();
        }
        (parent, hidden)
    }

    #[test]
    fn a_swap_puts_the_new_folder_in_place_and_the_old_aside() {
        let (parent, hidden) = folders();
        let (whole, target) = (hidden.path().join("whole"), parent.path().join("out"));
        let hidden = swap(hidden, &whole, &target).unwrap();
        assert_eq!(fs::read_to_string(target.join("word")).unwrap(), "new");
        assert_eq!(fs::read_to_string(hidden.path().join("old/word")).unwrap(), "old");
    }

    #[test]
    fn a_swap_that_fails_leaves_the_old_folder() {
        let (parent, hidden) = folders();
        let (missing, target) = (hidden.path().join("missing"), parent.path().join("out"));
        assert!(matches!(swap(hidden, &missing, &target), Err(FolderError::Failed { .. })));
        assert_eq!(fs::read_to_string(target.join("word")).unwrap(), "old");
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1, "nothing is left behind");
    }
}
