//! The best schedule in which one duty must be, or must not be: the campaign with one lock more, planned.

use std::collections::BTreeMap;

use lunban_core::change::{Changed, Ground};
use lunban_core::rules::Mode;
use lunban_core::{Duty, Faults, LockDraft, LockMode, PersonId, PostId, Problem, RoundId, Schedule, Text, View};

use super::unfilled::contradiction;
use crate::options::Options;
use crate::plan::{Certificate, Plan, PlanError};
use crate::replan;
use crate::road::plan;

/// What planning with the lock comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Locked {
    /// The best schedule found.
    Found {
        schedule: Schedule,
        /// Whether none is better on any level: proven.
        is_best: bool,
    },
    /// No schedule obeys the hard rules and the lock: proven; and what says so.
    Impossible(Vec<lunban_core::Fact>),
    /// The lock goes against another one or against a rule.
    Refused(Text),
    /// A limit came first, or locks do not bind.
    Unclear,
}

/// One person in one post: whether it must be, or must never be.
pub(super) type Asked = (PersonId, PostId, LockMode);

/// Plans with one lock more.
pub(super) fn locked(problem: &Problem, asked: Asked, options: &Options) -> Result<Locked, PlanError> {
    let changed = match with_lock(problem, asked) {
        None => return Ok(Locked::Unclear),
        Some(Ok(changed)) => changed,
        Some(Err(faults)) => return Ok(refused(faults)),
    };
    match plan(&changed, options) {
        Ok(Plan { schedule, certificates, .. }) => {
            Ok(Locked::Found { schedule, is_best: certificates.iter().all(Certificate::is_proven) })
        }
        Err(PlanError::Contradiction) => {
            let found = contradiction(&changed, options)?.unwrap_or_default();
            Ok(Locked::Impossible(found.lacks.into_iter().flat_map(|lack| lack.fact.because).collect()))
        }
        Err(PlanError::NoPlanInTime) => Ok(Locked::Unclear),
        Err(fault) => Err(fault),
    }
}

/// The best schedule in which only those move who stand in the way of the lock; unclear if there is no such schedule.
pub(super) fn nearest(
    problem: &Problem,
    schedule: &Schedule,
    asked: Asked,
    options: &Options,
) -> Result<Locked, PlanError> {
    let changed = match with_lock(problem, asked) {
        None => return Ok(Locked::Unclear),
        Some(Ok(changed)) => changed,
        Some(Err(faults)) => return Ok(refused(faults)),
    };
    let (person, post, mode) = asked;
    let wanted = Duty { post, person, span: problem.post(post).span };
    let rules = problem.campaign().rules();
    let clashes = |duty: &Duty| rules.exclude(problem.post(duty.post), problem.post(post));
    let is_full = View::new(problem, schedule).open(post) == 0;
    let leaves = |duty: &Duty| match mode {
        LockMode::Never => *duty == wanted,
        LockMode::Must => duty.post == post && is_full || duty.person == person && clashes(duty),
    };
    let stay = schedule.duties().iter().copied().filter(|duty| !leaves(duty));
    let (standing, frozen) = stay.partition(|duty| duty.span == problem.post(duty.post).span);
    let changed = Changed {
        draft: changed.campaign().draft().clone(),
        as_of: problem.campaign().span().first(),
        ground: Ground { frozen, standing, vacant: Vec::new() },
        before: schedule.clone(),
        released: Vec::new(),
        withdrawn: BTreeMap::new(),
        problem: changed,
    };
    let nearest = replan::nearest(&changed, (mode == LockMode::Must).then_some(wanted), options)?;
    Ok(nearest.map_or(Locked::Unclear, |schedule| Locked::Found { schedule, is_best: false }))
}

/// What the lock goes against.
fn refused(faults: Faults) -> Locked {
    faults.0.into_iter().next().map_or(Locked::Unclear, |fault| Locked::Refused(fault.expected))
}

/// The campaign with one lock more, if locks bind.
fn with_lock(problem: &Problem, asked: Asked) -> Option<Result<Problem, Faults>> {
    let campaign = problem.campaign();
    let binds = campaign.rules().find("locks").is_some_and(|entry| entry.mode() == Mode::Hard);
    let changed = binds.then(|| campaign.changed(|whole| whole.locks.push(draft(problem, asked))));
    changed.map(|changed| changed.map(Problem::new))
}

fn draft(problem: &Problem, (person, post, mode): Asked) -> LockDraft {
    let (campaign, post) = (problem.campaign(), problem.post(post));
    LockDraft {
        person: campaign.person(person).id.clone(),
        round: post.round.map(RoundId::number),
        team: Some(campaign.team(post.team).id.clone()),
        seat: Some(campaign.role(post.kind, post.role).name.clone()),
        mode,
    }
}
