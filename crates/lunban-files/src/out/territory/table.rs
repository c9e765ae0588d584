//! `territory.csv`: one row a county, with the team that covers it.

use lunban_core::rules::distance_km;

use super::Divided;
use crate::out::cells::{csv, words};

const COLUMNS: [&str; 10] =
    ["city", "city_name", "team", "kind", "county", "county_name", "seat", "km_from_seat", "load_of_team", "exception"];

pub(super) fn write(divided: &Divided<'_>) -> Vec<u8> {
    let campaign = divided.campaign;
    let places = campaign.places();
    let mut rows = vec![words(COLUMNS)];
    for city in &divided.division.cities {
        let of = places.place(city.city);
        for area in &city.areas {
            for &county in &area.counties {
                let place = places.place(county);
                let mark = |is: bool| if is { "yes" } else { "" };
                rows.push(words([
                    &of.code,
                    &of.name,
                    &area.team,
                    &campaign.kind(area.kind).name,
                    &place.code,
                    &place.name,
                    mark(county == area.seat),
                    &distance_km(places, area.seat, county).to_string(),
                    &area.load.to_string(),
                    mark(area.is_exception),
                ]));
            }
        }
    }
    csv(rows)
}
