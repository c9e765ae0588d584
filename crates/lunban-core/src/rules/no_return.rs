//! `no-return`: nobody serves twice in the same city.

use std::collections::BTreeMap;

use super::{Bar, ExceptionPage, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Findings, Holding, Label, PersonId, PlaceId, Post, Statement, Sum, View, Window, text};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct NoReturn;

static PAGE: Page = Page {
    id: "no-return",
    says: Phrase::new(
        "Nobody serves twice in the same city in one campaign.",
        "同一人在一次行动中不得两次到同一城市。",
    ),
    source: Phrase::new("Assumption of this campaign.", "本次行动的假设。"),
    mode: Mode::Hard,
    always: false,
    exception: Some(ExceptionPage { price: 5, says: Phrase::new("somebody returns to a city", "重回同一城市") }),
    parameters: &[],
    counts: &[],
    example: "[rules.no-return]",
};

impl RuleKind for NoReturn {
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
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        for person in window.people() {
            let mut in_city: BTreeMap<PlaceId, Vec<&Holding>> = BTreeMap::new();
            for holding in window.of_person(person) {
                if let Some(city) = window.slot(holding.slot).city {
                    in_city.entry(city).or_default().push(holding);
                }
            }
            for (city, holdings) in in_city.into_iter().filter(|(_, holdings)| holdings.len() > 1) {
                let label = Label { person: Some(person), city: Some(city), ..statement.label("once") };
                statement.at_most(label, Sum::of(holdings), 1);
            }
            for (region, holdings) in in_regions(window, person) {
                let cities = window.regions().groups()[region].len();
                if holdings.len() > cities {
                    let number = i64::try_from(region).ok();
                    let label = Label { person: Some(person), number, ..statement.label("once") };
                    statement.at_most(label, Sum::of(holdings), i64::try_from(cities).unwrap_or(i64::MAX));
                }
            }
        }
    }

    fn clashes(&self, first: &Post, second: &Post) -> Option<Bar> {
        self.excludes(first, second).then(|| Bar { says: text!("twice in one city", "两次到同一城市") })
    }

    fn excludes(&self, first: &Post, second: &Post) -> bool {
        first.city == second.city
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        for person in problem.campaign().person_ids() {
            let mut seen: Vec<PlaceId> = Vec::new();
            for duty in view.of_person(person) {
                let city = problem.post(duty.post).city;
                if seen.contains(&city) {
                    findings.breach(1, || {
                        let city = &problem.campaign().places().place(city).name;
                        let says = text!("in {city} once more", "再次到{city}");
                        About::new(says).people([person]).post(problem, duty.post)
                    });
                } else {
                    seen.push(city);
                }
            }
        }
    }
}

/// A person's holdings in regions of which the city is left open: nobody goes to a region more often than it has cities.
fn in_regions<'w>(window: &'w Window<'_>, person: PersonId) -> BTreeMap<usize, Vec<&'w Holding>> {
    let mut in_region: BTreeMap<usize, Vec<&Holding>> = BTreeMap::new();
    for holding in window.of_person(person) {
        let slot = window.slot(holding.slot);
        if let (None, Some(region)) = (slot.city, slot.region) {
            in_region.entry(region).or_default().push(holding);
        }
    }
    in_region
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::testing::Tiny;
    use crate::{Choices, DateRange, Grain, PersonId, Pools, Window};

    fn tiny() -> Tiny {
        let people = ["P1 A staff", "P2 A staff"];
        Tiny::new()
            .rounds(3, 0)
            .people(people)
            .team("T1 130100 city 2")
            .team("T2 130200 city 1")
            .team("T3 130100 county 1")
            .rule("no-return", "")
    }

    #[test]
    fn duties_in_different_cities_are_lawful() {
        assert_eq!(tiny().finds("r1 T1 leader P1; r2 T2 leader P1; r2 T1 leader P2"), [""; 0]);
    }

    #[test]
    fn each_duty_in_a_city_after_the_first_is_a_breach() {
        assert_eq!(tiny().finds("r1 T1 leader P1; r2 T1 member P1"), ["no-return broken 1: P1 in r2 T1 member"]);
        assert_eq!(tiny().finds("r1 T1 leader P1; r3 T3 leader P1"), ["no-return broken 1: P1 in r3 T3 leader"]);
        assert_eq!(
            tiny().finds("r1 T1 leader P1; r2 T1 leader P1; r3 T1 leader P1"),
            ["no-return broken 1: P1 in r2 T1 leader", "no-return broken 1: P1 in r3 T1 leader"]
        );
    }

    #[test]
    fn a_soft_rule_counts() {
        let soft = tiny().rule("no-return", "mode = \"soft\"");
        assert_eq!(soft.finds("r1 T1 leader P1; r2 T1 member P1"), ["no-return.broken 1: P1 in r2 T1 member"]);
    }

    #[test]
    fn posts_of_one_city_clash() {
        assert_eq!(tiny().clash("r1 T1 leader", "r3 T3 leader"), ["no-return: twice in one city"]);
        assert_eq!(tiny().clash("r1 T1 leader", "r3 T2 leader"), [""; 0]);
    }

    /// Two cities at one place are one region, and nobody goes there three times.
    #[test]
    fn nobody_goes_to_a_region_more_often_than_it_has_cities() {
        let at_one_place = tiny().change(|draft| {
            for place in draft.places.iter_mut().filter(|place| place.level == "city") {
                (place.lon, place.lat) = (Some(115.0), Some(38.0));
            }
        });
        let problem = at_one_place.problem();
        let pools = Pools::new(&problem);
        let choices = Choices { tops: pools.at(Grain::Region).collect(), ..Choices::default() };
        let choices = Choices { free: vec![(PersonId::at(0), choices.tops.clone())], ..choices };
        let stated = Window::new(&problem, &pools, Grain::Region, &choices).state();
        let of_span = |span: DateRange| stated.holdings.iter().position(|held| pools.slot(held.slot).span == span);
        let spans: BTreeSet<DateRange> = pools.at(Grain::Region).map(|slot| pools.slot(slot).span).collect();
        let held: Vec<usize> = spans.into_iter().filter_map(of_span).collect();
        assert_eq!(held.len(), 3, "one holding of each round");
        assert!(pools.has_regions());
        assert!(stated.settled(&held[..2]).program.contradictions().is_empty());
        assert!(!stated.settled(&held).program.contradictions().is_empty());
    }

    #[test]
    fn one_row_for_each_person_and_city() {
        assert_eq!(
            Tiny::new().person("P1 A staff").team("T1 130100 city 1").rule("no-return", "").rows("no-return"),
            ["no-return.once__P1__130100: P1 in r1 T1 leader + P1 in r2 T1 leader <= 1"]
        );
        assert_eq!(tiny().rows("no-return").len(), 4);
    }

    #[test]
    fn it_has_no_parameter() {
        assert_eq!(tiny().rule("no-return", "years = 1").faults(), ["unknown-key at rules.no-return.years: years"]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        tiny().agrees_in_both_modes("no-return");
        Tiny::busy().rounds(3, 2).rule("no-return", "").agrees_in_both_modes("no-return");
    }
}
