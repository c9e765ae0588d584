//! `lunban simulate`, and the rule `reserve`: people on standby for when somebody drops out.

use std::fs;

use crate::kit::{Desk, Run, files};

/// A plan of the tiny campaign in `out`.
fn planned() -> Desk {
    let desk = Desk::new();
    desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    desk
}

fn simulate(desk: &Desk, more: &[&str]) -> Run {
    let call = ["simulate", "tiny", "out/schedule.json", "-o", "reserve", "--trials", "30", "--sample", "5"];
    desk.run(&[&call[..], more].concat())
}

#[test]
fn a_schedule_is_played_through_for_each_reserve() {
    let desk = planned();
    let run = simulate(&desk, &["--rate", "10%", "--json"]).ended(0);
    let told = run.json();
    let reserves = told["reserves"].as_array().unwrap();
    let names: Vec<&str> = reserves.iter().map(|reserve| reserve["reserve"].as_str().unwrap()).collect();
    assert_eq!(names, ["0", "2", "4", "8", "16", "everybody"]);
    let dropouts = reserves[0]["dropouts"].as_u64().unwrap();
    let duties = told["duties"].as_u64().unwrap();
    assert!((duties * 2..duties * 4).contains(&dropouts), "{dropouts} of {duties} duties in 30 trials at 10 %");
    assert_eq!(reserves[0]["open"], dropouts);
    assert!(reserves[5]["open"].as_u64() < reserves[0]["open"].as_u64());
    assert_eq!(told["sample"]["events"], 5);
    let written = files(&desk.path().join("reserve"));
    assert_eq!(written.keys().collect::<Vec<_>>(), ["simulation.json", "simulation.svg", "summary.txt"]);
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&written["simulation.json"]).unwrap(), told);
    let words = desk.read("reserve/summary.txt");
    assert!(words.contains("everybody who can") && words.contains("single dropouts planned anew"), "{words}");
    assert!(desk.read("reserve/simulation.svg").starts_with("<svg"));
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_an_earlier_simulation_stays_without_force() {
    let desk = planned();
    simulate(&desk, &[]).ended(0);
    let first = files(&desk.path().join("reserve"));
    let refused = simulate(&desk, &["--seed", "2"]).ended(2);
    assert!(refused.err.contains("--force"), "{refused:?}");
    assert_eq!(first, files(&desk.path().join("reserve")));
    simulate(&desk, &["--force"]).ended(0);
    assert_eq!(first, files(&desk.path().join("reserve")));
    simulate(&desk, &["--seed", "2", "--force"]).ended(0);
    assert_ne!(first, files(&desk.path().join("reserve")));
}

#[test]
fn rates_are_of_ranks_and_rounds() {
    let desk = planned();
    let told = simulate(&desk, &["--rate", "0", "--rate", "2:50%", "--reserve", "0", "--json"]).ended(0).json();
    let breaks = told["reserves"][0]["breaks"].as_array().unwrap();
    assert!(!breaks.is_empty() && breaks.iter().all(|one| one["round"] == 2), "{breaks:?}");
}

#[test]
fn what_cannot_be_meant_is_said_and_nothing_is_written() {
    let desk = planned();
    for (call, said) in [
        (["--rate", "9:3%"], "there is no round 9"),
        (["--rate", "司居级=3%"], "Maybe 司局级"),
        (["--rate", "300%"], "a share such as 3% or 0.03"),
        (["--rate=处级=5%", "--rate=处级=6%"], "`处级=5%` and `处级=6%` are for the same duties"),
        (["--rate=2:3%", "--rate=2:0.03"], "`2:3%` and `2:0.03` are for the same duties"),
        (["--reserve", "planned"], "[rules.reserve]"),
        (["--reserve", "many"], "a number, `planned` or `everybody`"),
    ] {
        let run = simulate(&desk, &call).ended(2);
        assert!(run.err.contains(said), "{run:?}");
        assert!(!desk.has("reserve"));
    }
    let text = desk.read("out/assignments.csv");
    let rows: Vec<&str> = text.lines().collect();
    let cells = |row: &str| row.split(',').map(str::to_owned).collect::<Vec<_>>();
    // Somebody takes the seats of somebody else too.
    let (one, other) = (cells(rows[1]), cells(rows[2]));
    let spoilt = text.replace(&format!("{},{}", other[7], other[8]), &format!("{},{}", one[7], one[8]));
    fs::write(desk.path().join("out/spoilt.csv"), spoilt).unwrap();
    let run = desk.run(&["simulate", "tiny", "out/spoilt.csv", "-o", "reserve"]).ended(2);
    assert!(run.err.contains("breaks hard rules") && run.err.contains("lunban audit"), "{run:?}");
}

#[test]
fn people_on_standby_are_planned_named_and_called_up() {
    let desk = Desk::new();
    let settings = desk.read("tiny/campaign.toml");
    let asks = "\n[rules.reserve]\nrequire = [{ at_least = 1, rank = \"处级\" }, { at_least = 2, rounds = [2] }]\n";
    desk.write("tiny/campaign.toml", settings + asks);
    let planned = desk.run(&["plan", "tiny", "-o", "out", "--json"]).ended(0).json();
    let level =
        planned["certificates"].as_array().unwrap().iter().find(|level| level["counts"][0]["count"] == "reserve.short");
    assert_eq!(level.map(|level| level["proven"] == true), Some(true), "{planned:#}");
    let table = desk.read("out/reserve.csv");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|row| row.split(',').collect()).collect();
    let of_rank = |row: &&Vec<&str>| row[3] == "1";
    assert!(rows.iter().filter(of_rank).all(|row| row[7] == "处级"), "{table}");
    assert!(rows.iter().filter(|row| row[3] == "2").all(|row| row[0] == "2"), "{table}");
    let told = simulate(&desk, &["--reserve", "planned,everybody", "--json"]).ended(0).json();
    assert_eq!(told["reserves"][0]["reserve"], "planned");
    // Where too few can be, it is said of which round.
    let summary = desk.read("out/summary.txt");
    let short = level.and_then(|level| level["value"].as_i64()).unwrap();
    assert_eq!(summary.contains(&format!("Standby short: {short}\n\n  in round ")), short > 0, "{summary}");
    assert!(short > 0, "this campaign has too few of the rank");
}
