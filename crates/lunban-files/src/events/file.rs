//! Files of events.

use std::path::Path;

use lunban_core::{Severity, text};
use serde::Deserialize;
use toml::Spanned;

use crate::table::{ColumnKind, Header, Own, Wanted, has_extension, tables};
use crate::{LocatedFault, Location, ReadFaults, input};

const COLUMNS: &[ColumnKind] = &[ColumnKind::needed("event", &["事件"])];

/// A TOML file of events.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    events: Vec<Spanned<String>>,
}

/// The texts of a file, each with its place.
pub(super) fn texts(path: &Path) -> Result<Vec<(String, Location)>, ReadFaults> {
    let file = path.display().to_string();
    let bytes = input::bytes(path, &file)?;
    if has_extension(&file, &["toml"]) { listed(&bytes, &file) } else { tabled(bytes, &file) }
}

fn listed(bytes: &[u8], file: &str) -> Result<Vec<(String, Location)>, ReadFaults> {
    let written = String::from_utf8_lossy(bytes);
    let line = |position: usize| u32::try_from(written[..position].lines().count().max(1)).unwrap_or(u32::MAX);
    let place = |position: usize| Location::file(file).line(line(position));
    match toml::from_str::<Listed>(&written) {
        Ok(listed) => {
            let events = listed.events.into_iter();
            Ok(events.map(|event| (event.get_ref().clone(), place(event.span().start + 1))).collect())
        }
        Err(fault) => {
            let position = fault.span().map_or(0, |span| span.start);
            let said = fault.message();
            let expected = text!("events = [\"...\", ...]; {said}", "须为 events = [\"...\", ...]；{said}");
            Err(LocatedFault::error("not-events", place(position), "", expected).into())
        }
    }
}

fn tabled(bytes: Vec<u8>, file: &str) -> Result<Vec<(String, Location)>, ReadFaults> {
    let mut read = tables(bytes, file, Wanted { kinds: COLUMNS, sheet: None, several: false })?;
    let table = read.tables.swap_remove(0);
    let mut faults = Vec::new();
    let header = Header::read(&table, COLUMNS, Own::Kept, &mut faults);
    // A row that cannot be read as it stands is an event that would be lost.
    faults.extend(table.faults.iter().cloned());
    faults.retain(|fault| fault.severity == Severity::Error);
    let column = header.position("event").filter(|_| header.is_whole(COLUMNS) && faults.is_empty());
    let Some(column) = column else { return Err(ReadFaults(faults)) };
    let texts = table.rows.iter().map(|row| (row.cell(column).to_owned(), header.at(row.line, "event")));
    Ok(texts.filter(|(text, _)| !text.trim().is_empty()).collect())
}
