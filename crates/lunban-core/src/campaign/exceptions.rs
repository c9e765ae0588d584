//! A campaign in which exceptions to rules may be had at a price: what the fewest are that fill every seat is then a plan like any other.

use toml::Value;

use super::Campaign;
use crate::rules::{CountOf, Mode};
use crate::{Draft, Faults, GoalDraft, RuleEntry};

/// Where a rule knows waivers, breaking it costs so many times as much as one.
const BEYOND_WAIVER: i64 = 2;

impl Campaign {
    /// The same campaign with some of its hard rules soft; those that only count by themselves stay as they are.
    ///
    /// # Errors
    /// What is wrong with the campaign once those rules are soft.
    pub fn softened(&self, is_soft: impl Fn(&RuleEntry) -> bool) -> Result<Self, Faults> {
        self.changed(|draft| soften(draft, self.hard().filter(|entry| is_soft(entry))))
    }

    /// The same campaign with every hard rule soft that may be broken at a price, and two goals in place of its own: no seat open and no minimum
    /// missed, then exceptions as cheap as can be. A waiver is an exception too.
    ///
    /// # Errors
    /// What is wrong with the campaign once those rules are soft.
    pub fn with_exceptions(&self) -> Result<Self, Faults> {
        self.changed(|draft| {
            soften(draft, self.with_price());
            draft.goals = self.goals_of_exceptions();
        })
    }

    /// Hard rules that bind by themselves.
    fn hard(&self) -> impl Iterator<Item = &RuleEntry> {
        let is_hard = |entry: &&RuleEntry| entry.mode() == Mode::Hard && entry.page().mode == Mode::Hard;
        self.rules.entries().iter().filter(is_hard)
    }

    /// Hard rules that may be broken at a price.
    fn with_price(&self) -> impl Iterator<Item = &RuleEntry> {
        self.hard().filter(|entry| entry.exception().is_some())
    }

    fn goals_of_exceptions(&self) -> Vec<Vec<GoalDraft>> {
        let named = |count: String, weight: i64| GoalDraft { count, weight };
        let missing = self.rules.counts_of(CountOf::Missing).map(|count| self.rules.count_name(count));
        let asked = self.rules.find_count(OPEN).map(|_| OPEN.to_owned()).into_iter().chain(missing);
        let broken = self.with_price().filter_map(|entry| {
            let knows_waivers = entry.page().counts.iter().any(|count| count.of == CountOf::Waivers);
            let times = if knows_waivers { BEYOND_WAIVER } else { 1 };
            Some(named(format!("{}.broken", entry.id()), times * entry.exception()?))
        });
        let waivers = self.rules.entries().iter().flat_map(|entry| {
            let counts = entry.page().counts.iter().filter(|count| count.of == CountOf::Waivers);
            counts.filter_map(|count| Some(named(format!("{}.{}", entry.id(), count.name), entry.exception()?)))
        });
        let levels = [asked.map(|count| named(count, 1)).collect(), broken.chain(waivers).collect::<Vec<_>>()];
        levels.into_iter().filter(|level: &Vec<GoalDraft>| !level.is_empty()).collect()
    }
}

fn soften<'e>(draft: &mut Draft, entries: impl Iterator<Item = &'e RuleEntry>) {
    for entry in entries {
        let settings = draft.rules.entry(entry.id().to_owned()).or_default();
        settings.insert("mode".to_owned(), Value::from("soft"));
    }
}

/// The count of open seats.
const OPEN: &str = "coverage.open";
