//! What a campaign needs beside people: sizes of territory, liaison people and drivers who do not exist, rates that are assumptions.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, NaiveTime, Weekday};
use lunban_core::logistics::{
    BudgetDraft, CertificatesDraft, ContactDraft, DriverDraft, Fen, LogisticsDraft, ReportingDraft, SessionDraft,
    TrainingDraft, VehiclesDraft,
};
use lunban_core::territory::{ExceptionDraft, SizesDraft, TerritoryDraft};
use lunban_core::{DeploymentDraft, Draft, PlaceDraft};

use crate::SHIPPED_SEED;
use crate::dice::{Dice, Topic};
use crate::geo;
use crate::roster::Names;

/// The plan: a city team has the main urban area and 3 to 5 districts around it, a county team 2 to 4 counties.
const CITY: (u32, u32) = (4, 6);
const COUNTY: (u32, u32) = (2, 4);

/// Days that a driver drives in a row, and days off after them: an assumption.
const DRIVING: VehiclesDraft = VehiclesDraft { days_on: 6, days_off: 1 };

/// What goes with a draft. A campaign whose cities do not each have one city team has no sizes of territory.
pub(crate) fn of(draft: &Draft) -> DeploymentDraft {
    let cities = cities(draft);
    let borders = geo::borders(&draft.places);
    let has_sizes =
        cities.iter().all(|city| city.coordinating == 1 && city.counties > 0 && !city.place.code.contains('.'))
            && cities.iter().any(|city| city.others > 0);
    let territory = has_sizes.then(|| territory(&cities));
    DeploymentDraft { borders, territory, logistics: logistics(draft, &cities) }
}

/// A city with teams.
struct City<'a> {
    place: &'a PlaceDraft,
    counties: u32,
    coordinating: u32,
    others: u32,
    vehicles: u32,
}

fn cities(draft: &Draft) -> Vec<City<'_>> {
    let by_code: BTreeMap<&str, &PlaceDraft> = draft.places.iter().map(|place| (place.code.as_str(), place)).collect();
    let mut counties: BTreeMap<&str, u32> = BTreeMap::new();
    for place in draft.places.iter().filter(|place| place.level == "county") {
        *counties.entry(&place.parent).or_default() += 1;
    }
    let mut cities: BTreeMap<&str, City<'_>> = BTreeMap::new();
    for team in &draft.teams {
        let Some(&place) = by_code.get(team.city.as_str()) else { continue };
        let counties = counties.get(place.code.as_str()).copied().unwrap_or(0);
        let city = City { place, counties, coordinating: 0, others: 0, vehicles: 0 };
        let city = cities.entry(&place.code).or_insert(city);
        if team.kind == "city" {
            city.coordinating += 1;
        } else {
            city.others += 1;
        }
        city.vehicles += team.vehicles.unwrap_or(0);
    }
    cities.into_values().collect()
}

