//! What a careful clerk looks at before something goes on file: that it does not contradict what is there.

use lunban_core::{Text, text};

use super::deed::{Done, fault};
use super::{Decision, Entry, History, Publication, Record, State};

/// Whether a decision goes with the history.
pub(super) fn decides(history: &History, decision: &Decision) -> Done<()> {
    let &Decision { version, order, deed, date, .. } = decision;
    let (state, wanted) = (history.state(version, order), deed.before());
    if state != wanted {
        let code = if wanted == State::Approved { "order-not-approved" } else { "order-is-decided" };
        let (is, wanted) = (state.says(), wanted.says());
        let expected = Text {
            english: format!("an order that is {}; this one is {}", wanted.english, is.english),
            chinese: format!("须为{}的变更单；此单{}", wanted.chinese, is.chinese),
        };
        return Err(fault(code, format!("{version}.{order}"), expected));
    }
    match latest(history, version, Some(order)) {
        Some((record, last)) if date < last.date => Err(too_early(&date.to_string(), record, last)),
        _ => Ok(()),
    }
}

/// Whether a publication goes with the history.
pub(super) fn publishes(history: &History, publication: &Publication) -> Done<()> {
    document_is_free(history, publication)?;
    orders_are_approved(history, publication.version)?;
    if let Some((record, last)) =
        latest(history, publication.version, None).filter(|(_, last)| publication.date < last.date)
    {
        return Err(too_early(&publication.date.to_string(), record, last));
    }
    versions_stay_in_order(history, publication)
}

/// The last day of what was decided before: of the version, or of one order of it; and of whatever was on file when the version was made.
///
/// Publications do not count: they may be dated ahead.
fn latest(history: &History, version: u32, order: Option<usize>) -> Option<(&Record, &Decision)> {
    let is_made = |record: &&Record| matches!(&record.entry, Entry::Version(made) if made.version == version);
    let made = history.records().iter().find(is_made).map_or(0, |record| record.number);
    let is_own = |known: &Decision| known.version == version && order.is_none_or(|order| order == known.order);
    let decisions = history.records().iter().filter_map(|record| match &record.entry {
        Entry::Decided(known) if record.number < made || is_own(known) => Some((record, known)),
        _ => None,
    });
    decisions.max_by_key(|(_, known)| known.date)
}

fn too_early(date: &str, record: &Record, last: &Decision) -> Box<crate::LocatedFault> {
    let (number, Decision { version, order, by, date: day, .. }) = (record.number, last);
    let state = last.deed.after().says();
    let expected = Text {
        english: format!(
            "a day not before {day}, when {version}.{order} was {} by {by} (record {number})",
            state.english
        ),
        chinese: format!("不得早于{day}：当日{version}.{order}由{by}{}（第{number}条记录）", state.chinese),
    };
    Box::new(fault("before-what-it-follows", date, expected).maybe(text!("`{day}`, or a later day", "`{day}`或之后")))
}

/// A document has one number, and says one thing once.
fn document_is_free(history: &History, publication: &Publication) -> Done<()> {
    let document = &publication.document;
    let Some((record, known)) = publications(history).find(|(_, known)| known.document == *document) else {
        return Ok(());
    };
    let (number, version, date) = (record.number, known.version, known.date);
    let expected = text!(
        "a document of its own: under this number version {version} was published on {date} (record {number})",
        "文号不得重复：第{version}版已于{date}以此文号公布（第{number}条记录）"
    );
    let maybe = text!("another number", "改用其他文号");
    Err(Box::new(fault("document-is-used", document, expected).maybe(maybe)))
}

/// What nobody agreed to is not made known.
fn orders_are_approved(history: &History, version: u32) -> Done<()> {
    let orders = history.versions().find(|known| known.version == version).map_or(0, |known| known.orders);
    let is_open = |&order: &usize| !matches!(history.state(version, order), State::Approved | State::OnRecord);
    let Some(order) = (1..=orders).find(is_open) else { return Ok(()) };
    let state = history.state(version, order);
    let is = state.says();
    let expected = Text {
        english: format!("a version whose orders are approved; {version}.{order} is {}", is.english),
        chinese: format!("该版变更单须均已批准；{version}.{order}{}", is.chinese),
    };
    let maybe = match state {
        State::Rejected => text!(
            "a replan that finds somebody else, with `decline P in r3`, and its version",
            "先用`decline P in r3`重排，再公布新版本"
        ),
        _ => text!("`approve {version}.{order} by NAME on DAY` before", "先`approve {version}.{order} by 姓名 on 日`"),
    };
    Err(Box::new(fault("orders-not-approved", version.to_string(), expected).maybe(maybe)))
}

/// A version is not made known when a newer one already was, nor after an older one that is yet to come.
fn versions_stay_in_order(history: &History, publication: &Publication) -> Done<()> {
    let (version, date) = (publication.version, publication.date);
    let contradicts = |known: &Publication| {
        known.version < version && known.date > date || known.version > version && known.date < date
    };
    let Some((record, known)) = publications(history).find(|(_, known)| contradicts(known)) else { return Ok(()) };
    let (number, known, day) = (record.number, known.version, known.date);
    let expected = if known < version {
        text!(
            "a day not before {day}, when version {known} was published (record {number})",
            "不得早于{day}：第{known}版于该日公布（第{number}条记录）"
        )
    } else {
        text!(
            "a day not after {day}, when version {known} was published (record {number})",
            "不得晚于{day}：第{known}版于该日公布（第{number}条记录）"
        )
    };
    Err(fault("versions-out-of-order", date.to_string(), expected))
}

fn publications(history: &History) -> impl Iterator<Item = (&Record, &Publication)> {
    history.records().iter().filter_map(|record| match &record.entry {
        Entry::Published(known) => Some((record, known)),
        _ => None,
    })
}
