use std::collections::BTreeSet;

use lunban_core::change::{Event, When, apply};
use lunban_core::rules::Share;
use lunban_core::{
    Absence, Audit, CalendarDraft, Campaign, Draft, KindDraft, LockMode, PersonDraft, PlaceDraft, Problem, RanksDraft,
    Schedule, SeatsDraft, TeamDraft, TieDraft, TieScope, UnitDraft,
};

use super::trial::{Called, Repair, Standing, Trial, freed};
use super::{Outcome, Rate, Rates, Reserve, Simulated, Simulation, simulate};
use crate::options::Options;
use crate::replan::candidates;
use crate::road::plan;

fn every(decimal: f64) -> Rates {
    let share = Share::from_decimal(decimal).expect("a share");
    Rates::new([Rate { round: None, rank: None, share }])
}

fn simulated(rate: f64) -> Simulated {
    let reserves = vec![Reserve::OfRank(0), Reserve::OfRank(1), Reserve::OfRank(3), Reserve::Everybody];
    Simulated { trials: 40, seed: 7, rates: every(rate), reserves, sampled: 10 }
}

/// The small shipped campaign and a plan of it.
fn tiny() -> (Problem, Schedule) {
    let problem = Problem::new(Campaign::build(lunban_generate::tiny().draft).expect("a campaign"));
    let schedule = plan(&problem, &Options::default()).expect("a plan").schedule;
    (problem, schedule)
}

fn run(problem: &Problem, schedule: &Schedule, simulated: &Simulated, threads: usize) -> Simulation {
    let options = Options { threads: Some(threads), ..Options::default() };
    simulate(problem, schedule, simulated, &options).expect("no fault").expect("nobody stopped it")
}

#[test]
fn the_first_who_takes_a_seat_is_the_first_of_all_candidates() {
    let (problem, schedule) = tiny();
    let freed = freed(&problem).unwrap();
    let standing = Standing::new(&problem, &freed, &schedule, &Options::default()).unwrap();
    let mut taken = 0;
    for (seat, duty) in standing.seats.iter().enumerate() {
        let round = problem.post(duty.post).round.expect("a round").number();
        let person = problem.campaign().person(duty.person).id.clone();
        let event = Event::Drop { person, when: When::Rounds(vec![(round, round)]) };
        let changed = apply(&problem, &schedule, &[event], Some(duty.span.first())).unwrap();
        let ranked = candidates(&changed, duty.post, Some(duty.person), &Options::default()).unwrap();
        let first = ranked.first().filter(|first| first.change.is_some()).map(|first| first.person);
        let mut trial = Trial::new(&standing, &Called::Everybody);
        trial.leave(seat);
        let repaired = trial.repair(&[(seat, duty.person)], &[duty.person].into());
        match repaired[..] {
            [Repair::Candidate { same_unit }] => {
                taken += 1;
                assert_eq!(trial.holders[seat], first);
                let unit = |person| problem.campaign().person(person).unit;
                assert_eq!(same_unit, trial.holders[seat].map(unit) == Some(unit(duty.person)));
            }
            _ => assert_eq!(first, None),
        }
    }
    assert!(taken > 5, "{taken} seats were taken by candidates");
}

#[test]
fn no_trial_breaks_a_rule_and_what_it_leaves_open_is_told() {
    let (problem, schedule) = tiny();
    let freed = freed(&problem).unwrap();
    let standing = Standing::new(&problem, &freed, &schedule, &Options::default()).unwrap();
    let (mut moved, mut open) = (0, 0);
    for number in 0..60 {
        let mut trial = Trial::new(&standing, &Called::Everybody);
        let tally = trial.play(&every(0.3), 1, number);
        let after = trial.schedule();
        let audit = Audit::of(&freed, &after);
        let broken: Vec<_> = audit.findings.iter().filter(|found| found.count.is_none()).collect();
        assert!(audit.is_lawful(), "{broken:?}, {:?}", tally.dropouts);
        let vacant = schedule.duties().len() - after.duties().len();
        let left_open = tally.dropouts.iter().filter(|dropout| dropout.repair == Repair::Open).count();
        assert_eq!(vacant, left_open);
        open += left_open;
        moved += tally.dropouts.iter().filter(|dropout| matches!(dropout.repair, Repair::Chain(_))).count();
    }
    assert!(moved > 0 && open > 0, "{moved} filled by moves, {open} open");
}

