//! A campaign in which exceptions to rules may be had at a price: what the fewest are that fill every seat is then a plan like any other.

use toml::Value;

use super::Campaign;
use crate::rules::{CountOf, Mode};
use crate::{Draft, Faults, GoalDraft, RuleEntry, RuleSet};

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
        let relaxed = self.softened(|entry| entry.exception().is_some())?;
        relaxed.changed(|draft| draft.goals = relaxed.rules.goals_of_exceptions())
    }

    /// Hard rules that bind by themselves.
    fn hard(&self) -> impl Iterator<Item = &RuleEntry> {
        let is_hard = |entry: &&RuleEntry| entry.mode() == Mode::Hard && entry.page().mode == Mode::Hard;
        self.rules.entries().iter().filter(is_hard)
    }
}

impl RuleSet {
    fn goals_of_exceptions(&self) -> Vec<Vec<GoalDraft>> {
        let named = |(count, weight)| GoalDraft { count: self.count_name(count), weight };
        let asked = self.find_count(OPEN).into_iter().chain(self.counts_of(CountOf::Missing)).map(|count| (count, 1));
        let exceptions = self.entries().iter().flat_map(RuleEntry::exceptions);
        let levels: [Vec<GoalDraft>; 2] = [asked.map(named).collect(), exceptions.map(named).collect()];
        levels.into_iter().filter(|level| !level.is_empty()).collect()
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

#[cfg(test)]
mod tests {
    use crate::Mode;
    use crate::testing::Tiny;

    fn tiny() -> Tiny {
        Tiny::busy()
            .rule("coverage", "")
            .rule("availability", "")
            .rule("rest", "days = 14")
            .rule("training", "")
            .rule("leader-rank", "city = { rank = \"bureau\", at_least = \"division\" }")
    }

    /// The goals of a campaign with exceptions: weights and counts, level by level.
    fn goals(tiny: &Tiny) -> Vec<String> {
        let campaign = tiny.campaign().with_exceptions().expect("a campaign");
        let term = |&(count, weight): &_| format!("{weight} {}", campaign.rules().count_name(count));
        campaign
            .goals()
            .levels()
            .iter()
            .map(|level| level.terms.iter().map(term).collect::<Vec<_>>().join(" + "))
            .collect()
    }

    #[test]
    fn exceptions_have_the_prices_of_their_rules_or_of_the_campaign() {
        let priced =
            ["1 coverage.open", "6 leader-rank.broken + 3 leader-rank.waivers + 1 availability.broken + 4 rest.broken"];
        assert_eq!(goals(&tiny()), priced);
        let own = tiny().rule("rest", "days = 14\nexception = 9").rule("availability", "exception = \"never\"");
        assert_eq!(goals(&own)[1], "6 leader-rank.broken + 3 leader-rank.waivers + 9 rest.broken");
    }

    #[test]
    fn only_what_may_be_broken_becomes_soft() {
        let campaign = tiny().campaign().with_exceptions().expect("a campaign");
        let mode = |id| campaign.rules().find(id).expect("it is on").mode();
        assert_eq!((mode("rest"), mode("training")), (Mode::Soft, Mode::Hard));
        let softened = tiny().campaign().softened(|entry| entry.id() == "training").expect("a campaign");
        let mode = |id| softened.rules().find(id).expect("it is on").mode();
        assert_eq!((mode("rest"), mode("training")), (Mode::Hard, Mode::Soft));
    }

    #[test]
    fn a_price_is_a_number_from_1_or_never() {
        for wrong in ["0", "1001", "\"often\"", "1.5"] {
            let faults = tiny().rule("rest", &format!("exception = {wrong}")).faults();
            let value = wrong.trim_matches('"');
            assert_eq!(faults, [format!("parameter-not-a-price at rules.rest.exception: {value}, maybe `\"never\"`")]);
        }
    }
}
