//! The tables, byte for byte.

use lunban_core::{DateRange, Duty};

use super::*;

const ASSIGNMENTS: &str = "\
round,start,end,team,city,kind,seat,person,name,unit,rank,waiver,notes
1,2017-09-15,2017-09-28,T1,石家庄市,city,leader,P01,张三,卫星中心,司局级,,
1,2017-09-15,2017-09-28,T1,石家庄市,city,member,P03,'=cmd|' /C calc'!A0,卫星中心,科级,,
1,2017-09-15,2017-09-28,T2,唐山市,county,leader,P02,李四,卫星中心,处级,,
1,2017-09-15,2017-09-28,T2,唐山市,county,member,P05,'+王五,监测总站,科级,,
1,2017-09-15,2017-09-28,T3,保定市,county,leader,P04,张三,监测总站,处级,,
2,2017-09-29,2017-10-12,T1,石家庄市,city,leader,P04,张三,监测总站,处级,yes,处级 in a seat that asks for 司局级; nobody of 司局级 may hold it
2,2017-09-29,2017-10-12,T1,石家庄市,city,member,P05,'+王五,监测总站,科级,,
2,2017-09-29,2017-10-12,T2,唐山市,county,leader,P02,李四,卫星中心,处级,,
2,2017-09-29,2017-10-12,T2,唐山市,county,member,,,,,,
2,2017-09-29,2017-10-12,T3,保定市,county,leader,P07,孙七,卫星中心,处级,,
";

const BOARD: &str = "\
team,city,kind,r1 2017-09-15/2017-09-28,r2 2017-09-29/2017-10-12
T1,石家庄市,city,张三、=cmd|' /C calc'!A0,张三、+王五
T2,唐山市,county,李四、+王五,李四、（空缺）
T3,保定市,county,张三,孙七
";

const UNIT: &str = "\
id,name,unit,rank,gender,tags,unavailable,avoid,with,phone,民族,duties,r1 2017-09-15/2017-09-28,r2 2017-09-29/2017-10-12
P01,张三,U1,司局级,男,experienced;law,2;2018-02-01/2018-02-03,r2;唐山市,P03@city!,'+86 1,汉,1,T1 石家庄市 leader,
P02,李四,U1,处级,,,,,,,,2,T2 唐山市 leader,T2 唐山市 leader
P03,'=cmd|' /C calc'!A0,U1,科级,,,,,,,,1,T1 石家庄市 member,
P07,孙七,U1,处级,,,,,,,,1,,T3 保定市 leader
";

const OTHER_UNIT: &str = "\
id,name,unit,rank,duties,r1 2017-09-15/2017-09-28,r2 2017-09-29/2017-10-12
P04,张三,U/2,处级,2,T3 保定市 leader,T1 石家庄市 leader
P05,'+王五,U/2,科级,2,T2 唐山市 member,T1 石家庄市 member
P06,赵六,U/2,科级,0,,
";

const FAIRNESS: &str = "\
group,id,name,unit,rank,people,without_duty,duties,target,share,heavy,km
unit,U/2,监测总站,监测总站,,3,1,4,6,5,2,111
unit,U1,卫星中心,卫星中心,,4,0,5,8,6,2,0
rank,科级,科级,,科级,3,1,3,6,,1,111
rank,处级,处级,,处级,3,0,5,6,,3,0
rank,司局级,司局级,,司局级,1,0,1,2,,0,0
person,P01,张三,卫星中心,司局级,1,0,1,2,,0,0
person,P02,李四,卫星中心,处级,1,0,2,2,,1,0
person,P03,'=cmd|' /C calc'!A0,卫星中心,科级,1,0,1,2,,0,0
person,P04,张三,监测总站,处级,1,0,2,2,,1,0
person,P05,'+王五,监测总站,科级,1,0,2,2,,1,111
person,P06,赵六,监测总站,科级,1,1,0,2,,0,0
person,P07,孙七,卫星中心,处级,1,0,1,2,,1,0
";

#[test]
fn fairness_is_told_of_units_ranks_and_people_those_without_a_duty_among_them() {
    let mut example = Example::new();
    let mut draft = example.problem.campaign().draft().clone();
    draft.calendar.heavy = BTreeMap::from([(2, 2)]);
    draft.rules.insert("workload".to_owned(), "target = 2".parse().unwrap());
    // Unit U/2 works in one city, one degree of latitude north of another; nobody knows where the third lies.
    draft.units.iter_mut().filter(|unit| unit.unit == "U/2").for_each(|unit| unit.base = "石家庄市".to_owned());
    for (place, lat) in draft.places.iter_mut().filter(|place| place.code != "130600").skip(1).zip([39.0, 38.0]) {
        (place.lon, place.lat) = (Some(114.0), Some(lat));
    }
    example.problem = Problem::new(Campaign::build(draft).unwrap());
    example.schedule = schedule(&example.problem);
    assert_eq!(example.file("fairness.csv"), FAIRNESS);
}

#[test]
fn assignments_have_a_row_a_duty_and_one_for_the_open_seat() {
    assert_eq!(Example::new().file("assignments.csv"), ASSIGNMENTS);
}

