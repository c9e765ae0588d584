//! Turns: the columns of a table that shows a whole campaign.

use std::fmt;

use lunban_core::{DateRange, Post, Problem, RoundId, Text, text};

use super::called;

/// A round, or the dates of teams that do not follow the rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Turn {
    round: Option<RoundId>,
    span: DateRange,
}

impl Turn {
    /// The turn that a post belongs to.
    pub(super) fn of(post: &Post) -> Self {
        Self { round: post.round, span: post.span }
    }

    /// The round; none for dates of a team's own.
    pub(super) fn round(self) -> Option<RoundId> {
        self.round
    }

    /// The days.
    pub(super) fn span(self) -> DateRange {
        self.span
    }

    /// `Round 3`, or the dates of a turn that is none.
    pub(super) fn name(self) -> Text {
        let round = self.round.map(RoundId::number);
        round.map_or_else(|| called::days(self.span), |round| text!("Round {round}", "第{round}轮"))
    }

    /// What tells it from the other turns of its team, wherever its dates move: the round, if it is one.
    pub(super) fn key(self) -> String {
        self.round.map_or_else(|| self.span.to_string(), |round| format!("r{}", round.number()))
    }
}

impl fmt::Display for Turn {
    /// `r3 2017-10-13/2017-10-26`: a round and dates as rosters write them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(round) = self.round {
            write!(f, "r{} ", round.number())?;
        }
        write!(f, "{}", self.span)
    }
}

/// All rounds of a campaign, then the dates of teams with dates of their own, in order.
pub(super) fn turns(problem: &Problem) -> Vec<Turn> {
    let calendar = problem.campaign().calendar();
    let rounds = calendar.ids().map(|round| Turn { round: Some(round), span: calendar.round(round).span });
    let mut others: Vec<Turn> = problem.posts().iter().filter(|post| post.round.is_none()).map(Turn::of).collect();
    others.sort_unstable();
    others.dedup();
    rounds.chain(others).collect()
}
