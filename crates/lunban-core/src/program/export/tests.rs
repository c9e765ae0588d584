//! What is written is read back by a reader of the tests' own, and is the same program.

use std::collections::BTreeMap;

use super::Export;
use crate::testing::Tiny;
use crate::{ColumnId, Level, Pools, Problem, Row, Window};

/// A program as an MPS file tells it: bounds and terms by name.
#[derive(Debug, Default, PartialEq)]
struct Told {
    goal: BTreeMap<String, i64>,
    columns: Vec<(String, i64, i64)>,
    rows: Vec<(String, Option<i64>, Option<i64>)>,
    terms: BTreeMap<(String, String), i64>,
}

/// Reads free-format MPS of whole numbers, as the format's description says.
fn read(mps: &str) -> Told {
    let mut told = Told::default();
    let (mut section, mut are_whole) = ("", false);
    for line in mps.lines().filter(|line| !line.starts_with('*')) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        if !line.starts_with(' ') {
            section = fields[0];
            continue;
        }
        let number = |position: usize| fields[position].parse::<i64>().unwrap();
        match section {
            "ROWS" if fields[1] == "goal" => assert_eq!(fields[0], "N"),
            "ROWS" => told.rows.push(match fields[0] {
                "E" => (fields[1].to_owned(), Some(0), Some(0)),
                "G" => (fields[1].to_owned(), Some(0), None),
                "L" => (fields[1].to_owned(), None, Some(0)),
                sense => panic!("{sense}"),
            }),
            "COLUMNS" if fields[1] == "'MARKER'" => are_whole = fields[2] == "'INTORG'",
            "COLUMNS" => {
                assert!(are_whole, "{line}");
                if told.columns.last().is_none_or(|column| column.0 != fields[0]) {
                    told.columns.push((fields[0].to_owned(), 0, i64::MAX));
                }
                let unseen = match fields[1] {
                    "goal" => told.goal.insert(fields[0].to_owned(), number(2)),
                    row => told.terms.insert((row.to_owned(), fields[0].to_owned()), number(2)),
                };
                assert_eq!(unseen, None, "{line}");
            }
            "RHS" => {
                let row = told.rows.iter_mut().find(|row| row.0 == fields[1]).unwrap();
                (row.1, row.2) = (row.1.map(|_| number(2)), row.2.map(|_| number(2)));
            }
            "RANGES" => {
                let row = told.rows.iter_mut().find(|row| row.0 == fields[1]).unwrap();
                row.2 = row.1.map(|lower| lower + number(2));
            }
            "BOUNDS" => {
                let column = told.columns.iter_mut().find(|column| column.0 == fields[2]).unwrap();
                match fields[0] {
                    "LO" => column.1 = number(3),
                    "UP" => column.2 = number(3),
                    "FX" => (column.1, column.2) = (number(3), number(3)),
                    kind => panic!("{kind}"),
                }
            }
            section => panic!("{section}"),
        }
    }
    told
}

/// Holds what a file tells against the program, by position; names are each borne once.
fn is_told(export: &Export<'_>, told: &Told) {
    let program = export.program();
    let names: Vec<&str> = told.columns.iter().map(|column| column.0.as_str()).collect();
    let each_once: std::collections::BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(each_once.len(), program.columns().len());
    let bounds: Vec<(i64, i64)> = told.columns.iter().map(|column| (column.1, column.2)).collect();
    let expected: Vec<(i64, i64)> = program.columns().iter().map(|column| (column.lower, column.upper)).collect();
    assert_eq!(bounds, expected);
    let by_name = |terms: &[(ColumnId, i64)]| -> BTreeMap<String, i64> {
        terms.iter().map(|&(column, factor)| (names[column.index()].to_owned(), factor)).collect()
    };
    assert_eq!(told.rows.len(), program.rows().len());
    for (row, (name, lower, upper)) in program.rows().iter().zip(&told.rows) {
        let terms = told.terms.range((name.clone(), String::new())..).take_while(|((row, _), _)| row == name);
        let terms: BTreeMap<String, i64> = terms.map(|((_, column), &factor)| (column.clone(), factor)).collect();
        assert_eq!((terms, *lower, *upper), (by_name(&row.terms), row.lower, row.upper), "{name}");
    }
    let goal: BTreeMap<String, i64> = told.goal.iter().filter(|(_, factor)| **factor != 0).map(clone).collect();
    assert_eq!(goal, by_name(export.objective()));
}

