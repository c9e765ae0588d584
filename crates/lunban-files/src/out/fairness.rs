//! `fairness.csv`: what each unit, each rank and each person carries, against what they should.

use std::collections::BTreeMap;

use lunban_core::rules::{Phrase, fair_shares};
use lunban_core::{Language, PersonId, RankId, UnitId};

use super::Outcome;
use super::cells::{csv, titles, words};
use super::ledger::{Ledger, Load};
use super::lines::Line;

/// The columns; what a row is about comes first.
const COLUMNS: [Phrase; 12] = [
    Phrase::new("group", "类别"),
    Phrase::new("id", "编号"),
    Phrase::new("name", "名称"),
    Phrase::new("unit", "单位"),
    Phrase::new("rank", "职级"),
    Phrase::new("people", "人数"),
    Phrase::new("without_duty", "无任务人数"),
    Phrase::new("duties", "任务数"),
    Phrase::new("target", "应担数"),
    Phrase::new("share", "应担份额"),
    Phrase::new("heavy", "重点轮次任务"),
    Phrase::new("km", "公里"),
];

/// What a row is of.
const GROUPS: [Phrase; 3] = [Phrase::new("unit", "单位"), Phrase::new("rank", "职级"), Phrase::new("person", "人员")];

/// The table: units, then ranks from low to high, then people.
pub(super) fn write(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> Vec<u8> {
    let ledger = Ledger::of(outcome.problem, lines);
    let shares: BTreeMap<UnitId, i64> = fair_shares(outcome.problem).into_iter().collect();
    let units = ledger.units();
    let ranks = ledger.ranks();
    let rows = units
        .iter()
        .map(|(&unit, load)| unit_row(outcome, unit, shares.get(&unit), load, language))
        .chain(ranks.iter().map(|(&rank, load)| rank_row(outcome, rank, load, language)))
        .chain(ledger.people().iter().map(|(&person, load)| person_row(outcome, person, load, language)));
    csv(std::iter::once(titles(&COLUMNS, language)).chain(rows))
}

fn unit_row(outcome: &Outcome<'_>, unit: UnitId, share: Option<&i64>, load: &Load, language: Language) -> Vec<String> {
    let unit = outcome.problem.campaign().unit(unit);
    row([GROUPS[0].to(language), &unit.id, &unit.name, &unit.name, ""], load, share)
}

fn rank_row(outcome: &Outcome<'_>, rank: RankId, load: &Load, language: Language) -> Vec<String> {
    let rank = outcome.problem.campaign().ranks().name(rank);
    row([GROUPS[1].to(language), rank, rank, "", rank], load, None)
}

fn person_row(outcome: &Outcome<'_>, person: PersonId, load: &Load, language: Language) -> Vec<String> {
    let campaign = outcome.problem.campaign();
    let person = campaign.person(person);
    let name = if outcome.redact { "" } else { person.name.as_str() };
    let (unit, rank) = (&campaign.unit(person.unit).name, campaign.ranks().name(person.rank));
    row([GROUPS[2].to(language), &person.id, name, unit, rank], load, None)
}

fn row(about: [&str; 5], load: &Load, share: Option<&i64>) -> Vec<String> {
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let numbers = [
        load.people.to_string(),
        load.idle.to_string(),
        load.duties.to_string(),
        number(load.target),
        number(share.copied()),
        load.heavy.to_string(),
        load.km.to_string(),
    ];
    words(about).into_iter().chain(numbers).collect()
}
