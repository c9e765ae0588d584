//! The fast road against the whole integer program, and both against trying every schedule.

use std::collections::BTreeMap;

use crate::cases;
use crate::enumerate::{self, Best};
use crate::random::{SMALL, Size, TINY};
use lunban_core::{Campaign, Draft, Problem, Registry};
use lunban_solve::{Options, Plan, PlanError, plan, plan_whole};

/// What the cases of a run came to.
#[derive(Debug, Default)]
struct Tally {
    planned: u32,
    contradictory: u32,
    enumerated: u32,
    unproven: u32,
    tried: BTreeMap<&'static str, u32>,
    binding: BTreeMap<&'static str, u32>,
}

/// Rules that one case is tried without.
const TRIED: usize = 4;

impl Tally {
    /// What one campaign comes to; none if it is at fault.
    fn of(draft: &Draft, case: usize) -> Result<Option<Self>, String> {
        let Ok(campaign) = Campaign::build(draft.clone()) else { return Ok(None) };
        let mut tally = Self::default();
        tally.check(&Problem::new(campaign), case)?;
        Ok(Some(tally))
    }

    fn and(mut self, other: Self) -> Self {
        self.planned += other.planned;
        self.contradictory += other.contradictory;
        self.enumerated += other.enumerated;
        self.unproven += other.unproven;
        for (mine, others) in [(&mut self.tried, other.tried), (&mut self.binding, other.binding)] {
            for (rule, times) in others {
                *mine.entry(rule).or_default() += times;
            }
        }
        self
    }

    /// Checks one campaign by every road, and notes what it showed.
    fn check(&mut self, problem: &Problem, case: usize) -> Result<(), String> {
        let options = Options::default();
        let (fast, whole) = (plan(problem, &options), plan_whole(problem, &options));
        let best = enumerate::best(problem);
        let (fast, whole) = match (fast, whole) {
            (Ok(fast), Ok(whole)) => (fast, whole),
            (Err(PlanError::Contradiction), Err(PlanError::Contradiction)) => {
                self.contradictory += 1;
                return expect(matches!(best, Best::None | Best::TooMany), || format!("contradiction, but {best:?}"));
            }
            (fast, whole) => return Err(format!("one road ends otherwise: {:?} {:?}", fast.err(), whole.err())),
        };
        agree(&fast, &whole)?;
        let split = plan(problem, &Options { whole_limit: 0, ..options }).map_err(|fault| format!("split: {fault}"))?;
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
        self.note_binding(problem, &fast, case);
        Ok(())
    }

    /// Notes which rules bind: what they count is above 0, or without them the values of the levels that are left differ. Each case tries
    /// some of the rules, one after another all of them.
    fn note_binding(&mut self, problem: &Problem, with: &Plan, case: usize) {
        let campaign = problem.campaign();
        let ids: Vec<&str> = Registry::standard().pages().map(|page| page.id).collect();
        let tried = (0..TRIED).map(|step| ids[(case * TRIED + step) % ids.len()]);
        for id in tried {
            *self.tried.entry(id).or_default() += 1;
            let Some(entry) = campaign.rules().find(id) else { continue };
            let counted = entry.counts().iter().any(|count| with.audit.counts[count.index()] > 0);
            if counted || without(campaign, id).is_some_and(|without| differs(problem, with, &without)) {
                *self.binding.entry(id).or_default() += 1;
            }
        }
    }
}

/// The campaign with a rule off, and no goal naming its counts.
fn without(campaign: &Campaign, id: &str) -> Option<Problem> {
    let mut draft = campaign.draft().clone();
    draft.rules.entry(id.to_owned()).or_default().insert("mode".to_owned(), "off".into());
    for level in &mut draft.goals {
        level.retain(|goal| goal.count.split('.').next() != Some(id));
    }
    draft.goals.retain(|level| !level.is_empty());
    Campaign::build(draft).ok().map(Problem::new)
}

/// Whether levels that both have come to other values.
fn differs(problem: &Problem, with: &Plan, without: &Problem) -> bool {
    let Ok(plan) = plan(without, &Options::default()) else { return false };
    let (with, without) = (named(problem, with), named(without, &plan));
    with.iter().any(|(names, value)| without.iter().any(|(other, less)| other == names && less != value))
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

/// Checks random campaigns of a size.
fn run(size: Size, cases: usize) -> Tally {
    let told = cases::check(size, cases, Tally::of);
    told.into_iter().fold(Tally::default(), Tally::and)
}

#[test]
fn roads_agree_on_small_campaigns() {
    let tally = run(SMALL, cases::number(1000));
    println!("{tally:?}");
    assert!(tally.unproven * 50 <= tally.planned, "fewer than 98 % proven: {tally:?}");
    for (rule, tried) in &tally.tried {
        let binds = tally.binding.get(rule).copied().unwrap_or(0);
        assert!(binds * 20 >= *tried, "{rule} binds in fewer than 5 %: {tally:?}");
    }
}

#[test]
fn roads_agree_with_brute_force_on_tiny_campaigns() {
    let tally = run(TINY, cases::number(1000));
    println!("{tally:?}");
    assert!(tally.enumerated * 3 >= tally.planned, "too few are enumerated: {tally:?}");
}

#[test]
fn regressions_stay_mended() {
    for (file, draft) in cases::regressions() {
        if let Err(failure) = Tally::of(&draft, 0) {
            panic!("{file}: {failure}");
        }
    }
}
