//! What peers are handed is the whole problem: our plan is a solution of it with the values of its goal levels, and what comes back is judged alike.

use std::error::Error;
use std::fs;
use std::path::Path;

use lunban::{Backend, Campaign, ColumnId, Label, Options, Plan, Pools, Problem, Row, Stated, Window, plan};
use lunban_benches::peers::{Ended, Heard, Ladder, Line, PROGRAM, Said, hand, schedule, write_duties};
use lunban_files::read_schedule_file;
use lunban_solve::{Effort, Numbers, Outcome, Task};

fn tiny() -> Problem {
    Problem::new(Campaign::build(lunban_generate::tiny().draft).expect("the tiny campaign has no fault"))
}

fn planned(problem: &Problem) -> (Plan, Vec<i64>) {
    let plan = plan(problem, &Options::default()).expect("the tiny campaign has a plan");
    let values = plan.certificates.iter().map(|certificate| certificate.value).collect();
    (plan, values)
}

/// The positions of person and post of each duty.
fn duties(plan: &Plan) -> Vec<(usize, usize)> {
    plan.schedule.duties().iter().map(|duty| (duty.person.index(), duty.post.index())).collect()
}

/// A plan as values of the columns: its duties are given, and the rules' own columns are as small as the levels ask for, one after another.
fn columns(stated: &Stated, ladder: &Ladder, duties: &[(usize, usize)]) -> Result<Vec<i64>, Box<dyn Error>> {
    let (mut lower, mut upper): (Vec<i64>, Vec<i64>) =
        stated.program.columns().iter().map(|column| (column.lower, column.upper)).unzip();
    for &(column, person, post) in &ladder.duties {
        let is_on = i64::from(duties.contains(&(person, post)));
        (lower[column], upper[column]) = (is_on, is_on);
    }
    let (mut values, mut held) = (Vec::new(), Vec::new());
    for rung in &ladder.levels {
        let positions = rung.columns.iter().map(|&column| ColumnId::at(column));
        let objective: Vec<_> = positions.zip(rung.factors.iter().copied()).collect();
        values = least(&Task {
            program: &stated.program,
            lower: &lower,
            upper: &upper,
            held: &held,
            objective: &objective,
            numbers: Numbers::Whole,
            effort: Effort::default(),
        })?;
        let most = Some(rung.value(&values) - rung.constant);
        held.push(Row { label: Label::default(), terms: objective, lower: None, upper: most });
    }
    Ok(values)
}

fn least(task: &Task<'_>) -> Result<Vec<i64>, Box<dyn Error>> {
    match Backend::best().ok_or("no backend")?.solve(task) {
        #[expect(clippy::cast_possible_truncation, reason = "columns are bounded by small whole numbers")]
        Outcome::Optimal(solution) => Ok(solution.values.iter().map(|value| value.round() as i64).collect()),
        other => Err(format!("{other:?}").into()),
    }
}

#[test]
fn our_plan_is_a_solution_of_what_peers_are_handed() -> Result<(), Box<dyn Error>> {
    let problem = tiny();
    let pools = Pools::new(&problem);
    let stated = Window::whole(&problem, &pools).state();
    let ladder = Ladder::of(&problem, &pools, &stated);
    let (plan, expected) = planned(&problem);
    let values = columns(&stated, &ladder, &duties(&plan))?;
    assert!(stated.program.admits(&values));
    assert_eq!(ladder.levels.iter().map(|rung| rung.value(&values)).collect::<Vec<_>>(), expected);
    Ok(())
}

#[test]
fn the_files_name_as_many_columns_as_there_are() -> Result<(), Box<dyn Error>> {
    let problem = tiny();
    let folder = tempfile::tempdir()?;
    hand(&problem, folder.path())?;
    let mps = fs::read_to_string(folder.path().join(PROGRAM))?;
    let bounds = mps.split("BOUNDS\n").nth(1).ok_or("no bounds")?;
    let named = bounds.lines().filter(|line| line.contains(" UP ") || line.contains(" FX ")).count();
    let ladder: Ladder = serde_json::from_slice(&fs::read(folder.path().join("ladder.json"))?)?;
    assert!(ladder.duties.iter().all(|&(column, ..)| column < named));
    assert!(ladder.levels.iter().flat_map(|rung| &rung.columns).all(|&column| column < named));
    assert_eq!(ladder.levels.len(), problem.campaign().goals().levels().len());
    Ok(())
}

#[test]
fn what_a_peer_says_is_judged_as_our_own_plan_is() {
    let problem = tiny();
    let (plan, expected) = planned(&problem);
    let said =
        vec![Said::Plan { seconds: 2.0, duties: duties(&plan) }, Said::Plan { seconds: 1.0, duties: Vec::new() }];
    let heard = Heard { said, preparation: Some(0.0), peak_mib: 0, ended: Ended::Done };
    let line = Line::of(&problem, "peer", &heard);
    assert_eq!(line.best().map(|best| (best.breaches, &best.levels)), Some((0, &expected)));
    assert_eq!(line.reaches(&expected), Some(2.0));
    assert!(line.points[1].breaches > 0, "with nobody anywhere, duties that must be are missing");
    assert_eq!(line.improving().len(), 1, "so that is no plan");
}

#[test]
fn duties_are_written_as_the_audit_reads_them() -> Result<(), Box<dyn Error>> {
    let problem = tiny();
    let (plan, _) = planned(&problem);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("peer.csv");
    write_duties(&problem, &schedule(&problem, &duties(&plan)), &file)?;
    assert_eq!(read_schedule_file(&problem, Path::new(&file), "")?.schedule, plan.schedule);
    Ok(())
}
