//! `drivers.csv`: who drives which vehicle when.

use lunban_core::Language;
use lunban_core::logistics::Turn;
use lunban_core::rules::Phrase;

use super::Deployment;
use crate::out::cells::{csv, titles, words};

const COLUMNS: [Phrase; 9] = [
    Phrase::new("team", "组"),
    Phrase::new("city", "城市"),
    Phrase::new("vehicle", "车辆"),
    Phrase::new("start", "开始"),
    Phrase::new("end", "结束"),
    Phrase::new("days", "天数"),
    Phrase::new("driver", "司机编号"),
    Phrase::new("name", "姓名"),
    Phrase::new("phone", "电话"),
];

pub(super) fn write(of: &Deployment<'_>, turns: &[Turn], language: Language) -> Vec<u8> {
    let row = |turn: &Turn| {
        let team = of.campaign().team(turn.team);
        let driver = &of.draft.drivers[turn.driver];
        let (name, phone) = if of.redact { ("", "") } else { (driver.name.as_str(), driver.phone.as_str()) };
        let city = &of.campaign().places().place(team.city).name;
        let (start, end) = (turn.span.first().to_string(), turn.span.last().to_string());
        let (vehicle, days) = (turn.vehicle.to_string(), turn.span.days().to_string());
        words([&team.id, city, &vehicle, &start, &end, &days, &driver.driver, name, phone])
    };
    csv(std::iter::once(titles(&COLUMNS, language)).chain(turns.iter().map(row)))
}
