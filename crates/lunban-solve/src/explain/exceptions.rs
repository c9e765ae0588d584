//! The fewest exceptions to rules, by what the campaign says each costs, under which what is asked for can be.

use std::collections::BTreeMap;

use lunban_core::rules::Phrase;
use lunban_core::{Fact, PersonId, Pools, Problem, RoundId, RuleEntry, Subject, UnitId, text};

use super::requirements::{Breach, Requirements};
use crate::control::Control;

/// One exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exception {
    /// The id of the rule.
    pub rule: &'static str,
    /// In which round, where it is of one.
    pub round: Option<RoundId>,
    /// Whom it is made for.
    pub person: Option<PersonId>,
    /// Which unit it is made for.
    pub unit: Option<UnitId>,
    /// How often.
    pub amount: i64,
}

/// Exceptions under which what is asked for can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exceptions {
    /// The exceptions, by rule and round.
    pub each: Vec<Exception>,
    /// What they cost together.
    pub price: i64,
    /// Whether none cost less: proven.
    pub are_fewest: bool,
    /// Whether they fill the seats themselves: proven. Where posts are many, seats were looked at by kind and date: what they cost is then the least all the same, but more may be needed.
    pub are_enough: bool,
}

impl Exceptions {
    /// The fewest for what is asked for; none if no exceptions that the campaign thinks of are enough, or a limit comes first.
    pub(super) fn fewest(
        problem: &Problem,
        pools: &Pools,
        requirements: &Requirements,
        are_enough: bool,
        control: &Control,
    ) -> Option<Self> {
        let price = |rule: &str| problem.campaign().rules().find(rule).and_then(RuleEntry::exception);
        let all = requirements.all().iter().enumerate();
        let held: Vec<bool> =
            all.map(|(one, of)| price(of.rule).is_none() || !requirements.may_be_excepted(one)).collect();
        let (breaches, are_fewest) = requirements.fewest(&held, control)?;
        let price = breaches.iter().map(|breach| breach.price).sum();
        let round = |breach: &Breach| breach.label.slot.and_then(|slot| pools.slot(slot).round);
        let each = breaches.iter().map(|breach| Exception {
            rule: breach.requirement.rule,
            round: round(breach),
            person: breach.label.person,
            unit: breach.label.unit,
            amount: breach.amount,
        });
        let mut each: Vec<Exception> = each.collect();
        each.sort_unstable();
        Some(Self { each, price, are_fewest, are_enough })
    }

    /// The exceptions as a fact that rests on one for each rule and round.
    pub fn fact(&self, problem: &Problem) -> Fact {
        let (number, price) = (self.each.iter().map(|one| one.amount).sum::<i64>(), self.price);
        let exceptions = if number == 1 { "exception fills" } else { "exceptions fill" };
        let (by_kind, zh_by_kind) =
            if self.are_enough { ("", "") } else { (" by kind of seat and date", "按席位类别与日期计，") };
        let (none_cheaper, zh_none_cheaper) =
            if self.are_fewest { (", and none cheaper do", "，且无代价更低者") } else { ("", "") };
        let says = text!(
            "{number} {exceptions} them{by_kind}{none_cheaper}",
            "{zh_by_kind}{number}项例外即可满足{zh_none_cheaper}"
        );
        let mut groups: BTreeMap<(&'static str, Option<RoundId>), Vec<Exception>> = BTreeMap::new();
        for one in &self.each {
            groups.entry((one.rule, one.round)).or_default().push(*one);
        }
        Fact::new("exceptions", Subject::default(), says)
            .number("exceptions", number)
            .number("price", price)
            .number("proven", i64::from(self.are_fewest))
            .number("enough", i64::from(self.are_enough))
            .because(groups.into_iter().map(|((rule, round), all)| group(problem, rule, round, &all)))
    }
}

/// Exceptions to one rule in one round.
fn group(problem: &Problem, rule: &'static str, round: Option<RoundId>, all: &[Exception]) -> Fact {
    let campaign = problem.campaign();
    let mut people: Vec<PersonId> = all.iter().filter_map(|one| one.person).collect();
    people.dedup();
    let mut units: Vec<UnitId> = all.iter().filter_map(|one| one.unit).collect();
    units.dedup();
    let amount: i64 = all.iter().map(|one| one.amount).sum();
    let page = campaign.rules().find(rule).and_then(|entry| entry.page().exception);
    let Phrase { english, chinese } = page.map_or(Phrase::new(rule, rule), |exception| exception.says);
    let (when, zh_when) = round
        .map(RoundId::number)
        .map_or_else(Default::default, |round| (format!("in round {round}: "), format!("第{round}轮：")));
    let of_units = lunban_core::listed(units.iter().map(|&unit| campaign.unit(unit).name.clone()));
    let who = if people.is_empty() { of_units } else { campaign.names(&people) };
    let says = if who.is_empty() {
        text!("{when}{amount} × {english}", "{zh_when}{amount}项{chinese}")
    } else {
        text!("{when}{amount} × {english}: {who}", "{zh_when}{amount}项{chinese}：{who}")
    };
    let rounds = round.into_iter().collect();
    let about = Subject { rounds, ..Subject::default() }.rule(rule).people(people).units(units);
    Fact::new("exception", about, says).number("exceptions", amount)
}
