//! From `assignments.csv`, as a planner edited it, back to a schedule.

use std::collections::BTreeMap;

use lunban_core::{Duty, Problem, Schedule, text};

use crate::out::resolve::{ReadSchedule, Resolver, Written};
use crate::table::{ColumnKind, CsvTable, Header, Own, Row};
use crate::{Column, LocatedFault, Location, ReadFaults};

const COLUMNS: &[ColumnKind] = &[
    ColumnKind::optional("round", &["轮次"]),
    ColumnKind::optional("start", &["开始", "开始日期"]),
    ColumnKind::optional("end", &["结束", "结束日期"]),
    ColumnKind::needed("team", &["组", "组号"]),
    ColumnKind::optional("city", &["城市"]),
    ColumnKind::optional("kind", &["组别", "类型"]),
    ColumnKind::needed("seat", &["席位"]),
    ColumnKind::optional("person", &["人员", "编号", "工号"]),
    ColumnKind::optional("name", &["姓名"]),
    ColumnKind::optional("unit", &["单位"]),
    ColumnKind::optional("rank", &["职级"]),
    ColumnKind::optional("waiver", &["豁免"]),
    ColumnKind::optional("notes", &["备注"]),
];

/// Reads `assignments.csv` for a problem, from the bytes of the file in any encoding that tables may have;
/// `file` is what faults call it.
///
/// A person is meant by `person`, the id; where that is empty by `name`, and where several bear the name by `unit` too. Where both are empty the
/// seat is open. The post is meant by `round`, `team` and `seat`; `start` and `end` may name a part of its days, or stand for the round. The
/// other columns are for the eye. More people than seats are read as they stand: the audit judges that.
///
/// # Errors
/// If a row speaks of people, teams, seats or dates that the campaign does not have, or says the same as another: every fault at once.
pub fn read_assignments(problem: &Problem, bytes: Vec<u8>, file: &str) -> Result<ReadSchedule, ReadFaults> {
    let table = CsvTable::from_bytes(bytes, file)?;
    if let Some(fault) = table.titled(COLUMNS, file) {
        return Err(fault.into());
    }
    let mut faults = Vec::new();
    let header = Header::read(&table, COLUMNS, Own::Unused, file, &mut faults);
    if !["person", "name"].iter().any(|field| header.position(field).is_some()) {
        let place = Location::file(file).line(table.header.line).column(Column::Header("person".to_owned()));
        let expected = text!("a column `person` or a column `name`", "须有`person`（编号）列或`name`（姓名）列");
        faults.push(LocatedFault::error("missing-column", place, "", expected));
    }
    let is_whole = header.is_whole(COLUMNS);
    faults.extend(table.faults);
    let mut reading = Reading { file, header, resolver: Resolver::new(problem), found: BTreeMap::new(), faults };
    if is_whole {
        table.rows.iter().for_each(|row| reading.row(row));
    }
    reading.finish()
}

struct Reading<'a> {
    file: &'a str,
    header: Header,
    resolver: Resolver<'a>,
    found: BTreeMap<Duty, u32>,
    faults: Vec<LocatedFault>,
}

impl Reading<'_> {
    fn row(&mut self, row: &Row) {
        let cell = |field| self.header.position(field).map_or("", |position| row.cell(position));
        let written = Written {
            round: cell("round"),
            start: cell("start"),
            end: cell("end"),
            team: cell("team"),
            seat: cell("seat"),
            person: cell("person"),
            name: cell("name"),
            unit: cell("unit"),
        };
        match self.resolver.duty(&written) {
            Ok(None) => {}
            Ok(Some(duty)) => self.take(duty, row),
            Err(misfits) => {
                let faults = misfits.into_iter().map(|misfit| misfit.located(|field| self.at(row.line, field)));
                let faults: Vec<LocatedFault> = faults.collect();
                self.faults.extend(faults);
            }
        }
    }

    fn take(&mut self, duty: Duty, row: &Row) {
        if let Some(first) = self.found.insert(duty, row.line) {
            let value = row.iter().collect::<Vec<_>>().join(",");
            let expected = text!("each duty once", "每项任务只能出现一次");
            let fault =
                LocatedFault::error("duplicate-duty", Location::file(self.file).line(row.line), value, expected);
            self.faults.push(fault.also(Location::file(self.file).line(first)));
        }
    }

    /// A cell, by the word that the file has for its column.
    fn at(&self, line: u32, field: &'static str) -> Location {
        let written = self.header.written(field).unwrap_or(field);
        Location::file(self.file).line(line).column(Column::Header(written.to_owned()))
    }

    fn finish(mut self) -> Result<ReadSchedule, ReadFaults> {
        self.faults.sort_by(|a, b| (&a.location, a.code).cmp(&(&b.location, b.code)));
        if self.faults.iter().any(|fault| fault.severity == lunban_core::Severity::Error) {
            return Err(ReadFaults(self.faults));
        }
        let schedule = Schedule::new(self.found.keys().copied().collect());
        Ok(ReadSchedule { schedule, warnings: self.faults, lines: self.found })
    }
}
