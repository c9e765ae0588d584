//! `[reporting]`, `[training]`, `[vehicles]` and `[budget]` of the campaign file: what no schedule depends on.

use std::collections::BTreeMap;

use chrono::{NaiveTime, Weekday};
use lunban_core::logistics::{
    BudgetDraft, CertificatesDraft, FareDraft, Fen, ReportingDraft, SessionDraft, TrainingDraft, VehiclesDraft,
};
use lunban_core::{Text, text};
use toml::de::DeValue;

use super::territory::needed;
use crate::settings::{Keys, Reader, Setting};
use crate::table::Misread;

/// Who coordinates, and when reports are due.
pub(super) fn reporting<'d, 't>(reader: &mut Reader<'d, 't>, section: &'d Setting<'t>) -> Option<ReportingDraft> {
    let table = reader.table(section)?;
    let keys = reader.keys(table, &["coordinator", "daily_by", "weekly_on", "tag"]);
    let coordinator = needed(reader, &keys, "coordinator", section);
    let daily_by = parsed(
        reader,
        &keys,
        "daily_by",
        || text!("a time of day such as \"21:00\"", "须为时刻，例如\"21:00\""),
        |written| NaiveTime::parse_from_str(written, "%H:%M").ok(),
    );
    let weekly_on = parsed(
        reader,
        &keys,
        "weekly_on",
        || text!("a day from \"mon\" to \"sun\"", "须为\"mon\"至\"sun\""),
        |written| written.parse::<Weekday>().ok(),
    );
    Some(ReportingDraft {
        coordinator: coordinator?,
        daily_by: daily_by.unwrap_or(NaiveTime::from_hms_opt(21, 0, 0)?),
        weekly_on: weekly_on.unwrap_or(Weekday::Fri),
        tag: keys.get("tag").and_then(|setting| reader.text(setting)).unwrap_or_else(|| "reporter".to_owned()),
    })
}

/// A text that means something else.
fn parsed<'d, 't, T>(
    reader: &mut Reader<'d, 't>,
    keys: &Keys<'d, 't>,
    key: &str,
    expected: fn() -> Text,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let setting = keys.get(key)?;
    let value = parse(&reader.text(setting)?);
    if value.is_none() {
        reader.note(setting, Misread::new("unreadable-value", expected()));
    }
    value
}

/// Sessions and certificates.
pub(super) fn training<'d, 't>(reader: &mut Reader<'d, 't>, section: &'d Setting<'t>) -> Option<TrainingDraft> {
    let table = reader.table(section)?;
    let keys = reader.keys(table, &["sessions", "certificates"]);
    let list = keys.get("sessions").map(|setting| reader.list(setting)).unwrap_or_default();
    let sessions = list.iter().filter_map(|item| session(reader, item)).collect();
    let Some(setting) = keys.get("certificates") else {
        reader.missing("certificates", section);
        return None;
    };
    Some(TrainingDraft { sessions, certificates: certificates(reader, setting)? })
}

fn session<'d, 't>(reader: &mut Reader<'d, 't>, setting: &'d Setting<'t>) -> Option<SessionDraft> {
    let table = reader.table(setting)?;
    let keys = reader.keys(table, &["date", "capacity", "place"]);
    for key in ["date", "capacity"].into_iter().filter(|key| !keys.contains_key(key)) {
        reader.missing(key, setting);
    }
    let date = keys.get("date").and_then(|setting| reader.day(setting));
    let capacity = keys.get("capacity").and_then(|setting| reader.number(setting));
    let place = keys.get("place").and_then(|setting| reader.text(setting)).unwrap_or_default();
    Some(SessionDraft { date: date?, capacity: capacity?, place })
}

fn certificates<'d, 't>(reader: &mut Reader<'d, 't>, setting: &'d Setting<'t>) -> Option<CertificatesDraft> {
    let table = reader.table(setting)?;
    let keys = reader.keys(table, &["prefix", "valid_to"]);
    if !keys.contains_key("valid_to") {
        reader.missing("valid_to", setting);
    }
    let prefix = keys.get("prefix").and_then(|setting| reader.text(setting)).unwrap_or_default();
    Some(CertificatesDraft { prefix, valid_to: keys.get("valid_to").and_then(|setting| reader.day(setting))? })
}

/// How long a driver drives and rests.
pub(super) fn vehicles<'d, 't>(reader: &mut Reader<'d, 't>, section: &'d Setting<'t>) -> Option<VehiclesDraft> {
    let table = reader.table(section)?;
    let keys = reader.keys(table, &["days_on", "days_off"]);
    let mut number = |key: &str| {
        let found = keys.get(key);
        if found.is_none() {
            reader.missing(key, section);
        }
        found.and_then(|found| reader.number(found))
    };
    let (days_on, days_off) = (number("days_on"), number("days_off"));
    Some(VehiclesDraft { days_on: days_on?, days_off: days_off? })
}

/// Rates, in yuan.
pub(super) fn budget<'d, 't>(reader: &mut Reader<'d, 't>, section: &'d Setting<'t>) -> Option<BudgetDraft> {
    let table = reader.table(section)?;
    let keys = reader.keys(table, &["allowance", "meals", "lodging", "vehicle", "per_km", "fares"]);
    for key in ["allowance", "meals"].into_iter().filter(|key| !keys.contains_key(key)) {
        reader.missing(key, section);
    }
    let mut rate = |key: &str| keys.get(key).and_then(|setting| money(reader, setting));
    let (allowance, meals, per_km) = (rate("allowance"), rate("meals"), rate("per_km"));
    let mut rates = |key: &str| keys.get(key).map(|setting| by_city(reader, setting)).unwrap_or_default();
    let (lodging, vehicle) = (rates("lodging"), rates("vehicle"));
    let list = keys.get("fares").map(|setting| reader.list(setting)).unwrap_or_default();
    let fares = list.iter().filter_map(|item| fare(reader, item)).collect();
    let (allowance, meals) = (allowance.unwrap_or_default(), meals.unwrap_or_default());
    Some(BudgetDraft { allowance, meals, lodging, vehicle, per_km, fares })
}

fn by_city<'d, 't>(reader: &mut Reader<'d, 't>, setting: &'d Setting<'t>) -> BTreeMap<String, Fen> {
    let rates = reader.table(setting).into_iter().flatten();
    rates.filter_map(|(city, rate)| Some((city.get_ref().to_string(), money(reader, rate)?))).collect()
}

fn fare<'d, 't>(reader: &mut Reader<'d, 't>, setting: &'d Setting<'t>) -> Option<FareDraft> {
    let table = reader.table(setting)?;
    let keys = reader.keys(table, &["from", "to", "fare"]);
    let (from, to) = (needed(reader, &keys, "from", setting), needed(reader, &keys, "to", setting));
    if !keys.contains_key("fare") {
        reader.missing("fare", setting);
    }
    let fare = keys.get("fare").and_then(|setting| money(reader, setting));
    Some(FareDraft { from: from?, to: to?, fare: fare? })
}

/// Yuan with at most two decimals, as a number or as a text: read as it is written, so that nothing is rounded.
fn money<'t>(reader: &mut Reader<'_, 't>, setting: &Setting<'t>) -> Option<Fen> {
    let written = match setting.get_ref() {
        DeValue::String(words) => words.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        other => other.type_str().to_owned(),
    };
    let money = written.parse().ok();
    if money.is_none() {
        let expected = text!("an amount of yuan such as 180 or \"0.65\"", "须为金额（元），例如180或\"0.65\"");
        reader.note(setting, Misread::new("not-money", expected));
    }
    money
}
