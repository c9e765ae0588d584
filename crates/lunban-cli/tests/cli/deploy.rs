//! `lunban deploy`: what follows from a schedule.

use crate::kit::{Desk, shipped};

fn planned(desk: &Desk) {
    desk.run(&["plan", "tiny", "-o", "plan"]).ended(0);
}

#[test]
fn the_shipped_campaign_costs_what_the_plan_says_and_has_its_vehicles() {
    let desk = Desk::new();
    let campaign = shipped("jjj-2017");
    let campaign = campaign.to_str().unwrap();
    desk.run(&["plan", campaign, "-o", "plan"]).ended(0);
    let json = desk.run(&["deploy", campaign, "plan/schedule.json", "-o", "out", "--json"]).ended(0).json();
    assert_eq!(json["duties"], 2_480);
    assert_eq!(json["vehicles"], 106);
    assert_eq!(json["liaison_places"], 6 + 28 + 327);
    assert_eq!(json["liaison_missing"].as_array().unwrap().len(), 0);
    assert_eq!(json["teams_without_reporter"], 0);
    let budget = &json["budget"];
    let fen = |part: &str| budget[part].as_i64().unwrap();
    assert_eq!(fen("of_which_meals"), 347_200_000, "3,472,000 yuan");
    assert_eq!(
        fen("total"),
        fen("allowance") + fen("lodging") + fen("travel") + fen("vehicles"),
        "meals are not on top"
    );
    let register = desk.read("out/training.csv");
    for row in register.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        assert!(cells[4] <= cells[7], "trained before the first duty: {row}");
        assert_eq!(cells[8], "2018-01-05");
    }
    assert_eq!(desk.read("out/advances.csv").lines().count(), 1 + 102 * 8);
}

#[test]
fn every_file_is_written_whole_and_names_can_be_left_out() {
    let desk = Desk::new();
    planned(&desk);
    desk.run(&["deploy", "tiny", "plan/assignments.csv", "-o", "out"]).ended(0);
    for file in [
        "command.csv",
        "command.txt",
        "liaison.csv",
        "reporters.csv",
        "reporting/office.ics",
        "reporting/team-140300-0.ics",
        "training.csv",
        "drivers.csv",
        "budget.csv",
        "advances.csv",
        "reimbursement.csv",
        "deployment.json",
        "summary.txt",
    ] {
        assert!(desk.has(&format!("out/{file}")), "{file}");
    }
    let tree = desk.read("out/command.txt");
    assert!(tree.contains("├─ 140300-0") && tree.contains("│  └─ 140300-1"), "{tree}");
    let calendar = desk.read("out/reporting/team-140300-0.ics");
    assert!(calendar.contains("RRULE:FREQ=DAILY;COUNT=14") && calendar.contains("DTEND:20170915T210000"), "{calendar}");
    assert!(calendar.contains("RRULE:FREQ=WEEKLY"), "a city team reports weekly too");
    assert!(!desk.read("out/reporting/team-140300-1.ics").contains("WEEKLY"));
    let name = desk.read("out/drivers.csv").lines().nth(1).unwrap().split(',').nth(7).unwrap().to_owned();
    desk.run(&["deploy", "tiny", "plan/assignments.csv", "-o", "out", "--redact", "--force"]).ended(0);
    let left: Vec<String> = crate::kit::files(&desk.path().join("out"))
        .into_values()
        .map(|bytes| String::from_utf8(bytes).unwrap())
        .collect();
    assert!(left.iter().all(|text| !text.contains(&name)), "{name} is left out");
}

