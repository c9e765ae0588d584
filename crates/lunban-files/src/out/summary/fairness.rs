//! Fairness in numbers: who serves how often, and what each unit carries.

use std::collections::BTreeMap;

use lunban_core::{Language, PersonId, Problem, Text, UnitId, text};

use super::titled;
use crate::out::Outcome;
use crate::out::columns::{Side, aligned};
use crate::out::lines::Line;

/// People by their number of duties, then units by people and duties.
pub(super) fn section(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> String {
    let held = held(outcome.problem, lines);
    let by_number = titled(
        &text!("Duties per person, of those who may serve", "每人任务次数（可参加人员）"),
        &people_by_duties(&held, language),
        language,
    );
    let by_unit = titled(
        &text!("Units: people who may serve, and their duties", "各单位：可参加人员与任务"),
        &units(outcome.problem, &held, language),
        language,
    );
    format!("{by_number}\n{by_unit}")
}

/// The number of duties of everybody who may hold some post, or does.
fn held(problem: &Problem, lines: &[Line<'_>]) -> BTreeMap<PersonId, usize> {
    let may_serve = |person: &PersonId| problem.posts().iter().any(|post| problem.may_hold(*person, post.id));
    let people = problem.campaign().person_ids().filter(may_serve);
    let mut held: BTreeMap<PersonId, usize> = people.map(|person| (person, 0)).collect();
    for person in lines.iter().filter_map(|line| line.holder) {
        *held.entry(person).or_default() += 1;
    }
    held
}

fn people_by_duties(held: &BTreeMap<PersonId, usize>, language: Language) -> String {
    let most = held.values().copied().max().unwrap_or(0);
    let mut people = vec![0; most + 1];
    for &duties in held.values() {
        people[duties] += 1;
    }
    let mut rows = vec![[text!("duties", "次数"), text!("people", "人数"), text!("share", "占比")]];
    rows.extend(people.iter().enumerate().map(|(duties, &people)| {
        [Text::plain(duties.to_string()), Text::plain(people.to_string()), Text::plain(share(people, held.len()))]
    }));
    let rows: Vec<_> = rows.into_iter().map(|row| row.map(|word| word.to(language).to_owned())).collect();
    aligned(&[Side::Right; 3], &rows)
}

fn units(problem: &Problem, held: &BTreeMap<PersonId, usize>, language: Language) -> String {
    let campaign = problem.campaign();
    let mut of_unit: BTreeMap<UnitId, (usize, usize)> = BTreeMap::new();
    for (&person, &duties) in held {
        let (people, sum) = of_unit.entry(campaign.person(person).unit).or_default();
        *people += 1;
        *sum += duties;
    }
    let all_duties: usize = held.values().sum();
    let header = [
        text!("unit", "单位"),
        Text::plain(""),
        text!("people", "人数"),
        text!("share", "占比"),
        text!("duties", "任务"),
        text!("share", "占比"),
        text!("per person", "人均"),
    ];
    let mut rows = vec![header.map(|word| word.to(language).to_owned())];
    rows.extend(of_unit.iter().map(|(&unit, &(people, duties))| {
        [
            campaign.unit(unit).id.clone(),
            campaign.unit(unit).name.clone(),
            people.to_string(),
            share(people, held.len()),
            duties.to_string(),
            share(duties, all_duties),
            hundredths(duties, people),
        ]
    }));
    let right = Side::Right;
    aligned(&[Side::Left, Side::Left, right, right, right, right, right], &rows)
}

/// `12.3 %`, in whole numbers so that every machine writes the same.
fn share(part: usize, whole: usize) -> String {
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
        assert_eq!(share(1, 3), "33.3 %");
        assert_eq!(share(2, 3), "66.7 %");
        assert_eq!(share(0, 0), "0.0 %");
        assert_eq!(hundredths(2480, 1260), "1.97");
    }
}
