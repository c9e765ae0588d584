//! People x rounds, all together and unit by unit: where each of them serves, and when they are away.

mod read;

use std::collections::BTreeMap;

use lunban_core::rules::Phrase;
use lunban_core::{Language, PersonId};

use super::legend::{colour, header, top, turn_headers};
use crate::out::Outcome;
use crate::out::lines::Line;
use crate::out::turns::{Turn, turns};
use crate::workbook::{Cell, Sheet, Style};

pub(in crate::out) use read::{Marks, edits};

/// The name of the sheet of everybody.
const NAME: Phrase = Phrase::new("People", "人员");

const TITLE: Phrase = Phrase::new("people by rounds", "各人各轮任务");

/// The columns before those of the turns.
const COLUMNS: [Phrase; 6] = [
    Phrase::new("id", "编号"),
    Phrase::new("name", "姓名"),
    Phrase::new("unit", "单位"),
    Phrase::new("rank", "职级"),
    Phrase::new("duties", "任务数"),
    Phrase::new("target", "应担数"),
];

const WIDTHS: [u16; 6] = [13, 12, 30, 10, 8, 8];
const TURN_WIDTH: u16 = 26;

/// So many rows stand above the people, and so many columns stay in sight.
const ABOVE: (u32, u16) = (3, 2);

/// The sheet of everybody.
pub(super) fn sheet(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> Sheet {
    let campaign = outcome.problem.campaign();
    let mut people: Vec<PersonId> = campaign.person_ids().collect();
    people.sort_by_key(|&person| (campaign.person(person).unit, person));
    Table::of(outcome, lines, language).sheet(NAME.to(language), &people)
}

/// The marks of everybody on the sheet of everybody: by them a reader knows whose turns were edited.
pub(super) fn marks(sheet: &Sheet) -> Marks {
    let rows = sheet.rows.iter().skip(ABOVE.0 as usize);
    rows.map(|row| (row[0].as_words().to_owned(), read::mark(row[COLUMNS.len()..].iter().map(Cell::as_words))))
        .collect()
}

/// A sheet for each unit that has people, called as the unit is.
pub(super) fn unit_sheets(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> Vec<Sheet> {
    let table = Table::of(outcome, lines, language);
    let units = outcome.problem.campaign().units().iter().filter(|unit| !unit.people.is_empty());
    let name = |unit: &'_ lunban_core::Unit| if unit.name.is_empty() { unit.id.clone() } else { unit.name.clone() };
    units.map(|unit| table.sheet(&name(unit), &unit.people)).collect()
}

struct Table<'t, 'a> {
    outcome: &'t Outcome<'a>,
    turns: Vec<Turn>,
    held: BTreeMap<(PersonId, Turn), Vec<&'t Line<'a>>>,
    language: Language,
}

impl<'t, 'a> Table<'t, 'a> {
    fn of(outcome: &'t Outcome<'a>, lines: &'t [Line<'a>], language: Language) -> Self {
        let mut held: BTreeMap<_, Vec<&Line<'_>>> = BTreeMap::new();
        for (line, person) in lines.iter().filter_map(|line| Some((line, line.holder?))) {
            held.entry((person, Turn::of(line.post))).or_default().push(line);
        }
        Self { outcome, turns: turns(outcome.problem), held, language }
    }

    fn sheet(&self, name: &str, people: &[PersonId]) -> Sheet {
        let colours = [colour::LEADER, colour::MEMBER, colour::WAIVER, colour::AWAY, colour::HEAVY];
        let [title, colours] = top(self.outcome, TITLE, &colours, self.language);
        let mut head = header(&COLUMNS, self.language);
        head.extend(turn_headers(&self.turns, self.outcome.problem, self.language));
        let people = people.iter().map(|&person| self.row(person));
        let mut widths = WIDTHS.to_vec();
        widths.resize(WIDTHS.len() + self.turns.len(), TURN_WIDTH);
        Sheet {
            name: name.to_owned(),
            rows: [title, colours, head].into_iter().chain(people).collect(),
            widths,
            frozen: ABOVE,
            filter: Some(ABOVE.0 - 1),
            ..Sheet::default()
        }
    }

    fn row(&self, id: PersonId) -> Vec<Cell> {
        let campaign = self.outcome.problem.campaign();
        let person = campaign.person(id);
        let name = if self.outcome.redact { "" } else { person.name.as_str() };
        let turns: Vec<Cell> = self.turns.iter().map(|turn| self.cell(id, *turn)).collect();
        let duties = self.turns.iter().filter_map(|turn| self.held.get(&(id, *turn))).map(Vec::len).sum();
        let target = campaign.target(id);
        let about = [
            Cell::words(&person.id, Style::Plain),
            Cell::words(name, Style::Plain),
            Cell::words(&campaign.unit(person.unit).name, Style::Plain),
            Cell::words(campaign.ranks().name(person.rank), Style::Plain),
            Cell::count(duties, if duties == 0 { Style::Waiver } else { Style::Plain }),
            target.map_or_else(Cell::default, |target| Cell::number(target, Style::Plain)),
        ];
        about.into_iter().chain(turns).collect()
    }

    /// Where somebody serves in a turn, or that they are away on a day of it.
    fn cell(&self, person: PersonId, turn: Turn) -> Cell {
        let Some(lines) = self.held.get(&(person, turn)) else {
            let away = &self.outcome.problem.campaign().person(person).away;
            let is_away = away.iter().any(|absence| absence.meets(turn.span()));
            return Cell::words("", if is_away { Style::Away } else { Style::Plain });
        };
        let style = if lines.iter().any(|line| line.waiver) {
            Style::Waiver
        } else if lines.iter().any(|line| line.post.role.index() == 0) {
            Style::Leader
        } else {
            Style::Member
        };
        Cell::words(lines.iter().map(|line| line.duty()).collect::<Vec<_>>().join("、"), style)
    }
}
