//! What is decided of orders, and that versions are made known, in words.

use chrono::NaiveDate;
use lunban_core::{Text, nearest_text, text};

use super::{Decision, Deed, Entry, History, Publication, clerk};
use crate::table::day;
use crate::text::words;
use crate::{LocatedFault, Location};

const DEEDS: [&str; 4] = ["approve", "reject", "record", "publish"];

/// What a deed is in a history, or what is wrong with it.
pub(super) type Done<T> = Result<T, Box<LocatedFault>>;

/// A fault of a deed; whoever reads several says of which.
pub(super) fn fault(code: &'static str, value: impl Into<String>, expected: Text) -> Box<LocatedFault> {
    Box::new(LocatedFault::error(code, Location::file("--event"), value, expected))
}

/// The entry that a text means.
pub(super) fn read(history: &History, written: &str) -> Done<Entry> {
    let words = words(written);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["approve", order, "by", by, "on", date] => decided(history, Deed::Approve, order, by, date),
        ["reject", order, "by", by, "on", date] => decided(history, Deed::Reject, order, by, date),
        ["record", order, "by", by, "on", date] => decided(history, Deed::Record, order, by, date),
        ["publish", version, "as", document, "on", date] => published(history, version, document, date),
        [deed, ..] if !DEEDS.contains(&deed) => {
            let list = DEEDS.join(", ");
            let expected = text!("one of {list}", "须为其中之一：{list}");
            Err(Box::new(fault("unknown-deed", deed, expected).maybe(nearest_text(deed, DEEDS))))
        }
        _ => {
            let expected = text!(
                "`approve 2.1 by NAME on DAY`, so for reject and record, or `publish 2 as DOCUMENT on DAY`",
                "`approve 2.1 by 姓名 on 日`（reject、record同），或`publish 2 as 文号 on 日`"
            );
            let maybe = text!("quotes around what has blanks in it", "含空格者加引号");
            Err(Box::new(fault("not-a-deed", written, expected).maybe(maybe)))
        }
    }
}

fn date_of(written: &str) -> Done<NaiveDate> {
    day(written).map_err(|misread| Box::new(fault(misread.code, written, misread.expected).maybe(misread.maybe)))
}

fn decided(history: &History, deed: Deed, order: &str, by: &str, date: &str) -> Done<Entry> {
    let (version, order) = self::order(history, order)?;
    let decision = Decision { version, order, deed, by: by.to_owned(), date: date_of(date)? };
    clerk::decides(history, &decision)?;
    Ok(Entry::Decided(decision))
}

/// The version and the number of an order.
fn order(history: &History, written: &str) -> Done<(u32, usize)> {
    let parsed =
        written.split_once('.').and_then(|(version, order)| Some((version.parse().ok()?, order.parse().ok()?)));
    let Some((number, order)) = parsed else {
        let expected = text!(
            "an order of the history: version and number, such as 2.1",
            "须为历史中的变更单：版本与序号，例如2.1"
        );
        return Err(fault("unknown-order", written, expected));
    };
    let version =
        history.versions().find(|known| known.version == number).ok_or_else(|| no_version(history, written))?;
    let orders = version.orders;
    if (1..=orders).contains(&order) {
        return Ok((number, order));
    }
    let expected = if orders == 0 {
        text!("an order of another version: version {number} has none", "第{number}版没有变更单")
    } else {
        text!("an order of version {number}, 1 to {orders}", "须为第{number}版的变更单，序号1至{orders}")
    };
    let nearest = order.clamp(1, orders.max(1));
    let maybe = (orders > 0).then(|| text!("`{number}.{nearest}`", "`{number}.{nearest}`"));
    Err(Box::new(fault("unknown-order", written, expected).maybe(maybe)))
}

fn published(history: &History, version: &str, document: &str, date: &str) -> Done<Entry> {
    let known = version.parse().ok().filter(|version| history.versions().any(|known| known.version == *version));
    let version = known.ok_or_else(|| no_version(history, version))?;
    let publication = Publication { version, document: document.to_owned(), date: date_of(date)? };
    clerk::publishes(history, &publication)?;
    Ok(Entry::Published(publication))
}

fn no_version(history: &History, written: &str) -> Box<LocatedFault> {
    let expected = match history.versions().next_back() {
        Some(last) => {
            let last = last.version;
            text!("a version of the history, 1 to {last}", "须为历史中的版本，1至{last}")
        }
        None => text!("a version of the history; it has none yet", "历史中尚无版本"),
    };
    fault("unknown-version", written, expected)
}
