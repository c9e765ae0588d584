//! What can happen to a schedule that people know, in words.

use chrono::NaiveDate;

use crate::{DateRange, LockDraft, PersonDraft, TeamDraft};

/// Something that happened. People, units, teams and places are named as planners name them; [`super::apply`] finds out who is meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Somebody drops out of duties they have.
    Drop {
        /// Who.
        person: String,
        /// When they are away.
        when: When,
    },
    /// Somebody is away, whether or not they have a duty then.
    Away {
        /// Who.
        person: String,
        /// When.
        when: When,
    },
    /// Somebody who was away can serve again.
    Return {
        /// Who.
        person: String,
        /// From which day on.
        from: NaiveDate,
    },
    /// Somebody does not take a duty, but stays.
    Decline {
        /// Who.
        person: String,
        /// In which round.
        round: u32,
    },
    /// Somebody joins the roster.
    Add(Box<PersonDraft>),
    /// A unit withdraws some of its people: those whose duties weigh least.
    Withdraw {
        /// Which unit.
        unit: String,
        /// How many people.
        people: u32,
        /// When they are away.
        when: When,
    },
    /// Somebody is of another rank.
    Rank {
        /// Who.
        person: String,
        /// The rank.
        rank: String,
    },
    /// Somebody gets tags, or loses some.
    Tag {
        /// Who.
        person: String,
        /// Tags they get.
        add: Vec<String>,
        /// Tags they lose.
        remove: Vec<String>,
    },
    /// A duty must be, or must not.
    Lock(LockDraft),
    /// A team is added: from a round on, or on dates of its own.
    AddTeam(Box<TeamDraft>),
    /// A team ends.
    DropTeam {
        /// Which team.
        team: String,
        /// The first round without it; none for a team with dates of its own.
        from: Option<u32>,
    },
    /// A team goes to another city with its people: the old one ends, and one with the round in its id begins; one with dates of its own keeps its id.
    MoveTeam {
        /// Which team.
        team: String,
        /// Where to.
        city: String,
        /// From which round on; none for a team with dates of its own.
        from: Option<u32>,
    },
    /// A team has another number of seats.
    Resize {
        /// Which team.
        team: String,
        /// Seats in all.
        size: u32,
        /// From which round on; none for a team with dates of its own.
        from: Option<u32>,
    },
    /// The campaign goes on for some rounds more.
    Extend {
        /// How many.
        rounds: u32,
    },
}

impl Event {
    /// Whether later events may name whom or what it brings.
    pub(super) fn brings_names(&self) -> bool {
        matches!(self, Self::Add(_) | Self::AddTeam(_) | Self::MoveTeam { .. } | Self::Extend { .. })
    }
}

/// When somebody is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// From a day on, for good.
    From(NaiveDate),
    /// On some days.
    Days(DateRange),
    /// In some rounds, each from one to another.
    Rounds(Vec<(u32, u32)>),
    /// From the day on from which the schedule may change.
    ForGood,
}
