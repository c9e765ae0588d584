//! A schedule from whichever file holds it: `schedule.json`, a table with a row a duty, or a workbook of ours as people edited it.

use std::path::Path;

use lunban_core::{Problem, Schedule, Text, text};

use super::assignments::read as duties;
use super::gathered::ReadSchedule;
use super::json::read_schedule;
use super::xlsx::fingerprint::{self, Written};
use super::xlsx::{people, teams};
use crate::table::{Grid, Reference, Tables, Wanted, tables};
use crate::workbook::is_workbook;
use crate::{LocatedFault, Location, ReadFaults, input};

/// Reads a schedule of a problem from a file: `schedule.json`, `assignments.csv`, or a workbook, and of that the sheet that
/// follows a `!`: `schedule.xlsx!Teams`. What a file is, it is by what it holds.
///
/// Of a workbook as `plan` writes it, with the duties on two sheets, the one that was edited counts.
///
/// # Errors
/// If there is no such file, or it speaks of people, teams, seats or dates that the campaign does not have: every fault at once.
pub fn read_schedule_file(problem: &Problem, path: &Path, campaign_hash: &str) -> Result<ReadSchedule, ReadFaults> {
    let written = path.to_string_lossy();
    let Reference { file, sheet } = match Reference::parse(&written) {
        // A file that is there is meant as it is written.
        _ if path.exists() => Reference { file: written.into_owned(), sheet: None },
        reference => reference,
    };
    let bytes = bytes(Path::new(&file), &file)?;
    if is_json(&file, &bytes) {
        return read_schedule(problem, &bytes, &file, campaign_hash);
    }
    read_schedule_table(problem, bytes, &file, sheet.as_deref())
}

/// Reads a schedule of a problem from the bytes of a table in text, in any encoding that tables may have, or of a workbook; `file` is what faults call it.
///
/// A person is meant by `person`, the id; where that is empty by `name`, and where several bear the name by `unit` too. Where both are empty the
/// seat is open. The post is meant by `round`, `team` and `seat`; `start` and `end` may name a part of its days, or stand for the round. The
/// other columns are for the eye. More people than seats are read as they stand: the audit judges that.
///
/// # Errors
/// If a row speaks of people, teams, seats or dates that the campaign does not have, or says the same as another: every fault at once.
pub fn read_schedule_table(
    problem: &Problem,
    bytes: Vec<u8>,
    file: &str,
    sheet: Option<&str>,
) -> Result<ReadSchedule, ReadFaults> {
    let written = if is_workbook(&bytes) { fingerprint::written(&bytes, file) } else { None };
    // Who names a sheet says what counts.
    let Some(written) = written.filter(|_| sheet.is_none()) else {
        return read_sheets(problem, bytes, file, sheet, None);
    };
    let read = read_sheets(problem, bytes.clone(), file, None, Some(&written))?;
    let lost = people::edits(problem, &read.schedule, &written.people, (bytes, file));
    if lost.is_empty() { Ok(read) } else { Err(ReadFaults(lost)) }
}

/// Reads the sheets of duties and teams; of a workbook of ours it is known what was written.
fn read_sheets(
    problem: &Problem,
    bytes: Vec<u8>,
    file: &str,
    sheet: Option<&str>,
    written: Option<&Written>,
) -> Result<ReadSchedule, ReadFaults> {
    let Tables { tables, warnings } = tables(bytes, file, Wanted { kinds: duties::COLUMNS, sheet, several: true })?;
    // What is lost of the sheets of people and units is told by itself.
    let warnings = if written.is_some() { Vec::new() } else { warnings };
    let (mut boards, others): (Vec<Grid>, Vec<Grid>) = tables.into_iter().partition(teams::is_board);
    let (mut rows, mut others): (Vec<Grid>, Vec<Grid>) = others.into_iter().partition(duties::is_of_duties);
    let read = match (rows.len(), boards.len()) {
        (0, 0) => duties::read(problem, others.swap_remove(0)),
        (1, 0) => duties::read(problem, rows.swap_remove(0)),
        (0, 1) => teams::read(problem, &boards.swap_remove(0)),
        (1, 1) => {
            either(problem, rows.swap_remove(0), &boards.swap_remove(0), written.map(|written| written.duties.as_str()))
        }
        _ => Err(which(file, &rows, &boards)),
    };
    read.map(|read| ReadSchedule { warnings: warnings.into_iter().chain(read.warnings).collect(), ..read })
}

/// The sheet that somebody edited, of two that said the same when they were written.
fn either(problem: &Problem, rows: Grid, board: &Grid, written: Option<&str>) -> Result<ReadSchedule, ReadFaults> {
    let addresses = [rows.address.clone(), board.address.clone()];
    let is_untouched = |read: &Result<ReadSchedule, ReadFaults>| {
        read.as_ref().is_ok_and(|read| written == Some(fingerprint::of(problem, &read.schedule).as_str()))
    };
    let (rows, board) = (duties::read(problem, rows), teams::read(problem, board));
    if is_untouched(&board) {
        return rows;
    }
    if is_untouched(&rows) {
        return board;
    }
    let (rows, board) = (rows?, board?);
    if rows.schedule == board.schedule {
        return Ok(rows);
    }
    let [first, second] = addresses.map(|address| address.whole());
    let differing = difference(&rows.schedule, &board.schedule);
    let expected = text!(
        "the same duties as on `{second}`; {differing} differ, and both sheets were edited",
        "须与`{second}`的任务一致；有{differing}项不同，且两表均已修改"
    );
    let maybe = Text::plain(format!("`{first}`"));
    Err(LocatedFault::error("sheets-differ", first.clone(), "", expected).maybe(maybe).also(second).into())
}

/// So many duties are in one schedule and not in the other.
fn difference(a: &Schedule, b: &Schedule) -> usize {
    let missing = |a: &Schedule, b: &Schedule| a.duties().iter().filter(|duty| !b.duties().contains(duty)).count();
    missing(a, b) + missing(b, a)
}

fn which(file: &str, rows: &[Grid], boards: &[Grid]) -> ReadFaults {
    let sheets: Vec<String> = rows.iter().chain(boards).map(|grid| grid.address.whole().to_string()).collect();
    let list = sheets.join(", ");
    let expected = text!("one sheet of duties; here are several: {list}", "须只有一张任务表；此处有多张：{list}");
    let maybe = sheets.first().map(|sheet| Text::plain(format!("`{sheet}`")));
    LocatedFault::error("several-sheets", Location::file(file), "", expected).maybe(maybe).into()
}

/// By what it holds, whatever it is called; an empty file is what it is called.
fn is_json(file: &str, bytes: &[u8]) -> bool {
    match bytes.trim_ascii_start().first() {
        Some(first) => *first == b'{',
        None => Path::new(file).extension().is_some_and(|extension| extension == "json"),
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
    let mut faults = match input::bytes(path, file) {
        Ok(bytes) => return Ok(bytes),
        Err(faults) => faults,
    };
    for fault in faults.0.iter_mut().filter(|fault| fault.code != "file-changed") {
        fault.maybe = Some(text!(
            "`schedule.json`, `schedule.xlsx` or `assignments.csv` in the folder of a plan",
            "改用方案文件夹中的`schedule.json`、`schedule.xlsx`或`assignments.csv`"
        ));
    }
    Err(faults)
}
