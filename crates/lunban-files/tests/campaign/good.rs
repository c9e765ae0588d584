//! Folders without a fault, however they are written.

use lunban_core::{Absence, Campaign, DeploymentDraft, Draft, Gender, TieScope, WishDraft};
use lunban_files::{campaign_files, campaign_hash};

use crate::sample::Sample;

fn campaign(sample: &Sample) -> Campaign {
    sample.read().unwrap_or_else(|faults| panic!("{faults}")).campaign
}

#[test]
fn everything_is_read_as_it_is_meant() {
    let campaign = campaign(&Sample::new());
    let draft = campaign.draft();
    assert_eq!((campaign.name(), draft.calendar.rounds, draft.calendar.heavy[&2]), ("样例", 3, 2));
    assert_eq!(draft.kinds[0].seats[0].0, "leader");
    assert_eq!(draft.goals[1][0].weight, 2);
    assert_eq!(draft.teams[1].covers, ["130104"]);
    let [first, second, _, fourth, fifth] = &draft.people[..] else { panic!("five people") };
    assert_eq!((first.unit.as_str(), first.gender), ("U1", Some(Gender::Male)));
    assert_eq!(first.unavailable, [Absence::Rounds { from: 3, to: 3 }]);
    assert_eq!(first.prefer, [WishDraft::Round(1)]);
    assert_eq!(first.avoid, [WishDraft::Place("邢台市".to_owned())]);
    assert_eq!((first.with[0].person.as_str(), first.with[0].scope, first.with[0].hard), ("P02", TieScope::City, true));
    assert_eq!(first.extra, [("血型".to_owned(), "A".to_owned())]);
    assert_eq!(second.trained, first.trained);
    assert_eq!(second.tags, ["experienced", "law"]);
    assert_eq!((fourth.unit.as_str(), &fourth.tags[..]), ("规划院", &["law".to_owned(), "commended".to_owned()][..]));
    assert_eq!(fifth.home, [""; 0]);
}

#[test]
fn a_campaign_file_may_be_named_and_may_name_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let sample = Sample::new();
    let settings = sample.text("campaign.toml") + "[files]\nplaces = \"../geo/places.csv\"\nroster = \"*-list.csv\"\n";
    std::fs::create_dir_all(folder.path().join("geo")).unwrap();
    std::fs::create_dir_all(folder.path().join("here")).unwrap();
    let write = |file: &str, text: &str| std::fs::write(folder.path().join(file), text).unwrap();
    write("here/my.toml", &settings);
    write("geo/places.csv", &sample.text("places.csv"));
    for (file, named) in [("units.csv", "units.csv"), ("teams.csv", "teams.csv"), ("roster/U2.csv", "U2-list.csv")] {
        write(&format!("here/{named}"), &sample.text(file));
    }
    let read = lunban_files::read_campaign(&folder.path().join("here/my.toml")).unwrap();
    assert_eq!(read.campaign.people().len(), 2);
}

#[test]
fn encodings_and_line_ends_make_no_difference() {
    let plain = Sample::new();
    let text = plain.text("roster/U2.csv").replace('\n', "\r\n");
    let (chinese, ..) = encoding_rs::GB18030.encode(&text);
    let marked = format!("\u{feff}{}", plain.text("roster/U1.csv"));
    let other = plain.clone().with("roster/U2.csv", chinese.into_owned()).with("roster/U1.csv", marked);
    assert_eq!(campaign(&plain).draft(), campaign(&other).draft());
}

#[test]
fn chinese_headers_are_english_ones() {
    let headers = [
        ("places.csv", "代码,名称,级别,上级,经度,纬度,类型"),
        ("units.csv", "编号,名称,类型,人数,所在地"),
        ("teams.csv", "组,城市,类型,人数,覆盖,车辆"),
        ("roster/U1.csv", "工号,姓名,职级,性别,标签,籍贯,不可参加,意愿,不愿,同组,培训,电话,血型"),
        ("locks.csv", "人员,轮次,组,席位,方式"),
    ];
    let chinese = headers.iter().fold(Sample::new(), |sample, (file, header)| {
        let text = sample.text(file);
        let (_, rows) = text.split_once('\n').unwrap();
        sample.clone().with(file, format!("{header}\n{rows}"))
    });
    assert_eq!(campaign(&Sample::new()).draft(), campaign(&chinese).draft());
}

