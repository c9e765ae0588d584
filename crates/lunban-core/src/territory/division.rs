//! Counties told to teams: plain data, whoever made it.

use std::collections::BTreeMap;

use super::{Aim, Length};
use crate::{Campaign, KindId, PlaceId, TeamDraft};

/// Who covers what, city by city.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Division {
    /// The kinds of team that cover counties, whether or not a team of each does.
    pub kinds: Vec<KindId>,
    /// The cities, by code.
    pub cities: Vec<CityDivision>,
}

/// One city, divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CityDivision {
    /// The city.
    pub city: PlaceId,
    /// Its areas, by team.
    pub areas: Vec<Area>,
    /// What is reached of each aim, first to last, and what no division goes beyond.
    pub aims: Vec<AimCertificate>,
}

/// What one team covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The team's id, which may be new.
    pub team: String,
    /// Its kind.
    pub kind: KindId,
    /// The county it works from: the core, or the one from which all of it is reached in the shortest way.
    pub seat: PlaceId,
    /// The counties, by code.
    pub counties: Vec<PlaceId>,
    /// What they weigh.
    pub load: i64,
    /// From the seat to each of them, summed.
    pub distance: Length,
    /// Whether its sizes are an exception.
    pub is_exception: bool,
}

/// What is known of one aim in one city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AimCertificate {
    /// The aim.
    pub aim: Aim,
    /// What is reached: a load, or hundreds of metres.
    pub value: i64,
    /// No division that is as good on the aims before goes beyond.
    pub bound: i64,
}

impl AimCertificate {
    /// How much better another division could be, at most.
    pub fn gap(self) -> i64 {
        (self.value - self.bound).abs()
    }

    /// The value in words: km for lengths.
    pub fn shown(self, value: i64) -> String {
        match self.aim {
            Aim::Balance => value.to_string(),
            Aim::Distance | Aim::Border => Length(value).to_string(),
        }
    }
}

impl Division {
    /// Every area.
    pub fn areas(&self) -> impl Iterator<Item = &Area> {
        self.cities.iter().flat_map(|city| &city.areas)
    }

    /// The table of teams with what they cover: a team without an area is as it was where its kind covers nothing, and gone where it does; a new
    /// one has size and vehicles of the first of its kind in its city, or anywhere.
    pub fn teams(&self, campaign: &Campaign) -> Vec<TeamDraft> {
        let draft = campaign.draft();
        let areas: BTreeMap<&str, &Area> = self.areas().map(|area| (area.team.as_str(), area)).collect();
        let codes =
            |area: &Area| area.counties.iter().map(|&county| campaign.places().place(county).code.clone()).collect();
        let mut teams: Vec<TeamDraft> = Vec::new();
        for (team, written) in campaign.teams().iter().zip(&draft.teams) {
            match areas.get(team.id.as_str()) {
                Some(area) => teams.push(TeamDraft { covers: codes(area), ..written.clone() }),
                None if team.dates.is_some() || !self.kinds.contains(&team.kind) => teams.push(written.clone()),
                None => {}
            }
        }
        for city in &self.cities {
            for area in city.areas.iter().filter(|area| campaign.find_team(&area.team).is_none()) {
                let mut alike = campaign.teams().iter().zip(&draft.teams).filter(|(team, _)| team.kind == area.kind);
                let Some((_, first)) = alike.clone().find(|(team, _)| team.city == city.city).or_else(|| alike.next())
                else {
                    continue;
                };
                let city = campaign.places().place(city.city).code.clone();
                teams.push(TeamDraft {
                    team: area.team.clone(),
                    city,
                    covers: codes(area),
                    dates: None,
                    ..first.clone()
                });
            }
        }
        teams.sort_by(|one, other| one.team.cmp(&other.team));
        teams
    }
}
