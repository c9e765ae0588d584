//! A campaign as somebody wrote it: words, numbers and dates, nothing resolved, nothing checked.
//!
//! A [`Draft`] comes from files, from serde or from a program; [`crate::Campaign::build`] checks it as a whole and
//! reports every fault at once. Its field names are the columns and keys that planners write.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::DateRange;

/// Everything a planner hands in, table by table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Draft {
    /// What the campaign is called.
    pub name: String,
    /// Its rounds.
    pub calendar: CalendarDraft,
    /// Its ranks.
    pub ranks: RanksDraft,
    /// Its kinds of team, by name.
    pub kinds: Vec<KindDraft>,
    /// The rules and their settings, by the rule's id.
    pub rules: BTreeMap<String, toml::Table>,
    /// The goal levels, first to last; empty: the default ladder.
    pub goals: Vec<Vec<GoalDraft>>,
    /// Provinces, cities and counties.
    pub places: Vec<PlaceDraft>,
    /// Sending units.
    pub units: Vec<UnitDraft>,
    /// Teams.
    pub teams: Vec<TeamDraft>,
    /// People, of all units.
    pub people: Vec<PersonDraft>,
    /// Duties that must or must not be.
    pub locks: Vec<LockDraft>,
    /// Duties of earlier campaigns.
    pub history: Vec<HistoryDraft>,
    /// Waivers granted beforehand.
    pub waivers: Vec<WaiverDraft>,
    /// What a change of the plan is measured by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<PublishedDraft>,
}

/// A schedule that people know, and the day from which it may change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PublishedDraft {
    /// The first day that may change: what lies before it has been.
    pub as_of: NaiveDate,
    /// Duties that people know of and that are not over.
    pub duties: Vec<StandingDraft>,
}

/// A duty that people know of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandingDraft {
    /// The round; none for a team with dates of its own.
    pub round: Option<u32>,
    /// The team's id.
    pub team: String,
    /// The role.
    pub seat: String,
    /// The person's id.
    pub person: String,
    /// Its days.
    pub span: DateRange,
}

/// The rounds of a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CalendarDraft {
    /// The first day of round 1.
    pub start: NaiveDate,
    /// How many rounds.
    pub rounds: u32,
    /// Days a round has.
    pub days_per_round: u32,
    /// Days a round shares with the one before.
    pub overlap_days: u32,
    /// Weights of rounds, by number; rounds not named weigh 1.
    pub heavy: BTreeMap<u32, u32>,
    /// The last round that has been made known: what lies beyond is a draft. None: all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<u32>,
}

impl Default for CalendarDraft {
    fn default() -> Self {
        Self {
            start: NaiveDate::default(),
            rounds: 1,
            days_per_round: 14,
            overlap_days: 0,
            heavy: BTreeMap::new(),
            published: None,
        }
    }
}

/// The ranks of a campaign, low to high.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RanksDraft {
    /// The ranks, low to high.
    pub order: Vec<String>,
    /// Other words for them.
    pub aliases: BTreeMap<String, String>,
}

/// A kind of team: its seats, and whom it draws on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KindDraft {
    /// Its name, as the teams table writes it.
    pub name: String,
    /// Roles in order, with how many seats each has in a team.
    pub seats: Vec<(String, SeatsDraft)>,
    /// Kinds of unit, or tags of people, that it draws on; empty: everybody.
    pub from: Vec<String>,
}

/// How many seats of a role a team has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeatsDraft {
    /// So many in every team of the kind.
    Fixed(u32),
    /// What the team's size leaves.
    Rest,
}

/// One count of a goal level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalDraft {
    /// The count, `rule.count`.
    pub count: String,
    /// Its weight within the level, at least 1.
    pub weight: i64,
}

/// One row of places.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlaceDraft {
    /// The division code.
    pub code: String,
    /// The name; several places may bear it.
    pub name: String,
    /// `province`, `city` or `county`.
    pub level: String,
    /// The code of the place it belongs to; empty for a province.
    pub parent: String,
    /// Longitude, degrees east.
    pub lon: Option<f64>,
    /// Latitude, degrees north.
    pub lat: Option<f64>,
    /// What the source calls it; kept as it stands.
    pub kind: String,
    /// What it weighs when territory is balanced, such as km² or firms to inspect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load: Option<u32>,
}

