//! `lunban generate`.

use crate::kit::{Desk, files};

#[test]
fn another_seed_gives_another_roster_in_the_same_places() {
    let desk = Desk::new();
    let run = desk.run(&["generate", "other", "--like", "tiny", "--seed", "7"]).ended(0);
    assert!(run.out.contains("33 people who do not exist, drawn from seed 7"), "{}", run.out);
    for file in ["places.csv", "teams.csv", "units.csv", "borders.csv"] {
        assert_eq!(desk.read(&format!("other/{file}")), desk.read(&format!("tiny/{file}")), "{file}");
    }
    assert_ne!(desk.read("other/roster/U31.csv"), desk.read("tiny/roster/U31.csv"));
    assert!(!desk.has("other/locks.csv"), "locks speak of people who are gone");
    assert!(desk.read("other/README.md").contains("generate DIR --like CAMPAIGN --seed 7"));
    // Of so few people some rosters cannot fill every seat, which is no fault.
    let code = desk.run(&["check", "other"]).code;
    assert!([0, 1].contains(&code), "{code}");
}

#[test]
fn a_campaign_that_is_there_is_replaced_only_by_force() {
    let desk = Desk::new();
    let before = files(&desk.path().join("tiny"));
    let run = desk.run(&["generate", "tiny", "--like", "tiny", "--seed", "7"]).ended(2);
    assert!(run.err.contains("--force"), "{}", run.err);
    assert!(files(&desk.path().join("tiny")) == before);
    desk.run(&["generate", "tiny", "--shape", "tiny", "--force"]).ended(0);
    assert!(files(&desk.path().join("tiny")) == before);
}

#[test]
fn an_unknown_shape_is_told_which_there_are() {
    let desk = Desk::new();
    let run = desk.run(&["generate", "x", "--shape", "sistr"]).ended(2);
    for word in ["sistr", "jjj", "scarce", "sister", "long", "tiny"] {
        assert!(run.err.contains(word), "{}", run.err);
    }
    let run = desk.run(&["generate", "x", "--shape", "sistr", "--lang", "zh"]).ended(2);
    assert!(run.err.starts_with("错误：`sistr`不能用于"), "{}", run.err);
    assert!(run.err.contains("也许是 `sister`"), "{}", run.err);
    assert!(!desk.has("x"));
}

#[test]
fn a_shape_or_a_campaign_is_needed_and_not_both() {
    let desk = Desk::new();
    desk.run(&["generate", "x"]).ended(2);
    desk.run(&["generate", "x", "--shape", "jjj", "--like", "tiny"]).ended(2);
    assert!(!desk.has("x"));
}

#[test]
fn the_tiny_campaign_has_one_seed() {
    let desk = Desk::new();
    let run = desk.run(&["generate", "x", "--shape", "tiny", "--seed", "1"]).ended(2);
    assert!(run.err.contains("20170915") && run.err.contains("Maybe `--like`"), "{}", run.err);
    assert!(!desk.has("x"));
}
