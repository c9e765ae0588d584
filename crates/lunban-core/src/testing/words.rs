//! Rows and duties read from a line of words. A word that is not understood ends the test.

use std::str::FromStr;

use chrono::NaiveDate;

use crate::{
    Absence, DateRange, Duty, Gender, LockDraft, LockMode, PersonDraft, PersonId, PostId, Problem, RoleId, RoundId,
    StandingDraft, TeamDraft, TieDraft, TieScope, WishDraft,
};

pub(super) fn list(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

pub(super) fn day(word: &str) -> NaiveDate {
    word.parse().unwrap_or_else(|_| panic!("`{word}` is no day"))
}

fn number<T: FromStr>(word: &str) -> T {
    word.parse().unwrap_or_else(|_| panic!("`{word}` is no number"))
}

fn span(word: &str) -> DateRange {
    word.parse().unwrap_or_else(|_| panic!("`{word}` is no span of dates"))
}

/// `r3` as 3.
fn round(word: &str) -> Option<u32> {
    word.strip_prefix('r')?.parse().ok()
}

pub(super) fn person(line: &str) -> PersonDraft {
    let mut words = line.split_whitespace();
    let mut next = || words.next().map_or_else(|| panic!("`{line}` is too short for a person"), str::to_owned);
    let (id, unit, rank) = (next(), next(), next());
    let mut person = PersonDraft { name: format!("Person {id}"), id, unit, rank, ..PersonDraft::default() };
    for word in words {
        match word.split_once('=') {
            None => person.tags.push(word.to_owned()),
            Some((key, value)) => set(&mut person, key, value),
        }
    }
    person
}

fn set(person: &mut PersonDraft, key: &str, value: &str) {
    match key {
        "home" => person.home.push(value.to_owned()),
        "base" => value.clone_into(&mut person.base),
        "away" => person.unavailable.push(absence(value)),
        "prefer" => person.prefer.push(wish(value)),
        "avoid" => person.avoid.push(wish(value)),
        "with" => person.with.push(tie(value)),
        "apart" => person.apart.push(tie(value)),
        "min" => person.min = Some(number(value)),
        "max" => person.max = Some(number(value)),
        "target" => person.target = Some(number(value)),
        "trained" => person.trained = Some(day(value)),
        "gender" => person.gender = Some(if value == "f" { Gender::Female } else { Gender::Male }),
        _ => panic!("`{key}` is no key of a person"),
    }
}

fn absence(word: &str) -> Absence {
    if word.contains('/') {
        return Absence::Dates(span(word));
    }
    let (from, to) = word.split_once('-').unwrap_or((word, word));
    Absence::Rounds { from: number(from), to: number(to) }
}

/// `P2`, `P2@city`, `P2@round!`.
fn tie(word: &str) -> TieDraft {
    let (word, hard) = word.strip_suffix('!').map_or((word, false), |word| (word, true));
    let (person, scope) = word.split_once('@').unwrap_or((word, "team"));
    let scope = match scope {
        "team" => TieScope::Team,
        "city" => TieScope::City,
        "round" => TieScope::Round,
        _ => panic!("`{scope}` is no scope of a tie"),
    };
    TieDraft { person: person.to_owned(), scope, hard }
}

fn wish(word: &str) -> WishDraft {
    round(word).map_or_else(|| WishDraft::Place(word.to_owned()), WishDraft::Round)
}

pub(super) fn team(line: &str) -> TeamDraft {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [team, city, kind, size, ref dates @ ..] = words[..] else { panic!("`{line}` is too short for a team") };
    TeamDraft {
        team: team.to_owned(),
        city: city.to_owned(),
        kind: kind.to_owned(),
        size: Some(number(size)),
        dates: dates.first().map(|dates| span(dates)),
        ..TeamDraft::default()
    }
}

pub(super) fn lock(line: &str) -> LockDraft {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [person, ref about @ .., mode] = words[..] else { panic!("`{line}` is too short for a lock") };
    let mode = if mode == "must" { LockMode::Must } else { LockMode::Never };
    let mut lock = LockDraft { person: person.to_owned(), round: None, team: None, seat: None, mode };
    for &word in about {
        match round(word) {
            Some(number) => lock.round = Some(number),
            None if word.starts_with('T') => lock.team = Some(word.to_owned()),
            None => lock.seat = Some(word.to_owned()),
        }
    }
    lock
}

pub(super) fn known_person(problem: &Problem, id: &str) -> PersonId {
    problem.campaign().find_person(id).unwrap_or_else(|| panic!("nobody is called {id}"))
}

/// The post that `r1 T1 leader` names; a team with dates of its own is named with any word for the round.
pub(super) fn post(problem: &Problem, line: &str) -> PostId {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [turn, team, role, ..] = words[..] else { panic!("`{line}` is too short for a post") };
    let campaign = problem.campaign();
    let team = campaign.find_team(team).unwrap_or_else(|| panic!("no team {team}"));
    let roles = &campaign.kind(campaign.team(team).kind).roles;
    let role = roles.iter().position(|known| known.name == role).unwrap_or_else(|| panic!("no role {role}"));
    let of_round = |number| campaign.calendar().round(campaign.calendar().numbered(number).expect("a round")).span;
    let span = round(turn).map(of_round).or(campaign.team(team).dates);
    let post = span.and_then(|span| problem.find_post(span, team, RoleId::at(role)));
    post.unwrap_or_else(|| panic!("no post {line}"))
}

/// The duty of a line as people know it.
pub(super) fn standing(problem: &Problem, line: &str) -> StandingDraft {
    let (duty, campaign) = (duty(problem, line), problem.campaign());
    let post = problem.post(duty.post);
    StandingDraft {
        round: post.round.map(RoundId::number),
        team: campaign.team(post.team).id.clone(),
        seat: campaign.role(post.kind, post.role).name.clone(),
        person: campaign.person(duty.person).id.clone(),
        span: duty.span,
    }
}

pub(super) fn duty(problem: &Problem, line: &str) -> Duty {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [_, _, _, person, ref dates @ ..] = words[..] else { panic!("`{line}` is too short for a duty") };
    let (post, person) = (post(problem, line), known_person(problem, person));
    Duty { post, person, span: dates.first().map_or(problem.post(post).span, |dates| span(dates)) }
}
