//! Shortages planted at full scale: each is explained, with the number that a plan comes to, and by the requirement that was planted.
//!
//! All of them take half an hour; `LUNBAN_PLANTED=all` asks for that, a part of a name for those that have it, and by itself two are planted.

use std::collections::BTreeSet;

use lunban_core::rules::CountOf;
use lunban_core::{Absence, Campaign, Draft, LockDraft, LockMode, PersonDraft, Problem, TieDraft, TieScope};
use lunban_generate::{SHIPPED_SEED, Shape, generate};
use lunban_solve::explain::{Lack, Unfilled, contradiction, unfilled};
use lunban_solve::{Options, Plan, PlanError, plan};
use toml::Value;

const BUREAU: &str = "司局级";
const DIVISION: &str = "处级";

/// A shortage to plant.
struct Planted {
    /// What is planted, and how much of it.
    name: String,
    plant: Box<dyn Fn(&mut Draft)>,
    /// What it comes to.
    lack: Lack,
    /// The rule that is to be named among the requirements.
    rule: &'static str,
}

fn planted(name: String, lack: Lack, rule: &'static str, plant: impl Fn(&mut Draft) + 'static) -> Planted {
    Planted { name, plant: Box::new(plant), lack, rule }
}

fn away(person: &mut PersonDraft, round: u32) {
    person.unavailable.push(Absence::Rounds { from: round, to: round });
}

/// All but some of those of a rank are not of it any more.
fn demote(draft: &mut Draft, rank: &str, to: &str, left: usize) {
    let of_rank = draft.people.iter_mut().filter(|person| person.rank == rank && person.with.is_empty());
    of_rank.skip(left).for_each(|person| to.clone_into(&mut person.rank));
}

fn set(draft: &mut Draft, rule: &str, key: &str, value: impl Into<Value>) {
    draft.rules.entry(rule.to_owned()).or_default().insert(key.to_owned(), value.into());
}

fn must(person: &str, round: u32) -> LockDraft {
    LockDraft { person: person.to_owned(), round: Some(round), team: None, seat: None, mode: LockMode::Must }
}

fn all() -> Vec<Planted> {
    people_away().into_iter().chain(people_who_lack_something()).collect()
}

fn people_away() -> Vec<Planted> {
    let mut all = Vec::new();
    for round in [2, 4, 7] {
        let name = format!("of bureau rank only 20 are free in round {round}");
        all.push(planted(name, Lack::Waivers, "availability", move |draft| {
            let is_free = |person: &PersonDraft| person.unavailable.is_empty() && person.home.is_empty();
            let of_rank = draft.people.iter_mut().filter(|person| person.rank == BUREAU);
            let (free, others): (Vec<_>, Vec<_>) = of_rank.partition(|person| is_free(person));
            others.into_iter().chain(free.into_iter().skip(20)).for_each(|person| away(person, round));
        }));
    }
    for (unit, others) in [("U16", 20), ("U21", 15), ("U25", 24)] {
        let name = format!("the leaders of {unit} are all on leave in round 2, and there are {others} others");
        all.push(planted(name, Lack::Waivers, "availability", move |draft| {
            let of_unit = |person: &&mut PersonDraft| person.rank == BUREAU && person.unit == unit;
            draft.people.iter_mut().filter(of_unit).for_each(|person| away(person, 2));
            let free =
                |person: &&mut PersonDraft| person.rank == BUREAU && person.unit != unit && person.with.is_empty();
            let others_of_rank = draft.people.iter_mut().filter(free).skip(others);
            others_of_rank.for_each(|person| away(person, 2));
        }));
    }
    for share in [0.1, 0.15, 0.2] {
        let name = format!("a unit sends {share} of its people at once");
        all.push(planted(name, Lack::Open, "unit-share", move |draft| set(draft, "unit-share", "max_share", share)));
    }
    for city in ["110100", "130100", "410100"] {
        let name = format!("all leaders are recused from {city}");
        all.push(planted(name, Lack::Open, "recusal", move |draft| {
            let leaders = draft.people.iter_mut().filter(|person| [BUREAU, DIVISION].contains(&person.rank.as_str()));
            leaders.for_each(|person| person.home.push(city.to_owned()));
        }));
    }
    for (unit, round) in [("U16", 3), ("U18", 5), ("U22", 8)] {
        let name = format!("all of {unit} must serve in round {round}");
        all.push(planted(name, Lack::Must, "unit-share", move |draft| {
            let tied: BTreeSet<String> =
                draft.people.iter().flat_map(|person| &person.with).map(|tie| tie.person.clone()).collect();
            let is_tied = |person: &PersonDraft| !person.with.is_empty() || tied.contains(&person.id);
            let free = |person: &&PersonDraft| person.unavailable.is_empty() && !is_tied(person);
            let of_unit = |person: &&PersonDraft| person.unit == unit && person.rank != BUREAU;
            let people: Vec<String> =
                draft.people.iter().filter(of_unit).filter(free).map(|person| person.id.clone()).collect();
            draft.locks.extend(people.iter().map(|person| must(person, round)));
        }));
    }
    all
}

