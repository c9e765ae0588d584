//! `lunban candidates`: everybody for one seat.

use serde_json::Value;

use crate::kit::{Desk, Run};
use crate::replan::{duties, planned};

/// Candidates for a seat of round 3.
fn candidates(desk: &Desk, team: &str, seat: &str, more: &[&str]) -> Run {
    let call = ["candidates", "tiny", "out/schedule.json", "--team", team, "--seat", seat];
    desk.run(&[&call[..], more].concat())
}

#[test]
fn candidates_are_ranked_with_those_of_the_same_unit_first() {
    let desk = planned();
    let [person, team, seat] = duties(&desk, "out", 3).swap_remove(1);
    let call = [
        "candidates",
        "tiny",
        "out/schedule.json",
        "--round",
        "3",
        "--team",
        &team,
        "--seat",
        &seat,
        "--person",
        &person,
    ];
    let run = desk.run(&[&call[..], &["--json"]].concat());
    let ranked = run.json()["candidates"].as_array().unwrap().clone();
    let can: Vec<&Value> = ranked.iter().filter(|one| !one["change"].is_null()).collect();
    let same: Vec<bool> = can.iter().map(|one| one["same_unit"].as_bool().unwrap()).collect();
    assert!(same.windows(2).all(|pair| pair[0] >= pair[1]), "{same:?}");
    assert!(ranked.iter().filter(|one| one["change"].is_null()).all(|one| !one["bars"].as_array().unwrap().is_empty()));
    let left = ranked.iter().find(|one| one["person"] == *person).unwrap();
    assert!(left["change"].is_null(), "who leaves does not come back");
    let unknown = desk.run(&["candidates", "tiny", "out/schedule.json", "--round", "3", "--team", "nowhere"]).ended(2);
    assert!(unknown.err.contains("`--team nowhere`: nothing is called so"), "{}", unknown.err);
}

#[test]
fn people_read_what_the_levels_count_and_how_many_are_not_shown() {
    let desk = planned();
    let [person, team, seat] = duties(&desk, "out", 3).swap_remove(1);
    let ask = |more: &[&str]| candidates(&desk, &team, &seat, &[&["--round", "3", "--person", &person], more].concat());
    let told = ask(&["--json", "--limit", "1"]).json();
    let all = told["candidates"].as_array().unwrap();
    let can = all.iter().filter(|one| !one["change"].is_null()).count();
    assert!(can > 1 && all.len() > can, "{told:#}");
    let page = ask(&["--limit", "1"]).out;
    assert!(page.contains("\n   1  coverage.open\n") && page.contains("\n   2  leader-rank.waivers\n"), "{page}");
    assert!(page.contains(&format!("staying open: 1 of {can}, all with --all\n")), "{page}");
    let barred = all.iter().filter(|one| one["change"].is_null() && one["same_unit"] == false).count();
    assert!(page.contains(&format!("Of other units, {barred} cannot; --all says why")), "{page}");
    let page = ask(&["--all"]).out;
    assert!(!page.contains("--all") && all.iter().all(|one| page.contains(one["person"].as_str().unwrap())), "{page}");
    let page = ask(&["--limit", "1", "--lang", "zh"]).out;
    assert!(page.contains(&format!("{can}人中的前1人，--all列出全部")), "{page}");
    assert!(ask(&["--limit", "1", "--all"]).ended(2).err.contains("--limit"));
}

#[test]
fn whoever_leaves_is_called_by_id_or_name_and_what_is_not_there_is_said() {
    let desk = planned();
    let [person, team, seat] = duties(&desk, "out", 3).swap_remove(1);
    let board = desk.read("out/assignments.csv");
    let row = board.lines().find(|row| row.contains(&format!(",{person},"))).unwrap();
    let name = row.split(',').nth(8).unwrap();
    let by_id = candidates(&desk, &team, &seat, &["--round", "3", "--person", &person]);
    assert_eq!(by_id.out, candidates(&desk, &team, &seat, &["--round", "3", "--person", name]).out);
    let other = duties(&desk, "out", 3).into_iter().find(|[_, there, _]| *there != team).unwrap()[0].clone();
    for (more, said) in [
        (&["--round", "9"][..], "`--round 9`: expected a number from 1 to 3"),
        (&["--round", "3", "--person", "U99-0001"], "`--person U99-0001`: expected the id or name of a person"),
        (&["--round", "3", "--person", &other], "expected somebody who holds that seat then: "),
        (&["--date", "2019-01-01"], "`--date 2019-01-01`: expected a day on which team "),
    ] {
        let run = candidates(&desk, &team, &seat, more).ended(2);
        assert!(run.err.contains(said), "{}", run.err);
    }
    let run = candidates(&desk, &team, "laeder", &["--round", "3"]).ended(2);
    assert!(run.err.contains("`--seat laeder`: expected a seat of that team: leader, "), "{}", run.err);
    assert!(run.err.contains("Maybe `leader`"), "{}", run.err);
}

/// What bars somebody is a rule, with its words: a limit that only shows beside others' duties, too.
#[test]
fn limits_are_told_by_the_rule_that_sets_them() {
    let desk = planned();
    let mut bars: Vec<String> = Vec::new();
    for [person, team, seat] in duties(&desk, "out", 3) {
        let told = candidates(&desk, &team, &seat, &["--round", "3", "--person", &person, "--json", "--all"]).json();
        let all = told["candidates"].as_array().unwrap().iter().flat_map(|one| one["bars"].as_array().unwrap().clone());
        bars.extend(all.map(|bar| bar["rule"].as_str().unwrap().to_owned()));
    }
    assert!(bars.iter().all(|rule| rule != "limits") && bars.iter().any(|rule| rule == "team-mix"));
}
