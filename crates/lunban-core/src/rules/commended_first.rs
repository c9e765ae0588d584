//! `commended-first`: people who did well before are drawn before others.

use super::{CountOf, CountPage, Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Campaign, Findings, Label, PersonId, Statement, TagId, View, Window, text};

const UNDRAWN: usize = 0;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct CommendedFirst;

static PAGE: Page = Page {
    id: "commended-first",
    says: Phrase::new(
        "People of the residents' pool with the tag are drawn before others: each duty they lack to their target of `workload` counts.",
        "带有标签的派驻人员优先抽调：距`workload`目标每少一次任务计1。",
    ),
    source: Phrase::new(
        "The plan, four (one): people who did well in the earlier inspection campaign may be drawn.",
        "方案四（一）：“视情况抽调前期强化督查工作中表现优秀的人员参加派驻巡查工作组。”",
    ),
    mode: Mode::Soft,
    always: false,
    exception: None,
    parameters: &[ParameterPage {
        key: "tag",
        says: Phrase::new("the tag of these people; `commended` where not given", "这些人员的标签，缺省`commended`"),
    }],
    counts: &[CountPage {
        name: "undrawn",
        says: Phrase::new("a duty that such a person lacks to the target", "此类人员距目标所缺的一次任务"),
        of: CountOf::Others,
    }],
    example: "[rules.workload]\ntarget = 2\n\n[rules.commended-first]\ntag = \"commended\"",
};

impl RuleKind for CommendedFirst {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        let word = parameters.text("tag").unwrap_or("commended");
        Box::new(Settled { tag: parameters.tag("tag", word) })
    }
}

#[derive(Debug)]
struct Settled {
    /// None where nobody bears it.
    tag: Option<TagId>,
}

impl Settled {
    /// The target of a person whom the rule speaks of.
    fn target(&self, campaign: &Campaign, person: PersonId) -> Option<i64> {
        self.tag.filter(|&tag| campaign.person(person).has(tag)).and_then(|_| campaign.target(person))
    }
}

impl Rule for Settled {
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let problem = window.problem();
        for person in problem.campaign().person_ids().filter(|&person| problem.is_resident(person)) {
            let Some(target) = self.target(problem.campaign(), person) else { continue };
            let label = Label { person: Some(person), ..statement.label("undrawn") };
            let duties = window.sum_of(person, window.of_person(person));
            statement.count_below(UNDRAWN, label, duties, target);
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        for person in problem.campaign().person_ids().filter(|&person| problem.is_resident(person)) {
            let Some(target) = self.target(problem.campaign(), person) else { continue };
            let duties = i64::try_from(view.of_person(person).len()).unwrap_or(i64::MAX);
            if duties < target {
                findings.count(UNDRAWN, target - duties, || {
                    let says = text!(
                        "commended, but {duties} duties of {target}",
                        "表现优秀，却仅{duties}次任务，目标{target}次"
                    );
                    About::new(says).people([person])
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    /// Two commended people, one of them not of the residents' pool, and one who is not; two duties each are due.
    fn tiny(settings: &str) -> Tiny {
        Tiny::new()
            .rounds(4, 0)
            .people(["P1 A staff commended", "P2 C staff commended", "P3 A staff law"])
            .team("T1 130100 city 1")
            .rule("workload", "mode = \"off\"")
            .rule("commended-first", settings)
    }

    fn due(settings: &str) -> Tiny {
        tiny(settings).rule("workload", "max = 4")
    }

    fn undrawn(tiny: &Tiny, duties: &str) -> Vec<String> {
        tiny.finds(duties).into_iter().filter(|found| found.starts_with("commended-first")).collect()
    }

    #[test]
    fn each_duty_that_a_commended_person_lacks_counts() {
        assert_eq!(undrawn(&due(""), ""), ["commended-first.undrawn 2: P1"]);
        assert_eq!(undrawn(&due(""), "r1 T1 leader P1; r2 T1 leader P3"), ["commended-first.undrawn 1: P1"]);
        assert_eq!(undrawn(&due(""), "r1 T1 leader P1; r2 T1 leader P1; r3 T1 leader P1"), [""; 0]);
    }

    #[test]
    fn the_tag_is_the_campaigns() {
        assert_eq!(undrawn(&due("tag = \"law\""), ""), ["commended-first.undrawn 2: P3"]);
    }

    #[test]
    fn a_tag_that_nobody_bears_is_said_and_a_slip_is_a_fault() {
        let slip = "unknown-tag at rules.commended-first.tag: comended, maybe `commended`";
        assert_eq!(due("tag = \"comended\"").faults(), [slip]);
        assert_eq!(due("tag = \"hydrology\"").faults(), ["tag-of-nobody at rules.commended-first.tag: hydrology"]);
        assert!(due("tag = \"hydrology\"").finds("").iter().all(|found| !found.starts_with("commended-first")));
        // Nobody wrote the tag that is meant by default, so it is no slip.
        let other = due("")
            .change(|draft| draft.people.iter_mut().for_each(|person| person.tags = vec!["recommended".to_owned()]));
        assert_eq!(other.faults(), ["tag-of-nobody at rules.commended-first.tag: commended, maybe `recommended`"]);
    }

    #[test]
    fn without_a_target_nobody_lacks_anything() {
        assert_eq!(tiny("").finds(""), [""; 0]);
    }

    #[test]
    fn a_rule_made_hard_binds() {
        assert_eq!(undrawn(&due("mode = \"hard\""), "r1 T1 leader P1"), ["commended-first broken 1: P1"]);
    }

    #[test]
    fn unknown_keys_are_faults() {
        let fault = "unknown-key at rules.commended-first.tags: tags, maybe `tag`";
        assert_eq!(due("tags = \"law\"").faults(), [fault]);
        assert_eq!(due("tag = 1").faults(), ["parameter-not-a-text at rules.commended-first.tag: 1"]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        due("").rule("one-seat", "").agrees_in_both_modes("commended-first");
        Tiny::busy().rule("commended-first", "").rule("workload", "").agrees_in_both_modes("commended-first");
    }
}
