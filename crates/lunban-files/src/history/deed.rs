//! What is decided of orders, and that versions are made known, in words.

use chrono::NaiveDate;
use lunban_core::{Text, nearest_text, text};

use super::{Decision, Entry, History};
use crate::table::day;
use crate::text::words;
use crate::{LocatedFault, Location, ReadFaults};

const DEEDS: [&str; 4] = ["approve", "reject", "record", "publish"];

fn fault(code: &'static str, value: &str, expected: Text) -> LocatedFault {
    LocatedFault::error(code, Location::file("--event"), value, expected)
}

/// The entry that a text means.
pub(super) fn read(history: &History, written: &str) -> Result<Entry, ReadFaults> {
    let words = words(written);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        [deed @ ("approve" | "reject" | "record"), order, "by", by, "on", date] => {
            decided(history, deed, order, by, date)
        }
        ["publish", version, "as", document, "on", date] => published(history, version, document, date),
        [deed, ..] if !DEEDS.contains(&deed) => {
            let list = DEEDS.join(", ");
            let expected = text!("one of {list}", "须为其中之一：{list}");
            Err(fault("unknown-deed", deed, expected).maybe(nearest_text(deed, DEEDS)).into())
        }
        _ => {
            let expected = text!(
                "`approve 2.1 by NAME on DAY`, so for reject and record, or `publish 2 as DOCUMENT on DAY`",
                "须为`approve 2.1 by 姓名 on 日`（reject、record同），或`publish 2 as 文号 on 日`"
            );
            Err(fault("deed-too-short", written, expected).into())
        }
    }
}

fn date_of(written: &str) -> Result<NaiveDate, ReadFaults> {
    day(written).map_err(|misread| fault(misread.code, written, misread.expected).maybe(misread.maybe).into())
}

fn decided(history: &History, deed: &str, order: &str, by: &str, date: &str) -> Result<Entry, ReadFaults> {
    let numbers =
        order.split_once('.').and_then(|(version, number)| Some((version.parse().ok()?, number.parse().ok()?)));
    let known = |version: u32, number: usize| {
        history.versions().any(|known| known.version == version && (1..=known.orders).contains(&number))
    };
    let Some((version, number)) = numbers.filter(|&(version, number)| known(version, number)) else {
        let expected = text!(
            "an order of the history: version and number, such as 2.1",
            "须为历史中的变更单：版本与序号，例如2.1"
        );
        return Err(fault("unknown-order", order, expected).into());
    };
    let (state, expected_state) =
        (history.state(version, number), if deed == "record" { "approved" } else { "proposed" });
    if state != expected_state {
        let code = if deed == "record" { "order-not-approved" } else { "order-is-decided" };
        let expected = text!(
            "an order that is {expected_state}; this one is {state}",
            "须为{expected_state}的变更单；此单为{state}"
        );
        return Err(fault(code, order, expected).into());
    }
    let (deed, by) = (deed.to_owned(), by.to_owned());
    Ok(Entry::Decided(Decision { version, order: number, deed, by, date: date_of(date)? }))
}

fn published(history: &History, version: &str, document: &str, date: &str) -> Result<Entry, ReadFaults> {
    let known = version.parse().ok().filter(|version| history.versions().any(|known| known.version == *version));
    let Some(version) = known else {
        let expected = text!("a version of the history", "须为历史中的版本");
        return Err(fault("unknown-version", version, expected).into());
    };
    Ok(Entry::Published { version, document: document.to_owned(), date: date_of(date)? })
}
