//! From events to what is left to be planned.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::check::contradictions;
use super::event::Event;
use super::goals;
use super::ground::{Gone, Ground};
use super::time::Phase;
use super::words::{Meant, Words, first_day};
use crate::{
    Audit, DateRange, Draft, Duty, Fault, Faults, PersonId, Problem, PublishedDraft, RoundId, Schedule, Spot,
    StandingDraft, Text, text,
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
    /// The schedule as people know it, in the ids of the changed campaign; duties in posts that are no more are left out.
    pub before: Schedule,
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
    let words = |position| Words { campaign, position, as_of };
    let draft = Draft { published: None, ..campaign.draft().clone() };
    let mut applying = Applying { problem, schedule, draft, gone: BTreeMap::new(), declined: BTreeSet::new() };
    let done = events.iter().enumerate().filter_map(|(position, event)| applying.take(words(position), event).err());
    let mut faults: Vec<Fault> = done.map(|fault| *fault).collect();
    faults.extend(contradictions(events, words));
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    applying.changed(as_of)
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
}

impl Applying<'_> {
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
        let published = self.published(as_of);
        let draft = self.draft.clone();
        let changed = campaign.changed(|whole| {
            *whole = self.draft.clone();
            whole.published = Some(published);
            goals::put(whole, campaign);
        })?;
        let problem = Problem::new(changed);
        let duties: Vec<Duty> =
            self.schedule.duties().iter().filter_map(|duty| translated(self.problem, &problem, duty)).collect();
        let gone = self.translated_gone(&problem);
        let ground = Ground::of(&problem, &duties, &gone, as_of);
        against_what_was(&problem, &ground, as_of)?;
        Ok(Changed { problem, draft, as_of, ground, before: Schedule::new(duties) })
    }

    /// Duties that people know of, in words.
    fn published(&self, as_of: NaiveDate) -> PublishedDraft {
        let campaign = self.problem.campaign();
        let is_known = |duty: &&Duty| {
            let post = self.problem.post(duty.post);
            let phase = Phase::of(campaign, post.span, post.round, as_of);
            matches!(phase, Phase::UnderWay | Phase::Published) && duty.span.last() >= as_of
        };
        let standing = |duty: &Duty| {
            let post = self.problem.post(duty.post);
            StandingDraft {
                round: post.round.map(RoundId::number),
                team: campaign.team(post.team).id.clone(),
                seat: campaign.role(post.kind, post.role).name.clone(),
                person: campaign.person(duty.person).id.clone(),
                span: duty.span,
            }
        };
        let mut duties: Vec<StandingDraft> = self.schedule.duties().iter().filter(is_known).map(standing).collect();
        duties.retain(|duty| self.draft.teams.iter().any(|team| team.team == duty.team));
        duties.sort_unstable();
        PublishedDraft { as_of, duties }
    }

    fn translated_gone(&self, problem: &Problem) -> Gone {
        let person = |person: PersonId| problem.campaign().find_person(&self.problem.campaign().person(person).id);
        Gone {
            days: self.gone.iter().filter_map(|(who, days)| Some((person(*who)?, days.clone()))).collect(),
            declined: self.declined.iter().filter_map(|&(who, round)| Some((person(who)?, round))).collect(),
        }
    }
}

/// A duty of one campaign in another with the same people and, mostly, the same teams; none where its post is no more.
pub(super) fn translated(from: &Problem, to: &Problem, duty: &Duty) -> Option<Duty> {
    let post = from.post(duty.post);
    let person = to.campaign().find_person(&from.campaign().person(duty.person).id)?;
    let team = to.campaign().find_team(&from.campaign().team(post.team).id)?;
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
