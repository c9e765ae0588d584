//! Teams x rounds, a row for each seat, to read and to edit: whoever has the seat stands in the cell of the turn.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::rules::Phrase;
use lunban_core::{Language, PersonId, PostId, RoleId, Team, TeamId};

use super::legend::{colour, header, top, turn_headers};
use super::who::Names;
use crate::out::Outcome;
use crate::out::lines::Line;
use crate::out::turns::{Turn, turns};
use crate::workbook::{Cell, Sheet, Style};

pub(super) use read::{Turn as TurnColumn, turns as turn_columns};
pub(in crate::out) use read::{is_board, read};

/// The name of the sheet.
const NAME: Phrase = Phrase::new("Teams", "各组");

const TITLE: Phrase = Phrase::new("teams by rounds", "各组各轮人员");

/// The columns before those of the turns.
const COLUMNS: [Phrase; 4] =
    [Phrase::new("team", "组"), Phrase::new("city", "城市"), Phrase::new("kind", "类型"), Phrase::new("seat", "席位")];

const WIDTHS: [u16; 4] = [12, 12, 9, 9];
const TURN_WIDTH: u16 = 24;

/// So many rows stand above the seats: title, colours, header.
const ROWS_ABOVE: u32 = 3;

/// Whose duties in which posts break a hard rule.
type Breaches = BTreeSet<(PersonId, PostId)>;

/// The sheet.
pub(super) fn sheet(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> Sheet {
    let turns = turns(outcome.problem);
    let colours = [colour::LEADER, colour::OPEN, colour::WAIVER, colour::BREACH, colour::HEAVY, colour::AWAY];
    let [title, colours] = top(outcome, TITLE, &colours.map(no_seat), language);
    let mut head = header(&COLUMNS, language);
    head.extend(turn_headers(&turns, outcome.problem, language));
    let board = Board {
        names: Names::of(outcome.problem.campaign()),
        breaches: breaches(outcome),
        turns: &turns,
        seated: seated(lines),
    };
    let teams = (0..).map(TeamId::at).zip(outcome.problem.campaign().teams());
    let seats = teams.flat_map(|(id, team)| board.rows(outcome, id, team));
    let mut widths = WIDTHS.to_vec();
    widths.resize(WIDTHS.len() + turns.len(), TURN_WIDTH);
    Sheet {
        name: NAME.to(language).to_owned(),
        rows: [title, colours, head].into_iter().chain(seats).collect(),
        widths,
        frozen: (ROWS_ABOVE, u16::try_from(COLUMNS.len()).unwrap_or(0)),
        filter: Some(ROWS_ABOVE - 1),
        ..Sheet::default()
    }
}

/// Where nobody can be away, there is no seat.
fn no_seat((word, style): (Phrase, Style)) -> (Phrase, Style) {
    if style == Style::Away { (Phrase::new("no seat", "无此席位"), style) } else { (word, style) }
}

/// The lines of each seat: team, role, turn.
type Seated<'l, 'a> = BTreeMap<(TeamId, RoleId, Turn), Vec<&'l Line<'a>>>;

fn seated<'l, 'a>(lines: &'l [Line<'a>]) -> Seated<'l, 'a> {
    let mut sorted: Vec<&Line<'_>> = lines.iter().collect();
    sorted.sort_by_key(|line| (line.holder.is_none(), line.holder, line.span));
    let mut seated: Seated<'_, '_> = BTreeMap::new();
    for line in sorted {
        seated.entry((line.post.team, line.post.role, Turn::of(line.post))).or_default().push(line);
    }
    seated
}

fn breaches(outcome: &Outcome<'_>) -> Breaches {
    let broken = outcome.audit.findings.iter().filter(|finding| finding.count.is_none());
    let duties = broken.flat_map(|finding| {
        let about = &finding.about;
        about.people.iter().filter_map(|&person| Some((person, about.post?)))
    });
    duties.collect()
}

struct Board<'b, 'a> {
    names: Names<'a>,
    breaches: Breaches,
    turns: &'b [Turn],
    seated: Seated<'b, 'a>,
}

impl Board<'_, '_> {
    /// A row for each seat of a team.
    fn rows(&self, outcome: &Outcome<'_>, id: TeamId, team: &Team) -> Vec<Vec<Cell>> {
        let campaign = outcome.problem.campaign();
        let roles = (0..).map(RoleId::at).zip(&campaign.kind(team.kind).roles);
        let rows = roles.flat_map(|(role, named)| {
            let turns: Vec<Vec<Vec<&Line<'_>>>> = self.turns.iter().map(|turn| self.seats(id, role, *turn)).collect();
            let seats = turns.iter().map(Vec::len).max().unwrap_or(0);
            let style = if role.index() == 0 { Style::Lead } else { Style::Plain };
            let words =
                [&team.id, &campaign.places().place(team.city).name, &campaign.kind(team.kind).name, &named.name];
            let about = words.map(|word| Cell::words(word, style));
            let row = move |seat: usize| {
                let cells = turns.iter().map(|seats| self.cell(seats.get(seat), role)).collect::<Vec<_>>();
                about.iter().cloned().chain(cells).collect::<Vec<_>>()
            };
            (0..seats).map(row).collect::<Vec<_>>()
        });
        rows.collect()
    }

    /// The equal seats of a team in a turn, each with those who hold it one after another.
    fn seats(&self, team: TeamId, role: RoleId, turn: Turn) -> Vec<Vec<&Line<'_>>> {
        let lines = self.seated.get(&(team, role, turn)).map(Vec::as_slice).unwrap_or_default();
        let mut seats: Vec<Vec<&Line<'_>>> = Vec::new();
        for &line in lines {
            let is_free = |seat: &&mut Vec<&Line<'_>>| seat.iter().all(|other| !other.span.meets(line.span));
            match seats.iter_mut().find(is_free) {
                Some(seat) => seat.push(line),
                None => seats.push(vec![line]),
            }
        }
        seats
    }

    fn cell(&self, seat: Option<&Vec<&Line<'_>>>, role: RoleId) -> Cell {
        let Some(lines) = seat else { return Cell::words("", Style::Away) };
        let is_broken =
            |line: &&Line<'_>| line.holder.is_some_and(|person| self.breaches.contains(&(person, line.post.id)));
        let style = if lines.iter().any(is_broken) {
            Style::Breach
        } else if lines.iter().any(|line| line.holder.is_none()) {
            Style::Open
        } else if lines.iter().any(|line| line.waiver) {
            Style::Waiver
        } else if role.index() == 0 {
            Style::Leader
        } else {
            Style::Plain
        };
        Cell::words(self.names.cell(lines), style)
    }
}
