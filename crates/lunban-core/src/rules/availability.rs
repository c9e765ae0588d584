//! `availability`: nobody serves on a day they are away.

use super::{Aspect, Bar, Mode, Page, Parameters, Phrase, Rule, RuleKind};
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
