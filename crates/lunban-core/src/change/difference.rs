//! Two schedules side by side.

use std::collections::BTreeSet;

use super::apply::translated;
use crate::{Audit, Duty, Problem, RoundId, Schedule};

/// A schedule with the campaign that it is of.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The campaign.
    pub problem: &'a Problem,
    /// The schedule.
    pub schedule: &'a Schedule,
}

/// What differs between two schedules, of one campaign or of one before and after events.
#[derive(Clone, Debug)]
pub struct Difference<'a> {
    /// The campaign of the first.
    pub before: &'a Problem,
    /// The campaign of the second.
    pub after: &'a Problem,
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
    /// The person or team by id, the round by number.
    pub of: Id,
    /// Duties that went.
    pub gone: usize,
    /// Duties that came.
    pub new: usize,
}

/// What differs between two schedules.
pub fn difference<'a>(old: Side<'a>, new: Side<'a>) -> Difference<'a> {
    let levels = |side: Side<'_>| Audit::values(side.problem, side.schedule).levels(side.problem);
    Difference {
        before: old.problem,
        after: new.problem,
        gone: only(old, new),
        new: only(new, old),
        levels: levels(old).into_iter().zip(levels(new)).collect(),
    }
}

/// Duties of one side that the other lacks, by person and date.
fn only(one: Side<'_>, other: Side<'_>) -> Vec<Duty> {
    let lacks = |duty: &&Duty| {
        let there = translated(one.problem, other.problem, duty);
        there.is_none_or(|duty| other.schedule.duties().binary_search(&duty).is_err())
    };
    let mut duties: Vec<Duty> = one.schedule.duties().iter().filter(lacks).copied().collect();
    duties.sort_by_key(|duty| (duty.person, duty.span, duty.post));
    duties
}

impl<'a> Difference<'a> {
    /// By person.
    pub fn people(&self) -> Vec<Moved<&'a str>> {
        self.by(|problem, duty| Some(problem.campaign().person(duty.person).id.as_str()))
    }

    /// By team.
    pub fn teams(&self) -> Vec<Moved<&'a str>> {
        self.by(|problem, duty| Some(problem.campaign().team(problem.post(duty.post).team).id.as_str()))
    }

    /// By round; duties of teams with dates of their own are in none.
    pub fn rounds(&self) -> Vec<Moved<u32>> {
        self.by(|problem, duty| problem.post(duty.post).round.map(RoundId::number))
    }

    fn by<Id: Copy + Ord>(&self, of: impl Fn(&'a Problem, &Duty) -> Option<Id>) -> Vec<Moved<Id>> {
        let each = |problem: &'a Problem, duties: &[Duty]| -> Vec<Id> {
            duties.iter().filter_map(|duty| of(problem, duty)).collect()
        };
        let (gone, new) = (each(self.before, &self.gone), each(self.after, &self.new));
        let all: BTreeSet<Id> = gone.iter().chain(&new).copied().collect();
        let count = |all: &[Id], id| all.iter().filter(|one| **one == id).count();
        all.into_iter().map(|id| Moved { of: id, gone: count(&gone, id), new: count(&new, id) }).collect()
    }
}

/// A schedule of one campaign as one of another with the same people and teams; duties that it cannot have are left out.
pub fn translate(from: &Problem, to: &Problem, schedule: &Schedule) -> Schedule {
    Schedule::new(schedule.duties().iter().filter_map(|duty| translated(from, to, duty)).collect())
}
