//! Which rules the random campaigns put to the test: one that never binds would be untested.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use lunban_core::rules::Mode;
use lunban_core::{Campaign, CountId, Problem, Registry, RuleEntry};
use lunban_solve::{Options, Plan, plan};

/// In how many campaigns each rule was found to bind. Where a rule does in enough of them, nobody looks any further.
#[derive(Debug)]
pub(crate) struct Binding {
    enough: usize,
    found: BTreeMap<&'static str, AtomicUsize>,
}

/// Rules that look at a schedule which people know: these campaigns have none, and `replanned.rs` puts them to the test. And who stands by:
/// explanations of random campaigns with that rule do not end in minutes yet. Its own tests hold its statement against its audit.
const ELSEWHERE: [&str; 3] = ["disturbance", "reserve", "same-unit-substitute"];

impl Binding {
    /// Every rule is to bind in so many campaigns.
    pub(crate) fn new(enough: usize) -> Self {
        let registry = Registry::standard();
        let pages = registry.pages().map(|page| page.id).filter(|id| !ELSEWHERE.contains(id));
        Self { enough, found: pages.map(|id| (id, AtomicUsize::new(0))).collect() }
    }

    /// Notes which rules bind in a campaign: what they count is above 0, or they are hard and without them the values of levels differ.
    pub(crate) fn note(&self, problem: &Problem, with: &Plan) {
        for entry in problem.campaign().rules().entries() {
            let Some(found) = self.found.get(entry.id()) else { continue };
            if found.load(Ordering::Relaxed) < self.enough && binds(problem, with, entry) {
                found.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Rules that bind in too few campaigns, and in how many they do.
    pub(crate) fn lacking(&self) -> BTreeMap<&'static str, usize> {
        let found = self.found.iter().map(|(id, found)| (*id, found.load(Ordering::Relaxed)));
        found.filter(|(_, found)| *found < self.enough).collect()
    }
}

fn binds(problem: &Problem, with: &Plan, entry: &RuleEntry) -> bool {
    let counts = entry.counts().iter().any(|count| with.audit.counts[count.index()] > 0);
    let is_hard = entry.mode() == Mode::Hard;
    counts || is_hard && without(problem.campaign(), entry.id()).is_some_and(|without| differs(problem, with, &without))
}

/// The campaign with a rule off, and no goal naming its counts.
fn without(campaign: &Campaign, id: &str) -> Option<Problem> {
    let mut draft = campaign.draft().clone();
    draft.rules.entry(id.to_owned()).or_default().insert("mode".to_owned(), "off".into());
    for level in &mut draft.goals {
        level.retain(|goal| goal.count.split('.').next() != Some(id));
    }
    draft.goals.retain(|level| !level.is_empty());
    Campaign::build(draft).ok().map(Problem::new)
}

/// Whether levels that both have come to other values.
fn differs(problem: &Problem, with: &Plan, without: &Problem) -> bool {
    let Ok(plan) = plan(without, &Options::default()) else { return false };
    let (with, without) = (named(problem, with), named(without, &plan));
    with.iter().any(|(names, value)| without.iter().any(|(other, less)| other == names && less != value))
}

/// The values of the levels, by the names of their counts.
fn named(problem: &Problem, plan: &Plan) -> Vec<(Vec<String>, i64)> {
    let rules = problem.campaign().rules();
    let names = |terms: &[(CountId, i64)]| terms.iter().map(|term| rules.count_name(term.0)).collect();
    plan.certificates.iter().map(|certificate| (names(&certificate.level.terms), certificate.value)).collect()
}
