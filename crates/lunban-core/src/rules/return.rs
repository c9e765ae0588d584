//! `return`: familiar people go back to where they were.

use std::collections::{BTreeMap, BTreeSet};

use super::{CountOf, CountPage, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Findings, Holding, Label, PersonId, PlaceId, PostId, Statement, Sum, View, Window, text};

const NEW: usize = 0;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Return;

static PAGE: Page = Page {
    id: "return",
    says: Phrase::new(
        "People go back to cities they know. A duty in a city where the person has not served before counts, earlier campaigns included. Not together with `no-return`.",
        "人员回到熟悉的城市。到未曾任职过的城市（含历次行动）计1。不与`no-return`同用。",
    ),
    source: Phrase::new(
        "The ministry's later practice: a fixed city per sending unit, for continuity.",
        "后续行动的做法：各单位固定包市，保持连续。",
    ),
    mode: Mode::Soft,
    always: false,
    exception: None,
    parameters: &[],
    counts: &[CountPage {
        name: "new",
        says: Phrase::new("a person's first duty in a city", "某人首次到某城市任职"),
        of: CountOf::Others,
    }],
    example: "[rules.return]\n\n[[goals]]\nminimise = [{ count = \"return.new\" }]",
};

impl RuleKind for Return {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn excludes(&self) -> &'static [&'static str] {
        &["no-return"]
    }

    fn build(&self, _parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        Box::new(Settled)
    }
}

#[derive(Debug)]
struct Settled;

impl Rule for Settled {
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let campaign = window.problem().campaign();
        for person in campaign.person_ids() {
            let known: BTreeSet<PlaceId> =
                campaign.person(person).history.iter().filter_map(|past| past.city).collect();
            // In a pool of several cities a duty is new for sure only where the person knows none of them.
            let city = |&post: &PostId| window.problem().post(post).city;
            let posts = |held: &Holding| window.slot(held.slot).posts.iter();
            let is_new = |held: &&Holding| posts(held).all(|post| !known.contains(&city(post)));
            let new: Vec<&Holding> = window.of_person(person).iter().filter(is_new).collect();
            let in_pools = new.iter().filter(|held| window.slot(held.slot).city.is_none());
            let pooled: BTreeSet<PlaceId> = in_pools.flat_map(|held| posts(held).map(city)).collect();
            // A city that is in a pool may be the one gone to there: then it is not new a second time.
            let mut cities: BTreeMap<Option<PlaceId>, Vec<&Holding>> = BTreeMap::new();
            for held in new {
                let alone = window.slot(held.slot).city.filter(|city| !pooled.contains(city));
                cities.entry(alone).or_default().push(held);
            }
            for (city, holdings) in cities {
                first_duty(statement, person, city, &holdings);
            }
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        for person in problem.campaign().person_ids() {
            let history = problem.campaign().person(person).history.iter();
            let mut known: Vec<PlaceId> = history.filter_map(|past| past.city).collect();
            for duty in view.of_person(person) {
                let city = problem.post(duty.post).city;
                if !known.contains(&city) {
                    known.push(city);
                    findings.count(NEW, 1, || {
                        let city = &problem.campaign().places().place(city).name;
                        let says = text!("in {city} for the first time", "首次到{city}");
                        About::new(says).people([person]).post(problem, duty.post)
                    });
                }
            }
        }
    }
}

/// Counts 1 if any of the holdings is held.
fn first_duty(statement: &mut Statement<'_>, person: PersonId, city: Option<PlaceId>, holdings: &[&Holding]) {
    if holdings.iter().any(|held| held.column.is_none()) {
        statement.count_constant(NEW, 1);
        return;
    }
    let label = Label { person: Some(person), city, ..statement.label("new") };
    let new = statement.column(label, 0, 1);
    statement.count(NEW, new, 1);
    for held in holdings {
        let mut sum = Sum::default();
        sum.add_column(new, 1);
        sum.add(held, -1);
        let label = Label { slot: Some(held.slot), ..label };
        statement.define_at_least(label, sum, 0);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    use crate::HistoryDraft;

    fn tiny() -> Tiny {
        let people = ["P1 A staff", "P2 A staff"];
        Tiny::new().rounds(3, 0).people(people).team("T1 130100 city 2").team("T2 130200 city 1").rule("return", "")
    }

    /// The same where P2 served in the city of T1 before.
    fn remembered() -> Tiny {
        let (start, end) = ("2016-09-01".parse().unwrap(), "2016-09-14".parse().unwrap());
        let past = |city: &str| HistoryDraft {
            campaign: "before".to_owned(),
            person: "P2".to_owned(),
            start,
            end,
            city: city.to_owned(),
            seat: String::new(),
        };
        tiny().change(|draft| draft.history = vec![past("upper"), past("")])
    }

    #[test]
    fn the_first_duty_in_each_city_counts() {
        assert_eq!(
            tiny().finds("r1 T1 leader P1; r2 T1 member P1; r3 T2 leader P1"),
            ["return.new 1: P1 in r1 T1 leader", "return.new 1: P1 in r3 T2 leader"]
        );
    }

    #[test]
    fn earlier_campaigns_are_remembered() {
        assert_eq!(remembered().finds("r1 T1 leader P2"), [""; 0]);
        assert_eq!(remembered().finds("r1 T2 leader P2"), ["return.new 1: P2 in r1 T2 leader"]);
    }

    #[test]
    fn a_rule_made_hard_is_broken_by_a_new_city() {
        let hard = remembered().rule("return", "mode = \"hard\"");
        assert_eq!(hard.finds("r1 T1 leader P2"), [""; 0]);
        assert_eq!(hard.finds("r1 T2 leader P2"), ["return broken 1: P2 in r1 T2 leader"]);
    }

    #[test]
    fn it_has_no_parameter_and_does_not_stand_beside_no_return() {
        assert_eq!(tiny().rule("return", "years = 1").faults(), ["unknown-key at rules.return.years: years"]);
        let both = tiny().rule("no-return", "");
        assert_eq!(both.faults(), ["rules-exclude at rules.return: return, maybe `mode = \"off\"` for one of them"]);
        let new = |draft: &mut crate::Draft| {
            draft.goals = vec![vec![crate::GoalDraft { count: "return.new".into(), weight: 1 }]];
        };
        assert_eq!(both.rule("no-return", "mode = \"off\"").change(new).faults(), [""; 0]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        remembered().agrees_in_both_modes("return");
        Tiny::busy().rule("return", "").agrees_in_both_modes("return");
        Tiny::busy().rule("return", "").rule("one-seat", "").agrees_in_both_modes("return");
    }
}
