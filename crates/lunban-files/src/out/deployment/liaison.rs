//! `liaison.csv`: whom each province, city and county has named, and which have not.

use super::Deployment;
use crate::out::cells::{csv, words};

const COLUMNS: [&str; 7] = ["level", "place", "place_name", "name", "title", "phone", "missing"];

pub(super) fn write(of: &Deployment<'_>) -> Vec<u8> {
    let places = of.campaign().places();
    let mut rows = vec![words(COLUMNS)];
    for liaison in &of.liaison {
        let place = places.place(liaison.place);
        let level = match place.level {
            lunban_core::PlaceLevel::Province => "province",
            lunban_core::PlaceLevel::City => "city",
            lunban_core::PlaceLevel::County => "county",
        };
        if liaison.contacts.is_empty() {
            rows.push(words([level, &place.code, &place.name, "", "", "", "yes"]));
        }
        for &contact in &liaison.contacts {
            let contact = &of.draft.contacts[contact];
            let (name, phone) = if of.redact { ("", "") } else { (contact.name.as_str(), contact.phone.as_str()) };
            rows.push(words([level, &place.code, &place.name, name, &contact.title, phone, ""]));
        }
    }
    csv(rows)
}
