//! The goals of a replan: open seats and waivers first, then how much changes, then the campaign's own.

use crate::{Campaign, Draft, GoalDraft, RuleSet};

/// What comes before the change, and what measures it.
const BEFORE: [&str; 2] = ["coverage.open", "leader-rank.waivers"];
const CHANGE: [(&str, &str); 2] =
    [("disturbance", "disturbance.changed"), ("same-unit-substitute", "same-unit-substitute.strangers")];

/// Turns the rules of a change on, and puts their levels in place.
pub(super) fn put(draft: &mut Draft, campaign: &Campaign) {
    for (rule, _) in CHANGE {
        draft.rules.entry(rule.to_owned()).or_default();
    }
    draft.goals = levels(campaign);
}

fn levels(campaign: &Campaign) -> Vec<Vec<GoalDraft>> {
    let rules = campaign.rules();
    let own: Vec<Vec<GoalDraft>> = campaign.goals().levels().iter().map(|level| terms(rules, &level.terms)).collect();
    let alone = |count: &str| vec![GoalDraft { count: count.to_owned(), weight: 1 }];
    let is_named = |count: &str| own.iter().flatten().any(|goal| goal.count == count);
    let before = BEFORE.into_iter().filter(|count| is_named(count)).map(alone);
    let change = CHANGE.into_iter().map(|(_, count)| alone(count));
    let is_placed = |goal: &GoalDraft| {
        BEFORE.contains(&goal.count.as_str()) || CHANGE.iter().any(|(_, count)| *count == goal.count)
    };
    let rest = own.iter().map(|level| level.iter().filter(|goal| !is_placed(goal)).cloned().collect::<Vec<_>>());
    before.chain(change).chain(rest.filter(|level| !level.is_empty())).collect()
}

fn terms(rules: &RuleSet, terms: &[(crate::CountId, i64)]) -> Vec<GoalDraft> {
    terms.iter().map(|&(count, weight)| GoalDraft { count: rules.count_name(count), weight }).collect()
}
