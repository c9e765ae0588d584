//! `lunban export`.

use crate::kit::Desk;

#[test]
fn the_program_goes_to_stdout_or_to_a_file() {
    let desk = Desk::new();
    let shown = desk.run(&["export", "tiny", "--format", "mps"]).ended(0).out;
    assert!(shown.starts_with("* minimises coverage.open") && shown.ends_with("\nENDATA\n"), "{shown}");
    assert!(shown.contains(" held.by__U31-0001__s") && shown.contains(" E seats.held__s"), "{shown}");
    let run = desk.run(&["export", "tiny", "--format", "mps", "-o", "deep/tiny.mps"]).ended(0);
    assert_eq!((run.out.as_str(), desk.read("deep/tiny.mps")), ("deep/tiny.mps is written\n", shown));
    let run = desk.run(&["export", "tiny", "--format", "lp", "-o", "deep/tiny.mps"]).ended(2);
    assert!(run.err.contains("`deep/tiny.mps` is there already") && run.err.contains("--force"), "{}", run.err);
    let run = desk.run(&["export", "tiny", "--format", "lp", "-o", "deep/tiny.mps", "--force", "--json"]).ended(0);
    assert_eq!(run.json()["bytes"].as_u64().unwrap(), desk.read("deep/tiny.mps").len() as u64);
    assert!(desk.read("deep/tiny.mps").ends_with("\nEnd\n"));
}

#[test]
fn levels_above_the_goal_are_held() {
    let desk = Desk::new();
    let goal = desk.run(&["export", "tiny", "--format", "lp", "--goal", "3", "--hold", "0,2"]).ended(0).out;
    assert!(goal.contains("\n goals.held__1: ") && goal.contains("\n goals.held__2: "), "{goal}");
    let run = desk.run(&["export", "tiny", "--format", "lp", "--goal", "2", "--hold", "0,2"]).ended(2);
    assert!(run.err.contains("only 1 levels are above level 2"), "{}", run.err);
    for number in ["0", "99"] {
        let run = desk.run(&["export", "tiny", "--format", "mps", "--goal", number]).ended(2);
        assert!(run.err.contains(&format!("no goal level {number}; there are\n  1  coverage.open")), "{}", run.err);
    }
}

#[test]
fn the_campaign_is_one_document_whatever_the_order_of_rows() {
    let desk = Desk::new();
    let whole = desk.run(&["export", "tiny", "--format", "json"]).ended(0);
    let document = whole.json();
    assert_eq!(document["people"].as_array().unwrap().len(), 33);
    let text = desk.read("tiny/roster/U31.csv");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    desk.write("tiny/roster/U31.csv", lines.join("\n"));
    assert_eq!(desk.run(&["export", "tiny", "--format", "json"]).ended(0).out, whole.out);
    let run = desk.run(&["export", "tiny", "--format", "json", "--goal", "1"]).ended(2);
    assert!(run.err.contains("json has all its goals"), "{}", run.err);
}
