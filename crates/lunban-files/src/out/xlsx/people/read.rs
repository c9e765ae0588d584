//! What somebody wrote on the sheets of people: no duty is read from there, so it is told and never lost.

use std::collections::BTreeMap;

use lunban_core::{Problem, RoundId, Schedule, Text, text};

use crate::LocatedFault;
use crate::campaign::sha256;
use crate::out::called;
use crate::out::xlsx::teams::{TurnColumn, turn_columns};
use crate::table::{ColumnKind, Grid, Header, Own, Row, Wanted, round_number, span_of_days, tables};
use crate::workbook::held;

/// The column that tells such sheets from others, beside those of turns.
const COLUMNS: &[ColumnKind] = &[ColumnKind::needed("id", &["编号"])];

/// For each person, by id, the mark of their turns as they were written.
pub(in crate::out) type Marks = BTreeMap<String, String>;

/// The mark of what stands in the turns of a person, whatever blanks part the words.
pub(super) fn mark<'w>(turns: impl Iterator<Item = &'w str>) -> String {
    let bare: Vec<String> = turns.map(bare).collect();
    sha256(bare.join("\t").as_bytes())[..16].to_owned()
}

fn bare(words: &str) -> String {
    held(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The faults of turns that somebody edited on a sheet of people, where they say something else than the schedule does.
pub(in crate::out) fn edits(
    problem: &Problem,
    schedule: &Schedule,
    marks: &Marks,
    (bytes, file): (Vec<u8>, &str),
) -> Vec<LocatedFault> {
    // A workbook of an earlier version says nothing of them.
    if marks.is_empty() {
        return Vec::new();
    }
    let wanted = Wanted { kinds: COLUMNS, sheet: None, several: true };
    let Ok(found) = tables(bytes, file, wanted) else { return Vec::new() };
    let told = Told { marks, duties: duties(problem, schedule) };
    found.tables.iter().flat_map(|sheet| told.edits(sheet)).collect()
}

/// What a turn is known by: the number of its round, or its days.
type Key = String;

/// The duties of people in each turn as sheets of people write them.
fn duties(problem: &Problem, schedule: &Schedule) -> BTreeMap<(String, Key), String> {
    let campaign = problem.campaign();
    let mut duties: BTreeMap<(String, Key), Vec<String>> = BTreeMap::new();
    for duty in schedule.duties() {
        let post = problem.post(duty.post);
        let key = post.round.map_or_else(|| post.span.to_string(), |round: RoundId| round.number().to_string());
        let person = campaign.person(duty.person).id.clone();
        duties.entry((person, key)).or_default().push(called::duty(campaign, post, duty.span));
    }
    duties.into_iter().map(|(turn, duties)| (turn, bare(&duties.join("、")))).collect()
}

struct Told<'t> {
    marks: &'t Marks,
    duties: BTreeMap<(String, Key), String>,
}

impl Told<'_> {
    fn edits(&self, sheet: &Grid) -> Vec<LocatedFault> {
        let header = Header::read(sheet, COLUMNS, Own::Kept, &mut Vec::new());
        let turns: Vec<TurnColumn> = turn_columns(&header).collect();
        let Some(id) = header.position("id").filter(|_| !turns.is_empty()) else { return Vec::new() };
        let is_edited = |row: &&Row| {
            let mark = mark(turns.iter().map(|turn| row.cell(turn.position)));
            self.marks.get(row.cell(id)) != Some(&mark)
        };
        let edited = sheet.rows.iter().filter(is_edited);
        edited.flat_map(|row| turns.iter().filter_map(move |turn| self.edit(sheet, row, id, turn))).collect()
    }

    /// The fault of one cell, if it says something else than the schedule.
    fn edit(&self, sheet: &Grid, row: &Row, id: usize, turn: &TurnColumn) -> Option<LocatedFault> {
        let known = self.duties.get(&(row.cell(id).to_owned(), key(turn)?)).map_or("", String::as_str);
        let shown = row.cell(turn.position);
        if bare(shown) == known {
            return None;
        }
        let place = sheet.address.cell(row.line, Some(turn.position), &turn.header);
        let expected = says(known);
        let maybe = text!(
            "the same change on the sheet of teams or of duties; this sheet is for the eye",
            "在各组或任务工作表作同样修改；本表仅供查看"
        );
        Some(LocatedFault::error("people-not-read", place, shown, expected).maybe(maybe))
    }
}

fn key(turn: &TurnColumn) -> Option<Key> {
    if turn.round.is_empty() {
        return span_of_days(&turn.header).ok().map(|span| span.to_string());
    }
    round_number(&turn.round).ok().map(|number| number.to_string())
}

/// What should stand in a cell.
fn says(known: &str) -> Text {
    if known.is_empty() {
        return text!(
            "nothing, as the duties have it, which are not read from here",
            "应为空：任务不从本表读取，任务表中此处无任务"
        );
    }
    text!(
        "`{known}`, as the duties have it, which are not read from here",
        "应为`{known}`：任务不从本表读取，以任务表为准"
    )
}
