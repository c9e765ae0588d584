//! Bad input: every fault with its place, value, what was expected and a Maybe line; exit code 2; nothing written.

use crate::kit::Desk;

/// Plans a spoilt campaign and asserts that it is refused with these lines, one fault after another.
fn is_refused(desk: &Desk, faults: &[&str]) {
    let run = desk.run(&["plan", "tiny", "-o", "out"]).ended(2);
    for fault in faults {
        assert!(run.err.contains(fault), "no {fault} in\n{}", run.err);
    }
    assert_eq!(run.err.matches("\n  Maybe ").count(), faults.len(), "{}", run.err);
    let count = format!("error: tiny cannot be used: {} error", faults.len());
    assert!(run.err.contains(&count), "{}", run.err);
    assert!(run.out.is_empty() && !desk.has("out"), "nothing is written");
    let checked = desk.run(&["check", "tiny"]).ended(2);
    assert_eq!(checked.err, run.err, "check says the same");
}

#[test]
fn an_unknown_column() {
    let desk = Desk::new();
    desk.change("tiny/roster/U31.csv", "unavailable", "unavialable");
    is_refused(
        &desk,
        &["roster/U31.csv:1:unavialable: `unavialable`: expected the name of a column\n  Maybe `unavailable`"],
    );
}

#[test]
fn a_duplicate_id() {
    let desk = Desk::new();
    desk.change("tiny/roster/U32.csv", "U32-0002", "U31-0002");
    is_refused(
        &desk,
        &[
            "roster/U32.csv:3:id: `U31-0002`: expected an id that no other row has\n  Maybe one of the two rows is a copy, or its id is mistyped\n  See also roster/U31.csv:3:id",
        ],
    );
}

#[test]
fn an_unknown_rank() {
    let desk = Desk::new();
    desk.change("tiny/roster/U31.csv", "郝世辉,U31,司局级", "郝世辉,U31,司局极");
    desk.change("tiny/roster/U33.csv", "乔东,U33,科员", "乔东,U33,admiral");
    is_refused(
        &desk,
        &[
            "roster/U31.csv:2:rank: `司局极`: expected a rank: one of 科员, 科级, 处级, 司局级\n  Maybe `司局级`",
            "roster/U33.csv:9:rank: `admiral`: expected a rank: one of 科员, 科级, 处级, 司局级\n  Maybe an alias for it under [ranks]",
        ],
    );
}

#[test]
fn an_unknown_unit() {
    let desk = Desk::new();
    desk.change("tiny/roster/U31.csv", "郝世辉,U31", "郝世辉,U3");
    is_refused(&desk, &["roster/U31.csv:2:unit: `U3`: expected the id or name of a unit in units\n  Maybe `U3"]);
}

#[test]
fn an_unknown_place() {
    let desk = Desk::new();
    desk.change("tiny/teams.csv", "410600-0,410600", "410600-0,鹤璧市");
    is_refused(&desk, &["teams.csv:6:city: `鹤璧市`: expected the code or name of a city in places\n  Maybe `鹤壁市`"]);
}

#[test]
fn an_ambiguous_place() {
    let desk = Desk::new();
    desk.change("tiny/roster/U33.csv", ",140302,", ",城区,");
    is_refused(
        &desk,
        &[
            "roster/U33.csv:3:home: `城区`: expected one place; several bear this name: 140302 山西省阳泉市城区, 140502 山西省晋城市城区\n  Maybe the code, such as `140302`",
        ],
    );
}

#[test]
fn an_impossible_date() {
    let desk = Desk::new();
    desk.change("tiny/roster/U31.csv", "2017-10-03/2017-10-12", "2017-09-31/2017-10-12");
    is_refused(
        &desk,
        &[
            "roster/U31.csv:7:unavailable: `2017-09-31/2017-10-12`: expected a day of that month, which has 30\n  Maybe `2017-09-30`",
        ],
    );
}

#[test]
fn a_round_out_of_range() {
    let desk = Desk::new();
    desk.change("tiny/roster/U31.csv", ",r2,", ",r9,");
    desk.change("tiny/locks.csv", "U33-0008,1", "U33-0008,4");
    is_refused(
        &desk,
        &[
            "locks.csv:2:round: `4`: expected a round from 1 to 3\n  Maybe ",
            "roster/U31.csv:10:avoid: `9`: expected a round from 1 to 3\n  Maybe ",
        ],
    );
}

#[test]
fn an_empty_file() {
    let desk = Desk::new();
    desk.write("tiny/roster/U32.csv", "");
    is_refused(&desk, &["roster/U32.csv: expected a header and rows; the file is empty\n  Maybe the rows were lost"]);
}

#[test]
fn a_wrong_encoding() {
    let desk = Desk::new();
    let mut bytes = desk.read("tiny/roster/U31.csv").into_bytes();
    let second_row = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1).unwrap().0 + 1;
    bytes[second_row] = 0xff;
    desk.write("tiny/roster/U31.csv", bytes);
    is_refused(
        &desk,
        &["roster/U31.csv:3: expected text in UTF-8 or GB18030; this is neither\n  Maybe save it as CSV UTF-8"],
    );
}

#[test]
fn a_roster_that_is_a_folder() {
    let desk = Desk::new();
    desk.write("tiny/roster/U34.csv/list.csv", "id,name,rank\n");
    is_refused(&desk, &["roster/U34.csv: expected a file; this is a folder\n  Maybe `roster/U34.csv/*`"]);
}

