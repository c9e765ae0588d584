//! Folders on a real disk.

use super::*;

fn files(names: &[&str]) -> BTreeMap<PathBuf, Vec<u8>> {
    names.iter().map(|name| (PathBuf::from(name), name.as_bytes().to_vec())).collect()
}

fn plan() -> BTreeMap<PathBuf, Vec<u8>> {
    files(&["schedule.json", "summary.txt", "units/U1.csv"])
}

/// Every file below a folder, with its content, but for the record of them.
fn held(folder: &Path) -> Vec<String> {
    let mut held = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            held.extend(self::held(&path));
        } else if path.file_name().unwrap() != record::RECORD {
            held.push(fs::read_to_string(path).unwrap());
        }
    }
    held.sort();
    held
}

struct Place {
    parent: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { parent: tempfile::tempdir().unwrap() }
    }

    fn target(&self) -> PathBuf {
        self.parent.path().join("out")
    }

    /// The target with these files in it.
    fn with(names: &[&str]) -> Self {
        let place = Self::new();
        for name in names {
            put(&place.target().join(name), b"old").unwrap();
        }
        place
    }

    /// Nothing but the target is left beside it.
    fn is_clean(&self) -> bool {
        fs::read_dir(self.parent.path()).unwrap().all(|entry| entry.unwrap().file_name() == "out")
    }
}

#[test]
fn a_new_folder_is_made_with_its_parents() {
    let place = Place::new();
    write_folder(&place.target().join("deep/er"), &plan(), Replace::Never).unwrap();
    assert_eq!(held(&place.target().join("deep/er")), ["schedule.json", "summary.txt", "units/U1.csv"]);
    assert!(held(&place.target()).len() == 3 && place.is_clean());
}

#[test]
fn an_empty_folder_is_taken_and_a_full_one_only_by_force() {
    let place = Place::new();
    fs::create_dir(place.target()).unwrap();
    write_folder(&place.target(), &plan(), Replace::Never).unwrap();
    let again = write_folder(&place.target(), &files(&["schedule.json"]), Replace::Never).unwrap_err();
    assert!(matches!(again, FolderError::Exists { .. }));
    assert!(again.to_string().contains("--force"));
    assert_eq!(held(&place.target()).len(), 3, "what was there is untouched");
    write_folder(&place.target(), &files(&["schedule.json"]), Replace::Ours).unwrap();
    assert_eq!(held(&place.target()), ["schedule.json"]);
    assert!(place.is_clean());
}

#[test]
fn force_does_not_touch_what_is_not_ours() {
    let documents = Place::with(&["letter.docx"]);
    let campaign = Place::with(&["campaign.toml", "summary.txt"]);
    for place in [documents, campaign] {
        let error = write_folder(&place.target(), &plan(), Replace::Ours).unwrap_err();
        assert!(matches!(error, FolderError::NotOurs { .. }), "{error}");
        assert!(held(&place.target()).iter().all(|content| content == "old") && place.is_clean());
    }
}

#[test]
fn force_does_not_touch_a_result_with_something_of_somebody_elses_in_it() {
    let place = Place::with(&["schedule.json", "units/U9.csv", "run.json", "letter.docx"]);
    let error = write_folder(&place.target(), &plan(), Replace::Ours).unwrap_err();
    assert!(matches!(&error, FolderError::Strangers { names, .. } if names == &["letter.docx"]), "{error}");
    assert_eq!(held(&place.target()), ["old"; 4]);
    fs::remove_file(place.target().join("letter.docx")).unwrap();
    write_folder(&place.target(), &plan(), Replace::Ours).unwrap();
    assert_eq!(held(&place.target()), ["schedule.json", "summary.txt", "units/U1.csv"]);
}

