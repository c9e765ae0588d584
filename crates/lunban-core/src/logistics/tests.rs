//! What follows from a schedule of a tiny campaign: two rounds of 14 days from 2017-09-01 on.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::*;
use crate::testing::Tiny;
use crate::{Fault, PersonId, Problem, RoundId, Schedule, TeamId};

fn tiny() -> Tiny {
    let people = ["P1 A bureau", "P2 A staff reporter", "P3 B staff", "P4 B division", "P5 B staff trained=2017-08-30"];
    let tiny = Tiny::new().people(people).team("T0 130100 city 3").team("T1 130100 county 2");
    tiny.change(|draft| draft.teams.iter_mut().for_each(|team| team.vehicles = Some(1)))
}

const DUTIES: &str = "r1 T0 leader P1; r1 T0 member P2; r1 T0 member P3; r1 T1 leader P4; r1 T1 member P5; r2 T0 leader P1; r2 T0 member P3; r2 T1 leader P4";

fn problem(duties: &str) -> (Problem, Schedule) {
    let problem = tiny().problem();
    let schedule = Tiny::schedule(&problem, duties);
    (problem, schedule)
}

fn day(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

fn shown(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(|fault| format!("{}: {fault}", fault.code)).collect()
}

#[test]
fn money_is_read_and_shown_to_the_fen() {
    let read = |written: &str| written.parse::<Fen>().map(|fen| fen.0).ok();
    assert_eq!(
        ["180", "0.5", "0.05", "100.25", "0"].map(read),
        [Some(18_000), Some(50), Some(5), Some(10_025), Some(0)]
    );
    assert_eq!(["", "-1", "1.234", "1,5", "1e3", "12345678901", ".5"].map(read), [None; 7]);
    assert_eq!((Fen(5) - Fen(110)).to_string(), "-1.05");
}

fn reporting(coordinator: &str) -> ReportingDraft {
    ReportingDraft {
        coordinator: coordinator.to_owned(),
        daily_by: NaiveTime::MIN,
        weekly_on: Weekday::Fri,
        tag: "reporter".to_owned(),
    }
}

#[test]
fn a_city_team_coordinates_the_others_of_its_city() {
    let campaign = tiny().team("T2 130200 county 2").team("T3 130100 county 2 2017-09-05/2017-09-08").campaign();
    let command = Command::of(&campaign, &reporting("city")).unwrap();
    let [city, county, elsewhere, irregular] = [0, 1, 2, 3].map(TeamId::at);
    assert_eq!(command.below(Office::Centre), [city, elsewhere, irregular]);
    assert_eq!(command.below(Office::Team(city)), [county]);
    assert_eq!((command.above(county), command.above(city)), (Office::Team(city), Office::Centre));
    let fault = Command::of(&campaign, &reporting("citty")).unwrap_err();
    assert_eq!((fault.code, fault.maybe.unwrap().english.as_str()), ("unknown-kind", "`city`"));
}

#[test]
fn members_report_in_turn_and_bearers_of_the_tag_first() {
    let (problem, schedule) = problem(DUTIES);
    let found: Vec<(u32, usize, Option<PersonId>)> = reporters(&problem, &schedule, "reporter")
        .into_iter()
        .map(|reporter| (reporter.round.unwrap().number(), reporter.team.index(), reporter.person))
        .collect();
    let [p2, p3, p5] = [1, 2, 4].map(PersonId::at).map(Some);
    assert_eq!(found, [(1, 0, p2), (1, 1, p5), (2, 0, p3), (2, 1, None)], "T1 has only its leader in round 2");
    let without_tag = reporters(&problem, &schedule, "nobody");
    assert_eq!(without_tag[2].person, p3);
    let first = problem.campaign().calendar().round(RoundId::at(0)).span;
    assert_eq!(Command::leaders(&problem, &schedule, TeamId::at(1), first), [PersonId::at(3)]);
}

fn training(sessions: &[(&str, u32)], valid_to: &str) -> TrainingDraft {
    let session = |&(date, capacity): &(&str, u32)| SessionDraft { date: day(date), capacity, place: String::new() };
    let certificates = CertificatesDraft { prefix: "LS-".to_owned(), valid_to: day(valid_to) };
    TrainingDraft { sessions: sessions.iter().map(session).collect(), certificates }
}

#[test]
fn everybody_is_trained_before_their_first_duty() {
    let (problem, schedule) = problem(DUTIES);
    let found = Training::of(
        &problem,
        &schedule,
        &training(&[("2017-08-30", 3), ("2017-09-01", 2), ("2017-09-05", 9)], "2017-09-28"),
    );
    assert_eq!(shown(&found.faults), [""; 0]);
    assert_eq!(found.trainees.len(), 5);
    assert!(found.trainees.iter().all(|trainee| trainee.trained <= trainee.first_duty));
    assert_eq!(found.trainees[4].session, Some(0), "as the roster says");
    let of_session = |session| found.trainees.iter().filter(|trainee| trainee.session == Some(session)).count();
    assert_eq!((of_session(0), of_session(1)), (3, 2), "no session has more than its places");
    let numbers: Vec<&str> = found.trainees.iter().map(|trainee| trainee.certificate.as_str()).collect();
    assert_eq!(numbers, ["LS-P1", "LS-P2", "LS-P3", "LS-P4", "LS-P5"]);
}

#[test]
fn sessions_that_are_too_small_or_too_late_say_how_many_places_are_missing() {
    let (problem, schedule) = problem(DUTIES);
    let small = Training::of(&problem, &schedule, &training(&[("2017-08-30", 3), ("2017-09-05", 9)], "2017-09-28"));
    let fault = &shown(&small.faults)[0];
    assert!(fault.starts_with("sessions-too-small") && fault.contains("2 have none"), "{fault}");
    assert!(fault.contains("Maybe 2 more places in a session on or before 2017-09-01"), "{fault}");
    let none = Training::of(&problem, &schedule, &training(&[("2017-08-30", 0)], "2017-09-14"));
    let codes: Vec<&str> = none.faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["session-too-small", "sessions-too-small"], "the roster calls one trained there");
    let short = Training::of(&problem, &schedule, &training(&[("2017-08-30", 9)], "2017-09-27"));
    assert_eq!(short.faults[0].code, "certificate-outlived");
    assert_eq!(short.faults[0].maybe.as_ref().unwrap().english, "2017-09-28");
}

