//! People whom a planner should look at: those without a duty, and those whose wishes are not met.

use std::collections::BTreeMap;

use lunban_core::{Language, PersonId, Text, text};

use super::{listed, titled};
use crate::out::Outcome;
use crate::out::ledger::Ledger;
use crate::out::lines::Line;

/// Both lists; those without anybody are left out.
pub(super) fn sections(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> Vec<String> {
    let idle = idle(outcome, lines);
    let unmet = unmet(outcome, language);
    let (without, against) = (idle.len(), unmet.len());
    let sections = [
        (text!("People who may serve, without any duty: {without}", "可参加而无任务的人员：{without}人"), idle),
        (text!("People with duties against their wishes: {against}", "任务与意愿不符的人员：{against}人"), unmet),
    ];
    let filled = sections.into_iter().filter(|(_, people)| !people.is_empty());
    filled.map(|(title, people)| titled(&title, &listed(people.into_iter(), language), language)).collect()
}

fn idle(outcome: &Outcome<'_>, lines: &[Line<'_>]) -> Vec<Text> {
    let ledger = Ledger::of(outcome.problem, lines);
    let idle = ledger.people().iter().filter(|(_, load)| load.idle > 0);
    idle.map(|(&person, _)| Text::plain(described(outcome, person))).collect()
}

/// Who, how often, and which wishes.
fn unmet(outcome: &Outcome<'_>, language: Language) -> Vec<Text> {
    let mut unmet: BTreeMap<PersonId, Vec<&str>> = BTreeMap::new();
    for about in outcome.audit.findings.iter().filter(|finding| finding.rule == "wishes").map(|finding| &finding.about)
    {
        for &person in &about.people {
            unmet.entry(person).or_default().push(about.says.to(language));
        }
    }
    let said = unmet.into_iter().map(|(person, wishes)| {
        let (person, count) = (described(outcome, person), wishes.len());
        let (english, chinese) = (wishes.join(", "), wishes.join("，"));
        text!("{person}: {count} ({english})", "{person}：{count}项（{chinese}）")
    });
    said.collect()
}

/// Id, name and unit; without the name where names are left out.
fn described(outcome: &Outcome<'_>, person: PersonId) -> String {
    let campaign = outcome.problem.campaign();
    let person = campaign.person(person);
    let unit = campaign.unit(person.unit);
    let name = if outcome.redact { "" } else { person.name.as_str() };
    let unit = if unit.name.is_empty() { unit.id.as_str() } else { unit.name.as_str() };
    let words = [person.id.as_str(), name, unit];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