#[test]
fn our_headers_are_chinese_where_the_screen_is_and_are_read_back() {
    let example = Example::new();
    let files = rendered(&example.outcome(), Language::Chinese);
    let text = |name: &str| String::from_utf8(files[&PathBuf::from(name)].clone()).unwrap();
    assert!(
        text("assignments.csv").starts_with("\u{feff}轮次,开始,结束,组,城市,类型,席位,编号,姓名,单位,职级,豁免,备注\n")
    );
    assert!(text("assignments.csv").contains("处级,是,处级担任要求司局级的席位；无司局级可任此席\n"));
    assert!(text("board.csv").starts_with("\u{feff}组,城市,类型,r1 "));
    assert!(
        text("units/U1.csv")
            .starts_with("\u{feff}编号,姓名,单位,职级,性别,标签,不可参加,不愿,同组,电话,民族,任务数,r1 ")
    );
    let read =
        read_schedule_table(&example.problem, files[&PathBuf::from("assignments.csv")].clone(), "a.csv", None).unwrap();
    assert_eq!((read.schedule, read.warnings), (example.schedule, Vec::new()));
}

#[test]
fn notes_and_the_summary_tell_of_wishes_and_of_who_granted_a_waiver() {
    let mut example = Example::new();
    let mut draft = example.problem.campaign().draft().clone();
    draft.rules.insert("wishes".to_owned(), toml::Table::new());
    draft.people[1].avoid = vec![WishDraft::Round(1)];
    draft.waivers = vec![lunban_core::WaiverDraft {
        round: Some(2),
        team: Some("T1".to_owned()),
        seat: None,
        approved_by: "办公室".to_owned(),
        date: None,
        reason: "无人可派".to_owned(),
    }];
    example.problem = Problem::new(Campaign::build(draft).unwrap());
    example.schedule = schedule(&example.problem);
    example.audit = Audit::of(&example.problem, &example.schedule);
    let assignments = example.file("assignments.csv");
    assert!(assignments.contains("leader,P02,李四,卫星中心,处级,,round 1 is avoided\n"), "{assignments}");
    assert!(assignments.contains("; waived by 办公室: 无人可派\n"), "{assignments}");
    let summary = example.file("summary.txt");
    let unmet = "People with duties against their wishes: 1\n\n  P02 李四 卫星中心: 1 (round 1 is avoided)\n";
    assert!(summary.contains(unmet), "{summary}");
}

#[test]
fn the_board_shows_leaders_first_and_what_is_open() {
    assert_eq!(Example::new().file("board.csv"), BOARD);
}

#[test]
fn a_unit_gets_its_own_people_and_columns_and_nobody_elses() {
    assert_eq!(Example::new().file("units/U1.csv"), UNIT);
    assert_eq!(Example::new().file("units/U%2F2.csv"), OTHER_UNIT);
}

#[test]
fn there_is_a_file_of_each_kind_and_every_table_opens_in_a_spreadsheet() {
    let example = Example::new();
    let files = rendered(&example.outcome(), Language::English);
    let names: Vec<&str> = files.keys().filter_map(|name| name.to_str()).collect();
    let expected = [
        "assignments.csv",
        "board.csv",
        "fairness.csv",
        "schedule.json",
        "summary.txt",
        "units/U%2F2.csv",
        "units/U1.csv",
    ];
    assert_eq!(names, expected);
    let tables = files.iter().filter(|(name, _)| name.extension().is_some_and(|extension| extension == "csv"));
    assert!(tables.into_iter().all(|(_, bytes)| bytes.starts_with("\u{feff}".as_bytes())));
}

#[test]
fn redacted_files_hold_ids_but_no_name_and_no_phone() {
    let example = Example::new();
    let outcome = Outcome { redact: true, ..example.outcome() };
    for (name, bytes) in rendered(&outcome, Language::Chinese) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("P0") || name.ends_with("summary.txt"), "{name:?}");
        for secret in ["张三", "李四", "王五", "赵六", "孙七", "cmd", "+86", "汉"] {
            assert!(!text.contains(secret), "{secret} in {name:?}");
        }
    }
}

#[test]
fn parts_of_a_round_show_their_dates_and_leave_the_rest_open() {
    let mut example = Example::new();
    let part: DateRange = "2017-09-20/2017-09-22".parse().unwrap();
    let cut = |duty: &Duty| {
        let is_cut = example.problem.campaign().person(duty.person).id == "P03";
        if is_cut { Duty { span: part, ..*duty } } else { *duty }
    };
    example.schedule = Schedule::new(example.schedule.duties().iter().map(cut).collect());
    let assignments = example.file("assignments.csv");
    let members: Vec<String> = assignments
        .lines()
        .filter(|line| line.contains("T1,石家庄市,city,member"))
        .map(|line| line.split(',').take(3).chain(line.split(',').nth(7)).collect::<Vec<_>>().join(" "))
        .collect();
    let expected = [
        "1 2017-09-15 2017-09-19 ",
        "1 2017-09-23 2017-09-28 ",
        "1 2017-09-20 2017-09-22 P03",
        "2 2017-09-29 2017-10-12 P05",
    ];
    assert_eq!(members, expected);
    let cell = "张三、=cmd|' /C calc'!A0(2017-09-20/2017-09-22)、（空缺）(2017-09-15/2017-09-19)、（空缺）(2017-09-23/2017-09-28)";
    assert!(example.file("board.csv").contains(cell));
    assert!(example.file("units/U1.csv").contains("T1 石家庄市 member (2017-09-20/2017-09-22)"));
}