fn drivers(count: usize) -> Vec<DriverDraft> {
    let driver =
        |number| DriverDraft { driver: format!("D{number}"), city: "130100".to_owned(), ..DriverDraft::default() };
    (0..count).map(driver).collect()
}

#[test]
fn every_vehicle_is_driven_every_day_and_no_driver_too_long() {
    let problem = tiny().problem();
    let campaign = problem.campaign();
    for (days_on, days_off, count) in [(3, 1, 3), (1, 1, 4), (5, 2, 3), (28, 0, 2), (6, 1, 3)] {
        let (turns, faults) = turns(&problem, VehiclesDraft { days_on, days_off }, &drivers(count));
        assert_eq!(shown(&faults), [""; 0]);
        for today in campaign.span().iter() {
            let mut held: Vec<(TeamId, u32)> = Vec::new();
            let mut who: Vec<usize> = Vec::new();
            for turn in turns.iter().filter(|turn| turn.span.holds(today)) {
                held.push((turn.team, turn.vehicle));
                who.push(turn.driver);
            }
            held.dedup();
            who.sort_unstable();
            who.dedup();
            assert_eq!((held.len(), who.len()), (2, 2), "each vehicle has a driver of its own on {today}");
        }
        for driver in 0..count {
            let is_on = |day: NaiveDate| turns.iter().any(|turn| turn.driver == driver && turn.span.holds(day));
            let on: Vec<bool> = campaign.span().iter().map(is_on).collect();
            let runs = on.chunk_by(|one, other| one == other);
            let runs: Vec<(bool, usize)> = runs.map(|run| (run[0], run.len())).collect();
            let inner = runs.iter().enumerate().filter(|(place, _)| *place > 0 && place + 1 < runs.len());
            assert!(runs.iter().all(|(on, days)| !on || *days <= days_on as usize), "{runs:?}");
            assert!(inner.clone().all(|(_, (on, days))| *on || *days >= days_off as usize), "{runs:?}");
        }
    }
}

