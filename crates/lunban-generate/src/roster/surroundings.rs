//! The places that people come from, work in, like and dislike.

use std::collections::BTreeSet;

use lunban_core::{Draft, PlaceLevel};

use crate::geo::Atlas;

/// Places as a roster writes them, by code.
#[derive(Debug)]
pub(super) struct Surroundings {
    /// Cities that have teams.
    pub(super) cities: Vec<String>,
    /// Counties in those cities.
    pub(super) counties: Vec<String>,
    /// Provinces with more than one of those cities: to name one that has a single city would be to name the city.
    pub(super) provinces: Vec<String>,
    /// Provinces without any of those cities, and other cities in them.
    pub(super) elsewhere: Vec<String>,
    /// Cities with a position: those that somebody can be based in.
    pub(super) bases: Vec<String>,
}

impl Surroundings {
    pub(super) fn of(draft: &Draft) -> Self {
        let atlas = Atlas::of(&draft.places);
        let cities: BTreeSet<&str> =
            draft.teams.iter().filter_map(|team| atlas.city(&team.city)).map(|city| city.code.as_str()).collect();
        let provinces: Vec<&str> =
            cities.iter().filter_map(|code| atlas.city(code)).map(|city| city.parent.as_str()).collect();
        let cities_in = |code: &str| provinces.iter().filter(|province| **province == code).count();
        let words = |level, keep: &dyn Fn(&lunban_core::PlaceDraft) -> bool| {
            atlas.of_level(level).filter(|place| keep(place)).map(|place| atlas.word_for(place)).collect::<Vec<_>>()
        };
        let mut elsewhere = words(PlaceLevel::Province, &|province| cities_in(&province.code) == 0);
        elsewhere.extend(words(PlaceLevel::City, &|city| cities_in(&city.parent) == 0));
        Self {
            counties: words(PlaceLevel::County, &|county| cities.contains(county.parent.as_str())),
            provinces: words(PlaceLevel::Province, &|province| cities_in(&province.code) > 1),
            bases: words(PlaceLevel::City, &|city| city.lon.is_some() && city.lat.is_some()),
            cities: words(PlaceLevel::City, &|city| cities.contains(city.code.as_str())),
            elsewhere,
        }
    }
}
