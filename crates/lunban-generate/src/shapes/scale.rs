//! A shape many times over: as many more cities, teams, units and people, in the same rounds.
//!
//! A copy of a city stands where the city stands, and a copy of a unit works where the unit works. So a campaign of any size is as hard as
//! the one it is a multiple of: as many people for each seat, from units of the same size, as far from the teams.

use lunban_core::{Draft, PlaceDraft, TeamDraft, UnitDraft};

use crate::geo::Atlas;
use crate::{Bearers, Profile, ShortRound};

/// The campaign `times` over.
pub(super) fn scaled(draft: Draft, times: u32) -> Draft {
    let copies: Vec<Copy> = (2..=times).map(Copy).collect();
    let atlas = Atlas::of(&draft.places);
    let cities: Vec<&PlaceDraft> = super::jjj::cities(&atlas);
    let counties: Vec<&PlaceDraft> = cities.iter().flat_map(|city| atlas.counties_of(city)).collect();
    let mut places = draft.places.clone();
    let (mut teams, mut units) = (draft.teams.clone(), draft.units.clone());
    for copy in copies {
        places.extend(cities.iter().map(|city| copy.city(city)));
        places.extend(counties.iter().map(|county| copy.county(county)));
        teams.extend(draft.teams.iter().map(|team| copy.team(team)));
        units.extend(draft.units.iter().map(|unit| copy.unit(unit)));
    }
    let name = if times > 1 { format!("{}（{times}倍）", draft.name) } else { draft.name.clone() };
    Draft { name, places, teams, units, ..draft }
}

/// One more of everything; the first is there already.
#[derive(Clone, Copy)]
struct Copy(u32);

impl Copy {
    fn code(self, code: &str) -> String {
        format!("{code}.{}", self.0)
    }

    fn name(self, name: &str) -> String {
        format!("{name}（{}）", self.0)
    }

    fn city(self, city: &PlaceDraft) -> PlaceDraft {
        PlaceDraft { code: self.code(&city.code), name: self.name(&city.name), ..city.clone() }
    }

    fn county(self, county: &PlaceDraft) -> PlaceDraft {
        PlaceDraft { parent: self.code(&county.parent), ..self.city(county) }
    }

    fn team(self, team: &TeamDraft) -> TeamDraft {
        TeamDraft {
            team: self.code(&team.team),
            city: self.code(&team.city),
            covers: team.covers.iter().map(|county| self.code(county)).collect(),
            ..team.clone()
        }
    }

    fn unit(self, unit: &UnitDraft) -> UnitDraft {
        UnitDraft { unit: self.code(&unit.unit), name: self.name(&unit.name), ..unit.clone() }
    }
}

impl Profile {
    /// The profile of as hard a roster for a campaign `times` as large: numbers are multiplied, shares are not.
    ///
    /// ```
    /// use lunban_generate::Profile;
    /// assert_eq!(Profile::default().times(10).residents, 13_000);
    /// ```
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        let bearers = |bearers| match bearers {
            Bearers::Exactly(bearers) => Bearers::Exactly(bearers * times),
            share @ Bearers::Share(_) => share,
        };
        Self {
            residents: self.residents * times,
            leaders: self.leaders.iter().map(|leaders| leaders * times).collect(),
            tags: self.tags.iter().map(|&(tag, of)| (tag, bearers(of))).collect(),
            units_without_leaders: self.units_without_leaders * times,
            short_round: self.short_round.map(|short| ShortRound { free: short.free * times, ..short }),
            busy_units: self.busy_units * times,
            locks: self.locks * times,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use lunban_core::Campaign;

    use crate::{Shape, generate, generate_scaled};

    #[test]
    fn once_over_is_the_shape_itself() {
        assert_eq!(generate_scaled(Shape::Jjj, 1, 7), generate(Shape::Jjj, 7));
    }

    #[test]
    fn three_times_over_is_three_times_everything_but_rounds_and_bases() {
        for shape in [Shape::Jjj, Shape::Scarce] {
            let (once, thrice) = (generate(shape, 7).draft, generate_scaled(shape, 3, 7).draft);
            assert_eq!(thrice.teams.len(), 3 * once.teams.len());
            assert_eq!(thrice.units.len(), 3 * once.units.len());
            assert_eq!(thrice.people.len(), 3 * once.people.len());
            assert_eq!(thrice.locks.len(), 3 * once.locks.len());
            assert_eq!(thrice.calendar, once.calendar);
            let campaign = Campaign::build(thrice).expect("it is a campaign");
            assert_eq!(campaign.teams().iter().map(lunban_core::Team::size).sum::<u32>(), 930);
        }
    }
}
