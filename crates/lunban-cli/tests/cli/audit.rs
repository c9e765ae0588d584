//! `lunban audit` of schedules: ours, edited, and nonsense.

use crate::kit::Desk;

fn planned() -> Desk {
    let desk = Desk::new();
    desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    desk
}

/// The first data row of the assignments, split into cells.
fn first_row(desk: &Desk) -> Vec<String> {
    desk.read("out/assignments.csv").lines().nth(1).unwrap().split(',').map(str::to_owned).collect()
}

#[test]
fn both_files_of_a_plan_are_judged_alike() {
    let desk = planned();
    let of_json = desk.run(&["audit", "tiny", "out/schedule.json"]).ended(0);
    let of_csv = desk.run(&["audit", "tiny", "out/assignments.csv"]).ended(0);
    assert_eq!(of_json.out, of_csv.out);
    assert!(of_json.out.contains("seats     39: 39 filled, 0 open\n  breaches  0\n"), "{}", of_json.out);
    assert!(of_json.err.is_empty(), "{}", of_json.err);
}

#[test]
fn a_schedule_is_known_by_what_it_holds() {
    let desk = planned();
    desk.write("plan.txt", desk.read("out/schedule.json"));
    desk.run(&["audit", "tiny", "plan.txt"]).ended(0);
}

#[test]
fn an_open_seat_ends_with_1_and_is_named() {
    let desk = planned();
    let row = first_row(&desk);
    desk.change("out/assignments.csv", &format!("{},{},", row[7], row[8]), ",,");
    let run = desk.run(&["audit", "tiny", "out/assignments.csv"]).ended(1);
    assert!(run.out.contains("38 filled, 1 open"), "{}", run.out);
    assert!(run.out.contains(&format!("coverage  r1 2017-09-15/2017-09-28  {} {}", row[3], row[6])), "{}", run.out);
}

#[test]
fn a_broken_rule_ends_with_1_and_is_named_with_people_dates_and_team() {
    let desk = planned();
    let row = first_row(&desk);
    desk.change("out/assignments.csv", &format!("{},{},", row[7], row[8]), "U33-0006,,");
    let run = desk.run(&["audit", "tiny", "out/assignments.csv"]).ended(1);
    let breach = format!("  leader-rank  r1 2017-09-15/2017-09-28  {} leader  U33-0006 ", row[3]);
    let line = run.out.lines().find(|line| line.starts_with(&breach)).unwrap_or_else(|| panic!("{}", run.out));
    assert!(run.out.contains("Hard rules broken") && line.ends_with(" (line 2)"), "{}", run.out);
    let judged = desk.run(&["audit", "tiny", "out/assignments.csv", "--json"]).ended(1).json();
    assert!(judged["breaches"].as_i64().unwrap() >= 1);
    let findings = judged["findings"].as_array().unwrap();
    assert!(findings.iter().any(|found| found["rule"] == "leader-rank" && found["places"][0]["line"] == 2));
}

#[test]
fn somebody_whom_no_roster_knows() {
    let desk = planned();
    let row = first_row(&desk);
    desk.change("out/assignments.csv", &row[7], &row[7].replace('-', ""));
    let run = desk.run(&["audit", "tiny", "out/assignments.csv"]).ended(2);
    assert!(run.err.contains("out/assignments.csv:2:person: "), "{}", run.err);
    assert!(run.err.contains(&format!("Maybe `{}`", row[7])), "{}", run.err);
    assert!(run.out.is_empty());
}

#[test]
fn an_id_that_does_not_go_with_the_name() {
    let desk = planned();
    let row = first_row(&desk);
    desk.change("out/assignments.csv", &row[7], "U33-0006");
    let run = desk.run(&["audit", "tiny", "out/assignments.csv"]).ended(2);
    assert!(run.err.contains("or correct or clear `name` to go by the id"), "{}", run.err);
}

#[test]
fn a_campaign_that_was_changed_since_is_told_of() {
    let desk = planned();
    desk.change("tiny/campaign.toml", "三市巡查示例", "三市巡查");
    let run = desk.run(&["audit", "tiny", "out/schedule.json"]).ended(0);
    assert!(run.err.contains("the schedule was made of another one"), "{}", run.err);
}

#[test]
fn what_is_no_schedule() {
    let desk = planned();
    desk.write("empty.json", "");
    desk.write("empty.csv", "");
    desk.write("half.json", "{\"header\": {");
    for (file, said) in [
        ("empty.json", "empty.json:1:0: "),
        ("empty.csv", "empty.csv: expected a header and rows"),
        ("half.json", "half.json:1:"),
        ("out", "out: expected a schedule; this is a folder\n  Maybe `out/schedule.json`"),
        ("nowhere.csv", "nowhere.csv: expected a file that is there\n  Maybe `schedule.json`, `schedule.xlsx` or"),
        ("/dev/null", "/dev/null: expected a header and rows"),
    ] {
        let run = desk.run(&["audit", "tiny", file]).ended(2);
        assert!(run.err.contains(said), "{said} in {}", run.err);
    }
    let faults = desk.run(&["audit", "tiny", "empty.csv", "--json"]).ended(2).json();
    assert_eq!(faults["faults"][0]["code"], "empty-file");
}
