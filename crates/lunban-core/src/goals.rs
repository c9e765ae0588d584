//! Goals: levels of counts, strictly ordered. Level k is minimised among the schedules that are best on levels 1 to k-1.

use crate::{CountId, Fault, GoalDraft, LevelId, RuleSet, Spot, nearest_text, text};

/// One level: counts with whole-number weights, minimised together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Counts and their weights.
    pub terms: Vec<(CountId, i64)>,
}

impl Level {
    /// The level's value, given the values of all counts.
    pub fn value(&self, counts: &[i64]) -> i64 {
        self.terms.iter().map(|(count, weight)| weight * counts[count.index()]).sum()
    }
}

/// The goal levels of a campaign, first to last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goals {
    levels: Vec<Level>,
}

/// The ladder of a campaign that names none; counts of rules that are off are left out.
const DEFAULT: &[&[&str]] = &[
    &["coverage.open"],
    &["leader-rank.waivers"],
    &["workload.steps"],
    &["fair-share.largest"],
    &["fair-share.sum"],
    &["heavy-rounds.repeats", "pairs.broken"],
    &["wishes.against", "commended-first.undrawn"],
    &["travel.km"],
];

/// Weights above this would leave no room for exact sums.
const MOST_WEIGHT: i64 = 1_000_000;

impl Goals {
    pub(crate) fn build(drafts: &[Vec<GoalDraft>], rules: &RuleSet, faults: &mut Vec<Fault>) -> Self {
        if drafts.is_empty() {
            return Self::default_for(rules);
        }
        let mut seen = Vec::new();
        let levels = drafts.iter().enumerate().map(|(level, terms)| {
            let terms = terms.iter().enumerate().filter_map(|(term, draft)| {
                let spot = |key: &str| {
                    let keys = ["goals".to_owned(), level.to_string(), "minimise".to_owned(), term.to_string()];
                    Spot::setting(keys.into_iter().chain([key.to_owned()]))
                };
                let count = find(&draft.count, spot("count"), rules, faults)?;
                if seen.contains(&count) {
                    let expected = text!("each count once", "每个计数只能出现一次");
                    faults.push(Fault::error("count-twice", spot("count"), &draft.count, expected));
                }
                seen.push(count);
                if !(1..=MOST_WEIGHT).contains(&draft.weight) {
                    let expected = text!("a weight from 1 to {MOST_WEIGHT}", "权重须在1到{MOST_WEIGHT}之间");
                    let value = draft.weight.to_string();
                    faults.push(Fault::error("weight-out-of-range", spot("weight"), value, expected));
                }
                Some((count, draft.weight))
            });
            Level { terms: terms.collect() }
        });
        Self { levels: levels.collect() }
    }

    fn default_for(rules: &RuleSet) -> Self {
        let levels = DEFAULT.iter().map(|names| Level {
            terms: names.iter().filter_map(|name| rules.find_count(name)).map(|count| (count, 1)).collect(),
        });
        Self { levels: levels.filter(|level| !level.terms.is_empty()).collect() }
    }

    /// The levels, first to last.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// The ids of the levels.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = LevelId> + use<> {
        (0..self.levels.len()).map(LevelId::at)
    }
}

fn find(name: &str, spot: Spot, rules: &RuleSet, faults: &mut Vec<Fault>) -> Option<CountId> {
    let count = rules.find_count(name);
    if count.is_none() {
        let names: Vec<String> = rules.count_names().collect();
        let list = names.join(", ");
        let expected = text!("a count of a rule that is on: one of {list}", "须为已启用规则的计数，其中之一：{list}");
        let maybe = nearest_text(name, names.iter().map(String::as_str));
        faults.push(Fault::error("unknown-count", spot, name, expected).maybe(maybe));
    }
    count
}
