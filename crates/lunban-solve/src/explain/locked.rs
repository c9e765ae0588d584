//! The best schedule in which one duty must be, or must not be: the campaign with one lock more, planned.

use lunban_core::rules::Mode;
use lunban_core::{LockDraft, LockMode, PersonId, PostId, Problem, RoundId, Schedule, Text};

use super::unfilled::contradiction;
use crate::options::Options;
use crate::plan::{Certificate, Plan, PlanError};
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

/// Plans with a duty that must be, or must never be, and others that stay.
pub(super) fn locked(
    problem: &Problem,
    asked: (PersonId, PostId, LockMode),
    stay: &[(PersonId, PostId)],
    options: &Options,
) -> Result<Locked, PlanError> {
    let campaign = problem.campaign();
    if campaign.rules().find("locks").is_none_or(|entry| entry.mode() != Mode::Hard) {
        return Ok(Locked::Unclear);
    }
    let is_of_all = stay.is_empty();
    let stay = stay.iter().map(|&(person, post)| (person, post, LockMode::Must));
    let locks: Vec<LockDraft> = std::iter::once(asked).chain(stay).map(|lock| draft(problem, lock)).collect();
    let changed = match campaign.changed(|draft| draft.locks.extend(locks)) {
        Ok(changed) => Problem::new(changed),
        Err(faults) => {
            return Ok(faults.0.into_iter().next().map_or(Locked::Unclear, |fault| Locked::Refused(fault.expected)));
        }
    };
    match plan(&changed, options) {
        Ok(Plan { schedule, certificates, .. }) => {
            Ok(Locked::Found { schedule, is_best: certificates.iter().all(Certificate::is_proven) })
        }
        // That others cannot stay so is nothing to explain.
        Err(PlanError::Contradiction) if !is_of_all => Ok(Locked::Unclear),
        Err(PlanError::Contradiction) => {
            let found = contradiction(&changed, options)?.unwrap_or_default();
            Ok(Locked::Impossible(found.lacks.into_iter().flat_map(|lack| lack.fact.because).collect()))
        }
        Err(PlanError::NoPlanInTime) => Ok(Locked::Unclear),
        Err(fault) => Err(fault),
    }
}

fn draft(problem: &Problem, (person, post, mode): (PersonId, PostId, LockMode)) -> LockDraft {
    let (campaign, post) = (problem.campaign(), problem.post(post));
    LockDraft {
        person: campaign.person(person).id.clone(),
        round: post.round.map(RoundId::number),
        team: Some(campaign.team(post.team).id.clone()),
        seat: Some(campaign.role(post.kind, post.role).name.clone()),
        mode,
    }
}
