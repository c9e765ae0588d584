//! From events to what is left to be planned.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::check::contradictions;
use super::event::Event;
use super::goals;
use super::ground::{Gone, Ground};
use super::orders::OrderedSeat;
use super::time::Phase;
use super::words::{Meant, Words, first_day};
use crate::{
    Audit, Campaign, DateRange, Draft, Duty, Fault, Faults, LockDraft, LockMode, PersonId, Problem, PublishedDraft,
    RoundId, Schedule, Spot, StandingDraft, TeamDraft, Text, text,
};

/// A campaign after events, and what is left of its schedule.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The campaign after the events, indexed; its first goals are those of a replan.
    pub problem: Problem,
    /// The same as a planner would write it, without what is for the replan alone.
    pub draft: Draft,
    /// The first day that may change.
    pub as_of: NaiveDate,
    /// What is left of the schedule.
    pub ground: Ground,
    /// The schedule as people know it, in the ids of the changed campaign; duties in posts that are no more are left out, those of a team that moves
    /// move along.
    pub before: Schedule,
    /// Duties that people knew of and nobody can have any more as they were: their team is dropped, or in another city.
    pub released: Vec<Released>,
    /// Whom events took that named nobody, by the position of the event.
    pub withdrawn: BTreeMap<usize, Vec<PersonId>>,
}

impl Changed {
    /// The changed campaign with what has been as musts, whole duties of rounds: what contradicts that is seen there without any schedule.
    ///
    /// # Errors
    /// What is wrong with the campaign then.
    pub fn with_what_was(&self) -> Result<Problem, Faults> {
        self.with_musts(&self.ground.frozen)
    }

    /// The changed campaign with some duties as musts, and the same ids; those that no lock speaks of, such as parts of rounds, are left out.
    ///
    /// # Errors
    /// What is wrong with the campaign then.
    pub fn with_musts<'d>(&self, duties: impl IntoIterator<Item = &'d Duty>) -> Result<Problem, Faults> {
        let musts: Vec<LockDraft> = duties.into_iter().filter_map(|duty| self.must(duty)).collect();
        self.problem.campaign().changed(|draft| draft.locks.extend(musts)).map(Problem::new)
    }

    /// The lock that asks for a duty; none where it is a part of a round, or of dates of its own.
    pub fn must(&self, duty: &Duty) -> Option<LockDraft> {
        let (campaign, post) = (self.problem.campaign(), self.problem.post(duty.post));
        let round = post.round.filter(|_| duty.span == post.span)?;
        Some(LockDraft {
            person: campaign.person(duty.person).id.clone(),
            round: Some(round.number()),
            team: Some(campaign.team(post.team).id.clone()),
            seat: Some(campaign.role(post.kind, post.role).name.clone()),
            mode: LockMode::Must,
        })
    }
}

/// A duty that somebody is released from, for its team is dropped or goes elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// Whose it was.
    pub person: PersonId,
    /// The days of it.
    pub span: DateRange,
    /// Its seat, as it was.
    pub seat: OrderedSeat,
    /// The duty in its place, where the team goes elsewhere.
    pub to: Option<Duty>,
}

/// A team that goes to another city.
#[derive(Clone, Debug)]
pub(super) struct Move {
    pub(super) team: String,
    pub(super) from: u32,
    pub(super) to: String,
}

/// Applies events to a campaign and a schedule of it that people know. `as_of` is the first day that may change; where it is not given, the first
/// that an event speaks of, or the first of the campaign.
///
/// # Errors
/// Everything that is wrong with the events at once, each at its position in [`crate::Table::Events`]: names of nobody, days outside the campaign, people who are
/// not on duty, events that contradict each other, or what has been.
pub fn apply(
    problem: &Problem,
    schedule: &Schedule,
    events: &[Event],
    as_of: Option<NaiveDate>,
) -> Result<Changed, Faults> {
    let campaign = problem.campaign();
    let span = campaign.span();
    let named = events.iter().filter_map(|event| first_day(campaign, event)).filter(|day| span.holds(*day)).min();
    let as_of = match as_of {
        Some(day) if !span.holds(day) => return Err(Faults(vec![outside(day, span)])),
        day => day.or(named).unwrap_or(span.first()),
    };
    if let Some(fault) = before_a_change(problem, schedule, as_of) {
        return Err(Faults(vec![fault]));
    }
    let mut applying = Applying::new(problem, schedule);
    let (named, mut faults) = applying.take_all(events, as_of);
    faults.extend(contradictions(events, |position| Words { campaign: &named, position, as_of }));
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    applying.changed(as_of).map_err(|faults| blamed(problem, schedule, events, as_of).unwrap_or(faults))
}

