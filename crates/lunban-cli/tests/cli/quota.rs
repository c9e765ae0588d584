//! `lunban quota`.

use crate::kit::Desk;

/// The rows of the table, without its header.
fn rows(desk: &Desk, file: &str) -> Vec<Vec<String>> {
    let text = desk.read(file);
    let lines = text.trim_start_matches('\u{feff}').lines().skip(1);
    lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn every_place_is_shared_out_before_there_are_names() {
    let desk = Desk::new();
    std::fs::remove_dir_all(desk.path().join("tiny/roster")).unwrap();
    let words = ["quota", "tiny", "-o", "quota.csv", "--ranks", "司局级=0.3,处级=0.3"];
    let run = desk.run(&words).ended(0);
    assert!(run.out.contains("places from proportion") && run.out.contains("\n  quota.csv\n"), "{}", run.out);
    let rows = rows(&desk, "quota.csv");
    // Three city teams and two county teams: three leaders of one rank, two of the other, and eight others in each round.
    for (round, rank, places) in [("1", "司局级", 3), ("2", "处级", 2), ("3", "", 8)] {
        let here = rows.iter().filter(|row| row[2] == round && row[5] == rank);
        assert_eq!(here.count(), places, "{rows:?}");
    }
    assert!(rows.iter().all(|row| row[6].is_empty() && row[7].is_empty()));
    // Headcounts are 60, 40 and 30.
    let of = |unit: &str| rows.iter().filter(|row| row[0] == unit).count();
    assert_eq!((of("U31"), of("U32"), of("U33")), (18, 12, 9));
    let run = desk.run(&words).ended(2);
    assert!(run.err.contains("`quota.csv` is there already"), "{}", run.err);
}

#[test]
fn programs_read_the_numbers_and_how_even_they_are() {
    let desk = Desk::new();
    let page = desk.run(&["quota", "tiny", "-o", "quota.csv", "--json"]).ended(0).json();
    assert_eq!(page["ranks"][0]["rank"], "司局级");
    let sent: u64 =
        page["ranks"][0]["units"].as_array().unwrap().iter().map(|unit| unit["sends"][0].as_u64().unwrap()).sum();
    assert_eq!((sent, &page["ranks"][0]["rounds"][0]), (3, &3.into()));
    assert!(page["in_all"]["largest"].as_i64().unwrap() < 1000, "{page}");
}

#[test]
fn what_is_missing_or_cannot_be_is_said() {
    let desk = Desk::new();
    let run = desk.run(&["quota", "tiny", "-o", "quota.csv", "--ranks", "司局及=0.3"]).ended(2);
    assert!(run.err.contains("Maybe `司局级`"), "{}", run.err);
    desk.run(&["quota", "tiny", "-o", "quota.csv", "--ranks", "处级=3"]).ended(2);
    std::fs::remove_dir_all(desk.path().join("tiny/roster")).unwrap();
    let run = desk.run(&["quota", "tiny", "-o", "quota.csv"]).ended(2);
    assert!(run.err.contains("Maybe --ranks 司局级=0.1"), "{}", run.err);
    let run = desk.run(&["quota", "tiny", "-o", "quota.csv", "--ranks", "司局级=0.01,处级=0.3"]).ended(5);
    assert!(run.err.contains("round 1 has 3 places for 司局级") && run.err.contains("Maybe"), "{}", run.err);
    assert!(!desk.has("quota.csv"));
}

#[test]
fn limits_of_units_that_leave_no_quota_are_named() {
    let desk = Desk::new();
    let units = desk.read("tiny/units.csv");
    let column = units.lines().next().unwrap().split(',').position(|header| header == "max_total").unwrap();
    let limited = |line: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if let Some(most) = ["U31", "U32", "U33"].iter().position(|unit| cells[0] == *unit) {
            cells[column] = ["13", "13", "12"][most];
        }
        cells.join(",") + "\n"
    };
    desk.write("tiny/units.csv", units.lines().map(limited).collect::<String>());
    // Thirteen seats in each of three rounds are one more than all three may send.
    let run = desk.run(&["quota", "tiny", "-o", "quota.csv"]).ended(5);
    for (unit, most) in [("U31", 13), ("U32", 13), ("U33", 12)] {
        let says = format!(": at most {most} in all (`max_total` of units.csv)");
        assert!(
            run.err.lines().any(|line| line.starts_with(&format!("  because {unit} ")) && line.ends_with(&says)),
            "{}",
            run.err
        );
    }
    assert!(run.err.contains("  Maybe another number in one of them"), "{}", run.err);
}
