//! What holds between a campaign and a changed one, wherever both are proven at every level.

use std::collections::BTreeSet;
use std::path::Path;

use lunban_core::rules::{CountOf, Mode};
use lunban_core::{Audit, Campaign, CountId, Draft, GoalDraft, Language, PersonDraft, Problem, RuleEntry, Schedule};
use lunban_files::{GoalCertificate, Made, Outcome, WeightedCount, read_schedule_table, render};
use lunban_solve::{Certificate, Options, Plan, PlanError, plan};

use crate::cases;
use crate::random::SMALL;
use crate::shuffle::shuffled;

/// Campaigns that each property is tried on.
const CASES: usize = 200;

/// What is proven of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Proven {
    /// The value of each goal level.
    Values(Vec<i64>),
    /// That no schedule is lawful.
    NoSchedule,
}

/// Plans a campaign; none if the draft is at fault.
fn planned(draft: &Draft) -> Option<(Problem, Result<Plan, PlanError>)> {
    let problem = Problem::new(Campaign::build(draft.clone()).ok()?);
    let plan = plan(&problem, &Options::default());
    Some((problem, plan))
}

/// What is proven of a campaign, if anything is at every level; fails where no plan comes out for another reason.
fn proven(draft: &Draft) -> Result<Option<Proven>, String> {
    match planned(draft) {
        None => Ok(None),
        Some((_, Err(PlanError::Contradiction))) => Ok(Some(Proven::NoSchedule)),
        Some((_, Err(fault))) => Err(fault.to_string()),
        Some((_, Ok(plan))) => {
            let is_proven = plan.certificates.iter().all(Certificate::is_proven);
            Ok(is_proven.then(|| Proven::Values(plan.certificates.iter().map(|level| level.value).collect())))
        }
    }
}

/// The proven values of a campaign and of a changed one, where both have a schedule.
fn values(draft: &Draft, changed: &Draft) -> Result<Option<[Vec<i64>; 2]>, String> {
    let Some(Proven::Values(before)) = proven(draft)? else { return Ok(None) };
    match proven(changed)? {
        Some(Proven::Values(after)) => Ok(Some([before, after])),
        Some(Proven::NoSchedule) => Err(format!("{before:?} before, no schedule after")),
        None => Ok(None),
    }
}

fn holds(holds: bool, words: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(words()) }
}

/// The goal levels of a campaign as it could have written them: none left to the default, none left out.
fn levels(campaign: &Campaign) -> Vec<Vec<GoalDraft>> {
    let goal = |&(count, weight): &(CountId, i64)| GoalDraft { count: campaign.rules().count_name(count), weight };
    campaign.goals().levels().iter().map(|level| level.terms.iter().map(goal).collect()).collect()
}

/// Values, not schedules, are the same however rows stand and whatever ids say. Tells whether there was anything to count.
fn order(draft: &Draft, case: usize) -> Result<Option<bool>, String> {
    let (before, after) = (proven(draft)?, proven(&shuffled(draft, case))?);
    let Some((before, after)) = before.zip(after) else { return Ok(None) };
    holds(before == after, || format!("{before:?} before, {after:?} in another order"))?;
    Ok(Some(matches!(before, Proven::Values(values) if values.iter().any(|value| *value > 0))))
}

#[test]
fn values_do_not_depend_on_the_order_of_rows_or_on_ids() {
    let told = cases::check(SMALL, cases::number(CASES), order);
    assert!(share(&told) > 50, "too few have anything to count");
}

/// In per cent.
fn share(told: &[bool]) -> usize {
    told.iter().filter(|told| **told).count() * 100 / told.len()
}

/// The campaign with `fair-share` off: shares follow from who may serve, so every rule would be a part of them.
fn without_shares(mut draft: Draft) -> Draft {
    draft.rules.remove("fair-share");
    for level in &mut draft.goals {
        level.retain(|goal| !goal.count.starts_with("fair-share."));
    }
    draft.goals.retain(|level| !level.is_empty());
    draft
}

