//! Events that contradict each other, or say the same twice.

use std::collections::BTreeMap;

use super::event::Event;
use super::words::Words;
use crate::{DateRange, Fault, LockMode, PersonId, Spot, Table, text};

/// The faults of events that cannot stand beside one before them; `of` gives the words of the event at a position.
pub(super) fn contradictions<'c>(events: &[Event], of: impl Fn(usize) -> Words<'c>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut claimed: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut away: Vec<Absent> = Vec::new();
    for (position, event) in events.iter().enumerate() {
        let words = of(position);
        for (about, says) in claims(event, words) {
            match claimed.get(&about) {
                Some((first, said)) => faults.push(against(words, *first, &about, *said == says)),
                None => {
                    claimed.insert(about, (position, says));
                }
            }
        }
        for absent in absences(event, words, position) {
            let rival = away.iter().find(|first| first.meets(&absent));
            faults.extend(
                rival.map(|first| against(words, first.position, &absent.shown(words), first.kind == absent.kind)),
            );
            away.push(absent);
        }
    }
    faults
}

/// The fault of an event beside an earlier one.
fn against(words: Words<'_>, first: usize, about: &str, is_same: bool) -> Fault {
    let number = first + 1;
    let expected = if is_same {
        text!("each thing once; event {number} says it already", "同一事项只写一次；第{number}个事件已写明")
    } else {
        text!("no contradiction; event {number} says otherwise", "不得矛盾；与第{number}个事件不符")
    };
    let spot = Spot::Cell { table: Table::Events, row: first, field: "event" };
    let maybe = text!("one of the two events alone", "只保留其中一个事件");
    words.fault("events-contradict", about, expected).maybe(maybe).also(spot)
}

/// What an event decides, which no other may decide again.
fn claims(event: &Event, words: Words<'_>) -> Vec<(String, String)> {
    let person =
        |word: &str| words.person(word).map_or_else(|_| word.to_owned(), |id| words.campaign.person(id).id.clone());
    let one = |about: String, says: String| vec![(about, says)];
    match event {
        Event::Rank { person: who, rank } => one(format!("rank {}", person(who)), rank.clone()),
        Event::Tag { person: who, add, remove } => {
            let claim = |tag: &String, says: &str| (format!("tag {} {tag}", person(who)), says.to_owned());
            add.iter().map(|tag| claim(tag, "+")).chain(remove.iter().map(|tag| claim(tag, "-"))).collect()
        }
        Event::Lock(lock) => {
            let seat = (lock.round, lock.team.clone(), lock.seat.clone());
            one(format!("lock {} {seat:?}", person(&lock.person)), format!("{:?}", lock.mode))
        }
        Event::Add(draft) => one(format!("add {}", draft.id), String::new()),
        Event::AddTeam(team) => one(format!("team {}", team.team), "add".to_owned()),
        Event::DropTeam { team, from } => one(format!("team {team}"), format!("drop {from:?}")),
        Event::MoveTeam { team, city, from } => one(format!("team {team}"), format!("move {city} {from:?}")),
        Event::Resize { team, size, from } => one(format!("seats {team} {from:?}"), size.to_string()),
        Event::Extend { rounds } => one("extend".to_owned(), rounds.to_string()),
        _ => Vec::new(),
    }
}

/// Whether somebody is there on some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Away,
    There,
    /// To take a duty, come what may.
    Bound,
    /// Asked to take one duty, or not to.
    Declined,
}

struct Absent {
    position: usize,
    person: PersonId,
    days: DateRange,
    kind: Kind,
}

impl Absent {
    /// Whether the two cannot both be, or are one. Whoever leaves may come back later.
    fn meets(&self, other: &Self) -> bool {
        let comes_later = |away: &Self, back: &Self| away.kind == Kind::Away && away.days.first() < back.days.first();
        let is_return = self.kind == Kind::There && other.kind == Kind::Away
            || self.kind == Kind::Away && other.kind == Kind::There;
        self.person == other.person
            && self.days.meets(other.days)
            && !(is_return && (comes_later(self, other) || comes_later(other, self)))
    }

    fn shown(&self, words: Words<'_>) -> String {
        format!("{} {}", words.campaign.person(self.person).id, self.days)
    }
}

fn absences(event: &Event, words: Words<'_>, position: usize) -> Vec<Absent> {
    let absent = |person: &str, days: Vec<DateRange>, kind| -> Vec<Absent> {
        let Ok(person) = words.person(person) else { return Vec::new() };
        days.into_iter().map(|days| Absent { position, person, days, kind }).collect()
    };
    let round = |number: u32| {
        let round = words.campaign.calendar().numbered(number);
        round.map(|round| words.campaign.calendar().round(round).span).into_iter().collect::<Vec<_>>()
    };
    match event {
        Event::Drop { person, when } | Event::Away { person, when } => {
            absent(person, words.days(when).unwrap_or_default(), Kind::Away)
        }
        Event::Return { person, from } => {
            let rest = DateRange::new(*from, words.campaign.span().last());
            absent(person, rest.into_iter().collect(), Kind::There)
        }
        Event::Decline { person, round: number } => absent(person, round(*number), Kind::Declined),
        Event::Lock(lock) if lock.mode == LockMode::Must => {
            absent(&lock.person, lock.round.map(round).unwrap_or_default(), Kind::Bound)
        }
        _ => Vec::new(),
    }
}
