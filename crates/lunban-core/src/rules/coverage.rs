//! `coverage`: every seat is filled.

use super::{CountOf, CountPage, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Findings, Statement, View, Window, text};

const OPEN: usize = 0;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Coverage;

static PAGE: Page = Page {
    id: "coverage",
    says: Phrase::new(
        "Every seat is filled. Open seats are counted, so that there is always a plan.",
        "每个席位都有人。空缺席位计数，因此总有方案。",
    ),
    source: Phrase::new(
        "The plan, four (one): 102 teams of 310 people in each round.",
        "方案四（一）：“安排102个派驻巡查工作组，共310人。”",
    ),
    mode: Mode::Soft,
    always: true,
    exception: None,
    parameters: &[],
    counts: &[CountPage {
        name: "open",
        says: Phrase::new("a seat that is open on some day", "某日空缺的席位"),
        of: CountOf::Others,
    }],
    example: "[rules.coverage]\nmode = \"soft\"",
};

impl RuleKind for Coverage {
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
        for top in window.tops() {
            let open = window.open(top);
            statement.count(OPEN, open, 1);
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        for post in problem.posts() {
            let open = i64::from(view.open(post.id));
            if open == 0 {
                continue;
            }
            let about = || {
                let role = &problem.campaign().role(post.kind, post.role).name;
                let team = &problem.campaign().team(post.team).id;
                let says = text!("{open} open: {role} of team {team}", "空缺{open}席：{team}组{role}");
                About::new(says).post(problem, post.id)
            };
            findings.count(OPEN, open, about);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    fn tiny() -> Tiny {
        let people = ["P1 A staff", "P2 A staff", "P3 A staff"];
        Tiny::new().rounds(1, 0).people(people).team("T1 130100 city 3").rule("coverage", "")
    }

    #[test]
    fn nothing_is_open_where_every_seat_is_filled() {
        assert_eq!(tiny().finds("r1 T1 leader P1; r1 T1 member P2; r1 T1 member P3"), [""; 0]);
    }

    #[test]
    fn each_open_seat_counts() {
        assert_eq!(tiny().finds("r1 T1 leader P1; r1 T1 member P2"), ["coverage.open 1: in r1 T1 member"]);
        assert_eq!(tiny().finds(""), ["coverage.open 1: in r1 T1 leader", "coverage.open 2: in r1 T1 member"]);
    }

    #[test]
    fn a_seat_is_open_once_however_long_it_is_open() {
        let joins_late = "r1 T1 leader P1 2017-09-14/2017-09-14; r1 T1 member P2; r1 T1 member P3";
        assert_eq!(tiny().finds(joins_late), ["coverage.open 1: in r1 T1 leader"]);
    }

    #[test]
    fn a_substitute_in_mid_round_fills_the_seat() {
        let relieved = "r1 T1 leader P1 2017-09-01/2017-09-05; r1 T1 leader P2 2017-09-06/2017-09-14";
        assert_eq!(tiny().finds(relieved), ["coverage.open 2: in r1 T1 member"]);
        let a_day_late = "r1 T1 leader P1 2017-09-01/2017-09-05; r1 T1 leader P2 2017-09-07/2017-09-14";
        assert_eq!(tiny().finds(a_day_late), ["coverage.open 1: in r1 T1 leader", "coverage.open 2: in r1 T1 member"]);
    }

    #[test]
    fn a_hard_rule_is_broken_by_an_open_seat() {
        let hard = tiny().rule("coverage", "mode = \"hard\"");
        assert_eq!(hard.finds("r1 T1 leader P1; r1 T1 member P2"), ["coverage broken 1: in r1 T1 member"]);
        assert_eq!(hard.finds("r1 T1 leader P1; r1 T1 member P2; r1 T1 member P3"), [""; 0]);
    }

    #[test]
    fn it_has_no_parameter() {
        assert_eq!(tiny().rule("coverage", "open = 1").faults(), ["unknown-key at rules.coverage.open: open"]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        tiny().agrees_in_both_modes("coverage");
        Tiny::busy().rule("coverage", "").agrees();
    }
}