/// One row of units.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UnitDraft {
    /// The unit's id.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Its kind, as `from` of the kinds of team names it.
    pub kind: String,
    /// People it has in all, rostered or not.
    pub headcount: Option<u32>,
    /// The city its people work in: code or name.
    pub base: String,
    /// At least so many people in each round.
    pub min_per_round: Option<u32>,
    /// At most so many people in each round.
    pub max_per_round: Option<u32>,
    /// At least so many duties in all.
    pub min_total: Option<u32>,
    /// At most so many duties in all.
    pub max_total: Option<u32>,
}

/// One row of teams.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TeamDraft {
    /// The team's id.
    pub team: String,
    /// Its home city: code or name.
    pub city: String,
    /// Its kind.
    pub kind: String,
    /// Its seats in all; empty: the fixed seats of its kind.
    pub size: Option<u32>,
    /// The counties it covers: codes or names.
    pub covers: Vec<String>,
    /// Its vehicles.
    pub vehicles: Option<u32>,
    /// Tags, such as a speciality, that rules about duties in such teams name.
    pub tags: Vec<String>,
    /// Dates of its own, for a team that does not follow the rounds.
    pub dates: Option<DateRange>,
    /// The first round it stands in; none: the first of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_round: Option<u32>,
    /// The last round it stands in; none: the last of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_round: Option<u32>,
    /// Its seats in all from a round on, where they become others.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub resized: BTreeMap<u32, u32>,
}

/// One row of a roster.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonDraft {
    /// Unique over all units.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// The sending unit: id or name.
    pub unit: String,
    /// A rank of the campaign, or an alias.
    pub rank: String,
    /// Gender, where the roster says.
    pub gender: Option<Gender>,
    /// Tags.
    pub tags: Vec<String>,
    /// Places of recusal: codes or names.
    pub home: Vec<String>,
    /// City of work: code or name; empty: the unit's.
    pub base: String,
    /// When the person cannot serve.
    pub unavailable: Vec<Absence>,
    /// Rounds and places the person prefers.
    pub prefer: Vec<WishDraft>,
    /// Rounds and places the person would rather not have.
    pub avoid: Vec<WishDraft>,
    /// At least so many duties.
    pub min: Option<u32>,
    /// At most so many duties.
    pub max: Option<u32>,
    /// As near as can be to so many duties.
    pub target: Option<u32>,
    /// People to serve together with.
    pub with: Vec<TieDraft>,
    /// People not to serve together with.
    pub apart: Vec<TieDraft>,
    /// The day the training ended; empty: not yet.
    pub trained: Option<NaiveDate>,
    /// For contact lists only.
    pub phone: String,
    /// Columns of the unit's own, handed through as they stand.
    pub extra: Vec<(String, String)>,
}

/// A gender as rosters state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// 女
    Female,
    /// 男
    Male,
}

/// A time somebody is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absence {
    /// From one round to another, both included, numbered from 1.
    Rounds {
        /// The first round.
        from: u32,
        /// The last round.
        to: u32,
    },
    /// Whole days.
    Dates(DateRange),
}

/// Something a person likes or dislikes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WishDraft {
    /// A round, numbered from 1.
    Round(u32),
    /// A place: code or name.
    Place(String),
}

/// A tie to another person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TieDraft {
    /// The other person's id.
    pub person: String,
    /// What the two share, or must not.
    pub scope: TieScope,
    /// Whether it binds.
    pub hard: bool,
}

/// What two tied people share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TieScope {
    /// The same team at the same time.
    Team,
    /// The same city at the same time.
    City,
    /// The same time.
    Round,
}

/// One row of locks: a duty that must, or must not, be. What is empty means any.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockDraft {
    /// The person's id.
    pub person: String,
    /// A round, numbered from 1.
    pub round: Option<u32>,
    /// A team's id.
    pub team: Option<String>,
    /// A role.
    pub seat: Option<String>,
    /// Must, or never.
    pub mode: LockMode,
}

/// Whether a locked duty must or must not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LockMode {
    /// The person holds at least one such post.
    Must,
    /// The person holds no such post.
    Never,
}

/// One row of history: a duty of an earlier campaign.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryDraft {
    /// What the campaign was called.
    pub campaign: String,
    /// The person's id.
    pub person: String,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
    /// The city: code or name; empty: not known.
    pub city: String,
    /// As what.
    pub seat: String,
}

/// One row of waivers: a rank term knowingly not met, granted beforehand. What is empty means any.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaiverDraft {
    /// A round, numbered from 1.
    pub round: Option<u32>,
    /// A team's id.
    pub team: Option<String>,
    /// A role.
    pub seat: Option<String>,
    /// Who granted it.
    pub approved_by: String,
    /// When.
    pub date: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}