fn clone((name, factor): (&String, &i64)) -> (String, i64) {
    (name.clone(), *factor)
}

fn export<'p>(problem: &'p Problem, goal: usize, held: &[i64]) -> Export<'p> {
    let levels: &[Level] = problem.campaign().goals().levels();
    let stated = Window::whole(problem, &Pools::new(problem)).state();
    Export::new(problem, stated, &levels[goal], levels.iter().zip(held.iter().copied()))
}

fn busy() -> Tiny {
    Tiny::busy()
        .rule("coverage", "")
        .rule("one-seat", "")
        .rule("leader-rank", "city = { rank = \"bureau\", at_least = \"division\" }")
        .rule("workload", "target = 1")
        .rule("rest", "days = 1\nmode = \"soft\"")
        .rule("fair-share", "")
        .rule("wishes", "")
        .rule("no-return", "mode = \"soft\"")
        .rule("team-mix", "require = [{ tag = \"experienced\", at_least = 1 }]\nmax_same_unit = 1")
}

#[test]
fn the_whole_program_is_written_and_read_back() {
    let problem = busy().problem();
    for goal in 0..problem.campaign().goals().levels().len() {
        let held = [3, 2, 1, 0, 5, 5];
        let export = export(&problem, goal, &held[..goal]);
        assert_eq!(export.program().rows().iter().filter(|row| row.label.what == ("goals", "held")).count(), goal);
        is_told(&export, &read(&export.mps()));
    }
}

#[test]
fn a_range_and_a_column_in_no_row_are_told() {
    let problem = busy().problem();
    let mut export = export(&problem, 0, &[]);
    let column = export.program.column(crate::Label { what: ("own", "idle"), ..Default::default() }, -3, 7);
    let label = crate::Label { what: ("own", "range"), ..Default::default() };
    export.program.rows.push(Row { label, terms: vec![(ColumnId::at(0), 2)], lower: Some(-1), upper: Some(4) });
    is_told(&export, &read(&export.mps()));
    assert!(export.lp().contains("\n own.range: -1 <= 2 held.by__P1__s"), "{}", export.lp());
    assert!(export.lp().contains(" -3 <= own.idle <= 7\n") && column.index() > 0);
}

#[test]
fn what_holds_in_no_program_is_a_row_that_cannot_hold() {
    // Nobody may serve, and one seat is open whatever is done: a level held at 0 contradicts that.
    let tiny =
        Tiny::new().rounds(1, 0).team("T1 130100 city 1").person("P1 C staff").rule("coverage", "").rule("pool", "");
    let problem = tiny.rule("wishes", "").problem();
    let export = export(&problem, 1, &[-1]);
    is_told(&export, &read(&export.mps()));
    let least: Vec<i64> = export.program().columns().iter().map(|column| column.lower).collect();
    let most: Vec<i64> = export.program().columns().iter().map(|column| column.upper).collect();
    assert!(!export.program().admits(&least) && !export.program().admits(&most));
    assert!(export.program().contradictions().is_empty());
}

#[test]
fn lp_reads_as_it_is_meant() {
    let tiny = Tiny::new().rounds(1, 0).team("T1 130100 city 1").person("P1 A staff avoid=r1").person("P-2 A staff");
    let problem = tiny.rule("coverage", "").rule("wishes", "").problem();
    let expected = "\
\\ minimises wishes.against
Minimize
 goal: held.by__P1__s2
Subject To
 seats.held__s2: held.by__P_2__s2 + held.by__P1__s2
   + seats.open__s2 = 1
 goals.held__1: seats.open__s2 <= 0
Bounds
 0 <= held.by__P_2__s2 <= 1
 0 <= held.by__P1__s2 <= 1
 0 <= seats.open__s2 <= 1
Generals
 held.by__P_2__s2 held.by__P1__s2
 seats.open__s2
End
";
    assert_eq!(export(&problem, 1, &[0]).lp(), expected);
}
