//! `liaison.csv`: whom each province, city and county has named, and which have not.

use lunban_core::rules::Phrase;
use lunban_core::{Language, PlaceLevel};

use super::Deployment;
use crate::out::cells::{YES, csv, titles, words};

const COLUMNS: [Phrase; 7] = [
    Phrase::new("level", "层级"),
    Phrase::new("place", "地点"),
    Phrase::new("place_name", "地点名称"),
    Phrase::new("name", "姓名"),
    Phrase::new("title", "职务"),
    Phrase::new("phone", "电话"),
    Phrase::new("missing", "缺"),
];

pub(super) fn write(of: &Deployment<'_>, language: Language) -> Vec<u8> {
    let places = of.campaign().places();
    let mut rows = vec![titles(&COLUMNS, language)];
    for liaison in &of.liaison {
        let place = places.place(liaison.place);
        let level = level(place.level).to(language);
        if liaison.contacts.is_empty() {
            rows.push(words([level, &place.code, &place.name, "", "", "", YES.to(language)]));
        }
        for &contact in &liaison.contacts {
            let contact = &of.draft.contacts[contact];
            let (name, phone) = if of.redact { ("", "") } else { (contact.name.as_str(), contact.phone.as_str()) };
            rows.push(words([level, &place.code, &place.name, name, &contact.title, phone, ""]));
        }
    }
    csv(rows)
}

fn level(level: PlaceLevel) -> Phrase {
    match level {
        PlaceLevel::Province => Phrase::new("province", "省"),
        PlaceLevel::City => Phrase::new("city", "市"),
        PlaceLevel::County => Phrase::new("county", "县（市、区）"),
    }
}
