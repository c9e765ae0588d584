//! A campaign of another shape: 28 city teams of 8 with a leader and a deputy, over 25 rounds, one duty each.
//!
//! 28 x 8 x 25 = 5,600 duties for 5,800 people; 700 leaders of 800 people of bureau rank, 700 deputies of 1,200 of division rank.

use chrono::NaiveDate;
use lunban_core::{CalendarDraft, Draft, TeamDraft, UnitDraft};
use toml::toml;

use super::{jjj, ministry};
use crate::Profile;
use crate::geo::{self, Atlas};
use crate::territory::{self, Posting};

/// Headcounts are those of the plan's campaign times this, so that no unit sends more people than it has.
const HEADCOUNT_FACTOR: u32 = 5;

/// The campaign without people.
pub(super) fn outline() -> Draft {
    let places = geo::places();
    Draft {
        name: "重点区域强化监督（28市、25轮）".to_owned(),
        calendar: CalendarDraft {
            start: NaiveDate::from_ymd_opt(2018, 6, 11).unwrap_or_default(),
            rounds: 25,
            days_per_round: 14,
            ..CalendarDraft::default()
        },
        ranks: ministry::ranks(),
        kinds: vec![ministry::kind("city", &["leader", "deputy"])],
        rules: ministry::usual_rules(toml! {
            [leader-rank]
            city = { rank = "司局级", at_least = "处级", deputy = { rank = "处级" } }

            [workload]
            target = 1
            max = 2

            [training]
            sessions = [2018-06-09]
        }),
        teams: teams(&Atlas::of(&places)),
        units: units(),
        places,
        ..Draft::default()
    }
}

/// The profile of its roster: the shares are those of the plan's campaign.
pub(super) fn profile() -> Profile {
    Profile { residents: 5_800, leaders: vec![800, 1_200], ..Profile::default() }
}

/// One team a city, which covers all of its counties.
fn teams(atlas: &Atlas<'_>) -> Vec<TeamDraft> {
    let posting = Posting { county_teams: 0, city_size: 8, county_size: 0, vehicles: 2 };
    jjj::cities(atlas).into_iter().flat_map(|city| territory::teams(atlas, city, posting)).collect()
}

fn units() -> Vec<UnitDraft> {
    let direct = geo::units().into_iter().filter(|unit| unit.kind == "direct");
    direct.map(|unit| UnitDraft { headcount: unit.headcount.map(|heads| heads * HEADCOUNT_FACTOR), ..unit }).collect()
}