#[test]
fn the_order_of_rows_does_not_reach_the_hash_but_their_content_does() {
    let reversed = ["places.csv", "units.csv", "teams.csv", "roster/U1.csv", "locks.csv"].iter().fold(
        Sample::new(),
        |sample, file| {
            let text = sample.text(file);
            let (header, rows) = text.split_once('\n').unwrap();
            let rows: Vec<&str> = rows.lines().rev().collect();
            sample.clone().with(file, format!("{header}\n{}\n", rows.join("\n")))
        },
    );
    let hash = |sample: &Sample| campaign_hash(&campaign(sample));
    assert_eq!(hash(&Sample::new()), hash(&reversed));
    assert_eq!(hash(&reversed).len(), 64);
    assert_ne!(hash(&Sample::new()), hash(&Sample::new().change("roster/U1.csv", "P03,王五", "P03,王伍")));
}

#[test]
fn a_campaign_written_and_read_again_is_the_same() {
    let first = campaign(&Sample::new());
    let settings = Sample::new().text("campaign.toml");
    let files = campaign_files(first.draft(), &DeploymentDraft::default(), &settings);
    assert!(files.keys().any(|file| file.ends_with("规划院.csv")));
    let teams = String::from_utf8(files[std::path::Path::new("teams.csv")].clone()).unwrap();
    assert_eq!(teams.lines().next(), Some("\u{feff}team,city,kind,size,covers,vehicles"));
    let roster = String::from_utf8(files[std::path::Path::new("roster/U1.csv")].clone()).unwrap();
    assert!(roster.contains("'+86 139"), "no cell is a formula: {roster}");
    assert_eq!(campaign(&written(first.draft(), &settings)).draft(), first.draft());
}

/// The sample of the files that a draft is written as.
pub(crate) fn written(draft: &Draft, settings: &str) -> Sample {
    let files = campaign_files(draft, &DeploymentDraft::default(), settings).into_iter();
    Sample::of(files.map(|(file, content)| (file.to_str().unwrap().to_owned(), content)))
}

#[test]
fn columns_that_no_rule_uses_are_kept_and_told_of_once() {
    let unused = "not used by any rule; kept and handed through";
    let warnings = Sample::new().warnings();
    for column in ["trained", "血型", "home"] {
        let warning = format!("roster/U1.csv:1:{column}: warning: `{column}`: {unused}");
        assert_eq!(warnings.iter().filter(|seen| **seen == warning).count(), 1, "{column} in {warnings:#?}");
    }
    assert!(!warnings.iter().any(|warning| warning.contains("`phone`") || warning.contains("`tags`")));
}

#[test]
fn duties_of_the_past_and_waivers_are_read() {
    let person = Sample::new().read().unwrap().campaign.draft().people[0].id.clone();
    let history = format!("行动,编号,开始,结束,城市,席位\n强化督查,{person},2017-04-07,2017年4月20日,北京市,组员\n");
    let waivers = "轮次,组,席位,批准人,日期,事由\n1,,leader,办公室,2017/9/1,暂缺\n";
    let read = Sample::new().with("history.csv", history).with("waivers.csv", waivers).read().unwrap();
    let past = &read.campaign.person(read.campaign.find_person(&person).unwrap()).history;
    assert_eq!((past.len(), past[0].campaign.as_str(), past[0].span.days()), (1, "强化督查", 14));
    let [waiver] = read.campaign.waivers() else { panic!("one waiver") };
    assert_eq!((waiver.approved_by.as_str(), waiver.reason.as_str()), ("办公室", "暂缺"));
}

#[test]
fn unknown_columns_of_other_tables_are_told_of() {
    let sample = Sample::new()
        .with("units.csv", "unit,name,english,kind,base\nU1,监测总站,Station,direct,北京市\nU2,规划院,,direct,\n");
    let warning = "units.csv:1:english: warning: `english`: not used; the columns of this table are unit, name, ";
    assert!(sample.warnings().iter().any(|said| said.starts_with(warning)), "{:?}", sample.warnings());
}
