//! One row a duty, for people to read and to edit: the table of `assignments.csv` as a sheet.

use lunban_core::rules::Phrase;
use lunban_core::{Language, text};

use crate::out::Outcome;
use crate::out::assignments::COLUMNS;
use crate::out::lines::Line;
use crate::out::notes::Notes;
use crate::workbook::{Cell, Sheet, Style};

/// The name of the sheet.
const NAME: Phrase = Phrase::new("Duties", "任务");

/// The widths of its columns, which are those of `assignments.csv`.
const WIDTHS: [u16; 13] = [7, 12, 12, 12, 12, 9, 9, 13, 12, 30, 10, 7, 60];

/// The sheet; an open seat is a row of its own without a person.
pub(super) fn sheet(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> Sheet {
    let notes = Notes::of(outcome.audit, language);
    let header = COLUMNS.iter().map(|column| Cell::words(column.to(language), Style::Header)).collect();
    let rows = lines.iter().map(|line| row(line, notes.on(line), language));
    Sheet {
        name: NAME.to(language).to_owned(),
        rows: std::iter::once(header).chain(rows).collect(),
        widths: WIDTHS.to_vec(),
        frozen: (1, 0),
        filter: Some(0),
        ..Sheet::default()
    }
}

fn row(line: &Line<'_>, notes: String, language: Language) -> Vec<Cell> {
    let style = match (line.holder, line.waiver) {
        (None, _) => Style::Open,
        (_, true) => Style::Waiver,
        _ => Style::Plain,
    };
    let waiver = text!("yes", "是");
    let words = |words: &str| Cell::words(words, style);
    vec![
        line.post.round.map_or_else(|| words(""), |round| Cell::number(round.number(), style)),
        Cell::day(line.span.first(), style),
        Cell::day(line.span.last(), style),
        words(&line.team().id),
        words(&line.city().name),
        words(line.kind()),
        words(line.seat()),
        words(line.person_id()),
        words(line.name()),
        words(line.unit().map_or("", |unit| unit.name.as_str())),
        words(line.rank()),
        words(if line.waiver { waiver.to(language) } else { "" }),
        Cell::words(notes, style),
    ]
}