fn people_who_lack_something() -> Vec<Planted> {
    let mut all = Vec::new();
    for left in [60, 90, 130] {
        let name = format!("only {left} are experienced");
        all.push(planted(name, Lack::Open, "team-mix", move |draft| {
            let bears = |person: &&mut PersonDraft| person.tags.iter().any(|tag| tag == "experienced");
            for person in draft.people.iter_mut().filter(bears).skip(left) {
                person.tags.retain(|tag| tag != "experienced");
            }
        }));
    }
    for unit in ["U16", "U22", "U30"] {
        let name = format!("half of {unit} at least in every round");
        all.push(planted(name, Lack::Minimum, "unit-share", move |draft| {
            let half = draft.people.iter().filter(|person| person.unit == unit).count() / 2;
            let unit = draft.units.iter_mut().find(|row| row.unit == unit).expect("a unit");
            unit.min_per_round = u32::try_from(half).ok();
        }));
    }
    for round in [1, 3, 6] {
        let name = format!("of the experienced only 80 are free in round {round}");
        all.push(planted(name, Lack::Open, "availability", move |draft| {
            let bears = |person: &&mut PersonDraft| person.tags.iter().any(|tag| tag == "experienced");
            draft.people.iter_mut().filter(bears).skip(80).for_each(|person| away(person, round));
        }));
    }
    for untrained in [1150, 1200, 1250] {
        let name = format!("{untrained} are trained only after round 1");
        all.push(planted(name, Lack::Open, "training", move |draft| {
            let late = draft.calendar.start + chrono::Days::new(10);
            draft.people.iter_mut().take(untrained).for_each(|person| person.trained = Some(late));
        }));
    }
    for left in [34, 40, 44] {
        let name = format!("{left} of bureau rank, and no other, are free in rounds 3 and 4 only");
        all.push(planted(name, Lack::Waivers, "rest", move |draft| {
            let of_rank = draft.people.iter_mut().filter(|person| person.rank == BUREAU);
            for (position, person) in of_rank.enumerate() {
                let rounds: &[u32] = if position < left { &[] } else { &[3, 4] };
                for &round in rounds {
                    away(person, round);
                }
            }
        }));
    }
    for most in [0, 3, 10] {
        let name = format!("40 of bureau rank and no more than {most} waivers");
        all.push(planted(name, Lack::Open, "leader-rank", move |draft| {
            demote(draft, BUREAU, DIVISION, 40);
            set(draft, "leader-rank", "max_waivers", most);
        }));
    }
    for most in [1, 2] {
        let name = format!("{most} duties each at most, and 1,000 people");
        all.push(planted(name, Lack::Open, "workload", move |draft| {
            set(draft, "workload", "target", 1);
            set(draft, "workload", "max", most);
            draft.people.iter_mut().for_each(|person| (person.min, person.max, person.target) = (None, None, None));
        }));
    }
    for round in [2, 5, 8] {
        let name = format!("four in five are away in round {round}");
        all.push(planted(name, Lack::Open, "availability", move |draft| {
            let many = draft.people.iter_mut().enumerate().filter(|(position, _)| position % 5 != 0);
            many.for_each(|(_, person)| away(person, round));
        }));
    }
    for round in [2, 5, 7] {
        let name = format!("somebody who must serve in round {round} is tied to somebody who is away");
        all.push(planted(name, Lack::Must, "pairs", move |draft| {
            let is_free =
                |person: &&PersonDraft| person.unit == "U16" && person.unavailable.is_empty() && person.with.is_empty();
            let two: Vec<String> =
                draft.people.iter().filter(is_free).take(2).map(|person| person.id.clone()).collect();
            let [first, second] = [0, 1].map(|position: usize| two[position].clone());
            draft.locks.push(must(&first, round));
            for person in &mut draft.people {
                if person.id == first {
                    person.with.push(TieDraft { person: second.clone(), scope: TieScope::Team, hard: true });
                }
                if person.id == second {
                    away(person, round);
                }
            }
        }));
    }
    for share in [0.05, 0.1] {
        let name = format!("a unit sends {share} of its leaders at once");
        all.push(planted(name, Lack::Waivers, "unit-share", move |draft| {
            set(draft, "unit-share", "max_share_of_rank", share);
            demote(draft, BUREAU, DIVISION, 60);
        }));
    }
    all
}

