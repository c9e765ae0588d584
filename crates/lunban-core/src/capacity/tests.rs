//! Planted shortages, each with the number that is short; and random campaigns, where no schedule may be better than what is said.

use super::{Shortage, shortages};
use crate::testing::Tiny;
use crate::{Draft, Pools, Problem, WaiverDraft};

/// Shortages as `code missing/needs of people`.
fn found(tiny: &Tiny) -> Vec<String> {
    let problem = tiny.problem();
    let shown = |short: &Shortage| {
        let Shortage { kind, missing, needs, people, .. } = short;
        format!("{} {missing}/{needs} of {}", kind.code(), people.len())
    };
    shortages(&problem, &Pools::new(&problem)).iter().map(shown).collect()
}

/// What the first shortage says in English, with its reasons and hints.
fn words(tiny: &Tiny) -> Vec<String> {
    let problem = tiny.problem();
    let all = shortages(&problem, &Pools::new(&problem));
    let fact = all[0].fact(&problem);
    let lines = fact.because.iter().map(|fact| format!("because {}", fact.says));
    let remedies = fact.remedies.iter().map(|fact| format!("Maybe {}", fact.says));
    std::iter::once(fact.says.to_string()).chain(lines).chain(remedies).collect()
}

/// One round, one city team of three at upper; dates of one person never meet.
fn one_team() -> Tiny {
    let ranks = "city = { rank = \"bureau\", at_least = \"division\" }";
    Tiny::new()
        .rounds(1, 0)
        .team("T1 130100 city 3")
        .rule("coverage", "")
        .rule("one-seat", "")
        .rule("leader-rank", ranks)
}

#[test]
fn nothing_is_short_where_everybody_fits() {
    assert_eq!(found(&one_team().people(["P1 A bureau", "P2 A staff", "P3 B staff"])), [""; 0]);
}

#[test]
fn seats_that_nobody_is_left_for_are_short() {
    assert_eq!(found(&one_team().people(["P1 A bureau", "P2 A staff"])), ["seats-short 1/3 of 2"]);
    let none_leads = one_team().people(["P1 A staff", "P2 A staff", "P3 A staff"]);
    assert_eq!(found(&none_leads), ["seats-short 1/1 of 0"]);
}

#[test]
fn people_on_leave_are_named() {
    let away = one_team().rule("availability", "").people([
        "P1 A bureau away=1",
        "P2 A staff",
        "P3 A staff",
        "P4 B bureau away=1",
    ]);
    assert_eq!(found(&away), ["seats-short 1/1 of 0"]);
    assert_eq!(
        words(&away),
        [
            "in all: 1 leader (city): 0 people could serve there, 0 of 1 at most: at least 1 cannot be filled",
            "because `availability` alone keeps 2 more from it: P1 Person P1, P4 Person P4",
            "Maybe `availability` lifted for 1 of the 2 whom it alone keeps",
            "Maybe 1 more who may serve there, free in all",
        ]
    );
}

#[test]
fn a_seat_that_takes_a_waiver_is_told_from_one_that_stays_open() {
    let waived = one_team().people(["P1 A division", "P2 A staff", "P3 A staff"]);
    assert_eq!(found(&waived), ["waivers-needed 1/1 of 0"]);
}

#[test]
fn what_is_granted_beforehand_is_not_asked_for_again() {
    let grant = |draft: &mut Draft| {
        draft.waivers.push(WaiverDraft {
            round: Some(1),
            team: Some("T1".to_owned()),
            seat: Some("leader".to_owned()),
            approved_by: "the office".to_owned(),
            date: None,
            reason: "few of the rank".to_owned(),
        });
    };
    let waived = one_team().people(["P1 A division", "P2 A staff", "P3 A staff"]).change(grant);
    assert_eq!(
        words(&waived)[1..],
        ["because waivers of 1 of these seats are granted already", "Maybe 1 more who may serve there, free in all",]
    );
}

#[test]
fn a_tag_that_nobody_bears_keeps_seats_open() {
    let mix = one_team().rule("team-mix", "require = [{ tag = \"diver\", at_least = 2 }]");
    let mix = mix.people(["P1 A bureau", "P2 A staff", "P3 B staff"]);
    assert_eq!(found(&mix), ["seats-short 2/2 of 0"]);
    assert!(words(&mix)[0].contains("2 with `diver`"), "{:?}", words(&mix));
}

