//! The teams of a city, and which counties each of them covers.
//!
//! The plan gives a city team the main urban area with the districts around it, 4 to 6 in all, and a county team 2 to 4 counties. Where a campaign has
//! such sizes, [`divided`] divides the counties as `lunban territory` does. Elsewhere a simple rule does: the city team takes the counties nearest the city's position; the others, in the order of their codes, are cut into
//! runs as equal as can be, one for each county team.

use std::collections::BTreeMap;

use lunban_core::territory::{Number, Territory};
use lunban_core::{Campaign, Draft, PlaceDraft, TeamDraft};
use lunban_solve::{TerritoryOptions, divide};

use crate::apportion::{apportion, apportion_at_least};
use crate::deployment;
use crate::geo::Atlas;

/// The teams that one city gets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Posting {
    /// How many county teams stand beside the city team.
    pub(crate) county_teams: u32,
    /// Seats of the city team.
    pub(crate) city_size: u32,
    /// Seats of each county team.
    pub(crate) county_size: u32,
    /// Vehicles of each team.
    pub(crate) vehicles: u32,
}

/// The county teams of each city: `total` in proportion to the counties that city teams leave, at least one each.
pub(crate) fn county_teams(atlas: &Atlas<'_>, cities: &[&PlaceDraft], total: u32) -> Vec<u32> {
    let left = |city: &&PlaceDraft| {
        let counties = u32::try_from(atlas.counties_of(city).len()).unwrap_or(u32::MAX);
        counties.saturating_sub(USUAL_AREA).max(2)
    };
    apportion_at_least(total, &cities.iter().map(left).collect::<Vec<_>>(), 1)
}

/// The teams of a city: the city team `<city>-0`, then the county teams `<city>-1`, `<city>-2` ...
pub(crate) fn teams(atlas: &Atlas<'_>, city: &PlaceDraft, posting: Posting) -> Vec<TeamDraft> {
    let team = |number: usize, kind: &str, size: u32, covers: Vec<&PlaceDraft>| TeamDraft {
        team: format!("{}-{number}", city.code),
        city: city.code.clone(),
        kind: kind.to_owned(),
        size: Some(size),
        covers: covers.into_iter().map(|county| county.code.clone()).collect(),
        vehicles: Some(posting.vehicles),
        ..TeamDraft::default()
    };
    let (area, runs) = areas(atlas, city, posting.county_teams);
    let county_teams =
        runs.into_iter().enumerate().map(|(run, covers)| team(run + 1, "county", posting.county_size, covers));
    std::iter::once(team(0, "city", posting.city_size, area)).chain(county_teams).collect()
}

/// The counties of the city team, and those of each county team; all by code.
fn areas<'a>(atlas: &Atlas<'a>, city: &PlaceDraft, teams: u32) -> (Vec<&'a PlaceDraft>, Vec<Vec<&'a PlaceDraft>>) {
    let mut counties = atlas.counties_of(city);
    let area = city_area(u32::try_from(counties.len()).unwrap_or(u32::MAX), teams) as usize;
    counties.sort_by_key(|county| (distance(city, county), &county.code));
    let mut others = counties.split_off(area.min(counties.len()));
    counties.sort_by_key(|county| &county.code);
    others.sort_by_key(|county| &county.code);
    let lengths = apportion(u32::try_from(others.len()).unwrap_or(u32::MAX), &vec![1; teams as usize]);
    let runs = lengths.into_iter().map(|length| others.drain(..length as usize).collect()).collect();
    (counties, runs)
}

/// The same campaign, its counties divided as its settings of territory say.
pub(crate) fn divided(draft: Draft) -> Draft {
    let deployment = deployment::of(&draft);
    let Some(wanted) = deployment.territory.as_ref() else { return draft };
    // Rules and goals speak of people, and there are none yet.
    let bare =
        Draft { rules: BTreeMap::new(), goals: Vec::new(), people: Vec::new(), locks: Vec::new(), ..draft.clone() };
    let campaign = Campaign::build(bare).expect("an outline is a campaign, and tests build it");
    let territory = Territory::build(&campaign, wanted, &deployment.borders, Number::OfTeams);
    let territory = territory.expect("the sizes of an outline add up, and tests divide it");
    let division = divide(&campaign, &territory, Number::OfTeams, &TerritoryOptions::default());
    let teams = division.expect("the cities of an outline can be divided, and tests do it").teams(&campaign);
    Draft { teams, ..draft }
}

/// How many counties a city team usually covers.
const USUAL_AREA: u32 = 5;

/// How many counties the city team takes: such that each county team gets 2 to 4 of the others if that can be.
fn city_area(counties: u32, county_teams: u32) -> u32 {
    if county_teams == 0 {
        return counties;
    }
    let fits = |area: &u32| {
        let left = counties.saturating_sub(*area);
        (2 * county_teams..=4 * county_teams).contains(&left)
    };
    [USUAL_AREA, 4, 6, 3, 2, 1].into_iter().find(fits).unwrap_or_else(|| counties.saturating_sub(county_teams).min(6))
}

/// A measure of how far a county lies from its city: the square of a distance on a flat map, good within a city.
///
/// Whole thousandths of a degree, so that every machine puts the counties in one order. Where a position is missing: farthest.
fn distance(city: &PlaceDraft, county: &PlaceDraft) -> i64 {
    let (Some(east), Some(north)) = (apart(city.lon, county.lon), apart(city.lat, county.lat)) else {
        return i64::MAX;
    };
    // At 38 degrees north, in the middle of the campaign, a degree of longitude is 0.79 of one of latitude.
    (east * 79).pow(2) + (north * 100).pow(2)
}

/// The thousandths of a degree between two readings.
fn apart(one: Option<f64>, other: Option<f64>) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "degrees are at most 180")]
    let thousandths = |degrees: f64| (degrees * 1000.0).round() as i64;
    Some(thousandths(one?) - thousandths(other?))
}

#[cfg(test)]
mod tests {
    use super::{Posting, city_area, teams};
    use crate::geo::{Atlas, places};

    #[test]
    fn the_city_team_leaves_two_to_four_counties_a_team() {
        assert_eq!(city_area(11, 2), 5);
        assert_eq!(city_area(8, 2), 4, "5 would leave 3 for 2 teams");
        assert_eq!(city_area(10, 1), 6, "5 would leave 5 for 1 team");
        assert_eq!(city_area(5, 1), 3);
        assert_eq!(city_area(16, 1), 6, "10 for one team: more than 4 cannot be helped");
        assert_eq!(city_area(9, 0), 9);
    }

    #[test]
    fn the_nearest_counties_are_the_city_teams() {
        let places = places();
        let atlas = Atlas::of(&places);
        let posting = Posting { county_teams: 1, city_size: 3, county_size: 3, vehicles: 1 };
        let teams = teams(&atlas, atlas.city("阳泉市").unwrap(), posting);
        assert_eq!(teams[0].team, "140300-0");
        assert_eq!(teams[0].covers, ["140302", "140303", "140311"], "the three districts");
        assert_eq!(teams[1].covers, ["140321", "140322"], "the two counties");
    }
}
