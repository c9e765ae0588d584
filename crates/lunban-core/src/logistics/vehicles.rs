//! Who drives which vehicle when: every vehicle every day, no driver too many days in a row.
//!
//! In as many days as a driver may be on and must be off together, nobody is on more often than they may be in a row. So `v` vehicles need
//! `v` times that span over the days on, rounded up, and that many drivers who begin their spans evenly spread are enough.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{DriverDraft, VehiclesDraft};
use crate::{Campaign, DateRange, Fault, PlaceId, PlaceLevel, Spot, Table, TeamId, text};

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

/// The turns of all drivers, by team, vehicle and days; and what keeps vehicles without drivers. Teams with dates of their own are not driven here.
pub fn turns(campaign: &Campaign, draft: VehiclesDraft, drivers: &[DriverDraft]) -> (Vec<Turn>, Vec<Fault>) {
    let (of_city, mut faults) = by_city(campaign, drivers);
    let mut turns = Vec::new();
    if draft.days_on == 0 {
        let expected = text!("at least one day", "至少一天");
        faults.push(Fault::error("no-days-on", Spot::setting(["vehicles", "days_on"]), "0", expected));
        return (turns, faults);
    }
    for (city, vehicles) in vehicles(campaign) {
        let drivers = of_city.get(&city).map(Vec::as_slice).unwrap_or_default();
        match short(campaign, draft, city, vehicles.len(), drivers.len()) {
            Some(fault) => faults.push(fault),
            None => turns
                .extend(City { draft: within(campaign, draft), vehicles: &vehicles, drivers }.turns(campaign.span())),
        }
    }
    turns.sort();
    (turns, faults)
}

/// Days off that are due only after the campaign ask for nobody.
fn within(campaign: &Campaign, draft: VehiclesDraft) -> VehiclesDraft {
    let is_over = campaign.span().days() <= i64::from(draft.days_on);
    VehiclesDraft { days_off: if is_over { 0 } else { draft.days_off }, ..draft }
}

/// The vehicles of each city: team and number.
fn vehicles(campaign: &Campaign) -> BTreeMap<PlaceId, Vec<(TeamId, u32)>> {
    let mut vehicles: BTreeMap<PlaceId, Vec<(TeamId, u32)>> = BTreeMap::new();
    for (position, team) in campaign.teams().iter().enumerate().filter(|(_, team)| team.dates.is_none()) {
        vehicles.entry(team.city).or_default().extend((1..=team.vehicles).map(|number| (TeamId::at(position), number)));
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

/// The fault of a city with too few drivers.
fn short(campaign: &Campaign, draft: VehiclesDraft, city: PlaceId, vehicles: usize, drivers: usize) -> Option<Fault> {
    let draft = within(campaign, draft);
    let (on, off) = (draft.days_on as usize, draft.days_off as usize);
    let needed = (vehicles * (on + off)).div_ceil(on);
    (drivers < needed).then(|| {
        let (name, missing) = (crate::territory::named(campaign.places(), city), needed - drivers);
        let expected = text!(
            "{needed} drivers, for {vehicles} at the wheel each day, {on} days on and {off} off; there are {drivers}",
            "{vehicles}辆车，开{on}天休{off}天，需司机{needed}名；现有{drivers}名"
        );
        let maybe =
            text!("more rows for that city in the table of drivers: {missing}", "在司机表中为该市增加{missing}行");
        Fault::error("too-few-drivers", Spot::Table(Table::Drivers), name, expected).maybe(maybe)
    })
}

struct City<'a> {
    draft: VehiclesDraft,
    vehicles: &'a [(TeamId, u32)],
    drivers: &'a [usize],
}

impl City<'_> {
    /// Whether a driver is on, so many days after the first: their spans begin evenly spread.
    fn is_on(&self, driver: usize, day: usize) -> bool {
        let span = (self.draft.days_on + self.draft.days_off) as usize;
        let begin = driver * span / self.needed().max(1);
        (day + span - begin % span) % span < self.draft.days_on as usize
    }

    /// So many drivers are asked; the others are spare.
    fn needed(&self) -> usize {
        let (on, span) = (self.draft.days_on as usize, (self.draft.days_on + self.draft.days_off) as usize);
        (self.vehicles.len() * span).div_ceil(on)
    }

    fn turns(&self, days: DateRange) -> Vec<Turn> {
        let mut at_wheel: Vec<Option<(usize, NaiveDate, NaiveDate)>> = vec![None; self.vehicles.len()];
        let mut turns = Vec::new();
        for (number, day) in days.iter().enumerate() {
            let on: Vec<usize> = (0..self.needed()).filter(|driver| self.is_on(*driver, number)).collect();
            for (vehicle, wheel) in at_wheel.iter_mut().enumerate() {
                match wheel {
                    Some((driver, _, last)) if on.contains(driver) => *last = day,
                    _ => turns.extend(wheel.take().and_then(|turn| self.turn(vehicle, turn))),
                }
            }
            let mut free: Vec<usize> =
                on.into_iter().filter(|driver| at_wheel.iter().flatten().all(|(held, ..)| held != driver)).collect();
            free.reverse();
            for wheel in at_wheel.iter_mut().filter(|wheel| wheel.is_none()) {
                *wheel = free.pop().map(|driver| (driver, day, day));
            }
        }
        turns.extend(at_wheel.into_iter().enumerate().filter_map(|(vehicle, turn)| self.turn(vehicle, turn?)));
        turns
    }

    fn turn(&self, vehicle: usize, (driver, first, last): (usize, NaiveDate, NaiveDate)) -> Option<Turn> {
        let (team, number) = self.vehicles[vehicle];
        Some(Turn { team, vehicle: number, span: DateRange::new(first, last)?, driver: self.drivers[driver] })
    }
}
