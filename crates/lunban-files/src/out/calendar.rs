//! `calendar/*.ics`: the duties as calendars, one for each team and one for each person who has some.
//!
//! A later version of a schedule moves the events of an earlier one: what an event is called by inside (its UID) says which team and
//! round it is of, or which person and round, and nothing that a new plan may change.

mod event;
mod fold;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveTime, Utc};
use icalendar::Calendar;
use lunban_core::{Campaign, Language, PersonId, TeamId, Text, text};

use super::Outcome;
use super::called::{TeamNames, one_line};
use super::lines::{Line, held};
use super::turns::Turn;
use crate::folder::file_names;
use event::Event;
pub(super) use fold::folded;

/// The calendars by their paths in the folder of a plan. An event is of whole days, its time stamp is the first day of the campaign, its
/// sequence number the version of the schedule.
///
/// A person's calendar speaks of nobody else; a team's names its people.
pub(super) fn write(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> BTreeMap<PathBuf, Vec<u8>> {
    let writer = Writer { outcome, names: TeamNames::of(outcome.problem.campaign()), language };
    writer.teams(lines).into_iter().chain(writer.people(lines)).collect()
}

struct Writer<'a> {
    outcome: &'a Outcome<'a>,
    names: TeamNames<'a>,
    language: Language,
}

impl Writer<'_> {
    fn teams(&self, lines: &[Line<'_>]) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut seated: BTreeMap<TeamId, BTreeMap<Turn, Vec<&Line<'_>>>> = BTreeMap::new();
        for line in lines {
            seated.entry(line.post.team).or_default().entry(Turn::of(line.post)).or_default().push(line);
        }
        let ids = seated.keys().map(|&team| self.campaign().team(team).id.as_str());
        let files = paths("team", ids);
        let calendars = seated.iter().map(|(&team, turns)| {
            let events = turns.iter().map(|(turn, seated)| Event::of_team(self, *turn, seated));
            self.calendar(&self.names.name(team), events)
        });
        files.into_iter().zip(calendars).collect()
    }

    fn people(&self, lines: &[Line<'_>]) -> BTreeMap<PathBuf, Vec<u8>> {
        let held = held(lines);
        let files = paths("person", held.keys().map(|&person| self.campaign().person(person).id.as_str()));
        let calendars = held.iter().map(|(&person, held)| {
            let mut in_turn: BTreeMap<Turn, usize> = BTreeMap::new();
            let events = held.iter().map(|line| {
                let earlier = in_turn.entry(Turn::of(line.post)).or_default();
                *earlier += 1;
                Event::of_person(self, line, *earlier)
            });
            self.calendar(&Text::plain(self.person(person)), events)
        });
        files.into_iter().zip(calendars).collect()
    }

    fn calendar(&self, of: &Text, events: impl Iterator<Item = Event>) -> Vec<u8> {
        let campaign = self.campaign().name();
        let Text { english, chinese } = of;
        let title = one_line(text!("{english}: {campaign}", "{chinese}：{campaign}").to(self.language));
        let made = &self.outcome.made;
        let mut calendar = Calendar::empty();
        calendar.append_property(("VERSION", "2.0"));
        calendar.append_property(("PRODID", format!("-//lunban//lunban {}//EN", made.version).as_str()));
        calendar.append_property(("CALSCALE", "GREGORIAN"));
        calendar.append_property(icalendar::Property::new("NAME", &title).add_parameter("VALUE", "TEXT").done());
        calendar.append_property(("X-WR-CALNAME", title.as_str()));
        calendar.extend(events.map(|event| event.component(self.stamp(), made.revision)));
        fold::folded(&calendar.to_string()).into_bytes()
    }

    /// The first moment of the campaign: the clock has no say in a result.
    fn stamp(&self) -> DateTime<Utc> {
        self.campaign().span().first().and_time(NaiveTime::MIN).and_utc()
    }

    fn campaign(&self) -> &Campaign {
        self.outcome.problem.campaign()
    }

    /// The name, or the id where names are left out.
    fn person(&self, person: PersonId) -> &str {
        let person = self.campaign().person(person);
        if self.outcome.redact { &person.id } else { &person.name }
    }
}

/// The paths of the calendars of teams, or of people.
fn paths<'a>(of: &str, ids: impl Iterator<Item = &'a str>) -> Vec<PathBuf> {
    let names = file_names(ids).into_iter();
    names.map(|name| Path::new("calendar").join(format!("{of}-{name}.ics"))).collect()
}
