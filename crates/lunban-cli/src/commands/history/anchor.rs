//! What ties the end of a history to what somebody knows: lines that are lost there do not show by themselves.

use std::fs;
use std::path::Path;

use lunban::{Text, text};
use lunban_files::{History, sha256};

use crate::commands::called::with_maybe;
use crate::exit::Exit;
use crate::failure::Failure;

/// Fewer digits of a hash might be those of another record.
const FEWEST: usize = 8;

/// The hash of a schedule's file.
pub(crate) fn hash_of(schedule: &Path) -> Result<String, Failure> {
    let bytes = fs::read(schedule).map_err(|fault| {
        let path = schedule.display();
        let words = text!("{path} cannot be read: {fault}", "{path}无法读取：{fault}");
        Failure::said(Exit::Wrong, "unreadable-file", words)
    })?;
    Ok(sha256(&bytes))
}

/// The schedule that holds is that of the last version.
pub(super) fn must_be_last(history: &History, file: &Path, schedule: &Path) -> Result<(), Failure> {
    let hash = hash_of(schedule)?;
    match history.versions().next_back() {
        Some(last) if last.schedule == hash => Ok(()),
        Some(_) => Err(other_schedule(history, file, schedule, &hash, &lost())),
        None => {
            let (file, schedule) = (file.display(), schedule.display());
            let words = text!("{file}: no version is in it, so not {schedule}", "{file}：尚无版本，故无{schedule}");
            Err(Failure::said(Exit::Wrong, "not-the-last-version", with_maybe(&words, &lost())))
        }
    }
}

fn lost() -> Text {
    text!(
        "lines at its end are lost: a copy of the history that goes on to this schedule",
        "末尾有行丢失：改用含此方案的历史副本"
    )
}

/// The schedule from which a new version is made is that of the last one: else the history would tell of a way that nobody went.
pub(crate) fn must_go_on_from(history: &History, file: &Path, schedule: &Path, hash: &str) -> Result<(), Failure> {
    let Some(last) = history.versions().next_back().filter(|last| last.schedule != hash) else { return Ok(()) };
    let last = last.version;
    let maybe = text!(
        "the schedule.json that version {last} was written as, or another history",
        "改用第{last}版写出的schedule.json，或另用历史文件"
    );
    Err(other_schedule(history, file, schedule, hash, &maybe))
}

/// Which schedule it is instead of that of the last version.
fn other_schedule(history: &History, file: &Path, schedule: &Path, hash: &str, maybe: &Text) -> Failure {
    let (file, schedule) = (file.display(), schedule.display());
    let last = history.versions().next_back().map_or(0, |last| last.version);
    let is_first = history.versions().next().is_some_and(|first| first.from == hash);
    let words = match history.version_of(hash) {
        Some(version) => text!(
            "{schedule} is version {version} in {file}, which goes on to version {last}",
            "{schedule}是{file}中的第{version}版，而历史已至第{last}版"
        ),
        None if is_first => text!(
            "{schedule} is what version 1 in {file} was made from, and that goes on to version {last}",
            "{schedule}是{file}中第1版所据的方案，而历史已至第{last}版"
        ),
        None => text!(
            "{schedule} is no schedule that {file} knows; its last version is {last}",
            "{file}中没有{schedule}；其最后一版为第{last}版"
        ),
    };
    Failure::said(Exit::Wrong, "not-the-last-version", with_maybe(&words, maybe))
}

/// The record with a hash is there.
pub(super) fn must_hold(history: &History, file: &Path, hash: &str) -> Result<(), Failure> {
    let is_hash = hash.len() >= FEWEST && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
    if !is_hash {
        let words = text!(
            "--head {hash}: at least {FEWEST} digits of the hash of a record are needed\n  Maybe those that `lunban history` shows as head",
            "--head {hash}：须为记录摘要的至少前{FEWEST}位\n  或许可用`lunban history`所显示的末条摘要"
        );
        return Err(Failure::said(Exit::Wrong, "not-a-hash", words));
    }
    if history.holds(&hash.to_ascii_lowercase()).is_some() {
        return Ok(());
    }
    let (file, records) = (file.display(), history.records().len());
    let words = text!("{file}: none of its {records} records is {hash}", "{file}：{records}条记录中没有{hash}");
    let maybe = text!(
        "lines at its end are lost: a copy of the history that has this record",
        "末尾有行丢失：改用含此记录的历史副本"
    );
    Err(Failure::said(Exit::Wrong, "record-is-lost", with_maybe(&words, &maybe)))
}
