//! Teams, their kinds, and the roles in them.

use std::collections::BTreeMap;

use crate::{DateRange, KindId, PlaceId, RoundId, TagId};

/// A kind of team: which roles it has, and whom it draws on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name, as tables write it.
    pub name: String,
    /// Its roles, in the order of the campaign file: the first leads.
    pub roles: Vec<Role>,
    /// Whom it draws on; empty: everybody.
    pub from: Vec<Source>,
}

/// A role in a kind of team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its name: leader, deputy, member ...
    pub name: String,
    /// Seats in every team of the kind; none: what the team's size leaves.
    pub seats: Option<u32>,
}

/// Whom a kind of team draws on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// People of units of this kind.
    UnitKind(String),
    /// People with this tag.
    Tag(TagId),
}

/// One team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The id people use.
    pub id: String,
    /// Its home city.
    pub city: PlaceId,
    /// Its kind.
    pub kind: KindId,
    /// Seats of each role of its kind, in their order.
    pub seats: Vec<u32>,
    /// The counties it covers.
    pub covers: Vec<PlaceId>,
    /// Its vehicles.
    pub vehicles: u32,
    /// Tags of the team, such as a speciality, beside the name of its kind.
    pub tags: Vec<String>,
    /// Dates of its own; none: it follows the rounds.
    pub dates: Option<DateRange>,
    /// The first and the last round it stands in, where it follows the rounds; none: no end.
    pub rounds: (Option<RoundId>, Option<RoundId>),
    /// Seats of each role from a round on, where they become others.
    pub resized: BTreeMap<RoundId, Vec<u32>>,
}

impl Team {
    /// Whether it stands in a round.
    pub fn stands_in(&self, round: RoundId) -> bool {
        let (first, last) = self.rounds;
        self.dates.is_none() && first.is_none_or(|first| first <= round) && last.is_none_or(|last| round <= last)
    }

    /// Seats of each role in a round; none for a team with dates of its own.
    pub fn seats_in(&self, round: Option<RoundId>) -> &[u32] {
        let others = round.and_then(|round| self.resized.range(..=round).next_back());
        others.map_or(&self.seats, |(_, seats)| seats)
    }

    /// Its seats in all.
    pub fn size(&self) -> u32 {
        self.seats.iter().sum()
    }
}
