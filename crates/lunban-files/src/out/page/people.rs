//! People on the page, and why they can or cannot serve in each turn: what answers "why me?" and "why not me?".

use std::collections::BTreeMap;

use lunban_core::rules::{Aspect, Mode, RuleEntry};
use lunban_core::{Campaign, PersonId, Post, PostId, Problem, Text};
use serde::Serialize;

use crate::out::Outcome;
use crate::out::ledger::Ledger;
use crate::out::lines::{Line, held};
use crate::out::turns::Turn;

/// One person.
#[derive(Serialize)]
pub(super) struct Person<'a> {
    id: &'a str,
    /// Empty where names are left out.
    name: &'a str,
    unit: usize,
    rank: usize,
    tags: Vec<&'a str>,
    base: &'a str,
    target: Option<i64>,
    heavy: usize,
    km: i64,
    /// Whether some post may be theirs at all.
    able: bool,
    /// For each turn, what keeps them from every post of it: a position among the reasons; none: they could serve, or do.
    kept: Vec<Option<usize>>,
}

/// How many people may hold each post.
pub(super) struct Able(Vec<usize>);

impl Able {
    /// Counts them.
    pub(super) fn of(problem: &Problem) -> Self {
        let able =
            |post: &Post| problem.campaign().person_ids().filter(|&person| problem.may_hold(person, post.id)).count();
        Self(problem.posts().iter().map(able).collect())
    }

    /// Those who may hold a post.
    pub(super) fn people(&self, post: PostId) -> usize {
        self.0[post.index()]
    }
}

/// Everybody, by id, and the reasons that they speak of.
pub(super) fn people<'a>(
    outcome: &'a Outcome<'_>,
    lines: &[Line<'_>],
    turns: &[Turn],
    ledger: &Ledger<'_>,
) -> (Vec<Person<'a>>, Vec<Text>) {
    let campaign = outcome.problem.campaign();
    let (posts, held) = (posts_of(outcome.problem, turns), held(lines));
    let mut reasons = Reasons::default();
    let people = campaign.person_ids().map(|id| {
        let duties = held.get(&id).map(Vec::as_slice).unwrap_or_default();
        let kept = posts.iter().map(|posts| Some(reasons.position(kept_from(outcome.problem, id, posts, duties)?)));
        let kept = kept.collect();
        person(outcome, ledger, id, kept)
    });
    (people.collect(), reasons.list())
}

fn person<'a>(outcome: &'a Outcome<'_>, ledger: &Ledger<'_>, id: PersonId, kept: Vec<Option<usize>>) -> Person<'a> {
    let campaign = outcome.problem.campaign();
    let person = campaign.person(id);
    let load = ledger.people().get(&id);
    Person {
        id: &person.id,
        name: if outcome.redact { "" } else { &person.name },
        unit: person.unit.index(),
        rank: person.rank.index(),
        tags: person.tags.iter().map(|tag| campaign.tags()[tag.index()].as_str()).collect(),
        base: person.base.map_or("", |base| &campaign.places().place(base).name),
        target: load.and_then(|load| load.target),
        heavy: load.map_or(0, |load| load.heavy),
        km: load.map_or(0, |load| load.km),
        able: load.is_some(),
        kept,
    }
}

/// The posts of each turn.
fn posts_of<'a>(problem: &'a Problem, turns: &[Turn]) -> Vec<Vec<&'a Post>> {
    let of = |turn: &Turn| problem.posts().iter().filter(|post| Turn::of(post) == *turn).collect();
    turns.iter().map(of).collect()
}

/// Why a person without a duty in a turn may hold none of its posts, alone or beside the duties that they have.
fn kept_from(problem: &Problem, person: PersonId, posts: &[&Post], duties: &[&Line<'_>]) -> Option<Text> {
    let first = posts.first()?;
    if duties.iter().any(|line| Turn::of(line.post) == Turn::of(first)) {
        return None;
    }
    if !posts.iter().any(|post| problem.may_hold(person, post.id)) {
        return barred(problem.campaign(), person, first);
    }
    // A rule that looks at cities clashes with some posts of a turn only; one that looks at dates, with all.
    let last = posts.last()?;
    let clash = |post: &Post, line: &Line<'_>| {
        problem.campaign().rules().clashes(post, line.post).map(|(_, bar)| bar.says).next()
    };
    duties.iter().find_map(|line| clash(first, line).and(clash(last, line)))
}

/// What bars somebody from a post: its dates before anything else.
fn barred(campaign: &Campaign, person: PersonId, post: &Post) -> Option<Text> {
    let by_dates = hard(campaign)
        .filter(|entry| entry.rule().aspects().contains(&Aspect::Span))
        .find_map(|entry| entry.rule().bars(campaign, person, post, Aspect::Span));
    let bar = by_dates.or_else(|| campaign.rules().bars(campaign, person, post).map(|(_, bar)| bar).next());
    bar.map(|bar| bar.says)
}

fn hard(campaign: &Campaign) -> impl Iterator<Item = &RuleEntry> {
    campaign.rules().entries().iter().filter(|entry| entry.mode() == Mode::Hard)
}

/// Reasons, each once.
#[derive(Default)]
struct Reasons {
    positions: BTreeMap<Text, usize>,
}

impl Reasons {
    fn position(&mut self, reason: Text) -> usize {
        let next = self.positions.len();
        *self.positions.entry(reason).or_insert(next)
    }

    fn list(self) -> Vec<Text> {
        let mut reasons: Vec<(usize, Text)> =
            self.positions.into_iter().map(|(reason, position)| (position, reason)).collect();
        reasons.sort_unstable();
        reasons.into_iter().map(|(_, reason)| reason).collect()
    }
}
