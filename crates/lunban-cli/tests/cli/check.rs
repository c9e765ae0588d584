//! `lunban check` of a campaign without a fault.

use crate::kit::Desk;

#[test]
fn the_facts_are_plain() {
    let run = Desk::new().run(&["check", "tiny"]).ended(0);
    for line in [
        "三市巡查示例",
        "      1  2017-09-15/2017-09-28     13       1",
        "      2  2017-09-29/2017-10-12     13       2",
        "  city        3  3 leader + 6 member",
        "  roster/U33.csv:1:驾照: warning: `驾照`: not used by any rule; kept and handed through",
    ] {
        assert!(run.out.lines().any(|seen| seen == line), "{line} in {}", run.out);
    }
    let all = run.out.lines().find(|line| line.starts_with("  all")).unwrap();
    assert_eq!(all.split_whitespace().collect::<Vec<_>>(), ["all", "33", "6", "8", "10", "9"]);
    assert!(run.err.is_empty(), "{}", run.err);
}

#[test]
fn programs_read_the_same_facts() {
    let desk = Desk::new();
    let facts = desk.run(&["check", "tiny/campaign.toml", "--json"]).ended(0).json();
    assert_eq!(facts["rounds"].as_array().unwrap().len(), 3);
    assert_eq!(facts["rounds"][1]["weight"], 2);
    assert_eq!(facts["kinds"][0]["roles"][0]["seats"], 3);
    assert_eq!(facts["units"][0]["people"], serde_json::json!([2, 4, 5, 4]));
    assert_eq!(facts["warnings"][0]["code"], "unused-column");
    assert_eq!(facts["campaign_hash"].as_str().unwrap().len(), 64);
}

#[test]
fn the_page_is_chinese_too() {
    let run = Desk::new().run(&["check", "tiny", "--lang", "zh"]).ended(0);
    for words in ["轮次", "各组席位合计", "没有规则使用此列", "合计"] {
        assert!(run.out.contains(words), "{words} in {}", run.out);
    }
}

#[test]
fn units_without_people_are_named() {
    let desk = Desk::new();
    std::fs::remove_file(desk.path().join("tiny/roster/U32.csv")).unwrap();
    // Who is gone is tied to nobody.
    desk.change("tiny/roster/U31.csv", "U32-0008!", "");
    let run = desk.run(&["check", "tiny"]).ended(0);
    assert!(run.out.contains("Units without people\n\n  U32\n"), "{}", run.out);
}
