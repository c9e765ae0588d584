use lunban_core::{Campaign, Draft, Pools, Problem, Stated, Sum, Window};
use lunban_generate::{Shape, generate, tiny};

use super::{bound, is_wide};
use crate::control::{Control, StopToken};
use crate::seam::{Backend, Effort, Numbers, Outcome, Task};

/// The duty program of a campaign, and its levels.
fn duty(draft: Draft) -> (Stated, Vec<Sum>) {
    let problem = Problem::new(Campaign::build(draft).unwrap());
    let stated = Window::duty(&problem, &Pools::new(&problem)).state();
    let levels = problem.campaign().goals().levels().iter();
    let objectives = levels.map(|level| stated.objective(&level.terms)).collect();
    (stated, objectives)
}

/// A level of a program with its columns as they are, over fractions.
fn with_task<R>(stated: &Stated, objective: &Sum, then: impl FnOnce(&Task<'_>) -> R) -> R {
    let columns = stated.program.columns().iter();
    let (lower, upper): (Vec<i64>, Vec<i64>) = columns.map(|column| (column.lower, column.upper)).unzip();
    then(&Task {
        program: &stated.program,
        lower: &lower,
        upper: &upper,
        held: &[],
        objective: objective.terms(),
        numbers: Numbers::Vertex,
        effort: Effort::default(),
    })
}

#[test]
fn bounds_are_those_of_the_simplex_method() {
    let (stated, objectives) = duty(tiny().draft);
    for objective in &objectives {
        with_task(&stated, objective, |task| {
            let backend = Backend::best().expect("a backend");
            let Outcome::Optimal(best) = backend.solve(task) else { panic!("the small campaign has a plan") };
            let least: f64 =
                task.objective.iter().map(|(column, factor)| *factor as f64 * best.values[column.index()]).sum();
            let found = bound(task, i64::MAX, &Control::default()).whole() as f64;
            let near = 0.05_f64.max(5e-4 * least);
            assert!(found < least + 1.0 - 1e-6, "{found} is no bound of {least}");
            assert!(found >= least - near, "{found} is far below {least}");
        });
    }
}

#[test]
fn a_bound_that_is_enough_ends_the_search_and_no_time_gives_what_counting_gives() {
    let (stated, objectives) = duty(generate(Shape::Jjj, 7).draft);
    let steps = &objectives[2];
    with_task(&stated, steps, |task| {
        let best = bound(task, i64::MAX, &Control::default()).whole();
        assert!(best > 0, "people must be away from their targets");
        let enough = bound(task, best / 2, &Control::default()).whole();
        assert!((best / 2..=best).contains(&enough), "{enough} of {best}");
        let stop = StopToken::default();
        stop.stop();
        assert_eq!(bound(task, best, &Control::new(None, stop, None)).whole(), 0);
    });
}

#[test]
fn threads_make_no_difference() {
    let (stated, objectives) = duty(generate(Shape::Sister, 7).draft);
    assert!(is_wide(stated.program.columns().len()), "shared out among threads");
    let wishes = &objectives[objectives.len() - 2];
    let found = [1, 2, 3].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| with_task(&stated, wishes, |task| bound(task, 1, &Control::default()).whole()))
    });
    assert!(found[0] >= 1);
    assert!(found.iter().all(|bound| *bound == found[0]), "{found:?}");
}
