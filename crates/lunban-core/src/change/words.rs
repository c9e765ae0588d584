//! Who and what the words of events mean in a campaign, and what is wrong with those that mean nothing.

use chrono::NaiveDate;

use super::event::When;
use crate::{Campaign, DateRange, Fault, PersonId, RoundId, Spot, Table, TeamId, Text, UnitId, nearest_text, text};

/// One event, by its position, looked at beside its campaign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'c> {
    pub(super) campaign: &'c Campaign,
    pub(super) position: usize,
    pub(super) as_of: NaiveDate,
}

/// What a word means, or what is wrong with it.
pub(super) type Meant<T> = Result<T, Box<Fault>>;

impl Words<'_> {
    /// A fault of the event.
    pub(super) fn fault(&self, code: &'static str, value: impl Into<String>, expected: Text) -> Box<Fault> {
        let spot = Spot::Cell { table: Table::Events, row: self.position, field: "event" };
        Box::new(Fault::error(code, spot, value, expected))
    }

    /// What is wrong with the campaign once the event is taken.
    pub(super) fn blamed(&self, fault: Fault) -> Fault {
        Fault { spot: Spot::Cell { table: Table::Events, row: self.position, field: "event" }, also: None, ..fault }
    }

    /// A person by id, or by a name that nobody else bears.
    pub(super) fn person(&self, word: &str) -> Meant<PersonId> {
        self.campaign
            .person_called(word)
            .map_err(|(expected, maybe)| Box::new(self.fault("unknown-person", word, expected).maybe(maybe)))
    }

    pub(super) fn unit(&self, word: &str) -> Meant<UnitId> {
        self.campaign.find_unit(word).ok_or_else(|| {
            let expected = text!("the id or name of a unit in units", "须为单位表中的编号或名称");
            Box::new(self.fault("unknown-unit", word, expected).maybe(nearest_text(word, self.campaign.unit_words())))
        })
    }

    pub(super) fn team(&self, word: &str) -> Meant<TeamId> {
        self.campaign.find_team(word).ok_or_else(|| {
            let known = self.campaign.teams().iter().map(|team| team.id.as_str());
            let expected = text!("the id of a team in teams", "须为组表中的编号");
            Box::new(self.fault("unknown-team", word, expected).maybe(nearest_text(word, known)))
        })
    }

    pub(super) fn rank(&self, word: &str) -> Meant<()> {
        let ranks = self.campaign.ranks();
        let found = ranks.find(word).map(|_| ());
        found.ok_or_else(|| {
            Box::new(self.fault("unknown-rank", word, ranks.known()).maybe(nearest_text(word, ranks.words())))
        })
    }

    pub(super) fn round(&self, number: u32) -> Meant<RoundId> {
        self.campaign.calendar().numbered(number).ok_or_else(|| {
            let last = self.campaign.calendar().rounds().len();
            let expected = text!("a round from 1 to {last}", "轮次须在1到{last}之间");
            let nearest = number.clamp(1, u32::try_from(last).unwrap_or(u32::MAX));
            Box::new(
                self.fault("round-out-of-range", format!("r{number}"), expected)
                    .maybe(text!("`r{nearest}`", "`r{nearest}`")),
            )
        })
    }

    /// A round that has not begun: teams and seats change between rounds.
    pub(super) fn round_to_come(&self, number: u32) -> Meant<RoundId> {
        let round = self.round(number)?;
        let calendar = self.campaign.calendar();
        if calendar.round(round).span.first() >= self.as_of {
            return Ok(round);
        }
        let as_of = self.as_of;
        let expected = text!("a round that has not begun on {as_of}", "须为{as_of}尚未开始的轮次");
        let next = calendar.ids().find(|&round| calendar.round(round).span.first() >= as_of);
        let maybe = next.map(|round| Text::plain(format!("`r{}`", round.number())));
        Err(Box::new(self.fault("round-has-begun", format!("r{number}"), expected).maybe(maybe)))
    }

    /// A day of the campaign.
    pub(super) fn day(&self, day: NaiveDate) -> Meant<NaiveDate> {
        let span = self.campaign.span();
        if span.holds(day) {
            return Ok(day);
        }
        let expected = text!("a day of the campaign, {span}", "须在任务期间{span}之内");
        let near = if day < span.first() { span.first() } else { span.last() };
        Err(Box::new(
            self.fault("date-outside-campaign", day.to_string(), expected).maybe(text!("`{near}`", "`{near}`")),
        ))
    }

    /// The days on which somebody is away, none of them before the schedule may change.
    pub(super) fn days(&self, when: &When) -> Meant<Vec<DateRange>> {
        let end = self.campaign.span().last();
        let from = |day: NaiveDate| DateRange::new(day.max(self.as_of), end.max(self.as_of)).into_iter().collect();
        match when {
            When::ForGood => Ok(from(self.as_of)),
            When::From(day) => self.day(*day).map(from),
            When::Days(span) => {
                self.day(span.first())?;
                self.day(span.last())?;
                Ok(DateRange::new(span.first().max(self.as_of), span.last()).into_iter().collect())
            }
            When::Rounds(ranges) => {
                let mut days = Vec::new();
                for &(first, last) in ranges {
                    let (first, last) = (self.round(first)?, self.round(last)?);
                    let rounds =
                        (first.index()..=last.index()).map(|round| self.campaign.calendar().rounds()[round].span);
                    days.extend(rounds.filter_map(|span| DateRange::new(span.first().max(self.as_of), span.last())));
                }
                Ok(days)
            }
        }
    }
}

/// The first day that an event speaks of; none where it names no day.
pub(super) fn first_day(campaign: &Campaign, event: &super::Event) -> Option<NaiveDate> {
    use super::Event;
    let begins = |number: u32| Some(campaign.calendar().round(campaign.calendar().numbered(number)?).span.first());
    match event {
        Event::Drop { when, .. } | Event::Away { when, .. } | Event::Withdraw { when, .. } => match when {
            When::From(day) => Some(*day),
            When::Days(span) => Some(span.first()),
            When::Rounds(ranges) => ranges.iter().filter_map(|(first, _)| begins(*first)).min(),
            When::ForGood => None,
        },
        Event::Return { from, .. } => Some(*from),
        Event::Decline { round, .. } => begins(*round),
        Event::DropTeam { team, from } | Event::MoveTeam { team, from, .. } | Event::Resize { team, from, .. } => {
            from.map_or_else(|| Some(campaign.team(campaign.find_team(team)?).dates?.first()), begins)
        }
        Event::AddTeam(team) => team.dates.map(DateRange::first).or_else(|| begins(team.from_round?)),
        Event::Lock(lock) => begins(lock.round?),
        Event::Add(_) | Event::Rank { .. } | Event::Tag { .. } | Event::Extend { .. } => None,
    }
}
