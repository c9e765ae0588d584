//! Goals: levels of counts, strictly ordered. Level k is minimised among the schedules that are best on levels 1 to k-1.

use crate::rules::{BROKEN, CountOf};
use crate::{CountId, Fault, GoalDraft, LevelId, RuleSet, Severity, Spot, nearest_text, text};

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
    &["reserve.short"],
    &["heavy-rounds.repeats", "pairs.broken"],
    &["wishes.against", "commended-first.undrawn"],
    &["travel.km"],
];

/// Where breaches of rules that were made soft stand in that ladder.
const BEFORE_PREFERENCES: usize = 2;

/// Weights above this would leave no room for exact sums.
const MOST_WEIGHT: i64 = 1_000_000;

impl Goals {
    pub(crate) fn build(drafts: &[Vec<GoalDraft>], rules: &RuleSet, faults: &mut Vec<Fault>) -> Self {
        let goals = if drafts.is_empty() { Self::default_for(rules) } else { Self::named(drafts, rules, faults) };
        // Where something is wrong, that comes first.
        if faults.iter().all(|fault| fault.severity != Severity::Error) {
            goals.tell_unheeded(rules, faults);
        }
        goals
    }

    fn named(drafts: &[Vec<GoalDraft>], rules: &RuleSet, faults: &mut Vec<Fault>) -> Self {
        let mut seen = Vec::new();
        let levels = drafts.iter().enumerate().map(|(level, terms)| {
            if terms.is_empty() {
                faults.push(empty_level(level));
            }
            let terms = terms.iter().enumerate().filter_map(|(term, draft)| {
                let spot = |key: &str| {
                    let keys = ["goals".to_owned(), level.to_string(), "minimise".to_owned(), term.to_string()];
                    Spot::setting(keys.into_iter().chain([key.to_owned()]))
                };
                let count = find(&draft.count, spot("count"), rules, faults)?;
                if seen.contains(&count) {
                    let expected = text!("each count once", "每个计数只能出现一次");
                    let maybe = text!("only where it matters most", "只保留在最重要的一级");
                    faults.push(Fault::error("count-twice", spot("count"), &draft.count, expected).maybe(maybe));
                }
                seen.push(count);
                if !(1..=MOST_WEIGHT).contains(&draft.weight) {
                    let expected = text!("a weight from 1 to {MOST_WEIGHT}", "权重须在1到{MOST_WEIGHT}之间");
                    let value = draft.weight.to_string();
                    let maybe = if draft.weight < 1 {
                        text!("leave out a count that does not matter", "不重要的计数可删去")
                    } else {
                        text!("a level of its own, before the others", "单列为一级，置于其他之前")
                    };
                    faults.push(Fault::error("weight-out-of-range", spot("weight"), value, expected).maybe(maybe));
                }
                Some((count, draft.weight))
            });
            Level { terms: terms.collect() }
        });
        let levels = levels.collect();
        Self { levels }.with_minima(rules)
    }

    /// Rules that are on while no level minimises anything they count, or not the breaches of one that was made soft: nothing keeps those low.
    fn tell_unheeded(&self, rules: &RuleSet, faults: &mut Vec<Fault>) {
        let heeded: Vec<CountId> = self.levels.iter().flat_map(|level| level.terms.iter().map(|term| term.0)).collect();
        for entry in rules.entries().iter().filter(|entry| !entry.is_hardened()) {
            let (counts, broken) = (entry.counts(), entry.count(BROKEN));
            let is_unheeded = counts.iter().all(|count| !heeded.contains(count));
            // Its main count stands last on the page of a rule.
            let count = broken.filter(|count| !heeded.contains(count));
            let Some(count) = count.or_else(|| counts.last().copied().filter(|_| is_unheeded && broken.is_none()))
            else {
                continue;
            };
            let (rule, name) = (entry.id(), rules.count_name(count));
            let expected = text!(
                "a count that some goal minimises; the rule `{rule}` is on, but nothing keeps it low",
                "须有目标予以最小化；规则`{rule}`已启用，否则无从约束"
            );
            let maybe = text!(
                "a level `minimise = [{{ count = \"{name}\" }}]`",
                "增加目标`minimise = [{{ count = \"{name}\" }}]`"
            );
            faults.push(Fault::warning("count-not-minimised", Spot::setting(["goals"]), name, expected).maybe(maybe));
        }
    }