#[test]
fn a_vehicle_is_driven_on_the_days_of_its_team() {
    let of_its_own =
        tiny().team("T2 130100 county 2 2017-09-10/2017-09-19").team("T3 130100 county 2").change(|draft| {
            draft.teams.iter_mut().for_each(|team| team.vehicles = Some(1));
            draft.teams[3].from_round = Some(2);
        });
    let problem = of_its_own.problem();
    let (turns, faults) = turns(&problem, VehiclesDraft { days_on: 6, days_off: 1 }, &drivers(5));
    assert_eq!(shown(&faults), [""; 0]);
    let days = |team: usize| -> Vec<NaiveDate> {
        let of_team = turns.iter().filter(|turn| turn.team == TeamId::at(team));
        of_team.flat_map(|turn| turn.span.iter()).collect()
    };
    let span = |days: Vec<NaiveDate>| (days.len(), days[0].to_string(), days[days.len() - 1].to_string());
    assert_eq!(span(days(2)), (10, "2017-09-10".to_owned(), "2017-09-19".to_owned()), "dates of its own");
    assert_eq!(span(days(3)), (14, "2017-09-15".to_owned(), "2017-09-28".to_owned()), "from round 2 on");
    assert_eq!(days(0).len() + days(1).len(), 2 * 28);
    let budget = Budget::of(&placed(of_its_own).problem(), &Schedule::default(), &rates()).unwrap();
    let driven = days(0).len() + days(1).len() + days(2).len() + days(3).len();
    assert_eq!(budget.total().vehicles, Fen(40_000) * i64::try_from(driven).unwrap(), "what is paid is driven");
    let short = super::turns(&problem, VehiclesDraft { days_on: 6, days_off: 1 }, &drivers(4)).1;
    assert!(shown(&short)[0].contains("5 drivers, for up to 4 at the wheel on one day"), "{short:?}");
}

#[test]
fn days_off_after_a_short_stay_ask_for_nobody() {
    let alone = Tiny::new().person("P1 A staff").team("T1 130100 county 2 2017-09-10/2017-09-15").change(|draft| {
        draft.teams[0].vehicles = Some(1);
    });
    let (turns, faults) = turns(&alone.problem(), VehiclesDraft { days_on: 6, days_off: 1 }, &drivers(1));
    assert_eq!((shown(&faults), turns.len(), turns[0].span.days()), (Vec::new(), 1, 6));
}

#[test]
fn what_no_schedule_could_be_deployed_with_is_told_before_there_is_one() {
    let problem = placed(tiny()).problem();
    let draft = LogisticsDraft {
        drivers: drivers(1),
        reporting: Some(reporting("citty")),
        training: Some(training(&[("2017-08-30", 3), ("2017-09-20", 9)], "2017-09-20")),
        vehicles: Some(VehiclesDraft { days_on: 6, days_off: 1 }),
        budget: Some(BudgetDraft { lodging: BTreeMap::new(), per_km: None, ..rates() }),
        ..LogisticsDraft::default()
    };
    let found = check(&problem, &draft);
    let codes: Vec<&str> = found.iter().map(|fault| fault.code).collect();
    let expected =
        ["unknown-kind", "sessions-too-small", "certificate-outlived", "too-few-drivers", "no-rate", "no-rate"];
    assert_eq!(codes, expected);
    // Five seats from the first day on, one person trained, three places before it.
    assert!(shown(&found)[1].contains("Maybe 1 more places in sessions on or before 2017-09-01"), "{found:?}");
    let well = LogisticsDraft {
        drivers: drivers(3),
        reporting: Some(reporting("city")),
        training: Some(training(&[("2017-08-30", 4)], "2017-09-28")),
        vehicles: draft.vehicles,
        budget: Some(rates()),
        ..LogisticsDraft::default()
    };
    assert_eq!(shown(&check(&problem, &well)), [""; 0]);
}

#[test]
fn too_few_drivers_are_told_with_how_many_more() {
    let problem = tiny().problem();
    let found = turns(&problem, VehiclesDraft { days_on: 1, days_off: 1 }, &drivers(3)).1;
    let fault = &shown(&found)[0];
    assert!(fault.starts_with("too-few-drivers: Drivers: `130100"), "{fault}");
    assert!(
        fault.contains("4 drivers, for up to 2 at the wheel on one day, 1 days on and 1 off; there are 3"),
        "{fault}"
    );
    assert!(fault.contains("table of drivers: 1"), "{fault}");
    let mut twice = drivers(4);
    twice[1].driver = "D0".to_owned();
    twice[2].city = "nowhere".to_owned();
    let codes: Vec<&str> =
        turns(&problem, VehiclesDraft { days_on: 28, days_off: 0 }, &twice).1.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["duplicate-id", "unknown-place"]);
}

/// Every place at one point.
fn placed(tiny: Tiny) -> Tiny {
    tiny.change(|draft| draft.places.iter_mut().for_each(|place| (place.lon, place.lat) = (Some(0.0), Some(0.0))))
}

fn rates() -> BudgetDraft {
    let default = |fen| [("default".to_owned(), Fen(fen))].into();
    BudgetDraft {
        allowance: Fen(18_000),
        meals: Fen(10_000),
        lodging: default(35_000),
        vehicle: default(40_000),
        per_km: Some(Fen(50)),
        fares: Vec::new(),
    }
}

