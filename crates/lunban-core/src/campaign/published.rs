//! The schedule that people know, and the day from which it may change.

use chrono::NaiveDate;

use crate::{Campaign, DateRange, PersonId, PostId, Problem, RoleId, RoundId, TeamId};

/// A duty that people know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// Who.
    pub person: PersonId,
    /// In which team.
    pub team: TeamId,
    /// As what.
    pub role: RoleId,
    /// In which round; none for a team with dates of its own.
    pub round: Option<RoundId>,
    /// On which days.
    pub span: DateRange,
}

impl Standing {
    /// The post; none where the campaign has it no more.
    pub fn post(&self, problem: &Problem) -> Option<PostId> {
        let campaign = problem.campaign();
        let span = match self.round {
            Some(round) => campaign.calendar().round(round).span,
            None => campaign.team(self.team).dates?,
        };
        problem.find_post(span, self.team, self.role)
    }

    /// Whether it stands to its last day: the days it has are not those of somebody who left before.
    pub(crate) fn is_to_the_end(&self, campaign: &Campaign) -> bool {
        let last = match self.round {
            Some(round) => Some(campaign.calendar().round(round).span.last()),
            None => campaign.team(self.team).dates.map(DateRange::last),
        };
        last.is_none_or(|last| self.span.last() == last)
    }
}

/// The duties that people know of and that are not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    as_of: NaiveDate,
    duties: Vec<Standing>,
}

impl Published {
    pub(super) fn new(as_of: NaiveDate, mut duties: Vec<Standing>) -> Self {
        duties.sort_unstable();
        Self { as_of, duties }
    }

    /// The first day that may change.
    pub fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// The duties, sorted by person.
    pub fn duties(&self) -> &[Standing] {
        &self.duties
    }
}