#[test]
fn a_misspelt_key() {
    let desk = Desk::new();
    desk.change("tiny/campaign.toml", "overlap_days =", "overlap_day =");
    desk.change("tiny/campaign.toml", "max_share =", "max_shar =");
    is_refused(
        &desk,
        &["campaign.toml:14:1: `overlap_day`: expected a known key: ", "`max_shar`: expected a known key: "],
    );
    assert!(desk.run(&["check", "tiny"]).err.contains("\n  Maybe `overlap_days`\n"));
}

#[test]
fn a_lock_against_a_hard_rule() {
    let desk = Desk::new();
    desk.change("tiny/locks.csv", "U33-0008,1,,", "U33-0008,1,140300-0,");
    is_refused(
        &desk,
        &["locks.csv:2:person: `U33-0008, r1, 140300-0`: expected a duty that no hard rule bars; here: "],
    );
    assert!(desk.run(&["check", "tiny"]).err.contains("recusal ("));
}

#[test]
fn two_locks_against_each_other() {
    let desk = Desk::new();
    desk.change("tiny/locks.csv", "U33-0008,1,,", "U33-0008,1,140500-0,,must\nU33-0008,1,410600-0,");
    is_refused(
        &desk,
        &[
            "locks.csv:3:person: `U33-0008, r1, 410600-0`: expected a duty that another lock leaves room for; together they break `one-seat`",
        ],
    );
    assert!(desk.run(&["check", "tiny"]).err.contains("\n  See also locks.csv:2:person"));
}

#[test]
fn no_campaign_at_all() {
    let desk = Desk::new();
    assert!(
        desk.run(&["check", "nowhere"])
            .ended(2)
            .err
            .starts_with("nowhere: expected a folder; there is no such folder\n")
    );
    for campaign in ["nowhere", "tiny/roster", "tiny/teams.csv"] {
        let run = desk.run(&["plan", campaign, "-o", "out"]).ended(2);
        assert!(run.err.contains(&format!("error: {campaign} cannot be used")), "{}", run.err);
        assert!(!desk.has("out"));
    }
}

#[test]
fn every_fault_comes_at_once_for_people_and_programs() {
    let desk = Desk::new();
    desk.change("tiny/campaign.toml", "days = 14", "dys = 14");
    desk.change("tiny/teams.csv", "140300-1,140300,county", "140300-1,140300,village");
    desk.change("tiny/roster/U31.csv", "郝世辉,U31,司局级", "郝世辉,U31,司局极");
    desk.change("tiny/roster/U32.csv", "U32-0002", "U32-0001");
    desk.write("tiny/roster/U33.csv", "");
    let places =
        ["campaign.toml:", "roster/U31.csv:2:rank", "roster/U32.csv:3:id", "roster/U33.csv", "teams.csv:3:kind"];
    let run = desk.run(&["plan", "tiny", "-o", "out"]).ended(2);
    for place in places {
        assert!(run.err.lines().any(|line| line.starts_with(place)), "{place} in\n{}", run.err);
    }
    let told = desk.run(&["plan", "tiny", "-o", "out", "--json"]).ended(2).json();
    let errors = told["faults"].as_array().unwrap().iter().filter(|fault| fault["severity"] == "error").count();
    assert!(run.err.contains(&format!("{errors} errors")), "{}", run.err);
    let rank = told["faults"].as_array().unwrap().iter().find(|fault| fault["code"] == "unknown-rank").unwrap();
    assert_eq!((&rank["file"], &rank["line"], &rank["column"]), (&"roster/U31.csv".into(), &2.into(), &"rank".into()));
    assert_eq!(rank["maybe"]["english"], "`司局级`");
}

#[test]
fn faults_are_told_in_chinese_too() {
    let desk = Desk::new();
    desk.change("tiny/roster/U31.csv", "郝世辉,U31,司局级", "郝世辉,U31,司局极");
    let run = desk.run(&["check", "tiny", "--lang", "zh"]).ended(2);
    assert!(
        run.err
            .contains("roster/U31.csv:2:rank：`司局极`：职级须为其中之一：科员, 科级, 处级, 司局级\n  也许是 `司局级`"),
        "{}",
        run.err
    );
    assert!(run.err.contains("错误：tiny无法使用：共1处错误，未写出任何文件"), "{}", run.err);
}

#[test]
fn what_is_left_out_is_told_before_the_units_own_columns() {
    let desk = Desk::new();
    std::fs::rename(desk.path().join("tiny/roster/U32.csv"), desk.path().join("tiny/U32.csv")).unwrap();
    // Who is gone is tied to nobody.
    desk.change("tiny/roster/U31.csv", "U32-0008!", "");
    // As many columns of its own as warnings are shown, and more.
    let columns: Vec<String> = (1..20).map(|number| format!("own{number}")).collect();
    let roster = desk.read("tiny/roster/U31.csv");
    let (header, rows) = roster.split_once('\n').unwrap();
    let blank = ",".repeat(columns.len());
    let rows: Vec<String> = rows.lines().map(|row| row.to_owned() + &blank).collect();
    desk.write("tiny/roster/U31.csv", format!("{},{}\n{}\n", header.trim_end(), columns.join(","), rows.join("\n")));
    let run = desk.run(&["plan", "tiny", "-o", "out"]);
    for said in ["U32.csv: warning: not read", "units.csv:3:unit: warning: `U32`: teams may draw on this unit"] {
        assert!(run.err.contains(said), "{said} in {}", run.err);
    }
}