#[test]
fn an_earlier_schedule_shows_what_a_change_costs() {
    let desk = Desk::new();
    planned(&desk);
    let table = desk.read("plan/assignments.csv");
    let last = table.lines().last().unwrap();
    desk.write("changed.csv", table.replace(&format!("{last}\n"), ""));
    desk.run(&["deploy", "tiny", "changed.csv", "-o", "out", "--planned", "plan/assignments.csv"]).ended(0);
    let changes = desk.read("out/budget-changes.csv");
    let all = changes.lines().nth(1).unwrap();
    assert!(all.starts_with("all,,,"), "{changes}");
    let amounts: Vec<f64> = all.trim_start_matches("all,,,").split(',').map(|cell| cell.parse().unwrap()).collect();
    assert!(amounts[1] < amounts[0] && (amounts[1] - amounts[0] - amounts[2]).abs() < 0.001, "{all}");
}

/// What the command says of a planned tiny campaign after a change of one of its files.
fn says(file: &str, from: &str, to: &str) -> String {
    let desk = Desk::new();
    planned(&desk);
    desk.change(&format!("tiny/{file}"), from, to);
    let run = desk.run(&["deploy", "tiny", "plan/assignments.csv", "-o", "out"]).ended(2);
    assert!(!desk.has("out"), "nothing is written");
    run.err
}

#[test]
fn what_is_wrong_is_named_with_what_would_mend_it() {
    let rate = says("campaign.toml", "[budget.lodging]\ndefault", "[budget.lodging]\n\"晋城市\"");
    assert!(
        rate.contains("campaign.toml:") && rate.contains("a rate in [budget.lodging] for every city with teams"),
        "{rate}"
    );
    assert!(rate.contains("`阳泉市`") && rate.contains("Maybe `\"阳泉市\" = \"350\"`"), "{rate}");
    let money = says("campaign.toml", "meals = \"100.00\"", "meals = \"100,00\"");
    assert!(money.contains("an amount of yuan such as 180"), "{money}");
    let above = says("campaign.toml", "meals = \"100.00\"", "meals = 200");
    assert!(above.contains("at most the allowance, 180.00"), "{above}");
    let sessions = says("campaign.toml", "capacity = 100", "capacity = 3");
    assert!(sessions.contains("capacity") || sessions.contains("places before their first duty"), "{sessions}");
    assert!(sessions.contains("Maybe"), "{sessions}");
    let driver = says("drivers.csv", "D140300-01", "D140300-02");
    assert!(driver.contains("drivers.csv:3:driver") && driver.contains("See also drivers.csv:2:driver"), "{driver}");
    let days = says("campaign.toml", "days_off = 1", "days_off = 10");
    assert!(days.contains("drivers.csv: `140300 阳泉市`") && days.contains("more rows for that city"), "{days}");
    let place = says("contacts.csv", "140300,", "1403,");
    assert!(place.contains("contacts.csv:") && place.contains("`1403`"), "{place}");
    let way = says("campaign.toml", "per_km = ", "# per_km = ");
    assert!(way.contains(" → ") && way.contains("a rate or a fare for every way"), "{way}");
    let meals = says("campaign.toml", "meals = ", "# meals = ");
    assert!(meals.contains("expected the key `meals`"), "{meals}");
    let key = says("campaign.toml", "daily_by", "daily_bye");
    assert!(key.contains("Maybe `daily_by`"), "{key}");
}

#[test]
fn who_is_trained_only_after_their_first_duty_is_named() {
    let desk = Desk::new();
    desk.change("tiny/campaign.toml", "[rules.training]\n", "[rules.training]\nmode = \"off\"\n");
    // The row is told as the unit wrote it, not as rows are sorted.
    let rows = desk.read("tiny/roster/U31.csv");
    let mut turned: Vec<&str> = rows.lines().collect();
    turned[1..].reverse();
    desk.write("tiny/roster/U31.csv", turned.join("\n").replace("2017-09-13,100", "2017-10-30,100") + "\n");
    planned(&desk);
    let run = desk.run(&["deploy", "tiny", "plan/assignments.csv", "-o", "out"]).ended(2);
    let row = turned.iter().position(|row| row.starts_with("U31-0001,")).unwrap() + 1;
    assert!(run.err.contains(&format!("roster/U31.csv:{row}:trained: `2017-10-30`")), "{}", run.err);
    assert!(
        run.err.contains(":trained: ") && run.err.contains("a day of training by the first day of duty"),
        "{}",
        run.err
    );
    assert!(!desk.has("out"), "nothing is written");
}

