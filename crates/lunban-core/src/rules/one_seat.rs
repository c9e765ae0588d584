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

    fn clashes(&self, first: &Post, second: &Post) -> Option<Bar> {
        let (first, second) = (first.span, second.span);
        let says = || text!("two duties at once: {first} and {second}", "同时有两项任务：{first}与{second}");
        first.meets(second).then(|| Bar { says: says() })
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        for (person, pair) in too_close(view, 0) {
            findings.breach(1, || {
                let (first, second) = (pair[0].span, pair[1].span);
                let says = text!("two duties at once: {first} and {second}", "同时有两项任务：{first}与{second}");
                About::new(says).people([person]).post(view.problem(), pair[1].post)
            });
        }
    }
}
