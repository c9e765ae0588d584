//! `wishes`: rounds and places that people prefer or would rather not have.

use super::{Aspect, CountPage, Mode, Page, Parameters, Phrase, Prices, Rule, RuleKind};
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
    parameters: &[],
    counts: &[CountPage {
        name: "against", says: Phrase::new("a wish that a duty goes against", "违背的一项意愿")
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
        let person = campaign.person(person);
        if person.prefers.places.is_empty() {
            return Vec::new();
        }
        let mut cities: Vec<PlaceId> = campaign.teams().iter().map(|team| team.city).collect();
        cities.sort_unstable();
        cities.dedup();
        cities.retain(|&city| !against_city(campaign, person, city));
        cities.into_iter().map(Single::City).collect()
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
