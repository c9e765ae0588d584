//! `wishes`: rounds and places that people prefer or would rather not have.

use super::{Aspect, CountOf, CountPage, Mode, Page, Parameters, Phrase, Prices, Rule, RuleKind};
use crate::{About, Campaign, Findings, Person, PersonId, PlaceId, Post, Problem, Single, View, text};

const AGAINST: usize = 0;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Wishes;

static PAGE: Page = Page {
    id: "wishes",
    says: Phrase::new(
        "A duty in an avoided round or place counts 1, and so does one outside the preferred rounds or places where any are given. Rounds and places are judged apart, so a duty counts 0 to 2.",
        "任务在不愿的轮次或地点计1；给出意愿而任务在意愿之外亦计1。轮次与地点分别判断，每项任务计0到2。",
    ),
    source: Phrase::new("The roster's columns `prefer` and `avoid`.", "名单中的意愿、不愿两列。"),
    mode: Mode::Soft,
    always: true,
    exception: None,
    parameters: &[],
    counts: &[CountPage {
        name: "against",
        says: Phrase::new("a wish that a duty goes against", "违背的一项意愿"),
        of: CountOf::Others,
    }],
    example: "[[goals]]\nminimise = [{ count = \"wishes.against\" }]",
};

impl RuleKind for Wishes {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, _parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        Box::new(Settled)
    }
}

#[derive(Debug)]
struct Settled;

fn against_round(person: &Person, post: &Post) -> bool {
    let Some(round) = post.round else { return false };
    let named = |rounds: &[_]| rounds.binary_search(&round).is_ok();
    named(&person.avoids.rounds) || (!person.prefers.rounds.is_empty() && !named(&person.prefers.rounds))
}

fn against_city(campaign: &Campaign, person: &Person, city: PlaceId) -> bool {
    let named = |areas: &[PlaceId]| areas.iter().any(|&area| campaign.places().concerns(area, city));
    named(&person.avoids.places) || (!person.prefers.places.is_empty() && !named(&person.prefers.places))
}

impl Rule for Settled {
    fn aspects(&self) -> &[Aspect] {
        &[Aspect::Span, Aspect::City]
    }

    fn touches(&self, campaign: &Campaign, person: PersonId) -> bool {
        let person = campaign.person(person);
        [&person.prefers, &person.avoids].iter().any(|wish| !(wish.rounds.is_empty() && wish.places.is_empty()))
    }

    fn places(&self, campaign: &Campaign, person: PersonId) -> Option<Vec<PlaceId>> {
        let person = campaign.person(person);
        Some([&person.prefers.places[..], &person.avoids.places].concat())
    }

    fn price(&self, campaign: &Campaign, person: PersonId, post: &Post, aspect: Aspect, prices: &mut Prices) {
        let person = campaign.person(person);
        let against = match aspect {
            Aspect::Span => against_round(person, post),
            _ => against_city(campaign, person, post.city),
        };
        prices.add(AGAINST, i64::from(against));
    }

