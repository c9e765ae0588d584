//! `lunban rules`.

use crate::kit::Desk;

#[test]
fn every_rule_stands_on_a_line() {
    let run = Desk::new().run(&["rules"]).ended(0);
    let lines: Vec<Vec<&str>> = run.out.lines().map(|line| line.split_whitespace().collect()).collect();
    let line = lines.iter().find(|line| line[0] == "leader-rank").unwrap();
    assert_eq!(line[1..].join(" "), "hard The leader of a team is of the rank its kind asks for");
    assert!(run.out.lines().count() >= 13);
}

#[test]
fn a_page_says_source_parameters_counts_and_example() {
    let run = Desk::new().run(&["rules", "leader-rank"]).ended(0);
    for words in ["Source", "The plan, four (two)", "Parameters", "leader-rank.waivers", "[rules.leader-rank]", "hard:"]
    {
        assert!(run.out.contains(words), "{words} in {}", run.out);
    }
    let run = Desk::new().run(&["rules", "leader-rank", "--lang", "zh"]).ended(0);
    assert!(run.out.contains("出处") && run.out.contains("方案四（二）"), "{}", run.out);
}

#[test]
fn programs_read_all_pages_or_one() {
    let desk = Desk::new();
    let pages = desk.run(&["rules", "--json"]).ended(0).json();
    let rest = pages.as_array().unwrap().iter().find(|page| page["id"] == "rest").unwrap();
    assert_eq!(*rest, desk.run(&["rules", "rest", "--json"]).ended(0).json());
    assert_eq!((rest["mode"].as_str(), rest["parameters"][0]["name"].as_str()), (Some("hard"), Some("days")));
}

#[test]
fn a_rule_that_there_is_not() {
    let desk = Desk::new();
    let run = desk.run(&["rules", "leader-rnk"]).ended(2);
    assert!(run.err.contains("`leader-rnk` is no rule") && run.err.contains("Maybe `leader-rank`"), "{}", run.err);
    let run = desk.run(&["rules", "zebra", "--json"]).ended(2);
    assert_eq!(run.json()["failure"]["code"], "unknown-rule");
}
