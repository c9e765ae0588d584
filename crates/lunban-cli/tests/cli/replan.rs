//! `lunban replan` and `diff`: what happens to a plan that people know.

use serde_json::Value;

use crate::kit::{Desk, Run, files};

/// A plan of the tiny campaign in `out`.
pub(crate) fn planned() -> Desk {
    let desk = Desk::new();
    desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    desk
}

/// The duties of a round: person, team, seat.
pub(crate) fn duties(desk: &Desk, folder: &str, round: u64) -> Vec<[String; 3]> {
    let schedule: Value = serde_json::from_str(&desk.read(&format!("{folder}/schedule.json"))).unwrap();
    let all = schedule["duties"].as_array().unwrap().iter().filter(|duty| duty["round"] == round);
    all.map(|duty| ["person", "team", "seat"].map(|key| duty[key].as_str().unwrap().to_owned())).collect()
}

pub(crate) fn replan(desk: &Desk, event: &str, more: &[&str]) -> Run {
    let call = ["replan", "tiny", "out/schedule.json", "--event", event, "-o", "next", "--force"];
    desk.run(&[&call[..], more].concat())
}

#[test]
fn who_drops_out_in_mid_round_is_relieved_for_the_rest_of_it() {
    let desk = planned();
    let [person, team, seat] = duties(&desk, "out", 2).swap_remove(0);
    // Round 2 is from the 29th of September to the 12th of October.
    let run = replan(&desk, &format!("drop {person} from 2017-10-05"), &["--json"]);
    let told = run.json();
    let changes = told["changes"].as_array().unwrap();
    let first = changes.iter().find(|change| change["round"] == 2).unwrap();
    assert_eq!((first["team"].as_str(), first["seat"].as_str()), (Some(&*team), Some(&*seat)));
    assert_eq!((first["start"].as_str(), first["end"].as_str()), (Some("2017-10-05"), Some("2017-10-12")));
    assert_eq!((first["leaves"].as_str(), first["state"].as_str()), (Some(&*person), Some("proposed")));
    assert_eq!(first["approved_by"] == "office", seat == "leader");
    // What is told last of all levels is proven, and every duty but those of the orders is as it was.
    assert!(told["certificates"].as_array().unwrap().iter().all(|level| level["proven"] == true), "{told:#}");
    for round in [1, 3] {
        let moved = changes.iter().filter(|change| change["round"] == round).count();
        let (old, new) = (duties(&desk, "out", round), duties(&desk, "next", round));
        assert!(old.iter().filter(|duty| !new.contains(duty)).count() <= moved);
    }
    // The campaign after the events judges the schedule as the replan did.
    let audit = desk.run(&["audit", "next/campaign", "next/schedule.json", "--json"]);
    assert!(audit.err.is_empty() && audit.json()["breaches"] == 0, "{audit:#?}");
}

#[test]
fn the_same_events_give_the_same_bytes() {
    let desk = planned();
    let event = format!("drop {} in r2-3", duties(&desk, "out", 3)[2][0]);
    replan(&desk, &event, &[]);
    let mut first = files(&desk.path().join("next"));
    replan(&desk, &event, &[]);
    let mut second = files(&desk.path().join("next"));
    first.remove("run.json");
    second.remove("run.json");
    assert_eq!(first, second);
}

#[test]
fn events_from_a_file_are_those_of_a_call() {
    let desk = planned();
    let people: Vec<String> = duties(&desk, "out", 3).into_iter().take(2).map(|[person, ..]| person).collect();
    let events = people.iter().map(|person| format!("drop {person} in r3")).collect::<Vec<_>>();
    desk.write("events.csv", format!("event\n{}\n", events.join("\n")));
    desk.write("events.toml", format!("events = {events:?}\n"));
    let call = ["replan", "tiny", "out/schedule.json", "-o", "next", "--force", "--json"];
    let told: Vec<Value> = [
        [&call[..], &["--event", &events[0], "--event", &events[1]]].concat(),
        [&call[..], &["--events", "events.csv"]].concat(),
        [&call[..], &["--events", "events.toml"]].concat(),
    ]
    .map(|call| desk.run(&call).json())
    .to_vec();
    assert_eq!(told[0], told[1]);
    assert_eq!(told[1], told[2]);
}

