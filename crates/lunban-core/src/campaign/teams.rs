//! Teams, their kinds, and the roles in them.

use crate::{DateRange, KindId, PlaceId, TagId};

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
    /// Dates of its own; none: it stands in every round.
    pub dates: Option<DateRange>,
}

impl Team {
    /// Its seats in all.
    pub fn size(&self) -> u32 {
        self.seats.iter().sum()
    }
}
