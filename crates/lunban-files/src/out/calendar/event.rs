//! One event of a calendar.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use icalendar::{Component, EventLike, EventStatus};
use lunban_core::{Campaign, DateRange, Text, text};

use super::Writer;
use crate::campaign::sha256;
use crate::out::called::{self, one_line};
use crate::out::lines::Line;
use crate::out::turns::Turn;

/// So many hexadecimal letters of a hash never meet by chance.
const LETTERS_KEPT: usize = 32;

/// What stands in a calendar.
#[derive(Debug)]
pub(super) struct Event {
    uid: String,
    span: DateRange,
    summary: String,
    details: Vec<String>,
    place: String,
    /// Longitude and latitude.
    position: Option<(f64, f64)>,
}

impl Event {
    /// A team in one turn: who is there.
    pub(super) fn of_team(writer: &Writer<'_>, turn: Turn, seated: &[&Line<'_>]) -> Self {
        let line = seated[0];
        let names: Vec<&str> =
            seated.iter().filter(|line| line.holder.is_some()).map(|line| line.name_or_id()).collect();
        let open = seated.len() - names.len();
        let mut summary = vec![turn.name(), writer.names.name(line.post.team), Text::plain(writer.listed(&names))];
        summary.extend((open > 0).then(|| text!("{open} open", "空缺{open}")));
        let people = seated.iter().map(|line| writer.seated(line));
        Self {
            uid: uid(writer.campaign(), &["team", &line.team().id, &turn.key()]),
            span: line.post.span,
            summary: writer.joined(&summary),
            details: people.chain(writer.about_team(line)).collect(),
            ..Self::at(writer, line)
        }
    }

    /// A person's duty, by its number among those of the turn; nobody else is named.
    pub(super) fn of_person(writer: &Writer<'_>, line: &Line<'_>, number: usize) -> Self {
        let turn = Turn::of(line.post);
        let summary = [turn.name(), writer.names.name(line.post.team), called::seat(line.seat())];
        let waiver = line.waiver.then(|| text!("by a waiver of rank", "职级豁免").to(writer.language).to_owned());
        Self {
            uid: uid(writer.campaign(), &["person", line.person_id(), &turn.key(), &number.to_string()]),
            span: line.span,
            summary: writer.joined(&summary),
            details: waiver.into_iter().chain(writer.about_team(line)).collect(),
            ..Self::at(writer, line)
        }
    }

    /// Only where it is.
    fn at(writer: &Writer<'_>, line: &Line<'_>) -> Self {
        Self {
            uid: String::new(),
            span: line.span,
            summary: String::new(),
            details: Vec::new(),
            place: writer.place(line),
            position: line.city().position,
        }
    }

    /// The event as the calendar holds it.
    pub(super) fn component(&self, stamp: DateTime<Utc>, sequence: u32) -> icalendar::Event {
        let mut event = icalendar::Event::with_uid(&self.uid);
        event.timestamp(stamp).sequence(sequence).status(EventStatus::Confirmed);
        event.starts(self.span.first()).ends(day_after(self.span.last()));
        event.summary(&one_line(&self.summary)).location(&one_line(&self.place));
        let details: Vec<String> = self.details.iter().map(|line| one_line(line)).collect();
        event.description(&details.join("\n"));
        if let Some((longitude, latitude)) = self.position {
            event.add_property("GEO", format!("{latitude};{longitude}"));
        }
        event.done()
    }
}

/// The name that an event keeps from one version of a schedule to the next, among all campaigns and all calendars.
///
/// A campaign is known by its name and the year it begins in: a start put off by days moves its events.
fn uid(campaign: &Campaign, about: &[&str]) -> String {
    let year = campaign.span().first().year().to_string();
    let words = [&[campaign.name(), &year], about].concat();
    let hash = sha256(words.join("\0").as_bytes());
    format!("{}@lunban", &hash[..LETTERS_KEPT])
}

/// The end of an event of whole days is the first day after it.
fn day_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}
