//! Writes one file whole or not at all.

use std::fs;
use std::path::Path;

use super::{FolderError, followed, hidden_folder, parent_of, put, sync_folder};

/// Writes the file `target`; its folders are made where they are missing. One that is there is replaced only if `force` is set.
///
/// # Errors
/// If the target is in the way, or cannot be written; it is as it was then.
///
/// ```
/// let parent = tempfile::tempdir().unwrap();
/// let file = parent.path().join("quota.csv");
/// lunban_files::write_file(&file, b"unit", false).unwrap();
/// assert!(lunban_files::write_file(&file, b"again", false).is_err());
/// lunban_files::write_file(&file, b"again", true).unwrap();
/// assert_eq!(std::fs::read(&file).unwrap(), b"again");
/// ```
pub fn write_file(target: &Path, bytes: &[u8], force: bool) -> Result<(), FolderError> {
    let target = followed(target)?;
    let parent = parent_of(&target)?;
    if target.is_dir() {
        return Err(FolderError::NotAFile { path: target });
    }
    if target.exists() && !force {
        return Err(FolderError::FileExists { path: target });
    }
    let of = |fault| FolderError::of(&target, fault);
    fs::create_dir_all(&parent).map_err(of)?;
    let hidden = hidden_folder(&parent).map_err(of)?;
    let whole = hidden.path().join("whole");
    put(&whole, bytes).map_err(of)?;
    fs::rename(&whole, &target).map_err(of)?;
    sync_folder(&parent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_in_the_way_and_a_missing_name_are_told() {
        let parent = tempfile::tempdir().unwrap();
        let fault = write_file(parent.path(), b"", true).unwrap_err();
        assert!(matches!(fault, FolderError::NotAFile { .. }), "{fault}");
        let deep = parent.path().join("deep/er/x.csv");
        write_file(&deep, b"x", false).unwrap();
        assert_eq!(fs::read_dir(deep.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
        assert!(write_file(Path::new("/"), b"", false).is_err());
    }
}
