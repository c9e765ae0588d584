//! `availability`: nobody serves on a day they are away.

use super::{Aspect, Bar, ExceptionPage, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Campaign, Findings, PersonId, Post, View, text};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Availability;

static PAGE: Page = Page {
    id: "availability",
    says: Phrase::new("Nobody serves on a day they are away.", "不在岗的日子不派任务。"),
    source: Phrase::new(
        "The plan, seven (two): people who for special reasons cannot take part are replaced.",
        "方案七（二）：“如遇特殊情况，无法参加工作的……”",
    ),
    mode: Mode::Hard,
    always: true,
    exception: Some(ExceptionPage {
        price: 1,
        says: Phrase::new("somebody serves though away", "不可参加期间仍执行任务"),
    }),
    parameters: &[],
    counts: &[],
    example: "[rules.availability]\nmode = \"hard\"",
};

impl RuleKind for Availability {
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
    fn aspects(&self) -> &[Aspect] {
        &[Aspect::Span]
    }

    fn touches(&self, campaign: &Campaign, person: PersonId) -> bool {
        !campaign.person(person).away.is_empty()
    }

    fn bars(&self, campaign: &Campaign, person: PersonId, post: &Post, _aspect: Aspect) -> Option<Bar> {
        let absence = campaign.person(person).away.iter().find(|absence| absence.meets(post.span))?;
        Some(Bar { says: text!("away {absence}", "{absence}不可参加") })
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let campaign = view.problem().campaign();
        for duty in view.duties() {
            if let Some(day) = duty.span.iter().find(|&day| campaign.is_away(duty.person, day)) {
                findings.breach(1, || {
                    let says = text!("on duty on {day}, a day away", "{day}不可参加却有任务");
                    About::new(says).people([duty.person]).post(view.problem(), duty.post)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    fn tiny() -> Tiny {
        Tiny::new()
            .people(["P1 A staff away=1", "P2 A staff away=2017-09-14/2017-09-15", "P3 A staff"])
            .team("T1 130100 city 3")
            .rule("availability", "mode = \"hard\"")
    }

    #[test]
    fn people_serve_while_they_are_there() {
        assert_eq!(tiny().finds("r2 T1 leader P1; r1 T1 leader P3; r2 T1 member P3"), [""; 0]);
    }

    #[test]
    fn a_duty_on_a_day_away_is_a_breach() {
        assert_eq!(tiny().finds("r1 T1 leader P1"), ["availability broken 1: P1 in r1 T1 leader"]);
        assert_eq!(
            tiny().finds("r1 T1 leader P2; r2 T1 leader P2"),
            ["availability broken 1: P2 in r1 T1 leader", "availability broken 1: P2 in r2 T1 leader"]
        );
    }

    #[test]
    fn part_duties_may_end_before_an_absence() {
        assert_eq!(tiny().finds("r1 T1 leader P2 2017-09-01/2017-09-13"), [""; 0]);
        assert_eq!(tiny().finds("r2 T1 leader P2 2017-09-16/2017-09-28"), [""; 0]);
        let on_the_last_day = tiny().finds("r1 T1 leader P2 2017-09-01/2017-09-14");
        assert_eq!(on_the_last_day, ["availability broken 1: P2 in r1 T1 leader"]);
    }

    #[test]
    fn a_soft_rule_counts() {
        let soft = tiny().rule("availability", "mode = \"soft\"");
        assert_eq!(soft.finds("r1 T1 leader P1"), ["availability.broken 1: P1 in r1 T1 leader"]);
        assert_eq!(soft.price("availability.broken", "P1", "r1 T1 leader"), 1);
        assert_eq!(soft.price("availability.broken", "P1", "r2 T1 leader"), 0);
        assert_eq!(soft.bars("P1", "r1 T1 leader"), [""; 0]);
    }

    #[test]
    fn it_bars_posts_whose_dates_meet_an_absence() {
        assert_eq!(tiny().bars("P1", "r1 T1 leader"), ["availability: away 2017-09-01/2017-09-14"]);
        assert_eq!(tiny().bars("P1", "r2 T1 leader"), [""; 0]);
        assert_eq!(tiny().bars("P2", "r2 T1 member"), ["availability: away 2017-09-14/2017-09-15"]);
        assert_eq!(tiny().bars("P3", "r1 T1 leader"), [""; 0]);
    }

    #[test]
    fn it_has_no_parameter() {
        assert_eq!(tiny().rule("availability", "days = 1").faults(), ["unknown-key at rules.availability.days: days"]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        let busy = Tiny::busy().rule("availability", "");
        busy.agrees_in_both_modes("availability");
        busy.rounds(3, 2).agrees_in_both_modes("availability");
    }
}
