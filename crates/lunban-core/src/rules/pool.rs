//! `pool`: a team draws only on those its kind names.

use super::{Aspect, Bar, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Campaign, Findings, PersonId, Post, Source, View, text};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Pool;

static PAGE: Page = Page {
    id: "pool",
    says: Phrase::new(
        "A team draws only on the kinds of unit, or the tags, that its kind names under `from`.",
        "组只从其类型`from`所列的单位类型或标签中抽人。",
    ),
    source: Phrase::new(
        "The plan, four (one) and four (three): residents come from the ministry's direct units, irregular teams from the emergency centre, the supervision centres and local staff.",
        "方案四（一）：“所有派驻人员从环境保护部直属单位抽调”；四（三）：“抽调应急中心、各督查中心人员及地方业务骨干”。",
    ),
    mode: Mode::Hard,
    always: true,
    parameters: &[],
    counts: &[],
    example: "[rules.pool]\nmode = \"hard\"\n\n[kinds.city]\nfrom = [\"direct\"]",
};

impl RuleKind for Pool {
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
        &[Aspect::Seat]
    }

    fn bars(&self, campaign: &Campaign, person: PersonId, post: &Post, _aspect: Aspect) -> Option<Bar> {
        if campaign.draws_on(post.kind, person) {
            return None;
        }
        let kind = &campaign.kind(post.kind).name;
        Some(Bar { says: text!("not of the pool of {kind} teams", "不属于{kind}组的抽调范围") })
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let campaign = view.problem().campaign();
        for duty in view.duties() {
            let kind = campaign.kind(view.problem().post(duty.post).kind);
            let person = campaign.person(duty.person);
            let unit_kind = &campaign.unit(person.unit).kind;
            let in_pool = kind.from.is_empty()
                || kind.from.contains(&Source::UnitKind(unit_kind.clone()))
                || person.tags.iter().any(|&tag| kind.from.contains(&Source::Tag(tag)));
            if !in_pool {
                findings.breach(1, || {
                    let kind = &kind.name;
                    let says = text!("not of the pool of {kind} teams", "不属于{kind}组的抽调范围");
                    About::new(says).people([duty.person]).post(view.problem(), duty.post)
                });
            }
        }
    }
}
