//! Rosters that cannot fill every seat as asked: there is still a plan, and the exit code tells.

use crate::kit::Desk;

fn without_bureau_rank() -> Desk {
    let desk = Desk::new();
    desk.change_rosters("司局级", "处级");
    desk
}

#[test]
fn nobody_of_bureau_rank_gives_waivers() {
    let desk = without_bureau_rank();
    let run = desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    assert!(run.out.contains("39 filled, 0 open"), "{}", run.out);
    assert!(run.out.contains("Waivers of rank: 9\n"), "3 city leaders in 3 rounds: {}", run.out);
    desk.run(&["audit", "tiny", "out/schedule.json"]).ended(0);
}

#[test]
fn strict_does_not_let_waivers_pass_but_writes_the_plan() {
    let desk = without_bureau_rank();
    let result = desk.run(&["plan", "tiny", "-o", "out", "--strict", "--json"]).ended(1).json();
    assert_eq!(result["waivers"], 9);
    assert!(desk.has("out/schedule.json"));
}

#[test]
fn nobody_of_leading_rank_leaves_seats_open() {
    let desk = without_bureau_rank();
    desk.change_rosters("处级", "科级");
    let run = desk.run(&["plan", "tiny", "-o", "out"]).ended(1);
    assert!(run.out.contains("24 filled, 15 open"), "5 leaders in 3 rounds: {}", run.out);
    assert!(run.out.contains("Open seats: 15"), "{}", run.out);
    let open = desk.read("out/assignments.csv").lines().filter(|row| row.contains(",leader,,")).count();
    assert_eq!(open, 15);
    desk.run(&["audit", "tiny", "out/schedule.json"]).ended(1);
}
