//! A campaign folder from a draft.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lunban_core::{DeploymentDraft, Draft, PersonDraft, TeamDraft};

use super::format::Format;
use crate::folder::file_names;
use crate::out::csv;

/// The files of a campaign: the tables of `draft` and `deployment`, but for borders, and `settings` as its `campaign.toml`. Rosters are one file a unit.
///
/// What the draft says of settings is not looked at: `settings` says it, with the comments that people need. A folder of these files, read
/// again, has the tables of the draft.
pub fn campaign_files(draft: &Draft, deployment: &DeploymentDraft, settings: &str) -> BTreeMap<PathBuf, Vec<u8>> {
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
    let mut units: BTreeMap<&str, Vec<&PersonDraft>> = BTreeMap::new();
    for person in &draft.people {
        units.entry(&person.unit).or_default().push(person);
    }
    let names = file_names(units.keys().copied());
    let rosters = names.into_iter().zip(units.values());
    files.extend(rosters.map(|(name, people)| (PathBuf::from(format!("roster/{name}.csv")), roster(people))));
    files
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
