//! One backend against the others through the seam: each gives a second opinion on what the others prove.

use lunban_core::{Campaign, Draft, Problem};
use lunban_solve::{Backend, Options, Plan, PlanError, plan};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rayon::prelude::*;

use crate::random::{SMALL, campaign};

/// Campaigns that are planned by every backend.
const CASES: usize = 60;

/// The first random campaigns that have no fault; the same ones in every run.
fn drafts() -> Vec<Draft> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[13; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = campaign(SMALL);
    let drawn = std::iter::from_fn(|| strategy.new_tree(&mut runner).ok().map(|tree| tree.current()));
    drawn.filter(|draft| Campaign::build(draft.clone()).is_ok()).take(CASES).collect()
}

fn planned(problem: &Problem, backend: Backend) -> Result<Plan, PlanError> {
    plan(problem, &Options { backend: Some(backend), ..Options::default() })
}

/// What two backends say of one campaign: level by level the same value, as far as both prove it, and no bound above what the other reached.
/// Gives how many levels both prove.
fn agree(draft: &Draft, one: Backend, other: Backend) -> Result<usize, String> {
    let problem = Problem::new(Campaign::build(draft.clone()).map_err(|faults| faults.to_string())?);
    let (ours, theirs) = match (planned(&problem, one), planned(&problem, other)) {
        (Ok(ours), Ok(theirs)) => (ours.certificates, theirs.certificates),
        (Err(PlanError::Contradiction), Err(PlanError::Contradiction)) => return Ok(1),
        (ours, theirs) => return Err(format!("{one} ends with {:?}, {other} with {:?}", ours.err(), theirs.err())),
    };
    let both = ours.iter().zip(&theirs);
    let proven = both.clone().take_while(|(ours, theirs)| ours.is_proven() && theirs.is_proven()).count();
    let differs = both.take(proven + 1).any(|(ours, theirs)| ours.bound > theirs.value || theirs.bound > ours.value);
    if differs { Err(format!("{one}: {ours:?}\n{other}: {theirs:?}")) } else { Ok(proven) }
}

#[test]
fn every_backend_proves_the_same() {
    let drafts = drafts();
    assert_eq!(drafts.len(), CASES);
    for pair in Backend::ALL.windows(2) {
        let agreed: Vec<Result<usize, String>> =
            drafts.par_iter().map(|draft| agree(draft, pair[0], pair[1])).collect();
        let mut proven = 0;
        for (draft, agreed) in drafts.iter().zip(agreed) {
            match agreed {
                Ok(levels) => proven += usize::from(levels > 0),
                Err(words) => panic!("{words}\n{}", serde_json::to_string_pretty(draft).unwrap_or_default()),
            }
        }
        assert!(proven * 10 >= CASES * 9, "{} and {} prove something of {proven} campaigns only", pair[0], pair[1]);
    }
}
