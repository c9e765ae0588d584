//! `territory.csv`: one row a county, with the team that covers it.

use lunban_core::Language;
use lunban_core::rules::{Phrase, distance_km};

use super::Divided;
use crate::out::cells::{YES, csv, titles, words};

const COLUMNS: [Phrase; 10] = [
    Phrase::new("city", "城市代码"),
    Phrase::new("city_name", "城市名称"),
    Phrase::new("team", "组"),
    Phrase::new("kind", "类型"),
    Phrase::new("county", "区县代码"),
    Phrase::new("county_name", "区县名称"),
    Phrase::new("seat", "驻地"),
    Phrase::new("km_from_seat", "距驻地公里"),
    Phrase::new("load_of_team", "本组负荷"),
    Phrase::new("exception", "例外"),
];

pub(super) fn write(divided: &Divided<'_>, language: Language) -> Vec<u8> {
    let campaign = divided.campaign;
    let places = campaign.places();
    let mut rows = vec![titles(&COLUMNS, language)];
    for city in &divided.division.cities {
        let of = places.place(city.city);
        for area in &city.areas {
            for &county in &area.counties {
                let place = places.place(county);
                let mark = |is: bool| if is { YES.to(language) } else { "" };
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
