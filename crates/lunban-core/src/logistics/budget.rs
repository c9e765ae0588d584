//! What a schedule costs, in whole fen: by duty, and from that by round, team, unit, person and in all.

use std::collections::BTreeMap;

use super::rates::Rates;
use super::{BudgetDraft, Fen};
use crate::{DateRange, Duty, Fault, Problem, RoundId, Schedule, Severity, TeamId};

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
    /// What is not paid for, though nothing is wrong with the rates.
    pub warnings: Vec<Fault>,
}

impl Budget {
    /// The budget of a schedule at the rates of a draft.
    ///
    /// A duty of so many days has one night less; the way is paid there and back, by the fare between base and city where there is one, else by the km of
    /// the great circle.
    ///
    /// # Errors
    /// Whatever [`rates`](super::rates) finds wrong, warnings among it where there are errors.
    pub fn of(problem: &Problem, schedule: &Schedule, draft: &BudgetDraft) -> Result<Self, Vec<Fault>> {
        let (rates, faults) = Rates::of(problem.campaign(), draft);
        if faults.iter().any(|fault| fault.severity == Severity::Error) {
            return Err(faults);
        }
        let duties = schedule.duties().iter().map(|&duty| duty_cost(problem, &rates, duty)).collect();
        Ok(Self { duties, vehicles: vehicle_costs(problem, &rates), warnings: faults })
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

fn duty_cost(problem: &Problem, rates: &Rates<'_>, duty: Duty) -> DutyCost {
    let post = problem.post(duty.post);
    let (city, days) = (post.city, duty.span.days());
    let base = problem.campaign().person(duty.person).base;
    let cost = Cost {
        allowance: rates.draft.allowance * days,
        meals: rates.draft.meals * days,
        lodging: rates.lodging(city) * (days - 1),
        travel: base.map_or_else(Fen::default, |base| rates.way(base, city)) * 2,
        vehicles: Fen::default(),
    };
    DutyCost { duty, round: post.round, team: post.team, cost }
}

/// The vehicles of every team, on every day that some post of it has. Days that two rounds share are paid once, with the earlier.
fn vehicle_costs(problem: &Problem, rates: &Rates<'_>) -> Vec<VehicleCost> {
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
        let cost = Cost { vehicles: rates.vehicle(of.city) * i64::from(of.vehicles) * days, ..Cost::default() };
        costs.push(VehicleCost { round, team, cost });
    }
    costs
}
