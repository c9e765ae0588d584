//! `same-unit-substitute`: whoever takes a seat over is of the unit of the one who leaves.

use std::collections::BTreeMap;

use super::{CountOf, CountPage, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Findings, Label, PostId, Problem, Published, Statement, Sum, UnitId, View, Window, text};

const STRANGERS: usize = 0;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct SameUnitSubstitute;

static PAGE: Page = Page {
    id: "same-unit-substitute",
    says: Phrase::new(
        "When a schedule that people know is planned anew, whoever takes a seat over is of the unit of the one who leaves it. Who fills a seat that was open is no \
         substitute. Outside of a replan it says nothing.",
        "重排已公布的方案时，接替者与离任者属同一派出单位。填补原有空缺者不算接替。非重排时不起作用。",
    ),
    source: Phrase::new(
        "The plan, seven (two): in both cases, leader or not, the sending unit names the substitute.",
        "方案七（二）：无论组长或组员，均由派出单位另行选派。",
    ),
    mode: Mode::Soft,
    always: false,
    exception: None,
    parameters: &[],
    counts: &[CountPage {
        name: "strangers",
        says: Phrase::new("a substitute who is not of the sending unit", "一名不属原派出单位的接替者"),
        of: CountOf::Others,
    }],
    example: "[rules.same-unit-substitute]",
};

impl RuleKind for SameUnitSubstitute {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, _parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        Box::new(Settled)
    }
}

#[derive(Debug)]
struct Settled;

/// The people of each unit whom posts had to their last day, as people know it.
type Units = BTreeMap<PostId, BTreeMap<UnitId, i64>>;

fn units_before(problem: &Problem, published: &Published) -> Units {
    let campaign = problem.campaign();
    let mut units = Units::new();
    for standing in published.duties().iter().filter(|standing| standing.is_to_the_end(campaign)) {
        let Some(post) = standing.post(problem) else { continue };
        *units.entry(post).or_default().entry(campaign.person(standing.person).unit).or_default() += 1;
    }
    units
}

/// So many seats of a post were open.
fn open_before(problem: &Problem, post: PostId, before: &BTreeMap<UnitId, i64>) -> i64 {
    (i64::from(problem.post(post).seats) - before.values().sum::<i64>()).max(0)
}

impl Rule for Settled {
    /// Of each post alone: those of a unit beyond the ones it had there have come. All of them but as many as seats were open are strangers.
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let problem = window.problem();
        let Some(published) = problem.campaign().published() else { return };
        let before = units_before(problem, published);
        for top in window.tops().filter(|&top| window.slot(top).posts.len() == 1) {
            let post = window.slot(top).posts[0];
            let Some(before) = before.get(&post) else { continue };
            let mut after: BTreeMap<UnitId, Sum> = BTreeMap::new();
            for held in window.of_top(top) {
                after.entry(problem.campaign().person(held.person).unit).or_default().add(held, 1);
            }
            let mut come = Sum::default();
            for (unit, sum) in after {
                let known = before.get(&unit).copied().unwrap_or(0);
                add_above(
                    statement,
                    &mut come,
                    sum,
                    known,
                    Label { unit: Some(unit), slot: Some(top), ..Label::default() },
                );
            }
            let label = Label { slot: Some(top), ..statement.label("strangers") };
            statement.count_above(STRANGERS, label, come, open_before(problem, post, before));
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        let Some(published) = problem.campaign().published() else { return };
        for (post, before) in units_before(problem, published) {
            let last = problem.post(post).span.last();
            let after = view.of_post(post).iter().filter(|duty| duty.span.last() == last);
            let mut left = before.clone();
            let mut come = Vec::new();
            for duty in after {
                let left = left.entry(problem.campaign().person(duty.person).unit).or_default();
                *left -= 1;
                if *left < 0 {
                    come.push(duty.person);
                }
            }
            let strangers = i64::try_from(come.len()).unwrap_or(i64::MAX) - open_before(problem, post, &before);
            if strangers > 0 {
                findings.count(STRANGERS, strangers, || {
                    About::new(text!("not of the sending unit", "不属原派出单位")).people(come).post(problem, post)
                });
            }
        }
    }
}

/// Adds to a sum how far another lies above `most`.
fn add_above(statement: &mut Statement<'_>, to: &mut Sum, mut sum: Sum, most: i64, label: Label) {
    let reach = statement.greatest(&sum) - most;
    if reach <= 0 {
        return;
    }
    if sum.is_constant() {
        return to.add_constant(reach);
    }
    let above = statement.column(Label { what: ("same-unit-substitute", "come"), ..label }, 0, reach);
    to.add_column(above, 1);
    sum.add_column(above, -1);
    statement.define_at_most(Label { what: ("same-unit-substitute", "come"), ..label }, sum, most);
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    /// A team of three with a leader and one member of unit A; one seat is open.
    fn known() -> Tiny {
        let people = ["P1 A staff", "P2 A staff", "P3 A staff", "P4 B staff", "P5 B staff"];
        let tiny = Tiny::new().rounds(1, 0).people(people).team("T1 130100 city 3").rule("same-unit-substitute", "");
        tiny.published("2017-09-01", "r1 T1 leader P1; r1 T1 member P2")
    }

    #[test]
    fn a_substitute_of_the_same_unit_is_no_stranger() {
        assert_eq!(known().finds("r1 T1 leader P3; r1 T1 member P2"), [""; 0]);
        assert_eq!(known().finds(""), [""; 0]);
    }

    #[test]
    fn one_of_another_unit_is() {
        let stranger = "same-unit-substitute.strangers 1: P4 in r1 T1 leader";
        assert_eq!(known().finds("r1 T1 leader P4; r1 T1 member P2"), [stranger]);
        let in_mid_round = "r1 T1 leader P1 2017-09-01/2017-09-05; r1 T1 leader P4 2017-09-06/2017-09-14";
        assert_eq!(known().finds(in_mid_round), [stranger]);
    }

    #[test]
    fn who_fills_a_seat_that_was_open_is_no_substitute() {
        assert_eq!(known().finds("r1 T1 leader P1; r1 T1 member P2; r1 T1 member P4"), [""; 0]);
        assert_eq!(
            known().finds("r1 T1 leader P1; r1 T1 member P4; r1 T1 member P5"),
            ["same-unit-substitute.strangers 1: P4 P5 in r1 T1 member"]
        );
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        known().agrees_in_both_modes("same-unit-substitute");
        let busy = Tiny::busy().rule("same-unit-substitute", "");
        busy.published("2017-09-01", "r1 T1 leader P1; r2 T2 leader P2; r3 T1 member P4")
            .agrees_in_both_modes("same-unit-substitute");
    }
}