/// A header that nearly is one, and a row too short for its header: neither may lose an event without a word.
#[test]
fn no_row_of_a_file_of_events_is_passed_over() {
    let desk = planned();
    for (table, said) in [
        ("evnt\ndrop U31-0001 from 2017-09-20\n", "events.csv:1:evnt: `evnt`: expected the name of a column"),
        ("event,by\ndrop U31-0001 from 2017-09-20,Li\ndorp x\n", "events.csv:3: `dorp x`: expected 2 cells"),
    ] {
        desk.write("events.csv", table);
        let call = ["replan", "tiny", "out/schedule.json", "--events", "events.csv", "-o", "next"];
        let run = desk.run(&call).ended(2);
        assert!(run.err.contains(said) && !desk.has("next"), "{}", run.err);
    }
}

/// Commas and semicolons in a file of one column part nothing; where there are more columns, the fault says what would help.
#[test]
fn an_event_in_a_table_may_have_commas_of_its_own() {
    let desk = planned();
    let person = duties(&desk, "out", 3).swap_remove(2)[0].clone();
    let call = ["replan", "tiny", "out/schedule.json", "--events", "events.csv", "-o", "next", "--force", "--json"];
    let joins = "add N1 name=New unit=U31 rank=科员 tags=experienced;law";
    desk.write("events.csv", format!("event\ndrop {person} in r2,r3\n{joins}\n"));
    let told = desk.run(&call).json();
    assert_eq!(told["events"], serde_json::json!([format!("drop {person} in r2,r3"), joins]));
    desk.write("events.csv", format!("事件;经办\ndrop {person} in r2,r3;Li\n"));
    assert_eq!(desk.run(&call).json()["events"][0], format!("drop {person} in r2,r3"));
    desk.write("events.csv", format!("event,by\ndrop {person} in r2,r3,Li\n"));
    let run = desk.run(&call[..8]).ended(2);
    assert!(run.err.contains("Maybe quotes around a cell that has a `,` of its own"), "{}", run.err);
}

#[test]
fn a_unit_that_withdraws_nobody_is_told_so() {
    let desk = planned();
    let run = replan(&desk, "withdraw 0 of U31 in r2", &[]).ended(2);
    assert!(
        run.err.contains("--event 1: `0`: expected people who are withdrawn, 1 or more\n  Maybe `1`"),
        "{}",
        run.err
    );
    assert!(!desk.has("next"));
}

#[test]
fn what_more_change_would_buy_is_told_by_the_names_of_what_it_counts() {
    let desk = planned();
    let person = duties(&desk, "out", 2).swap_remove(1)[0].clone();
    let page = replan(&desk, &format!("drop {person} in r2"), &["--trade", "2"]).out;
    let bought: Vec<&str> = page.lines().skip_while(|line| !line.starts_with("What more change")).skip(2).collect();
    let bought: Vec<&str> = bought.into_iter().take_while(|line| !line.is_empty()).collect();
    assert!(bought.iter().filter(|line| line.starts_with("  +")).count() == 2, "{page}");
    let is_told = |line: &&str| line.contains(" → ") && line.contains('.') || line.contains("no level is better");
    assert!(bought.iter().all(is_told), "{page}");
}

