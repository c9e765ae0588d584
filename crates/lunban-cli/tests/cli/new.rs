//! `lunban new`.

use crate::kit::{Desk, files};

#[test]
fn the_new_campaign_is_clean_and_plans_as_it_stands() {
    let desk = Desk::new();
    let run = desk.run(&["new", "mine"]).ended(0);
    assert!(run.out.contains("lunban plan mine -o out"), "{}", run.out);
    let facts = desk.run(&["check", "mine", "--json"]).ended(0).json();
    assert_eq!(facts["warnings"], serde_json::json!([]));
    desk.run(&["plan", "mine", "-o", "out"]).ended(0);
    // What its sections speak of can be done.
    desk.run(&["territory", "mine", "-o", "covers"]).ended(0);
    desk.run(&["deploy", "mine", "out/schedule.json", "-o", "deployment"]).ended(0);
}

#[test]
fn nothing_that_is_there_is_replaced() {
    let desk = Desk::new();
    let before = files(&desk.path().join("tiny"));
    let run = desk.run(&["new", "tiny"]).ended(2);
    assert!(run.err.contains("`tiny` is there already"), "{}", run.err);
    assert!(!run.err.contains("--force"), "{}", run.err);
    assert!(files(&desk.path().join("tiny")) == before);
}
