//! `training`: nobody serves before they are trained.

use chrono::NaiveDate;

use super::{Aspect, Bar, Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Campaign, DateRange, Findings, PersonId, Post, View, text};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Training;

static PAGE: Page = Page {
    id: "training",
    says: Phrase::new(
        "Nobody serves before the day they are trained. An empty date means not yet: such people can go to the first of the sessions, so only posts that begin before it are barred.",
        "培训之日前不得任职。日期为空表示尚未培训：可参加首期培训，仅首期之前开始的任务不可参加。",
    ),
    source: Phrase::new(
        "The plan, six (four): before the work begins, the people who take part are trained together.",
        "方案六（四）：“巡查工作开始前，由办公室组织对参加派驻工作的人员进行集中培训。”",
    ),
    mode: Mode::Hard,
    always: false,
    exception: None,
    parameters: &[ParameterPage {
        key: "sessions",
        says: Phrase::new(
            "days of training, [2017-09-13, ...]; without any, who is not trained cannot serve",
            "培训日期 [2017-09-13, ...]；未列则未培训者不可任职",
        ),
    }],
    counts: &[],
    example: "[rules.training]\nsessions = [2017-09-13]",
};

impl RuleKind for Training {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        let first_session = parameters.dates("sessions").into_iter().min();
        let last = parameters.campaign().span().last();
        if first_session.is_some_and(|day| day > last) {
            let expected = text!(
                "a first session before the last day, {last}; who is not trained can never serve",
                "首期培训须在最后一天{last}之前；否则未培训者均不可任职"
            );
            parameters.warn("session-after-campaign", "sessions", expected);
        }
        Box::new(Settled { first_session })
    }
}

#[derive(Debug)]
struct Settled {
    first_session: Option<NaiveDate>,
}

impl Settled {
    /// The first day on which a person may serve, if there is one.
    fn ready(&self, trained: Option<NaiveDate>) -> Option<NaiveDate> {
        trained.or(self.first_session)
    }
}

impl Rule for Settled {
    fn aspects(&self) -> &[Aspect] {
        &[Aspect::Span]
    }

    fn bars(&self, campaign: &Campaign, person: PersonId, post: &Post, _aspect: Aspect) -> Option<Bar> {
        match self.ready(campaign.person(person).trained) {
            Some(day) if day <= post.span.first() => None,
            Some(day) => Some(Bar { says: text!("trained only on {day}", "{day}才培训") }),
            None => {
                Some(Bar { says: text!("not trained, and no session is planned", "未培训，且无培训安排") })
            }
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        for duty in view.duties() {
            let trained = problem.campaign().person(duty.person).trained;
            let early = match (trained, self.first_session) {
                (Some(day), _) | (None, Some(day)) => duty.span.first() < day,
                (None, None) => true,
            };
            if early {
                findings.breach(1, || {
                    let first: DateRange = duty.span;
                    let says = text!("on duty {first} without training", "{first}任职时未经培训");
                    About::new(says).people([duty.person]).post(problem, duty.post)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    fn tiny(settings: &str) -> Tiny {
        Tiny::new()
            .people(["P1 A staff trained=2017-09-01", "P2 A staff trained=2017-09-02", "P3 A staff"])
            .team("T1 130100 city 3")
            .rule("training", settings)
    }

    #[test]
    fn people_serve_from_the_day_they_are_trained() {
        assert_eq!(tiny("").finds("r1 T1 leader P1; r2 T1 leader P2"), [""; 0]);
        assert_eq!(tiny("").finds("r1 T1 leader P2 2017-09-02/2017-09-14"), [""; 0]);
    }

    #[test]
    fn a_duty_that_begins_before_is_a_breach() {
        assert_eq!(tiny("").finds("r1 T1 leader P2"), ["training broken 1: P2 in r1 T1 leader"]);
        let soft = tiny("mode = \"soft\"");
        assert_eq!(soft.finds("r1 T1 leader P2"), ["training.broken 1: P2 in r1 T1 leader"]);
        assert_eq!(soft.price("training.broken", "P2", "r1 T1 leader"), 1);
    }

    #[test]
    fn who_is_not_trained_yet_can_go_to_the_first_session() {
        let sessions = tiny("sessions = [2017-09-20, 2017-09-10]");
        assert_eq!(sessions.finds("r2 T1 leader P3"), [""; 0]);
        assert_eq!(sessions.finds("r1 T1 leader P3"), ["training broken 1: P3 in r1 T1 leader"]);
        assert_eq!(tiny("").finds("r2 T1 leader P3"), ["training broken 1: P3 in r2 T1 leader"]);
    }

    #[test]
    fn it_bars_posts_that_begin_too_early() {
        assert_eq!(tiny("").bars("P2", "r1 T1 leader").len(), 1);
        assert_eq!(tiny("").bars("P2", "r2 T1 leader"), [""; 0]);
        assert_eq!(tiny("").bars("P1", "r1 T1 leader"), [""; 0]);
        assert_eq!(tiny("sessions = [2017-09-10]").bars("P3", "r2 T1 leader"), [""; 0]);
    }

    #[test]
    fn what_is_no_list_of_days_and_unknown_keys_are_faults() {
        assert_eq!(tiny("sessions = 3").faults(), ["parameter-not-days at rules.training.sessions: 3"]);
        let fault = "unknown-key at rules.training.session: session, maybe `sessions`";
        assert_eq!(tiny("session = [2017-09-10]").faults(), [fault]);
        let typo = "session-after-campaign at rules.training.sessions: [2107-09-10]";
        assert_eq!(tiny("sessions = [2107-09-10]").faults(), [typo]);
        assert_eq!(tiny("sessions = [2107-09-10, 2017-09-10]").faults(), [""; 0]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        tiny("").agrees_in_both_modes("training");
        tiny("sessions = [2017-09-10]").rounds(3, 2).agrees_in_both_modes("training");
    }
}
