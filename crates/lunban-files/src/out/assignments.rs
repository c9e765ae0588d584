//! `assignments.csv`: one row a duty, for people to read and to edit.

mod read;

use super::cells::{csv, words};
use super::lines::Line;

pub use read::read_assignments;

/// The columns.
const COLUMNS: [&str; 13] =
    ["round", "start", "end", "team", "city", "kind", "seat", "person", "name", "unit", "rank", "waiver", "notes"];

/// The table; an open seat is a row of its own with an empty person. Notes are for whoever edits it.
pub(super) fn write(lines: &[Line<'_>]) -> Vec<u8> {
    csv(std::iter::once(words(COLUMNS)).chain(lines.iter().map(row)))
}

fn row(line: &Line<'_>) -> Vec<String> {
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
        if line.waiver { "yes".to_owned() } else { String::new() },
        String::new(),
    ]
}
