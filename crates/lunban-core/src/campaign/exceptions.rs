//! A campaign in which exceptions to rules may be had at a price: what the fewest are that fill every seat is then a plan like any other.

use toml::Value;

use super::Campaign;
use crate::rules::{BROKEN, CountOf, Mode};
use crate::{Draft, Faults, GoalDraft, RuleEntry, RuleSet};

impl Campaign {
    /// The same campaign with some of its hard rules soft; those that only count by themselves stay as they are.
    ///
    /// # Errors
    /// What is wrong with the campaign once those rules are soft.
    pub fn softened(&self, is_soft: impl Fn(&RuleEntry) -> bool) -> Result<Self, Faults> {
        let soft: Vec<&RuleEntry> = self.hard().filter(|entry| is_soft(entry)).collect();
        self.changed(|draft| set_mode(draft, &soft, "soft"))
    }

    /// The same campaign with every rule soft that stands and may be broken at a price, and two goals in place of its own: no seat open and no
    /// minimum missed, then exceptions as cheap as can be. A waiver is an exception too. What [stands](Self::stands) and has no price is hard.
    ///
    /// # Errors
    /// What is wrong with the campaign once those rules are soft.
    pub fn with_exceptions(&self) -> Result<Self, Faults> {
        let (priced, fixed): (Vec<&RuleEntry>, Vec<&RuleEntry>) = self
            .rules
            .entries()
            .iter()
            .filter(|entry| self.stands(entry))
            .partition(|entry| entry.exception().is_some());
        let is_priced = |entry: &RuleEntry| priced.iter().any(|priced| priced.id() == entry.id());
        let relaxed = self.changed(|draft| {
            set_mode(draft, &priced, "soft");
            set_mode(draft, &fixed, "hard");
            // They may name breaches of what is hard now.
            draft.goals.clear();
        })?;
        relaxed.changed(|draft| draft.goals = relaxed.rules.goals_of_exceptions(is_priced))
    }

    /// Whether a seat stays open rather than that a rule that can bind is broken: it is hard, or it is soft and its breaches are minimised before open
    /// seats are.
    pub fn stands(&self, entry: &RuleEntry) -> bool {
        let level = |count| self.goals.levels().iter().position(|level| level.terms.iter().any(|term| term.0 == count));
        let before_open = |count| match (level(count), self.rules.find_count(OPEN).and_then(level)) {
            (Some(broken), Some(open)) => broken < open,
            (broken, _) => broken.is_some(),
        };
        let is_hard = entry.mode() == Mode::Hard && entry.page().mode == Mode::Hard;
        is_hard || entry.count(BROKEN).is_some_and(before_open)
    }

    /// Hard rules that bind by themselves.
    fn hard(&self) -> impl Iterator<Item = &RuleEntry> {
        let is_hard = |entry: &&RuleEntry| entry.mode() == Mode::Hard && entry.page().mode == Mode::Hard;
        self.rules.entries().iter().filter(is_hard)
    }
}

impl RuleSet {
    /// Open seats and what is missing to minima; then the exceptions to some rules, and waivers.
    fn goals_of_exceptions(&self, is_excepted: impl Fn(&RuleEntry) -> bool) -> Vec<Vec<GoalDraft>> {
        let named = |(count, weight)| GoalDraft { count: self.count_name(count), weight };
        let asked = self.find_count(OPEN).into_iter().chain(self.counts_of(CountOf::Missing)).map(|count| (count, 1));
        let exceptions = self.entries().iter().flat_map(|entry| {
            let breach = entry.count(BROKEN).filter(|_| !is_excepted(entry));
            entry.exceptions().into_iter().filter(move |(count, _)| breach != Some(*count))
        });
        let levels: [Vec<GoalDraft>; 2] = [asked.map(named).collect(), exceptions.map(named).collect()];
        levels.into_iter().filter(|level| !level.is_empty()).collect()
    }
}

fn set_mode(draft: &mut Draft, entries: &[&RuleEntry], mode: &str) {
    for entry in entries {
        let settings = draft.rules.entry(entry.id().to_owned()).or_default();
        settings.insert("mode".to_owned(), Value::from(mode));
    }
}

/// The count of open seats.
const OPEN: &str = "coverage.open";

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;
    use crate::{GoalDraft, Mode};

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
    fn what_is_soft_by_itself_is_no_exception_but_where_it_comes_before_open_seats() {
        let soft = || tiny().rule("rest", "days = 14\nmode = \"soft\"").rule("one-seat", "mode = \"soft\"");
        assert_eq!(goals(&soft())[1], "6 leader-rank.broken + 3 leader-rank.waivers + 1 availability.broken");
        let level = |count: &str| vec![GoalDraft { count: count.to_owned(), weight: 1 }];
        let before = soft().change(|draft| {
            draft.goals =
                ["rest.broken", "one-seat.broken", "coverage.open", "leader-rank.waivers"].map(level).to_vec();
        });
        let priced = "6 leader-rank.broken + 3 leader-rank.waivers + 1 availability.broken + 4 rest.broken";
        assert_eq!(goals(&before)[1], priced);
        let campaign = before.campaign().with_exceptions().expect("a campaign");
        assert_eq!(campaign.rules().find("one-seat").expect("it is on").mode(), Mode::Hard);
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
