//! Replans by the fast road against the whole program: random schedules, random events.

use chrono::{Days, NaiveDate};
use lunban_core::change::{Changed, Event, When, apply};
use lunban_core::{Audit, Campaign, Draft, Duty, Problem, Schedule};
use lunban_solve::replan::{candidates, replan, replan_whole};
use lunban_solve::{Options, Plan, PlanError, plan};

use crate::cases;
use crate::random::SMALL;

/// What the cases of a run came to.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    unproven: usize,
    changed: usize,
    in_mid_round: usize,
}

/// Fewer numbers than it takes to be random, and the same in every run.
fn drawn(case: usize, what: usize, of: usize) -> usize {
    (case * 7919 + what * 104_729 + case * what * 31) % of.max(1)
}

/// One to three people drop out, each in a way of their own, and perhaps one comes to another rank.
fn events(problem: &Problem, schedule: &Schedule, case: usize) -> Vec<Event> {
    let campaign = problem.campaign();
    let (days, first) = (campaign.span().days(), campaign.span().first());
    let day = |what| first + Days::new(drawn(case, what, usize::try_from(days).unwrap_or(1)) as u64);
    let mut events = Vec::new();
    for number in 0..=drawn(case, 1, 3) {
        let duties = schedule.duties();
        if duties.is_empty() {
            break;
        }
        let person = campaign.person(duties[drawn(case, 2 + number, duties.len())].person).id.clone();
        let round = u32::try_from(drawn(case, 10 + number, campaign.calendar().rounds().len())).unwrap_or(0) + 1;
        events.push(match drawn(case, 20 + number, 3) {
            0 => Event::Away { person, when: When::From(day(30 + number)) },
            1 => Event::Away { person, when: When::Rounds(vec![(round, round)]) },
            _ => Event::Away { person, when: When::ForGood },
        });
    }
    if drawn(case, 40, 4) == 0 {
        let person = campaign.person(lunban_core::PersonId::at(drawn(case, 41, campaign.people().len()))).id.clone();
        events.push(Event::Rank { person, rank: "division".to_owned() });
    }
    events
}

fn as_of(problem: &Problem, case: usize) -> NaiveDate {
    let span = problem.campaign().span();
    span.first() + Days::new(drawn(case, 50, usize::try_from(span.days()).unwrap_or(1)) as u64)
}

/// Plans, applies events, and replans by both roads; none where that comes to nothing.
fn compare(draft: &Draft, case: usize) -> Result<Option<Tally>, String> {
    let Ok(campaign) = Campaign::build(draft.clone()) else { return Ok(None) };
    let problem = Problem::new(campaign);
    let Ok(known) = plan(&problem, &Options::default()) else { return Ok(None) };
    let events = events(&problem, &known.schedule, case);
    let Ok(changed) = apply(&problem, &known.schedule, &events, Some(as_of(&problem, case))) else { return Ok(None) };
    let narrow = Options { whole_limit: 0, ..Options::default() };
    let (fast, whole) = match (replan(&changed, &narrow), replan_whole(&changed, &Options::default())) {
        (Ok(fast), Ok(whole)) => (fast, whole),
        // Demands that only more than a narrow window can meet, or nothing at all.
        (Err(PlanError::NoPlanInTime), _) | (_, Err(PlanError::Contradiction)) => return Ok(None),
        (fast, whole) => return Err(format!("one road ends otherwise: {:?} {:?}", fast.err(), whole.err())),
    };
    agree(&fast, &whole)?;
    for plan in [&fast, &whole] {
        keeps_what_was(&changed, plan)?;
    }
    ranks_as_the_audit_does(&changed)?;
    Ok(Some(Tally {
        unproven: usize::from(!fast.certificates.iter().all(lunban_solve::Certificate::is_proven)),
        changed: usize::from(whole.schedule != changed.before),
        in_mid_round: usize::from(!changed.ground.vacant.is_empty()),
    }))
}

/// Both roads agree level by level up to the first that one of them did not prove, and no bound exceeds what the other reached.
fn agree(fast: &Plan, whole: &Plan) -> Result<(), String> {
    for (ours, theirs) in fast.certificates.iter().zip(&whole.certificates) {
        let words = || format!("fast {:?}\nwhole {:?}", fast.certificates, whole.certificates);
        if ours.bound > theirs.value || theirs.bound > ours.value {
            return Err(words());
        }
        if !(ours.is_proven() && theirs.is_proven()) {
            return Ok(());
        }
        if ours.value != theirs.value {
            return Err(words());
        }
    }
    Ok(())
}

/// Whatever lies before the day, or is under way and goes on, is as it was.
fn keeps_what_was(changed: &Changed, plan: &Plan) -> Result<(), String> {
    let is_kept = |duty: &&Duty| plan.schedule.duties().binary_search(duty).is_ok();
    match changed.ground.frozen.iter().find(|duty| !is_kept(duty)) {
        Some(duty) => Err(format!("{duty:?} is frozen, and gone")),
        None => Ok(()),
    }
}

/// What is said of each candidate is what the audit counts of the schedule with them.
fn ranks_as_the_audit_does(changed: &Changed) -> Result<(), String> {
    let Some(part) = changed.ground.vacant.first() else { return Ok(()) };
    let ground = changed.ground.schedule();
    let problem = &changed.problem;
    let base = Audit::values(problem, &ground);
    let ranked = candidates(changed, part.post, None, &Options::default()).map_err(|fault| fault.to_string())?;
    // Who left a seat does not come back to it, whatever the rules say.
    let was_there = |person| ground.duties().iter().any(|duty| (duty.post, duty.person) == (part.post, person));
    for candidate in ranked.iter().filter(|one| base.is_lawful() && !was_there(one.person)) {
        let duty = Duty { post: part.post, person: candidate.person, span: part.span };
        let with = Audit::values(problem, &Schedule::new(ground.duties().iter().copied().chain([duty]).collect()));
        let change: Vec<i64> =
            with.levels(problem).iter().zip(base.levels(problem)).map(|(with, base)| with - base).collect();
        let expected = with.is_lawful().then_some(change);
        if candidate.change != expected {
            return Err(format!("{candidate:?}, but the audit says {expected:?}"));
        }
    }
    Ok(())
}

#[test]
fn replans_agree_with_the_whole_program() {
    let told = cases::check(SMALL, cases::number(300), compare);
    let count = |of: fn(&Tally) -> usize| told.iter().map(of).sum::<usize>();
    let (unproven, changed, in_mid_round) =
        (count(|one| one.unproven), count(|one| one.changed), count(|one| one.in_mid_round));
    println!("{} replans, {changed} change something, {in_mid_round} in mid-round, {unproven} unproven", told.len());
    assert!(changed * 2 > told.len() && in_mid_round * 5 > told.len());
    assert!(unproven * 2 < told.len(), "{unproven} of {} unproven", told.len());
}
