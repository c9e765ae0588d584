//! The notice, part by part.

use std::io::{Cursor, Read};

use lunban_core::{DateRange, Duty};

use super::*;

fn notice(outcome: &Outcome<'_>, language: Language) -> Vec<u8> {
    crate::out::notice::write(outcome, &lines::lines(outcome), language).unwrap()[Path::new("notice.docx")].clone()
}

fn part(notice: &[u8], name: &str) -> String {
    let mut parts = zip::ZipArchive::new(Cursor::new(notice)).unwrap();
    let mut text = String::new();
    parts.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Its paragraphs, those of cells among them.
fn paragraphs(notice: &[u8]) -> Vec<String> {
    let text = part(notice, "word/document.xml");
    let paragraphs = text.split("</w:p>").map(|paragraph| {
        let runs = paragraph.split("<w:t xml:space=\"preserve\">").skip(1);
        runs.map(|run| run.split_once("</w:t>").unwrap().0).collect::<String>()
    });
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect()
}

/// The paragraphs between two others.
fn from_to<'a>(paragraphs: &'a [String], from: &str, to: &str) -> &'a [String] {
    let place = |words: &str| paragraphs.iter().position(|paragraph| paragraph == words);
    &paragraphs[place(from).unwrap()..place(to).unwrap_or(paragraphs.len())]
}

#[test]
fn it_opens_with_what_it_is_about_and_what_is_short() {
    let notice = paragraphs(&notice(&Example::new().outcome(), Language::Chinese));
    let opening = [
        "附件",
        "秋季巡查人员安排",
        "本次行动自2017年9月15日至10月12日，共2轮、3个组，由2个单位选派6人，计9人次。各轮人员及各单位人员安排如下。",
        "尚有1个席位空缺，表中以“（空缺）”标明，请有关单位补充人选。",
        "另有1人次职级须经批准豁免，表中以“*”标明。",
        "一、各轮人员安排",
        "（一）第1轮（2017年9月15日至9月28日）",
    ];
    assert_eq!(notice[..opening.len()], opening);
}

#[test]
fn a_round_has_a_row_a_team_and_namesakes_their_unit() {
    let notice = paragraphs(&notice(&Example::new().outcome(), Language::Chinese));
    let round = from_to(&notice, "（二）第2轮（2017年9月29日至10月12日）", "二、各单位人员安排");
    let rows = [
        ["序号", "城市", "工作组", "组号", "组长", "组员"],
        ["1", "石家庄市", "驻市组", "T1", "张三（监测总站）*", "+王五"],
        ["2", "唐山市", "驻县组", "T2", "李四", "（空缺）"],
    ];
    assert_eq!(round[1..19], rows.concat());
}

#[test]
fn a_unit_sees_only_its_own_people_those_without_a_duty_among_them() {
    let notice = paragraphs(&notice(&Example::new().outcome(), Language::Chinese));
    let unit = from_to(&notice, "（一）监测总站", "（二）卫星中心");
    let start = ["（一）监测总站", "选派2人，计4人次。", "序号", "姓名", "职级", "轮次", "起止日期", "工作组", "席位"];
    assert_eq!(unit[..start.len()], start);
    assert_eq!(unit[9..16], ["1", "张三", "处级", "1", "9月15日—9月28日", "保定市驻县组", "组长"]);
    assert_eq!(unit[16..20], ["2", "9月29日—10月12日", "石家庄市驻市组", "组长*"]);
    assert_eq!(unit.last().unwrap(), "暂未安排：赵六。");
    assert!(unit.iter().all(|words| !words.contains("李四") && !words.contains("孙七")));
}

#[test]
fn its_tables_have_heads_that_stand_on_every_page() {
    let text = part(&notice(&Example::new().outcome(), Language::English), "word/document.xml");
    assert_eq!((text.matches("<w:tbl>").count(), text.matches("<w:tblHeader />").count()), (4, 4));
}

#[test]
fn who_comes_for_a_part_of_a_round_stands_there_with_the_days() {
    let mut example = Example::new();
    let mut duties = example.schedule.duties().to_vec();
    let first = duties[0];
    let part = |first: &str, last: &str| DateRange::new(first.parse().unwrap(), last.parse().unwrap()).unwrap();
    duties[0].span = part("2017-09-15", "2017-09-20");
    let substitute = example.problem.campaign().find_person("P07").unwrap();
    duties.push(Duty { person: substitute, span: part("2017-09-21", "2017-09-28"), ..first });
    example.schedule = Schedule::new(duties);
    let notice = paragraphs(&notice(&example.outcome(), Language::English));
    assert!(
        notice.contains(&"张三 (卫星中心) (2017-09-15 to 2017-09-20), 孙七 (2017-09-21 to 2017-09-28)".to_owned()),
        "{notice:#?}"
    );
}

#[test]
fn names_are_left_out_where_they_are_not_to_be_known() {
    let example = Example::new();
    let text = paragraphs(&notice(&Outcome { redact: true, ..example.outcome() }, Language::Chinese)).concat();
    for hidden in ["张三", "李四", "calc", "王五", "+86"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    assert!(text.contains("P01"));
}

#[test]
fn names_are_text_whatever_is_in_them() {
    let mut example = Example::new();
    let mut draft = example.problem.campaign().draft().clone();
    draft.people[1].name = "<w:br/>&\u{b}\u{ffff}\r\nw:hRule=\"exact\" />".to_owned();
    example.problem = Problem::new(Campaign::build(draft).unwrap());
    let text = part(&notice(&example.outcome(), Language::Chinese), "word/document.xml");
    assert!(text.contains("&lt;w:br/&gt;&amp;"));
    assert!(!text.contains(['\u{b}', '\u{ffff}', '\r']));
    assert_eq!(text.matches("<w:tblHeader />").count(), 4);
}

#[test]
fn the_same_plan_gives_the_same_notice_dated_by_the_campaign() {
    let example = Example::new();
    let first = notice(&example.outcome(), Language::Chinese);
    assert!(first == notice(&example.outcome(), Language::Chinese));
    assert!(part(&first, "docProps/core.xml").contains("2017-09-15T00:00:00Z"));
    let mut parts = zip::ZipArchive::new(Cursor::new(&first)).unwrap();
    for position in 0..parts.len() {
        let date = parts.by_index(position).unwrap().last_modified().unwrap();
        assert_eq!((date.year(), date.month(), date.day()), (2017, 9, 15));
    }
}
