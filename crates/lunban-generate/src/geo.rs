//! The places and units that come with this crate, and a look at the places of any draft.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::territory::BorderDraft;
use lunban_core::{Draft, PlaceDraft, PlaceLevel, UnitDraft};
use serde::Deserialize;
use serde::de::DeserializeOwned;

const PLACES: &str = include_str!("../geo/places.csv");
const UNITS: &str = include_str!("../geo/units.csv");

/// Which counties touch, over how many km: the table `borders.csv` for the places that come with this crate.
pub const BORDERS: &str = include_str!("../geo/borders.csv");

/// 31 provinces, the 28 cities of the campaign with their 327 counties, and 11 cities where units have their seat.
pub(crate) fn places() -> Vec<PlaceDraft> {
    table(PLACES)
}

/// The ministry's 33 units of 2017; headcounts are estimates.
pub(crate) fn units() -> Vec<UnitDraft> {
    #[derive(Deserialize)]
    struct Row {
        unit: String,
        name: String,
        kind: String,
        headcount_estimate: u32,
        base: String,
    }
    let unit = |row: Row| UnitDraft {
        unit: row.unit,
        name: row.name,
        kind: row.kind,
        headcount: Some(row.headcount_estimate),
        base: row.base,
        ..UnitDraft::default()
    };
    table(UNITS).into_iter().map(unit).collect()
}

fn table<T: DeserializeOwned>(text: &str) -> Vec<T> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().expect("the tables in geo/ are well formed, and tests read them")
}

/// The rows of [`BORDERS`] whose two places are both in a draft: its table `borders.csv`.
pub fn borders_within(draft: &Draft) -> String {
    let known: BTreeSet<&str> = draft.places.iter().map(|place| place.code.as_str()).collect();
    let is_within = |row: &str| row.split(',').take(2).all(|code| known.contains(code));
    let rows = BORDERS.lines().enumerate().filter(|(position, row)| *position == 0 || is_within(row));
    rows.flat_map(|(_, row)| [row, "\n"]).collect()
}

/// Which of some places touch.
pub(crate) fn borders(places: &[PlaceDraft]) -> Vec<BorderDraft> {
    let known: BTreeSet<&str> = places.iter().map(|place| place.code.as_str()).collect();
    let borders: Vec<BorderDraft> = table(BORDERS);
    let is_known = |border: &BorderDraft| known.contains(&*border.code_a) && known.contains(&*border.code_b);
    borders.into_iter().filter(is_known).collect()
}

/// The places of a draft, by code.
#[derive(Debug)]
pub(crate) struct Atlas<'a> {
    by_code: BTreeMap<&'a str, &'a PlaceDraft>,
    bearers: BTreeMap<&'a str, usize>,
}

impl<'a> Atlas<'a> {
    pub(crate) fn of(places: &'a [PlaceDraft]) -> Self {
        let by_code = places.iter().map(|place| (place.code.as_str(), place)).collect();
        let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
        for place in places {
            *bearers.entry(&place.name).or_default() += 1;
        }
        Self { by_code, bearers }
    }

    /// The places of a level, by code.
    pub(crate) fn of_level(&self, wanted: PlaceLevel) -> impl Iterator<Item = &'a PlaceDraft> {
        self.by_code.values().copied().filter(move |place| level(place) == Some(wanted))
    }

    /// The counties of a city, by code.
    pub(crate) fn counties_of(&self, city: &PlaceDraft) -> Vec<&'a PlaceDraft> {
        self.of_level(PlaceLevel::County).filter(|county| county.parent == city.code).collect()
    }

    /// The place that a place belongs to.
    pub(crate) fn parent_of(&self, place: &PlaceDraft) -> Option<&'a PlaceDraft> {
        self.by_code.get(place.parent.as_str()).copied()
    }

    /// The city that a table calls by its code or its name.
    pub(crate) fn city(&self, word: &str) -> Option<&'a PlaceDraft> {
        self.of_level(PlaceLevel::City).find(|city| city.code == word || city.name == word)
    }

    /// Some cities with their counties, the seats of units without them, and the provinces of all: a smaller table of places.
    pub(crate) fn excerpt(&self, cities: &[&'a PlaceDraft], seats: &[&'a PlaceDraft]) -> Vec<PlaceDraft> {
        let provinces = cities.iter().chain(seats).filter_map(|city| self.parent_of(city));
        let counties = cities.iter().flat_map(|city| self.counties_of(city));
        let named = cities.iter().chain(seats).copied();
        let kept: BTreeMap<&str, &PlaceDraft> =
            provinces.chain(counties).chain(named).map(|place| (place.code.as_str(), place)).collect();
        kept.into_values().cloned().collect()
    }

    /// What a person would write for a place: its name, or its code where the name would not be understood.
    pub(crate) fn word_for(&self, place: &PlaceDraft) -> String {
        let bearers = self.bearers.get(place.name.as_str()).copied().unwrap_or(0);
        let is_named_like_its_province = self
            .parent_of(place)
            .is_some_and(|parent| parent.name == place.name && level(parent) == Some(PlaceLevel::Province));
        let is_understood = bearers == 1 || (bearers == 2 && is_named_like_its_province);
        if is_understood { place.name.clone() } else { place.code.clone() }
    }
}

fn level(place: &PlaceDraft) -> Option<PlaceLevel> {
    match place.level.as_str() {
        "province" | "省" => Some(PlaceLevel::Province),
        "city" | "市" => Some(PlaceLevel::City),
        "county" | "县" => Some(PlaceLevel::County),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Atlas, BORDERS, places, units};
    use lunban_core::PlaceLevel;

    #[test]
    fn the_tables_hold_what_they_promise() {
        let places = places();
        let atlas = Atlas::of(&places);
        assert_eq!(atlas.of_level(PlaceLevel::Province).count(), 31);
        assert_eq!(atlas.of_level(PlaceLevel::City).count(), 39);
        assert_eq!(atlas.of_level(PlaceLevel::County).count(), 327);
        let units = units();
        assert_eq!(units.len(), 33);
        assert_eq!(units.iter().filter(|unit| unit.kind == "direct").count(), 20);
        assert_eq!(BORDERS.lines().count(), 875);
    }

    #[test]
    fn a_name_is_written_where_it_is_understood() {
        let places = places();
        let atlas = Atlas::of(&places);
        let word = |code: &str| atlas.word_for(atlas.by_code[code]);
        assert_eq!(word("130600"), "保定市");
        assert_eq!(word("110100"), "北京市");
        assert_eq!(word("110000"), "110000");
        assert_eq!(word("140302"), "140302", "several cities have a 城区");
    }
}
