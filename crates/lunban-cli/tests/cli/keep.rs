//! `lunban plan --keep`: what stands in an edited plan stays, the rest is filled.

use std::collections::BTreeSet;

use crate::kit::{Desk, shipped};

/// A plan of the tiny campaign in `out`.
fn planned() -> Desk {
    let desk = Desk::new();
    desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    desk
}

/// The rows of `assignments.csv`: who sits where, without what is only for the eye.
fn duties(desk: &Desk, folder: &str) -> Vec<[String; 4]> {
    let table = desk.read(&format!("{folder}/assignments.csv"));
    let cells = table.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    cells.map(|cells| [0, 3, 6, 7].map(|position| cells[position].clone())).collect()
}

/// Edits the rows of a table, each given with its number from 0; those that come back as none are gone.
fn edit(desk: &Desk, edited: impl Fn(usize, Vec<String>) -> Option<Vec<String>>) {
    let table = desk.read("out/assignments.csv");
    let mut lines = table.lines();
    let header = lines.next().unwrap().to_owned();
    let rows = lines.enumerate().filter_map(|(row, line)| edited(row, line.split(',').map(str::to_owned).collect()));
    let rows: Vec<String> = rows.map(|cells| cells.join(",")).collect();
    desk.write("edited.csv", format!("{header}\n{}\n", rows.join("\n")));
}

const KEEP: [&str; 6] = ["plan", "tiny", "-o", "next", "--keep", "edited.csv"];

#[test]
fn a_plan_that_is_kept_whole_is_the_same_plan() {
    let desk = planned();
    for file in ["out/schedule.json", "out/assignments.csv"] {
        let run = desk.run(&["plan", "tiny", "-o", "next", "--keep", file, "--force", "--json"]).ended(0);
        assert_eq!(run.json()["kept"], 39, "{file}");
        assert_eq!(duties(&desk, "next"), duties(&desk, "out"), "{file}");
    }
    // It is a plan of the campaign as it stands, and no other.
    assert!(desk.run(&["audit", "tiny", "next/schedule.json"]).ended(0).err.is_empty());
}

#[test]
fn rows_that_are_gone_and_people_who_are_cleared_are_filled_anew_and_all_else_stands() {
    let desk = planned();
    edit(&desk, |row, mut cells| {
        if row % 7 == 3 {
            return None;
        }
        if row % 7 == 5 {
            cells[7].clear();
            cells[8].clear();
        }
        Some(cells)
    });
    let run = desk.run(&KEEP).ended(0);
    let kept: BTreeSet<[String; 4]> = duties(&desk, "out")
        .into_iter()
        .enumerate()
        .filter(|(row, _)| row % 7 != 3 && row % 7 != 5)
        .map(|(_, duty)| duty)
        .collect();
    let after: BTreeSet<[String; 4]> = duties(&desk, "next").into_iter().collect();
    assert!(run.out.contains(&format!("Kept as they stood: {} duties", kept.len())), "{}", run.out);
    assert!(kept.is_subset(&after), "{:?}", kept.difference(&after).collect::<Vec<_>>());
    assert_eq!(after.len(), 39, "every seat is filled");
}

#[test]
fn somebody_put_in_by_hand_stays_and_others_make_room() {
    let desk = planned();
    let before = duties(&desk, "out");
    // Somebody of the same rank without a duty in that round takes the place of another.
    let mine = before.iter().find(|duty| duty[2] == "member").unwrap().clone();
    let busy: BTreeSet<&String> = before.iter().filter(|duty| duty[0] == mine[0]).map(|duty| &duty[3]).collect();
    let known =
        desk.read("tiny/roster/U31.csv") + &desk.read("tiny/roster/U32.csv") + &desk.read("tiny/roster/U33.csv");
    let ids = known.lines().filter_map(|line| line.split(',').next()).filter(|id| id.starts_with('U'));
    let free: Vec<String> = ids.map(str::to_owned).filter(|id| !busy.contains(id)).collect();
    let lawful = free.into_iter().find(|id| {
        let row = |cells: &[String]| cells[0] == mine[0] && cells[3] == mine[1] && cells[7] == mine[3];
        edit(&desk, |_, cells| {
            row(&cells).then(|| [&cells[..7], std::slice::from_ref(id), &vec![String::new(); 5]].concat())
        });
        desk.run(&KEEP).code == 0
    });
    let wanted = [mine[0].clone(), mine[1].clone(), mine[2].clone(), lawful.expect("somebody may serve there")];
    assert!(duties(&desk, "next").contains(&wanted), "{wanted:?}");
}

