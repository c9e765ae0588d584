//! Shortages planted at full scale: each is named before any solve, with the number that a solve comes to.

use lunban_core::capacity::{Shortage, ShortageKind, shortages};
use lunban_core::{Absence, Campaign, Draft, LockDraft, LockMode, PersonDraft, Pools, Problem, RoundId};
use lunban_generate::{SHIPPED_SEED, Shape, generate};
use lunban_solve::{Options, Plan, PlanError, plan};

const BUREAU: &str = "司局级";

fn shipped() -> Draft {
    generate(Shape::Jjj, SHIPPED_SEED).draft
}

fn problem(draft: Draft) -> Problem {
    Problem::new(Campaign::build(draft).unwrap_or_else(|faults| panic!("{faults}")))
}

fn short(problem: &Problem) -> Vec<Shortage> {
    shortages(problem, &Pools::new(problem))
}

fn planned(problem: &Problem) -> Plan {
    plan(problem, &Options::default()).expect("a plan")
}

fn value(problem: &Problem, plan: &Plan, count: &str) -> i64 {
    let count = problem.campaign().rules().find_count(count).expect("a count of the campaign");
    plan.audit.counts[count.index()]
}

/// What is missing in all of one kind.
fn missing(shortages: &[Shortage], kind: ShortageKind) -> i64 {
    shortages.iter().filter(|shortage| shortage.kind == kind).map(|shortage| shortage.missing).sum()
}

fn away_in(person: &mut PersonDraft, round: u32) {
    person.unavailable.push(Absence::Rounds { from: round, to: round });
}

#[test]
fn nothing_is_short_of_the_shipped_campaign() {
    assert_eq!(short(&problem(shipped())), []);
}

#[test]
fn bureau_rank_short_in_one_round_takes_as_many_waivers_as_are_said() {
    let mut draft = shipped();
    let mut left = 20;
    for person in draft.people.iter_mut().filter(|person| person.rank == BUREAU) {
        let is_left = left > 0 && person.unavailable.is_empty() && person.home.is_empty();
        left -= i32::from(is_left);
        if !is_left {
            away_in(person, 4);
        }
    }
    let problem = problem(draft);
    let found = short(&problem);
    assert_eq!(found.len(), 1, "{found:?}");
    let rounds: Vec<u32> =
        found[0].posts.iter().filter_map(|&post| problem.post(post).round).map(RoundId::number).collect();
    assert!(rounds.len() == 28 && rounds.iter().all(|round| *round == 4), "{rounds:?}");
    assert_eq!(missing(&found, ShortageKind::Waivers), value(&problem, &planned(&problem), "leader-rank.waivers"));
    assert!(found[0].kept.iter().any(|kept| kept.rule == "availability"), "{:?}", found[0].kept);
}

#[test]
fn waivers_of_the_scarce_shape_are_said_to_be_as_many_as_they_are() {
    let problem = problem(generate(Shape::Scarce, SHIPPED_SEED).draft);
    let found = short(&problem);
    assert_eq!(missing(&found, ShortageKind::Seats), 0, "{found:?}");
    assert_eq!(missing(&found, ShortageKind::Waivers), value(&problem, &planned(&problem), "leader-rank.waivers"));
}

#[test]
fn seats_of_a_round_that_too_few_are_free_for_stay_open() {
    let mut draft = shipped();
    for (position, person) in draft.people.iter_mut().enumerate() {
        if position % 5 != 0 {
            away_in(person, 6);
        }
    }
    let problem = problem(draft);
    let found = short(&problem);
    let plan = planned(&problem);
    let open = value(&problem, &plan, "coverage.open");
    let said = || found.iter().filter(|short| short.kind == ShortageKind::Seats).map(|short| short.missing);
    // Leaders are short, and so are people with a tag: each is open by itself, and together they tell of all that is.
    assert!(said().all(|said| 0 < said && said <= open) && said().sum::<i64>() >= open, "{open}: {found:?}");
}

#[test]
fn musts_that_use_up_the_share_of_a_unit_contradict_it() {
    let mut draft = shipped();
    let free = |person: &&PersonDraft| person.unit == "U16" && person.unavailable.is_empty() && person.rank != BUREAU;
    let people: Vec<String> = draft.people.iter().filter(free).map(|person| person.id.clone()).collect();
    let lock = |person: &String| LockDraft {
        person: person.clone(),
        round: Some(3),
        team: None,
        seat: None,
        mode: LockMode::Must,
    };
    draft.locks.extend(people.iter().map(lock));
    let problem = problem(draft);
    let found = short(&problem);
    assert!(found.iter().any(|short| short.kind == ShortageKind::Contradiction && short.missing > 0), "{found:?}");
    assert_eq!(plan(&problem, &Options::default()).err(), Some(PlanError::Contradiction));
}

#[test]
fn a_minimum_of_a_unit_that_cannot_be_met_is_short_by_as_much() {
    let mut draft = shipped();
    let at_once = draft.people.iter().filter(|person| person.unit == "U16").count() / 2;
    let unit = draft.units.iter_mut().find(|unit| unit.unit == "U16").expect("a unit");
    unit.min_per_round = Some(u32::try_from(at_once).expect("few"));
    let problem = problem(draft);
    let found = short(&problem);
    let said = missing(&found, ShortageKind::Minimum);
    assert!(said > 0, "{found:?}");
    assert!(said <= value(&problem, &planned(&problem), "unit-share.short"), "{found:?}");
}
