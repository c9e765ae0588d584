//! Who serves, in one cell of a board: written so that a person reads a name, and read back as people write names, ids and dates.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use lunban_core::{Campaign, PersonId};

use crate::out::lines::Line;
use crate::out::resolve::{Resolver, bare};
use crate::table::{items, span_of_days};
use crate::workbook::held;

/// What stands where nobody serves; people write it in many ways.
pub(super) const OPEN: &str = "（空缺）";
const OPEN_TOO: [&str; 6] = ["空缺", "(空缺)", "open", "-", "—", "－"];

/// What parts the people in a cell.
const BETWEEN: &str = "、";

/// Signs that mean something in a cell, so that a name with one of them is not written there.
const SIGNS: &[char] = &['、', ';', '；', ',', '，', '(', '（', ')', '）', '\n'];

/// Names of people in cells: alone where one person bears them, else with the id.
pub(super) struct Names<'a> {
    campaign: &'a Campaign,
    bearers: BTreeMap<String, usize>,
}

impl<'a> Names<'a> {
    /// The names of a campaign.
    pub(super) fn of(campaign: &'a Campaign) -> Self {
        let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
        for person in campaign.people() {
            *bearers.entry(bare(&person.name)).or_default() += 1;
        }
        Self { campaign, bearers }
    }

    /// A duty or an open seat in a cell, with its dates where they are not all those of the turn.
    pub(super) fn cell(&self, lines: &[&Line<'_>]) -> String {
        let each: Vec<String> = lines.iter().map(|line| self.item(line)).collect();
        each.join(BETWEEN)
    }

    fn item(&self, line: &Line<'_>) -> String {
        let who = line.holder.map_or(OPEN.to_owned(), |person| self.person(person, line));
        if line.is_whole() { who } else { format!("{who}({})", line.span) }
    }

    fn person(&self, person: PersonId, line: &Line<'_>) -> String {
        let (id, name) = (&self.campaign.person(person).id, line.name());
        let is_odd = name.trim().is_empty() || name.contains(SIGNS) || is_open(name) || held(name) != name;
        let is_id = self.campaign.find_person(name).is_some();
        match self.bearers.get(bare(name).as_str()) {
            _ if is_odd => id.clone(),
            Some(1) if !is_id => name.to_owned(),
            _ => format!("{name} {id}"),
        }
    }
}

/// One person or open seat as a cell writes it; what is empty is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) person: String,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) start: String,
    pub(super) end: String,
}

/// Everybody in a cell; an open seat is nobody.
pub(super) fn everybody(written: &str, resolver: &Resolver<'_>) -> Vec<Who> {
    let known = |word: &str| resolver.campaign().find_person(word).is_some();
    items(written).map(|item| who(item, known)).collect()
}

/// `张三`, `P0123`, `张三 P0123`, and after them the unit or the dates in brackets.
fn who(item: &str, is_id: impl Fn(&str) -> bool) -> Who {
    let mut who = Who::default();
    let mut rest = item.trim();
    while let Some((before, remark)) = remark(rest).filter(|_| !is_open(rest)) {
        match span_of_days(remark) {
            Ok(span) => (who.start, who.end) = (day(span.first()), day(span.last())),
            Err(_) => remark.trim().clone_into(&mut who.unit),
        }
        rest = before.trim_end();
    }
    let last = rest.rsplit(char::is_whitespace).next().unwrap_or_default();
    if is_open(rest) {
        return who;
    }
    if is_id(last) {
        last.clone_into(&mut who.person);
        rest = rest[..rest.len() - last.len()].trim_end();
    }
    rest.clone_into(&mut who.name);
    who
}

/// What stands before brackets at the end, and in them.
fn remark(item: &str) -> Option<(&str, &str)> {
    item.strip_suffix([')', '）'])?.rsplit_once(['(', '（'])
}

fn day(day: NaiveDate) -> String {
    day.to_string()
}

fn is_open(word: &str) -> bool {
    word.is_empty() || word == OPEN || OPEN_TOO.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(item: &str) -> [String; 5] {
        let Who { person, name, unit, start, end } = who(item, |word| word.starts_with('P'));
        [person, name, unit, start, end]
    }

    #[test]
    fn people_are_written_by_name_or_id_or_both() {
        assert_eq!(read("张三"), ["", "张三", "", "", ""]);
        assert_eq!(read(" P01 "), ["P01", "", "", "", ""]);
        assert_eq!(read("张 三 P01"), ["P01", "张 三", "", "", ""]);
        assert_eq!(read("张三（监测总站）"), ["", "张三", "监测总站", "", ""]);
    }

    #[test]
    fn dates_in_brackets_are_a_part_of_the_turn() {
        let part = ["", "张三", "", "2017-09-20", "2017-09-22"];
        assert_eq!(read("张三(2017-09-20/2017-09-22)"), part);
        assert_eq!(read("张三（2017年9月20日至2017年9月22日）"), part);
        assert_eq!(read("（空缺）(2017-09-20/2017-09-22)"), ["", "", "", "2017-09-20", "2017-09-22"]);
    }

    #[test]
    fn an_open_seat_is_nobody() {
        for open in ["", "（空缺）", "空缺", "-", "Open"] {
            assert_eq!(who(open, |_| false), Who::default(), "{open}");
        }
    }
}
