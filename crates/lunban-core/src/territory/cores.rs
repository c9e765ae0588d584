//! Which county is the core of a city.

use std::collections::BTreeMap;

use crate::campaign::Places;
use crate::rules::great_circle_km;
use crate::territory::{Length, TerritoryDraft};
use crate::{Fault, PlaceId, PlaceLevel, Spot, Table, text};

/// Faults of cores: of no city, of one city twice, of a campaign none of whose kinds of team has a core.
pub(super) fn check(places: &Places, draft: &TerritoryDraft, faults: &mut Vec<Fault>) {
    let spot = |city: &str| Spot::setting(["territory", "cores", city]);
    let mut written: BTreeMap<PlaceId, &str> = BTreeMap::new();
    for word in draft.cores.keys() {
        match places.find(word, Some(PlaceLevel::City)) {
            Err(reason) => faults.push(places.fault(&reason, spot(word), word, Some(PlaceLevel::City))),
            Ok(city) => {
                if let Some(first) = written.insert(city, word) {
                    let expected = text!("each city once", "每市只能出现一次");
                    faults.push(Fault::error("core-twice", spot(word), word, expected).also(spot(first)));
                }
            }
        }
    }
    if let (Some(first), false) = (draft.cores.keys().next(), draft.kinds.values().any(|kind| kind.core)) {
        let expected =
            text!("a kind of team with a core, under [territory.kinds]", "[territory.kinds]中须有含主城区的组别");
        let fault = Fault::error("core-without-kind", spot(first), first, expected);
        faults.push(fault.maybe(text!("`core = true` for one of them", "在其中一类写`core = true`")));
    }
}

/// Where the core of a city is written; else the table of borders, from which it was found.
pub(super) fn spot(places: &Places, draft: &TerritoryDraft, city: PlaceId) -> Spot {
    let mut words = draft.cores.keys().filter(|word| places.find(word, Some(PlaceLevel::City)) == Ok(city));
    words.next().map_or(Spot::Table(Table::Borders), |word| Spot::setting(["territory", "cores", word]))
}

/// The position of the core among the counties of a city: the one written, else the one nearest to the city's own position.
pub(super) fn core(
    places: &Places,
    draft: &TerritoryDraft,
    city: PlaceId,
    counties: &[PlaceId],
    faults: &mut Vec<Fault>,
) -> usize {
    let is_of_city = |word: &str| places.find(word, Some(PlaceLevel::City)) == Ok(city);
    match draft.cores.iter().find(|(word, _)| is_of_city(word)) {
        Some((city, county)) => {
            let spot = Spot::setting(["territory", "cores", city]);
            county_of(places, county, spot, counties, faults).unwrap_or_default()
        }
        None => nearest(places, city, counties),
    }
}

/// The position of a county that a setting names, among those of its city.
pub(super) fn county_of(
    places: &Places,
    word: &str,
    spot: Spot,
    counties: &[PlaceId],
    faults: &mut Vec<Fault>,
) -> Option<usize> {
    // A name that several cities have means the county of this city.
    let is_meant = |county: &&PlaceId| places.place(**county).code == word || places.place(**county).name == word;
    let found = counties.iter().position(|county| is_meant(&county));
    if found.is_none() {
        let names = counties.iter().map(|&county| places.place(county).name.as_str());
        let maybe = crate::nearest_text(word, names);
        let expected = text!("the code or name of a county of this city", "须为该市所辖县（市、区）的代码或名称");
        faults.push(Fault::error("not-a-county-of-the-city", spot, word, expected).maybe(maybe));
    }
    found
}

fn nearest(places: &Places, city: PlaceId, counties: &[PlaceId]) -> usize {
    let distance = |county: PlaceId| great_circle_km(places, city, county).map(Length::of_km);
    let near = counties.iter().enumerate().min_by_key(|(position, county)| (distance(**county), *position));
    near.map_or(0, |(position, _)| position)
}
