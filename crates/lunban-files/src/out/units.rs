//! `units/<unit>.csv`: a unit's own people with their duties, to send back to it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lunban_core::{PersonDraft, PersonId, UnitId};

use super::Outcome;
use super::cells::csv;
use super::lines::Line;
use super::turns::{Turn, turns};
use crate::campaign::Format;
use crate::folder::file_names;

/// The column with the number of duties.
const DUTIES: &str = "duties";

/// Columns that tell who a person is.
const PERSONAL: &[&str] = &["name", "phone"];

/// One table for each unit that has people, those without a duty among them.
pub(super) fn write(outcome: &Outcome<'_>, lines: &[Line<'_>]) -> BTreeMap<PathBuf, Vec<u8>> {
    let units = outcome.problem.campaign().units();
    let names = file_names(units.iter().map(|unit| unit.id.as_str()));
    let held = held(lines);
    let turns = turns(outcome.problem);
    let sending = units.iter().zip(names).enumerate().filter(|(_, (unit, _))| !unit.people.is_empty());
    sending
        .map(|(position, (_, name))| {
            let table = Table { outcome, held: &held, turns: &turns, unit: UnitId::at(position) };
            (Path::new("units").join(format!("{name}.csv")), csv(table.rows()))
        })
        .collect()
}

/// The duties of each person, by date.
fn held<'l, 'a>(lines: &'l [Line<'a>]) -> BTreeMap<PersonId, Vec<&'l Line<'a>>> {
    let mut held: BTreeMap<PersonId, Vec<&Line<'_>>> = BTreeMap::new();
    for line in lines {
        if let Some(person) = line.holder {
            held.entry(person).or_default().push(line);
        }
    }
    held
}

struct Table<'t, 'a> {
    outcome: &'t Outcome<'a>,
    held: &'t BTreeMap<PersonId, Vec<&'t Line<'a>>>,
    turns: &'t [Turn],
    unit: UnitId,
}

impl Table<'_, '_> {
    fn rows(&self) -> Vec<Vec<String>> {
        let people = self.people();
        let cells: Vec<Vec<String>> = people.iter().map(|(_, draft)| draft.write()).collect();
        let columns = self.roster_columns(&cells);
        let own = self.own_columns(&people);
        let mut header: Vec<String> =
            columns.iter().map(|&column| PersonDraft::COLUMNS[column].field.to_owned()).collect();
        header.extend(own.iter().map(|column| (*column).to_owned()));
        header.extend(self.duty_columns());
        let mut rows = vec![header];
        rows.extend(people.iter().zip(cells).map(|((person, draft), cells)| {
            let mut row: Vec<String> = columns.iter().map(|&column| cells[column].clone()).collect();
            row.extend(own.iter().map(|column| own_cell(draft, column).to_owned()));
            row.extend(self.duty_cells(*person));
            row
        }));
        rows
    }

    /// The unit's people, as the roster has them.
    fn people(&self) -> Vec<(PersonId, &PersonDraft)> {
        let campaign = self.outcome.problem.campaign();
        let people = campaign.unit(self.unit).people.iter();
        people.map(|&person| (person, &campaign.draft().people[person.index()])).collect()
    }

    /// The columns of rosters that somebody of the unit has a value in, by position.
    fn roster_columns(&self, cells: &[Vec<String>]) -> Vec<usize> {
        let is_shown = |field: &str| !(self.outcome.redact && PERSONAL.contains(&field));
        let columns = PersonDraft::COLUMNS.iter().enumerate().filter(|(_, column)| is_shown(column.field));
        let filled = columns.filter(|(column, _)| cells.iter().any(|row| !row[*column].is_empty()));
        filled.map(|(column, _)| column).collect()
    }

    /// The unit's own columns as they stood, without those that an earlier table of ours left behind.
    fn own_columns<'d>(&self, people: &[(PersonId, &'d PersonDraft)]) -> Vec<&'d str> {
        if self.outcome.redact {
            return Vec::new();
        }
        let mut seen: BTreeSet<String> = self.duty_columns().collect();
        let headers = people.iter().flat_map(|(_, draft)| &draft.extra).map(|(header, _)| header.as_str());
        headers.filter(|header| seen.insert((*header).to_owned())).collect()
    }

    fn duty_columns(&self) -> impl Iterator<Item = String> {
        std::iter::once(DUTIES.to_owned()).chain(self.turns.iter().map(Turn::to_string))
    }

    fn duty_cells(&self, person: PersonId) -> Vec<String> {
        let held = self.held.get(&person).map(Vec::as_slice).unwrap_or_default();
        let in_turn = |turn: &Turn| {
            let duties = held.iter().filter(|line| Turn::of(line.post) == *turn);
            duties.map(|line| duty(line)).collect::<Vec<_>>().join("、")
        };
        std::iter::once(held.len().to_string()).chain(self.turns.iter().map(in_turn)).collect()
    }
}

fn own_cell<'d>(draft: &'d PersonDraft, column: &str) -> &'d str {
    draft.extra.iter().find(|(header, _)| header == column).map_or("", |(_, cell)| cell)
}

/// Team, city and seat, with the dates where they are not all those of the turn.
fn duty(line: &Line<'_>) -> String {
    let (team, city, seat) = (&line.team().id, &line.city().name, line.seat());
    if line.is_whole() { format!("{team} {city} {seat}") } else { format!("{team} {city} {seat} ({})", line.span) }
}
