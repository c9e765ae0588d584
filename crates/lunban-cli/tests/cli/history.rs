//! `lunban history`: what happened to a schedule, on file.

use serde_json::Value;

use crate::kit::{Desk, Run};
use crate::replan::{duties, planned};

/// A call that makes a version in the folder `next`: somebody drops out of a round.
fn call(desk: &Desk, (campaign, folder): (&str, &str), round: u64, next: &str) -> Run {
    let person = duties(desk, folder, round).swap_remove(1)[0].clone();
    let (event, schedule) = (format!("drop {person} in r{round}"), format!("{folder}/schedule.json"));
    desk.run(&["replan", campaign, &schedule, "--event", &event, "-o", next, "--history", "history.jsonl"])
}

/// The same, and a version was made.
fn version(desk: &Desk, from: (&str, &str), round: u64, next: &str) -> Run {
    let run = call(desk, from, round, next);
    assert!(run.code <= 1, "{run:#?}");
    run
}

#[test]
fn a_history_is_continued_verified_and_replayed_to_the_same_bytes() {
    let desk = planned();
    version(&desk, ("tiny", "out"), 1, "v1");
    let run = version(&desk, ("v1/campaign", "v1"), 2, "v2");
    assert!(run.out.contains("\nIn the history: record 2, "), "{}", run.out);
    let approve = ["history", "history.jsonl", "--event", "approve 1.1 by \"Ann Lee\" on 2017-09-15", "--json"];
    let told = desk.run(&approve).ended(0).json();
    assert_eq!((told["records"].as_array().unwrap().len(), &told["orders"][0]["state"]), (3, &Value::from("approved")));
    assert_eq!(told["head"]["record"], 3);
    let again = desk.run(&approve).ended(2);
    assert!(again.err.contains("expected an order that is proposed; this one is approved"), "{}", again.err);
    let replay = ["history", "history.jsonl", "--replay", "tiny", "out/schedule.json"];
    assert!(desk.run(&replay).ended(0).out.contains("the same bytes"));
    // Another schedule to begin with is not what the history tells of.
    let other = desk.run(&["history", "history.jsonl", "--replay", "tiny", "v1/schedule.json"]).ended(2);
    assert!(other.err.contains("v1/schedule.json is not what version 1 of the history was made from"), "{}", other.err);
    let other = desk.run(&["history", "history.jsonl", "--replay", "v1/campaign", "out/schedule.json"]).ended(2);
    assert!(other.err.contains("v1/campaign is not what version 1"), "{}", other.err);
    assert!(desk.run(&["history", "histroy.jsonl"]).ended(2).err.contains("no such file"));
    let text = desk.read("history.jsonl");
    desk.write("cut.jsonl", &text[..text.len() - 9]);
    let cut = desk.run(&["history", "cut.jsonl", "--json"]).ended(0);
    assert!(
        cut.err.contains("the last record was cut off while it was written; read to record 2")
            && cut.json()["cut"] == true
    );
    desk.write("changed.jsonl", text.replacen("drop", "away", 1));
    assert!(desk.run(&["history", "changed.jsonl"]).ended(2).err.contains("changed.jsonl:1: "));
}

#[test]
fn a_version_goes_on_from_the_last_one_or_nothing_is_written() {
    let desk = planned();
    version(&desk, ("tiny", "out"), 1, "v1");
    version(&desk, ("v1/campaign", "v1"), 2, "v2");
    let before = desk.read("history.jsonl");
    desk.run(&["plan", "tiny", "-o", "anew", "--revision", "7"]).ended(0);
    for (campaign, folder, said) in [
        (
            "tiny",
            "out",
            "out/schedule.json is what version 1 in history.jsonl was made from, and that goes on to version 2",
        ),
        ("v1/campaign", "v1", "v1/schedule.json is version 1 in history.jsonl, which goes on to version 2"),
        ("tiny", "anew", "anew/schedule.json is no schedule that history.jsonl knows; its last version is 2"),
    ] {
        let run = call(&desk, (campaign, folder), 3, "v3").ended(2);
        assert!(run.err.contains(said), "{}", run.err);
        assert!(run.err.contains("Maybe the schedule.json that version 2 was written as"), "{}", run.err);
        assert!(!desk.has("v3") && desk.read("history.jsonl") == before);
    }
}

