//! `heavy-rounds`: nobody bears the heavy rounds twice while others bear none.

use super::{CountOf, CountPage, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Campaign, Findings, Label, Post, RoundId, Statement, View, Window, text};

const REPEATS: usize = 0;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct HeavyRounds;

static PAGE: Page = Page {
    id: "heavy-rounds",
    says: Phrase::new(
        "A round of weight above 1 is heavy. Every duty of a person in a heavy round beyond the first counts.",
        "权重大于1的轮次为重轮次。同一人在重轮次的任务，自第二次起计数。",
    ),
    source: Phrase::new(
        "Assumption of this campaign: round 2 holds the eight-day October holiday, round 8 the New Year.",
        "本次行动的假设：第2轮含国庆中秋八天假期，第8轮含元旦。",
    ),
    mode: Mode::Soft,
    always: false,
    exception: None,
    parameters: &[],
    counts: &[CountPage {
        name: "repeats",
        says: Phrase::new("a duty in a heavy round beyond a person's first", "同一人第二次及以后的重轮次任务"),
        of: CountOf::Others,
    }],
    example: "[campaign]\nheavy = { 2 = 2, 8 = 2 }\n\n[rules.heavy-rounds]",
};

impl RuleKind for HeavyRounds {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, _parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        Box::new(Settled)
    }
}

#[derive(Debug)]
struct Settled;

fn is_heavy(campaign: &Campaign, round: Option<RoundId>) -> bool {
    round.is_some_and(|round| campaign.calendar().round(round).weight > 1)
}

impl Rule for Settled {
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let campaign = window.problem().campaign();
        for person in campaign.person_ids() {
            let heavy: Vec<_> = window
                .of_person(person)
                .iter()
                .filter(|held| is_heavy(campaign, window.slot(held.slot).round))
                .collect();
            let label = Label { person: Some(person), ..statement.label("repeats") };
            statement.count_above(REPEATS, label, window.sum_of(person, heavy), 1);
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let campaign = view.problem().campaign();
        let weight = |post: &Post| post.round.map_or(1, |round| campaign.calendar().round(round).weight);
        for person in campaign.person_ids() {
            let heavy = view.of_person(person).iter().filter(|duty| weight(view.problem().post(duty.post)) > 1);
            for duty in heavy.skip(1) {
                findings.count(REPEATS, 1, || {
                    let says = text!("one more duty in a heavy round", "再次承担重轮次任务");
                    About::new(says).people([person]).post(view.problem(), duty.post)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    /// Four rounds, of which the second and the fourth are heavy.
    fn tiny() -> Tiny {
        let tiny = Tiny::new().rounds(4, 0).people(["P1 A staff", "P2 A staff"]).team("T1 130100 city 1");
        tiny.change(|draft| draft.calendar.heavy = [(2, 2), (3, 1), (4, 3)].into()).rule("heavy-rounds", "")
    }

    #[test]
    fn one_duty_in_a_heavy_round_costs_nothing() {
        assert_eq!(tiny().finds("r1 T1 leader P1; r2 T1 leader P1; r3 T1 leader P1; r4 T1 leader P2"), [""; 0]);
    }

    #[test]
    fn each_one_more_counts_whatever_the_weight() {
        assert_eq!(tiny().finds("r2 T1 leader P1; r4 T1 leader P1"), ["heavy-rounds.repeats 1: P1 in r4 T1 leader"]);
    }

    #[test]
    fn a_rule_made_hard_binds() {
        let hard = tiny().rule("heavy-rounds", "mode = \"hard\"");
        assert_eq!(hard.finds("r2 T1 leader P1; r4 T1 leader P1"), ["heavy-rounds broken 1: P1 in r4 T1 leader"]);
    }

    #[test]
    fn it_has_no_parameter() {
        assert_eq!(
            tiny().rule("heavy-rounds", "least = 2").faults(),
            ["unknown-key at rules.heavy-rounds.least: least"]
        );
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        tiny().agrees_in_both_modes("heavy-rounds");
        let busy = Tiny::busy().rule("heavy-rounds", "").change(|draft| draft.calendar.heavy = [(1, 2), (3, 2)].into());
        busy.agrees_in_both_modes("heavy-rounds");
    }
}
