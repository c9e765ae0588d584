//! Where every value of a campaign stands in its files.

use std::collections::BTreeMap;

use lunban_core::{Fault, Spot, Table};

use crate::advice::general;
use crate::settings::Positions;
use crate::table::Header;
use crate::{LocatedFault, Location};

/// The file, line and column of every row and setting of a campaign: what turns a fault of core into one that an editor can jump to.
#[derive(Debug)]
pub struct Origin {
    settings: Positions,
    tables: BTreeMap<Table, TableOrigin>,
    /// Which roster, by its position, a person stands in.
    rosters: BTreeMap<String, usize>,
}

/// The files of one of core's tables.
#[derive(Debug)]
struct TableOrigin {
    /// The file that holds it, or the pattern of the files that do.
    name: String,
    /// Those that were read, in the order of their rows.
    sources: Vec<Source>,
}

/// The rows of a table that come from one file or sheet.
#[derive(Debug)]
pub(crate) struct Source {
    /// The header, which knows where it stands.
    pub(crate) header: Header,
    /// The line of every row.
    pub(crate) lines: Vec<u32>,
}

impl Origin {
    /// The origin of a campaign whose tables are in these files, with none of them read yet.
    pub(crate) fn new(settings: Positions, names: impl IntoIterator<Item = (Table, String)>) -> Self {
        let tables =
            names.into_iter().map(|(table, name)| (table, TableOrigin { name, sources: Vec::new() })).collect();
        Self { settings, tables, rosters: BTreeMap::new() }
    }

    /// Adds the rows of one file, after those of the files before it.
    pub(crate) fn add(&mut self, table: Table, source: Source) {
        if let Some(origin) = self.tables.get_mut(&table) {
            origin.sources.push(source);
        }
    }

    /// Notes that people stand in the roster that was added last.
    pub(crate) fn add_people<'p>(&mut self, ids: impl IntoIterator<Item = &'p str>) {
        if let Some(roster) = self.sources(Table::People).len().checked_sub(1) {
            self.rosters.extend(ids.into_iter().map(|id| (id.to_owned(), roster)));
        }
    }

    /// The header of the roster that a person stands in.
    pub(crate) fn roster_header(&self, person: &str) -> Option<&Header> {
        let roster = self.rosters.get(person)?;
        Some(&self.sources(Table::People).get(*roster)?.header)
    }

    /// The files of a table, in the order of their rows.
    pub(crate) fn sources(&self, table: Table) -> &[Source] {
        self.tables.get(&table).map(|origin| origin.sources.as_slice()).unwrap_or_default()
    }

    /// Where a spot of the draft stands.
    pub fn locate(&self, spot: &Spot) -> Location {
        match spot {
            Spot::Setting(path) => self.settings.locate(path),
            Spot::Table(table) => self.whole(*table),
            Spot::Cell { table, row, field } => self.cell(*table, *row, field),
        }
    }

    /// A fault of core with its places in the files.
    pub fn locate_fault(&self, fault: &Fault) -> LocatedFault {
        LocatedFault {
            severity: fault.severity,
            code: fault.code,
            location: self.locate(&fault.spot),
            value: fault.value.clone(),
            expected: fault.expected.clone(),
            maybe: fault.maybe.clone().or_else(|| general(fault.code)),
            also: fault.also.as_ref().map(|spot| self.locate(spot)),
        }
    }

    fn whole(&self, table: Table) -> Location {
        Location::file(self.tables.get(&table).map_or("", |origin| origin.name.as_str()))
    }

    fn cell(&self, table: Table, row: usize, field: &str) -> Location {
        let mut before = 0;
        for source in self.sources(table) {
            if let Some(line) = source.lines.get(row - before) {
                return source.header.at(*line, field);
            }
            before += source.lines.len();
        }
        self.whole(table)
    }
}