#[test]
fn a_team_with_dates_of_its_own_reports_too() {
    let desk = Desk::new();
    let teams = desk.read("tiny/teams.csv");
    let dates = |line: &str| match line {
        line if line.contains("team,") => "dates",
        line if line.starts_with("410600-0,") => "2017-09-20/2017-10-10",
        _ => "",
    };
    let teams: Vec<String> = teams.lines().map(|line| format!("{line},{}", dates(line))).collect();
    desk.write("tiny/teams.csv", teams.join("\n") + "\n");
    planned(&desk);
    desk.run(&["deploy", "tiny", "plan/assignments.csv", "-o", "out"]).ended(0);
    for file in ["command.csv", "reporters.csv"] {
        let table = desk.read(&format!("out/{file}"));
        let row = table.lines().find(|line| line.contains(",410600-0,")).unwrap_or_else(|| panic!("{table}"));
        assert!(row.starts_with(",2017-09-20,2017-10-10,") && !row.ends_with(",,,"), "{row}");
        assert_eq!(table.matches(",410600-0,").count(), 1, "{table}");
    }
    assert!(desk.has("out/reporting/team-410600-0.ics"));
    let driven = desk.read("out/drivers.csv");
    let of_team =
        driven.lines().filter(|line| line.starts_with("410600-0,")).map(|line| line.split(',').collect::<Vec<_>>());
    let days: u32 = of_team.map(|row| row[5].parse::<u32>().unwrap()).sum();
    assert_eq!(days, 21, "driven on its own days: {driven}");
    let tree = desk.read("out/command.txt");
    assert!(tree.contains("\n2017-09-20/2017-10-10\noffice\n└─ 410600-0 "), "{tree}");
}

#[test]
fn a_schedule_that_breaks_hard_rules_is_told_of() {
    let desk = Desk::new();
    planned(&desk);
    let table = desk.read("plan/assignments.csv");
    let twice: Vec<&str> = table.lines().nth(1).unwrap().split(',').collect();
    let other =
        table.lines().find(|line| line.starts_with("1,") && line.contains(",member,") && !line.contains(twice[3]));
    let other: Vec<&str> = other.unwrap().split(',').collect();
    let changed = [&other[..7], &twice[7..9], &other[9..]].concat().join(",");
    desk.write("twice.csv", table.replace(&other.join(","), &changed));
    let run = desk.run(&["deploy", "tiny", "twice.csv", "-o", "out"]).ended(0);
    assert!(run.err.contains("twice.csv: warning: ") && run.err.contains("breaks hard rules"), "{}", run.err);
}

#[test]
fn tables_speak_the_language_of_the_call() {
    let desk = Desk::new();
    planned(&desk);
    desk.run(&["deploy", "tiny", "plan/assignments.csv", "-o", "out", "--lang", "zh"]).ended(0);
    for (file, header) in [
        ("command.csv", "轮次,开始,结束,组,城市,上级组,组长编号,组长,组长电话"),
        ("liaison.csv", "层级,地点,地点名称,姓名,职务,电话,缺"),
        ("training.csv", "证件编号,编号,姓名,单位,培训日期,期次,地点,首次任务,有效期至"),
        ("drivers.csv", "组,城市,车辆,开始,结束,天数,司机编号,姓名,电话"),
        ("budget.csv", "类别,编号,名称,出差补助,其中餐费,住宿,交通,车辆,合计"),
        ("reimbursement.csv", "编号,姓名,单位,轮次,组,城市,开始,结束,天数,出差补助,其中餐费,住宿,交通,合计"),
    ] {
        let table = desk.read(&format!("out/{file}"));
        assert_eq!(table.trim_start_matches('\u{feff}').lines().next(), Some(header), "{file}");
    }
}