/// The campaign without a hard rule. One that counts goes on counting: it is made soft, with no goal for its breaches.
fn freed(draft: &Draft, campaign: &Campaign, rule: &RuleEntry) -> Draft {
    let mode = if rule.counts().is_empty() { "off" } else { "soft" };
    let mut draft = Draft { goals: levels(campaign), ..draft.clone() };
    draft.rules.entry(rule.id().to_owned()).or_default().insert("mode".to_owned(), mode.into());
    draft
}

/// A hard rule less is never worse. Tells which rule, and whether it was better.
fn freedom(draft: &Draft, case: usize) -> Result<Option<(&'static str, bool)>, String> {
    let draft = without_shares(draft.clone());
    let Ok(campaign) = Campaign::build(draft.clone()) else { return Ok(None) };
    let entries = campaign.rules().entries().iter();
    let hard: Vec<&RuleEntry> = entries.filter(|entry| entry.mode() == Mode::Hard).collect();
    let rule = hard[case % hard.len()];
    let Some([before, after]) = values(&draft, &freed(&draft, &campaign, rule))? else { return Ok(None) };
    holds(after <= before, || format!("{before:?} with {}, {after:?} without", rule.id()))?;
    Ok(Some((rule.id(), after < before)))
}

#[test]
fn a_hard_rule_less_is_never_worse() {
    let told = cases::check(SMALL, cases::number(CASES), freedom);
    let tried: BTreeSet<&str> = told.iter().map(|(rule, _)| *rule).collect();
    let better: BTreeSet<&str> = told.iter().filter(|(_, better)| *better).map(|(rule, _)| *rule).collect();
    assert!(tried.len() >= 13, "only {tried:?} are tried");
    assert!(better.len() * 2 >= tried.len(), "only {better:?} are better");
}

/// The campaign with open seats first, then waivers, and behind them what is missing to minima; none where no rank is asked for.
fn seats_first(draft: Draft) -> Option<Draft> {
    let draft = Draft { goals: Vec::new(), ..draft };
    let campaign = Campaign::build(draft.clone()).ok()?;
    let minima: Vec<CountId> = campaign.rules().counts_of(CountOf::Missing).collect();
    let one = |name| campaign.rules().find_count(name).map(|count| vec![count]);
    let levels = [one("coverage.open")?, one("leader-rank.waivers")?, minima];
    let goal = |count| GoalDraft { count: campaign.rules().count_name(count), weight: 1 };
    let levels = levels.into_iter().filter(|level| !level.is_empty());
    Some(Draft { goals: levels.map(|level| level.into_iter().map(goal).collect()).collect(), ..draft })
}

/// One more person, of the unit of one of those there and with everything else of another, but no pairs, locks and minima. Where the commended must be
/// drawn, to be commended is a minimum too.
fn with_one_more(draft: &Draft, case: usize) -> Draft {
    let people = &draft.people;
    let (one, other) = (&people[case % people.len()], &people[case / people.len() % people.len()]);
    let person = PersonDraft {
        id: format!("{}+", one.id),
        name: "One more".to_owned(),
        unit: one.unit.clone(),
        with: Vec::new(),
        apart: Vec::new(),
        min: Some(0),
        tags: if must_draw(draft) { Vec::new() } else { other.tags.clone() },
        ..other.clone()
    };
    Draft { people: [people.clone(), vec![person]].concat(), ..draft.clone() }
}

/// Whether the commended must be drawn.
fn must_draw(draft: &Draft) -> bool {
    let mode = draft.rules.get("commended-first").and_then(|rule| rule.get("mode"));
    mode.and_then(|mode| mode.as_str()) == Some("hard")
}

/// One more person leaves no more seats open, and with as many open needs no more waivers. Tells whether it was better.
fn hands(draft: &Draft, case: usize) -> Result<Option<bool>, String> {
    let Some(draft) = seats_first(draft.clone()) else { return Ok(None) };
    let Some([before, after]) = values(&draft, &with_one_more(&draft, case))? else { return Ok(None) };
    // Minima of everybody are the new person's too, so the levels behind may be worse.
    let (before, after) = (&before[..2], &after[..2]);
    holds(after <= before, || format!("{before:?} before, {after:?} with one more"))?;
    Ok(Some(after < before))
}