#[test]
fn a_duty_that_breaks_a_hard_rule_is_named_with_its_row() {
    let desk = planned();
    // The leader of a city team is a clerk, and somebody serves in two teams at once.
    let before = duties(&desk, "out");
    let twice = before[1][3].clone();
    edit(&desk, |row, mut cells| {
        if row == 0 {
            (cells[7], cells[8]) = ("U33-0006".to_owned(), String::new());
        }
        if row == 4 {
            (cells[7], cells[8]) = (twice.clone(), String::new());
        }
        Some(cells)
    });
    let run = desk.run(&KEEP).ended(2);
    let line =
        |begin: &str| run.err.lines().find(|line| line.starts_with(begin)).unwrap_or_else(|| panic!("{}", run.err));
    assert!(line("edited.csv:2:person: `U33-0006 ").contains("`leader-rank` is broken"), "{}", run.err);
    // Each breach is at the duty with which it begins, and what hangs together with it is named.
    assert!(line("edited.csv:6:person: ").contains("`one-seat` is broken"), "{}", run.err);
    assert!(line("edited.csv:3:person: ").contains("`workload` is broken: 3 duties, 2 at most"), "{}", run.err);
    assert!(run.err.contains("\n  See also edited.csv:"), "{}", run.err);
    assert!(run.err.contains("edited.csv cannot be used") && !desk.has("next"), "{}", run.err);
}

#[test]
fn more_people_than_seats_and_parts_of_duties_are_named() {
    let desk = planned();
    let first = duties(&desk, "out")[0].clone();
    let mut table = desk.read("out/assignments.csv");
    let second = format!("{},,,{},,,{},U31-0004,,,,,\n", first[0], first[1], first[2]);
    table.push_str(&second);
    desk.write("edited.csv", table);
    let run = desk.run(&KEEP).ended(2);
    assert!(run.err.contains("2 people in 1 seats"), "{}", run.err);
    edit(&desk, |row, mut cells| {
        if row == 0 {
            cells[2] = "2017-09-20".to_owned();
        }
        Some(cells)
    });
    let run = desk.run(&KEEP).ended(2);
    let said = "expected a duty on all days of its seat, 2017-09-15/2017-09-28; one on some of them, 2017-09-15/2017-09-20, is not kept";
    assert!(run.err.contains("edited.csv:2:person: ") && run.err.contains(said), "{}", run.err);
}

#[test]
fn a_lock_of_the_campaign_that_stands_against_it_is_named_too() {
    let desk = planned();
    let first = duties(&desk, "out")[0].clone();
    let [round, team, seat, person] = &first;
    desk.write("edited.csv", format!("round,team,seat,person\n{round},{team},{seat},{person}\n"));
    desk.write("tiny/locks.csv", format!("person,round,team,seat,mode\n{person},{round},{team},,never\n"));
    let run = desk.run(&KEEP).ended(2);
    assert!(run.err.contains("edited.csv:2:person: ") && run.err.contains("`locks` is broken"), "{}", run.err);
    // A seat that a lock of the campaign gives to another.
    let other = duties(&desk, "out").into_iter().find(|duty| duty[2] == *seat && duty[1] == *team && duty[0] != *round);
    desk.write(
        "tiny/locks.csv",
        format!("person,round,team,seat,mode\n{},{round},{team},{seat},must\n", other.unwrap()[3]),
    );
    let run = desk.run(&KEEP).ended(2);
    assert!(run.err.contains("edited.csv:2:person") && run.err.contains("locks.csv:2:person"), "{}", run.err);
}

#[test]
fn where_locks_do_not_bind_nothing_can_be_kept() {
    let desk = planned();
    let settings = desk.read("tiny/campaign.toml") + "\n[rules.locks]\nmode = \"soft\"\n";
    desk.write("tiny/campaign.toml", settings);
    let run = desk.run(&["plan", "tiny", "-o", "next", "--keep", "out/assignments.csv"]).ended(2);
    assert!(run.err.contains("`soft`: expected hard: duties are kept by locks"), "{}", run.err);
    assert!(run.err.contains("campaign.toml:"), "{}", run.err);
}

/// Most of a full plan kept: what is left is so little that all of it is proven.
#[test]
fn a_plan_of_full_scale_is_kept_but_for_what_was_cleared() {
    let desk = Desk::new();
    let full = shipped("jjj-2017");
    let full = full.to_str().unwrap();
    desk.run(&["plan", full, "-o", "out", "--work-limit", "5"]).ended(0);
    edit(&desk, |row, cells| (row % 100 != 1).then_some(cells));
    let run = desk.run(&["plan", full, "-o", "next", "--keep", "edited.csv"]).ended(0);
    assert!(run.out.contains("Kept as they stood: 2455 duties"), "{}", run.out);
    assert_eq!(run.out.lines().filter(|line| line.ends_with("  optimal")).count(), 8, "{}", run.out);
    let before: BTreeSet<[String; 4]> = duties(&desk, "out").into_iter().collect();
    let after: BTreeSet<[String; 4]> = duties(&desk, "next").into_iter().collect();
    assert!(before.intersection(&after).count() >= 2455 && after.len() == 2480);
}