/// What is wrong with the campaign after events, at the first event that makes it so; none where no event does.
fn blamed(problem: &Problem, schedule: &Schedule, events: &[Event], as_of: NaiveDate) -> Option<Faults> {
    let mut applying = Applying::new(problem, schedule);
    let campaign = problem.campaign();
    let mut faults = events.iter().enumerate().map(|(position, event)| {
        let words = Words { campaign, position, as_of };
        applying.take(words, event).ok()?;
        let faults = campaign.changed(|draft| *draft = applying.draft.clone()).err()?;
        Some(Faults(faults.0.into_iter().map(|fault| words.blamed(fault)).collect()))
    });
    faults.find_map(|faults| faults)
}

/// The fault of a day before which the schedule was changed already, for somebody serves a part of a round that is still to come on that day.
fn before_a_change(problem: &Problem, schedule: &Schedule, as_of: NaiveDate) -> Option<Fault> {
    let is_part = |duty: &&Duty| {
        let post = problem.post(duty.post);
        duty.span != post.span && post.span.first() >= as_of
    };
    let parts = || schedule.duties().iter().filter(is_part);
    // Who leaves serves to the day before the change, who joins from that day on.
    let begun = |duty: &Duty| {
        let ends_early = duty.span.last() < problem.post(duty.post).span.last();
        if ends_early { duty.span.last().succ_opt() } else { Some(duty.span.first()) }
    };
    let last = parts().filter_map(begun).max()?;
    let expected =
        text!("a day from {last} on, on which this schedule was changed", "须不早于{last}：该方案自该日起已变更");
    let maybe = text!("`{last}`, or the schedule before that change", "`{last}`，或该变更之前的方案");
    Some(Fault::error("before-a-change", Spot::setting(["as-of"]), as_of.to_string(), expected).maybe(maybe))
}

fn outside(day: NaiveDate, span: DateRange) -> Fault {
    let expected = text!("a day of the campaign, {span}", "须在任务期间{span}之内");
    let near = if day < span.first() { span.first() } else { span.last() };
    Fault::error("date-outside-campaign", Spot::setting(["as-of"]), day.to_string(), expected)
        .maybe(text!("`{near}`", "`{near}`"))
}

/// A campaign that events change, one after another.
pub(super) struct Applying<'a> {
    pub(super) problem: &'a Problem,
    pub(super) schedule: &'a Schedule,
    /// The campaign so far; people and teams stand where they stood, new ones after them.
    pub(super) draft: Draft,
    pub(super) gone: BTreeMap<PersonId, Vec<DateRange>>,
    pub(super) declined: BTreeSet<(PersonId, RoundId)>,
    pub(super) moved: Vec<Move>,
    pub(super) withdrawn: BTreeMap<usize, Vec<PersonId>>,
}

impl<'a> Applying<'a> {
    fn new(problem: &'a Problem, schedule: &'a Schedule) -> Self {
        let draft = Draft { published: None, ..problem.campaign().draft().clone() };
        let (gone, declined) = Default::default();
        Self { problem, schedule, draft, gone, declined, moved: Vec::new(), withdrawn: BTreeMap::new() }
    }

