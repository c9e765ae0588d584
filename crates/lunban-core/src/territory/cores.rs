//! Which county is the core of a city.

use crate::campaign::Places;
use crate::rules::great_circle_km;
use crate::territory::{Length, TerritoryDraft};
use crate::{Fault, PlaceId, PlaceLevel, Spot, text};

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
