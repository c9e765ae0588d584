//! `fair-share`: units carry duties in proportion to the people they could send.

use super::{CountOf, CountPage, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Findings, Label, Problem, Statement, Sum, UnitId, View, Window, text};

const LARGEST: usize = 0;
const SUM: usize = 1;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct FairShare;

static PAGE: Page = Page {
    id: "fair-share",
    says: Phrase::new(
        "Units carry duties in proportion. The share of a unit is all seats of the campaign times its people who may hold at least one post over all such people, rounded up; what it carries above its share is its excess.",
        "各单位按比例承担任务。单位份额＝全部席位数×本单位可任职人数÷全部可任职人数，向上取整；超出份额部分为超额。",
    ),
    source: Phrase::new(
        "The plan, four (one): the direct units arrange their people as a whole. The formula is an assumption of this campaign.",
        "方案四（一）：“各部直属单位根据分组情况对人员进行统筹安排”。公式为本次行动的假设。",
    ),
    mode: Mode::Soft,
    always: false,
    exception: None,
    parameters: &[],
    counts: &[
        CountPage {
            name: "largest",
            says: Phrase::new("the largest excess of a unit, in duties", "各单位超额的最大值（任务数）"),
            of: CountOf::Others,
        },
        CountPage {
            name: "sum",
            says: Phrase::new("a duty of a unit above its share", "单位超出份额的一次任务"),
            of: CountOf::Others,
        },
    ],
    example: "[rules.fair-share]\n\n[[goals]]\nminimise = [{ count = \"fair-share.largest\" }]",
};

impl RuleKind for FairShare {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, _parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        Box::new(Settled)
    }
}

#[derive(Debug)]
struct Settled;

/// The share of each unit that has people who may serve, in duties; whether or not the rule is on.
pub fn fair_shares(problem: &Problem) -> Vec<(UnitId, i64)> {
    let campaign = problem.campaign();
    let able = |unit: &crate::Unit| {
        let able = unit.people.iter().filter(|person| problem.may_serve(**person)).count();
        i128::try_from(able).unwrap_or(i128::MAX)
    };
    let able: Vec<i128> = campaign.units().iter().map(able).collect();
    let all: i128 = able.iter().sum();
    let seats: i128 = problem.posts().iter().map(|post| i128::from(post.seats)).sum();
    let share = |able: i128| i64::try_from((seats * able + all - 1) / all).unwrap_or(i64::MAX);
    let units = able.into_iter().enumerate().filter(|(_, able)| *able > 0);
    units.map(|(position, able)| (UnitId::at(position), share(able))).collect()
}

impl Rule for Settled {
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let problem = window.problem();
        let mut excesses = Vec::new();
        for (unit, share) in fair_shares(problem) {
            let mut duties = Sum::default();
            for &person in &problem.campaign().unit(unit).people {
                duties.add_sum(&window.sum_of(person, window.of_person(person)));
            }
            let label = Label { unit: Some(unit), ..statement.label("excess") };
            let most = statement.greatest(&duties) - share;
            if duties.is_constant() || most <= 0 {
                statement.count_constant(SUM, most.max(0));
                excesses.push((label, None, most.max(0)));
                continue;
            }
            let excess = statement.column(label, 0, most);
            statement.count(SUM, excess, 1);
            duties.add_column(excess, -1);
            statement.define_at_most(label, duties, share);
            excesses.push((label, Some(excess), most));
        }
        let Some(most) = excesses.iter().map(|(_, _, most)| *most).max() else { return };
        if excesses.iter().all(|(_, excess, _)| excess.is_none()) {
            return statement.count_constant(LARGEST, most);
        }
        let largest = statement.column(statement.label("largest"), 0, most);
        statement.count(LARGEST, largest, 1);
        for (label, excess, most) in excesses.into_iter().filter(|(_, _, most)| *most > 0) {
            let mut above = Sum::default();
            above.add_column(largest, 1);
            if let Some(excess) = excess {
                above.add_column(excess, -1);
            } else {
                above.add_constant(-most);
            }
            statement.define_at_least(Label { what: ("fair-share", "largest"), ..label }, above, 0);
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        let mut largest: Option<(i64, UnitId)> = None;
        for (unit, share) in fair_shares(problem) {
            let people = problem.campaign().unit(unit).people.iter();
            let duties: usize = people.map(|&person| view.of_person(person).len()).sum();
            let duties = i64::try_from(duties).unwrap_or(i64::MAX);
            let excess = duties - share;
            if excess > 0 {
                findings.count(SUM, excess, || {
                    let says = text!("{duties} duties, share {share}", "{duties}次任务，份额{share}次");
                    About::new(says).unit(unit)
                });
                largest = largest.max(Some((excess, unit)));
            }
        }
        if let Some((excess, unit)) = largest {
            findings.count(LARGEST, excess, || {
                About::new(text!("the largest excess: {excess} duties", "最大超额：{excess}次任务")).unit(unit)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    /// Three seats over two rounds; two people of unit A and one of unit B: shares 4 and 2.
    fn tiny() -> Tiny {
        let people = ["P1 A staff", "P2 A staff", "P3 B staff"];
        Tiny::new().people(people).team("T1 130100 city 3").rule("fair-share", "")
    }

    #[test]
    fn units_that_carry_their_share_cost_nothing() {
        let fair =
            "r1 T1 leader P1; r1 T1 member P2; r1 T1 member P3; r2 T1 leader P1; r2 T1 member P2; r2 T1 member P3";
        assert_eq!(tiny().finds(fair), [""; 0]);
        assert_eq!(tiny().finds(""), [""; 0]);
    }

    #[test]
    fn what_a_unit_carries_above_its_share_counts() {
        let from_b = "r1 T1 leader P3; r1 T1 member P3; r2 T1 leader P3; r2 T1 member P3";
        assert_eq!(tiny().finds(from_b), ["fair-share.sum 2: unit B", "fair-share.largest 2: unit B"]);
    }

    #[test]
    fn shares_are_rounded_up_and_only_people_who_may_serve_count() {
        // Six seats to three people of A and one of B: 5 and 2. Away all the time, P4 gives A no share: 4 and 2.
        let five = "r1 T1 leader P1; r1 T1 member P1; r1 T1 member P2; r2 T1 leader P1; r2 T1 member P2";
        assert_eq!(tiny().person("P4 A staff").finds(five), [""; 0]);
        let away = tiny().person("P4 A staff away=1-2").rule("availability", "");
        assert_eq!(away.finds(five), ["fair-share.sum 1: unit A", "fair-share.largest 1: unit A"]);
    }

    #[test]
    fn a_rule_made_hard_binds() {
        let hard = tiny().rule("fair-share", "mode = \"hard\"");
        let from_b = "r1 T1 leader P3; r1 T1 member P3; r2 T1 leader P3";
        assert_eq!(hard.finds(from_b), ["fair-share broken 1: unit B", "fair-share broken 1: unit B"]);
    }

    #[test]
    fn it_has_no_parameter() {
        assert_eq!(tiny().rule("fair-share", "share = 1").faults(), ["unknown-key at rules.fair-share.share: share"]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        tiny().agrees_in_both_modes("fair-share");
        Tiny::busy().rule("fair-share", "").rule("pool", "").agrees_in_both_modes("fair-share");
        tiny().rule("one-seat", "").agrees_in_both_modes("fair-share");
    }
}
