//! A campaign folder from a draft.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lunban_core::{DeploymentDraft, Draft, Language, PersonDraft, TeamDraft};

use super::form::{Form, workbook};
use super::format::Format;
use crate::RenderError;
use crate::folder::file_names;
use crate::out::csv;
use crate::workbook::write;

/// The files of a campaign: the tables of `draft` and `deployment`, but for borders, and `settings` as its `campaign.toml`. Rosters are one file a unit.
///
/// What the draft says of settings is not looked at: `settings` says it, with the comments that people need. A folder of these files, read
/// again, has the tables of the draft.
pub fn campaign_files(draft: &Draft, deployment: &DeploymentDraft, settings: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = tables(draft, deployment, settings);
    let units = units(draft);
    let names = file_names(units.keys().copied());
    let rosters = names.into_iter().zip(units.values());
    files.extend(rosters.map(|(name, people)| (PathBuf::from(format!("roster/{name}.csv")), roster(people))));
    files
}

/// The same with rosters as workbooks for units to fill in: with drop-down lists and checks, and headers in a language.
///
/// # Errors
/// If a workbook could not be made, which is a fault of this program.
pub fn campaign_files_with_workbooks(
    draft: &Draft,
    deployment: &DeploymentDraft,
    settings: &str,
    language: Language,
) -> Result<BTreeMap<PathBuf, Vec<u8>>, RenderError> {
    let mut files = tables(draft, deployment, settings);
    let people = units(draft);
    let names = file_names(draft.units.iter().map(|unit| unit.unit.as_str()));
    for (unit, name) in draft.units.iter().zip(names) {
        let people = people.get(unit.unit.as_str()).cloned().unwrap_or_default();
        let file = format!("roster/{name}.xlsx");
        let book = workbook(draft, &[Form { unit, people, above: Vec::new() }], language);
        let bytes = write(&book).map_err(|source| RenderError::of(&file, source))?;
        files.insert(file.into(), bytes);
    }
    Ok(files)
}

/// All but the rosters.
fn tables(draft: &Draft, deployment: &DeploymentDraft, settings: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::from([
        (PathBuf::from("campaign.toml"), settings.as_bytes().to_vec()),
        (PathBuf::from("places.csv"), table(&draft.places)),
        (PathBuf::from("units.csv"), table(&draft.units)),
        (PathBuf::from("teams.csv"), table(&draft.teams)),
    ]);
    if !draft.locks.is_empty() {
        files.insert(PathBuf::from("locks.csv"), table(&draft.locks));
    }
    if !draft.history.is_empty() {
        files.insert(PathBuf::from("history.csv"), table(&draft.history));
    }
    if !draft.waivers.is_empty() {
        files.insert(PathBuf::from("waivers.csv"), table(&draft.waivers));
    }
    let logistics = &deployment.logistics;
    if !logistics.contacts.is_empty() {
        files.insert(PathBuf::from("contacts.csv"), table(&logistics.contacts));
    }
    if !logistics.drivers.is_empty() {
        files.insert(PathBuf::from("drivers.csv"), table(&logistics.drivers));
    }
    files
}

/// The people of each unit that has some.
fn units(draft: &Draft) -> BTreeMap<&str, Vec<&PersonDraft>> {
    let mut units: BTreeMap<&str, Vec<&PersonDraft>> = BTreeMap::new();
    for person in &draft.people {
        units.entry(&person.unit).or_default().push(person);
    }
    units
}

/// The table of teams.
pub(crate) fn teams_table(teams: &[TeamDraft]) -> Vec<u8> {
    table(teams)
}

fn table<T: Format>(rows: &[T]) -> Vec<u8> {
    csv(cells(rows))
}

/// The roster of one unit, with the unit's own columns after the known ones.
fn roster(people: &[&PersonDraft]) -> Vec<u8> {
    let mut own: Vec<&str> = Vec::new();
    for (header, _) in people.iter().flat_map(|person| &person.extra) {
        if !own.contains(&header.as_str()) {
            own.push(header);
        }
    }
    let mut rows = cells(people.iter().copied());
    rows[0].extend(own.iter().map(|header| (*header).to_owned()));
    for (row, person) in rows[1..].iter_mut().zip(people) {
        let value = |header: &str| person.extra.iter().find(|(own, _)| own == header).map(|(_, value)| value.clone());
        row.extend(own.iter().map(|header| value(header).unwrap_or_default()));
    }
    csv(rows)
}

/// The header and the rows, without the rare columns that no row has a value in.
fn cells<'a, T: Format + 'a>(rows: impl IntoIterator<Item = &'a T>) -> Vec<Vec<String>> {
    let header = T::COLUMNS.iter().map(|column| column.field.to_owned()).collect();
    let mut table: Vec<Vec<String>> = std::iter::once(header).chain(rows.into_iter().map(T::write)).collect();
    for (position, _) in T::COLUMNS.iter().enumerate().rev().filter(|(_, column)| column.rare) {
        if table[1..].iter().all(|row| row[position].is_empty()) {
            for row in &mut table {
                row.remove(position);
            }
        }
    }
    table
}
