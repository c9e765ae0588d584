//! `lunban explain`, and the same in a plan that falls short.

use serde_json::Value;

use crate::kit::Desk;

/// Nobody of bureau rank, and a plan of it.
fn with_waivers() -> Desk {
    let desk = Desk::new();
    desk.change_rosters("司局级", "处级");
    desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    desk
}

/// A person with a duty in round 1, and the team of somebody else in that round.
fn somebody(desk: &Desk) -> (String, String, String) {
    let table = desk.read("out/assignments.csv");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|row| row.split(',').collect()).collect();
    let in_first = |row: &&Vec<&str>| row[0] == "1" && row[6] == "member";
    let one = rows.iter().find(in_first).expect("a duty");
    let other = rows.iter().filter(in_first).find(|row| row[3] != one[3]).expect("another team");
    (one[7].to_owned(), one[3].to_owned(), other[3].to_owned())
}

#[test]
fn waivers_are_explained_in_the_plan_and_after_it() {
    let desk = with_waivers();
    let summary = desk.read("out/summary.txt");
    assert!(summary.contains("Why\n\n"), "{summary}");
    assert!(summary.contains("because `leader-rank` "), "{summary}");
    let plan: Value = serde_json::from_str(&desk.read("out/schedule.json")).unwrap();
    let explained = desk.run(&["explain", "tiny", "out/schedule.json", "--json"]).ended(0).json();
    assert_eq!(plan["explanation"], explained["unfilled"]);
    let facts = explained["unfilled"].as_array().unwrap();
    let (lacks, together): (Vec<&Value>, Vec<&Value>) = facts.iter().partition(|one| one["code"] != "all-together");
    assert_eq!(lacks.iter().map(|one| one["numbers"]["seats"].as_i64().unwrap()).sum::<i64>(), 9);
    assert!(lacks.iter().all(|one| one["code"] == "waivers-held" && one["numbers"]["minimal"] == 1));
    // What mends it is told once, for all of it.
    assert!(lacks.iter().all(|one| one.get("remedies").is_none_or(|none| none.as_array().unwrap().is_empty())));
    assert_eq!(together[0]["remedies"][0]["numbers"]["proven"], 1, "{together:?}");
}

#[test]
fn a_full_plan_has_nothing_to_explain() {
    let desk = Desk::new();
    desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    let run = desk.run(&["explain", "tiny", "out/schedule.json"]).ended(0);
    assert!(run.out.contains("every seat is filled, and none takes a waiver"), "{}", run.out);
    assert!(!desk.read("out/schedule.json").contains("explanation"));
}

#[test]
fn why_somebody_serves_and_why_not_elsewhere() {
    let desk = with_waivers();
    let (person, team, other) = somebody(&desk);
    let ask = |team: &str| {
        let call =
            ["explain", "tiny", "out/schedule.json", "--person", &person, "--round", "1", "--team", team, "--json"];
        desk.run(&call).ended(0).json()["duties"].clone()
    };
    let here = ask(&team);
    assert_eq!(here.as_array().unwrap().len(), 1, "{here}");
    assert!(["without", "no-variant"].contains(&here[0]["code"].as_str().unwrap()), "{here}");
    let there = ask(&other);
    assert!(!there.as_array().unwrap().is_empty());
    for duty in there.as_array().unwrap() {
        assert!(["barred", "with", "no-variant"].contains(&duty["code"].as_str().unwrap()), "{duty}");
        assert!(duty["code"] != "barred" || !duty["because"].as_array().unwrap().is_empty(), "{duty}");
    }
    let all = desk.run(&["explain", "tiny", "out/schedule.json", "--person", &person]).ended(0);
    assert!(all.out.contains("Duties\n"), "{}", all.out);
}

#[test]
fn what_a_level_is_made_of_adds_up() {
    let desk = with_waivers();
    let goal = desk.run(&["explain", "tiny", "out/schedule.json", "--goal", "2", "--json"]).ended(0).json()["goals"][0]
        .clone();
    assert_eq!(goal["numbers"]["value"], 9);
    let units = goal["because"][0]["because"].as_array().unwrap();
    assert_eq!(units.iter().map(|unit| unit["numbers"]["value"].as_i64().unwrap()).sum::<i64>(), 9);
}