#[test]
fn an_order_says_how_whoever_joins_is_trained() {
    let desk = planned();
    let joins = "add N1 name=New unit=U31 rank=科员 tags=experienced";
    desk.run(&["replan", "tiny", "out/schedule.json", "--event", joins, "-o", "v1"]);
    let [person, team, seat] = duties(&desk, "v1", 3).swap_remove(1);
    let events = [format!("drop {person} in r3"), format!("lock N1 must in r3 team {team} seat {seat}")];
    desk.write("events.toml", format!("events = {events:?}\n"));
    let call = ["replan", "v1/campaign", "v1/schedule.json", "--events", "events.toml", "-o", "next", "--force"];
    let order = |run: &Run| {
        let told = run.json();
        let changes = told["changes"].as_array().unwrap();
        changes.iter().find(|change| change["joins"] == "N1").unwrap_or_else(|| panic!("{told:#}")).clone()
    };
    let missing = &order(&desk.run(&[&call[..], &["--json"]].concat()))["training"];
    assert_eq!(missing["state"], "missing");
    assert!(missing["lacks"]["english"].as_str().unwrap().contains("no session is left"), "{missing:#}");
    assert!(desk.read("next/changes.txt").contains("    Maybe a session on 2017-10-13, or somebody who is trained"));
    // Another session is open until they begin.
    let more = "[[training.sessions]]\ndate = 2017-10-13\ncapacity = 1\nplace = \"Hall\"\n\n[vehicles]";
    desk.change("v1/campaign/campaign.toml", "[vehicles]", more);
    let attends = &order(&desk.run(&[&call[..], &["--json"]].concat()))["training"];
    assert_eq!((&attends["state"], &attends["session"]), (&Value::from("to-attend"), &Value::from(2)));
    assert_eq!((&attends["certificate"], &attends["certificate_is_new"]), (&Value::from("LS-N1"), &Value::from(true)));
    let page = desk.read("next/changes.txt");
    assert!(page.contains("N1 New  attends session 2, 2017-10-13, Hall  LS-N1, new, valid to 2017-10-27"), "{page}");
    let table = desk.read("next/changes.csv");
    assert!(table.lines().next().unwrap().ends_with("tell,training,certificate,valid_to"), "{table}");
    assert!(table.contains("\"attends session 2, 2017-10-13, Hall\",LS-N1,2017-10-27\n"), "{table}");
    // Chinese says the same; without names there is none.
    desk.run(&[&call[..], &["--lang", "zh", "--redact"]].concat());
    let page = desk.read("next/changes.txt");
    assert!(page.contains("参加第2期培训，2017-10-13，Hall") && !page.contains("New  "), "{page}");
}

#[test]
fn wrong_events_are_told_all_at_once_and_nothing_is_written() {
    let desk = planned();
    desk.write("events.csv", "event\ndrop U99-0001 for good\nextend 0\ndorp U31-0001 for good\n");
    let call = ["replan", "tiny", "out/schedule.json", "--events", "events.csv", "-o", "next"];
    let run = desk.run(&call).ended(2);
    assert!(run.err.contains("events.csv:4:event: `dorp`: expected an event"), "{}", run.err);
    desk.write("events.csv", "event\ndrop U99-0001 for good\nextend 0\n");
    let run = desk.run(&call).ended(2);
    assert!(run.err.contains("events.csv:2:event: `U99-0001`: expected the id or name of a person"), "{}", run.err);
    assert!(run.err.contains("events.csv:3:event: `0`: expected rounds from 1 to 1000\n  Maybe `1`"), "{}", run.err);
    assert!(!desk.has("next"));
    let late = desk.run(&[
        "replan",
        "tiny",
        "out/schedule.json",
        "--event",
        "extend 1",
        "--as-of",
        "2018-10-01",
        "-o",
        "next",
    ]);
    assert!(late.ended(2).err.contains("--as-of: `2018-10-01`: expected a day of the campaign"));
}

#[test]
fn a_long_sequence_of_events_leaves_every_version_lawful() {
    let desk = planned();
    let (mut campaign, mut schedule) = ("tiny".to_owned(), "out".to_owned());
    for step in 0..20_usize {
        let round = step / 7 + 1;
        let here = duties(&desk, &schedule, round as u64);
        let person = &here[step * 5 % here.len()][0];
        let event = match step % 4 {
            0 => format!("drop {person} in r{round}"),
            1 => format!("decline {person} in r{round}"),
            2 => format!("drop {person} from 2017-10-{:02}", 13 + step % 10),
            _ => format!("add N{step} name=New{step} unit=U31 rank=科员 tags=experienced trained=2017-09-13"),
        };
        let next = format!("v{step}");
        let day = ["2017-09-15", "2017-09-29", "2017-10-13"][round - 1];
        let file = format!("{schedule}/schedule.json");
        let run = desk.run(&["replan", &campaign, &file, "--event", &event, "--as-of", day, "-o", &next]);
        // Who is picked may have no duty in the last round any more.
        if run.code == 2 {
            assert!(run.err.contains("expected somebody with a duty"), "{event}: {}", run.err);
            continue;
        }
        let (changed, file) = (format!("{next}/campaign"), format!("{next}/schedule.json"));
        let audit = desk.run(&["audit", &changed, &file, "--json"]).json();
        assert_eq!(audit["breaches"], 0, "{event}: {audit:#}");
        (campaign, schedule) = (changed, next);
    }
    assert_ne!(campaign, "tiny");
}

