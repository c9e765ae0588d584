//! Calendars, as programs read them.

use super::*;

/// The lines of a calendar as they were before they were folded.
fn unfolded(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.ends_with("END:VCALENDAR\r\n") && text.matches('\n').count() == text.matches("\r\n").count());
    text.replace("\r\n ", "").lines().map(str::to_owned).collect()
}

fn calendars(outcome: &Outcome<'_>, language: Language) -> BTreeMap<PathBuf, Vec<u8>> {
    crate::out::calendar::write(outcome, &lines::lines(outcome), language)
}

fn calendar(outcome: &Outcome<'_>, name: &str, language: Language) -> Vec<String> {
    unfolded(&calendars(outcome, language)[&Path::new("calendar").join(name)])
}

/// The values of one property, in order.
fn values<'a>(lines: &'a [String], property: &str) -> Vec<&'a str> {
    lines.iter().filter_map(|line| line.strip_prefix(property)?.strip_prefix(':')).collect()
}

#[test]
fn every_team_and_everybody_with_a_duty_has_a_calendar() {
    let names: Vec<String> = calendars(&Example::new().outcome(), Language::English)
        .keys()
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    let expected = ["P01", "P02", "P03", "P04", "P05", "P07"].map(|person| format!("person-{person}.ics"));
    let teams = ["T1", "T2", "T3"].map(|team| format!("team-{team}.ics"));
    assert_eq!(names, [&expected[..], &teams[..]].concat());
}

#[test]
fn an_event_is_of_whole_days_and_ends_on_the_day_after_its_last() {
    let lines = calendar(&Example::new().outcome(), "person-P04.ics", Language::Chinese);
    assert_eq!(values(&lines, "DTSTART;VALUE=DATE"), ["20170915", "20170929"]);
    assert_eq!(values(&lines, "DTEND;VALUE=DATE"), ["20170929", "20171013"]);
    assert_eq!(values(&lines, "SUMMARY"), ["第1轮 · 保定市驻县组 · 组长", "第2轮 · 石家庄市驻市组 · 组长"]);
    assert_eq!(values(&lines, "LOCATION"), ["河北省保定市", "河北省石家庄市"]);
    assert_eq!(values(&lines, "DESCRIPTION"), ["组号：T3", "职级豁免\\n组号：T1"]);
}

#[test]
fn a_teams_calendar_names_its_people_and_a_persons_nobody_else() {
    let example = Example::new();
    let team = calendar(&example.outcome(), "team-T2.ics", Language::English);
    assert_eq!(
        values(&team, "SUMMARY"),
        ["Round 1 · 唐山市 county team · 李四\\, +王五", "Round 2 · 唐山市 county team · 李四 · 1 open"]
    );
    assert!(
        values(&team, "DESCRIPTION")[0]
            .starts_with("leader: 李四\\, 卫星中心\\, 处级\\nmember: +王五\\, 监测总站\\, 科级")
    );
    let person = calendar(&example.outcome(), "person-P02.ics", Language::English).join("\n");
    assert!(person.contains("李四") && !person.contains("王五"));
}

#[test]
fn names_are_left_out_where_they_are_not_to_be_known() {
    let example = Example::new();
    for bytes in calendars(&Outcome { redact: true, ..example.outcome() }, Language::Chinese).values() {
        let text = unfolded(bytes).join("\n");
        for person in example.problem.campaign().people() {
            assert!(!text.contains(&person.name) && !text.contains(&person.phone) || person.phone.is_empty(), "{text}");
        }
    }
}

#[test]
fn a_new_version_moves_the_same_events() {
    let mut example = Example::new();
    let first = calendar(&example.outcome(), "person-P02.ics", Language::English);
    assert_eq!(values(&first, "SEQUENCE"), ["2", "2"]);
    assert_eq!(values(&first, "DTSTAMP"), ["20170915T000000Z"; 2]);
    // The start is put off by a week, and the person serves elsewhere.
    let mut draft = example.problem.campaign().draft().clone();
    draft.calendar.start = "2017-09-22".parse().unwrap();
    draft.teams.iter_mut().find(|team| team.team == "T2").unwrap().city = "保定市".to_owned();
    example.problem = Problem::new(Campaign::build(draft).unwrap());
    example.schedule = schedule(&example.problem);
    let mut outcome = example.outcome();
    outcome.made.revision = 3;
    let second = calendar(&outcome, "person-P02.ics", Language::English);
    assert_eq!(values(&first, "UID"), values(&second, "UID"));
    assert_ne!(values(&first, "DTSTART;VALUE=DATE"), values(&second, "DTSTART;VALUE=DATE"));
    assert_eq!(values(&second, "SEQUENCE"), ["3", "3"]);
}

#[test]
fn no_two_events_share_a_name_inside() {
    let all = calendars(&Example::new().outcome(), Language::English);
    let mut names: Vec<String> =
        all.values().flat_map(|bytes| unfolded(bytes)).filter(|line| line.starts_with("UID:")).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!((names.len(), count), (15, 15));
}

#[test]
fn chinese_is_folded_between_letters_and_no_line_is_longer_than_75_bytes() {
    let mut example = Example::new();
    let mut draft = example.problem.campaign().draft().clone();
    draft.name = "京津冀及周边地区2017-2018年秋冬季大气污染综合治理攻坚行动巡查".repeat(3);
    example.problem = Problem::new(Campaign::build(draft.clone()).unwrap());
    let all = calendars(&example.outcome(), Language::Chinese);
    assert!(all.values().all(|bytes| {
        bytes.split(|byte| *byte == b'\n').all(|line| line.len() <= 76 && std::str::from_utf8(line).is_ok())
    }));
    let title = format!("NAME;VALUE=TEXT:李四：{}", draft.name);
    assert!(unfolded(&all[Path::new("calendar/person-P02.ics")]).contains(&title));
}

#[test]
fn words_cannot_break_out_of_their_line() {
    let mut example = Example::new();
    let mut draft = example.problem.campaign().draft().clone();
    draft.people[1].name = "李四\r\nATTENDEE:mailto:x\u{b};,\\n".to_owned();
    draft.name = "a\r\nBEGIN:VALARM,b".to_owned();
    example.problem = Problem::new(Campaign::build(draft).unwrap());
    let lines = calendar(&example.outcome(), "team-T2.ics", Language::English);
    assert!(lines.iter().all(|line| !line.starts_with("ATTENDEE") && line != "BEGIN:VALARM,b"), "{lines:#?}");
    assert_eq!(
        values(&lines, "SUMMARY")[1],
        "Round 2 · 唐山市 county team · 李四  ATTENDEE:mailto:x \\;\\,\\\\n · 1 open"
    );
    assert_eq!(values(&lines, "NAME;VALUE=TEXT"), ["唐山市 county team: a  BEGIN:VALARM\\,b"]);
}
