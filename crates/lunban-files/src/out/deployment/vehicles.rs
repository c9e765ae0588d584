//! `drivers.csv`: who drives which vehicle when.

use lunban_core::logistics::Turn;

use super::Deployment;
use crate::out::cells::{csv, words};

const COLUMNS: [&str; 9] = ["team", "city", "vehicle", "start", "end", "days", "driver", "name", "phone"];

pub(super) fn write(of: &Deployment<'_>, turns: &[Turn]) -> Vec<u8> {
    let row = |turn: &Turn| {
        let team = of.campaign().team(turn.team);
        let driver = &of.draft.drivers[turn.driver];
        let (name, phone) = if of.redact { ("", "") } else { (driver.name.as_str(), driver.phone.as_str()) };
        let city = &of.campaign().places().place(team.city).name;
        let (start, end) = (turn.span.first().to_string(), turn.span.last().to_string());
        let (vehicle, days) = (turn.vehicle.to_string(), turn.span.days().to_string());
        words([&team.id, city, &vehicle, &start, &end, &days, &driver.driver, name, phone])
    };
    csv(std::iter::once(words(COLUMNS)).chain(turns.iter().map(row)))
}