#[test]
fn a_share_of_a_unit_bites() {
    let share = one_team().rule("unit-share", "max_share = 0.5\nmax_share_of_rank = 1");
    let people = ["P1 A bureau", "P2 A staff", "P3 A staff", "P4 A staff"];
    assert_eq!(found(&share.clone().people(people)), ["seats-short 1/3 of 4"]);
    assert_eq!(found(&share.people(people).person("P5 B staff")), [""; 0]);
}

#[test]
fn a_city_whose_people_are_all_recused_is_named() {
    let recused = one_team().rule("recusal", "").team("T2 130200 city 3");
    let people = ["P1 A bureau home=130100", "P2 A staff home=130100", "P3 A staff home=130100"];
    let more = recused.people(people).people(["P4 B bureau home=130100", "P5 B staff", "P6 B staff"]);
    assert_eq!(found(&more), ["seats-short 1/1 of 0"]);
    assert!(words(&more)[0].contains("1 leader (city) of T1"), "{:?}", words(&more));
}

#[test]
fn rest_makes_two_rounds_compete_for_the_same_people() {
    let rested = |rounds: u32, days: &str| {
        one_team().rounds(rounds, 0).rule("rest", days).people([
            "P1 A bureau",
            "P2 A staff",
            "P3 A staff",
            "P4 B bureau",
            "P5 B staff",
        ])
    };
    assert_eq!(found(&rested(2, "days = 14")), ["seats-short 1/6 of 5"]);
    assert_eq!(found(&rested(2, "days = 0")), [""; 0]);
    // Three rounds: whoever serves in the second serves in no other.
    let three = found(&rested(3, "days = 14"));
    assert_eq!(three, ["seats-short 1/6 of 5", "seats-short 1/6 of 5"]);
}

#[test]
fn a_maximum_of_duties_is_short_over_the_campaign() {
    let one_each = one_team().rounds(3, 0).rule("workload", "target = 1\nmax = 1");
    let people = one_each.people([
        "P1 A bureau",
        "P2 A bureau",
        "P3 A staff",
        "P4 A staff",
        "P5 A staff",
        "P6 A staff",
        "P7 A staff",
        "P8 A staff",
    ]);
    assert_eq!(found(&people), ["seats-short 1/3 of 2"]);
}

#[test]
fn a_tag_that_too_few_bear_is_short() {
    let mix = one_team().team("T2 130200 city 3").rule("team-mix", "require = [{ tag = \"experienced\" }]");
    let people = ["P1 A bureau experienced", "P2 A bureau", "P3 A staff", "P4 A staff", "P5 A staff", "P6 A staff"];
    assert_eq!(found(&mix.clone().people(people)), ["seats-short 1/2 of 1"]);
    assert_eq!(found(&mix.people(people).person("P7 B staff experienced")), [""; 0]);
}

#[test]
fn a_minimum_of_a_unit_that_cannot_be_met_is_short() {
    let minimum = one_team().rule("availability", "").rule("unit-share", "max_share = 1\nmax_share_of_rank = 1");
    let minimum = minimum.change(|draft| draft.units[1].min_per_round = Some(2));
    let people = ["P1 A bureau", "P2 A staff", "P3 B staff", "P4 B staff away=1"];
    assert_eq!(found(&minimum.people(people)), ["minimum-short 1/2 of 1"]);
}

#[test]
fn musts_that_use_up_a_share_together_contradict_it() {
    let share = one_team().rule("unit-share", "max_share = 0.5\nmax_share_of_rank = 1").rule("locks", "");
    let people = share.people(["P1 A staff", "P2 A staff", "P3 A staff", "P4 A staff", "P5 B bureau"]);
    let locked = people.clone().lock("P1 r1 must").lock("P2 r1 must");
    assert_eq!(found(&locked), [""; 0]);
    let three = people.lock("P1 r1 must").lock("P2 r1 must").lock("P3 r1 must");
    assert_eq!(found(&three)[0], "must-not-fit 1/3 of 3");
    assert!(words(&three)[1].contains("Unit A: at most 2 people"), "{:?}", words(&three));
}

#[test]
fn training_that_ends_too_late_is_short() {
    let untrained = one_team().rule("training", "").people([
        "P1 A bureau trained=2017-09-02",
        "P2 A staff trained=2017-09-01",
        "P3 A staff trained=2017-09-01",
    ]);
    assert_eq!(found(&untrained), ["seats-short 1/1 of 0"]);
}

#[test]
fn the_busy_campaign_says_the_same_twice() {
    let problem: Problem = Tiny::busy().rule("coverage", "").rule("one-seat", "").problem();
    let once = || shortages(&problem, &Pools::new(&problem));
    assert_eq!(once(), once());
}
