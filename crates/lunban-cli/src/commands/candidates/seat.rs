//! The seat that a call names, and who leaves it.

use lunban::change::{Changed, Event, When, apply};
use lunban::{
    Campaign, DateRange, Duty, PersonId, Post, PostId, Problem, Schedule, TeamId, Text, View, nearest_text, text,
};
use lunban_files::{ReadEvents, ReadFaults};

use super::Candidates;
use crate::commands::called::{find, numbered, person, wrong};
use crate::commands::read;
use crate::failure::Failure;

/// A seat that is vacant, in a campaign where whoever left it is away.
#[derive(Debug)]
pub(super) struct Seat {
    pub(super) changed: Changed,
    pub(super) post: PostId,
    /// Who left it; none: it was open.
    pub(super) left: Option<PersonId>,
}

impl Seat {
    /// The seat of a call, vacated.
    pub(super) fn of(call: &Candidates, problem: &Problem, schedule: &Schedule) -> Result<Self, Failure> {
        let post = post(call, problem)?;
        let left = left(call, problem, schedule, post)?;
        vacated(call, problem, schedule, *problem.post(post), left)
    }

    /// The days of it that are vacant.
    pub(super) fn span(&self) -> DateRange {
        let vacant = self.changed.ground.vacant.iter().find(|part| part.post == self.post);
        vacant.map_or_else(|| self.changed.problem.post(self.post).span, |part| part.span)
    }
}

/// The post that the call names.
fn post(call: &Candidates, problem: &Problem) -> Result<PostId, Failure> {
    let campaign = problem.campaign();
    let known = || campaign.teams().iter().map(|team| team.id.as_str());
    let team = find(Some(&call.team), "--team", |id| campaign.find_team(id), known)?;
    let of_team: Vec<&Post> = problem.posts().iter().filter(|post| team == Some(post.team)).collect();
    let then = then(call, campaign, &of_team)?;
    let role = |post: &Post| campaign.role(post.kind, post.role).name.as_str();
    let Some(seat) = call.seat.as_deref() else { return Ok(then[0].id) };
    then.iter().find(|post| role(post) == seat).map(|post| post.id).ok_or_else(|| {
        let roles = then.iter().map(|post| role(post));
        let list = roles.clone().collect::<Vec<_>>().join(", ");
        let words =
            text!("`--seat {seat}`: expected a seat of that team: {list}", "`--seat {seat}`：须为该组席位：{list}");
        wrong(words, nearest_text(seat, roles))
    })
}

/// The posts of the team in the round or on the day that the call names: one at least.
fn then<'p>(call: &Candidates, campaign: &Campaign, of_team: &[&'p Post]) -> Result<Vec<&'p Post>, Failure> {
    let last = campaign.calendar().ids().len();
    let round = numbered(call.round.as_deref(), "--round", last, |number| campaign.calendar().numbered(number))?;
    let is_then = |post: &&&Post| match (round, call.date) {
        (Some(_), _) => post.round == round,
        (None, day) => day.is_some_and(|day| post.span.holds(day)),
    };
    let then: Vec<&Post> = of_team.iter().filter(is_then).copied().collect();
    if !then.is_empty() {
        return Ok(then);
    }
    let team = &call.team;
    let words = match (&call.round, call.date) {
        (None, Some(day)) => text!(
            "`--date {day}`: expected a day on which team {team} has seats",
            "`--date {day}`：{team}组该日没有席位"
        ),
        (round, _) => {
            let round = round.as_deref().unwrap_or_default();
            text!(
                "`--round {round}`: expected a round in which team {team} has seats",
                "`--round {round}`：{team}组该轮没有席位"
            )
        }
    };
    Err(wrong(words, when_it_stands(of_team)))
}

/// The first few times at which a team has seats.
fn when_it_stands(of_team: &[&Post]) -> Option<Text> {
    let mut spans: Vec<DateRange> = of_team.iter().map(|post| post.span).collect();
    spans.sort_unstable();
    spans.dedup();
    let list = lunban::listed(spans.iter().map(|span| format!("`{span}`")).collect::<Vec<_>>());
    (!spans.is_empty()).then(|| Text::plain(list))
}

/// Who leaves; none: the seat is open.
fn left(call: &Candidates, problem: &Problem, schedule: &Schedule, post: PostId) -> Result<Option<PersonId>, Failure> {
    let (campaign, view) = (problem.campaign(), View::new(problem, schedule));
    let to_the_end = |duty: &&Duty| duty.span.last() == problem.post(post).span.last();
    let holders: Vec<PersonId> = view.of_post(post).iter().filter(to_the_end).map(|duty| duty.person).collect();
    if let Some(word) = call.person.as_deref() {
        let named = person(campaign, word)?;
        return if holders.contains(&named) { Ok(Some(named)) } else { Err(not_there(call, campaign, word, &holders)) };
    }
    match holders[..] {
        _ if view.open(post) > 0 => Ok(None),
        [only] => Ok(Some(only)),
        _ => {
            let people = told(call, campaign, &holders);
            let words = text!("several people hold that seat: {people}", "该席位有多人：{people}");
            Err(wrong(words, Some(text!("`--person` with whoever leaves", "`--person`并写离任者"))))
        }
    }
}

/// Somebody is to leave a seat that they do not hold.
fn not_there(call: &Candidates, campaign: &Campaign, word: &str, holders: &[PersonId]) -> Failure {
    if holders.is_empty() {
        let words = text!("`--person {word}`: nobody holds that seat then", "`--person {word}`：该席位届时无人");
        return wrong(words, Some(text!("the same without --person", "不写--person")));
    }
    let people = told(call, campaign, holders);
    let words = text!(
        "`--person {word}`: expected somebody who holds that seat then: {people}",
        "`--person {word}`：须为届时在该席位者：{people}"
    );
    wrong(words, None)
}

/// People by id and, where names may be told, by name.
fn told(call: &Candidates, campaign: &Campaign, people: &[PersonId]) -> String {
    if call.redact {
        let ids = people.iter().map(|&person| campaign.person(person).id.clone());
        return ids.collect::<Vec<_>>().join(", ");
    }
    campaign.names(people)
}

/// The campaign with the seat vacant.
fn vacated(
    call: &Candidates,
    problem: &Problem,
    schedule: &Schedule,
    known: Post,
    left: Option<PersonId>,
) -> Result<Seat, Failure> {
    let campaign = problem.campaign();
    let as_of = call.date.unwrap_or(known.span.first());
    let event = left.map(|left| {
        let person = campaign.person(left).id.clone();
        match known.round {
            Some(round) => Event::Decline { person, round: round.number() },
            None => Event::Away { person, when: When::Days(known.span) },
        }
    });
    let events: Vec<Event> = event.into_iter().collect();
    let changed = apply(problem, schedule, &events, Some(as_of)).map_err(|faults| {
        let located = faults.0.iter().map(|fault| ReadEvents::default().locate(fault)).collect();
        read::wrong(&call.schedule, ReadFaults(located))
    })?;
    let there = changed.problem.campaign();
    let team: Option<TeamId> = there.find_team(&campaign.team(known.team).id);
    let post = team.and_then(|team| changed.problem.find_post(known.span, team, known.role)).unwrap_or(known.id);
    let left = left.and_then(|left| there.find_person(&campaign.person(left).id));
    Ok(Seat { changed, post, left })
}
