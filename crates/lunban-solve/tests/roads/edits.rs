//! The audit against the whole integer program: of any schedule both say whether it is lawful, and what it counts.

use std::collections::BTreeSet;

use crate::random::{SMALL, campaign};
use lunban_core::{Audit, Campaign, Draft, Grain, PersonId, Pools, PostId, Problem, Schedule, Stated, Window};
use lunban_solve::{Backend, Effort, Options, Outcome, Task, plan};
use proptest::prelude::*;

/// One change of a schedule by hand: the duty at a position goes, and a person is put into a post.
#[derive(Clone, Debug)]
struct Edit {
    remove: Option<prop::sample::Index>,
    add: Option<(prop::sample::Index, prop::sample::Index)>,
}

fn edit() -> impl Strategy<Value = Edit> {
    let index = || any::<prop::sample::Index>();
    (proptest::option::of(index()), proptest::option::of((index(), index())))
        .prop_map(|(remove, add)| Edit { remove, add })
}

fn edited(problem: &Problem, pairs: &mut BTreeSet<(PersonId, PostId)>, edit: &Edit) {
    if let Some(remove) = edit.remove.filter(|_| !pairs.is_empty()) {
        let gone = *remove.get(&pairs.iter().copied().collect::<Vec<_>>());
        pairs.remove(&gone);
    }
    if let Some((person, post)) = edit.add {
        let person = PersonId::at(person.index(problem.campaign().people().len()));
        pairs.insert((person, PostId::at(post.index(problem.posts().len()))));
    }
}

/// The least of each level that the whole program has with exactly these duties held; none if it has no solution.
fn by_program(problem: &Problem, pairs: &BTreeSet<(PersonId, PostId)>) -> Option<Vec<i64>> {
    let pools = Pools::new(problem);
    let stated = Window::whole(problem, &pools).state();
    let mut lower: Vec<i64> = stated.program.columns().iter().map(|column| column.lower).collect();
    let mut upper: Vec<i64> = stated.program.columns().iter().map(|column| column.upper).collect();
    let mut left = pairs.clone();
    for holding in &stated.holdings {
        let column = holding.column?.index();
        let held = left.remove(&(holding.person, pools.slot(holding.slot).posts[0]));
        (lower[column], upper[column]) = (i64::from(held), i64::from(held));
    }
    // A duty without a column is one that a hard rule bars.
    if !left.is_empty() || !stated.program.contradictions().is_empty() {
        return None;
    }
    let levels = problem.campaign().goals().levels().iter();
    levels.map(|level| least(&stated, &stated.objective(&level.terms), &lower, &upper)).collect()
}

fn least(stated: &Stated, objective: &lunban_core::Sum, lower: &[i64], upper: &[i64]) -> Option<i64> {
    let task = Task {
        program: &stated.program,
        lower,
        upper,
        held: &[],
        objective: objective.terms(),
        numbers: lunban_solve::Numbers::Whole,
        effort: Effort::default(),
    };
    match Backend::best()?.solve(&task) {
        Outcome::Optimal(solution) => {
            let values: Vec<i64> = solution.values.iter().map(|value| whole(*value)).collect();
            stated.program.admits(&values).then(|| objective.value(&values))
        }
        _ => None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "values of small campaigns; the program checks them exactly")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

fn whole_duties(problem: &Problem, schedule: &Schedule) -> BTreeSet<(PersonId, PostId)> {
    let pools = Pools::new(problem);
    assert!(schedule.duties().iter().all(|duty| pools.slot(pools.of_post(Grain::Post, duty.post)).span == duty.span));
    schedule.duties().iter().map(|duty| (duty.person, duty.post)).collect()
}

/// Judges a planned schedule and what edits make of it, both ways.
fn check(draft: Draft, edits: &[Edit]) -> Result<(), TestCaseError> {
    let Ok(campaign) = Campaign::build(draft) else { return Ok(()) };
    let problem = Problem::new(campaign);
    let Ok(plan) = plan(&problem, &Options::default()) else { return Ok(()) };
    let mut pairs = whole_duties(&problem, &plan.schedule);
    for edit in edits {
        edited(&problem, &mut pairs, edit);
        let schedule = Schedule::of_whole(&problem, pairs.iter().copied());
        let audit = Audit::of(&problem, &schedule);
        let judged = audit.is_lawful().then(|| audit.levels(&problem));
        prop_assert_eq!(judged, by_program(&problem, &pairs), "{:?}", audit.findings);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn audit_and_program_judge_edits_alike(draft in campaign(SMALL), edits in prop::collection::vec(edit(), 1..=6)) {
        check(draft, &edits)?;
    }
}
