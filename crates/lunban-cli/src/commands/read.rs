//! Reads what calls name: campaigns and schedules.

use std::fs;
use std::path::Path;

use lunban::{Problem, text};
use lunban_files::{
    LocatedFault, Location, Read, ReadFaults, ReadSchedule, read_assignments, read_campaign, read_schedule,
};

use crate::failure::Failure;

/// A campaign: its folder, or the campaign file in it.
pub(super) fn campaign(path: &Path) -> Result<Read, Failure> {
    read_campaign(path).map_err(|faults| Failure::Input { path: path.display().to_string(), faults })
}

/// A schedule of a campaign: `schedule.json`, or `assignments.csv` as somebody edited it.
pub(super) fn schedule(problem: &Problem, path: &Path, campaign_hash: &str) -> Result<ReadSchedule, Failure> {
    let file = path.display().to_string();
    let read = bytes(path, &file).and_then(|bytes| {
        if is_json(path, &bytes) {
            read_schedule(problem, &bytes, &file, campaign_hash)
        } else {
            read_assignments(problem, bytes, &file)
        }
    });
    read.map_err(|faults| Failure::Input { path: file, faults })
}

/// By what it holds, whatever it is called; an empty file is what it is called.
fn is_json(path: &Path, bytes: &[u8]) -> bool {
    match bytes.trim_ascii_start().first() {
        Some(first) => *first == b'{',
        None => path.extension().is_some_and(|extension| extension == "json"),
    }
}

fn bytes(path: &Path, file: &str) -> Result<Vec<u8>, ReadFaults> {
    if path.is_dir() {
        let expected = text!("a schedule; this is a folder", "须为方案文件；此处为文件夹");
        let inside = path.join("schedule.json");
        let inside = inside.display();
        let fault = LocatedFault::error("file-is-folder", Location::file(file), "", expected);
        return Err(fault.maybe(text!("`{inside}`", "`{inside}`")).into());
    }
    fs::read(path).map_err(|error| {
        let expected = text!("a file that can be read: {error}", "文件无法读取：{error}");
        let maybe = text!(
            "`schedule.json` or `assignments.csv` in the folder of a plan",
            "改用方案文件夹中的`schedule.json`或`assignments.csv`"
        );
        LocatedFault::error("unreadable-file", Location::file(file), "", expected).maybe(maybe).into()
    })
}
