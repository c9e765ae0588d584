//! Two schedules side by side.

use std::collections::BTreeSet;

use super::apply::translated;
use crate::{Audit, Duty, PersonId, Problem, RoundId, Schedule, TeamId};

/// What differs between two schedules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Duties of the first that the second lacks, by person and date.
    pub gone: Vec<Duty>,
    /// Duties of the second that the first lacks, by person and date.
    pub new: Vec<Duty>,
    /// The value of each goal level in both.
    pub levels: Vec<(i64, i64)>,
}

/// How many duties of some group went and came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved<Id> {
    /// The person, team or round.
    pub of: Id,
    /// Duties that went.
    pub gone: usize,
    /// Duties that came.
    pub new: usize,
}

/// What differs between two schedules of a campaign.
pub fn difference(problem: &Problem, old: &Schedule, new: &Schedule) -> Difference {
    let only = |one: &Schedule, other: &Schedule| -> Vec<Duty> {
        let mut duties: Vec<Duty> =
            one.duties().iter().filter(|duty| other.duties().binary_search(duty).is_err()).copied().collect();
        duties.sort_by_key(|duty| (duty.person, duty.span, duty.post));
        duties
    };
    let levels = |schedule| Audit::values(problem, schedule).levels(problem);
    Difference { gone: only(old, new), new: only(new, old), levels: levels(old).into_iter().zip(levels(new)).collect() }
}

impl Difference {
    /// By person.
    pub fn people(&self) -> Vec<Moved<PersonId>> {
        self.by(|duty| Some(duty.person))
    }

    /// By team.
    pub fn teams(&self, problem: &Problem) -> Vec<Moved<TeamId>> {
        self.by(|duty| Some(problem.post(duty.post).team))
    }

    /// By round; duties of teams with dates of their own are in none.
    pub fn rounds(&self, problem: &Problem) -> Vec<Moved<RoundId>> {
        self.by(|duty| problem.post(duty.post).round)
    }

    fn by<Id: Copy + Ord>(&self, of: impl Fn(&Duty) -> Option<Id>) -> Vec<Moved<Id>> {
        let all: BTreeSet<Id> = self.gone.iter().chain(&self.new).filter_map(&of).collect();
        let count = |duties: &[Duty], id| duties.iter().filter(|duty| of(duty) == Some(id)).count();
        all.into_iter().map(|id| Moved { of: id, gone: count(&self.gone, id), new: count(&self.new, id) }).collect()
    }
}

/// A schedule of one campaign as one of another with the same people and teams; duties that it cannot have are left out.
pub fn translate(from: &Problem, to: &Problem, schedule: &Schedule) -> Schedule {
    Schedule::new(schedule.duties().iter().filter_map(|duty| translated(from, to, duty)).collect())
}
