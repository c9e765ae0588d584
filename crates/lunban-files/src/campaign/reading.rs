//! The way from a folder to a campaign: settings, tables, the whole.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lunban_core::logistics::{ContactDraft, DriverDraft};
use lunban_core::{
    Campaign, DeploymentDraft, Draft, Faults, HistoryDraft, LockDraft, PersonDraft, PlaceDraft, Registry, Spot, Table,
    TeamDraft, UnitDraft, WaiverDraft, text,
};

use super::files::{self, FileNames, Folder};
use super::format::Format;
use super::settings::Settings;
use super::{Read, borders, roster, settings, strays, unused};
use crate::found::{Found, Gap};
use crate::origin::{Origin, Source};
use crate::table::{Cells, ColumnKind, Grid, Header, Reference, Tables, Wanted, tables};
use crate::{LocatedFault, Location, ReadFaults};

/// The tables of a campaign as they are read, one after another.
pub(super) struct Reading {
    folder: Folder,
    files: FileNames,
    settings: Draft,
    origin: Origin,
    found: Found,
    deployment: DeploymentDraft,
    borders: Option<Vec<u8>>,
    needs_rosters: bool,
}

impl Reading {
    /// Reads the campaign file, and so knows where the tables are.
    pub(super) fn of(path: &Path) -> Result<Self, ReadFaults> {
        let folder = Folder::of(path);
        if folder.is_missing() {
            let (place, expected) =
                (path.display().to_string(), text!("a folder; there is no such folder", "没有此文件夹"));
            return Err(LocatedFault::error("missing-folder", Location::file(place), "", expected).into());
        }
        let mut found = Found::default();
        let written = folder.text(folder.settings())?;
        let Settings { draft, deployment, files, positions } = settings::read(&written, folder.settings(), &mut found);
        found.faults().extend(FileNames::KEYS.iter().filter_map(|key| files.twice(key, &folder)));
        let names = [
            (Table::Places, "places"),
            (Table::Units, "units"),
            (Table::Teams, "teams"),
            (Table::People, "roster"),
            (Table::Locks, "locks"),
            (Table::History, "history"),
            (Table::Waivers, "waivers"),
            (Table::Borders, "borders"),
            (Table::Contacts, "contacts"),
            (Table::Drivers, "drivers"),
        ];
        let origin = Origin::new(positions, names.map(|(table, key)| (table, files.of(key, &folder).file)));
        Ok(Self { folder, files, settings: draft, origin, found, deployment, borders: None, needs_rosters: true })
    }

    /// The same campaign may have no rosters yet.
    pub(super) fn before_rosters(self) -> Self {
        Self { needs_rosters: false, ..self }
    }

    /// Reads every table; what cannot be read is noted and left out.
    pub(super) fn draft(&mut self) -> Draft {
        let mut draft = std::mem::take(&mut self.settings);
        draft.places = self.needed::<PlaceDraft>(Table::Places, "places");
        draft.units = self.needed::<UnitDraft>(Table::Units, "units");
        draft.teams = self.needed::<TeamDraft>(Table::Teams, "teams");
        draft.people = self.rosters(&draft.units);
        // Before there are rosters, nobody can be named.
        if self.needs_rosters || !draft.people.is_empty() {
            draft.locks = self.optional::<LockDraft>(Table::Locks, "locks");
            draft.history = self.optional::<HistoryDraft>(Table::History, "history");
        }
        draft.waivers = self.optional::<WaiverDraft>(Table::Waivers, "waivers");
        self.borders(&draft.places);
        self.deployment.logistics.contacts = self.optional::<ContactDraft>(Table::Contacts, "contacts");
        self.deployment.logistics.drivers = self.optional::<DriverDraft>(Table::Drivers, "drivers");
        draft
    }

    /// The rows of a table that every campaign has.
    fn needed<T: Format>(&mut self, table: Table, key: &str) -> Vec<T> {
        let mut rows = Vec::new();
        for grid in self.tables::<T>(table, &self.files.of(key, &self.folder)) {
            self.rows_needed(table, grid, "", &mut rows);
        }
        rows
    }

    /// The rows of a table that a campaign may do without: it may be missing, or have no rows.
    fn optional<T: Format>(&mut self, table: Table, key: &str) -> Vec<T> {
        let mut rows = Vec::new();
        if let Some(grid) = self.optional_table(key, T::COLUMNS) {
            self.rows(table, grid, "", &mut rows);
        }
        rows
    }

    fn optional_table(&mut self, key: &str, kinds: &[ColumnKind]) -> Option<Grid> {
        let Reference { file, sheet } = self.files.of(key, &self.folder);
        if !self.files.is_named(key) && !self.folder.has(&file) {
            return None;
        }
        let wanted = Wanted { kinds, sheet: sheet.as_deref(), several: false };
        let read = self.folder.bytes(&file).and_then(|bytes| tables(bytes, &file, wanted));
        let Tables { tables, warnings } = read.map_err(|faults| self.found.faults().extend(faults.0)).ok()?;
        self.found.faults().extend(warnings);
        tables.into_iter().next()
    }

