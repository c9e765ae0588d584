//! The audit against the statement, on random schedules: of each both say whether it is lawful, and what it counts.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::completion::{Bounds, least};
use crate::{Audit, PersonId, Pools, PostId, Problem, Schedule, Stated, Window};

/// Draws schedules and compares.
pub(super) fn hold(problem: &Problem) {
    let pools = Pools::new(problem);
    let whole = Window::whole(problem, &pools).state();
    let duty = Window::duty(problem, &pools).state();
    let config = Config { cases: 60, max_shrink_iters: 100, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let held = runner.run(&pairs(problem), |pairs| {
        let audit = Audit::of(problem, &Schedule::of_whole(problem, pairs.iter().copied()));
        let judged = audit.is_lawful().then(|| audit.counts.clone());
        prop_assert_eq!(&judged, &by_program(problem, &pools, &whole, &pairs), "{:?}", audit.findings);
        if let Some(counts) = judged {
            let bounds = by_pools(problem, &pools, &duty, &pairs);
            let is_bound = bounds.as_ref().is_some_and(|bounds| bounds.iter().zip(&counts).all(|(a, b)| a <= b));
            prop_assert!(is_bound, "the duty program says {:?} of {:?}", bounds, counts);
        }
        Ok(())
    });
    held.unwrap_or_else(|fault| panic!("{fault}"));
}

/// Some pairs of people and posts, mostly those that no hard rule bars.
fn pairs(problem: &Problem) -> impl Strategy<Value = BTreeSet<(PersonId, PostId)>> + use<> {
    let all: Vec<(PersonId, PostId)> = problem
        .campaign()
        .person_ids()
        .flat_map(|person| problem.posts().iter().map(move |post| (person, post.id)))
        .collect();
    let lawful: Vec<_> = all.iter().copied().filter(|&(person, post)| problem.may_hold(person, post)).collect();
    let from = move |indices: Vec<Index>, known: &[(PersonId, PostId)]| -> BTreeSet<_> {
        indices.iter().filter(|_| !known.is_empty()).map(|index| *index.get(known)).collect()
    };
    let some = |most: usize| prop::collection::vec(any::<Index>(), 0..=most);
    (some(6), prop_oneof![3 => Just(Vec::new()), 1 => some(1)]).prop_map(move |(likely, wild)| {
        let mut pairs = from(likely, &lawful);
        pairs.extend(from(wild, &all));
        pairs
    })
}

/// The least of each count that the whole program has with exactly these duties; none if it has no solution.
fn by_program(
    problem: &Problem,
    pools: &Pools,
    stated: &Stated,
    pairs: &BTreeSet<(PersonId, PostId)>,
) -> Option<Vec<i64>> {
    let holds = |person, slot| i64::from(pairs.contains(&(person, pools.slot(slot).posts[0])));
    let known = stated.holdings.iter().filter(|held| holds(held.person, held.slot) == 1).count();
    // A duty without a column is one that a hard rule bars.
    (known == pairs.len()).then(|| counts(problem, stated, holds)).flatten()
}

/// The same for the duty program: a duty is held in the finest of its slots that the person is told apart in.
fn by_pools(
    problem: &Problem,
    pools: &Pools,
    stated: &Stated,
    pairs: &BTreeSet<(PersonId, PostId)>,
) -> Option<Vec<i64>> {
    let finest = |person: PersonId, post: PostId| {
        let slots = stated.holdings.iter().filter(|held| held.person == person).map(|held| held.slot);
        slots.filter(|&slot| pools.slot(slot).posts.contains(&post)).min_by_key(|&slot| pools.slot(slot).posts.len())
    };
    let mut held: Vec<_> = Vec::new();
    for &(person, post) in pairs {
        held.push((person, finest(person, post)?));
    }
    let holds = |person, slot| i64::try_from(held.iter().filter(|&&pair| pair == (person, slot)).count()).unwrap_or(0);
    counts(problem, stated, holds)
}

fn counts(problem: &Problem, stated: &Stated, holds: impl Fn(PersonId, crate::SlotId) -> i64) -> Option<Vec<i64>> {
    let program = &stated.program;
    let mut bounds = Bounds {
        lower: program.columns().iter().map(|column| column.lower).collect(),
        upper: program.columns().iter().map(|column| column.upper).collect(),
    };
    for holding in &stated.holdings {
        let (column, value) = (holding.column?.index(), holds(holding.person, holding.slot));
        if !(bounds.lower[column]..=bounds.upper[column]).contains(&value) {
            return None;
        }
        (bounds.lower[column], bounds.upper[column]) = (value, value);
    }
    assert_eq!(program.counts().len(), problem.campaign().rules().counts().len());
    // A campaign without any count still has a program to solve.
    if program.counts().is_empty() {
        return least(program, &crate::Sum::default(), bounds).map(|_| Vec::new());
    }
    program.counts().iter().map(|count| least(program, count, bounds.clone())).collect()
}
