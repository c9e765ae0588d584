//! The plan's campaign: the autumn and winter inspections of 2017-18 in Beijing, Tianjin, Hebei and around.
//!
//! The numbers are the plan's, section four; what it leaves open is said where it is settled.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use lunban_core::{CalendarDraft, Draft, PlaceDraft, PlaceLevel, TeamDraft};
use toml::toml;

use super::ministry;
use crate::geo::{self, Atlas};
use crate::territory::{self, Posting};

/// County teams: 102 teams but for one city team in each of 28 cities.
const COUNTY_TEAMS: u32 = 74;

/// The campaign without people. Its counties are divided once: that takes longer than everything else in it.
pub(super) fn outline() -> Draft {
    static OUTLINE: LazyLock<Draft> = LazyLock::new(|| territory::divided(undivided()));
    OUTLINE.clone()
}

fn undivided() -> Draft {
    let places = geo::places();
    Draft {
        name: "京津冀及周边地区2017-2018年秋冬季大气污染综合治理攻坚行动巡查".to_owned(),
        calendar: CalendarDraft {
            start: NaiveDate::from_ymd_opt(2017, 9, 15).unwrap_or_default(),
            rounds: 8,
            days_per_round: 14,
            overlap_days: 0,
            published: None,
            // The October holiday and New Year: an assumption.
            heavy: BTreeMap::from([(2, 2), (8, 2)]),
        },
        ranks: ministry::ranks(),
        kinds: vec![ministry::kind("city", &["leader"]), ministry::kind("county", &["leader"])],
        rules: ministry::usual_rules(toml! {
            [leader-rank]
            county = { rank = "处级" }

            [workload]
            target = 2
            max = 3

            [training]
            sessions = [2017-09-13]
        }),
        teams: teams(&Atlas::of(&places)),
        units: geo::units(),
        places,
        ..Draft::default()
    }
}

/// The cities of the campaign: those of the shipped places that are more than the seat of a unit.
pub(super) fn cities<'a>(atlas: &Atlas<'a>) -> Vec<&'a PlaceDraft> {
    atlas.of_level(PlaceLevel::City).filter(|city| city.kind != "base").collect()
}

/// Whether a city is one of the two that the plan treats apart: Beijing and Tianjin.
fn is_municipality(city: &PlaceDraft) -> bool {
    city.kind == "municipality"
}

fn teams(atlas: &Atlas<'_>) -> Vec<TeamDraft> {
    let (municipalities, others): (Vec<_>, Vec<_>) = cities(atlas).into_iter().partition(|city| is_municipality(city));
    let in_municipality = Posting { county_teams: 1, city_size: 4, county_size: 4, vehicles: 2 };
    let left = COUNTY_TEAMS - in_municipality.county_teams * u32::try_from(municipalities.len()).unwrap_or(0);
    let counts = territory::county_teams(atlas, &others, left);
    let postings =
        counts.into_iter().map(|county_teams| Posting { county_teams, city_size: 3, county_size: 3, vehicles: 1 });
    let mut teams: Vec<TeamDraft> = municipalities
        .into_iter()
        .map(|city| (city, in_municipality))
        .chain(others.into_iter().zip(postings))
        .flat_map(|(city, posting)| territory::teams(atlas, city, posting))
        .collect();
    teams.sort_by(|one, other| one.team.cmp(&other.team));
    teams
}