#[test]
fn one_more_person_of_a_rank_that_lacks_is_worth_a_waiver() {
    let desk = with_waivers();
    let call = ["explain", "tiny", "out/schedule.json", "--rank", "司局级", "--round", "2", "--json"];
    let worth = desk.run(&call).ended(0).json()["worth"][0].clone();
    let of_waivers =
        worth["because"].as_array().unwrap().iter().find(|cost| cost["numbers"]["level"] == 2).expect("waivers");
    assert_eq!((of_waivers["numbers"]["before"].as_i64(), of_waivers["numbers"]["after"].as_i64()), (Some(9), Some(8)));
}

#[test]
fn names_can_be_left_out() {
    let desk = with_waivers();
    let (person, _, _) = somebody(&desk);
    let roster = ["U31", "U32", "U33"].map(|unit| desk.read(&format!("tiny/roster/{unit}.csv"))).concat();
    let row = roster.lines().find(|row| row.contains(&person)).unwrap();
    let name = row.split(',').nth(1).unwrap();
    let call = |redact: &[&str]| {
        let call = ["explain", "tiny", "out/schedule.json", "--person", &person];
        desk.run(&[&call[..], redact].concat()).ended(0).out
    };
    assert!(call(&[]).contains(name));
    assert!(!call(&["--redact"]).contains(name));
}

#[test]
fn what_is_not_there_is_named_with_what_may_be_meant() {
    let desk = with_waivers();
    let (person, team, _) = somebody(&desk);
    let nearly = format!("{person}0");
    let wrong: [(&[&str], &str); 6] = [
        (&["--person", &nearly], &person),
        (&["--person", &person, "--team", &team], "--round"),
        (&["--team", &team], "--person"),
        (&["--goal", "99"], "1 to"),
        (&["--rank", "司局"], "司局级"),
        (&["--person", &person, "--round", "x"], "1 to 3"),
    ];
    for (words, said) in wrong {
        let run = desk.run(&[&["explain", "tiny", "out/schedule.json"][..], words].concat()).ended(2);
        assert!(run.err.contains(said), "{words:?}: {}", run.err);
    }
}

#[test]
fn musts_that_contradict_a_share_are_named() {
    let desk = Desk::new();
    let roster = desk.read("tiny/roster/U31.csv");
    let people: Vec<&str> = roster.lines().skip(1).map(|row| row.split(',').next().unwrap()).collect();
    // Three of them are away in round 2: a must for one of those is wrong by itself.
    let there = people.iter().filter(|id| !["U31-0006", "U31-0007", "U31-0012"].contains(*id));
    let locks: Vec<String> = there.map(|id| format!("{id},2,,,must\n")).collect();
    desk.write("tiny/locks.csv", format!("person,round,team,seat,mode\n{}", locks.concat()));
    let run = desk.run(&["plan", "tiny", "-o", "out"]).ended(5);
    assert!(run.err.contains("must-contradicts") && run.err.contains("must serve in round 2"), "{}", run.err);
    assert!(run.err.contains("people on duty on 2017-09-29"), "the share is named: {}", run.err);
}

#[test]
fn what_has_been_cannot_be_otherwise() {
    let desk = Desk::new();
    desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    let (person, team, _) = somebody(&desk);
    let call = ["explain", "tiny", "out/schedule.json", "--person", &person, "--round", "1"];
    let free = desk.run(&call).ended(0).out;
    // Round 1 ends on the 28th of September.
    let over = desk.run(&[&call[..], &["--as-of", "2017-09-29"]].concat()).ended(0).out;
    assert!(over.contains("that has been") && !free.contains("that has been"), "{team}: {over}");
    let later = desk.run(&[
        "explain",
        "tiny",
        "out/schedule.json",
        "--round",
        "3",
        "--person",
        &person,
        "--team",
        &team,
        "--as-of",
        "2017-09-29",
    ]);
    assert!(!later.ended(0).out.contains("that has been"));
    let outside = desk.run(&[&call[..], &["--as-of", "2018-09-29"]].concat()).ended(2).err;
    assert!(outside.contains("--as-of: `2018-09-29`: expected a day of the campaign"), "{outside}");
}