#[test]
fn a_history_that_cannot_be_continued_stops_the_call_before_anything_is_written() {
    let desk = planned();
    let person = duties(&desk, "out", 1).swap_remove(1)[0].clone();
    let event = format!("drop {person} in r1");
    desk.write("folder/file", "");
    for (history, said) in
        [("nowhere/h.jsonl", "nothing can be added to this history"), ("folder", "a file that can be read")]
    {
        let call = ["replan", "tiny", "out/schedule.json", "--event", &event, "-o", "v1", "--history", history];
        let run = desk.run(&call).ended(2);
        assert!(run.err.contains(said) && !desk.has("v1"), "{}", run.err);
    }
    // A call that fails for another reason leaves no empty history behind.
    let call = ["replan", "tiny", "out/schedule.json", "--event", "extend 0", "-o", "v1", "--history", "h.jsonl"];
    desk.run(&call).ended(2);
    assert!(!desk.has("h.jsonl"));
}

#[test]
fn a_last_record_without_its_line_end_is_whole() {
    let desk = planned();
    version(&desk, ("tiny", "out"), 1, "v1");
    let text = desk.read("history.jsonl");
    desk.write("history.jsonl", text.trim_end());
    let run = desk.run(&["history", "history.jsonl", "--json"]).ended(0);
    assert!(run.err.is_empty() && run.json()["cut"] == false, "{run:#?}");
    version(&desk, ("v1/campaign", "v1"), 2, "v2");
    assert_eq!(desk.read("history.jsonl").lines().next(), text.lines().next());
    assert_eq!(desk.run(&["history", "history.jsonl", "--json"]).json()["records"].as_array().unwrap().len(), 2);
}

#[test]
fn lines_that_are_lost_at_the_end_show_beside_what_somebody_knows() {
    let desk = planned();
    version(&desk, ("tiny", "out"), 1, "v1");
    version(&desk, ("v1/campaign", "v1"), 2, "v2");
    let text = desk.read("history.jsonl");
    let head = desk.run(&["history", "history.jsonl", "--json"]).json()["head"]["hash"].as_str().unwrap().to_owned();
    let verify = |more: &[&str]| desk.run(&[&["history", "history.jsonl"], more].concat());
    verify(&["--schedule", "v2/schedule.json", "--head", &head[..16]]).ended(0);
    desk.write("history.jsonl", text.lines().next().unwrap().to_owned() + "\n");
    verify(&[]).ended(0);
    for (more, said) in [
        (["--schedule", "v2/schedule.json"], "v2/schedule.json is no schedule that history.jsonl knows"),
        (["--head", &head[..16]], "none of its 1 records is "),
    ] {
        let run = verify(&more).ended(2);
        assert!(run.err.contains(said) && run.err.contains("Maybe lines at its end are lost"), "{}", run.err);
    }
    assert!(verify(&["--head", "12ab"]).ended(2).err.contains("at least 8 digits of the hash"));
}

#[test]
fn of_several_deeds_that_contradict_what_is_on_file_none_is_added() {
    let desk = planned();
    version(&desk, ("tiny", "out"), 1, "v1");
    let before = desk.read("history.jsonl");
    let deeds =
        ["approve 1.1 by Ann on 2017-09-15", "record 1.1 by Office on 2017-09-14", "approve 1.9 by Ann on 2017-09-15"];
    let mut call = vec!["history", "history.jsonl"];
    call.extend(deeds.iter().flat_map(|deed| ["--event", deed]));
    let run = desk.run(&call).ended(2);
    let early =
        "--event 2: `2017-09-14`: expected a day not before 2017-09-15, when 1.1 was approved by Ann (record 2)";
    assert!(
        run.err.contains(early) && run.err.contains("--event 3: `1.9`: expected an order of version 1"),
        "{}",
        run.err
    );
    assert_eq!(desk.read("history.jsonl"), before);
    let run =
        desk.run(&[&call[..4], &["--event", "record 1.1 by Office on 2017-09-15", "--lang", "zh"]].concat()).ended(0);
    assert!(
        run.out.contains("变更单1.1已备案：Office，2017-09-15") && run.out.contains("末条：第3条，"),
        "{}",
        run.out
    );
}
