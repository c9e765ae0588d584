//! What keeps somebody from a seat whom no rule about them alone bars: limits that their duty would break together with others'.

use lunban::replan::Candidate;
use lunban::{About, Audit, Duty, Problem, Schedule, Text};

use super::seat::Seat;

/// What a ranking calls bars that it does not look into: it knows that a limit is reached, not whose.
const UNNAMED: &str = "limits";

/// The bars of somebody, limits by the rules that set them.
pub(super) fn named(seat: &Seat, one: &Candidate) -> Vec<(String, Text)> {
    if one.bars.iter().all(|(rule, _)| rule != UNNAMED) {
        return one.bars.clone();
    }
    let broken = broken(seat, Duty { person: one.person, post: seat.post, span: seat.span() });
    if broken.is_empty() { one.bars.clone() } else { broken }
}

/// What the audit says of a duty beside those that share a limit with it.
fn broken(seat: &Seat, duty: Duty) -> Vec<(String, Text)> {
    let problem = &seat.changed.problem;
    let breaches = Audit::with_breaches(problem, &beside(seat, duty)).findings.into_iter();
    let about = breaches.filter(|finding| is_about(problem, &finding.about, &duty));
    let mut bars: Vec<(String, Text)> = about.map(|breach| (breach.rule.to_owned(), breach.about.says)).collect();
    bars.dedup();
    bars
}

/// A duty and those of the same unit or the same team: limits are of a person, a unit or a team, and to judge all duties for each candidate would take long.
fn beside(seat: &Seat, duty: Duty) -> Schedule {
    let (problem, ground) = (&seat.changed.problem, &seat.changed.ground);
    let unit = |duty: &Duty| problem.campaign().person(duty.person).unit;
    let team = |duty: &Duty| problem.post(duty.post).team;
    let is_near = |other: &&Duty| unit(other) == unit(&duty) || team(other) == team(&duty);
    Schedule::new(ground.frozen.iter().chain(&ground.standing).filter(is_near).copied().chain([duty]).collect())
}

/// Whether a breach has to do with a duty: a limit of a team stands at its first post, whichever of them is meant.
fn is_about(problem: &Problem, about: &About, duty: &Duty) -> bool {
    let (unit, team) = (problem.campaign().person(duty.person).unit, problem.post(duty.post).team);
    let is_theirs = about.people.contains(&duty.person) || about.unit == Some(unit);
    let is_of_team = about.people.is_empty() && about.team == Some(team);
    (is_theirs || is_of_team) && about.span.is_none_or(|span| span.meets(duty.span))
}
