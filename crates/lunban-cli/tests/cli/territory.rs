//! `lunban territory`: who covers which counties.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::kit::{Desk, shipped};

#[test]
fn the_shipped_teams_cover_what_the_command_says_and_the_picture_of_it_is_in_the_readme() {
    let desk = Desk::new();
    let campaign = shipped("jjj-2017");
    let run = desk.run(&["territory", campaign.to_str().unwrap(), "-o", "out"]).ended(0);
    assert!(run.out.contains("327 counties of 28 cities among 102 teams, each covered once"), "{}", run.out);
    assert!(run.out.contains("every aim proven optimal in 28 of 28 cities"), "{}", run.out);
    assert_eq!(desk.read("out/teams.csv"), fs::read_to_string(campaign.join("teams.csv")).unwrap());
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/territory.svg");
    assert_eq!(desk.read("out/territory.svg"), fs::read_to_string(picture).unwrap());
}

#[test]
fn the_division_is_read_by_programs_and_by_people() {
    let desk = Desk::new();
    let json = desk.run(&["territory", "tiny", "-o", "out", "--json"]).ended(0).json();
    let areas = json["cities"].as_array().unwrap().iter().flat_map(|city| city["areas"].as_array().unwrap());
    let covered: Vec<&Value> = areas.flat_map(|area| area["covers"].as_array().unwrap()).collect();
    let once: BTreeSet<&str> = covered.iter().map(|county| county.as_str().unwrap()).collect();
    assert_eq!((covered.len(), once.len()), (16, 16));
    assert_eq!(desk.read("out/territory.csv").lines().count(), 17);
    let map = desk.read("out/territory.svg");
    assert!(map.starts_with("<svg") && map.matches("<path").count() == 16 && map.contains("阳泉市"), "{map}");
    let chinese = desk.run(&["territory", "tiny", "-o", "zh", "--lang", "zh"]).ended(0);
    assert!(chinese.out.contains("每县一组") && desk.read("zh/territory.svg").contains("负责区域"));
    desk.run(&["territory", "tiny", "-o", "out"]).ended(2);
    desk.run(&["territory", "tiny", "-o", "out", "--force"]).ended(0);
}

#[test]
fn teams_are_shared_out_where_only_their_number_is_known() {
    let desk = Desk::new();
    let campaign = shipped("jjj-2017");
    let run = desk.run(&["territory", campaign.to_str().unwrap(), "-o", "out", "--teams", "74"]).ended(0);
    assert!(run.out.contains("among 102 teams"), "{}", run.out);
    assert_eq!(desk.read("out/teams.csv").lines().count(), 103);
    let many = desk.run(&["territory", "tiny", "-o", "many", "--teams", "40"]).ended(2);
    assert!(many.err.contains("--teams 40: the cities take"), "{}", many.err);
}

/// What the command says of a tiny campaign after a change of one of its files.
fn says(file: &str, from: &str, to: &str, code: i32) -> String {
    let desk = Desk::new();
    desk.change(&format!("tiny/{file}"), from, to);
    let run = desk.run(&["territory", "tiny", "-o", "out"]).ended(code);
    assert!(!desk.has("out"), "nothing is written");
    run.err
}

#[test]
fn what_is_wrong_is_named_with_what_would_mend_it() {
    let unknown = says("borders.csv", "140302,", "140399,", 2);
    assert!(unknown.contains("borders.csv:") && unknown.contains("`140399`") && unknown.contains("Maybe"), "{unknown}");
    let sizes = says("campaign.toml", "at_most = 4", "at_most = 1", 2);
    assert!(sizes.contains("at_least from 1 to at_most, 1"), "{sizes}");
    let kind = says("campaign.toml", "[territory.kinds.county]", "[territory.kinds.contry]", 2);
    assert!(kind.contains("`contry`") && kind.contains("Maybe `county`"), "{kind}");
    let key = says("campaign.toml", "load = \"counties\"", "laod = \"counties\"", 2);
    assert!(key.contains("`laod`") && key.contains("Maybe `load`"), "{key}");
    let word = says("campaign.toml", "load = \"counties\"", "load = \"countis\"", 2);
    assert!(word.contains("`\"countis\"`") && word.contains("Maybe `counties`"), "{word}");
    let load = says("campaign.toml", "load = \"counties\"", "load = \"column\"", 2);
    assert!(load.contains("a number under `load` for every county"), "{load}");
}

#[test]
fn a_county_that_touches_none_and_a_city_that_cannot_be_divided_are_named() {
    let desk = Desk::new();
    let borders = desk.read("tiny/borders.csv");
    let without: String = borders.lines().filter(|row| !row.contains("140322")).flat_map(|row| [row, "\n"]).collect();
    desk.write("tiny/borders.csv", &without);
    let isolated = desk.run(&["territory", "tiny", "-o", "out"]).ended(2).err;
    assert!(
        isolated.contains("borders.csv: `140322 盂县`: expected a border with another county of 阳泉市"),
        "{isolated}"
    );
    assert!(isolated.contains("Maybe a row for it in the table of borders"), "{isolated}");
    desk.write("tiny/borders.csv", &borders);
    desk.change(
        "tiny/campaign.toml",
        "[reporting]",
        "[[territory.forbid]]\ncovers = [\"140321\", \"140322\"]\n\n[reporting]",
    );
    desk.change(
        "tiny/campaign.toml",
        "[reporting]",
        "[[territory.fix]]\nteam = \"140300-1\"\ncovers = [\"140321\", \"140322\"]\n\n[reporting]",
    );
    let proven = desk.run(&["territory", "tiny", "-o", "out"]).ended(5).err;
    assert!(proven.contains("proven: no connected areas of these sizes cover 140300 阳泉市"), "{proven}");
}

#[test]
fn a_campaign_without_sizes_is_told_what_to_write() {
    let desk = Desk::new();
    let text = desk.read("tiny/campaign.toml");
    let kept = text.split("# How `lunban territory`").next().unwrap();
    desk.write("tiny/campaign.toml", kept);
    let said = desk.run(&["territory", "tiny", "-o", "out"]).ended(2).err;
    assert!(said.contains("a section [territory]") && said.contains("Maybe `[territory.kinds.county]`"), "{said}");
}
