//! `no-return`: nobody serves twice in the same city.

use std::collections::BTreeMap;

use super::{Bar, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{About, Findings, Holding, Label, PlaceId, Post, Statement, Sum, View, Window, text};

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
        }
    }

    fn clashes(&self, first: &Post, second: &Post) -> Option<Bar> {
        (first.city == second.city).then(|| Bar { says: text!("twice in one city", "两次到同一城市") })
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
