//! `recusal`: nobody serves where they are at home.

use super::{Aspect, Bar, Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Campaign, Findings, PersonId, PlaceId, PlaceLevel, Post, View, text};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Recusal;

static PAGE: Page = Page {
    id: "recusal",
    says: Phrase::new(
        "Nobody serves in a city of their `home` list. A county there bars its city; a province bars its cities only where the scope is `province`.",
        "不到回避地任职。列县则回避其所在市；列省只在`scope`为`province`时回避全省。",
    ),
    source: Phrase::new("Assumption of this campaign.", "本次行动的假设。"),
    mode: Mode::Hard,
    always: false,
    parameters: &[ParameterPage {
        key: "scope",
        says: Phrase::new("`city` or `province`; `city` where not given", "`city`或`province`，缺省`city`"),
    }],
    counts: &[],
    example: "[rules.recusal]\nscope = \"city\"",
};

impl RuleKind for Recusal {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        let scope = parameters.word("scope", &["city", "province"]);
        Box::new(Settled { provinces: scope == Some("province") })
    }
}

#[derive(Debug)]
struct Settled {
    provinces: bool,
}

impl Settled {
    /// The home that keeps a person out of a city.
    fn home(&self, campaign: &Campaign, person: PersonId, city: PlaceId) -> Option<PlaceId> {
        let places = campaign.places();
        let binds = |home: PlaceId| self.provinces || places.place(home).level != PlaceLevel::Province;
        let mut homes = campaign.person(person).homes.iter().copied();
        homes.find(|&home| binds(home) && places.concerns(home, city))
    }
}

impl Rule for Settled {
    fn aspects(&self) -> &[Aspect] {
        &[Aspect::City]
    }

    fn touches(&self, campaign: &Campaign, person: PersonId) -> bool {
        !campaign.person(person).homes.is_empty()
    }

    fn bars(&self, campaign: &Campaign, person: PersonId, post: &Post, _aspect: Aspect) -> Option<Bar> {
        let home = self.home(campaign, person, post.city)?;
        let home = &campaign.places().place(home).name;
        Some(Bar { says: text!("at home in {home}", "回避地：{home}") })
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        let places = problem.campaign().places();
        for duty in view.duties() {
            let city = problem.post(duty.post).city;
            let around = [Some(city), places.province_of(city)];
            for &home in &problem.campaign().person(duty.person).homes {
                let barred = match places.place(home).level {
                    PlaceLevel::Province => self.provinces && around[1] == Some(home),
                    PlaceLevel::City => around[0] == Some(home),
                    PlaceLevel::County => places.place(home).parent == around[0],
                };
                if barred {
                    findings.breach(1, || {
                        let home = &places.place(home).name;
                        let says = text!("serves at home in {home}", "在回避地{home}任职");
                        About::new(says).people([duty.person]).post(problem, duty.post)
                    });
                    break;
                }
            }
        }
    }
}