    fn rosters(&mut self, units: &[UnitDraft]) -> Vec<PersonDraft> {
        let Reference { file: pattern, sheet } = self.files.of("roster", &self.folder);
        let files =
            self.folder.matching(&pattern).map_err(|faults| self.leave(Table::People, faults)).unwrap_or_default();
        if files.is_empty() && self.needs_rosters && !self.found.lacks(Gap::Table(Table::People)) {
            let expected = text!("files of rosters; none fits this pattern", "须有名单文件；没有文件符合此模式");
            let place = self.origin.locate(&Spot::setting(["files", "roster"]));
            self.leave(Table::People, LocatedFault::error("no-rosters", place, &pattern, expected).into());
        }
        let mut people = Vec::new();
        let mut seen: BTreeMap<PathBuf, &String> = BTreeMap::new();
        for file in &files {
            let first = *seen.entry(files::without_extension(file)).or_insert(file);
            if first != file {
                self.leave(Table::People, files::twice(first, file).into());
                continue;
            }
            self.roster(&Reference { file: file.clone(), sheet: sheet.clone() }, units, &mut people);
        }
        let others: Vec<String> = FileNames::KEYS.iter().map(|key| self.files.of(key, &self.folder).file).collect();
        self.found.faults().extend(strays::faults(&self.folder, &pattern, &files, &others, PersonDraft::COLUMNS));
        people
    }

    /// Reads the rosters in one file.
    fn roster(&mut self, reference: &Reference, units: &[UnitDraft], people: &mut Vec<PersonDraft>) {
        let grids = self.tables::<PersonDraft>(Table::People, reference);
        let several = grids.len() > 1;
        for grid in grids {
            let before = people.len();
            let unit = roster::unit(&grid.address, several, units).to_owned();
            self.rows_needed(Table::People, grid, &unit, people);
            self.origin.add_people(people[before..].iter().map(|person: &PersonDraft| person.id.as_str()));
        }
    }

    /// The tables in a file that must be there; several only if they are rosters.
    fn tables<T: Format>(&mut self, table: Table, Reference { file, sheet }: &Reference) -> Vec<Grid> {
        let wanted = Wanted { kinds: T::COLUMNS, sheet: sheet.as_deref(), several: table == Table::People };
        match self.folder.bytes(file).and_then(|bytes| tables(bytes, file, wanted)) {
            Ok(Tables { tables, warnings }) => {
                self.found.faults().extend(warnings);
                tables
            }
            Err(faults) => {
                self.leave(table, faults);
                Vec::new()
            }
        }
    }

    /// Reads the rows of a table that must have some; `unit` is whose table it is.
    fn rows_needed<T: Format>(&mut self, table: Table, grid: Grid, unit: &str, rows: &mut Vec<T>) {
        if grid.rows.is_empty() && grid.faults.is_empty() {
            let expected = text!("rows; there is only a header", "须有数据行；此表只有表头");
            let place = grid.address.line(grid.header.line);
            return self.leave(table, LocatedFault::error("empty-file", place, "", expected).into());
        }
        self.rows(table, grid, unit, rows);
    }

    fn rows<T: Format>(&mut self, table: Table, grid: Grid, unit: &str, rows: &mut Vec<T>) {
        let faults = self.found.faults();
        let header = Header::read(&grid, T::COLUMNS, T::OWN, faults);
        let is_whole = header.is_whole(T::COLUMNS);
        let mut lines = Vec::new();
        for row in grid.rows.iter().filter(|_| is_whole) {
            if let Some(draft) = T::read(&mut Cells { unit, header: &header, row, faults }) {
                rows.push(draft);
                lines.push(row.line);
            }
        }
        if !is_whole || !grid.faults.is_empty() {
            self.found.leave(Gap::Table(table));
        }
        self.found.faults().extend(grid.faults);
        self.origin.add(table, Source { header, lines });
    }

    fn leave(&mut self, table: Table, faults: ReadFaults) {
        self.found.leave(Gap::Table(table));
        self.found.faults().extend(faults.0);
    }

    fn borders(&mut self, places: &[PlaceDraft]) {
        let Some(grid) = self.optional_table("borders", borders::COLUMNS) else { return };
        if !self.found.lacks(Gap::Table(Table::Places)) {
            borders::check(&grid, places, self.found.faults());
        }
        let (rows, source) = borders::rows(&grid);
        self.deployment.borders = rows;
        self.origin.add(Table::Borders, source);
        self.borders = match grid.address.sheet_name() {
            None => self.folder.bytes(grid.address.file()).ok(),
            Some(_) => Some(borders::text(&grid)),
        };
        self.found.faults().extend(grid.faults);
    }

    /// The campaign, if nothing that was read is at fault, and neither is the campaign as a whole.
    pub(super) fn build(mut self, draft: Draft, registry: &Registry) -> Result<Read, ReadFaults> {
        let units: Vec<String> = draft.units.iter().map(|unit| unit.unit.clone()).collect();
        let (campaign, faults) = match Campaign::build_with(draft, registry) {
            Ok(campaign) => {
                let warnings = campaign.warnings().to_vec();
                (Some(campaign), warnings)
            }
            Err(Faults(faults)) => (None, faults),
        };
        let origin = self.origin;
        self.found.extend_from_core(faults.into_iter().map(|fault| (origin.locate_fault(&fault), fault)));
        match campaign.filter(|_| !self.found.has_errors()) {
            Some(campaign) => {
                self.found.faults().extend(unused::columns(&campaign, &origin));
                self.found.faults().extend(unused::units(&campaign, &units, &origin));
                Ok(Read {
                    campaign,
                    warnings: self.found.into_sorted(),
                    origin,
                    deployment: self.deployment,
                    borders: self.borders,
                })
            }
            None => Err(ReadFaults(self.found.into_sorted())),
        }
    }
}