#[test]
fn meals_are_inside_the_allowance_and_all_sums_agree() {
    let problem = placed(tiny()).problem();
    let schedule = Tiny::schedule(&problem, DUTIES);
    let budget = Budget::of(&problem, &schedule, &rates()).unwrap();
    let total = budget.total();
    assert_eq!(total.allowance, Fen(18_000 * 8 * 14));
    assert_eq!(total.meals, Fen(10_000 * 8 * 14));
    assert_eq!(total.lodging, Fen(35_000 * 8 * 13));
    assert_eq!(total.vehicles, Fen(40_000 * 2 * 28), "every day of both teams, people or not");
    assert_eq!(total.total(), total.allowance + total.lodging + total.travel + total.vehicles, "meals are not on top");
    let advances: Cost = budget.advances().into_values().sum();
    assert_eq!(advances, total);
    let people: Cost = budget.duties_by(|duty| duty.duty.person).into_values().sum();
    assert_eq!(people.total() + total.vehicles, total.total());
}

#[test]
fn a_fare_comes_before_the_rate_of_a_km() {
    let tiny = placed(tiny()).change(|draft| draft.people[0].base = "110100".to_owned());
    let problem = tiny.problem();
    let schedule = Tiny::schedule(&problem, "r1 T0 leader P1");
    let fare = FareDraft { from: "130100".to_owned(), to: "110100".to_owned(), fare: Fen(12_850) };
    let budget = Budget::of(&problem, &schedule, &BudgetDraft { fares: vec![fare], ..rates() }).unwrap();
    assert_eq!(budget.total().travel, Fen(25_700), "there and back");
}

#[test]
fn a_city_without_a_rate_is_named() {
    let (problem, schedule) = problem(DUTIES);
    let draft = BudgetDraft { lodging: [("110100".to_owned(), Fen(1))].into(), meals: Fen(20_000), ..rates() };
    let faults = shown(&Budget::of(&problem, &schedule, &draft).unwrap_err());
    assert!(faults[0].starts_with("meals-above-allowance"), "{faults:?}");
    assert!(faults[1].starts_with("no-rate: budget.lodging: `") && faults[1].contains("or `default`"), "{faults:?}");
}

#[test]
fn a_way_that_nothing_pays_for_is_named() {
    let campaign = tiny().campaign();
    let found = |draft: BudgetDraft| shown(&super::rates(&campaign, &draft));
    let none = found(BudgetDraft { per_km: None, ..rates() });
    assert!(none[0].starts_with("no-rate: budget.per_km: `north → upper`: a rate or a fare for every way"), "{none:?}");
    assert!(none[0].contains("1 have none\n  Maybe `per_km = \"0.50\"`, `per_km = 0`"), "{none:?}");
    let fare = FareDraft { from: "110100".to_owned(), to: "130100".to_owned(), fare: Fen(1) };
    assert_eq!(found(BudgetDraft { per_km: None, fares: vec![fare], ..rates() }), [""; 0]);
    assert_eq!(found(BudgetDraft { per_km: Some(Fen(0)), ..rates() }), [""; 0], "nothing on purpose");
    let nowhere = found(rates());
    assert!(
        nowhere[0].contains("lon and lat in places.csv for both ends"),
        "no place of the tiny campaign has a position: {nowhere:?}"
    );
}

#[test]
fn people_who_come_from_nowhere_are_named_where_ways_are_paid() {
    let campaign = tiny().change(|draft| draft.units.iter_mut().for_each(|unit| unit.base = String::new())).campaign();
    let found = shown(&super::rates(&campaign, &rates()));
    assert!(found[0].starts_with("no-base: budget.per_km: `P1, P2, P3, P4, P5`: a base for everybody"), "{found:?}");
    assert_eq!(shown(&super::rates(&campaign, &BudgetDraft { per_km: None, ..rates() })), [""; 0]);
}

#[test]
fn places_without_a_liaison_are_listed() {
    let campaign = tiny().campaign();
    let contact = |place: &str| ContactDraft { place: place.to_owned(), ..ContactDraft::default() };
    let (found, faults) = liaison(&campaign, &[contact("130100"), contact("nowhere"), contact("130200")]);
    let missing: Vec<&str> = found
        .iter()
        .filter(|liaison| liaison.contacts.is_empty())
        .map(|liaison| campaign.places().place(liaison.place).code.as_str())
        .collect();
    assert_eq!(missing, ["130000", "130102"], "the province of the city, and its county");
    let codes: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["unknown-place", "contact-without-team"]);
}
