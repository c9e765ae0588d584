//! `assignments.csv` read back, as it was and as planners edit it.

use super::*;

fn read(example: &Example, text: &str) -> Result<ReadSchedule, Vec<String>> {
    let read = read_schedule_table(&example.problem, text.as_bytes().to_vec(), "a.csv", None);
    read.map_err(|faults| faults.0.iter().map(ToString::to_string).collect())
}

/// The faults of a table with these rows.
fn faults(rows: &str) -> Vec<String> {
    let text = format!("round,start,end,team,seat,person,name,unit\n{rows}");
    read(&Example::new(), &text).unwrap_err()
}

/// The duties of a table with these rows, as round, team and person.
fn duties(rows: &str) -> Vec<String> {
    let example = Example::new();
    let text = format!("round,start,end,team,seat,person,name,unit\n{rows}");
    let campaign = example.problem.campaign();
    let read = read(&example, &text).unwrap();
    let said = read.schedule.duties().iter().map(|duty| {
        let team = &campaign.team(example.problem.post(duty.post).team).id;
        format!("{} {team} {}", duty.span, campaign.person(duty.person).id)
    });
    said.collect()
}

#[test]
fn what_was_written_is_read_back() {
    let example = Example::new();
    let read = read(&example, &example.file("assignments.csv")).unwrap();
    assert_eq!((read.schedule, read.warnings), (example.schedule.clone(), Vec::new()));
    assert_eq!(read.places[&example.schedule.duties()[0]].to_string(), "a.csv:2:person");
}

#[test]
fn so_is_what_a_spreadsheet_made_of_it() {
    let example = Example::new();
    let text = example.file("assignments.csv").replace("2017-09-", "2017/9/").replace(',', "\t").replace('\n', "\r\n");
    let (bytes, ..) = encoding_rs::GB18030.encode(&text);
    let read = read_schedule_table(&example.problem, bytes.into_owned(), "a.csv", None).unwrap();
    assert_eq!(read.schedule, example.schedule);
}

#[test]
fn a_redacted_table_is_read_by_its_ids() {
    let example = Example::new();
    let text = file(&Outcome { redact: true, ..example.outcome() }, "assignments.csv");
    assert_eq!(read(&example, &text).unwrap().schedule, example.schedule);
}

#[test]
fn names_will_do_where_the_id_is_empty() {
    let rows = "1,,,T2,member,,李四,\n1,,,T1,member,,张三,监测总站\n1,,,T3,leader,,'+王五,\n";
    let span = "2017-09-15/2017-09-28";
    assert_eq!(duties(rows), [format!("{span} T1 P04"), format!("{span} T2 P02"), format!("{span} T3 P05")]);
}

#[test]
fn dates_may_stand_for_the_round_or_for_a_part_of_it() {
    let rows = ",2017-09-30,2017-10-02,T2,leader,P02,,\n2,,2017-10-02,T3,leader,P07,,\n";
    assert_eq!(duties(rows), ["2017-09-30/2017-10-02 T2 P02", "2017-09-29/2017-10-02 T3 P07"]);
}

#[test]
fn headers_may_be_chinese() {
    let example = Example::new();
    let read = read(&example, "轮次,组号,席位,姓名,单位\n第1轮,T1,leader,张三,U1\n").unwrap();
    assert_eq!(read.schedule.duties()[0].person, example.problem.campaign().find_person("P01").unwrap());
}

#[test]
fn two_on_one_seat_are_read_and_the_audit_says_so() {
    let example = Example::new();
    let text = "round,team,seat,person\n1,T3,leader,P02\n1,T3,leader,P04\n";
    let schedule = read(&example, text).unwrap().schedule;
    let audit = Audit::of(&example.problem, &schedule);
    assert_eq!(schedule.duties().len(), 2);
    assert!(audit.findings.iter().any(|finding| finding.about.says.english == "2 people in 1 seats"));
}

#[test]
fn every_fault_of_every_row_is_told_with_its_cell() {
    let rows = "\
3,,,T2,leader,P02,,
1,,,T4,leader,P2,,
1,,,T2,boss,,李五,
1,,,T1,leader,,张三,
1,,,T1,leader,P01,李四,
1,,,T3,member,P06,,
1,2017-09-31,,T2,leader,P02,,
1,,2017-09-29,T2,leader,P02,,
1,2017-09-20,2017-09-18,T2,leader,P02,,
,,,T2,leader,P02,,
";
    let expected = [
        "a.csv:2:round: `3`: expected a round from 1 to 2\n  Maybe another round, or more `rounds` in campaign.toml",
        "a.csv:3:person: `P2`: expected the id of a person in a roster\n  Maybe `P02`",
        "a.csv:3:team: `T4`: expected the id of a team in teams\n  Maybe a row for it in teams.csv",
        "a.csv:4:name: `李五`: expected the name of a person in a roster\n  Maybe a row for this person in a roster",
        "a.csv:4:seat: `boss`: expected a seat of this team: one of leader, member",
        "a.csv:5:name: `张三`: expected one person; several bear this name: `P01` of 卫星中心, `P04` of 监测总站\n  Maybe the id, in `person`",
        "a.csv:6:name: `李四`: expected the name of P01, `张三`\n  Maybe clear `person` to go by the name, or correct or clear `name` to go by the id",
        "a.csv:7:seat: `member`: expected a seat that this team has: it is too small for one of these",
        "a.csv:8:start: `2017-09-31`: expected a day of that month, which has 30\n  Maybe `2017-09-30`",
        "a.csv:9:end: `2017-09-29`: expected a day of 2017-09-15/2017-09-28, the dates of this post",
        "a.csv:10:end: `2017-09-18`: expected a day not before the start, 2017-09-20",
        "a.csv:11:round: (empty): expected a round, or dates that lie in one round only",
    ];
    assert_eq!(faults(rows), expected);
}

#[test]
fn a_duty_twice_is_a_fault_that_names_both_lines() {
    let rows = "1,,,T2,leader,P02,,\n1,,,T2,leader,,李四,\n";
    assert_eq!(
        faults(rows),
        ["a.csv:3:name: `李四`: expected each duty once\n  Maybe one of the two is a copy\n  See also a.csv:2:person"]
    );
}

#[test]
fn what_is_no_such_table_is_said_of_the_file() {
    let example = Example::new();
    let empty = read_schedule_table(&example.problem, Vec::new(), "a.csv", None).unwrap_err();
    assert_eq!((empty.0[0].code, empty.0[0].location.to_string()), ("empty-file", "a.csv".to_owned()));
    let lacking = read(&example, "round,team,seat\n1,T1,leader\n").unwrap_err();
    assert_eq!(lacking, ["a.csv:1:person: (empty): expected a column `person` or a column `name`"]);
    let workbook = read_schedule_table(&example.problem, b"PK\x03\x04".to_vec(), "a.xlsx", None).unwrap_err();
    assert_eq!(workbook.0[0].code, "workbook-broken");
}