    fn singles_out(&self, problem: &Problem, person: PersonId) -> Vec<Single> {
        let campaign = problem.campaign();
        let described = campaign.person(person);
        if described.prefers.places.is_empty() {
            return Vec::new();
        }
        // What a wish names, a rule speaks of.
        let wished = problem.spoken_of(person).filter(|&city| !against_city(campaign, described, city));
        wished.map(Single::City).collect()
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        let places = problem.campaign().places();
        for duty in view.duties() {
            let (person, post) = (problem.campaign().person(duty.person), problem.post(duty.post));
            let about = |says| About::new(says).people([duty.person]).post(problem, duty.post);
            if let Some(round) = post.round {
                let number = round.number();
                if person.avoids.rounds.contains(&round) {
                    findings.count(AGAINST, 1, || about(text!("round {number} is avoided", "不愿第{number}轮")));
                } else if !person.prefers.rounds.is_empty() && !person.prefers.rounds.contains(&round) {
                    let says = || about(text!("round {number} is not a preferred one", "第{number}轮不在意愿之内"));
                    findings.count(AGAINST, 1, says);
                }
            }
            let around = [Some(post.city), places.province_of(post.city)];
            let names = |&area: &PlaceId| {
                around.contains(&Some(area))
                    || (places.city_of(area) == Some(post.city) && places.place(area).parent == Some(post.city))
            };
            let city = &places.place(post.city).name;
            if person.avoids.places.iter().any(names) {
                findings.count(AGAINST, 1, || about(text!("{city} is avoided", "不愿到{city}")));
            } else if !person.prefers.places.is_empty() && !person.prefers.places.iter().any(names) {
                findings.count(AGAINST, 1, || about(text!("{city} is not a preferred place", "{city}不在意愿之内")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    fn tiny() -> Tiny {
        Tiny::new()
            .people([
                "P1 A staff avoid=r1 avoid=upper",
                "P2 A staff prefer=r2 prefer=130200",
                "P3 A staff prefer=south avoid=130202",
                "P4 A staff",
            ])
            .team("T1 130100 city 2")
            .team("T2 130200 city 2")
            .team("T3 110100 city 2")
            .rule("wishes", "")
    }

    #[test]
    fn duties_as_wished_count_nothing() {
        assert_eq!(tiny().finds("r2 T2 leader P1; r2 T2 member P2; r1 T1 leader P3; r1 T1 member P4"), [""; 0]);
    }

    #[test]
    fn rounds_and_places_are_judged_apart() {
        let expected = |duty: &str| {
            let words: Vec<&str> = duty.split(' ').collect();
            format!("wishes.against 1: {} in {}", words[3], words[..3].join(" "))
        };
        let against = |duty, count| assert_eq!(tiny().finds(duty), vec![expected(duty); count], "{duty}");
        against("r1 T1 leader P1", 2);
        against("r1 T2 leader P1", 1);
        against("r2 T1 leader P1", 1);
        against("r1 T3 leader P2", 2);
        against("r2 T3 leader P2", 1);
        against("r1 T2 leader P2", 1);
    }

    #[test]
    fn a_county_speaks_of_its_city_and_a_province_of_all_its_cities() {
        assert_eq!(tiny().finds("r1 T2 leader P3"), ["wishes.against 1: P3 in r1 T2 leader"]);
        assert_eq!(tiny().finds("r1 T3 leader P3"), ["wishes.against 1: P3 in r1 T3 leader"]);
    }

    #[test]
    fn what_is_avoided_and_preferred_at_once_counts_once() {
        let torn = tiny().person("P5 A staff prefer=r1 avoid=r1");
        assert_eq!(torn.finds("r1 T1 leader P5"), ["wishes.against 1: P5 in r1 T1 leader"]);
    }

    #[test]
    fn a_team_with_dates_of_its_own_is_in_no_round() {
        let own_dates = tiny().team("T4 130200 city 1 2017-09-03/2017-09-05");
        assert_eq!(own_dates.finds("own T4 leader P2"), [""; 0]);
    }

    #[test]
    fn the_price_of_a_duty_is_what_it_counts() {
        assert_eq!(tiny().price("wishes.against", "P1", "r1 T1 leader"), 2);
        assert_eq!(tiny().price("wishes.against", "P2", "r2 T3 member"), 1);
        assert_eq!(tiny().price("wishes.against", "P4", "r1 T1 leader"), 0);
    }

    #[test]
    fn preferred_cities_are_singled_out() {
        assert_eq!(tiny().singled_out("P2"), ["130200"]);
        assert_eq!(tiny().singled_out("P3"), ["130100"]);
        assert_eq!(tiny().singled_out("P1"), [""; 0]);
    }

    #[test]
    fn a_rule_made_hard_is_broken_by_what_goes_against_a_wish() {
        let hard = tiny().rule("wishes", "mode = \"hard\"");
        assert_eq!(hard.finds("r1 T2 leader P1"), ["wishes broken 1: P1 in r1 T2 leader"]);
        assert_eq!(hard.finds("r2 T2 leader P1"), [""; 0]);
    }

    #[test]
    fn it_has_no_parameter() {
        assert_eq!(tiny().rule("wishes", "places = 1").faults(), ["unknown-key at rules.wishes.places: places"]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        tiny().agrees_in_both_modes("wishes");
        Tiny::busy().rule("wishes", "").agrees_in_both_modes("wishes");
    }
}
