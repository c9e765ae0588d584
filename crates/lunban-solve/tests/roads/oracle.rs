//! The fast road against the whole integer program, and both against trying every schedule.
//!
//! `LUNBAN_CASES` sets how many random campaigns are tried; failing ones belong into `regressions/` as JSON.

use std::collections::BTreeMap;

use crate::enumerate::{self, Best};
use crate::random::{SMALL, Size, TINY, campaign};
use lunban_core::{Campaign, Draft, Problem};
use lunban_solve::{Options, Plan, PlanError, plan, plan_whole};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// What the cases of a run came to.
#[derive(Debug, Default)]
struct Tally {
    planned: u32,
    contradictory: u32,
    enumerated: u32,
    unproven: u32,
    binding: BTreeMap<&'static str, u32>,
}

impl Tally {
    /// Checks one campaign by every road, and notes what it showed.
    fn check(&mut self, draft: &Draft) -> Result<(), String> {
        let Ok(campaign) = Campaign::build(draft.clone()) else { return Ok(()) };
        let problem = Problem::new(campaign);
        let options = Options::default();
        let (fast, whole) = (plan(&problem, &options), plan_whole(&problem, &options));
        let best = enumerate::best(&problem);
        let (fast, whole) = match (fast, whole) {
            (Ok(fast), Ok(whole)) => (fast, whole),
            (Err(PlanError::Contradiction), Err(PlanError::Contradiction)) => {
                self.contradictory += 1;
                return expect(matches!(best, Best::None | Best::TooMany), || format!("contradiction, but {best:?}"));
            }
            (fast, whole) => return Err(format!("one road ends otherwise: {:?} {:?}", fast.err(), whole.err())),
        };
        agree(&fast, &whole)?;
        let split =
            plan(&problem, &Options { whole_limit: 0, ..options }).map_err(|fault| format!("split: {fault}"))?;
        agree(&split, &whole)?;
        match best {
            Best::Levels(levels) => {
                self.enumerated += 1;
                is_true(&fast, &levels)?;
                is_true(&whole, &levels)?;
            }
            Best::None => return Err("a plan where no schedule is lawful".to_owned()),
            Best::TooMany => {}
        }
        self.planned += 1;
        self.unproven += u32::from(!fast.certificates.iter().all(lunban_solve::Certificate::is_proven));
        self.note_binding(&problem, &fast);
        Ok(())
    }

    /// Notes which rules bind: what they count is above 0, or without them the values of the levels that are left differ.
    fn note_binding(&mut self, problem: &Problem, with: &Plan) {
        let campaign = problem.campaign();
        for entry in campaign.rules().entries() {
            let mut draft = campaign.draft().clone();
            let settings = draft.rules.entry(entry.id().to_owned()).or_default();
            settings.insert("mode".to_owned(), "off".into());
            let Ok(without) = Campaign::build(draft) else { continue };
            let without = Problem::new(without);
            let Ok(plan) = plan(&without, &Options::default()) else { continue };
            let without = named(&without, &plan);
            let (left, own): (Vec<_>, Vec<_>) = named(problem, with)
                .into_iter()
                .partition(|(names, _)| without.iter().any(|(other, _)| other == names));
            if left != without || own.iter().any(|(_, value)| *value > 0) {
                *self.binding.entry(entry.id()).or_default() += 1;
            }
        }
    }
}

/// The values of the levels, by the names of their counts.
fn named(problem: &Problem, plan: &Plan) -> Vec<(Vec<String>, i64)> {
    let rules = problem.campaign().rules();
    let names = |terms: &[(lunban_core::CountId, i64)]| terms.iter().map(|term| rules.count_name(term.0)).collect();
    plan.certificates.iter().map(|certificate| (names(&certificate.level.terms), certificate.value)).collect()
}

fn expect(holds: bool, words: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(words()) }
}

/// Both roads agree level by level up to the first that one of them did not prove, and no bound exceeds what the other reached.
fn agree(fast: &Plan, whole: &Plan) -> Result<(), String> {
    for (ours, theirs) in fast.certificates.iter().zip(&whole.certificates) {
        let words = || format!("fast {:?}\nwhole {:?}", fast.certificates, whole.certificates);
        expect(ours.bound <= theirs.value && theirs.bound <= ours.value, words)?;
        if !(ours.is_proven() && theirs.is_proven()) {
            return Ok(());
        }
        expect(ours.value == theirs.value, words)?;
    }
    Ok(())
}

/// Proven levels are the true best, and the first that is not has a bound no greater.
fn is_true(plan: &Plan, best: &[i64]) -> Result<(), String> {
    for (certificate, &best) in plan.certificates.iter().zip(best) {
        let words = || format!("best {best}, but {:?}", plan.certificates);
        expect(certificate.bound <= best, words)?;
        if !certificate.is_proven() {
            return Ok(());
        }
        expect(certificate.value == best, words)?;
    }
    Ok(())
}

fn cases(default: u32) -> u32 {
    std::env::var("LUNBAN_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(default)
}

/// Checks random campaigns of a size; the same ones in every run.
fn run(size: Size, cases: u32) -> Tally {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut tally = Tally::default();
    while tally.planned < cases {
        let mut tree = campaign(size).new_tree(&mut runner).expect("a campaign");
        if let Err(failure) = tally.check(&tree.current()) {
            shrink(&mut tree, failure);
        }
    }
    tally
}

/// Makes a failing case as small as it gets, and fails with it.
fn shrink(tree: &mut impl ValueTree<Value = Draft>, mut failure: String) {
    let mut smallest = tree.current();
    let mut more = tree.simplify();
    while more {
        match Tally::default().check(&tree.current()) {
            Err(words) => {
                (smallest, failure) = (tree.current(), words);
                more = tree.simplify();
            }
            Ok(()) => more = tree.complicate(),
        }
    }
    panic!("{failure}\n{}", serde_json::to_string_pretty(&smallest).unwrap_or_default());
}

#[test]
fn roads_agree_on_small_campaigns() {
    let tally = run(SMALL, cases(300));
    println!("{tally:?}");
    assert!(tally.unproven * 50 <= tally.planned, "fewer than 98 % proven: {tally:?}");
    for (rule, binds) in &tally.binding {
        assert!(binds * 20 >= tally.planned, "{rule} binds in fewer than 5 %: {tally:?}");
    }
    let ids: Vec<&str> = lunban_core::Registry::standard().pages().map(|page| page.id).collect();
    assert!(ids.iter().all(|id| tally.binding.contains_key(id)), "rules that never bind: {tally:?}");
}

#[test]
fn roads_agree_with_brute_force_on_tiny_campaigns() {
    let tally = run(TINY, cases(300));
    println!("{tally:?}");
    assert!(tally.enumerated * 3 >= tally.planned, "too few are enumerated: {tally:?}");
}

#[test]
fn regressions_stay_mended() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/roads/regressions");
    for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let text = std::fs::read_to_string(file.path()).expect("a readable file");
        let draft: Draft = serde_json::from_str(&text).expect("a draft");
        if let Err(failure) = Tally::default().check(&draft) {
            panic!("{}: {failure}", file.path().display());
        }
    }
}
