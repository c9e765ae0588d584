//! Random campaigns, checked side by side: the same ones in every run, and one that fails made as small as it gets.
//!
//! `LUNBAN_CASES` sets how many are tried; those that failed belong into `regressions/` as JSON.

use std::path::Path;

use lunban_core::Draft;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rayon::prelude::*;

use crate::random::{Size, campaign};

/// Campaigns that are checked side by side.
const CHUNK: usize = 20;

/// So many campaigns are drawn, at most, for each that tells something.
const DRAWN: usize = 20;

/// How many campaigns to check: what `LUNBAN_CASES` says, or so many.
pub(crate) fn number(default: usize) -> usize {
    std::env::var("LUNBAN_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(default)
}

/// Checks random campaigns of a size until `enough` of them told something, and gives what they told. A check gets the number of the case
/// too, to choose by; it gives nothing where the campaign is not one that it speaks of, and words where it fails.
pub(crate) fn check<T: Send>(
    size: Size,
    enough: usize,
    check: impl Fn(&Draft, usize) -> Result<Option<T>, String> + Sync,
) -> Vec<T> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let (mut told, mut case) = (Vec::new(), 0);
    while told.len() < enough {
        assert!(case <= enough * DRAWN, "only {} of {case} campaigns tell something", told.len());
        let mut trees: Vec<_> = (0..CHUNK).map(|_| campaign(size).new_tree(&mut runner).expect("a campaign")).collect();
        let drafts: Vec<Draft> = trees.iter().map(ValueTree::current).collect();
        let checked: Vec<_> = drafts.par_iter().enumerate().map(|(step, draft)| check(draft, case + step)).collect();
        for (step, (tree, checked)) in trees.iter_mut().zip(checked).enumerate() {
            match checked {
                Ok(found) => told.extend(found),
                Err(failure) => shrink(tree, failure, |draft| check(draft, case + step).map(drop)),
            }
        }
        case += CHUNK;
    }
    told
}

/// Makes a failing campaign as small as it gets, and fails with it.
fn shrink(tree: &mut impl ValueTree<Value = Draft>, mut failure: String, check: impl Fn(&Draft) -> Result<(), String>) {
    let mut smallest = tree.current();
    let mut more = tree.simplify();
    while more {
        match check(&tree.current()) {
            Err(words) => {
                (smallest, failure) = (tree.current(), words);
                more = tree.simplify();
            }
            Ok(()) => more = tree.complicate(),
        }
    }
    panic!("{failure}\n{}", serde_json::to_string_pretty(&smallest).unwrap_or_default());
}

/// What failed once, with the name of its file.
pub(crate) fn regressions() -> Vec<(String, Draft)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/roads/regressions");
    let files = std::fs::read_dir(folder).expect("the folder of regressions").map(|file| file.expect("a file").path());
    let mut files: Vec<_> = files.collect();
    files.sort_unstable();
    let draft = |file: &Path| {
        let text = std::fs::read_to_string(file).expect("a readable file");
        serde_json::from_str(&text).expect("a draft")
    };
    files.iter().map(|file| (file.display().to_string(), draft(file))).collect()
}