    /// Takes events one after another: each may name whom and what those before it brought. The campaign with all names, and what is wrong.
    fn take_all(&mut self, events: &[Event], as_of: NaiveDate) -> (Campaign, Vec<Fault>) {
        let (mut campaign, mut faults) = (self.problem.campaign().clone(), Vec::new());
        for (position, event) in events.iter().enumerate() {
            let words = Words { campaign: &campaign, position, as_of };
            let before = event.brings_names().then(|| self.draft.clone());
            if let Err(fault) = self.take(words, event) {
                faults.push(*fault);
                continue;
            }
            let Some(before) = before else { continue };
            match campaign.changed(|draft| *draft = self.draft.clone()) {
                Ok(named) => campaign = named,
                Err(wrong) => {
                    faults.extend(wrong.0.into_iter().map(|fault| words.blamed(fault)));
                    self.draft = before;
                }
            }
        }
        (campaign, faults)
    }

    fn take(&mut self, words: Words<'_>, event: &Event) -> Meant<()> {
        match event {
            Event::Drop { person, when } => self.drop_out(words, person, when),
            Event::Away { person, when } => self.away(words, person, when),
            Event::Return { person, from } => self.come_back(words, person, *from),
            Event::Decline { person, round } => self.decline(words, person, *round),
            Event::Add(person) => self.add_person(words, person),
            Event::Withdraw { unit, people, when } => self.withdraw(words, unit, *people, when),
            Event::Rank { person, rank } => self.set_rank(words, person, rank),
            Event::Tag { person, add, remove } => self.set_tags(words, person, add, remove),
            Event::Lock(lock) => self.lock(words, lock),
            Event::AddTeam(team) => self.add_team(words, team),
            Event::DropTeam { team, from } => self.drop_team(words, team, *from),
            Event::MoveTeam { team, city, from } => self.move_team(words, team, city, *from),
            Event::Resize { team, size, from } => self.resize(words, team, *size, *from),
            Event::Extend { rounds } => self.extend(words, *rounds),
        }
    }

    /// The changed campaign, and what is left of the schedule.
    fn changed(self, as_of: NaiveDate) -> Result<Changed, Faults> {
        let campaign = self.problem.campaign();
        let known = self.known(as_of);
        let published = PublishedDraft { as_of, duties: self.standing(&known) };
        let draft = self.draft.clone();
        let changed = campaign.changed(|whole| {
            *whole = self.draft.clone();
            whole.published = Some(published);
            goals::put(whole, campaign);
        })?;
        let problem = Problem::new(changed);
        let placed = |duty: &Duty| {
            let post = self.problem.post(duty.post);
            let team = self.team_after(&campaign.team(post.team).id, post.round);
            placed(self.problem, &problem, duty, team)
        };
        let duties: Vec<Duty> = self.schedule.duties().iter().filter_map(placed).collect();
        let released = known.iter().filter_map(|duty| self.released(&problem, duty, placed(duty)));
        let released = released.collect();
        let gone = self.translated_gone(&problem);
        let ground = Ground::of(&problem, &duties, &gone, as_of);
        against_what_was(&problem, &ground, as_of)?;
        let withdrawn = self.withdrawn.iter().map(|(&position, people)| {
            (position, people.iter().filter_map(|&person| self.translated_person(&problem, person)).collect())
        });
        let (before, withdrawn) = (Schedule::new(duties), withdrawn.collect());
        Ok(Changed { problem, draft, as_of, ground, before, released, withdrawn })
    }

