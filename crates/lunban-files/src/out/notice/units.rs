//! The second section: a page for each unit, with its own people only.

use std::collections::BTreeMap;

use docx_rs::Docx;
use lunban_core::{PersonId, UnitId, text};

use super::Writer;
use super::number;
use super::style::Look;
use super::table::{Cell, Column, table};
use crate::out::called::{self, one_line};
use crate::out::ledger::Ledger;
use crate::out::lines::{Line, held};

/// The duties of the people of one unit.
type Sent<'l, 'a> = BTreeMap<PersonId, Vec<&'l Line<'a>>>;

/// The section.
pub(super) fn write(writer: &Writer<'_>, document: Docx, lines: &[Line<'_>]) -> Docx {
    let campaign = writer.outcome.problem.campaign();
    let mut units: BTreeMap<UnitId, Sent<'_, '_>> = BTreeMap::new();
    for (person, duties) in held(lines) {
        units.entry(campaign.person(person).unit).or_default().insert(person, duties);
    }
    let idle = idle(writer, lines);
    let title = number::section(2, writer.language) + &writer.say(&text!("Units", "各单位人员安排"));
    let heading = Look::Section.paragraph(&title).keep_next(true).page_break_before(true);
    units.iter().enumerate().fold(document.add_paragraph(heading), |document, (position, (&unit, sent))| {
        let heading = number::part(2, position + 1, writer.language) + &one_line(&campaign.unit(unit).name);
        let heading = Look::Part.paragraph(&heading).keep_next(true).page_break_before(position > 0);
        let document = document.add_paragraph(heading).add_paragraph(Look::Body.paragraph(&writer.sent(sent)));
        let document = document.add_table(table(&writer.unit_columns(), &writer.unit_rows(sent)));
        match idle.get(&unit) {
            Some(people) => document.add_paragraph(Look::Body.paragraph(&writer.not_called(people))),
            None => document,
        }
    })
}

/// People who may serve, without any duty, by unit.
fn idle(writer: &Writer<'_>, lines: &[Line<'_>]) -> BTreeMap<UnitId, Vec<PersonId>> {
    let campaign = writer.outcome.problem.campaign();
    let mut idle: BTreeMap<UnitId, Vec<PersonId>> = BTreeMap::new();
    for (&person, _) in Ledger::of(writer.outcome.problem, lines).people().iter().filter(|(_, load)| load.idle > 0) {
        idle.entry(campaign.person(person).unit).or_default().push(person);
    }
    idle
}

impl Writer<'_> {
    fn sent(&self, sent: &Sent<'_, '_>) -> String {
        let (people, duties) = (sent.len(), sent.values().map(Vec::len).sum::<usize>());
        self.say(&text!("{people} people serve {duties} times.", "选派{people}人，计{duties}人次。"))
    }

    fn not_called(&self, people: &[PersonId]) -> String {
        let names: Vec<String> = people.iter().map(|&person| self.name(person)).collect();
        let names = self.listed(&names);
        self.say(&text!("Not called upon: {names}.", "暂未安排：{names}。"))
    }

    fn name(&self, person: PersonId) -> String {
        let person = self.outcome.problem.campaign().person(person);
        one_line(if self.outcome.redact { &person.id } else { &person.name })
    }

    fn unit_columns(&self) -> Vec<Column> {
        let column = |title, share| Column { title: self.say(&title), share };
        vec![
            column(text!("No.", "序号"), 11),
            column(text!("Name", "姓名"), 20),
            column(text!("Rank", "职级"), 17),
            column(text!("Round", "轮次"), 12),
            column(text!("Days", "起止日期"), 47),
            column(text!("Team", "工作组"), 36),
            column(text!("Seat", "席位"), 14),
        ]
    }

    /// A row a duty; what is said of a person stands once.
    fn unit_rows(&self, sent: &Sent<'_, '_>) -> Vec<Vec<Cell>> {
        let people = sent.iter().enumerate();
        let rows = people.flat_map(|(position, (&person, duties))| {
            duties.iter().enumerate().map(move |(earlier, line)| {
                let of_person = match earlier {
                    0 => [(position + 1).to_string(), self.name(person), one_line(line.rank())].map(Cell::line),
                    _ => [Cell::Above, Cell::Above, Cell::Above],
                };
                of_person.into_iter().chain(self.duty(line)).collect()
            })
        });
        rows.collect()
    }

    fn duty(&self, line: &Line<'_>) -> [Cell; 4] {
        let star = if line.waiver { "*" } else { "" };
        [
            Cell::line(line.round()),
            Cell::line(self.say(&called::short_days(line.span))),
            Cell::line(self.say(&self.names.name(line.post.team))),
            Cell::line(self.say(&called::seat(line.seat())) + star),
        ]
    }
}
