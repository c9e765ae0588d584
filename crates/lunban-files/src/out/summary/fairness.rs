//! Fairness in numbers: who serves how often, and what each unit and each rank carries.

use std::collections::BTreeMap;

use lunban_core::rules::fair_shares;
use lunban_core::{Language, Problem, Text, UnitId, text};

use super::titled;
use crate::out::Outcome;
use crate::out::columns::{Side, aligned};
use crate::out::ledger::{Ledger, Load};
use crate::out::lines::Line;

/// People by their number of duties, then what units and ranks carry.
pub(super) fn section(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> String {
    let ledger = Ledger::of(outcome.problem, lines);
    let sections = [
        (
            text!("Duties per person, of those who may serve", "每人任务次数（可参加人员）"),
            by_duties(&ledger, language),
        ),
        (
            text!("Units: people who may serve, and their duties", "各单位：可参加人员与任务"),
            units(outcome.problem, &ledger, language),
        ),
        (
            text!("Ranks: people who may serve, and their duties", "各职级：可参加人员与任务"),
            ranks(outcome.problem, &ledger, language),
        ),
    ];
    sections.map(|(title, body)| titled(&title, &body, language)).join("\n")
}

fn by_duties(ledger: &Ledger<'_>, language: Language) -> String {
    let held: Vec<usize> = ledger.people().values().map(|load| load.duties).collect();
    let mut people = vec![0; held.iter().max().unwrap_or(&0) + 1];
    for &duties in &held {
        people[duties] += 1;
    }
    let header = [text!("duties", "次数"), text!("people", "人数"), text!("share", "占比")];
    let mut rows = vec![header.map(|word| word.to(language).to_owned())];
    let row =
        |(duties, &people): (usize, &usize)| [duties.to_string(), people.to_string(), percent(people, held.len())];
    rows.extend(people.iter().enumerate().map(row));
    aligned(&[Side::Right; 3], &rows)
}

/// Each unit with its fair share: what it would carry in proportion to its people who may serve.
fn units(problem: &Problem, ledger: &Ledger<'_>, language: Language) -> String {
    let campaign = problem.campaign();
    let shares: BTreeMap<UnitId, i64> = fair_shares(problem).into_iter().collect();
    let rows = ledger.units().into_iter().map(|(id, load)| {
        let unit = campaign.unit(id);
        let share = shares.get(&id).map(ToString::to_string);
        ([unit.id.clone(), unit.name.clone(), share.unwrap_or_default()], load)
    });
    let header = [text!("unit", "单位"), Text::plain(""), text!("fair share", "应担份额")];
    table(header, rows.collect(), language)
}

fn ranks(problem: &Problem, ledger: &Ledger<'_>, language: Language) -> String {
    let rank = |id| problem.campaign().ranks().name(id).to_owned();
    let rows = ledger.ranks().into_iter().map(|(id, load)| ([rank(id), String::new(), String::new()], load));
    let all = ([text!("all", "合计").to(language).to_owned(), String::new(), String::new()], ledger.all());
    let header = [text!("rank", "职级"), Text::plain(""), Text::plain("")];
    table(header, rows.chain([all]).collect(), language)
}

/// Groups of people by name, name and share, with what they carry.
fn table(about: [Text; 3], rows: Vec<([String; 3], Load)>, language: Language) -> String {
    let [id, name, share] = about;
    let header = [
        id,
        name,
        text!("people", "人数"),
        text!("without duty", "无任务"),
        text!("duties", "任务"),
        text!("target", "目标"),
        share,
        text!("per person", "人均"),
        text!("heavy", "重点轮次"),
        text!("km", "公里"),
    ];
    let mut cells = vec![header.map(|word| word.to(language).to_owned())];
    cells.extend(rows.into_iter().map(|([id, name, share], load)| {
        [
            id,
            name,
            load.people.to_string(),
            load.idle.to_string(),
            load.duties.to_string(),
            load.target.map(|target| target.to_string()).unwrap_or_default(),
            share,
            hundredths(load.duties, load.people),
            load.heavy.to_string(),
            load.km.to_string(),
        ]
    }));
    let is_empty = |column: usize| cells.iter().skip(1).all(|row| row[column].is_empty());
    let shown: Vec<usize> = (0..cells[0].len()).filter(|&column| !is_empty(column)).collect();
    let sides: Vec<Side> = shown.iter().map(|&column| if column < 2 { Side::Left } else { Side::Right }).collect();
    let rows: Vec<Vec<String>> =
        cells.iter().map(|row| shown.iter().map(|&column| row[column].clone()).collect()).collect();
    aligned(&sides, &rows)
}

/// `12.3 %`, in whole numbers so that every machine writes the same.
fn percent(part: usize, whole: usize) -> String {
    let tenths = rounded(part * 1000, whole);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// `1.97`, likewise.
fn hundredths(part: usize, whole: usize) -> String {
    let hundredths = rounded(part * 100, whole);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn rounded(part: usize, whole: usize) -> usize {
    if whole == 0 { 0 } else { (2 * part + whole) / (2 * whole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_to_the_nearest() {
        assert_eq!(percent(1, 3), "33.3 %");
        assert_eq!(percent(2, 3), "66.7 %");
        assert_eq!(percent(0, 0), "0.0 %");
        assert_eq!(hundredths(2480, 1260), "1.97");
    }
}
