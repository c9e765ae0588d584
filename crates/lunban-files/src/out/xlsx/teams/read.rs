//! From the board of teams, as a planner edited it, back to a schedule.

use lunban_core::Problem;

use crate::out::gathered::{Gathered, ReadSchedule};
use crate::out::resolve::Written;
use crate::out::xlsx::who::everybody;
use crate::table::{Cells, ColumnKind, Grid, Header, Own, round_number, span_of_days};
use crate::{LocatedFault, ReadFaults};

/// The columns before those of the turns.
const COLUMNS: &[ColumnKind] = &[
    ColumnKind::needed("team", &["组", "组号"]),
    ColumnKind::optional("city", &["城市"]),
    ColumnKind::optional("kind", &["类型", "组别"]),
    ColumnKind::needed("seat", &["席位"]),
];

/// Where a turn stands, and how rosters would write it: the round, or the days of a team that does not follow the rounds.
pub(in crate::out::xlsx) struct Turn {
    pub(in crate::out::xlsx) position: usize,
    pub(in crate::out::xlsx) header: String,
    pub(in crate::out::xlsx) round: String,
}

/// Whether a table is such a board: it says which seat, but of nobody in particular, and has a column a turn.
pub(in crate::out) fn is_board(table: &Grid) -> bool {
    let mut faults = Vec::new();
    let header = Header::read(table, COLUMNS, Own::Kept, &mut faults);
    header.is_whole(COLUMNS) && turns(&header).next().is_some()
}

/// Reads the board. Each cell holds whoever has the seat in that turn, by name or id; none: the seat is open.
pub(in crate::out) fn read(problem: &Problem, table: &Grid) -> Result<ReadSchedule, ReadFaults> {
    let mut gathered = Gathered::of(problem);
    let header = Header::read(table, COLUMNS, Own::Kept, gathered.faults());
    let turns: Vec<Turn> = turns(&header).collect();
    for row in &table.rows {
        let mut cells = Cells { unit: "", header: &header, row, faults: gathered.faults() };
        let (team, seat) = (cells.text("team"), cells.text("seat"));
        for turn in &turns {
            let place = table.address.cell(row.line, Some(turn.position), &turn.header);
            if let Some(misread) = row.misread(turn.position) {
                let shown = row.cell(turn.position);
                let fault = LocatedFault::error(misread.code, place, shown, misread.expected.clone());
                gathered.faults().push(fault.maybe(misread.maybe.clone()));
                continue;
            }
            if row.cell(turn.position).is_empty() {
                let written = Written { round: &turn.round, team: &team, seat: &seat, ..Written::default() };
                gathered.leave_open(&written, place);
                continue;
            }
            for who in everybody(row.cell(turn.position), gathered.resolver()) {
                let written = Written {
                    round: &turn.round,
                    start: &who.start,
                    end: &who.end,
                    team: &team,
                    seat: &seat,
                    person: &who.person,
                    name: &who.name,
                    unit: &who.unit,
                };
                gathered.take(&written, place.clone(), |field| match field {
                    "team" | "seat" => header.at(row.line, field),
                    _ => place.clone(),
                });
            }
        }
    }
    gathered.finish()
}

/// The columns of turns: headers whose first word is a round, or which are days.
pub(in crate::out::xlsx) fn turns(header: &Header) -> impl Iterator<Item = Turn> {
    header.own().filter_map(|(position, written)| {
        let first = written.split_whitespace().next()?;
        let is_round = round_number(first).is_ok();
        let round = if is_round { first } else { "" };
        let is_turn = is_round || span_of_days(written).is_ok();
        is_turn.then(|| Turn { position, header: written.to_owned(), round: round.to_owned() })
    })
}
