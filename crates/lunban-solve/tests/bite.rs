//! The shipped roster bites: what its goals cost is not told by counting alone, and every rule that binds costs something.
//!
//! A roster on which any solver reaches 0 everywhere would tell no solver from luck.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use lunban_core::rules::Mode;
use lunban_core::{Campaign, Draft, GoalDraft, PersonId, Problem, RuleEntry};
use lunban_generate::{SHIPPED_SEED, Shape, generate};
use lunban_solve::{Certificate, Options, Plan, plan};

/// `rest` implies `one-seat`, and the campaign has no locks.
const WITHOUT_BITE: [&str; 2] = ["one-seat", "locks"];

/// Levels above the last: those that rules are held against.
const ABOVE: usize = 7;

fn shipped() -> Draft {
    generate(Shape::Jjj, SHIPPED_SEED).draft
}

fn planned(draft: Draft) -> (Problem, Plan) {
    let problem = Problem::new(Campaign::build(draft).expect("a campaign without faults"));
    let plan = plan(&problem, &Options::default()).expect("a plan");
    (problem, plan)
}

/// The goal levels that hold where none are written.
fn usual_levels() -> Vec<Vec<GoalDraft>> {
    let campaign = Campaign::build(shipped()).expect("a campaign without faults");
    let term = |&(count, weight): &(_, i64)| GoalDraft { count: campaign.rules().count_name(count), weight };
    campaign.goals().levels().iter().map(|level| level.terms.iter().map(term).collect()).collect()
}

/// What the levels come to once a rule is off and the first `depth` levels are all that is wanted; none for a level of which no count is left.
fn values_without(rule: &str, levels: &[Vec<GoalDraft>], depth: usize) -> Vec<Option<i64>> {
    let mut draft = shipped();
    draft.rules.entry(rule.to_owned()).or_default().insert("mode".to_owned(), "off".into());
    let is_left = |term: &&GoalDraft| !term.count.starts_with(&format!("{rule}."));
    let left = levels[..depth].iter().map(|level| level.iter().filter(is_left).cloned().collect::<Vec<_>>());
    let left: Vec<Vec<GoalDraft>> = left.collect();
    draft.goals = left.iter().filter(|level| !level.is_empty()).cloned().collect();
    let (_, plan) = planned(draft);
    let mut values = plan.certificates.iter().map(|level| level.value);
    left.iter().map(|level| if level.is_empty() { None } else { values.next() }).collect()
}

/// Whether values lie below bounds at the first level where they differ.
fn is_below(values: &[Option<i64>], bounds: &[i64]) -> bool {
    let left = values.iter().zip(bounds).filter_map(|(value, bound)| Some(value.as_ref()?.cmp(bound)));
    left.into_iter().find(|order| order.is_ne()) == Some(Ordering::Less)
}

#[test]
fn every_rule_that_binds_costs_something() {
    let (problem, whole) = planned(shipped());
    let bounds: Vec<i64> = whole.certificates[..ABOVE].iter().map(|level| level.bound).collect();
    let levels = usual_levels();
    let binding = problem.campaign().rules().entries().iter().filter(|entry| entry.mode() == Mode::Hard);
    // Ties bind where the roster says so.
    let rules: Vec<&str> = binding.map(RuleEntry::id).chain(["pairs"]).collect();
    for rule in rules.into_iter().filter(|id| !WITHOUT_BITE.contains(id)) {
        // Few levels are soon planned, and often they show it already.
        let is_shown = |depth: usize| is_below(&values_without(rule, &levels, depth), &bounds[..depth.min(ABOVE)]);
        let shown = [3, levels.len()].into_iter().any(is_shown);
        assert!(shown, "without {rule}: nothing below {bounds:?}");
    }
}

/// What counting says of steps: people of the ranks that lead teams owe no more duties than their targets add up to, and nor do all together.
fn counted_steps(problem: &Problem) -> i64 {
    let campaign = problem.campaign();
    let target = |person: PersonId| campaign.target(person).unwrap_or(0);
    let seats = |wanted: &dyn Fn(&lunban_core::Post) -> bool| -> i64 {
        problem.posts().iter().filter(|post| wanted(post)).map(|post| i64::from(post.seats)).sum()
    };
    let residents: Vec<PersonId> = campaign.person_ids().filter(|&person| problem.is_resident(person)).collect();
    let above: i64 = [("city", "司局级"), ("county", "处级")]
        .into_iter()
        .map(|(kind, rank)| {
            let rank = campaign.ranks().find(rank).expect("a rank of the campaign");
            let leads = seats(&|post| campaign.kind(post.kind).name == kind && post.role.index() == 0);
            let of_rank = residents.iter().filter(|&&person| campaign.person(person).rank == rank);
            (leads - of_rank.map(|&person| target(person)).sum::<i64>()).max(0)
        })
        .sum();
    let missing = seats(&|_| true) - residents.iter().map(|&person| target(person)).sum::<i64>();
    // Those above their target take from others, unless as many are missing anyhow.
    above.max(missing) + (above - missing).max(0)
}

/// What counting says of wishes: everybody has as many duties as they owe, each where it goes against the fewest wishes, and those steps
/// away are taken where they spare most.
fn counted_wishes(problem: &Problem, steps: i64) -> i64 {
    let campaign = problem.campaign();
    let against = campaign.rules().find_count("wishes.against").expect("a count of the campaign");
    let mut all = Vec::new();
    for person in campaign.person_ids().filter(|&person| problem.is_resident(person)) {
        let mut cheapest: BTreeMap<_, i64> = BTreeMap::new();
        for post in problem.posts().iter().filter(|post| problem.may_hold(person, post.id)) {
            let price = problem.price(against, person, post.id);
            let least = cheapest.entry(post.span).or_insert(price);
            *least = price.min(*least);
        }
        let mut prices: Vec<i64> = cheapest.into_values().collect();
        prices.sort_unstable();
        let owed = usize::try_from(campaign.target(person).unwrap_or(0)).expect("few");
        all.extend(prices.into_iter().take(owed));
    }
    all.sort_unstable();
    let kept = all.len().saturating_sub(usize::try_from(steps).expect("few"));
    all[..kept].iter().sum()
}

#[test]
fn three_levels_and_more_lie_above_what_counting_gives() {
    let (problem, plan) = planned(shipped());
    let values: Vec<i64> = plan.certificates.iter().map(|level| level.value).collect();
    // Shares of units and heavy rounds, and ties that do not bind, could all be kept as far as numbers tell.
    let counted = [0, 0, counted_steps(&problem), 0, 0, 0, counted_wishes(&problem, values[2])];
    let above: Vec<usize> = (2..ABOVE).filter(|&level| values[level] > counted[level]).collect();
    assert!(plan.certificates[..ABOVE].iter().all(Certificate::is_proven), "{:?}", plan.certificates);
    assert!(above.len() >= 3, "{values:?} of {counted:?}");
}
