//! `assignments.csv`: one row a duty, for people to read and to edit.

pub(super) mod read;

use lunban_core::rules::Phrase;
use lunban_core::{Language, text};

use super::Outcome;
use super::cells::{csv, titles};
use super::lines::Line;
use super::notes::Notes;

/// The columns.
pub(super) const COLUMNS: [Phrase; 13] = [
    Phrase::new("round", "轮次"),
    Phrase::new("start", "开始"),
    Phrase::new("end", "结束"),
    Phrase::new("team", "组"),
    Phrase::new("city", "城市"),
    Phrase::new("kind", "类型"),
    Phrase::new("seat", "席位"),
    Phrase::new("person", "编号"),
    Phrase::new("name", "姓名"),
    Phrase::new("unit", "单位"),
    Phrase::new("rank", "职级"),
    Phrase::new("waiver", "豁免"),
    Phrase::new("notes", "备注"),
];

/// The table; an open seat is a row of its own with an empty person. Notes say what the audit found of a duty.
pub(super) fn write(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> Vec<u8> {
    let notes = Notes::of(outcome.audit, language);
    let rows = lines.iter().map(|line| row(line, notes.on(line), language));
    csv(std::iter::once(titles(&COLUMNS, language)).chain(rows))
}

fn row(line: &Line<'_>, notes: String, language: Language) -> Vec<String> {
    let waiver = text!("yes", "是");
    vec![
        line.round(),
        line.span.first().to_string(),
        line.span.last().to_string(),
        line.team().id.clone(),
        line.city().name.clone(),
        line.kind().to_owned(),
        line.seat().to_owned(),
        line.person_id().to_owned(),
        line.name().to_owned(),
        line.unit().map(|unit| unit.name.clone()).unwrap_or_default(),
        line.rank().to_owned(),
        if line.waiver { waiver.to(language).to_owned() } else { String::new() },
        notes,
    ]
}
