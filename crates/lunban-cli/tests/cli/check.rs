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
    // So few are left that seats stay open.
    let run = desk.run(&["check", "tiny"]).ended(1);
    assert!(run.out.contains("Units without people\n\n  U32\n"), "{}", run.out);
}

#[test]
fn who_could_serve_is_counted_seat_by_seat() {
    let desk = Desk::new();
    let facts = desk.run(&["check", "tiny", "--json"]).ended(0).json();
    let capacity = facts["capacity"].as_array().unwrap();
    assert_eq!(capacity.len(), 3 * 3, "three kinds of seat in three rounds");
    for seats in capacity {
        let number = |key: &str| seats[key].as_i64().unwrap();
        assert!(number("at_most") <= number("seats").min(number("able")), "{seats}");
        assert!(number("without_waiver") <= number("able") && number("fewest") <= number("able"), "{seats}");
    }
    let away = |capacity: &[serde_json::Value]| -> i64 {
        capacity
            .iter()
            .filter(|seats| seats["round"] == 3)
            .filter_map(|seats| seats["kept"]["availability"].as_i64())
            .sum()
    };
    let before = away(capacity);
    desk.change("tiny/roster/U31.csv", ",2017-10-03/2017-10-12,", ",3;2017-10-03/2017-10-12,");
    let after = desk.run(&["check", "tiny", "--json"]).json();
    assert!(away(after["capacity"].as_array().unwrap()) > before);
}

#[test]
fn what_no_plan_can_fill_ends_otherwise() {
    let desk = Desk::new();
    desk.change_rosters("司局级", "处级");
    assert!(desk.run(&["check", "tiny"]).ended(1).out.contains("[waivers-needed]"));
}

#[test]
fn what_would_stop_territory_or_deploy_is_told_before_there_is_a_plan() {
    let desk = Desk::new();
    desk.change("tiny/campaign.toml", "per_km = ", "# per_km = ");
    desk.change("tiny/campaign.toml", "days_off = 1", "days_off = 10");
    desk.change("tiny/contacts.csv", "140300,", "1403,");
    let borders = desk.read("tiny/borders.csv");
    let kept: Vec<&str> = borders.lines().filter(|line| !line.contains("140321")).collect();
    desk.write("tiny/borders.csv", kept.join("\n") + "\n");
    let run = desk.run(&["check", "tiny"]).ended(2);
    for said in [
        "What would stop `territory` or `deploy`\n",
        "borders.csv: `140321 平定县`: expected a border with another county of 阳泉市\n",
        "`1403`: expected ",
        "expected 6 drivers, for up to 2 at the wheel on one day",
        "expected a rate or a fare for every way from a base to a city; ",
        "    Maybe `per_km = \"0.50\"`, `per_km = 0` if ways cost nothing, or a fare for each\n",
    ] {
        assert!(run.out.contains(said), "{said} in {}", run.out);
    }
    // The campaign itself can be planned, and its facts are shown.
    assert!(run.out.contains("Who could serve") && run.err.is_empty(), "{}", run.err);
    let told = desk.run(&["check", "tiny", "--json"]).ended(2).json();
    assert!(told["deployment"].as_array().unwrap().iter().any(|fault| fault["code"] == "no-rate"), "{told:#}");
    desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    desk.run(&["deploy", "tiny", "out/schedule.json", "-o", "deployment"]).ended(2);
}
