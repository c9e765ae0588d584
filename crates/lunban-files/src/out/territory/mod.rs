//! Who covers which counties, as files: a table of teams to take into the campaign, a table by county, a map, what is reached in words, and all of it for
//! programs.

mod map;
mod summary;
mod table;

use std::collections::BTreeMap;
use std::path::PathBuf;

use lunban_core::territory::{AimCertificate, BorderDraft, CityDivision, Division};
use lunban_core::{Campaign, Language, PlaceId, TeamDraft};
use serde::Serialize;

use crate::campaign::teams_table;

/// All that is known of a division: what its files are made of.
#[derive(Clone, Copy, Debug)]
pub struct Divided<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// The division.
    pub division: &'a Division,
    /// The table of teams with what they cover.
    pub teams: &'a [TeamDraft],
    /// Which counties touch.
    pub borders: &'a [BorderDraft],
}

/// The files by their paths: `teams.csv`, `territory.csv`, `territory.svg`, `territory.json`, `summary.txt`.
pub fn territory_files(divided: &Divided<'_>, language: Language) -> BTreeMap<PathBuf, Vec<u8>> {
    let json = serde_json::to_string_pretty(&record(divided)).unwrap_or_default() + "\n";
    BTreeMap::from([
        (PathBuf::from("teams.csv"), teams_table(divided.teams)),
        (PathBuf::from("territory.csv"), table::write(divided, language)),
        (PathBuf::from("territory.svg"), map::write(divided, language).into_bytes()),
        (PathBuf::from("territory.json"), json.into_bytes()),
        (PathBuf::from("summary.txt"), summary::write(divided, language).into_bytes()),
    ])
}

/// What is reached, in words, for a screen.
pub fn territory_summary(divided: &Divided<'_>, language: Language) -> String {
    summary::write(divided, language)
}

/// A division for programs.
#[derive(Debug, Serialize)]
pub struct TerritoryRecord<'a> {
    campaign: &'a str,
    cities: Vec<CityRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct CityRecord<'a> {
    city: &'a str,
    name: &'a str,
    aims: Vec<AimRecord>,
    areas: Vec<AreaRecord<'a>>,
}

/// Loads as they are, lengths in hundreds of metres.
#[derive(Debug, Serialize)]
struct AimRecord {
    aim: &'static str,
    value: i64,
    bound: i64,
}

#[derive(Debug, Serialize)]
struct AreaRecord<'a> {
    team: &'a str,
    kind: &'a str,
    seat: &'a str,
    covers: Vec<&'a str>,
    load: i64,
    distance: i64,
    exception: bool,
}

/// The division as a program reads it.
pub fn record<'a>(divided: &Divided<'a>) -> TerritoryRecord<'a> {
    let (campaign, division) = (divided.campaign, divided.division);
    let place = |place: PlaceId| campaign.places().place(place);
    let city = |city: &'a CityDivision| CityRecord {
        city: &place(city.city).code,
        name: &place(city.city).name,
        aims: city.aims.iter().map(aim).collect(),
        areas: city
            .areas
            .iter()
            .map(|area| AreaRecord {
                team: &area.team,
                kind: &campaign.kind(area.kind).name,
                seat: &place(area.seat).code,
                covers: area.counties.iter().map(|&county| place(county).code.as_str()).collect(),
                load: area.load,
                distance: area.distance.0,
                exception: area.is_exception,
            })
            .collect(),
    };
    TerritoryRecord { campaign: campaign.name(), cities: division.cities.iter().map(city).collect() }
}

fn aim(AimCertificate { aim, value, bound }: &AimCertificate) -> AimRecord {
    AimRecord { aim: aim.name(), value: *value, bound: *bound }
}