#[test]
fn every_dropout_is_accounted_for_and_threads_change_nothing() {
    let (problem, schedule) = tiny();
    let simulation = run(&problem, &schedule, &simulated(0.15), 1);
    assert_eq!(simulation, run(&problem, &schedule, &simulated(0.15), 2));
    let other = Simulated { seed: 8, ..simulated(0.15) };
    assert_ne!(simulation.outcomes, run(&problem, &schedule, &other, 2).outcomes);
    for outcome in &simulation.outcomes {
        let Outcome { dropouts, by_own_unit, by_others, by_moves, open, .. } = outcome;
        assert_eq!(*dropouts, by_own_unit + by_others + by_moves + open);
        assert_eq!(*open, outcome.breaks.iter().map(|one| one.open).sum::<u64>());
        assert_eq!(simulation.trials - outcome.filled, outcome.breaks.iter().map(|one| one.first).sum::<u32>());
    }
    // Nobody on standby: every seat that somebody drops out of stays open.
    let none = &simulation.outcomes[0];
    assert_eq!((none.open, none.by_moves), (none.dropouts, 0));
    let open: Vec<u64> = simulation.outcomes.iter().map(|outcome| outcome.open).collect();
    assert!(open.is_sorted_by(|more, fewer| more >= fewer) && open[0] > open[3], "{open:?}");
    assert_eq!(simulation.sample.events, 10);
    assert!(simulation.sample.better <= 10 && simulation.sample.filled <= simulation.sample.better);
}

#[test]
fn whoever_never_drops_out_is_never_replaced() {
    let (problem, schedule) = tiny();
    let simulation = run(&problem, &schedule, &simulated(0.0), 2);
    assert!(simulation.outcomes.iter().all(|outcome| outcome.dropouts == 0 && outcome.filled == 40));
    assert_eq!(simulation.sample.events, 0);
}

#[test]
fn it_stops_when_it_is_told_to() {
    let (problem, schedule) = tiny();
    let options = Options::default();
    options.stop.stop();
    assert_eq!(simulate(&problem, &schedule, &simulated(0.1), &options).unwrap(), None);
}

/// Two teams in one round: a leader of high rank, and a member. Of the high rank there is one more, who serves as a member.
fn only_by_a_move() -> Draft {
    let person = |id: &str, rank: &str| PersonDraft {
        id: id.to_owned(),
        name: id.to_owned(),
        unit: "A".to_owned(),
        rank: rank.to_owned(),
        ..PersonDraft::default()
    };
    let kind = |name: &str| KindDraft {
        name: name.to_owned(),
        seats: vec![("seat".to_owned(), SeatsDraft::Fixed(1))],
        from: Vec::new(),
    };
    let team = |id: &str, kind: &str| TeamDraft {
        team: id.to_owned(),
        city: "1".to_owned(),
        kind: kind.to_owned(),
        ..TeamDraft::default()
    };
    let rule = |settings: &str| settings.parse().expect("settings");
    Draft {
        calendar: CalendarDraft { rounds: 1, days_per_round: 7, ..CalendarDraft::default() },
        ranks: RanksDraft { order: vec!["low".to_owned(), "high".to_owned()], ..RanksDraft::default() },
        kinds: vec![kind("led"), kind("plain")],
        places: vec![PlaceDraft {
            code: "1".to_owned(),
            name: "Town".to_owned(),
            level: "city".to_owned(),
            ..PlaceDraft::default()
        }],
        units: vec![UnitDraft { unit: "A".to_owned(), ..UnitDraft::default() }],
        teams: vec![team("T1", "led"), team("T2", "plain")],
        people: vec![person("P1", "high"), person("P2", "high"), person("P3", "low")],
        rules: [("leader-rank".to_owned(), rule("led = { rank = \"high\" }"))].into(),
        ..Draft::default()
    }
}