#[test]
fn one_more_person_leaves_no_more_seats_open() {
    let told = cases::check(SMALL, cases::number(CASES), hands);
    assert!(share(&told) > 10, "one more person hardly helps");
}

/// A level's weights times k make its value times k, and change no other. Tells whether there was anything to multiply.
fn weights(draft: &Draft, case: usize) -> Result<Option<bool>, String> {
    let Ok(campaign) = Campaign::build(draft.clone()) else { return Ok(None) };
    let mut changed = Draft { goals: levels(&campaign), ..draft.clone() };
    let (level, factor) = (case % changed.goals.len(), 2 + i64::try_from(case % 97).unwrap_or(0));
    for goal in &mut changed.goals[level] {
        goal.weight *= factor;
    }
    let Some([mut before, after]) = values(draft, &changed)? else { return Ok(None) };
    let value = before[level];
    before[level] *= factor;
    holds(before == after, || format!("{before:?} expected at {factor} times level {level}, {after:?} found"))?;
    Ok(Some(value > 0))
}

#[test]
fn weights_scale_values() {
    let told = cases::check(SMALL, cases::number(CASES), weights);
    assert!(share(&told) > 25, "too few values are above 0");
}

/// The table of assignments, written and read again, counts what the certificates claim. Tells whether it holds any duty.
fn table(draft: &Draft, case: usize) -> Result<Option<bool>, String> {
    let Some((problem, Ok(plan))) = planned(draft) else { return Ok(None) };
    let language = if case.is_multiple_of(2) { Language::English } else { Language::Chinese };
    let schedule = read_back(&problem, &plan, language)?;
    let audit = Audit::values(&problem, &schedule);
    let claimed: Vec<i64> = plan.certificates.iter().map(|certificate| certificate.value).collect();
    let levels = audit.levels(&problem);
    holds(audit.is_lawful() && levels == claimed, || format!("{claimed:?} claimed, {levels:?} counted: {audit:?}"))?;
    holds(audit.counts == plan.audit.counts, || format!("{:?} planned, {:?} counted", plan.audit, audit.counts))?;
    Ok(Some(!schedule.duties().is_empty()))
}

fn read_back(problem: &Problem, plan: &Plan, language: Language) -> Result<Schedule, String> {
    let outcome = Outcome {
        problem,
        schedule: &plan.schedule,
        audit: &plan.audit,
        certificates: plan.certificates.iter().map(|certificate| claimed(problem, certificate)).collect(),
        stopped: plan.stopped,
        made: Made::default(),
        origin: None,
        explanation: Vec::new(),
        redact: false,
    };
    let mut files = render(&outcome, &BTreeSet::new(), language).map_err(|error| error.to_string())?;
    let table = files.remove(Path::new("assignments.csv")).ok_or("no table of assignments")?;
    let read = read_schedule_table(problem, table, "assignments.csv", None).map_err(|faults| faults.to_string())?;
    holds(read.warnings.is_empty(), || format!("{:?}", read.warnings))?;
    Ok(read.schedule)
}

fn claimed(problem: &Problem, certificate: &Certificate) -> GoalCertificate {
    let name = |count| problem.campaign().rules().count_name(count);
    let counts = certificate.level.terms.iter().map(|&(count, weight)| WeightedCount { count: name(count), weight });
    let proven_by = format!("{:?}", certificate.proof);
    GoalCertificate { counts: counts.collect(), value: certificate.value, bound: certificate.bound, proven_by }
}

#[test]
fn written_assignments_count_what_the_certificates_claim() {
    let told = cases::check(SMALL, cases::number(CASES), table);
    assert!(share(&told) > 50, "too few have any duty");
}

#[test]
fn regressions_have_every_property() {
    for (file, draft) in cases::regressions() {
        // As many cases as there are hard rules to take away, or levels to weigh.
        for case in 0..14 {
            let told = [
                order(&draft, case).map(drop),
                freedom(&draft, case).map(drop),
                hands(&draft, case).map(drop),
                weights(&draft, case).map(drop),
                table(&draft, case).map(drop),
            ];
            for told in told {
                told.unwrap_or_else(|failure| panic!("{file}, case {case}: {failure}"));
            }
        }
    }
}