#[test]
fn a_diff_is_by_person_round_team_and_goal() {
    let desk = planned();
    desk.run(&["diff", "tiny", "out/schedule.json", "out/assignments.csv"]).ended(0);
    let [person, ..] = duties(&desk, "out", 3).swap_remove(0);
    replan(&desk, &format!("drop {person} in r3"), &[]);
    let run = desk.run(&["diff", "next/campaign", "out/schedule.json", "next/schedule.json", "--json"]).ended(1);
    let told = run.json();
    assert!(
        told["people"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["person"] == *person && one["gone"].as_array().unwrap().len() == 1)
    );
    assert_eq!(told["rounds"][0]["of"], "3");
}

/// The orders of a change, as `leaves > joins team seat`, and whether the seat ends.
fn orders(told: &Value) -> Vec<(String, bool)> {
    let word = |change: &Value, key: &str| change[key].as_str().unwrap_or("-").to_owned();
    let changes = told["changes"].as_array().unwrap().iter();
    changes
        .map(|change| {
            let [leaves, joins, team, seat] = ["leaves", "joins", "team", "seat"].map(|key| word(change, key));
            (format!("{leaves} > {joins} {team} {seat}"), change["seat_ends"] == true)
        })
        .collect()
}

#[test]
fn who_served_in_a_team_that_ends_is_told_and_both_schedules_are_compared() {
    let desk = planned();
    let told = replan(&desk, "team 410600-0 drop from r3", &["--json"]).ended(0).json();
    let released: Vec<[String; 3]> = duties(&desk, "out", 3).into_iter().filter(|duty| duty[1] == "410600-0").collect();
    assert_eq!(released.len(), 3);
    for [person, team, seat] in &released {
        let order = (format!("{person} > - {team} {seat}"), true);
        assert!(orders(&told).contains(&order), "{order:?} in {told:#}");
    }
    assert!(desk.read("next/changes.txt").contains("(no such seat more)"));
    let diff = ["diff", "next/campaign", "out/schedule.json", "next/schedule.json"];
    let run = desk.run(&diff).ended(2);
    assert!(run.err.contains("Maybe `--before CAMPAIGN`"), "{}", run.err);
    let told = desk.run(&[&diff[..], &["--before", "tiny", "--json"]].concat()).ended(1).json();
    let team = told["teams"].as_array().unwrap().iter().find(|team| team["of"] == "410600-0").unwrap();
    assert_eq!((&team["gone"], &team["new"]), (&Value::from(3), &Value::from(0)));
}

#[test]
fn a_change_in_mid_round_is_written_for_everybody() {
    let desk = planned();
    let [person, team, _] = duties(&desk, "out", 2).swap_remove(0);
    replan(&desk, &format!("drop {person} from 2017-10-05"), &["--with", "all"]);
    for file in ["schedule.xlsx", "report.html", "notice.docx"] {
        assert!(desk.has(&format!("next/{file}")), "{file}");
    }
    // A workbook of it is read again, with its parts.
    desk.run(&["audit", "next/campaign", "next/schedule.xlsx"]).ended(0);
    let left = replan(&desk, "withdraw 2 of U31 in r3", &[]).ended(0).out;
    assert!(left.contains("    takes U31-"), "{left}");
    let unknown = replan(&desk, &format!("seats {team} 4"), &[]).ended(2);
    assert!(unknown.err.contains("expected `from r3`"), "{}", unknown.err);
}

#[test]
fn what_contradicts_what_has_been_is_named() {
    let desk = planned();
    // Whoever serves to the end of round 2 rests in round 3.
    let [person, ..] = duties(&desk, "out", 2).swap_remove(1);
    let run = replan(&desk, &format!("lock {person} must in r3"), &["--as-of", "2017-10-05"]).ended(5);
    assert!(run.err.contains(&person) && run.err.contains("`rest`"), "{}", run.err);
}
