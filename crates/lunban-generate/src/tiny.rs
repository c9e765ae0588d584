//! A campaign small enough to read: 3 cities, 5 teams, 3 rounds, 33 people. For documents and tests.

use chrono::NaiveDate;
use lunban_core::{CalendarDraft, Draft, LockDraft, LockMode, PersonDraft, PlaceDraft, TeamDraft, UnitDraft};
use toml::toml;

use crate::geo::{self, Atlas};
use crate::shapes::ministry;
use crate::territory::{self, Posting};
use crate::{Generated, Percent, Profile, SHIPPED_SEED, Span, deployment, roster, settings};

/// Its cities, with the county teams in each.
const CITIES: [(&str, u32); 3] = [("阳泉市", 1), ("晋城市", 1), ("鹤壁市", 0)];

/// Its units: the three smallest that send residents.
const UNITS: [&str; 3] = ["U31", "U32", "U33"];

/// The tiny campaign. It uses a little of everything: tags, homes, absences, wishes, a lock of each mode, every rule; and it can
/// be filled without a waiver.
///
/// ```
/// let draft = lunban_generate::tiny().draft;
/// assert_eq!((draft.teams.len(), draft.people.len(), draft.locks.len()), (5, 33, 2));
/// lunban_core::Campaign::build(draft).unwrap();
/// ```
pub fn tiny() -> Generated {
    let draft = roster::inhabit(outline(), &profile(), SHIPPED_SEED);
    let draft = Draft { locks: locks(&draft.people), ..draft };
    let deployment = deployment::of(&draft);
    let settings = settings(&draft, &deployment, SHIPPED_SEED);
    Generated { draft, deployment, settings }
}

fn outline() -> Draft {
    let places = geo::places();
    let atlas = Atlas::of(&places);
    let units: Vec<UnitDraft> = geo::units().into_iter().filter(|unit| UNITS.contains(&unit.unit.as_str())).collect();
    let cities: Vec<&PlaceDraft> = CITIES.iter().filter_map(|(city, _)| atlas.city(city)).collect();
    let seats: Vec<&PlaceDraft> = units.iter().filter_map(|unit| atlas.city(&unit.base)).collect();
    let draft = Draft {
        name: "三市巡查示例".to_owned(),
        calendar: CalendarDraft {
            start: NaiveDate::from_ymd_opt(2017, 9, 15).unwrap_or_default(),
            rounds: 3,
            days_per_round: 14,
            overlap_days: 0,
            published: None,
            heavy: [(2, 2)].into(),
        },
        ranks: ministry::ranks(),
        kinds: vec![ministry::kind("city", &["leader"]), ministry::kind("county", &["leader"])],
        rules: ministry::usual_rules(toml! {
            [leader-rank]
            county = { rank = "处级" }

            [workload]
            target = 1
            max = 2

            [unit-share]
            max_share = 0.5

            [training]
            sessions = [2017-09-13]
        }),
        places: atlas.excerpt(&cities, &seats),
        teams: cities
            .iter()
            .zip(CITIES)
            .flat_map(|(city, (_, county_teams))| teams(&atlas, city, county_teams))
            .collect(),
        units,
        ..Draft::default()
    };
    territory::divided(draft)
}

/// A roster that leaves room: 39 duties for 33 people, and few of them away.
fn profile() -> Profile {
    Profile {
        residents: 33,
        leaders: vec![9, 10],
        away: Percent(30),
        rounds_away: Span::new(1, 1),
        units_without_leaders: 0,
        rounds_preferred: Span::new(1, 2),
        rounds_avoided: Span::new(1, 1),
        cities_preferred: Span::new(1, 2),
        cities_avoided: Span::new(1, 1),
        once_at_most: Percent(6),
        once_if_possible: Percent(6),
        together: Percent(12),
        apart: Percent(12),
        trained_late: Percent(10),
        days_late: Span::new(1, 14),
        busy_units: 0,
        weary: ("experienced", Percent(20)),
        ..Profile::default()
    }
}

fn teams(atlas: &Atlas<'_>, city: &PlaceDraft, county_teams: u32) -> Vec<TeamDraft> {
    territory::teams(atlas, city, Posting { county_teams, city_size: 3, county_size: 2, vehicles: 1 })
}

/// Somebody who is always there must serve in round 1; somebody else never in the first team.
fn locks(people: &[PersonDraft]) -> Vec<LockDraft> {
    let lock = |person: &PersonDraft, round, team: Option<&str>, mode| LockDraft {
        person: person.id.clone(),
        round,
        team: team.map(str::to_owned),
        seat: None,
        mode,
    };
    let mut present = people.iter().rev().filter(|person| person.unavailable.is_empty());
    let must = present.next().map(|person| lock(person, Some(1), None, LockMode::Must));
    let never = present.next().map(|person| lock(person, None, Some("140300-0"), LockMode::Never));
    must.into_iter().chain(never).collect()
}

#[cfg(test)]
mod tests {
    use super::tiny;
    use lunban_core::{Campaign, LockMode};

    #[test]
    fn it_is_small_and_uses_a_little_of_everything() {
        let draft = tiny().draft;
        assert!(draft.people.iter().any(|person| !person.home.is_empty()));
        assert!(draft.people.iter().any(|person| !person.unavailable.is_empty()));
        assert!(draft.people.iter().any(|person| !person.prefer.is_empty()));
        assert!(draft.people.iter().any(|person| !person.avoid.is_empty()));
        assert!(draft.people.iter().any(|person| person.tags.contains(&"commended".to_owned())));
        assert!(draft.people.iter().any(|person| !person.extra.is_empty()));
        assert_eq!(draft.locks.iter().map(|lock| lock.mode).collect::<Vec<_>>(), [LockMode::Must, LockMode::Never]);
        assert!(draft.places.len() < 30);
    }

    #[test]
    fn it_builds_without_a_warning() {
        let campaign = Campaign::build(tiny().draft).unwrap();
        assert_eq!(campaign.warnings(), []);
        assert_eq!(campaign.teams().iter().map(lunban_core::Team::size).sum::<u32>(), 13);
    }
}
