//! `one-seat`: the spans of a person's duties do not meet.

use super::rest::{spaced, too_close};
use super::{Bar, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Findings, Post, Statement, View, Window, text};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct OneSeat;

static PAGE: Page = Page {
    id: "one-seat",
    says: Phrase::new("The dates of a person's duties do not meet.", "同一人的任务日期不得重叠。"),
    source: Phrase::new("The plan, four (one): 14 days of work on end.", "方案四（一）：“每轮人员连续工作14天”。"),
    mode: Mode::Hard,
    always: true,
    exception: None,
    parameters: &[],
    counts: &[],
    example: "[rules.one-seat]\nmode = \"hard\"",
};

impl RuleKind for OneSeat {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, _parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        Box::new(Settled)
    }
}

#[derive(Debug)]
struct Settled;

impl Rule for Settled {
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        // Where rest binds, its rows say this and more.
        if window.problem().campaign().rules().find("rest").is_some_and(|rest| rest.mode() == Mode::Hard) {
            return;
        }
        spaced(window, statement, 0);
    }

    fn keeps_dates_apart(&self) -> bool {
        true
    }

    fn clashes(&self, first: &Post, second: &Post) -> Option<Bar> {
        let (one, other) = (first.span, second.span);
        let says = || text!("two duties at once: {one} and {other}", "同时有两项任务：{one}与{other}");
        self.excludes(first, second).then(|| Bar { says: says() })
    }

    fn excludes(&self, first: &Post, second: &Post) -> bool {
        first.span.meets(second.span)
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        for (person, [earlier, duty]) in too_close(view, 0) {
            findings.breach(1, || {
                let (first, second) = (earlier.span, duty.span);
                let says = text!("two duties at once: {first} and {second}", "同时有两项任务：{first}与{second}");
                About::new(says).people([person]).post(view.problem(), duty.post)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    fn tiny() -> Tiny {
        let people = ["P1 A staff", "P2 A staff"];
        Tiny::new().people(people).team("T1 130100 city 2").team("T2 130200 city 1").rule("one-seat", "mode = \"hard\"")
    }

    #[test]
    fn duties_on_different_days_are_lawful() {
        assert_eq!(tiny().finds("r1 T1 leader P1; r2 T1 leader P1; r1 T1 member P2"), [""; 0]);
    }

    #[test]
    fn a_duty_beside_another_is_a_breach() {
        let breach = ["one-seat broken 1: P1 in r1 T2 leader"];
        assert_eq!(tiny().finds("r1 T1 leader P1; r1 T2 leader P1"), breach);
        assert_eq!(
            tiny().finds("r1 T1 leader P1; r1 T1 member P1; r1 T2 leader P1"),
            ["one-seat broken 1: P1 in r1 T1 member", breach[0], breach[0]]
        );
    }

    #[test]
    fn rounds_that_overlap_meet_on_the_days_of_handover() {
        let handover = tiny().rounds(2, 2);
        assert_eq!(handover.finds("r1 T1 leader P1; r2 T1 leader P1"), ["one-seat broken 1: P1 in r2 T1 leader"]);
    }

    #[test]
    fn part_duties_meet_only_where_their_days_do() {
        let moves = "r1 T1 leader P1 2017-09-01/2017-09-07; r1 T2 leader P1 2017-09-08/2017-09-14";
        assert_eq!(tiny().finds(moves), [""; 0]);
        let meets = "r1 T1 leader P1 2017-09-01/2017-09-07; r1 T2 leader P1 2017-09-07/2017-09-14";
        assert_eq!(tiny().finds(meets), ["one-seat broken 1: P1 in r1 T2 leader"]);
    }

    #[test]
    fn a_soft_rule_counts() {
        let soft = tiny().rule("one-seat", "mode = \"soft\"");
        assert_eq!(soft.finds("r1 T1 leader P1; r1 T2 leader P1"), ["one-seat.broken 1: P1 in r1 T2 leader"]);
    }

    #[test]
    fn posts_on_the_same_days_clash() {
        assert_eq!(tiny().clash("r1 T1 leader", "r1 T2 leader").len(), 1);
        assert_eq!(tiny().clash("r1 T1 leader", "r2 T2 leader"), [""; 0]);
    }

    #[test]
    fn where_rest_binds_its_rows_say_it_too() {
        assert_eq!(tiny().rows("one-seat").len(), 4);
        assert_eq!(tiny().rule("rest", "").rows("one-seat"), [""; 0]);
        assert_eq!(tiny().rule("rest", "mode = \"soft\"").rows("one-seat").len(), 4);
    }

    #[test]
    fn it_has_no_parameter() {
        assert_eq!(tiny().rule("one-seat", "days = 1").faults(), ["unknown-key at rules.one-seat.days: days"]);
        assert_eq!(
            tiny().rule("one-seat", "mode = \"sof\"").faults(),
            ["parameter-unknown-word at rules.one-seat.mode: sof, maybe `soft`"]
        );
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        let hard = Tiny::busy().rule("one-seat", "");
        hard.agrees_in_both_modes("one-seat");
        hard.clone().rounds(4, 2).agrees_in_both_modes("one-seat");
        hard.team("T4 130100 city 2 2017-09-10/2017-09-16").agrees_in_both_modes("one-seat");
    }
}
