//! `workload`: how many duties each person has.

use super::{CountPage, Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Findings, Label, Statement, View, Window, text};

const STEPS: usize = 0;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Workload;

static PAGE: Page = Page {
    id: "workload",
    says: Phrase::new(
        "Each person of the residents' pool has duties as near to the target as can be, and never more than the maximum. The k-th step away from the target costs k, so that two people with one duty each are better than one with two and one with none.",
        "每名派驻人员的任务数尽量接近目标，且不超过上限。偏离目标的第k步代价为k，因此两人各一次优于一人两次、一人没有。",
    ),
    source: Phrase::new(
        "The plan, four (one): in principle each person takes part in 2 rounds. The maximum is an assumption of this campaign.",
        "方案四（一）：“原则上每人参加2个轮次巡查”。上限为本次行动的假设。",
    ),
    mode: Mode::Hard,
    always: false,
    parameters: &[
        ParameterPage {
            key: "target",
            says: Phrase::new("duties each, 0 to 1000; 2 where not given", "每人任务数，0到1000，缺省2"),
        },
        ParameterPage {
            key: "max",
            says: Phrase::new(
                "the most duties each, 0 to 1000; the target plus 1 where not given",
                "每人任务数上限，0到1000，缺省为目标加1",
            ),
        },
    ],
    counts: &[CountPage {
        name: "steps",
        says: Phrase::new("the k-th duty away from the target, k units", "偏离目标的第k步，计k"),
    }],
    example: "[rules.workload]\ntarget = 2\nmax = 3",
};

impl RuleKind for Workload {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        let target = parameters.integer("target", 0..=1000).unwrap_or(2);
        let max = parameters.integer("max", 0..=1000).unwrap_or(target + 1);
        if max < target {
            let expected = text!("a maximum of the target, {target}, or more", "上限不得小于目标{target}");
            parameters.fault("max-below-target", "max", expected, None);
        }
        Box::new(Settled { target, max })
    }
}

#[derive(Debug)]
struct Settled {
    target: i64,
    max: i64,
}

/// 1 + 2 + ... + steps.
fn cost(steps: i64) -> i64 {
    steps * (steps + 1) / 2
}

impl Rule for Settled {
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let people = window.problem().campaign().person_ids();
        for person in people.filter(|&person| window.problem().is_resident(person)) {
            let duties = window.sum_of(person, window.of_person(person));
            if duties.is_constant() {
                statement.count_constant(STEPS, cost((duties.constant() - self.target).abs()));
                continue;
            }
            let mut spans: Vec<_> = window.of_person(person).iter().map(|held| window.slot(held.slot).span).collect();
            spans.dedup();
            let able = i64::try_from(spans.len()).unwrap_or(i64::MAX);
            let most = if statement.is_hard() { able.min(self.max) } else { able };
            let label = |what, number| Label { person: Some(person), number, ..statement.label(what) };
            let (most_label, target_label) = (label("most", None), label("target", None));
            let below = |step| label("below", Some(step));
            let above = |step| label("above", Some(step));
            let labels: Vec<(Label, i64, i64)> = (1..=self.target)
                .map(|step| (below(step), step, 1))
                .chain((1..=most - self.target).map(|step| (above(step), step, -1)))
                .collect();
            if able > self.max {
                statement.at_most(most_label, duties.clone(), self.max);
            }
            let mut balanced = duties;
            for (label, step, sign) in labels {
                let column = statement.column(label, 0, 1);
                statement.count(STEPS, column, step);
                balanced.add_column(column, sign);
            }
            statement.define(target_label, balanced, self.target);
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        for person in problem.campaign().person_ids().filter(|&person| problem.is_resident(person)) {
            let duties = i64::try_from(view.of_person(person).len()).unwrap_or(i64::MAX);
            let (target, max) = (self.target, self.max);
            if duties > max {
                findings.breach(duties - max, || {
                    let says = text!("{duties} duties, {max} at most", "{duties}次任务，上限{max}次");
                    About::new(says).people([person])
                });
            }
            if duties != target {
                findings.count(STEPS, cost((duties - target).abs()), || {
                    let says = text!("{duties} duties, target {target}", "{duties}次任务，目标{target}次");
                    About::new(says).people([person])
                });
            }
        }
    }
}
