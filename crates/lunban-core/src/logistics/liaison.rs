//! Whom provinces, cities and counties name for liaison, and which of them nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::ContactDraft;
use crate::{Campaign, Fault, PlaceId, PlaceLevel, Spot, Table, text};

/// A place that is to name somebody, and whom it has named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liaison {
    /// The place.
    pub place: PlaceId,
    /// The positions of its contacts in the draft; none: missing.
    pub contacts: Vec<usize>,
}

/// Every province, city and county that has teams, by level and code, with its contacts; faults are contacts of no place, and warnings those of a place
/// without teams.
pub fn liaison(campaign: &Campaign, contacts: &[ContactDraft]) -> (Vec<Liaison>, Vec<Fault>) {
    let places = campaign.places();
    let mut expected: BTreeMap<(PlaceLevel, PlaceId), Vec<usize>> =
        concerned(campaign).into_iter().map(|place| ((places.place(place).level, place), Vec::new())).collect();
    let mut faults = Vec::new();
    for (row, contact) in contacts.iter().enumerate() {
        let spot = Spot::Cell { table: Table::Contacts, row, field: "place" };
        match places.find(&contact.place, None) {
            Err(reason) => faults.push(places.fault(&reason, spot, &contact.place, None)),
            Ok(place) => {
                if let Some(rows) = expected.get_mut(&(places.place(place).level, place)) {
                    rows.push(row);
                } else {
                    let says =
                        text!("no team is in this place; nobody has to be reached there", "该地无工作组，无需联络");
                    faults.push(Fault::warning("contact-without-team", spot, &contact.place, says));
                }
            }
        }
    }
    (expected.into_iter().map(|((_, place), contacts)| Liaison { place, contacts }).collect(), faults)
}

/// The cities with teams, their provinces and their counties.
fn concerned(campaign: &Campaign) -> BTreeSet<PlaceId> {
    let places = campaign.places();
    let cities: BTreeSet<PlaceId> = campaign.teams().iter().map(|team| team.city).collect();
    let provinces = cities.iter().filter_map(|&city| places.province_of(city));
    let counties = (0..places.all().len()).map(PlaceId::at).filter(|&place| {
        places.place(place).level == PlaceLevel::County
            && places.city_of(place).is_some_and(|city| cities.contains(&city))
    });
    provinces.chain(counties).chain(cities.iter().copied()).collect()
}
