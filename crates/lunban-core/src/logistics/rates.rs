//! Rates with their words resolved: one for everything that a schedule may ask to be paid.

use std::collections::{BTreeMap, BTreeSet};

use super::{BudgetDraft, Fen};
use crate::campaign::Places;
use crate::rules::{distance_km, great_circle_km};
use crate::{Campaign, Fault, PlaceId, PlaceLevel, Spot, Text, listed, text};

/// What is wrong with the rates of a campaign, whatever its schedule: every city without one, ways that nothing pays for, meals above the allowance, places that
/// are not known; and as warnings people whose way is not paid, for nobody knows where they come from.
pub fn rates(campaign: &Campaign, draft: &BudgetDraft) -> Vec<Fault> {
    Rates::of(campaign, draft).1
}

/// Rates with their words resolved.
pub(super) struct Rates<'a> {
    pub(super) draft: &'a BudgetDraft,
    places: &'a Places,
    lodging: BTreeMap<PlaceId, Fen>,
    vehicle: BTreeMap<PlaceId, Fen>,
    fares: BTreeMap<(PlaceId, PlaceId), Fen>,
}

impl<'a> Rates<'a> {
    /// The rates, and what is wrong with them.
    pub(super) fn of(campaign: &'a Campaign, draft: &'a BudgetDraft) -> (Self, Vec<Fault>) {
        let mut faults: Vec<Fault> = meals_above_allowance(draft).into_iter().collect();
        let lodging = by_city(campaign, "lodging", &draft.lodging, |_| true, &mut faults);
        let has_vehicles = |city| campaign.teams().iter().any(|team| team.city == city && team.vehicles > 0);
        let vehicle = by_city(campaign, "vehicle", &draft.vehicle, has_vehicles, &mut faults);
        let fares = fares(campaign.places(), draft, &mut faults);
        let rates = Self { draft, places: campaign.places(), lodging, vehicle, fares };
        faults.extend(rates.unpaid_ways(campaign));
        faults.extend(rates.without_base(campaign));
        (rates, faults)
    }

    /// A night in a city.
    pub(super) fn lodging(&self, city: PlaceId) -> Fen {
        self.lodging.get(&city).copied().unwrap_or_default()
    }

    /// A day of a vehicle in a city.
    pub(super) fn vehicle(&self, city: PlaceId) -> Fen {
        self.vehicle.get(&city).copied().unwrap_or_default()
    }

    /// One way.
    pub(super) fn way(&self, base: PlaceId, city: PlaceId) -> Fen {
        let km = || self.draft.per_km.unwrap_or_default() * distance_km(self.places, base, city);
        self.fare(base, city).unwrap_or_else(km)
    }

    fn fare(&self, base: PlaceId, city: PlaceId) -> Option<Fen> {
        self.fares.get(&(base.min(city), base.max(city))).copied()
    }

    /// The fault of ways that somebody may have to go, and that neither a fare nor the rate of a km pays for.
    fn unpaid_ways(&self, campaign: &Campaign) -> Option<Fault> {
        let is_free = self.draft.per_km == Some(Fen::default());
        let is_known = |base, city| self.draft.per_km.is_some() && great_circle_km(self.places, base, city).is_some();
        let ways = ways(campaign)
            .into_iter()
            .filter(|&(base, city)| !is_free && self.fare(base, city).is_none() && !is_known(base, city));
        let name = |place| self.places.place(place).name.as_str();
        let ways: Vec<String> = ways.map(|(base, city)| format!("{} → {}", name(base), name(city))).collect();
        if ways.is_empty() {
            return None;
        }
        let (count, key) = (ways.len(), Spot::setting(["budget", "per_km"]));
        let (expected, maybe) = match self.draft.per_km {
            None => (
                text!(
                    "a rate or a fare for every way from a base to a city; {count} have none",
                    "由常驻地至各市均须有每公里标准或票价；{count}条没有"
                ),
                text!(
                    "`per_km = \"0.50\"`, `per_km = 0` if ways cost nothing, or a fare for each",
                    "`per_km = \"0.50\"`；不付交通费则`per_km = 0`；或逐一写票价"
                ),
            ),
            Some(_) => (
                text!(
                    "lon and lat in places.csv for both ends of every way without a fare; {count} have none",
                    "没有票价的路程，两端在places.csv中均须有经纬度；{count}条没有"
                ),
                text!(
                    "their positions, or a fare for each in [[budget.fares]]",
                    "补齐经纬度，或在[[budget.fares]]中逐一写票价"
                ),
            ),
        };
        Some(Fault::error("no-rate", key, listed(ways), expected).maybe(maybe))
    }

