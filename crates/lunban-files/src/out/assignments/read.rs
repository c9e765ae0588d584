//! From one row a duty, as a planner edited it, back to a schedule: `assignments.csv`, or a sheet like it.

use lunban_core::{Problem, Severity, text};

use crate::out::gathered::{Gathered, ReadSchedule};
use crate::out::resolve::Written;
use crate::table::{Cells, ColumnKind, Grid, Header, Own};
use crate::{LocatedFault, ReadFaults};

/// The columns that are read.
pub(in crate::out) const COLUMNS: &[ColumnKind] = &[
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

/// Where a row says who serves.
const WHO: [&str; 2] = ["person", "name"];

/// Whether a table is of duties, one a row: it says which seat, and who holds it.
pub(in crate::out) fn is_of_duties(table: &Grid) -> bool {
    let header = Header::read(table, COLUMNS, Own::Kept, &mut Vec::new());
    header.is_whole(COLUMNS) && WHO.iter().any(|field| header.position(field).is_some())
}

/// Reads a table with a row a duty.
///
/// A person is meant by `person`, the id; where that is empty by `name`, and where several bear the name by `unit` too. Where both are empty the
/// seat is open. The post is meant by `round`, `team` and `seat`; `start` and `end` may name a part of its days, or stand for the round. The
/// other columns are for the eye. More people than seats are read as they stand: the audit judges that.
pub(in crate::out) fn read(problem: &Problem, table: Grid) -> Result<ReadSchedule, ReadFaults> {
    let mut gathered = Gathered::of(problem);
    let header = Header::read(&table, COLUMNS, Own::Unused, gathered.faults());
    if WHO.iter().all(|field| header.position(field).is_none()) {
        let expected = text!("a column `person` or a column `name`", "须有`person`（编号）列或`name`（姓名）列");
        let place = header.at(table.header.line, "person");
        gathered.faults().push(LocatedFault::error("missing-column", place, "", expected));
    }
    if !header.is_whole(COLUMNS) {
        another_table(gathered.faults());
    }
    for row in table.rows.iter().filter(|_| header.is_whole(COLUMNS)) {
        let mut cells = Cells { unit: "", header: &header, row, faults: gathered.faults() };
        let [round, start, end, team, seat] = ["round", "start", "end", "team", "seat"].map(|field| cells.text(field));
        let [person, name, unit] = ["person", "name", "unit"].map(|field| cells.text(field));
        let written = Written {
            round: &round,
            start: &start,
            end: &end,
            team: &team,
            seat: &seat,
            person: &person,
            name: &name,
            unit: &unit,
        };
        let has = |field: &&&str| header.position(field).is_some_and(|position| !row.cell(position).is_empty());
        let there = WHO.iter().find(|field| header.position(field).is_some());
        let who = WHO.iter().find(has).or(there).copied().unwrap_or(WHO[0]);
        gathered.take(&written, header.at(row.line, who), |field| header.at(row.line, field));
    }
    gathered.faults().extend(table.faults);
    gathered.finish()
}

/// It is another table: what else is in it says nothing, and which one is meant is said.
fn another_table(faults: &mut Vec<LocatedFault>) {
    faults.retain(|fault| fault.severity == Severity::Error);
    for fault in faults {
        fault.maybe.get_or_insert_with(|| {
            text!(
                "`assignments.csv` of a plan is meant, or the sheet of teams or duties of `schedule.xlsx`",
                "应为方案的`assignments.csv`，或`schedule.xlsx`的“各组”“任务”表"
            )
        });
    }
}