    /// Counts of unmet minima stand beside open seats where no goal names them.
    fn with_minima(mut self, rules: &RuleSet) -> Self {
        let named: Vec<CountId> = self.levels.iter().flat_map(|level| level.terms.iter().map(|term| term.0)).collect();
        let open = rules.find_count("coverage.open");
        if let Some(level) = self.levels.iter_mut().find(|level| level.terms.iter().any(|term| Some(term.0) == open)) {
            level.terms.extend(
                rules.counts_of(CountOf::Missing).filter(|count| !named.contains(count)).map(|count| (count, 1)),
            );
        }
        self
    }

    fn default_for(rules: &RuleSet) -> Self {
        let named = DEFAULT.iter().map(|names| names.iter().filter_map(|name| rules.find_count(name)).collect());
        let mut levels: Vec<Vec<CountId>> = named.collect();
        // What was meant to bind comes before what is only preferred.
        levels.insert(BEFORE_PREFERENCES, rules.softened().collect());
        let weighed = |counts: Vec<CountId>| Level { terms: counts.into_iter().map(|count| (count, 1)).collect() };
        let levels = levels.into_iter().filter(|counts| !counts.is_empty()).map(weighed);
        Self { levels: levels.collect() }.with_minima(rules)
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

/// The fault of a level that counts nothing.
fn empty_level(level: usize) -> Fault {
    let spot = Spot::setting(["goals".to_owned(), level.to_string(), "minimise".to_owned()]);
    let expected = text!(
        "at least one count, such as {{ count = \"coverage.open\" }}",
        "至少一个计数，例如 {{ count = \"coverage.open\" }}"
    );
    Fault::error("empty-level", spot, "[]", expected).maybe(text!("the level is not meant", "删去这一级"))
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

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    use crate::{Draft, GoalDraft};

    fn goals(levels: &'static [&'static [(&'static str, i64)]]) -> impl FnOnce(&mut Draft) {
        let draft = |&(count, weight): &(&str, i64)| GoalDraft { count: count.to_owned(), weight };
        move |changed| changed.goals = levels.iter().map(|terms| terms.iter().map(draft).collect()).collect()
    }

    fn tiny() -> Tiny {
        Tiny::new().person("P1 A staff").team("T1 130100 city 1").rule("coverage", "").rule("wishes", "")
    }

    /// The levels of a campaign by the names of their counts.
    fn named(tiny: &Tiny) -> Vec<Vec<String>> {
        let campaign = tiny.campaign();
        let names =
            |level: &super::Level| level.terms.iter().map(|(count, _)| campaign.rules().count_name(*count)).collect();
        campaign.goals().levels().iter().map(names).collect()
    }

    #[test]
    fn a_campaign_that_names_none_has_the_default_ladder_of_the_rules_that_are_on() {
        let ranks = "city = { rank = \"bureau\" }";
        let tiny = tiny().rule("workload", "").rule("leader-rank", ranks);
        let ladder = named(&tiny).into_iter().map(|level| level[0].clone()).collect::<Vec<_>>();
        assert_eq!(ladder, ["coverage.open", "leader-rank.waivers", "workload.steps", "wishes.against"]);
        assert_eq!(named(&self::tiny()), [["coverage.open"], ["wishes.against"]]);
    }

    #[test]
    fn a_rule_made_soft_comes_before_preferences_or_the_planner_is_told() {
        let soft = tiny().rule("rest", "mode = \"soft\"");
        assert_eq!(named(&soft), [["coverage.open"], ["rest.broken"], ["wishes.against"]]);
        let told = |tiny: Tiny| tiny.campaign().warnings().iter().map(|fault| fault.code).collect::<Vec<_>>();
        let usual = goals(&[&[("coverage.open", 1)], &[("wishes.against", 1)]]);
        assert_eq!(told(soft.clone().change(usual)), ["count-not-minimised"]);
        let all = goals(&[&[("coverage.open", 1)], &[("wishes.against", 1), ("rest.broken", 1)]]);
        assert_eq!(told(soft.change(all)), [""; 0]);
    }

    #[test]
    fn a_rule_that_is_on_and_that_no_goal_speaks_of_is_told() {
        let names = |tiny: Tiny| tiny.campaign().warnings().iter().map(|fault| fault.value.clone()).collect::<Vec<_>>();
        assert_eq!(names(tiny()), [""; 0]);
        assert_eq!(names(tiny().change(goals(&[&[("wishes.against", 1)]]))), ["coverage.open"]);
        // That waivers are minimised says nothing of breaches.
        let soft = tiny().rule("leader-rank", "mode = \"soft\"\ncity = { rank = \"bureau\" }");
        let waivers = goals(&[&[("coverage.open", 1), ("wishes.against", 1), ("leader-rank.waivers", 1)]]);
        assert_eq!(names(soft.change(waivers)), ["leader-rank.broken"]);
        // The usual goals do not speak of every rule.
        let returning = tiny().rule("no-return", "mode = \"off\"").rule("return", "");
        assert_eq!(names(returning), ["return.new"]);
    }

    #[test]
    fn the_order_and_the_weights_are_the_campaigns() {
        let tiny = tiny().change(goals(&[&[("wishes.against", 3), ("coverage.open", 2)]]));
        assert_eq!(named(&tiny), [["wishes.against", "coverage.open"]]);
        let campaign = tiny.campaign();
        let counts: Vec<i64> =
            campaign.rules().count_names().map(|name| i64::from(name == "wishes.against") + 1).collect();
        assert_eq!(campaign.goals().levels()[0].value(&counts), 3 * 2 + 2);
        assert_eq!(campaign.goals().ids().len(), 1);
    }

    #[test]
    fn a_count_of_a_rule_that_is_off_is_not_known() {
        assert_eq!(
            tiny().change(goals(&[&[("coverage.opn", 1)], &[("travel.km", 1)]])).faults(),
            [
                "unknown-count at goals.0.minimise.0.count: coverage.opn, maybe `coverage.open`",
                "unknown-count at goals.1.minimise.0.count: travel.km",
            ]
        );
    }

    #[test]
    fn a_count_stands_once_over_all_levels() {
        assert_eq!(
            tiny().change(goals(&[&[("coverage.open", 1)], &[("wishes.against", 1), ("coverage.open", 1)]])).faults(),
            ["count-twice at goals.1.minimise.1.count: coverage.open, maybe only where it matters most"]
        );
    }

    #[test]
    fn weights_are_1_to_a_million() {
        let weighed = |weight: i64| {
            let level = vec![GoalDraft { count: "coverage.open".to_owned(), weight }];
            tiny().rule("wishes", "mode = \"off\"").change(|draft| draft.goals = vec![level]).faults()
        };
        for weight in [0, -1] {
            let fault = format!("weight-out-of-range at goals.0.minimise.0.weight: {weight}");
            assert_eq!(weighed(weight), [fault + ", maybe leave out a count that does not matter"]);
        }
        let too_much =
            "weight-out-of-range at goals.0.minimise.0.weight: 1000001, maybe a level of its own, before the others";
        assert_eq!(weighed(1_000_001), [too_much]);
        assert_eq!(weighed(1_000_000), [""; 0]);
    }

    #[test]
    fn a_level_that_counts_nothing_is_a_fault() {
        let empty = tiny().change(goals(&[&[("coverage.open", 1)], &[]]));
        assert_eq!(empty.faults(), ["empty-level at goals.1.minimise: [], maybe the level is not meant"]);
        // Where a count is misspelt, only that is wrong.
        let misspelt = tiny().change(goals(&[&[("coverage.opn", 1)]]));
        assert_eq!(misspelt.faults().len(), 1);
    }
}
