//! A campaign of many more teams over more rounds that overlap: 290 teams of 3 or 4, 11 rounds, one duty each.
//!
//! 58 x 4 + 232 x 3 = 928 seats a round, 10,208 duties for 9,000 people: 1,208 of them go twice.

use chrono::NaiveDate;
use lunban_core::{CalendarDraft, Draft, PlaceDraft, TeamDraft, UnitDraft};
use toml::toml;

use super::{jjj, ministry};
use crate::Profile;
use crate::geo::{self, Atlas};
use crate::territory::{self, Posting};

/// County teams: 290 teams but for 40 city teams.
const COUNTY_TEAMS: u32 = 250;

/// City teams beside the first of each of 28 cities, for those with the most county teams.
const SECOND_CITY_TEAMS: usize = 12;

/// Teams of 4 in all: the city teams, and the first county teams of the cities with the most.
const TEAMS_OF_FOUR: usize = 58;

/// Headcounts are those of the plan's campaign times this, so that no unit sends more people than it has.
const HEADCOUNT_FACTOR: u32 = 7;

/// The campaign without people.
pub(super) fn outline() -> Draft {
    let places = geo::places();
    Draft {
        name: "重点区域统筹强化监督（290组、11轮）".to_owned(),
        calendar: CalendarDraft {
            start: NaiveDate::from_ymd_opt(2019, 5, 8).unwrap_or_default(),
            rounds: 11,
            days_per_round: 14,
            overlap_days: 2,
            published: None,
            ..CalendarDraft::default()
        },
        ranks: ministry::ranks(),
        kinds: vec![ministry::kind("city", &["leader"]), ministry::kind("county", &["leader"])],
        rules: ministry::usual_rules(toml! {
            [leader-rank]
            county = { rank = "处级" }

            [workload]
            target = 1
            max = 2

            [training]
            sessions = [2019-05-06]
        }),
        teams: teams(&Atlas::of(&places)),
        units: units(),
        places,
        ..Draft::default()
    }
}

/// The profile of its roster: 440 duties lead city teams and 2,750 county teams; the shares are those of the plan's campaign.
pub(super) fn profile() -> Profile {
    Profile { residents: 9_000, leaders: vec![500, 3_000], ..Profile::default() }
}

fn teams(atlas: &Atlas<'_>) -> Vec<TeamDraft> {
    let mut cities: Vec<(&PlaceDraft, u32)> = {
        let cities = jjj::cities(atlas);
        let counts = territory::county_teams(atlas, &cities, COUNTY_TEAMS);
        cities.into_iter().zip(counts).collect()
    };
    cities.sort_by_key(|(city, county_teams)| (std::cmp::Reverse(*county_teams), city.code.clone()));
    let posting = |county_teams| Posting { county_teams, city_size: 4, county_size: 3, vehicles: 1 };
    let of_cities =
        cities.iter().flat_map(|&(city, county_teams)| territory::teams(atlas, city, posting(county_teams)));
    let seconds = cities.iter().take(SECOND_CITY_TEAMS).map(|(city, _)| second_city_team(city));
    let mut teams: Vec<TeamDraft> = of_cities.chain(seconds).collect();
    let city_teams = cities.len() + SECOND_CITY_TEAMS;
    let firsts = teams.iter_mut().filter(|team| team.team.ends_with("-1"));
    firsts.take(TEAMS_OF_FOUR - city_teams).for_each(|team| team.size = Some(4));
    teams.sort_by(|one, other| one.team.cmp(&other.team));
    teams
}

/// A second city team shares the territory of the first.
fn second_city_team(city: &PlaceDraft) -> TeamDraft {
    TeamDraft {
        team: format!("{}-00", city.code),
        city: city.code.clone(),
        kind: "city".to_owned(),
        size: Some(4),
        vehicles: Some(1),
        ..TeamDraft::default()
    }
}

fn units() -> Vec<UnitDraft> {
    let heads = |unit: UnitDraft| UnitDraft { headcount: unit.headcount.map(|heads| heads * HEADCOUNT_FACTOR), ..unit };
    geo::units().into_iter().filter(|unit| unit.kind == "direct").map(heads).collect()
}
