//! Fairness in numbers and drawings: what units and ranks carry, and how often people serve.

use std::collections::BTreeMap;

use lunban_core::rules::{Phrase, fair_shares};
use lunban_core::{Language, UnitId};

use super::legend::{header, top};
use crate::out::Outcome;
use crate::out::ledger::{Ledger, Load};
use crate::out::lines::Line;
use crate::workbook::{Cell, Chart, Sheet, Style, Value};

/// The name of the sheet.
const NAME: Phrase = Phrase::new("Fairness", "公平");

const TITLE: Phrase = Phrase::new("who carries how much", "任务分担");

/// The columns of what a group of people carries.
const COLUMNS: [Phrase; 9] = [
    Phrase::new("", ""),
    Phrase::new("people", "可参加人数"),
    Phrase::new("without duty", "无任务人数"),
    Phrase::new("duties", "任务"),
    Phrase::new("target", "应担任务"),
    Phrase::new("fair share", "公平份额"),
    Phrase::new("per person", "人均"),
    Phrase::new("in heavy rounds", "重点轮次"),
    Phrase::new("km", "公里"),
];

const WIDTHS: [u16; 9] = [34, 11, 11, 11, 11, 11, 11, 11, 11];

/// Where columns of numbers stand, for the charts.
const PEOPLE: u16 = 1;
const DUTIES: u16 = 3;
const SHARE: u16 = 5;

/// The charts stand beside the numbers, one below the other.
const BESIDE: u16 = 10;
const CHART_ROWS: u32 = 16;

/// The sheet.
pub(super) fn sheet(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> Sheet {
    let ledger = Ledger::of(outcome.problem, lines);
    let over = (Phrase::new("more than the fair share", "超过公平份额"), Style::Waiver);
    let [title, colours] = top(outcome, TITLE, &[over], language);
    let rows = vec![title, colours, Vec::new()];
    let mut sheet = Sheet { name: NAME.to(language).to_owned(), rows, widths: WIDTHS.to_vec(), ..Sheet::default() };
    let often = section(&mut sheet, Phrase::new("duties each", "每人任务次数"), by_duties(&ledger), language);
    let ranks = section(&mut sheet, Phrase::new("rank", "职级"), ranks(outcome, &ledger), language);
    let units = section(&mut sheet, Phrase::new("unit", "单位"), units(outcome, &ledger), language);
    let word = |phrase: Phrase| phrase.to(language).to_owned();
    let charts = [
        (
            Phrase::new("People by their number of duties", "各任务次数的人数"),
            false,
            often,
            vec![(PEOPLE, word(COLUMNS[1]))],
        ),
        (
            Phrase::new("People and duties of each rank", "各职级人数与任务"),
            false,
            ranks,
            vec![(PEOPLE, word(COLUMNS[1])), (DUTIES, word(COLUMNS[3]))],
        ),
        (
            Phrase::new("Duties of each unit and its fair share", "各单位任务与公平份额"),
            true,
            units,
            vec![(DUTIES, word(COLUMNS[3])), (SHARE, word(COLUMNS[5]))],
        ),
    ];
    for (place, (title, is_lying, rows, series)) in (0..).zip(charts) {
        if let Some(rows) = rows {
            let at = (place * CHART_ROWS, BESIDE);
            sheet.charts.push(Chart { title: word(title), is_lying, rows, names: 0, series, at });
        }
    }
    sheet
}

/// Adds a table; gives its first and last row, if it has any.
fn section(sheet: &mut Sheet, about: Phrase, rows: Vec<Vec<Cell>>, language: Language) -> Option<(u32, u32)> {
    let mut head = header(&COLUMNS, language);
    head[0] = Cell::words(about.to(language), Style::Header);
    sheet.rows.push(head);
    let first = sheet.next_row();
    sheet.rows.extend(rows);
    let last = sheet.next_row().checked_sub(1)?;
    sheet.rows.push(Vec::new());
    (first <= last).then_some((first, last))
}

fn by_duties(ledger: &Ledger<'_>) -> Vec<Vec<Cell>> {
    let mut groups: BTreeMap<usize, Load> = BTreeMap::new();
    let most = ledger.people().values().map(|load| load.duties).max();
    for duties in 0..=most.unwrap_or(0) {
        groups.entry(duties).or_default();
    }
    for load in ledger.people().values() {
        groups.entry(load.duties).or_default().add(load);
    }
    groups.iter().map(|(duties, load)| row(&duties.to_string(), load, None)).collect()
}

fn ranks(outcome: &Outcome<'_>, ledger: &Ledger<'_>) -> Vec<Vec<Cell>> {
    let ranks = ledger.ranks();
    ranks.iter().map(|(&rank, load)| row(outcome.problem.campaign().ranks().name(rank), load, None)).collect()
}

fn units(outcome: &Outcome<'_>, ledger: &Ledger<'_>) -> Vec<Vec<Cell>> {
    let shares: BTreeMap<UnitId, i64> = fair_shares(outcome.problem).into_iter().collect();
    let units = ledger.units();
    let rows = units.iter().map(|(&id, load)| {
        let unit = outcome.problem.campaign().unit(id);
        row(if unit.name.is_empty() { &unit.id } else { &unit.name }, load, shares.get(&id).copied())
    });
    rows.collect()
}

fn row(about: &str, load: &Load, share: Option<i64>) -> Vec<Cell> {
    let optional = |number: Option<i64>| match number {
        Some(number) => Cell::number(number, Style::Plain),
        None => Cell::words("", Style::Plain),
    };
    let is_over = share.is_some_and(|share| i64::try_from(load.duties).is_ok_and(|duties| duties > share));
    vec![
        Cell::words(about, Style::Label),
        Cell::count(load.people, Style::Plain),
        Cell::count(load.idle, Style::Plain),
        Cell::count(load.duties, if is_over { Style::Waiver } else { Style::Plain }),
        optional(load.target),
        optional(share),
        Cell { value: Value::Hundredths(hundredths(load.duties, load.people)), style: Style::Plain },
        Cell::count(load.heavy, Style::Plain),
        Cell::number(load.km, Style::Plain),
    ]
}

/// The part of each, in hundredths, rounded.
fn hundredths(part: usize, whole: usize) -> i64 {
    let rounded = if whole == 0 { 0 } else { (200 * part + whole) / (2 * whole) };
    i64::try_from(rounded).unwrap_or(i64::MAX)
}