/// So many in a row are alike, but for how much is planted.
const LIKE: usize = 3;

/// So many are planted where not all are asked for.
const FEW: usize = 2;

/// What a plan comes to.
fn lacking(problem: &Problem, plan: &Plan, lack: Lack) -> i64 {
    let rules = problem.campaign().rules();
    let sum = |of| rules.counts_of(of).map(|count| plan.audit.counts[count.index()]).sum();
    match lack {
        Lack::Open => plan.audit.counts[rules.find_count("coverage.open").expect("it is on").index()],
        Lack::Waivers => sum(CountOf::Waivers),
        Lack::Minimum => sum(CountOf::Missing),
        Lack::Must => 0,
    }
}

/// What is wrong with the explanation of one planted shortage; else a line on it.
fn explained(planted: &Planted) -> Result<String, String> {
    let mut draft = generate(Shape::Jjj, SHIPPED_SEED).draft;
    (planted.plant)(&mut draft);
    let problem = Problem::new(Campaign::build(draft).map_err(|faults| faults.to_string())?);
    let options = Options::default();
    let (all, number, proven) = match plan(&problem, &options) {
        Err(PlanError::Contradiction) => {
            let found = contradiction(&problem, &options).map_err(|fault| fault.to_string())?;
            (found.unwrap_or_default().lacks, 0, true)
        }
        Err(fault) => return Err(fault.to_string()),
        Ok(plan) => {
            let all = unfilled(&problem, &plan.schedule, &options).map_err(|fault| fault.to_string())?.lacks;
            let proven = plan.certificates[..2].iter().all(lunban_solve::Certificate::is_proven);
            (all, lacking(&problem, &plan, planted.lack), proven)
        }
    };
    let of_lack: Vec<&Unfilled> = all.iter().filter(|one| one.lack == planted.lack).collect();
    let conflicts = || of_lack.iter().filter_map(|one| one.conflict.as_ref());
    let rules: BTreeSet<&str> =
        conflicts().flat_map(|conflict| &conflict.requirements).map(|requirement| requirement.rule).collect();
    let said: i64 = conflicts().map(|conflict| conflict.missing).sum();
    let line = format!("{}: {number} in the plan, {said} explained by {rules:?}", planted.name);
    if !rules.contains(planted.rule) {
        return Err(format!("{line}, not by {}", planted.rule));
    }
    if said > number && planted.lack != Lack::Must || proven && said < number {
        return Err(line);
    }
    if conflicts().any(|conflict| !conflict.is_minimal) {
        return Err(format!("{line}, not minimal"));
    }
    Ok(line)
}

#[test]
fn planted_shortages_are_explained_by_what_was_planted() {
    let all = all();
    assert!(all.len() >= 40, "{} planted", all.len());
    let planted: Vec<&Planted> = match std::env::var("LUNBAN_PLANTED").ok().as_deref() {
        None => all.iter().step_by(LIKE).take(FEW).collect(),
        Some("all") => all.iter().collect(),
        Some(name) => all.iter().filter(|one| one.name.contains(name)).collect(),
    };
    assert!(!planted.is_empty(), "nothing of that name is planted");
    let planted = planted.into_iter();
    let told: Vec<Result<String, String>> = planted.map(explained).inspect(|told| println!("{told:?}")).collect();
    let wrong: Vec<&String> = told.iter().filter_map(|told| told.as_ref().err()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