    /// The warning of people who come from no base, where ways are paid.
    fn without_base(&self, campaign: &Campaign) -> Option<Fault> {
        let pays = self.draft.per_km.is_some_and(|rate| rate > Fen::default()) || !self.fares.is_empty();
        let people = campaign.people().iter().filter(|person| pays && person.base.is_none());
        let ids: Vec<String> = people.map(|person| person.id.clone()).collect();
        let count = ids.len();
        let says = text!(
            "a base for everybody: the ways of {count} people are not paid, for nobody knows from where they come",
            "每人须有常驻地：{count}人出发地不明，未计交通费"
        );
        let maybe = text!(
            "`base` in their rosters or in units.csv, or `per_km = 0`",
            "在名单或units.csv填写常驻地，或写`per_km = 0`"
        );
        (count > 0)
            .then(|| Fault::warning("no-base", Spot::setting(["budget", "per_km"]), listed(ids), says).maybe(maybe))
    }
}

/// From where to where somebody may have to go.
fn ways(campaign: &Campaign) -> BTreeSet<(PlaceId, PlaceId)> {
    let bases: BTreeSet<PlaceId> = campaign.people().iter().filter_map(|person| person.base).collect();
    let cities: BTreeSet<PlaceId> = campaign.teams().iter().map(|team| team.city).collect();
    let from = |base: PlaceId| cities.iter().copied().filter(move |city| *city != base).map(move |city| (base, city));
    bases.into_iter().flat_map(from).collect()
}

fn meals_above_allowance(draft: &BudgetDraft) -> Option<Fault> {
    let (meals, allowance) = (draft.meals, draft.allowance);
    let expected =
        text!("at most the allowance, {allowance}: meals are a part of it", "餐费含在补助内，不得超过{allowance}");
    let spot = Spot::setting(["budget", "meals"]);
    (meals > allowance).then(|| Fault::error("meals-above-allowance", spot, meals.to_string(), expected))
}

/// The fares, by both ends.
fn fares(places: &Places, draft: &BudgetDraft, faults: &mut Vec<Fault>) -> BTreeMap<(PlaceId, PlaceId), Fen> {
    let mut fares = BTreeMap::new();
    for (position, fare) in draft.fares.iter().enumerate() {
        let mut find = |key: &str, word: &str| {
            let spot = Spot::setting(["budget", "fares", &position.to_string(), key].map(str::to_owned));
            let found = places.find(word, Some(PlaceLevel::City));
            found.map_err(|reason| faults.push(places.fault(&reason, spot, word, Some(PlaceLevel::City)))).ok()
        };
        if let (Some(from), Some(to)) = (find("from", &fare.from), find("to", &fare.to)) {
            fares.insert((from.min(to), from.max(to)), fare.fare);
        }
    }
    fares
}

/// The rate of each city that has teams: its own, or the one called `default`.
fn by_city(
    campaign: &Campaign,
    key: &'static str,
    written: &BTreeMap<String, Fen>,
    needs: impl Fn(PlaceId) -> bool,
    faults: &mut Vec<Fault>,
) -> BTreeMap<PlaceId, Fen> {
    let places = campaign.places();
    let mut rates: BTreeMap<PlaceId, Fen> = BTreeMap::new();
    for (word, &rate) in written.iter().filter(|(word, _)| *word != "default") {
        match places.find(word, Some(PlaceLevel::City)) {
            Ok(city) => drop(rates.insert(city, rate)),
            Err(reason) => {
                faults.push(places.fault(&reason, Spot::setting(["budget", key, word]), word, Some(PlaceLevel::City)));
            }
        }
    }
    let cities: BTreeSet<PlaceId> = campaign.teams().iter().map(|team| team.city).filter(|city| needs(*city)).collect();
    for city in cities {
        match written.get("default") {
            Some(&rate) => drop(rates.entry(city).or_insert(rate)),
            None if rates.contains_key(&city) => {}
            None => faults.push(no_rate(key, &places.place(city).name)),
        }
    }
    rates
}

fn no_rate(key: &'static str, city: &str) -> Fault {
    let expected =
        text!("a rate in [budget.{key}] for every city with teams", "[budget.{key}]中每个有组的市均须有标准");
    let maybe: Text =
        text!("`\"{city}\" = \"350\"`, or `default` for all others", "`\"{city}\" = \"350\"`，或用`default`写其余各市");
    Fault::error("no-rate", Spot::setting(["budget", key]), city, expected).maybe(maybe)
}
