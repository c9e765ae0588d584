//! What a schedule costs, in whole fen: by duty, and from that by round, team, unit, person and in all.

use std::collections::BTreeMap;

use super::{BudgetDraft, Fen};
use crate::campaign::Places;
use crate::rules::distance_km;
use crate::{Campaign, DateRange, Duty, Fault, PlaceId, PlaceLevel, Problem, RoundId, Schedule, Spot, TeamId, text};

/// What something costs, part by part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The travel allowance.
    pub allowance: Fen,
    /// The part of the allowance that is for meals; never on top of it.
    pub meals: Fen,
    /// Nights.
    pub lodging: Fen,
    /// There and back.
    pub travel: Fen,
    /// Vehicles with their drivers.
    pub vehicles: Fen,
}

impl Cost {
    /// All of it: meals are in the allowance.
    pub fn total(self) -> Fen {
        self.allowance + self.lodging + self.travel + self.vehicles
    }
}

impl std::ops::Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            allowance: self.allowance + other.allowance,
            meals: self.meals + other.meals,
            lodging: self.lodging + other.lodging,
            travel: self.travel + other.travel,
            vehicles: self.vehicles + other.vehicles,
        }
    }
}

impl std::ops::Sub for Cost {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            allowance: self.allowance - other.allowance,
            meals: self.meals - other.meals,
            lodging: self.lodging - other.lodging,
            travel: self.travel - other.travel,
            vehicles: self.vehicles - other.vehicles,
        }
    }
}

impl std::iter::Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), std::ops::Add::add)
    }
}

/// A duty and what is paid to the person for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyCost {
    /// The duty.
    pub duty: Duty,
    /// Its round, if it has one.
    pub round: Option<RoundId>,
    /// Its team.
    pub team: TeamId,
    /// What it costs.
    pub cost: Cost,
}

/// The vehicles of a team in a round, or on its own dates, and what they cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VehicleCost {
    /// The round, if the team follows rounds.
    pub round: Option<RoundId>,
    /// The team.
    pub team: TeamId,
    /// What they cost.
    pub cost: Cost,
}

/// What a schedule costs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// Duty by duty, in the order of the schedule.
    pub duties: Vec<DutyCost>,
    /// Team by team and round by round.
    pub vehicles: Vec<VehicleCost>,
}

impl Budget {
    /// The budget of a schedule at the rates of a draft.
    ///
    /// A duty of so many days has one night less; the way is paid there and back, by the fare between base and city where there is one, else by the km of
    /// the great circle.
    ///
    /// # Errors
    /// Every city without a rate, meals above the allowance, fares of places that are not known.
    pub fn of(problem: &Problem, schedule: &Schedule, draft: &BudgetDraft) -> Result<Self, Vec<Fault>> {
        let rates = Rates::of(problem.campaign(), draft)?;
        let duties = schedule.duties().iter().map(|&duty| rates.duty(problem, duty)).collect();
        Ok(Self { duties, vehicles: rates.vehicles(problem) })
    }

    /// All of it.
    pub fn total(&self) -> Cost {
        self.duties.iter().map(|duty| duty.cost).chain(self.vehicles.iter().map(|vehicle| vehicle.cost)).sum()
    }

    /// What the duties cost together that share a key.
    pub fn duties_by<K: Ord>(&self, key: impl Fn(&DutyCost) -> K) -> BTreeMap<K, Cost> {
        let mut sums: BTreeMap<K, Cost> = BTreeMap::new();
        for duty in &self.duties {
            let sum = sums.entry(key(duty)).or_default();
            *sum = *sum + duty.cost;
        }
        sums
    }

    /// What duties and vehicles of each team in each round cost: the advance that the team pays.
    pub fn advances(&self) -> BTreeMap<(Option<RoundId>, TeamId), Cost> {
        let mut sums = self.duties_by(|duty| (duty.round, duty.team));
        for vehicle in &self.vehicles {
            let sum = sums.entry((vehicle.round, vehicle.team)).or_default();
            *sum = *sum + vehicle.cost;
        }
        sums
    }
}

