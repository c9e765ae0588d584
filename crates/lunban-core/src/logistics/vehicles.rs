//! Who drives which vehicle when: every vehicle every day on which its team is there, no driver too many days in a row.
//!
//! In as many days as a driver may be on and must be off together, nobody is on more often than they may be in a row. So `v` vehicles need
//! `v` times that span over the days on, rounded up, and that many drivers who begin their spans evenly spread are enough. Where vehicles come and go, `v` is
//! as many as are out on one day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{DriverDraft, VehiclesDraft};
use crate::{Campaign, DateRange, Fault, PlaceId, PlaceLevel, Problem, Spot, Table, TeamId, text};

/// One driver with one vehicle, day after day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn {
    /// The team.
    pub team: TeamId,
    /// Its vehicle, from 1.
    pub vehicle: u32,
    /// The days.
    pub span: DateRange,
    /// The position of the driver in the draft.
    pub driver: usize,
}

/// The turns of all drivers, by team, vehicle and days; and what keeps vehicles without drivers.
pub fn turns(problem: &Problem, draft: VehiclesDraft, drivers: &[DriverDraft]) -> (Vec<Turn>, Vec<Fault>) {
    let campaign = problem.campaign();
    let (of_city, mut faults) = by_city(campaign, drivers);
    let mut turns = Vec::new();
    if draft.days_on == 0 {
        let expected = text!("at least one day", "至少一天");
        faults.push(Fault::error("no-days-on", Spot::setting(["vehicles", "days_on"]), "0", expected));
        return (turns, faults);
    }
    for (city, vehicles) in vehicles(problem) {
        let drivers = of_city.get(&city).map(Vec::as_slice).unwrap_or_default();
        let rota = Rota::of(draft, &vehicles, drivers);
        match rota.short(campaign, city) {
            Some(fault) => faults.push(fault),
            None => turns.extend(rota.turns()),
        }
    }
    turns.sort();
    (turns, faults)
}

/// A vehicle of a team, and the days on which it is out.
struct Vehicle {
    team: TeamId,
    number: u32,
    days: BTreeSet<NaiveDate>,
}

/// The vehicles of each city.
fn vehicles(problem: &Problem) -> BTreeMap<PlaceId, Vec<Vehicle>> {
    let mut days: BTreeMap<TeamId, BTreeSet<NaiveDate>> = BTreeMap::new();
    for post in problem.posts() {
        days.entry(post.team).or_default().extend(post.span.iter());
    }
    let mut vehicles: BTreeMap<PlaceId, Vec<Vehicle>> = BTreeMap::new();
    for (team, days) in days {
        let of = problem.campaign().team(team);
        let vehicle = |number| Vehicle { team, number, days: days.clone() };
        vehicles.entry(of.city).or_default().extend((1..=of.vehicles).map(vehicle));
    }
    vehicles.retain(|_, vehicles| !vehicles.is_empty());
    vehicles
}

/// The positions of the drivers of each city, by their ids.
fn by_city(campaign: &Campaign, drivers: &[DriverDraft]) -> (BTreeMap<PlaceId, Vec<usize>>, Vec<Fault>) {
    let mut order: Vec<usize> = (0..drivers.len()).collect();
    order.sort_by_key(|row| (&drivers[*row].driver, *row));
    let mut faults = Vec::new();
    for pair in order.windows(2).filter(|pair| drivers[pair[0]].driver == drivers[pair[1]].driver) {
        let cell = |row| Spot::Cell { table: Table::Drivers, row, field: "driver" };
        let expected = text!("an id that no other row has", "编号不得与其他行重复");
        faults
            .push(Fault::error("duplicate-id", cell(pair[1]), &drivers[pair[1]].driver, expected).also(cell(pair[0])));
    }
    let mut of_city: BTreeMap<PlaceId, Vec<usize>> = BTreeMap::new();
    for row in order {
        let word = &drivers[row].city;
        match campaign.places().find(word, Some(PlaceLevel::City)) {
            Ok(city) => of_city.entry(city).or_default().push(row),
            Err(reason) => {
                let spot = Spot::Cell { table: Table::Drivers, row, field: "city" };
                faults.push(campaign.places().fault(&reason, spot, word, Some(PlaceLevel::City)));
            }
        }
    }
    (of_city, faults)
}

/// The vehicles and drivers of one city.
struct Rota<'a> {
    draft: VehiclesDraft,
    vehicles: &'a [Vehicle],
    drivers: &'a [usize],
    /// From the first day on which a vehicle is out to the last.
    days: Vec<NaiveDate>,
}

