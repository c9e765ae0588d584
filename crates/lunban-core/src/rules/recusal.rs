//! `recusal`: nobody serves where they are at home.

use super::{Aspect, Bar, ExceptionPage, Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
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
    exception: Some(ExceptionPage {
        price: 8,
        says: Phrase::new("somebody serves where they should not", "在应回避的地点执行任务"),
    }),
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

    fn places(&self, campaign: &Campaign, person: PersonId) -> Option<Vec<PlaceId>> {
        Some(campaign.person(person).homes.clone())
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

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    fn tiny(settings: &str) -> Tiny {
        Tiny::new()
            .people([
                "P1 A staff home=130100",
                "P2 A staff home=mill",
                "P3 A staff home=south",
                "P4 A staff home=north",
            ])
            .team("T1 130100 city 2")
            .team("T2 130200 city 1")
            .team("T3 110100 city 1")
            .rule("recusal", settings)
    }

    #[test]
    fn people_serve_away_from_home() {
        assert_eq!(tiny("").finds("r1 T2 leader P1; r1 T1 leader P2; r1 T3 leader P3; r1 T1 member P4"), [""; 0]);
    }

    #[test]
    fn a_home_bars_its_city_and_a_county_the_city_it_lies_in() {
        assert_eq!(tiny("").finds("r1 T1 leader P1"), ["recusal broken 1: P1 in r1 T1 leader"]);
        assert_eq!(tiny("").finds("r1 T2 leader P2"), ["recusal broken 1: P2 in r1 T2 leader"]);
        // A name that a province and its own city bear means the city.
        assert_eq!(tiny("").finds("r1 T3 leader P4"), ["recusal broken 1: P4 in r1 T3 leader"]);
    }

    #[test]
    fn a_province_bars_its_cities_only_where_the_scope_says_so() {
        assert_eq!(tiny("scope = \"city\"").finds("r1 T1 leader P3; r2 T2 leader P3"), [""; 0]);
        assert_eq!(
            tiny("scope = \"province\"").finds("r1 T1 leader P3; r2 T2 leader P3; r1 T3 leader P3"),
            ["recusal broken 1: P3 in r1 T1 leader", "recusal broken 1: P3 in r2 T2 leader"]
        );
    }

    #[test]
    fn a_city_of_the_province_bars_no_other_city_of_it() {
        assert_eq!(tiny("scope = \"province\"").finds("r1 T2 leader P1"), [""; 0]);
    }

    #[test]
    fn two_homes_in_one_city_are_one_breach() {
        let two_homes = tiny("").person("P5 A staff home=130200 home=mill");
        assert_eq!(two_homes.finds("r1 T2 leader P5"), ["recusal broken 1: P5 in r1 T2 leader"]);
    }

    #[test]
    fn it_bars_and_a_soft_rule_counts() {
        assert_eq!(tiny("").bars("P2", "r1 T2 leader"), ["recusal: at home in mill"]);
        assert_eq!(tiny("").bars("P2", "r1 T1 leader"), [""; 0]);
        let soft = tiny("mode = \"soft\"");
        assert_eq!(soft.finds("r1 T1 leader P1"), ["recusal.broken 1: P1 in r1 T1 leader"]);
        assert_eq!(soft.price("recusal.broken", "P1", "r1 T1 leader"), 1);
    }

    #[test]
    fn unknown_words_and_keys_are_faults() {
        assert_eq!(
            tiny("scope = \"provinces\"").faults(),
            ["parameter-unknown-word at rules.recusal.scope: provinces, maybe `province`"]
        );
        assert_eq!(tiny("scop = \"city\"").faults(), ["unknown-key at rules.recusal.scop: scop, maybe `scope`"]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        for settings in ["", "scope = \"province\""] {
            tiny(settings).agrees_in_both_modes("recusal");
            Tiny::busy().rule("recusal", settings).agrees_in_both_modes("recusal");
        }
    }
}