/// Rates with their words resolved.
struct Rates<'a> {
    places: &'a Places,
    draft: &'a BudgetDraft,
    lodging: BTreeMap<PlaceId, Fen>,
    vehicle: BTreeMap<PlaceId, Fen>,
    fares: BTreeMap<(PlaceId, PlaceId), Fen>,
}

impl<'a> Rates<'a> {
    fn of(campaign: &'a Campaign, draft: &'a BudgetDraft) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        if draft.meals > draft.allowance {
            let allowance = draft.allowance;
            let expected = text!(
                "at most the allowance, {allowance}: meals are a part of it",
                "餐费含在补助内，不得超过{allowance}"
            );
            faults.push(Fault::error(
                "meals-above-allowance",
                Spot::setting(["budget", "meals"]),
                draft.meals.to_string(),
                expected,
            ));
        }
        let places = campaign.places();
        let lodging = by_city(campaign, "lodging", &draft.lodging, |_| true, &mut faults);
        let has_vehicles = |city| campaign.teams().iter().any(|team| team.city == city && team.vehicles > 0);
        let vehicle = by_city(campaign, "vehicle", &draft.vehicle, has_vehicles, &mut faults);
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
        if faults.is_empty() { Ok(Self { places, draft, lodging, vehicle, fares }) } else { Err(faults) }
    }

    fn duty(&self, problem: &Problem, duty: Duty) -> DutyCost {
        let post = problem.post(duty.post);
        let (city, days) = (post.city, duty.span.days());
        let rate = |rates: &BTreeMap<PlaceId, Fen>| rates.get(&city).copied().unwrap_or_default();
        let cost = Cost {
            allowance: self.draft.allowance * days,
            meals: self.draft.meals * days,
            lodging: rate(&self.lodging) * (days - 1),
            travel: self.way(problem.campaign().person(duty.person).base, city) * 2,
            vehicles: Fen::default(),
        };
        DutyCost { duty, round: post.round, team: post.team, cost }
    }

    /// One way.
    fn way(&self, base: Option<PlaceId>, city: PlaceId) -> Fen {
        let Some(base) = base else { return Fen::default() };
        let fare = self.fares.get(&(base.min(city), base.max(city))).copied();
        fare.unwrap_or_else(|| self.draft.per_km * distance_km(self.places, base, city))
    }

    /// The vehicles of every team, on every day that some post of it has. Days that two rounds share are paid once, with the earlier.
    fn vehicles(&self, problem: &Problem) -> Vec<VehicleCost> {
        let mut spans: BTreeMap<(TeamId, Option<RoundId>), DateRange> = BTreeMap::new();
        for post in problem.posts() {
            spans.insert((post.team, post.round), post.span);
        }
        let mut costs = Vec::new();
        let mut paid: BTreeMap<TeamId, DateRange> = BTreeMap::new();
        for ((team, round), span) in spans {
            let shared = paid.get(&team).map_or(0, |paid| span.iter().filter(|day| paid.holds(*day)).count());
            paid.insert(team, span);
            let days = span.days() - i64::try_from(shared).unwrap_or_default();
            let of = problem.campaign().team(team);
            let rate = self.vehicle.get(&of.city).copied().unwrap_or_default();
            let cost = Cost { vehicles: rate * i64::from(of.vehicles) * days, ..Cost::default() };
            costs.push(VehicleCost { round, team, cost });
        }
        costs
    }
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
    let mut cities: Vec<PlaceId> = campaign.teams().iter().map(|team| team.city).filter(|city| needs(*city)).collect();
    cities.sort_unstable();
    cities.dedup();
    for city in cities {
        match written.get("default") {
            Some(&rate) => drop(rates.entry(city).or_insert(rate)),
            None if rates.contains_key(&city) => {}
            None => {
                let name = &places.place(city).name;
                let expected = text!("a rate for every city with teams", "每个有组的市均须有标准");
                let maybe = text!(
                    "`\"{name}\" = \"350\"`, or `default` for all others",
                    "`\"{name}\" = \"350\"`，或用`default`写其余各市"
                );
                faults.push(Fault::error("no-rate", Spot::setting(["budget", key]), name, expected).maybe(maybe));
            }
        }
    }
    rates
}
