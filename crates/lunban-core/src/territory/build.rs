//! From what was written to the cities that are to be divided.

use std::collections::BTreeMap;

use petgraph::graph::{NodeIndex, UnGraph};

use super::cores::{self, core, county_of};
use super::sizes::{self, named};
use super::{
    BorderDraft, Borders, City, Counties, ExceptionDraft, Fixed, Length, Load, Number, SizesDraft, TerritoryDraft,
    Wanted, apart,
};
use crate::campaign::Places;
use crate::rules::great_circle_km;
use crate::{Campaign, Fault, KindId, PlaceId, PlaceLevel, Spot, Table, TeamId, nearest_text, text};

/// The cities in which teams cover counties.
pub(super) fn cities(
    campaign: &Campaign,
    draft: &TerritoryDraft,
    borders: &[BorderDraft],
    number: Number,
    faults: &mut Vec<Fault>,
) -> Vec<City> {
    let kinds = sizes::kinds(campaign, draft, faults);
    cores::check(campaign.places(), draft, faults);
    let builder = Builder {
        campaign,
        draft,
        exceptions: sizes::exceptions(campaign, draft, faults),
        touching: touching(campaign.places(), borders, faults),
        number,
    };
    if let Some(fault) = builder.without_borders() {
        faults.push(fault);
        return Vec::new();
    }
    let mut cities: Vec<City> = builder
        .counties()
        .into_iter()
        .filter_map(|(city, counties)| builder.city(city, counties, &kinds, faults))
        .collect();
    builder.settle(&mut cities, faults);
    cities
}

/// Which counties touch, each pair once.
fn touching(places: &Places, borders: &[BorderDraft], faults: &mut Vec<Fault>) -> BTreeMap<(PlaceId, PlaceId), Length> {
    let codes: BTreeMap<&str, PlaceId> =
        places.all().iter().enumerate().map(|(position, place)| (place.code.as_str(), PlaceId::at(position))).collect();
    let mut touching: BTreeMap<(PlaceId, PlaceId), (Length, usize)> = BTreeMap::new();
    for (row, border) in borders.iter().enumerate() {
        let spot = |field| Spot::Cell { table: Table::Borders, row, field };
        let mut find = |code: &str, field| {
            let found = codes.get(code).copied();
            if found.is_none() {
                let expected = text!("the code of a place in places", "须为地点表中的代码");
                let maybe = nearest_text(code, codes.keys().copied());
                faults.push(Fault::error("unknown-place", spot(field), code, expected).maybe(maybe));
            }
            found
        };
        let (Some(a), Some(b)) = (find(&border.code_a, "code_a"), find(&border.code_b, "code_b")) else { continue };
        if a == b {
            let expected = text!("two places; this is one", "须为两地；此处为同一地");
            faults.push(Fault::error("border-with-itself", spot("code_b"), &border.code_b, expected));
        } else if border.border_km < 0.0 {
            let expected = text!("a length of 0 or more", "长度不得小于0");
            faults.push(Fault::error("negative-border", spot("border_km"), border.border_km.to_string(), expected));
        } else {
            let length = Length::of_km(border.border_km);
            let (known, first) = *touching.entry((a.min(b), a.max(b))).or_insert((length, row));
            if known != length {
                let expected =
                    text!("the length that another row has for the same border", "须与另一行同一边界的长度一致");
                let also = Spot::Cell { table: Table::Borders, row: first, field: "border_km" };
                let written = border.border_km.to_string();
                faults.push(Fault::error("border-twice", spot("border_km"), written, expected).also(also));
            }
        }
    }
    touching.into_iter().map(|(pair, (length, _))| (pair, length)).collect()
}

struct Builder<'a> {
    campaign: &'a Campaign,
    draft: &'a TerritoryDraft,
    exceptions: Vec<(PlaceId, KindId, &'a ExceptionDraft)>,
    touching: BTreeMap<(PlaceId, PlaceId), Length>,
    number: Number,
}

