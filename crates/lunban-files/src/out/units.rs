//! `units/<unit>.csv`: a unit's own people with their duties, to send back to it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lunban_core::rules::Phrase;
use lunban_core::{Language, PersonDraft, PersonId, UnitId};

use super::Outcome;
use super::cells::csv;
use super::lines::{Line, held};
use super::turns::{Turn, turns};
use crate::campaign::Format;
use crate::folder::file_names;
use crate::table::Header;

/// The column with the number of duties.
const DUTIES: Phrase = Phrase::new("duties", "任务数");

/// Columns that tell who a person is.
const PERSONAL: &[&str] = &["name", "phone"];

/// One table for each unit that has people, those without a duty among them.
pub(super) fn write(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> BTreeMap<PathBuf, Vec<u8>> {
    let units = outcome.problem.campaign().units();
    let names = file_names(units.iter().map(|unit| unit.id.as_str()));
    let held = held(lines);
    let turns = turns(outcome.problem);
    let sending = units.iter().zip(names).enumerate().filter(|(_, (unit, _))| !unit.people.is_empty());
    sending
        .map(|(position, (_, name))| {
            let table = Table { outcome, held: &held, turns: &turns, unit: UnitId::at(position), language };
            (Path::new("units").join(format!("{name}.csv")), csv(table.rows()))
        })
        .collect()
}

struct Table<'t, 'a> {
    outcome: &'t Outcome<'a>,
    held: &'t BTreeMap<PersonId, Vec<&'t Line<'a>>>,
    turns: &'t [Turn],
    unit: UnitId,
    language: Language,
}

/// A column of a unit's table that is not ours.
enum Column {
    /// One that rosters are known to have, by its position, under the word for it here.
    Known(usize, String),
    /// One of the unit's own.
    Own(String),
}

impl Column {
    fn header(&self) -> String {
        match self {
            Self::Known(_, header) | Self::Own(header) => header.clone(),
        }
    }

    fn cell(&self, draft: &PersonDraft, known: &[String]) -> String {
        match self {
            Self::Known(position, _) => known[*position].clone(),
            Self::Own(header) => own_cell(draft, header).to_owned(),
        }
    }
}

impl Table<'_, '_> {
    fn rows(&self) -> Vec<Vec<String>> {
        let people = self.people();
        let cells: Vec<Vec<String>> = people.iter().map(|(_, draft)| draft.write()).collect();
        let columns = self.columns(&people, &cells);
        let header = columns.iter().map(Column::header).chain(self.duty_columns()).collect();
        let rows = people.iter().zip(&cells).map(|((person, draft), known)| {
            columns.iter().map(|column| column.cell(draft, known)).chain(self.duty_cells(*person)).collect()
        });
        std::iter::once(header).chain(rows).collect()
    }

    /// The unit's people, as the roster has them.
    fn people(&self) -> Vec<(PersonId, &PersonDraft)> {
        let campaign = self.outcome.problem.campaign();
        let people = campaign.unit(self.unit).people.iter();
        people.map(|&person| (person, &campaign.draft().people[person.index()])).collect()
    }

    /// The columns as the unit handed them in, then others that somebody of the unit has a value in.
    fn columns(&self, people: &[(PersonId, &PersonDraft)], cells: &[Vec<String>]) -> Vec<Column> {
        let origin = self.outcome.origin;
        let handed_in = people.iter().find_map(|(_, draft)| origin?.roster_header(&draft.id));
        let mut columns: Vec<Column> = handed_in.map(|header| self.handed_in(header)).unwrap_or_default();
        let is_there = |columns: &[Column], position| {
            columns.iter().any(|column| matches!(column, Column::Known(there, _) if *there == position))
        };
        for (position, kind) in PersonDraft::COLUMNS.iter().enumerate() {
            let is_filled = cells.iter().any(|row| !row[position].is_empty());
            // A roster without this column is called as its unit is.
            let is_needless = handed_in.is_some() && kind.field == "unit";
            if is_filled && !is_needless && self.is_shown(kind.field) && !is_there(&columns, position) {
                columns.push(Column::Known(position, kind.title(self.language).to_owned()));
            }
        }
        let mut seen: BTreeSet<String> = columns.iter().map(Column::header).chain(self.left_behind()).collect();
        let headers = people.iter().flat_map(|(_, draft)| &draft.extra).map(|(header, _)| header);
        let own = headers.filter(|header| !self.outcome.redact && seen.insert((*header).clone()));
        columns.extend(own.map(|header| Column::Own(header.clone())));
        columns
    }

    /// The columns of a roster in its own words and order.
    fn handed_in(&self, header: &Header) -> Vec<Column> {
        let left_behind: BTreeSet<String> = self.left_behind().collect();
        let column = |(word, field): (&str, Option<&'static str>)| match field {
            Some(field) => {
                let position = PersonDraft::COLUMNS.iter().position(|kind| kind.field == field)?;
                self.is_shown(field).then(|| Column::Known(position, word.to_owned()))
            }
            None => (!self.outcome.redact && !left_behind.contains(word)).then(|| Column::Own(word.to_owned())),
        };
        header.columns().filter_map(column).collect()
    }

    fn is_shown(&self, field: &str) -> bool {
        !(self.outcome.redact && PERSONAL.contains(&field))
    }

    /// Headers of ours that an earlier table, in whatever language, may have left in a roster.
    fn left_behind(&self) -> impl Iterator<Item = String> {
        self.turns.iter().map(Turn::to_string).chain([DUTIES.english, DUTIES.chinese].map(str::to_owned))
    }

    fn duty_columns(&self) -> impl Iterator<Item = String> {
        std::iter::once(DUTIES.to(self.language).to_owned()).chain(self.turns.iter().map(Turn::to_string))
    }

    fn duty_cells(&self, person: PersonId) -> Vec<String> {
        let held = self.held.get(&person).map(Vec::as_slice).unwrap_or_default();
        let in_turn = |turn: &Turn| {
            let duties = held.iter().filter(|line| Turn::of(line.post) == *turn);
            duties.map(|line| line.duty()).collect::<Vec<_>>().join("、")
        };
        std::iter::once(held.len().to_string()).chain(self.turns.iter().map(in_turn)).collect()
    }
}

fn own_cell<'d>(draft: &'d PersonDraft, column: &str) -> &'d str {
    draft.extra.iter().find(|(header, _)| header == column).map_or("", |(_, cell)| cell)
}
