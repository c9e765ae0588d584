//! `coverage`: every seat is filled.

use super::{CountPage, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Findings, Statement, Sum, View, Window, text};

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
    parameters: &[],
    counts: &[CountPage {
        name: "open", says: Phrase::new("a seat that is open on some day", "某日空缺的席位")
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
            if statement.is_hard() {
                let mut sum = Sum::default();
                sum.add_column(open, 1);
                let label = crate::Label { slot: Some(top), ..statement.label("open") };
                statement.at_most(label, sum, 0);
            }
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
            if findings.is_hard() {
                findings.breach(open, about);
            }
            findings.count(OPEN, open, about);
        }
    }
}
