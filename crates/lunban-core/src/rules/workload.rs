//! `workload`: how many duties each person has.

use super::{BROKEN, CountOf, CountPage, ExceptionPage, Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Campaign, Findings, Label, PersonId, Problem, Statement, Sum, Text, View, Window, text};

const STEPS: usize = 0;
const SHORT: usize = 1;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Workload;

static PAGE: Page = Page {
    id: "workload",
    says: Phrase::new(
        "Each person of the residents' pool has duties as near to the target as can be, and never more than the maximum; a person's own values in the roster come before the campaign's. The k-th step away from the target costs k, so that two people with one duty each are better than one with two and one with none.",
        "每名派驻人员的任务数尽量接近目标，且不超过上限。偏离目标的第k步代价为k，因此两人各一次优于一人两次、一人没有。",
    ),
    source: Phrase::new(
        "The plan, four (one): in principle each person takes part in 2 rounds. The maximum is an assumption of this campaign.",
        "方案四（一）：“原则上每人参加2个轮次巡查”。上限为本次行动的假设。",
    ),
    mode: Mode::Hard,
    always: false,
    exception: Some(ExceptionPage {
        price: 2,
        says: Phrase::new("a further duty beyond the maximum", "超过上限再增加一次任务"),
    }),
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
        ParameterPage {
            key: "min",
            says: Phrase::new(
                "the least duties each, 0 to the target; 0 where not given",
                "每人任务数下限，0到目标，缺省0",
            ),
        },
        ParameterPage {
            key: "minima",
            says: Phrase::new(
                "`soft`: what is missing to a minimum counts; `hard`: none may be missing; `soft` where not given",
                "`soft`：不足下限计数；`hard`：不得不足；缺省`soft`",
            ),
        },
        ParameterPage {
            key: "history",
            says: Phrase::new(
                "whether duties of earlier campaigns count towards the target; false where not given",
                "以往行动的任务是否计入目标，缺省false",
            ),
        },
    ],
    counts: &[
        CountPage {
            name: "steps",
            says: Phrase::new("the k-th duty away from the target, k units", "偏离目标的第k步，计k"),
            of: CountOf::Others,
        },
        CountPage {
            name: "short",
            says: Phrase::new("a duty that a person lacks to a minimum", "某人距下限所缺的一次任务"),
            of: CountOf::Missing,
        },
    ],
    example: "[rules.workload]\ntarget = 2\nmax = 3",
};

impl RuleKind for Workload {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        let target = parameters.integer("target", 0..=1000).unwrap_or(2);
        let max = parameters.integer("max", 0..=1000).unwrap_or(target + 1);
        let min = parameters.integer("min", 0..=1000).unwrap_or(0);
        if max < target {
            let expected = text!("a maximum of the target, {target}, or more", "上限不得小于目标{target}");
            let maybe = text!("`{target}`, or a lower target", "`{target}`，或降低目标");
            parameters.fault("max-below-target", "max", expected, Some(maybe));
        }
        if min > target {
            let expected = text!("a minimum of the target, {target}, or less", "下限不得大于目标{target}");
            let maybe = text!("`{target}`, or a higher target", "`{target}`，或提高目标");
            parameters.fault("min-above-target", "min", expected, Some(maybe));
        }
        let minima_bind = parameters.word("minima", &["soft", "hard"]) == Some("hard");
        let history_counts = parameters.flag("history").unwrap_or(false);
        Box::new(Settled { min, target, max, minima_bind, history_counts })
    }
}

#[derive(Debug)]
struct Settled {
    min: i64,
    target: i64,
    max: i64,
    minima_bind: bool,
    history_counts: bool,
}

/// How many duties a person should have.
struct Limits {
    min: i64,
    target: i64,
    max: i64,
}

impl Settled {
    /// A person's own values over those of the campaign. A target that the maximum does not allow, or that lies below the minimum, is
    /// taken to be the nearest that does not.
    fn limits(&self, campaign: &Campaign, person: PersonId) -> Limits {
        let person = campaign.person(person);
        let own = |own: Option<u32>, campaign: i64| own.map_or(campaign, i64::from);
        let max = own(person.max, self.max);
        let min = own(person.min, self.min).min(max);
        let past = if self.history_counts { i64::try_from(person.history.len()).unwrap_or(i64::MAX) } else { 0 };
        let target = own(person.target, self.target).saturating_sub(past).clamp(min, max);
        Limits { min, target, max }
    }
}

/// 1 + 2 + ... + steps.
fn cost(steps: i64) -> i64 {
    steps * (steps + 1) / 2
}

/// The most duties a person can have in a window.
fn able(window: &Window<'_>, person: PersonId) -> i64 {
    let mut spans: Vec<_> = window.of_person(person).iter().map(|held| window.slot(held.slot).span).collect();
    if window.problem().campaign().rules().keep_dates_apart() {
        spans.dedup();
    }
    i64::try_from(spans.len()).unwrap_or(i64::MAX)
}

impl Rule for Settled {
    fn target(&self, campaign: &Campaign, person: PersonId) -> Option<i64> {
        Some(self.limits(campaign, person).target)
    }