#[test]
fn what_somebody_edited_is_not_replaced() {
    let place = Place::new();
    write_folder(&place.target(), &plan(), Replace::Never).unwrap();
    write_folder(&place.target(), &plan(), Replace::Ours).unwrap();
    fs::write(place.target().join("units/U1.csv"), "edited").unwrap();
    let error = write_folder(&place.target(), &plan(), Replace::Ours).unwrap_err();
    assert!(matches!(&error, FolderError::Edited { names, .. } if names == &["units/U1.csv"]), "{error}");
    assert!(may_write_folder(&place.target(), "schedule.json", Replace::Ours).is_err());
    assert_eq!(held(&place.target()), ["edited", "schedule.json", "summary.txt"]);
    // What was read is not lost, and neither is what is gone.
    let read = place.target().join("units/../units/U1.csv");
    write_folder(&place.target(), &plan(), Replace::but(true, Some(&read))).unwrap();
    fs::remove_file(place.target().join("units/U1.csv")).unwrap();
    write_folder(&place.target(), &plan(), Replace::Ours).unwrap();
    // A folder that was written before there were records is replaced as it was then.
    fs::remove_file(place.target().join(record::RECORD)).unwrap();
    fs::write(place.target().join("summary.txt"), "edited").unwrap();
    write_folder(&place.target(), &plan(), Replace::Ours).unwrap();
}

#[test]
fn how_a_run_went_is_not_recorded() {
    let record = |run: &str| {
        let mut files = plan();
        files.insert("run.json".into(), run.into());
        String::from_utf8(record::of(&files)).unwrap()
    };
    assert_eq!(record("1 s"), record("2 s"));
    assert_eq!(record("").lines().count(), 3);
    assert!(record("").ends_with("  units/U1.csv\n"));
}

#[test]
fn a_file_in_the_way_is_named() {
    let place = Place::new();
    fs::write(place.target(), "a file").unwrap();
    for target in [place.target(), place.target().join("inside")] {
        let error = write_folder(&target, &plan(), Replace::Ours).unwrap_err();
        assert!(matches!(&error, FolderError::NotAFolder { .. }), "{error}");
    }
    assert_eq!(fs::read_to_string(place.target()).unwrap(), "a file");
    assert!(place.is_clean());
}

#[test]
fn no_file_leads_out_of_the_folder() {
    let place = Place::new();
    for name in ["../x", "/x", "a/../../x", "", ".", "./x"] {
        let error = write_folder(&place.target(), &files(&[name]), Replace::Never).unwrap_err();
        assert!(matches!(error, FolderError::Escapes { .. }), "{name}");
    }
    assert!(!place.target().exists());
}

#[test]
fn a_target_without_a_name_is_refused() {
    for target in ["/", "..", ""] {
        assert!(write_folder(Path::new(target), &plan(), Replace::Ours).is_err(), "{target}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_the_folder_that_is_written() {
    let place = Place::with(&["schedule.json"]);
    let link = place.parent.path().join("link");
    std::os::unix::fs::symlink(place.target(), &link).unwrap();
    write_folder(&link, &plan(), Replace::Ours).unwrap();
    assert!(link.is_symlink());
    assert_eq!(held(&place.target()).len(), 3);
}

#[cfg(unix)]
#[test]
fn the_folder_has_the_permissions_of_any_new_folder() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new();
    write_folder(&place.target(), &plan(), Replace::Never).unwrap();
    let plain = place.parent.path().join("plain");
    fs::create_dir(&plain).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&place.target()), mode(&plain));
}

#[cfg(unix)]
#[test]
fn a_parent_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new();
    let locked = |mode| fs::set_permissions(place.parent.path(), fs::Permissions::from_mode(mode)).unwrap();
    locked(0o555);
    let is_obeyed = File::create(place.parent.path().join("probe")).is_err();
    let result = write_folder(&place.target(), &plan(), Replace::Never);
    locked(0o755);
    // Who administers the machine may write anywhere.
    if is_obeyed {
        assert!(matches!(result, Err(FolderError::MayNotWrite { path, .. }) if path == place.parent.path()));
        assert!(!place.target().exists() && place.is_clean());
    }
}
