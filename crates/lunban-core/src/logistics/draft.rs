//! What somebody wrote about liaison, reporting, training, vehicles and money.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::Fen;
use crate::Person;

/// Everything that is needed to say what follows from a schedule; a part that is not there is not said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogisticsDraft {
    /// Liaison people of places.
    pub contacts: Vec<ContactDraft>,
    /// Drivers.
    pub drivers: Vec<DriverDraft>,
    /// Who coordinates, and when reports are due.
    pub reporting: Option<ReportingDraft>,
    /// Sessions and certificates.
    pub training: Option<TrainingDraft>,
    /// How long a driver drives and rests.
    pub vehicles: Option<VehiclesDraft>,
    /// Rates.
    pub budget: Option<BudgetDraft>,
}

/// One row of contacts: whom a province, city or county names for liaison.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContactDraft {
    /// The place: code or name.
    pub place: String,
    /// Whose name.
    pub name: String,
    /// What they are.
    pub title: String,
    /// How to reach them.
    pub phone: String,
}

/// One row of drivers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DriverDraft {
    /// Unique over all drivers.
    pub driver: String,
    /// Whose name.
    pub name: String,
    /// The city where they drive: code or name.
    pub city: String,
    /// How to reach them.
    pub phone: String,
}

/// Who coordinates, and when reports are due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportingDraft {
    /// The kind of team that coordinates the others of its city.
    pub coordinator: String,
    /// When the report of each day is due.
    pub daily_by: NaiveTime,
    /// On which day the reports of each week are due.
    pub weekly_on: Weekday,
    /// Bearers of this tag report before others.
    pub tag: String,
}

/// Sessions of training, and the certificates that are given out there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingDraft {
    /// The sessions.
    pub sessions: Vec<SessionDraft>,
    /// The certificates.
    pub certificates: CertificatesDraft,
}

/// One session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionDraft {
    /// The day.
    pub date: NaiveDate,
    /// So many people at most.
    pub capacity: u32,
    /// Where.
    #[serde(default)]
    pub place: String,
}

/// Temporary certificates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificatesDraft {
    /// What stands before the number.
    pub prefix: String,
    /// The last day on which they are valid.
    pub valid_to: NaiveDate,
}

impl CertificatesDraft {
    /// The number of somebody's certificate. It is made of their id, so that it stays the same whoever else comes or goes.
    pub fn number(&self, person: &Person) -> String {
        format!("{}{}", self.prefix, person.id)
    }
}

/// How long a driver drives and rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VehiclesDraft {
    /// At most so many days in a row.
    pub days_on: u32,
    /// At least so many days off after them.
    pub days_off: u32,
}

/// Rates, in yuan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BudgetDraft {
    /// The travel allowance of a person for a day.
    pub allowance: Fen,
    /// The part of it that is for meals.
    pub meals: Fen,
    /// A night of a person, by city; `default` for all others.
    pub lodging: BTreeMap<String, Fen>,
    /// A vehicle with its driver for a day, by city; `default` for all others.
    pub vehicle: BTreeMap<String, Fen>,
    /// A km of the way from base to city of duty; none: ways have fares.
    pub per_km: Option<Fen>,
    /// What the way from one city to another costs, before the rate of a km.
    pub fares: Vec<FareDraft>,
}

/// The fare between two cities, one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FareDraft {
    /// One city: code or name.
    pub from: String,
    /// The other.
    pub to: String,
    /// One way, whichever.
    pub fare: Fen,
}
