//! Given a schedule that people know and events, what is left, or what is wrong.

use super::{Changed, Event, Lesson, Order, Route, When, apply, orders};
use crate::logistics::{CertificatesDraft, SessionDraft, TrainingDraft};
use crate::testing::Tiny;
use crate::{DateRange, Duty, LockDraft, LockMode, PersonDraft, Problem, Schedule, TeamDraft};

const KNOWN: &str = "r1 T1 leader P1; r1 T1 member P2; r2 T1 leader P3; r2 T1 member P1";

/// Two rounds from 2017-09-01 on, of 14 days each.
fn tiny() -> Tiny {
    let people = ["P1 A staff law", "P2 A staff", "P3 B staff", "P4 A staff"];
    Tiny::new()
        .people(people)
        .team("T1 130100 city 2")
        .rule("coverage", "")
        .rule("availability", "")
        .rule("one-seat", "")
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn drops(person: &str, when: When) -> Event {
    Event::Drop { person: person.to_owned(), when }
}

fn after(events: &[Event], as_of: &str) -> Result<Changed, Vec<String>> {
    let problem = tiny().problem();
    let schedule = Tiny::schedule(&problem, KNOWN);
    let told = |fault: &crate::Fault| format!("{} at {}: {}", fault.code, fault.spot, fault.value);
    apply(&problem, &schedule, events, Some(day(as_of))).map_err(|faults| faults.0.iter().map(told).collect())
}

fn shown(problem: &Problem, duties: &[Duty]) -> Vec<String> {
    let show = |duty: &Duty| {
        let (campaign, post) = (problem.campaign(), problem.post(duty.post));
        let (person, role) = (&campaign.person(duty.person).id, &campaign.role(post.kind, post.role).name);
        let part = if duty.span == post.span { String::new() } else { format!(" {}", duty.span) };
        let round = post.round.map_or_else(String::new, |round| format!("r{} ", round.number()));
        format!("{round}{} {role} {person}{part}", campaign.team(post.team).id)
    };
    duties.iter().map(show).collect()
}

#[test]
fn who_drops_out_in_mid_round_serves_to_the_day_before_and_the_rest_is_vacant() {
    let changed = after(&[drops("P1", When::From(day("2017-09-06")))], "2017-09-06").unwrap();
    let Changed { problem, ground, .. } = &changed;
    assert_eq!(shown(problem, &ground.frozen), ["r1 T1 leader P1 2017-09-01/2017-09-05", "r1 T1 member P2"]);
    assert_eq!(shown(problem, &ground.standing), ["r2 T1 leader P3"]);
    let spans: Vec<String> = ground.vacant.iter().map(|part| part.span.to_string()).collect();
    assert_eq!(spans, ["2017-09-06/2017-09-14"]);
}

#[test]
fn a_round_to_come_is_vacated_whole() {
    let span = DateRange::new(day("2017-09-20"), day("2017-09-21")).unwrap();
    let changed = after(&[drops("P1", When::Days(span))], "2017-09-06").unwrap();
    assert_eq!(shown(&changed.problem, &changed.ground.standing), ["r2 T1 leader P3"]);
    assert_eq!(changed.ground.frozen.len(), 2);
    assert!(changed.ground.vacant.is_empty());
}

#[test]
fn the_first_day_of_the_events_is_the_day_where_none_is_given() {
    let problem = tiny().problem();
    let schedule = Tiny::schedule(&problem, KNOWN);
    let events = [drops("P1", When::Rounds(vec![(2, 2)])), drops("P2", When::From(day("2017-09-08")))];
    assert_eq!(apply(&problem, &schedule, &events, None).unwrap().as_of, day("2017-09-08"));
}

#[test]
fn nobody_goes_back_to_a_day_before_a_change() {
    let problem = tiny().problem();
    let part = "r1 T1 leader P1 2017-09-01/2017-09-05; r1 T1 leader P4 2017-09-06/2017-09-14; r1 T1 member P2";
    let schedule = Tiny::schedule(&problem, part);
    let after = |as_of| apply(&problem, &schedule, &[drops("P2", When::ForGood)], Some(day(as_of)));
    let fault = after("2017-09-01").unwrap_err().0.remove(0);
    assert_eq!(
        (fault.code, fault.maybe.unwrap().english),
        ("before-a-change", "`2017-09-06`, or the schedule before that change".to_owned())
    );
    // Once the round is under way, what changes later in it may still be seen to.
    assert!(after("2017-09-02").is_ok() && after("2017-09-06").is_ok());
}

#[test]
fn the_goals_are_those_of_a_replan() {
    let changed = after(&[drops("P1", When::Rounds(vec![(2, 2)]))], "2017-09-06").unwrap();
    let campaign = changed.problem.campaign();
    let names: Vec<String> = campaign
        .goals()
        .levels()
        .iter()
        .flat_map(|level| &level.terms)
        .map(|(count, _)| campaign.rules().count_name(*count))
        .collect();
    assert_eq!(names[..3], ["coverage.open", "disturbance.changed", "same-unit-substitute.strangers"]);
    // What a planner would write knows nothing of it.
    assert!(changed.draft.published.is_none() && !changed.draft.rules.contains_key("disturbance"));
}

#[test]
fn a_unit_withdraws_somebody_and_no_more_than_it_has() {
    let withdraws = |people| Event::Withdraw { unit: "A".to_owned(), people, when: When::ForGood };
    let code = |people| after(&[withdraws(people)], "2017-09-06").unwrap_err().swap_remove(0);
    assert_eq!(code(0), "nobody-withdrawn at Events row 1, event: 0");
    assert_eq!(code(4), "more-than-there-are at Events row 1, event: 4");
    assert!(after(&[withdraws(1)], "2017-09-06").is_ok());
}

#[test]
fn what_makes_no_sense_is_told_all_at_once() {
    let never = Event::Lock(LockDraft {
        person: "P9".to_owned(),
        round: Some(9),
        team: None,
        seat: None,
        mode: LockMode::Never,
    });
    let events = [
        drops("P8", When::ForGood),
        drops("P2", When::From(day("2018-01-01"))),
        drops("P4", When::ForGood),
        Event::Decline { person: "P1".to_owned(), round: 3 },
        never,
        Event::Resize { team: "T1".to_owned(), size: 3, from: Some(1) },
    ];
    let faults = after(&events, "2017-09-06").unwrap_err();
    assert_eq!(
        faults,
        [
            "unknown-person at Events row 1, event: P8",
            "date-outside-campaign at Events row 2, event: 2018-01-01",
            "not-on-duty at Events row 3, event: P4",
            "round-out-of-range at Events row 4, event: r3",
            "unknown-person at Events row 5, event: P9",
            "round-has-begun at Events row 6, event: r1",
        ]
    );
    assert_eq!(after(&[], "2018-01-01").unwrap_err(), ["date-outside-campaign at as-of: 2018-01-01"]);
}

#[test]
fn events_that_contradict_each_other_are_told() {
    let comes = |from| Event::Return { person: "P1".to_owned(), from: day(from) };
    let must = LockDraft { person: "P1".to_owned(), round: Some(2), team: None, seat: None, mode: LockMode::Must };
    let gone = || drops("P1", When::From(day("2017-09-06")));
    let of = |events: &[Event]| after(events, "2017-09-06").unwrap_err();
    assert!(of(&[gone(), Event::Lock(must)])[0].starts_with("events-contradict at Events row 2"));
    assert!(of(&[gone(), gone()])[0].starts_with("events-contradict at Events row 2"));
    let ranks = ["division", "bureau"].map(|rank| Event::Rank { person: "P2".to_owned(), rank: rank.to_owned() });
    assert_eq!(of(&ranks), ["events-contradict at Events row 2, event: rank P2"]);
    // Who is not away cannot come back.
    assert_eq!(of(&[comes("2017-09-08")]), ["not-away at Events row 1, event: P1"]);
}

#[test]
fn people_teams_and_rounds_come_and_go() {
    let add = PersonDraft {
        id: "P0".to_owned(),
        name: "New".to_owned(),
        unit: "B".to_owned(),
        rank: "staff".to_owned(),
        ..PersonDraft::default()
    };
    let team = TeamDraft {
        team: "T0".to_owned(),
        city: "130200".to_owned(),
        kind: "city".to_owned(),
        size: Some(2),
        from_round: Some(2),
        ..TeamDraft::default()
    };
    let events = [
        Event::Add(Box::new(add)),
        Event::AddTeam(Box::new(team)),
        Event::Resize { team: "T1".to_owned(), size: 1, from: Some(2) },
        Event::Extend { rounds: 1 },
    ];
    let Changed { problem, ground, draft, .. } = after(&events, "2017-09-06").unwrap();
    assert_eq!(shown(&problem, &ground.standing), ["r2 T1 leader P3"], "a smaller team has no member");
    // A team of two in the first round; one of one and another of two in each of the others.
    assert_eq!(problem.posts().iter().map(|post| post.seats).sum::<u32>(), 2 + 2 * 3);
    assert_eq!(draft.people.len(), 5);
    let moved =
        after(&[Event::MoveTeam { team: "T1".to_owned(), city: "lower".to_owned(), from: Some(2) }], "2017-09-06")
            .unwrap();
    let teams: Vec<&str> = moved.problem.campaign().teams().iter().map(|team| team.id.as_str()).collect();
    assert_eq!(teams, ["T1", "T1.r2"]);
    assert_eq!(shown(&moved.problem, &moved.ground.standing), ["r2 T1.r2 leader P3", "r2 T1.r2 member P1"]);
}

/// The orders of events of whose duties nothing else changes, as `leaves > joins seat in city`.
fn ordered(events: &[Event]) -> Vec<String> {
    let changed = after(events, "2017-09-06").unwrap();
    let campaign = changed.problem.campaign();
    let shown = |order: &Order| {
        let who = |person: Option<crate::PersonId>| person.map_or("-", |person| &campaign.person(person).id);
        let (seat, ends) = (&order.seat, if order.is_no_more { ", no more" } else { "" });
        let city = &campaign.places().place(seat.city).name;
        format!("{} > {} {} {} in {city}{ends}", who(order.leaves), who(order.joins), seat.team, seat.role)
    };
    orders(&changed, &changed.ground.schedule(), "city", None).iter().map(shown).collect()
}

#[test]
fn who_serves_in_a_team_that_ends_or_goes_elsewhere_is_told() {
    let team = || "T1".to_owned();
    let dropped = Event::DropTeam { team: team(), from: Some(2) };
    let ends = ["P1 > - T1 member in upper, no more", "P3 > - T1 leader in upper, no more"];
    let mut told = ordered(&[dropped]);
    told.sort_unstable();
    assert_eq!(told, ends);
    let mut told = ordered(&[Event::MoveTeam { team: team(), city: "lower".to_owned(), from: Some(2) }]);
    told.sort_unstable();
    let joins = ["- > P1 T1.r2 member in lower", "- > P3 T1.r2 leader in lower"];
    assert_eq!(told, [joins, ends].concat());
    let smaller = Event::Resize { team: team(), size: 1, from: Some(2) };
    assert_eq!(ordered(&[smaller]), ["P1 > - T1 member in upper, no more"]);
}

/// A team of two with dates of its own in the second round, and who serves in it.
fn irregular(as_of: &str, event: Event) -> Result<Changed, Vec<String>> {
    let dates = DateRange::new(day("2017-09-20"), day("2017-09-22"));
    let problem = tiny().change(|draft| {
        let team =
            TeamDraft { team: "T9".to_owned(), kind: "city".to_owned(), size: Some(2), dates, ..TeamDraft::default() };
        draft.teams.push(TeamDraft { city: "130200".to_owned(), ..team });
    });
    let problem = problem.problem();
    let schedule = Tiny::schedule(&problem, "own T9 leader P4; own T9 member P2");
    let told = |fault: &crate::Fault| format!("{} at {}: {}", fault.code, fault.spot, fault.value);
    apply(&problem, &schedule, &[event], Some(day(as_of))).map_err(|faults| faults.0.iter().map(told).collect())
}

#[test]
fn a_team_with_dates_of_its_own_changes_as_a_whole_until_it_begins() {
    let team = || "T9".to_owned();
    let dropped = irregular("2017-09-06", Event::DropTeam { team: team(), from: None }).unwrap();
    assert_eq!((dropped.problem.campaign().find_team("T9"), dropped.released.len()), (None, 2));
    let moved = Event::MoveTeam { team: team(), city: "upper".to_owned(), from: None };
    let moved = irregular("2017-09-06", moved).unwrap();
    assert_eq!((moved.ground.standing.len(), moved.released.len()), (2, 2));
    let smaller = irregular("2017-09-06", Event::Resize { team: team(), size: 1, from: None }).unwrap();
    assert_eq!(smaller.ground.standing.len(), 1);
    let wrong = |as_of, event| irregular(as_of, event).unwrap_err();
    let late = wrong("2017-09-21", Event::DropTeam { team: team(), from: None });
    assert_eq!(late, ["team-has-begun at Events row 1, event: T9"]);
    let round = wrong("2017-09-06", Event::Resize { team: team(), size: 1, from: Some(2) });
    assert_eq!(round, ["own-dates at Events row 1, event: T9"]);
    let none = wrong("2017-09-06", Event::DropTeam { team: "T1".to_owned(), from: None });
    assert_eq!(none, ["round-missing at Events row 1, event: T1"]);
}

#[test]
fn an_event_may_name_what_one_before_it_brings() {
    let add = PersonDraft {
        id: "P9".into(),
        name: "P9".into(),
        unit: "A".into(),
        rank: "staff".into(),
        ..PersonDraft::default()
    };
    let must = LockDraft { person: "P9".to_owned(), round: Some(3), team: None, seat: None, mode: LockMode::Must };
    let team =
        TeamDraft { team: "T0".to_owned(), city: "130200".to_owned(), kind: "city".to_owned(), ..TeamDraft::default() };
    let events = [
        Event::Extend { rounds: 1 },
        Event::Add(Box::new(add)),
        Event::Lock(must),
        Event::Away { person: "P9".to_owned(), when: When::Rounds(vec![(2, 2)]) },
        Event::AddTeam(Box::new(TeamDraft { from_round: Some(2), ..team })),
        Event::Resize { team: "T0".to_owned(), size: 3, from: Some(3) },
        drops("P1", When::From(day("2017-09-06"))),
        Event::Return { person: "P1".to_owned(), from: day("2017-09-20") },
    ];
    let changed = after(&events, "2017-09-06").unwrap();
    let campaign = changed.problem.campaign();
    let [first, new] = ["P1", "P9"].map(|person| campaign.find_person(person).unwrap());
    assert!(campaign.is_away(new, day("2017-09-20")) && !campaign.is_away(new, day("2017-09-30")));
    assert!(campaign.is_away(first, day("2017-09-19")) && !campaign.is_away(first, day("2017-09-20")));
}

#[test]
fn what_an_event_spoils_is_told_at_the_event_with_all_the_others() {
    let team = |city: &str| TeamDraft {
        team: "T0".to_owned(),
        city: city.to_owned(),
        kind: "city".to_owned(),
        ..TeamDraft::default()
    };
    let events =
        [Event::AddTeam(Box::new(TeamDraft { from_round: Some(2), ..team("nowhere") })), drops("P8", When::ForGood)];
    let faults = after(&events, "2017-09-06").unwrap_err();
    let places: Vec<&str> = faults.iter().map(|fault| fault.split_once(':').unwrap().0).collect();
    assert_eq!(places, ["unknown-place at Events row 1, event", "unknown-person at Events row 2, event"]);
    // Each tie is well by itself; what they come to is seen only once both are taken.
    let lock = |mode| LockDraft { person: "P2".to_owned(), round: Some(2), team: None, seat: None, mode };
    let twice = [LockMode::Must, LockMode::Never].map(|mode| Event::Lock(lock(mode)));
    assert!(after(&twice, "2017-09-06").unwrap_err().iter().all(|fault| fault.contains("at Events row 2")));
}

#[test]
fn a_unit_withdraws_those_with_the_fewest_duties() {
    let event = Event::Withdraw { unit: "A".to_owned(), people: 2, when: When::Rounds(vec![(2, 2)]) };
    let changed = after(&[event], "2017-09-06").unwrap();
    let away = |person| {
        changed.problem.campaign().is_away(changed.problem.campaign().find_person(person).unwrap(), day("2017-09-20"))
    };
    assert_eq!(["P1", "P2", "P3", "P4"].map(away), [false, true, false, true]);
    let ids = |people: &Vec<crate::PersonId>| -> Vec<String> {
        people.iter().map(|&person| changed.problem.campaign().person(person).id.clone()).collect()
    };
    assert_eq!(ids(&changed.withdrawn[&0]), ["P2", "P4"]);
}

#[test]
fn orders_pair_who_leaves_with_who_joins_and_name_who_approves() {
    let changed = after(&[drops("P1", When::From(day("2017-09-06")))], "2017-09-06").unwrap();
    let Changed { problem, ground, .. } = &changed;
    let joins = Tiny::schedule(problem, "r1 T1 leader P4 2017-09-06/2017-09-14; r2 T1 member P2");
    let all = ground.schedule().duties().iter().chain(joins.duties()).copied().collect();
    let orders = orders(&changed, &Schedule::new(all), "city", None);
    let id = |person| Some(problem.campaign().find_person(person).unwrap());
    let [first, second] = &orders[..] else { panic!("{orders:?}") };
    assert_eq!((first.leaves, first.joins, first.route), (id("P1"), id("P4"), Route::Office));
    assert_eq!(first.span.to_string(), "2017-09-06/2017-09-14");
    let Order { leaves, joins, route, tell, .. } = second;
    assert_eq!((*leaves, *joins, *route), (id("P1"), id("P2"), Route::CityLeader(id("P3"))));
    assert_eq!(tell.len(), 3);
}

/// Sessions of one place each, and certificates to the end of the campaign.
fn training(sessions: &[&str]) -> TrainingDraft {
    let session = |date: &&str| SessionDraft { date: day(date), capacity: 1, place: String::new() };
    let certificates = CertificatesDraft { prefix: "LS-".to_owned(), valid_to: day("2017-09-14") };
    TrainingDraft { sessions: sessions.iter().map(session).collect(), certificates }
}

/// The orders after the drop-out of one whom nobody but `joins` relieves; P2 and P3 have been trained, P1 and P4 are not on record.
fn relieved(as_of: &str, joins: &str, training: Option<&TrainingDraft>) -> Vec<Order> {
    let people = ["P1 A staff", "P2 A staff trained=2017-08-30", "P3 B staff trained=2017-08-30", "P4 A staff"];
    let problem = Tiny::new().people(people).team("T1 130100 city 2").rule("coverage", "").problem();
    let schedule = Tiny::schedule(&problem, "r1 T1 leader P2; r2 T1 leader P2");
    let events = [drops("P2", When::From(day(as_of)))];
    let changed = apply(&problem, &schedule, &events, Some(day(as_of))).unwrap();
    let joins = Tiny::schedule(&changed.problem, joins);
    let all = changed.ground.schedule().duties().iter().chain(joins.duties()).copied().collect();
    orders(&changed, &Schedule::new(all), "city", training)
}

#[test]
fn an_order_says_which_session_whoever_joins_attends_before_they_begin() {
    let sessions = training(&["2017-08-30", "2017-09-10", "2017-09-20"]);
    let orders = relieved("2017-09-06", "r2 T1 leader P4", Some(&sessions));
    let ready = orders.iter().find_map(|order| order.readiness.clone()).unwrap();
    assert_eq!(ready.lesson, Lesson::Attend(1), "the first is over, the third comes too late");
    let certificate = ready.certificate.unwrap();
    assert_eq!((certificate.number.as_str(), certificate.is_new), ("LS-P4", true));
    let order = orders.iter().find(|order| order.joins.is_some()).unwrap();
    assert!(order.outlives_certificate(), "round 2 ends on 2017-09-28");
}

#[test]
fn where_no_session_is_left_an_order_says_so_and_what_would_help() {
    let lesson = |as_of, joins, sessions: &[&str]| {
        let orders = relieved(as_of, joins, Some(&training(sessions)));
        let ready: Vec<Lesson> = orders.into_iter().filter_map(|order| Some(order.readiness?.lesson)).collect();
        ready
    };
    let over = lesson("2017-09-06", "r2 T1 leader P4", &["2017-08-30"]);
    let [Lesson::Missing { says, maybe }] = &over[..] else { panic!("{over:?}") };
    assert_eq!(says.english, "not trained, and no session is left that they can attend by 2017-09-15");
    assert_eq!(maybe.english, "a session on 2017-09-06/2017-09-15, or somebody who is trained");
    let full = lesson("2017-09-06", "r2 T1 leader P4; r2 T1 member P1", &["2017-09-10"]);
    let missing =
        full.iter().filter(|lesson| matches!(lesson, Lesson::Missing { says, .. } if says.english.contains("is full")));
    assert_eq!((missing.count(), full.len()), (1, 2), "{full:?}");
    // Before anything has begun no session is over.
    assert_eq!(lesson("2017-09-01", "r1 T1 leader P4", &["2017-08-31"]), [Lesson::Attend(0)]);
}

#[test]
fn whoever_is_trained_attends_no_session_and_keeps_their_certificate() {
    let sessions = training(&["2017-09-10"]);
    let orders = relieved("2017-09-16", "r2 T1 leader P3 2017-09-16/2017-09-28", Some(&sessions));
    let ready = orders.iter().find_map(|order| order.readiness.clone()).unwrap();
    assert_eq!(ready.lesson, Lesson::Had(day("2017-08-30")));
    assert!(ready.certificate.unwrap().is_new, "nobody has given them one, for they had no duty");
    // Without sessions there is only what the roster says.
    let said = |joins| relieved("2017-09-16", joins, None).into_iter().find_map(|order| order.readiness);
    let rostered = said("r2 T1 leader P3 2017-09-16/2017-09-28").unwrap();
    assert_eq!((rostered.lesson, rostered.certificate), (Lesson::Had(day("2017-08-30")), None));
    assert_eq!(said("r2 T1 leader P4 2017-09-16/2017-09-28"), None);
}
