//! What events do to people.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::apply::Applying;
use super::event::When;
use super::words::{Meant, Words};
use crate::{Absence, DateRange, LockDraft, LockMode, PersonDraft, PersonId, Post, RoundId, text};

impl Applying<'_> {
    /// Somebody leaves the duties they have on some days.
    pub(super) fn drop_out(&mut self, words: Words<'_>, person: &str, when: &When) -> Meant<()> {
        let (person, days) = (words.person(person)?, words.days(when)?);
        if self.weight(person, &days) == 0 {
            let id = &words.campaign.person(person).id;
            let expected = text!("somebody with a duty then; {id} has none", "须为届时有任务者；{id}没有任务");
            let maybe = text!("`away {id} ...`, which needs no duty", "`away {id} ...`，无须有任务");
            return Err(Box::new(words.fault("not-on-duty", id, expected).maybe(maybe)));
        }
        self.leave(words, person, &days);
        Ok(())
    }

    /// Somebody is away on some days.
    pub(super) fn away(&mut self, words: Words<'_>, person: &str, when: &When) -> Meant<()> {
        let (person, days) = (words.person(person)?, words.days(when)?);
        self.leave(words, person, &days);
        Ok(())
    }

    /// A unit withdraws people: those with the fewest duties on those days, then those listed first.
    pub(super) fn withdraw(&mut self, words: Words<'_>, unit: &str, people: u32, when: &When) -> Meant<()> {
        let (unit, days) = (words.campaign.unit(words.unit(unit)?), words.days(when)?);
        let mut here: Vec<PersonId> =
            unit.people.iter().copied().filter(|person| !self.is_gone(words, *person, &days)).collect();
        let (wanted, able) = (people as usize, here.len());
        if wanted == 0 {
            let expected = text!("people who are withdrawn, 1 or more", "撤回人数须为1或以上");
            return Err(Box::new(words.fault("nobody-withdrawn", "0", expected).maybe(text!("`1`", "`1`"))));
        }
        if wanted > able {
            let id = &unit.id;
            let expected = text!("at most the people that {id} has then, {able}", "至多为{id}届时的人数{able}");
            let fault = words.fault("more-than-there-are", people.to_string(), expected);
            return Err(Box::new(fault.maybe(text!("`{able}`", "`{able}`"))));
        }
        here.sort_by_key(|&person| (self.weight(person, &days), person));
        here.truncate(wanted);
        for &person in &here {
            self.leave(words, person, &days);
        }
        self.withdrawn.insert(words.position, here);
        Ok(())
    }

    /// Somebody who was away comes back.
    pub(super) fn come_back(&mut self, words: Words<'_>, person: &str, from: NaiveDate) -> Meant<()> {
        let (person, from) = (words.person(person)?, words.day(from)?);
        let gone = self.gone.get(&person).cloned().unwrap_or_default();
        let away: Vec<DateRange> = words.campaign.person(person).away.iter().chain(&gone).copied().collect();
        if away.iter().all(|days| days.last() < from) {
            let id = &words.campaign.person(person).id;
            let expected =
                text!("somebody who is away from {from} on; {id} is not", "须为自{from}起不在者；{id}并非如此");
            return Err(words.fault("not-away", id, expected));
        }
        let until = |days: &DateRange| DateRange::new(days.first(), days.last().min(from.pred_opt()?));
        self.draft.people[person.index()].unavailable = away.iter().filter_map(until).map(Absence::Dates).collect();
        self.gone.insert(person, gone.iter().filter_map(until).collect());
        Ok(())
    }

    /// Somebody does not take a duty.
    pub(super) fn decline(&mut self, words: Words<'_>, person: &str, round: u32) -> Meant<()> {
        let (person, round) = (words.person(person)?, words.round(round)?);
        let post = |post| self.problem.post(post);
        let mut duties = self.schedule.duties().iter().filter(|duty| duty.person == person);
        let Some(duty) = duties.find(|duty| post(duty.post).round == Some(round)) else {
            let (id, number) = (&words.campaign.person(person).id, round.number());
            let expected =
                text!("somebody with a duty in round {number}; {id} has none", "须为第{number}轮有任务者；{id}没有");
            let rounds = self.rounds_of(person);
            let maybe = (!rounds.is_empty()).then(|| text!("one of {rounds}", "{rounds}之一"));
            return Err(Box::new(words.fault("not-on-duty", id, expected).maybe(maybe)));
        };
        let left = *post(duty.post);
        if left.span.first() < words.as_of {
            // A lock would speak of the days that have been, too.
            let rest = DateRange::new(words.as_of, left.span.last());
            self.leave(words, person, &rest.into_iter().collect::<Vec<_>>());
            return Ok(());
        }
        self.lock_out(person, &left);
        self.declined.insert((person, round));
        Ok(())
    }

    /// Somebody does not hold a post, and need not.
    fn lock_out(&mut self, person: PersonId, post: &Post) {
        let campaign = self.problem.campaign();
        let never = LockDraft {
            person: campaign.person(person).id.clone(),
            round: post.round.map(RoundId::number),
            team: Some(campaign.team(post.team).id.clone()),
            seat: Some(campaign.role(post.kind, post.role).name.clone()),
            mode: LockMode::Never,
        };
        let must = LockDraft { mode: LockMode::Must, ..never.clone() };
        self.draft.locks.retain(|lock| *lock != must);
        self.draft.locks.push(never);
    }

    pub(super) fn add_person(&mut self, words: Words<'_>, person: &PersonDraft) -> Meant<()> {
        let unit = words.unit(&person.unit)?;
        words.rank(&person.rank)?;
        if words.campaign.find_person(&person.id).is_some() {
            let expected = text!("an id that nobody has yet", "编号不得与他人重复");
            return Err(words.fault("duplicate-id", &person.id, expected));
        }
        // Written among the others of the unit, the person has the unit's own columns, too.
        let colleague = words.campaign.unit(unit).people.first().map(|colleague| &self.draft.people[colleague.index()]);
        let known = colleague.map(|colleague| (colleague.unit.clone(), colleague.extra.clone()));
        let (unit, own) = known.unwrap_or_else(|| (words.campaign.unit(unit).id.clone(), Vec::new()));
        let extra = own.into_iter().map(|(column, _)| (column, String::new())).collect();
        self.draft.people.push(PersonDraft { unit, extra, ..person.clone() });
        Ok(())
    }

    pub(super) fn set_rank(&mut self, words: Words<'_>, person: &str, rank: &str) -> Meant<()> {
        let person = words.person(person)?;
        words.rank(rank)?;
        rank.clone_into(&mut self.draft.people[person.index()].rank);
        Ok(())
    }

    pub(super) fn set_tags(&mut self, words: Words<'_>, person: &str, add: &[String], remove: &[String]) -> Meant<()> {
        let person = words.person(person)?;
        let tags = &mut self.draft.people[person.index()].tags;
        if let Some(tag) = remove.iter().find(|tag| !tags.contains(tag)) {
            let list = tags.join(", ");
            let expected = text!("a tag that the person bears: {list}", "须为该人员已有的标签：{list}");
            let maybe = crate::nearest_text(tag, tags.iter().map(String::as_str));
            return Err(Box::new(words.fault("unknown-tag", tag, expected).maybe(maybe)));
        }
        tags.retain(|tag| !remove.contains(tag));
        tags.extend(add.iter().filter(|tag| !tags.contains(tag)).cloned().collect::<Vec<_>>());
        Ok(())
    }

    pub(super) fn lock(&mut self, words: Words<'_>, lock: &LockDraft) -> Meant<()> {
        let person = words.person(&lock.person)?;
        lock.team.iter().try_for_each(|team| words.team(team).map(|_| ()))?;
        lock.round.iter().try_for_each(|&round| words.round(round).map(|_| ()))?;
        let seats: BTreeSet<&str> =
            words.campaign.kinds().iter().flat_map(|kind| &kind.roles).map(|role| role.name.as_str()).collect();
        if let Some(seat) = lock.seat.as_deref().filter(|seat| !seats.contains(seat)) {
            let expected = text!("a role of some kind of team", "须为某类组的席位名称");
            return Err(Box::new(words.fault("unknown-seat", seat, expected).maybe(crate::nearest_text(seat, seats))));
        }
        let id = words.campaign.person(person).id.clone();
        self.draft.locks.push(LockDraft { person: id, ..lock.clone() });
        Ok(())
    }

    /// Somebody is away on some days; musts of those days and ties that bind them to others are let go.
    fn leave(&mut self, words: Words<'_>, person: PersonId, days: &[DateRange]) {
        let campaign = words.campaign;
        let id = &campaign.person(person).id;
        self.draft.people[person.index()].unavailable.extend(days.iter().copied().map(Absence::Dates));
        let round = |number| campaign.calendar().numbered(number).map(|round| campaign.calendar().round(round).span);
        let end = campaign.span().last();
        let is_moot = |lock: &LockDraft| match lock.round {
            Some(number) => round(number).is_none_or(|span| days.iter().any(|days| days.meets(span))),
            None => days.iter().any(|days| days.last() >= end),
        };
        self.draft.locks.retain(|lock| lock.person != *id || lock.mode == LockMode::Never || !is_moot(lock));
        self.draft.people[person.index()].with.clear();
        for other in &mut self.draft.people {
            other.with.retain(|tie| tie.person != *id);
        }
        self.gone.entry(person).or_default().extend(days);
    }

    fn is_gone(&self, words: Words<'_>, person: PersonId, days: &[DateRange]) -> bool {
        let gone = self.gone.get(&person).into_iter().flatten();
        let away = words.campaign.person(person).away.iter();
        gone.chain(away).any(|gone| days.iter().any(|days| days.meets(*gone)))
    }

    /// How many duties somebody has on some days.
    fn weight(&self, person: PersonId, days: &[DateRange]) -> usize {
        let is_there = |span: DateRange| days.iter().any(|days| days.meets(span));
        self.schedule.duties().iter().filter(|duty| duty.person == person && is_there(duty.span)).count()
    }

    /// `r2, r5`
    fn rounds_of(&self, person: PersonId) -> String {
        let duties = self.schedule.duties().iter().filter(|duty| duty.person == person);
        let rounds: BTreeSet<RoundId> = duties.filter_map(|duty| self.problem.post(duty.post).round).collect();
        rounds.into_iter().map(|round| format!("`r{}`", round.number())).collect::<Vec<_>>().join(", ")
    }
}
