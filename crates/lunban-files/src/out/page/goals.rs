//! The goals on the page: each level in words, what it reached, and what is proven of it.

use lunban_core::{RuleSet, Text, text};
use serde::Serialize;

use crate::out::summary::standing;
use crate::out::{Outcome, WeightedCount, graded};

/// One goal level.
#[derive(Serialize)]
pub(super) struct Goal<'a> {
    terms: Vec<Term<'a>>,
    value: i64,
    bound: i64,
    proven: bool,
    /// `optimal`, `within 3 %` ...
    standing: Text,
    /// What shows the bound.
    proof: Text,
}

/// One count of a level.
#[derive(Serialize)]
struct Term<'a> {
    count: &'a str,
    weight: i64,
    says: Text,
}

/// The levels, first to last.
pub(super) fn goals<'a>(outcome: &'a Outcome<'_>) -> Vec<Goal<'a>> {
    let rules = outcome.problem.campaign().rules();
    let levels = graded(&outcome.certificates);
    levels
        .map(|(certificate, given_levels_above)| Goal {
            terms: certificate.counts.iter().map(|count| term(rules, count)).collect(),
            value: certificate.value,
            bound: certificate.bound,
            proven: certificate.is_proven(),
            standing: standing(certificate, given_levels_above),
            proof: proof(&certificate.proven_by),
        })
        .collect()
}

fn term<'a>(rules: &RuleSet, count: &'a WeightedCount) -> Term<'a> {
    let says = count_says(rules, &count.count).unwrap_or_else(|| Text::plain(count.count.as_str()));
    Term { count: &count.count, weight: count.weight, says }
}

/// What one unit of a count is, as the page of its rule says.
fn count_says(rules: &RuleSet, count: &str) -> Option<Text> {
    let (rule, name) = count.split_once('.')?;
    let page = rules.find(rule)?.page();
    let known = page.counts.iter().find(|known| known.name == name).map(|known| known.says);
    Some(known.map_or_else(
        || text!("breaches of {rule}", "违反{rule}的次数"),
        |says| Text { english: says.english.to_owned(), chinese: says.chinese.to_owned() },
    ))
}

fn proof(proven_by: &str) -> Text {
    match proven_by {
        "counting" => text!("counting", "计数"),
        "prices" => text!("prices", "对偶价格"),
        "search" => text!("search", "搜索"),
        other => Text::plain(other),
    }
}