    /// Duties that people know of and that are not over.
    fn known(&self, as_of: NaiveDate) -> Vec<&'a Duty> {
        let is_known = |duty: &&Duty| {
            let post = self.problem.post(duty.post);
            let phase = Phase::of(self.problem.campaign(), post.span, post.round, as_of);
            matches!(phase, Phase::UnderWay | Phase::Published) && duty.span.last() >= as_of
        };
        self.schedule.duties().iter().filter(is_known).collect()
    }

    /// Those whose team still stands then, in words; of a team that goes elsewhere, in its new place.
    fn standing(&self, known: &[&Duty]) -> Vec<StandingDraft> {
        let campaign = self.problem.campaign();
        let standing = |duty: &&Duty| {
            let post = self.problem.post(duty.post);
            let team = self.team_after(&campaign.team(post.team).id, post.round);
            self.stands(team, post.round).then(|| StandingDraft {
                round: post.round.map(RoundId::number),
                team: team.to_owned(),
                seat: campaign.role(post.kind, post.role).name.clone(),
                person: campaign.person(duty.person).id.clone(),
                span: duty.span,
            })
        };
        let mut standing: Vec<StandingDraft> = known.iter().filter_map(standing).collect();
        standing.sort_unstable();
        standing
    }

    /// How a team goes elsewhere by a round.
    fn moves(&self, team: &str, round: Option<RoundId>) -> Option<&Move> {
        self.moved.iter().find(|moved| moved.team == *team && round.is_none_or(|round| round.number() >= moved.from))
    }

    /// The id that a team has in a round, after the events.
    fn team_after<'t>(&'t self, team: &'t str, round: Option<RoundId>) -> &'t str {
        self.moves(team, round).map_or(team, |moved| &moved.to)
    }

    /// Whether a team stands in a round after the events; one with dates of its own, whether it stands at all.
    fn stands(&self, team: &str, round: Option<RoundId>) -> bool {
        let holds = |draft: &TeamDraft| {
            round.is_none_or(|round| {
                let (from, to) = (draft.from_round.unwrap_or(1), draft.to_round.unwrap_or(u32::MAX));
                (from..=to).contains(&round.number())
            })
        };
        self.draft.teams.iter().any(|draft| draft.team == *team && holds(draft))
    }

    /// A duty that nobody has as it was, if it is one; `to` is what became of it.
    fn released(&self, problem: &Problem, duty: &Duty, to: Option<Duty>) -> Option<Released> {
        let post = self.problem.post(duty.post);
        let is_moved = self.moves(&self.problem.campaign().team(post.team).id, post.round).is_some();
        let person = self.translated_person(problem, duty.person)?;
        let seat = OrderedSeat::of(self.problem, duty.post);
        (is_moved || to.is_none()).then_some(Released { person, span: duty.span, seat, to })
    }

    fn translated_person(&self, problem: &Problem, person: PersonId) -> Option<PersonId> {
        problem.campaign().find_person(&self.draft.people[person.index()].id)
    }

    fn translated_gone(&self, problem: &Problem) -> Gone {
        let person = |person| self.translated_person(problem, person);
        Gone {
            days: self.gone.iter().filter_map(|(who, days)| Some((person(*who)?, days.clone()))).collect(),
            declined: self.declined.iter().filter_map(|&(who, round)| Some((person(who)?, round))).collect(),
        }
    }
}

/// A duty of one campaign in another with the same people and, mostly, the same teams; none where its post is no more.
pub(super) fn translated(from: &Problem, to: &Problem, duty: &Duty) -> Option<Duty> {
    placed(from, to, duty, &from.campaign().team(from.post(duty.post).team).id)
}

/// A duty of one campaign in another, in a team that may be called otherwise there.
fn placed(from: &Problem, to: &Problem, duty: &Duty, team: &str) -> Option<Duty> {
    let post = from.post(duty.post);
    let person = to.campaign().find_person(&from.campaign().person(duty.person).id)?;
    let team = to.campaign().find_team(team)?;
    Some(Duty { post: to.find_post(post.span, team, post.role)?, person, span: duty.span })
}

/// Faults where events make a breach of what has been: nothing that is planned now could mend it.
fn against_what_was(problem: &Problem, ground: &Ground, as_of: NaiveDate) -> Result<(), Faults> {
    let audit = Audit::of(problem, &Schedule::new(ground.frozen.clone()));
    let broken = audit.findings.iter().filter(|finding| finding.count.is_none() && !finding.about.is_lack);
    let faults: Vec<Fault> = broken
        .map(|finding| {
            let (rule, Text { english, chinese }) = (finding.rule, &finding.about.says);
            let expected = text!(
                "events that leave what was before {as_of} lawful; here `{rule}` is broken: {english}",
                "事件不得使{as_of}之前的安排违规；此处违反`{rule}`：{chinese}"
            );
            let maybe = text!("an earlier day for `--as-of`, or the rule soft", "将`--as-of`提前，或将该规则设为soft");
            let value = problem.campaign().names(&finding.about.people);
            Fault::error("against-what-was", Spot::setting(["events"]), value, expected).maybe(maybe)
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
}