impl<'a> Rota<'a> {
    fn of(draft: VehiclesDraft, vehicles: &'a [Vehicle], drivers: &'a [usize]) -> Self {
        let out = || vehicles.iter().flat_map(|vehicle| &vehicle.days).copied();
        let span = out().min().zip(out().max()).and_then(|(first, last)| DateRange::new(first, last));
        let days: Vec<NaiveDate> = span.iter().flat_map(|span| span.iter()).collect();
        // Days off that are due only after all of them ask for nobody.
        let is_over = days.len() <= draft.days_on as usize;
        let days_off = if is_over { 0 } else { draft.days_off };
        Self { draft: VehiclesDraft { days_off, ..draft }, vehicles, drivers, days }
    }

    /// As many vehicles as are out on one day, at most.
    fn at_once(&self) -> usize {
        let out = |day| self.vehicles.iter().filter(|vehicle| vehicle.days.contains(day)).count();
        self.days.iter().map(out).max().unwrap_or(0)
    }

    /// So many drivers are asked; the others are spare.
    fn needed(&self) -> usize {
        let (on, span) = (self.draft.days_on as usize, (self.draft.days_on + self.draft.days_off) as usize);
        (self.at_once() * span).div_ceil(on)
    }

    /// The fault of a city with too few drivers.
    fn short(&self, campaign: &Campaign, city: PlaceId) -> Option<Fault> {
        let (needed, drivers, vehicles) = (self.needed(), self.drivers.len(), self.at_once());
        let VehiclesDraft { days_on, days_off } = self.draft;
        let (name, missing) = (crate::territory::named(campaign.places(), city), needed.saturating_sub(drivers));
        let expected = text!(
            "{needed} drivers, for up to {vehicles} at the wheel on one day, {days_on} days on and {days_off} off; there are {drivers}",
            "同日至多{vehicles}辆车，开{days_on}天休{days_off}天，需司机{needed}名；现有{drivers}名"
        );
        let maybe =
            text!("more rows for that city in the table of drivers: {missing}", "在司机表中为该市增加{missing}行");
        (missing > 0).then(|| Fault::error("too-few-drivers", Spot::Table(Table::Drivers), name, expected).maybe(maybe))
    }

    /// Whether a driver is on, so many days after the first: of those who are needed the spans begin evenly spread.
    fn is_on(&self, needed: usize, driver: usize, day: usize) -> bool {
        let span = (self.draft.days_on + self.draft.days_off) as usize;
        let begin = driver * span / needed.max(1);
        (day + span - begin % span) % span < self.draft.days_on as usize
    }

    fn turns(&self) -> Vec<Turn> {
        let needed = self.needed();
        let mut at_wheel: Vec<Option<AtWheel>> = vec![None; self.vehicles.len()];
        let mut turns = Vec::new();
        for (number, &day) in self.days.iter().enumerate() {
            let on: Vec<usize> = (0..needed).filter(|driver| self.is_on(needed, *driver, number)).collect();
            for (vehicle, wheel) in self.vehicles.iter().zip(&mut at_wheel) {
                match wheel {
                    Some(held) if vehicle.days.contains(&day) && on.contains(&held.driver) => held.last = day,
                    _ => turns.extend(wheel.take().and_then(|held| self.turn(vehicle, held))),
                }
            }
            let is_free = |driver: &usize| at_wheel.iter().flatten().all(|held| held.driver != *driver);
            let free: Vec<usize> = on.into_iter().filter(is_free).collect();
            let out = self.vehicles.iter().zip(&mut at_wheel).filter(|(vehicle, _)| vehicle.days.contains(&day));
            let empty = out.map(|(_, wheel)| wheel).filter(|wheel| wheel.is_none());
            for (wheel, driver) in empty.zip(free) {
                *wheel = Some(AtWheel { driver, first: day, last: day });
            }
        }
        turns.extend(self.vehicles.iter().zip(at_wheel).filter_map(|(vehicle, held)| self.turn(vehicle, held?)));
        turns
    }

    fn turn(&self, vehicle: &Vehicle, AtWheel { driver, first, last }: AtWheel) -> Option<Turn> {
        let span = DateRange::new(first, last)?;
        Some(Turn { team: vehicle.team, vehicle: vehicle.number, span, driver: self.drivers[driver] })
    }
}

/// Who is at the wheel of a vehicle, from which day to which so far.
#[derive(Clone, Copy, Debug)]
struct AtWheel {
    driver: usize,
    first: NaiveDate,
    last: NaiveDate,
}
