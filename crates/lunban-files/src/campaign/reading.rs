//! The way from a folder to a campaign: settings, tables, the whole.

use std::path::Path;

use lunban_core::{
    Campaign, Draft, Faults, HistoryDraft, LockDraft, PersonDraft, PlaceDraft, Registry, Spot, Table, TeamDraft,
    UnitDraft, WaiverDraft, text,
};

use super::files::{FileNames, Folder};
use super::format::Format;
use super::settings::Settings;
use super::{Read, borders, settings, strays, unused};
use crate::found::{Found, Gap};
use crate::origin::{Origin, Source};
use crate::table::{Cells, CsvTable, Header};
use crate::{LocatedFault, Location, ReadFaults};

/// The tables of a campaign as they are read, one after another.
pub(super) struct Reading {
    folder: Folder,
    files: FileNames,
    settings: Draft,
    origin: Origin,
    found: Found,
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
        let Settings { draft, files, positions } = settings::read(&written, folder.settings(), &mut found);
        let names = [
            (Table::Places, "places"),
            (Table::Units, "units"),
            (Table::Teams, "teams"),
            (Table::People, "roster"),
            (Table::Locks, "locks"),
            (Table::History, "history"),
            (Table::Waivers, "waivers"),
        ];
        let origin = Origin::new(positions, names.map(|(table, key)| (table, files.name(key))));
        Ok(Self { folder, files, settings: draft, origin, found, borders: None, needs_rosters: true })
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
        draft.people = self.rosters();
        // Before there are rosters, nobody can be named.
        if self.needs_rosters || !draft.people.is_empty() {
            draft.locks = self.optional::<LockDraft>(Table::Locks, "locks");
            draft.history = self.optional::<HistoryDraft>(Table::History, "history");
        }
        draft.waivers = self.optional::<WaiverDraft>(Table::Waivers, "waivers");
        self.borders(&draft.places);
        draft
    }

    /// The rows of a table that every campaign has.
    fn needed<T: Format>(&mut self, table: Table, key: &str) -> Vec<T> {
        let mut rows = Vec::new();
        self.file(table, &self.files.name(key), &mut rows);
        rows
    }

    /// The rows of a table that a campaign may do without: it may be missing, or have no rows.
    fn optional<T: Format>(&mut self, table: Table, key: &str) -> Vec<T> {
        let mut rows = Vec::new();
        if let Some(csv) = self.optional_table(key) {
            self.rows(table, &self.files.name(key), csv, &mut rows);
        }
        rows
    }

    fn optional_table(&mut self, key: &str) -> Option<CsvTable> {
        let file = self.files.name(key);
        if !self.files.is_named(key) && !self.folder.has(&file) {
            return None;
        }
        let csv = self.folder.bytes(&file).and_then(|bytes| CsvTable::from_bytes(bytes, &file));
        csv.map_err(|faults| self.found.faults().extend(faults.0)).ok()
    }

    fn rosters(&mut self) -> Vec<PersonDraft> {
        let pattern = self.files.name("roster");
        let files =
            self.folder.matching(&pattern).map_err(|faults| self.leave(Table::People, faults)).unwrap_or_default();
        if files.is_empty() && self.needs_rosters && !self.found.lacks(Gap::Table(Table::People)) {
            let expected = text!("files of rosters; none fits this pattern", "须有名单文件；没有文件符合此模式");
            let place = self.origin.locate(&Spot::setting(["files", "roster"]));
            self.leave(Table::People, LocatedFault::error("no-rosters", place, &pattern, expected).into());
        }
        let mut people = Vec::new();
        for file in &files {
            let before = people.len();
            self.file(Table::People, file, &mut people);
            self.origin.add_people(people[before..].iter().map(|person: &PersonDraft| person.id.as_str()));
        }
        self.found.faults().extend(strays::faults(&self.folder, &pattern, &files, PersonDraft::COLUMNS));
        people
    }

    /// Reads a file that must be there and have rows.
    fn file<T: Format>(&mut self, table: Table, file: &str, rows: &mut Vec<T>) {
        match self.folder.bytes(file).and_then(|bytes| CsvTable::from_bytes(bytes, file)) {
            Ok(csv) if csv.rows.is_empty() && csv.faults.is_empty() => {
                let expected = text!("rows; there is only a header", "须有数据行；此文件只有表头");
                let place = Location::file(file).line(csv.header.line);
                self.leave(table, LocatedFault::error("empty-file", place, "", expected).into());
            }
            Ok(csv) => self.rows(table, file, csv, rows),
            Err(faults) => self.leave(table, faults),
        }
    }

    fn rows<T: Format>(&mut self, table: Table, file: &str, csv: CsvTable, rows: &mut Vec<T>) {
        if let Some(fault) = csv.titled(T::COLUMNS, file) {
            return self.leave(table, fault.into());
        }
        let faults = self.found.faults();
        let header = Header::read(&csv, T::COLUMNS, T::OWN, file, faults);
        let is_whole = header.is_whole(T::COLUMNS);
        let mut lines = Vec::new();
        for row in csv.rows.iter().filter(|_| is_whole) {
            if let Some(draft) = T::read(&mut Cells { file, header: &header, row, faults }) {
                rows.push(draft);
                lines.push(row.line);
            }
        }
        if !is_whole || !csv.faults.is_empty() {
            self.found.leave(Gap::Table(table));
        }
        self.found.faults().extend(csv.faults);
        self.origin.add(table, Source { file: file.to_owned(), header, lines });
    }

    fn leave(&mut self, table: Table, faults: ReadFaults) {
        self.found.leave(Gap::Table(table));
        self.found.faults().extend(faults.0);
    }

    fn borders(&mut self, places: &[PlaceDraft]) {
        let Some(csv) = self.optional_table("borders") else { return };
        let file = self.files.name("borders");
        if !self.found.lacks(Gap::Table(Table::Places)) {
            borders::check(&csv, &file, places, self.found.faults());
        }
        self.found.faults().extend(csv.faults);
        self.borders = self.folder.bytes(&file).ok();
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
                Ok(Read { campaign, warnings: self.found.into_sorted(), origin, borders: self.borders })
            }
            None => Err(ReadFaults(self.found.into_sorted())),
        }
    }
}