    fn most_duties(&self, campaign: &Campaign, person: PersonId) -> Option<i64> {
        Some(self.limits(campaign, person).max)
    }

    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let campaign = window.problem().campaign();
        for person in campaign.person_ids().filter(|&person| window.problem().is_resident(person)) {
            let limits = self.limits(campaign, person);
            let duties = window.sum_of(person, window.of_person(person));
            self.state_minimum(statement, person, limits.min, &duties);
            if duties.is_constant() {
                statement.count_constant(BROKEN, (duties.constant() - limits.max).max(0));
                statement.count_constant(STEPS, cost((duties.constant() - limits.target).abs()));
                continue;
            }
            let able = able(window, person);
            if able > limits.max {
                let label = Label { person: Some(person), ..statement.label("most") };
                statement.at_most(label, duties.clone(), limits.max);
            }
            let most = if statement.is_hard() { able.min(limits.max) } else { able };
            state_steps(statement, person, &limits, most, duties);
        }
    }

    fn says(&self, problem: &Problem, row: &Label, bound: i64) -> Option<Text> {
        let name = problem.campaign().names(&[row.person?]);
        Some(match row.what.1 {
            "least" => text!("{name}: at least {bound} duties", "{name}：至少{bound}次任务"),
            _ => text!("{name}: at most {bound} duties", "{name}：至多{bound}次任务"),
        })
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        for person in problem.campaign().person_ids().filter(|&person| problem.is_resident(person)) {
            let duties = i64::try_from(view.of_person(person).len()).unwrap_or(i64::MAX);
            let Limits { min, target, max } = self.limits(problem.campaign(), person);
            if duties > max {
                findings.breach(duties - max, || {
                    let says = text!("{duties} duties, {max} at most", "{duties}次任务，上限{max}次");
                    About::new(says).people([person])
                });
            }
            if duties < min {
                let about = || {
                    let says = text!("{duties} duties, {min} at least", "{duties}次任务，下限{min}次");
                    About::new(says).lack().people([person])
                };
                if self.minima_bind {
                    findings.breach(min - duties, about);
                } else {
                    findings.count(SHORT, min - duties, about);
                }
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

impl Settled {
    /// What is missing to a minimum counts, or is forbidden where minima bind.
    fn state_minimum(&self, statement: &mut Statement<'_>, person: PersonId, min: i64, duties: &Sum) {
        let label = Label { person: Some(person), ..statement.label("least") };
        if min > 0 && self.minima_bind {
            statement.at_least(label, duties.clone(), min);
        } else if min > 0 {
            statement.count_below(SHORT, label, duties.clone(), min);
        }
    }
}

/// Columns for the steps below and above the target, each costing its number.
fn state_steps(statement: &mut Statement<'_>, person: PersonId, limits: &Limits, most: i64, duties: Sum) {
    let target = limits.target;
    let below = (1..=target).map(|step| ("below", step, 1));
    let above = (1..=most - target).map(|step| ("above", step, -1));
    let mut balanced = duties;
    for (what, step, sign) in below.chain(above) {
        let label = Label { person: Some(person), number: Some(step), ..statement.label(what) };
        let column = statement.column(label, 0, 1);
        statement.count(STEPS, column, step);
        balanced.add_column(column, sign);
    }
    statement.define(Label { person: Some(person), ..statement.label("target") }, balanced, target);
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    fn tiny(settings: &str) -> Tiny {
        Tiny::new()
            .rounds(4, 0)
            .people(["P1 A staff", "P2 B staff"])
            .team("T1 130100 city 1")
            .rule("workload", settings)
    }

    #[test]
    fn everybody_at_the_target_costs_nothing() {
        let even = "r1 T1 leader P1; r2 T1 leader P2; r3 T1 leader P1; r4 T1 leader P2";
        assert_eq!(tiny("").finds(even), [""; 0]);
    }

    #[test]
    fn the_kth_step_away_from_the_target_costs_k() {
        assert_eq!(
            tiny("").finds("r1 T1 leader P1; r2 T1 leader P1; r3 T1 leader P1"),
            ["workload.steps 1: P1", "workload.steps 3: P2"]
        );
        assert_eq!(tiny("target = 3").finds(""), ["workload.steps 6: P1", "workload.steps 6: P2"]);
    }

    #[test]
    fn each_duty_above_the_maximum_is_a_breach() {
        let all = "r1 T1 leader P1; r2 T1 leader P1; r3 T1 leader P1; r4 T1 leader P1";
        assert_eq!(tiny("").finds(all), ["workload broken 1: P1", "workload.steps 3: P1", "workload.steps 3: P2"]);
        assert_eq!(
            tiny("target = 1\nmax = 1").finds(all),
            ["workload broken 3: P1", "workload.steps 6: P1", "workload.steps 1: P2"]
        );
        assert_eq!(
            tiny("target = 1\nmax = 1\nmode = \"soft\"").finds(all),
            ["workload.broken 3: P1", "workload.steps 6: P1", "workload.steps 1: P2"]
        );
    }

    #[test]
    fn only_the_residents_pool_is_counted() {
        let local = tiny("target = 1").person("P3 C staff");
        assert_eq!(local.finds("r1 T1 leader P1; r2 T1 leader P2"), [""; 0]);
    }

    #[test]
    fn a_maximum_of_one_more_than_the_target_is_the_default() {
        let three = "r1 T1 leader P1; r2 T1 leader P1; r3 T1 leader P1; r4 T1 leader P2";
        assert_eq!(tiny("target = 1").finds(three), ["workload broken 1: P1", "workload.steps 3: P1"]);
        assert_eq!(tiny("target = 1\nmax = 3").finds(three), ["workload.steps 3: P1"]);
    }

    #[test]
    fn the_row_of_the_maximum_is_there_where_it_can_bind() {
        let most = |settings| {
            let rows = tiny(settings).rows("workload");
            rows.into_iter().filter(|row| row.starts_with("workload.most__P1")).collect::<Vec<_>>()
        };
        assert_eq!(
            most("max = 2"),
            [
                "workload.most__P1: P1 in r1 T1 leader + P1 in r2 T1 leader + P1 in r3 T1 leader + P1 in r4 T1 leader <= 2"
            ]
        );
        assert_eq!(most("max = 4"), [""; 0]);
    }

    #[test]
    fn parameters_out_of_range_and_unknown_keys_are_faults() {
        let fault = |settings: &str| tiny(settings).faults();
        assert_eq!(fault("target = -1"), ["parameter-out-of-range at rules.workload.target: -1, maybe `0`"]);
        assert_eq!(fault("max = 1001"), ["parameter-out-of-range at rules.workload.max: 1001, maybe `1000`"]);
        assert_eq!(fault("min = -1"), ["parameter-out-of-range at rules.workload.min: -1, maybe `0`"]);
        let below = "max-below-target at rules.workload.max: 2, maybe `3`, or a lower target";
        assert_eq!(fault("target = 3\nmax = 2"), [below]);
        let above = "min-above-target at rules.workload.min: 3, maybe `2`, or a higher target";
        assert_eq!(fault("min = 3"), [above]);
        let word = "parameter-unknown-word at rules.workload.minima: hrad, maybe `hard`";
        assert_eq!(fault("minima = \"hrad\""), [word]);
        assert_eq!(fault("history = 1"), ["parameter-not-a-flag at rules.workload.history: 1"]);
        assert_eq!(tiny("targets = 2").faults(), ["unknown-key at rules.workload.targets: targets, maybe `target`"]);
    }

    #[test]
    fn a_person_may_have_limits_of_their_own() {
        let own = tiny("target = 1").person("P3 A staff min=1 target=2 max=2").person("P4 A staff max=0");
        assert_eq!(
            own.finds("r1 T1 leader P1; r2 T1 leader P2; r3 T1 leader P4"),
            ["workload.short 1: P3", "workload.steps 3: P3", "workload broken 1: P4", "workload.steps 1: P4"]
        );
        assert_eq!(own.finds("r1 T1 leader P1; r2 T1 leader P2; r3 T1 leader P3; r4 T1 leader P3"), [""; 0]);
    }

    #[test]
    fn what_is_missing_to_a_minimum_counts_or_is_a_breach() {
        let least = |settings| tiny(settings).finds("r1 T1 leader P1");
        assert_eq!(least("target = 1\nmin = 1"), ["workload.short 1: P2", "workload.steps 1: P2"]);
        assert_eq!(least("target = 1\nmin = 1\nminima = \"hard\""), ["workload broken 1: P2", "workload.steps 1: P2"]);
    }

    #[test]
    fn earlier_campaigns_count_where_the_rule_says_so() {
        let (start, end) = ("2016-09-01".parse().unwrap(), "2016-09-14".parse().unwrap());
        let past = move |draft: &mut crate::Draft| {
            let (campaign, person) = ("before".to_owned(), "P1".to_owned());
            let (city, seat) = (String::new(), String::new());
            draft.history = vec![crate::HistoryDraft { campaign, person, start, end, city, seat }];
        };
        let once_each = "r1 T1 leader P1; r2 T1 leader P2";
        assert_eq!(tiny("").change(past).finds(once_each), ["workload.steps 1: P1", "workload.steps 1: P2"]);
        assert_eq!(tiny("history = true").change(past).finds(once_each), ["workload.steps 1: P2"]);
    }

    #[test]
    fn minima_are_stated_in_both_modes() {
        for minima in ["soft", "hard"] {
            let settings = format!("target = 1\nmin = 1\nminima = \"{minima}\"");
            let own = Tiny::busy().rule("one-seat", "").person("P6 B staff min=2 max=2");
            own.rule("workload", &settings).agrees_in_both_modes("workload");
        }
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        for settings in ["", "target = 1\nmax = 1", "target = 0\nmax = 3", "target = 1"] {
            Tiny::busy().rule("workload", settings).agrees_in_both_modes("workload");
        }
        let seated = Tiny::busy().rule("one-seat", "").rule("availability", "");
        seated.rule("workload", "target = 1\nmax = 1").agrees_in_both_modes("workload");
    }
}
