//! Facts: what is so, in numbers and in words, and what it rests on.
//!
//! What is short, why a seat is open, what a duty would cost: each is a tree of facts. Programs read codes, ids and numbers; people read
//! the words. Model, section 6.

use crate::{PersonId, PostId, Problem, RoundId, TeamId, Text, UnitId};

/// Whom, when and where a fact is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The id of a rule.
    pub rule: Option<&'static str>,
    /// People.
    pub people: Vec<PersonId>,
    /// Units.
    pub units: Vec<UnitId>,
    /// Teams.
    pub teams: Vec<TeamId>,
    /// Rounds.
    pub rounds: Vec<RoundId>,
}

impl Subject {
    /// Posts: their teams and rounds.
    pub fn of_posts(problem: &Problem, posts: &[PostId]) -> Self {
        let mut subject = Self::default();
        for post in posts.iter().map(|&post| problem.post(post)) {
            subject.teams.push(post.team);
            subject.rounds.extend(post.round);
        }
        subject.teams.sort_unstable();
        subject.teams.dedup();
        subject.rounds.sort_unstable();
        subject.rounds.dedup();
        subject
    }

    /// The same and some people.
    #[must_use]
    pub fn people(mut self, people: impl IntoIterator<Item = PersonId>) -> Self {
        self.people.extend(people);
        self
    }

    /// The same and a rule.
    #[must_use]
    pub fn rule(mut self, rule: &'static str) -> Self {
        self.rule = Some(rule);
        self
    }

    /// The same and some units.
    #[must_use]
    pub fn units(mut self, units: impl IntoIterator<Item = UnitId>) -> Self {
        self.units.extend(units);
        self
    }
}

/// Something that is so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What sort of fact it is: stable, and where it is a finding, a section of the documentation.
    pub code: &'static str,
    /// Whom, when and where it is about.
    pub about: Subject,
    /// Its numbers, each with what it is.
    pub numbers: Vec<(&'static str, i64)>,
    /// In words.
    pub says: Text,
    /// What it rests on.
    pub because: Vec<Fact>,
    /// What would mend it, each by itself, the cheapest first.
    pub remedies: Vec<Fact>,
}

impl Fact {
    /// A fact that rests on nothing, yet.
    pub fn new(code: &'static str, about: Subject, says: Text) -> Self {
        Self { code, about, numbers: Vec::new(), says, because: Vec::new(), remedies: Vec::new() }
    }

    /// The same with a number.
    #[must_use]
    pub fn number(mut self, name: &'static str, number: i64) -> Self {
        self.numbers.push((name, number));
        self
    }

    /// The same, resting on others too.
    #[must_use]
    pub fn because(mut self, facts: impl IntoIterator<Item = Self>) -> Self {
        self.because.extend(facts);
        self
    }

    /// The same with what would mend it.
    #[must_use]
    pub fn remedies(mut self, facts: impl IntoIterator<Item = Self>) -> Self {
        self.remedies.extend(facts);
        self
    }

    /// One of its numbers.
    pub fn find_number(&self, name: &str) -> Option<i64> {
        self.numbers.iter().find(|(known, _)| *known == name).map(|(_, number)| *number)
    }
}