impl Builder<'_> {
    /// The fault of a campaign without any border, where there are teams that cover several counties.
    fn without_borders(&self) -> Option<Fault> {
        let is_asked = self.draft.kinds.values().any(|kind| kind.at_most > 1);
        let expected =
            text!("rows: which counties of a city touch; there are none", "须有数据行：各市哪些县（市、区）相邻；现无");
        let maybe = text!(
            "borders.csv with code_a, code_b and border_km; that of data/jjj-2017 has 28 cities",
            "边界表borders.csv，含code_a、code_b、border_km；data/jjj-2017中有28市"
        );
        let fault = || Fault::error("no-borders", Spot::Table(Table::Borders), "", expected).maybe(maybe);
        (is_asked && self.touching.is_empty()).then(fault)
    }

    /// The counties of every city, both by code.
    fn counties(&self) -> BTreeMap<PlaceId, Vec<PlaceId>> {
        let mut cities: BTreeMap<PlaceId, Vec<PlaceId>> = BTreeMap::new();
        let places = self.campaign.places();
        for (position, place) in places.all().iter().enumerate() {
            if let (PlaceLevel::County, Some(city)) = (place.level, places.city_of(PlaceId::at(position))) {
                cities.entry(city).or_default().push(PlaceId::at(position));
            }
        }
        // A city of teams may have no county at all, and is then at fault.
        for team in self.campaign.teams() {
            cities.entry(team.city).or_default();
        }
        cities
    }

    fn city(
        &self,
        city: PlaceId,
        counties: Vec<PlaceId>,
        kinds: &[(KindId, SizesDraft)],
        faults: &mut Vec<Fault>,
    ) -> Option<City> {
        let kinds = self.wanted(city, kinds);
        if kinds.iter().all(|kind| kind.teams.is_empty()) {
            return None;
        }
        let places = self.campaign.places();
        if counties.len() > City::MOST_COUNTIES {
            let (most, name) = (City::MOST_COUNTIES, named(places, city));
            let expected = text!("at most {most} counties in a city", "每市最多{most}个县（市、区）");
            faults.push(Fault::error("too-many-counties", Spot::Table(Table::Places), name, expected));
            return None;
        }
        if self.number == Number::OfTeams {
            sizes::check(self.campaign, city, counties.len(), &kinds, faults);
        }
        let core = core(places, self.draft, city, &counties, faults);
        let city = City {
            city,
            loads: self.loads(&counties, faults),
            borders: self.borders(&counties),
            distances: self.distances(&counties, faults),
            core,
            kinds,
            fixed: Vec::new(),
            forbidden: Vec::new(),
            counties,
        };
        faults.extend(apart::faults(places, &city, cores::spot(places, self.draft, city.city)));
        Some(city)
    }

    /// What a city wants: areas of each kind.
    fn wanted(&self, city: PlaceId, kinds: &[(KindId, SizesDraft)]) -> Vec<Wanted> {
        let wanted = kinds.iter().map(|&(kind, sizes)| {
            let teams = self.campaign.teams().iter().enumerate();
            let teams = teams.filter(|(_, team)| team.city == city && team.kind == kind && team.dates.is_none());
            let teams: Vec<TeamId> = teams.map(|(position, _)| TeamId::at(position)).collect();
            let mut exceptions = self.exceptions.iter();
            let exception = exceptions.find(|(in_city, of_kind, _)| (*in_city, *of_kind) == (city, kind));
            let areas = u32::try_from(teams.len()).unwrap_or(u32::MAX);
            Wanted { teams, ..sizes::in_city(sizes, exception.map(|(.., exception)| *exception), (kind, areas)) }
        });
        wanted.collect()
    }

    fn loads(&self, counties: &[PlaceId], faults: &mut Vec<Fault>) -> Vec<i64> {
        let places = self.campaign.places();
        let mut load = |&county: &PlaceId| match (self.draft.load, places.place(county).load) {
            (Load::Counties, _) => 1,
            (Load::Column, Some(load)) => i64::from(load),
            (Load::Column, None) => {
                let expected = text!("a number under `load` for every county", "每个县（市、区）的`load`列须有数值");
                let maybe =
                    text!("`load = \"counties\"` under [territory]", "`load = \"counties\"`，写在[territory]中");
                let spot = self.campaign.cell_of_place(county, "load");
                faults.push(Fault::error("no-load", spot, named(places, county), expected).maybe(maybe));
                0
            }
        };
        counties.iter().map(&mut load).collect()
    }

    fn borders(&self, counties: &[PlaceId]) -> Borders {
        let mut graph = UnGraph::default();
        for &county in counties {
            graph.add_node(county);
        }
        for (&(a, b), &length) in &self.touching {
            if let (Ok(a), Ok(b)) = (counties.binary_search(&a), counties.binary_search(&b)) {
                graph.add_edge(NodeIndex::new(a), NodeIndex::new(b), length);
            }
        }
        graph
    }

    fn distances(&self, counties: &[PlaceId], faults: &mut Vec<Fault>) -> Vec<Vec<Length>> {
        let places = self.campaign.places();
        for &county in counties.iter().filter(|county| places.place(**county).position.is_none()) {
            let expected = text!("lon and lat for every county", "每个县（市、区）须有经纬度");
            let spot = self.campaign.cell_of_place(county, "lon");
            faults.push(Fault::error("no-position", spot, named(places, county), expected));
        }
        let length = |from, to| Length::of_km(great_circle_km(places, from, to).unwrap_or_default());
        counties.iter().map(|&from| counties.iter().map(|&to| length(from, to)).collect()).collect()
    }

    /// Puts what is fixed and forbidden into its cities.
    fn settle(&self, cities: &mut [City], faults: &mut Vec<Fault>) {
        for (position, fix) in self.draft.fix.iter().enumerate() {
            let spot = |key: &str| Spot::setting(["territory", "fix", &position.to_string(), key].map(str::to_owned));
            let team = self.campaign.find_team(&fix.team);
            let city = team.and_then(|team| {
                let is_of = |kind: &Wanted| kind.teams.contains(&team);
                cities.iter_mut().find_map(|city| Some((team, city.kinds.iter().position(is_of)?, city)))
            });
            let Some((team, kind, city)) = city else {
                let expected = text!("the id of a team that covers counties", "须为负责区县的组的编号");
                let maybe = nearest_text(&fix.team, self.campaign.teams().iter().map(|team| team.id.as_str()));
                faults.push(Fault::error("unknown-team", spot("team"), &fix.team, expected).maybe(maybe));
                continue;
            };
            let counties = self.counties_of(&fix.covers, &spot("covers"), city, faults);
            city.fixed.push(Fixed { team, kind, counties });
        }
        for (position, forbid) in self.draft.forbid.iter().enumerate() {
            let spot = Spot::setting(["territory", "forbid", &position.to_string(), "covers"].map(str::to_owned));
            let places = self.campaign.places();
            let first = forbid.covers.first().and_then(|word| places.find(word, Some(PlaceLevel::County)).ok());
            let Some(city) = cities.iter_mut().find(|city| first.is_some_and(|first| city.counties.contains(&first)))
            else {
                let word = forbid.covers.first().map_or("", String::as_str);
                let expected = text!(
                    "counties of one city with teams, the first by its code",
                    "须为某市的县（市、区），首个写代码"
                );
                faults.push(Fault::error("not-a-county-of-the-city", spot, word, expected));
                continue;
            };
            let counties = self.counties_of(&forbid.covers, &spot, city, faults);
            city.forbidden.push(counties);
        }
    }

    fn counties_of(&self, words: &[String], spot: &Spot, city: &City, faults: &mut Vec<Fault>) -> Counties {
        let places = self.campaign.places();
        let mut find = |word: &String| county_of(places, word, spot.clone(), &city.counties, faults);
        Counties::of(words.iter().filter_map(&mut find))
    }
}