#[test]
fn where_nobody_can_take_a_seat_somebody_moves_there_and_is_replaced() {
    let problem = Problem::new(Campaign::build(only_by_a_move()).unwrap());
    let person = |id: &str| problem.campaign().find_person(id).expect("somebody");
    let post = |team: &str| {
        let team = problem.campaign().find_team(team).expect("a team");
        problem.posts().iter().find(|post| post.team == team).expect("a post").id
    };
    let schedule = Schedule::of_whole(&problem, [(person("P1"), post("T1")), (person("P2"), post("T2"))]);
    let freed = freed(&problem).unwrap();
    let standing = Standing::new(&problem, &freed, &schedule, &Options::default()).unwrap();
    let seat = standing.seats.iter().position(|duty| duty.person == person("P1")).unwrap();
    let away: BTreeSet<_> = [person("P1")].into();
    let mut trial = Trial::new(&standing, &Called::Everybody);
    trial.leave(seat);
    assert_eq!(trial.repair(&[(seat, person("P1"))], &away), [Repair::Chain(2)]);
    let after = Schedule::of_whole(&problem, [(person("P2"), post("T1")), (person("P3"), post("T2"))]);
    assert_eq!(trial.schedule(), after);
    // Where nobody is on standby nobody moves either.
    let nobody = Called::Named(vec![Vec::new()]);
    let mut trial = Trial::new(&standing, &nobody);
    trial.leave(seat);
    assert_eq!(trial.repair(&[(seat, person("P1"))], &away), [Repair::Open]);
}

#[test]
fn a_must_of_who_drops_out_is_let_go_and_who_is_tied_is_not_called_up_alone() {
    let mut draft = only_by_a_move();
    let must = |person: &str, team: &str| lunban_core::LockDraft {
        person: person.to_owned(),
        round: Some(1),
        team: Some(team.to_owned()),
        seat: None,
        mode: LockMode::Must,
    };
    draft.locks = vec![must("P1", "T1"), must("P2", "T2")];
    let tie = |person: &str| TieDraft { person: person.to_owned(), scope: TieScope::Round, hard: true };
    for tied in [false, true] {
        draft.people[2].with = tied.then(|| tie("P4")).into_iter().collect();
        draft.people.truncate(3);
        draft.people.push(PersonDraft {
            id: "P4".to_owned(),
            unavailable: vec![Absence::Rounds { from: 1, to: 1 }],
            ..draft.people[2].clone()
        });
        draft.people[3].with.clear();
        let problem = Problem::new(Campaign::build(draft.clone()).unwrap());
        let schedule = plan(&problem, &Options::default()).unwrap().schedule;
        let freed = freed(&problem).unwrap();
        let standing = Standing::new(&problem, &freed, &schedule, &Options::default()).unwrap();
        let person = problem.campaign().find_person("P2").unwrap();
        let seat = standing.seats.iter().position(|duty| duty.person == person).unwrap();
        let mut trial = Trial::new(&standing, &Called::Everybody);
        trial.leave(seat);
        let expected = if tied { Repair::Open } else { Repair::Candidate { same_unit: true } };
        assert_eq!(trial.repair(&[(seat, person)], &[person].into()), [expected]);
    }
}

#[test]
fn where_a_minimum_that_binds_is_out_of_reach_seats_are_filled_all_the_same() {
    let mut draft = only_by_a_move();
    draft.people[2].rank = "high".to_owned();
    draft.rules.insert("workload".to_owned(), "target = 1\nmin = 1\nminima = \"hard\"".parse().expect("settings"));
    draft.people[2].min = Some(0);
    let problem = Problem::new(Campaign::build(draft).unwrap());
    let schedule = plan(&problem, &Options::default()).unwrap().schedule;
    let freed = freed(&problem).unwrap();
    let standing = Standing::new(&problem, &freed, &schedule, &Options::default()).unwrap();
    let person = problem.campaign().find_person("P1").unwrap();
    let seat = standing.seats.iter().position(|duty| duty.person == person).unwrap();
    let mut trial = Trial::new(&standing, &Called::Everybody);
    trial.leave(seat);
    // Whoever dropped out lacks their minimum, which nobody mends.
    assert_eq!(trial.repair(&[(seat, person)], &[person].into()), [Repair::Candidate { same_unit: true }]);
    assert_eq!(trial.holders[seat], problem.campaign().find_person("P3"));
}
