//! The fast road against the whole integer program, and both against trying every schedule.

use crate::binding::Binding;
use crate::cases;
use crate::enumerate::{self, Best};
use crate::random::{SMALL, Size, TINY};
use lunban_core::{Campaign, Draft, Problem};
use lunban_solve::{Certificate, Options, Plan, PlanError, plan, plan_whole};

/// What the cases of a run came to.
#[derive(Debug, Default)]
struct Tally {
    planned: usize,
    contradictory: usize,
    enumerated: usize,
    unproven: usize,
}

impl Tally {
    fn and(self, other: &Self) -> Self {
        Self {
            planned: self.planned + other.planned,
            contradictory: self.contradictory + other.contradictory,
            enumerated: self.enumerated + other.enumerated,
            unproven: self.unproven + other.unproven,
        }
    }
}

/// Plans one campaign by every road and compares; none if it is at fault. What is planned is shown to `note` too.
fn compare(draft: &Draft, note: impl Fn(&Problem, &Plan)) -> Result<Option<Tally>, String> {
    let Ok(campaign) = Campaign::build(draft.clone()) else { return Ok(None) };
    let (problem, options) = (Problem::new(campaign), Options::default());
    let (fast, whole) = (plan(&problem, &options), plan_whole(&problem, &options));
    let best = enumerate::best(&problem);
    let (fast, whole) = match (fast, whole) {
        (Ok(fast), Ok(whole)) => (fast, whole),
        (Err(PlanError::Contradiction), Err(PlanError::Contradiction)) => {
            expect(matches!(best, Best::None | Best::TooMany), || format!("contradiction, but {best:?}"))?;
            return Ok(Some(Tally { contradictory: 1, ..Tally::default() }));
        }
        (fast, whole) => return Err(format!("one road ends otherwise: {:?} {:?}", fast.err(), whole.err())),
    };
    agree(&fast, &whole)?;
    let split = plan(&problem, &Options { whole_limit: 0, ..options }).map_err(|fault| format!("split: {fault}"))?;
    agree(&split, &whole)?;
    match &best {
        Best::Levels(levels) => {
            is_true(&fast, levels)?;
            is_true(&whole, levels)?;
        }
        Best::None => return Err("a plan where no schedule is lawful".to_owned()),
        Best::TooMany => {}
    }
    note(&problem, &fast);
    let unproven = usize::from(!fast.certificates.iter().all(Certificate::is_proven));
    let enumerated = usize::from(matches!(best, Best::Levels(_)));
    Ok(Some(Tally { planned: 1, contradictory: 0, enumerated, unproven }))
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

/// Compares the roads on random campaigns of a size.
fn run(size: Size, cases: usize, note: impl Fn(&Problem, &Plan) + Sync) -> Tally {
    let told = cases::check(size, cases, |draft, _| compare(draft, &note));
    let tally = told.iter().fold(Tally::default(), Tally::and);
    println!("{tally:?}");
    tally
}

#[test]
fn roads_agree_on_small_campaigns() {
    let cases = cases::number(1000);
    let binding = Binding::new(cases / 20);
    let tally = run(SMALL, cases, |problem, plan| binding.note(problem, plan));
    assert!(tally.unproven * 50 <= tally.planned, "fewer than 98 % proven: {tally:?}");
    assert!(binding.lacking().is_empty(), "rules that bind in fewer than 5 %: {:?}", binding.lacking());
}

#[test]
fn roads_agree_with_brute_force_on_tiny_campaigns() {
    let tally = run(TINY, cases::number(1000), |_, _| {});
    assert!(tally.enumerated * 3 >= tally.planned, "too few are enumerated: {tally:?}");
}

#[test]
fn regressions_stay_mended() {
    for (file, draft) in cases::regressions() {
        if let Err(failure) = compare(&draft, |_, _| {}) {
            panic!("{file}: {failure}");
        }
    }
}
