//! `schedule.json`: the whole result, for programs; every command reads it back.

mod fact;
mod read;
mod write;

use chrono::NaiveDate;
use lunban_core::Text;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Deserialize, Serialize};

use super::WeightedCount;

pub use fact::FactRecord;
pub use read::read_schedule;
pub(super) use write::{explanation, pretty, write};

/// The version of the format: it grows where a program that reads the old one would misread the new one.
pub const SCHEDULE_FORMAT: u32 = 1;

/// The name that schemas and files of this version bear.
const SCHEMA: &str = "urn:lunban:schedule:1";

/// A schedule with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScheduleFile {
    /// What it is, and what made it.
    pub header: ScheduleHeader,
    /// Whether a limit or a stop came before the work was done.
    pub stopped: bool,
    /// For each goal level, first to last: value and proven bound.
    pub certificates: Vec<CertificateRecord>,
    /// The rounds of the campaign, in order.
    pub rounds: Vec<RoundRecord>,
    /// The duties, sorted by round, team, seat and person.
    pub duties: Vec<DutyRecord>,
    /// Seats that are open, sorted alike.
    pub open: Vec<OpenRecord>,
    /// What the audit found, in the order of rules.
    pub findings: Vec<FindingRecord>,
    /// Why seats are open, or held only with a waiver.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub explanation: Vec<FactRecord>,
}

/// What a file is, and what made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScheduleHeader {
    /// The version of the format.
    pub format: u32,
    /// The schema that the file follows.
    pub schema: String,
    /// The name of the campaign.
    pub campaign: String,
    /// The hash of the canonical campaign.
    pub campaign_hash: String,
    /// The version of the program that made it.
    pub version: String,
    /// The seed.
    pub seed: u64,
    /// The backend that solved it.
    pub backend: String,
    /// The version of the schedule: 0 for the first, and one more for each that takes its place.
    #[serde(default)]
    pub revision: u32,
}

/// What is known of one goal level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CertificateRecord {
    /// The level, from 1.
    pub level: usize,
    /// The counts that are minimised together.
    pub counts: Vec<WeightedCount>,
    /// The value in this schedule.
    pub value: i64,
    /// No schedule that is as good on the levels above has less.
    pub bound: i64,
    /// Value minus bound.
    pub gap: i64,
    /// Whether value and bound are equal.
    pub proven: bool,
    /// Whether a level above is unproven, so that this one only holds given the values there.
    pub given_levels_above: bool,
    /// What shows the bound.
    pub proof: String,
}

/// One round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoundRecord {
    /// The number, from 1.
    pub round: u32,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
    /// How heavy it is; an ordinary round weighs 1.
    pub weight: u32,
}

/// One person in one post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DutyRecord {
    /// The round; none for a team with dates of its own.
    pub round: Option<u32>,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
    /// The id of the team.
    pub team: String,
    /// The code of its home city.
    pub city: String,
    /// The name of its home city.
    pub city_name: String,
    /// The kind of team.
    pub kind: String,
    /// The role.
    pub seat: String,
    /// The id of the person.
    pub person: String,
    /// The name; left out where names are not to be known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The id of the sending unit.
    pub unit: String,
    /// The rank.
    pub rank: String,
    /// Whether the rank needs a waiver.
    pub waiver: bool,
}

/// Equal seats that are open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OpenRecord {
    /// The round; none for a team with dates of its own.
    pub round: Option<u32>,
    /// The first day on which they are open.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
    /// The id of the team.
    pub team: String,
    /// The role.
    pub seat: String,
    /// How many.
    pub seats: u32,
}

/// One breach of a hard rule, or what stands behind some units of a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingRecord {
    /// The id of the rule.
    pub rule: String,
    /// The count it adds to; none: a hard rule is broken.
    pub count: Option<String>,
    /// How much.
    pub amount: i64,
    /// The ids of the people it is about.
    pub people: Vec<String>,
    /// The id of the unit.
    pub unit: Option<String>,
    /// The id of the team.
    pub team: Option<String>,
    /// The role.
    pub seat: Option<String>,
    /// The round.
    pub round: Option<u32>,
    /// The first day.
    pub start: Option<NaiveDate>,
    /// The last day.
    pub end: Option<NaiveDate>,
    /// In words.
    pub words: FindingWords,
}

/// What a finding says, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingWords {
    /// In English.
    pub english: String,
    /// In Chinese.
    pub chinese: String,
}

impl From<Text> for FindingWords {
    fn from(Text { english, chinese }: Text) -> Self {
        Self { english, chinese }
    }
}

impl From<FindingWords> for Text {
    fn from(FindingWords { english, chinese }: FindingWords) -> Self {
        Self { english, chinese }
    }
}

/// The JSON Schema of `schedule.json`, as it is published.
pub fn schedule_schema() -> String {
    let mut schema =
        SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<ScheduleFile>();
    schema.insert("$id".to_owned(), SCHEMA.into());
    pretty(&schema)
}
