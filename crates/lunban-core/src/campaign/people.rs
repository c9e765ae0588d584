//! People of the rosters.

use chrono::NaiveDate;

use crate::{DateRange, Gender, PersonId, PlaceId, RankId, RoundId, TagId, TieScope, UnitId};

/// One person.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The id people use.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// The sending unit.
    pub unit: UnitId,
    /// The rank.
    pub rank: RankId,
    /// The gender, where the roster says.
    pub gender: Option<Gender>,
    /// Tags, sorted.
    pub tags: Vec<TagId>,
    /// Places of recusal.
    pub homes: Vec<PlaceId>,
    /// City of work.
    pub base: Option<PlaceId>,
    /// When the person cannot serve.
    pub away: Vec<DateRange>,
    /// What the person prefers.
    pub prefers: Wishes,
    /// What the person would rather not have.
    pub avoids: Wishes,
    /// At least so many duties.
    pub min: Option<u32>,
    /// At most so many duties.
    pub max: Option<u32>,
    /// As near as can be to so many duties.
    pub target: Option<u32>,
    /// People to serve together with.
    pub with: Vec<Tie>,
    /// People not to serve together with.
    pub apart: Vec<Tie>,
    /// The day the training ended.
    pub trained: Option<NaiveDate>,
    /// Duties in earlier campaigns, by date.
    pub history: Vec<PastDuty>,
    /// For contact lists only.
    pub phone: String,
    /// Columns of the unit's own.
    pub extra: Vec<(String, String)>,
}

impl Person {
    /// Whether the person bears a tag.
    pub fn has(&self, tag: TagId) -> bool {
        self.tags.binary_search(&tag).is_ok()
    }
}

/// A duty in an earlier campaign.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PastDuty {
    /// Its days.
    pub span: DateRange,
    /// What the campaign was called.
    pub campaign: String,
    /// Where it was, if it is known.
    pub city: Option<PlaceId>,
    /// As what.
    pub seat: String,
}

/// Rounds and places that somebody likes or dislikes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Rounds, sorted.
    pub rounds: Vec<RoundId>,
    /// Places of any level.
    pub places: Vec<PlaceId>,
}

/// A tie to another person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// The other.
    pub person: PersonId,
    /// What the two share, or must not.
    pub scope: TieScope,
    /// Whether it binds.
    pub hard: bool,
}
