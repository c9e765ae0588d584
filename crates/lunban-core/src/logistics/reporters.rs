//! Who reports for a team: a member, not the leader; bearers of a tag first, then whoever has reported least.

use std::collections::BTreeMap;

use crate::{DateRange, PersonId, Problem, RoleId, RoundId, Schedule, TagId, TeamId};

/// The reporter of a team in a round, or on the dates of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reporter {
    /// The dates.
    pub span: DateRange,
    /// The round whose dates these are; none for a team with dates of its own.
    pub round: Option<RoundId>,
    /// The team.
    pub team: TeamId,
    /// Who reports; none where nobody but the leader is there.
    pub person: Option<PersonId>,
}

/// The reporter of every team in every round and on dates of its own, by dates, team by team.
///
/// A round goes to one person, who should be there for all of it: among those who are there longest the bearers of the tag come first, then those with the
/// fewest rounds as reporter so far, then the least id.
pub fn reporters(problem: &Problem, schedule: &Schedule, tag: &str) -> Vec<Reporter> {
    let campaign = problem.campaign();
    let tag: Option<TagId> = campaign.find_tag(tag);
    let mut members: BTreeMap<(DateRange, Option<RoundId>, TeamId), BTreeMap<PersonId, i64>> = BTreeMap::new();
    for post in problem.posts() {
        members.entry((post.span, post.round, post.team)).or_default();
    }
    for duty in schedule.duties() {
        let post = problem.post(duty.post);
        if post.role != RoleId::at(0) {
            let members = members.entry((post.span, post.round, post.team)).or_default();
            *members.entry(duty.person).or_default() += duty.span.days();
        }
    }
    let mut times: BTreeMap<PersonId, u32> = BTreeMap::new();
    let mut reporters = Vec::new();
    for ((span, round, team), members) in members {
        let bears = |person: PersonId| tag.is_some_and(|tag| campaign.person(person).has(tag));
        let order = |(person, days): &(&PersonId, &i64)| {
            (-**days, !bears(**person), times.get(*person).copied().unwrap_or(0), **person)
        };
        let person = members.iter().min_by_key(order).map(|(person, _)| *person);
        if let Some(person) = person {
            *times.entry(person).or_default() += 1;
        }
        reporters.push(Reporter { span, round, team, person });
    }
    reporters
}
