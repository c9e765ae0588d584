//! The first section: a table for each round, a row a team.

use std::collections::{BTreeMap, BTreeSet};

use docx_rs::Docx;
use lunban_core::{Language, RoleId, TeamId, Text, text};

use super::Writer;
use super::number;
use super::style::Look;
use super::table::{Cell, Column, table};
use crate::out::called::{self, one_line};
use crate::out::lines::Line;
use crate::out::turns::Turn;

/// Where teams have more roles than this in all, they share one column.
const MOST_ROLES: usize = 4;

/// Lines of one turn by team.
type Seated<'l, 'a> = BTreeMap<TeamId, Vec<&'l Line<'a>>>;

/// The section.
pub(super) fn write(writer: &Writer<'_>, document: Docx, lines: &[Line<'_>]) -> Docx {
    let title = number::section(1, writer.language) + &writer.say(&text!("Rounds", "各轮人员安排"));
    let document = document.add_paragraph(Look::Section.paragraph(&title).keep_next(true));
    let roles = roles(lines);
    let parts = turns(lines).into_iter().enumerate();
    parts.fold(document, |document, (position, (turn, seated))| {
        let title = number::part(1, position + 1, writer.language) + &writer.turn(turn);
        let heading = Look::Part.paragraph(&title).keep_next(true).page_break_before(position > 0);
        document.add_paragraph(heading).add_table(table(&writer.columns(&roles), &writer.rows(&roles, &seated)))
    })
}

fn turns<'l, 'a>(lines: &'l [Line<'a>]) -> Vec<(Turn, Seated<'l, 'a>)> {
    let mut turns: Vec<(Turn, Seated<'l, 'a>)> = Vec::new();
    for line in lines {
        let turn = Turn::of(line.post);
        let position = turns.iter().position(|(known, _)| *known == turn).unwrap_or_else(|| {
            turns.push((turn, BTreeMap::new()));
            turns.len() - 1
        });
        turns[position].1.entry(line.post.team).or_default().push(line);
    }
    turns
}

/// The names of all roles, those that lead first.
fn roles<'a>(lines: &[Line<'a>]) -> Vec<&'a str> {
    let known: BTreeSet<(RoleId, &str)> = lines.iter().map(|line| (line.post.role, line.seat())).collect();
    let mut roles: Vec<&str> = Vec::new();
    for (_, role) in known {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

impl Writer<'_> {
    /// `第3轮（2017年10月13日至10月26日）`
    pub(super) fn turn(&self, turn: Turn) -> String {
        let (name, days) = (turn.name(), called::days(turn.span()));
        if name == days { self.say(&name) } else { self.say(&called::bracketed(&name, &days)) }
    }

    fn columns(&self, roles: &[&str]) -> Vec<Column> {
        let column = |title: &Text, share| Column { title: self.say(title), share };
        let mut columns = vec![
            column(&text!("No.", "序号"), 11),
            column(&text!("City", "城市"), 18),
            column(&text!("Team", "工作组"), 20),
            column(&text!("Id", "组号"), 26),
        ];
        if roles.len() > MOST_ROLES {
            columns.push(column(&text!("People", "人员"), 88));
        } else {
            let role = |role: &&str| column(&called::seat(role), if *role == "leader" { 26 } else { 60 });
            columns.extend(roles.iter().map(role));
        }
        columns
    }

    fn rows(&self, roles: &[&str], seated: &Seated<'_, '_>) -> Vec<Vec<Cell>> {
        let mut city_above = None;
        let rows = seated.iter().enumerate().map(|(position, (&team, lines))| {
            let city = lines[0].post.city;
            let is_same = city_above.replace(city) == Some(city);
            let mut row = vec![
                Cell::line((position + 1).to_string()),
                if is_same { Cell::Above } else { Cell::line(one_line(&lines[0].city().name)) },
                Cell::line(self.say(&self.names.name_in_city(team))),
                Cell::line(one_line(&lines[0].team().id)),
            ];
            row.extend(self.seats(roles, lines));
            row
        });
        rows.collect()
    }

    /// The people of a team: a cell for each role, or one for all with a line a role.
    fn seats(&self, roles: &[&str], lines: &[&Line<'_>]) -> Vec<Cell> {
        let of_role = |role: &str| -> Vec<String> {
            let mut seats: Vec<&&Line<'_>> = lines.iter().filter(|line| line.seat() == role).collect();
            seats.sort_by_key(|line| (line.holder.is_none(), line.holder, line.span));
            seats.into_iter().map(|line| self.seated(line)).collect()
        };
        if roles.len() <= MOST_ROLES {
            return roles.iter().map(|role| Cell::line(self.listed(&of_role(role)))).collect();
        }
        let filled = roles.iter().map(|role| (role, of_role(role))).filter(|(_, names)| !names.is_empty());
        let lines = filled.map(|(role, names)| self.say(&called::labelled(&called::seat(role), &self.listed(&names))));
        vec![Cell::Lines(lines.collect())]
    }

    /// Who has a seat: the unit beside a name that others bear too, a star by a waiver, the days where they are not all those of the turn.
    fn seated(&self, line: &Line<'_>) -> String {
        let Some(person) = line.holder else {
            return self.bracketed(&self.say(&text!("open", "空缺")), line);
        };
        let mut name = one_line(line.name_or_id());
        if self.namesakes.contains(&person) && !self.outcome.redact {
            name += &self.in_brackets(&one_line(line.unit().map_or("", |unit| &unit.name)));
        }
        if line.waiver {
            name.push('*');
        }
        if line.is_whole() { name } else { name + &self.in_brackets(&self.say(&called::days(line.span))) }
    }

    fn bracketed(&self, word: &str, line: &Line<'_>) -> String {
        let days = self.say(&called::days(line.span));
        if line.is_whole() { self.in_brackets(word) } else { self.in_brackets(&self.listed(&[word.to_owned(), days])) }
    }

    fn in_brackets(&self, words: &str) -> String {
        match self.language {
            Language::English => format!(" ({words})"),
            Language::Chinese => format!("（{words}）"),
        }
    }
}