fn territory(cities: &[City<'_>]) -> TerritoryDraft {
    let sizes = |core, (at_least, at_most)| SizesDraft { core, at_least, at_most };
    let core = cities.iter().filter(|city| city.place.name == "北京市");
    TerritoryDraft {
        kinds: [("city".to_owned(), sizes(true, CITY)), ("county".to_owned(), sizes(false, COUNTY))].into(),
        // The mean position of the districts of Beijing lies far north of its old town.
        cores: core.map(|city| (city.place.name.clone(), "东城区".to_owned())).collect(),
        exceptions: cities.iter().filter_map(exception).collect(),
        ..TerritoryDraft::default()
    }
}

/// Other sizes, where the teams of a city cannot cover its counties with those of the plan.
fn exception(city: &City<'_>) -> Option<ExceptionDraft> {
    let (counties, teams) = (city.counties, city.others);
    let written = |kind: &str, at_least, at_most, reason: String| ExceptionDraft {
        city: city.place.name.clone(),
        kind: kind.to_owned(),
        at_least,
        at_most,
        reason,
    };
    if counties > CITY.1 + COUNTY.1 * teams {
        let (least, most) =
            ((counties - CITY.1) / teams.max(1), counties - CITY.0 - COUNTY.0 * teams.saturating_sub(1));
        let reason = format!("辖{counties}个县（市、区），仅{}组", teams + 1);
        return Some(written("county", Some(least), Some(most), reason));
    }
    if counties < CITY.0 + COUNTY.0 * teams {
        let least = counties.saturating_sub(COUNTY.0 * teams).max(1);
        return Some(written("city", Some(least), None, format!("仅辖{counties}个县（市、区）")));
    }
    None
}

fn logistics(draft: &Draft, cities: &[City<'_>]) -> LogisticsDraft {
    let mut dice = Dice::new(SHIPPED_SEED, Topic::Deployment);
    LogisticsDraft {
        contacts: contacts(draft, cities, &mut dice),
        drivers: drivers(cities, &mut dice),
        reporting: Some(ReportingDraft {
            coordinator: "city".to_owned(),
            daily_by: NaiveTime::from_hms_opt(21, 0, 0).unwrap_or_default(),
            weekly_on: Weekday::Fri,
            tag: "reporter".to_owned(),
        }),
        training: training(draft),
        vehicles: Some(DRIVING),
        budget: Some(budget(cities)),
    }
}

/// The provinces, cities and counties with teams, each with somebody who does not exist.
fn contacts(draft: &Draft, cities: &[City<'_>], dice: &mut Dice) -> Vec<ContactDraft> {
    let codes: BTreeSet<&str> = cities.iter().map(|city| city.place.code.as_str()).collect();
    let provinces: BTreeSet<&str> = cities.iter().map(|city| city.place.parent.as_str()).collect();
    let is_concerned = |place: &&PlaceDraft| {
        let code = place.code.as_str();
        codes.contains(code) || provinces.contains(code) || codes.contains(place.parent.as_str())
    };
    let mut places: Vec<&PlaceDraft> = draft.places.iter().filter(is_concerned).collect();
    places.sort_by_key(|place| &place.code);
    let names = Names::new();
    let contact = |place: &PlaceDraft| ContactDraft {
        place: place.code.clone(),
        name: names.draw(dice),
        title: "联络员".to_owned(),
        phone: phone(dice),
    };
    places.into_iter().map(contact).collect()
}

/// As many drivers as the vehicles of each city need, and one more.
fn drivers(cities: &[City<'_>], dice: &mut Dice) -> Vec<DriverDraft> {
    let names = Names::new();
    let mut drivers = Vec::new();
    for city in cities.iter().filter(|city| city.vehicles > 0) {
        let needed = (city.vehicles * (DRIVING.days_on + DRIVING.days_off)).div_ceil(DRIVING.days_on);
        drivers.extend((1..=needed + 1).map(|number| DriverDraft {
            driver: format!("D{}-{number:02}", city.place.code),
            name: names.draw(dice),
            city: city.place.code.clone(),
            phone: phone(dice),
        }));
    }
    drivers
}

/// No mobile phone in China has a number that begins with 100.
fn phone(dice: &mut Dice) -> String {
    format!("100{:08}", dice.below(100_000_000))
}

/// The sessions of the rule, each with places for everybody; certificates are valid one day longer than the campaign.
fn training(draft: &Draft) -> Option<TrainingDraft> {
    let days = draft.rules.get("training")?.get("sessions")?.as_array()?.iter();
    let days = days.filter_map(|day| day.to_string().parse::<NaiveDate>().ok());
    let people = u32::try_from(draft.people.len()).unwrap_or(u32::MAX);
    let session = |date| SessionDraft { date, capacity: people.div_ceil(100) * 100, place: "办公室".to_owned() };
    let calendar = &draft.calendar;
    let step = u64::from(calendar.days_per_round - calendar.overlap_days);
    let length = step * u64::from(calendar.rounds.saturating_sub(1)) + u64::from(calendar.days_per_round);
    let certificates =
        CertificatesDraft { prefix: "LS-".to_owned(), valid_to: calendar.start.checked_add_days(Days::new(length))? };
    Some(TrainingDraft { sessions: days.map(session).collect(), certificates })
}

/// Yuan a day, a night, a km. The meals are the plan's, 100 yuan; all else is an assumption.
fn budget(cities: &[City<'_>]) -> BudgetDraft {
    let has = |name: &str| cities.iter().any(|city| city.place.name == name);
    let rates = |default: i64, others: &[(&str, i64)]| {
        let others =
            others.iter().filter(|(name, _)| has(name)).map(|(name, yuan)| ((*name).to_owned(), Fen(yuan * 100)));
        others.chain([("default".to_owned(), Fen(default * 100))]).collect()
    };
    BudgetDraft {
        allowance: Fen(18_000),
        meals: Fen(10_000),
        lodging: rates(350, &[("北京市", 500), ("天津市", 380)]),
        vehicle: rates(400, &[("北京市", 500), ("天津市", 450)]),
        per_km: Some(Fen(50)),
        fares: Vec::new(),
    }
}
