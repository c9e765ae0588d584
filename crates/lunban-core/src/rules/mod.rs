//! What the system knows: one file a rule, and this folder is the list of them.
//!
//! A rule says what bars a person from a post and what a duty costs ([`Rule::bars`], [`Rule::price`]), states its rows of the
//! integer program ([`Rule::state`]), and judges a finished schedule ([`Rule::audit`]). The audit is written apart from the
//! statement on purpose: each is the check on the other.

mod availability;
mod commended_first;
mod coverage;
mod curriculum;
mod disturbance;
mod fair_share;
mod heavy_rounds;
mod leader_rank;
mod locks;
mod no_return;
mod one_seat;
mod page;
mod pairs;
mod parameters;
mod pool;
mod recusal;
mod reserve;
mod rest;
mod r#return;
mod same_unit_substitute;
mod set;
mod team_mix;
#[cfg(test)]
mod tests;
mod training;
mod travel;
mod unit_share;
mod wishes;
mod workload;

pub use fair_share::fair_shares;
pub use page::{CountOf, CountPage, ExceptionPage, Page, ParameterPage, Phrase};
pub use parameters::{Parameters, Share};
pub use set::{Registry, RuleEntry, RuleSet};
pub use travel::{distance_km, great_circle_km};

use std::fmt;

use crate::standby::StandbyAsk;
use crate::{
    Campaign, CountId, Findings, KindId, Label, PersonId, Post, Problem, RankId, RoleId, Single, Statement, Text, View,
    Window,
};

/// The position of `broken`, the count of a rule that was made soft.
pub const BROKEN: usize = usize::MAX;

/// Whether a rule binds or counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// No schedule breaks it.
    Hard,
    /// Its breaches are counted, as `broken`.
    Soft,
}

/// The part of a post that a rule looks at: it gives one answer for all posts that are alike in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Its dates and round.
    Span,
    /// The kind of its team, and its role.
    Seat,
    /// The city of its team.
    City,
    /// The post as a whole.
    Post,
}

/// Why a person may never hold a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// In words.
    pub says: Text,
}

/// A rule of one campaign, its parameters settled.
pub trait Rule: fmt::Debug + Send + Sync {
    /// The parts of a post that [`Rule::bars`] and [`Rule::price`] look at, one after another.
    fn aspects(&self) -> &[Aspect] {
        &[]
    }

    /// Whether the rule has anything to say of a person in [`Rule::bars`] and [`Rule::price`]; others are not asked about.
    fn touches(&self, _campaign: &Campaign, _person: PersonId) -> bool {
        true
    }

    /// Places that what the rule says of a person by [`Aspect::City`] depends on: cities that none of them concerns are alike, and one stands for all.
    /// None: every city is asked about.
    fn places(&self, _campaign: &Campaign, _person: PersonId) -> Option<Vec<crate::PlaceId>> {
        None
    }

    /// Why this person may never hold this post, by one aspect of it. Hard: the pair is pruned. Soft: it is counted.
    fn bars(&self, _campaign: &Campaign, _person: PersonId, _post: &Post, _aspect: Aspect) -> Option<Bar> {
        None
    }

    /// Why one person may never hold both of two posts, each lawful alone: says so where [`Rule::excludes`] does.
    fn clashes(&self, _first: &Post, _second: &Post) -> Option<Bar> {
        None
    }

    /// Whether one person may never hold both of two posts, each lawful alone. Asked for very many pairs, so nothing is put into words.
    fn excludes(&self, first: &Post, second: &Post) -> bool {
        self.clashes(first, second).is_some()
    }

    /// Whether the rule, where it binds, keeps a person from two duties on one day.
    fn keeps_dates_apart(&self) -> bool {
        false
    }

    /// Whether what it asks of one person has nothing to do with what it asks of another: then each can be dropped alone.
    fn is_of_each_person(&self) -> bool {
        false
    }

    /// What a duty of this person in this post adds to the rule's counts by itself, by one aspect of the post.
    fn price(&self, _campaign: &Campaign, _person: PersonId, _post: &Post, _aspect: Aspect, _prices: &mut Prices) {}

    /// Cities and posts where this person's price or bars differ so much from those elsewhere that a pooled program should see them singly.
    fn singles_out(&self, _problem: &Problem, _person: PersonId) -> Vec<Single> {
        Vec::new()
    }

    /// Whether the rule tells two posts apart for everybody, beside what it bars and prices: pools do not mix them then.
    fn tells_apart(&self, _campaign: &Campaign, _first: &Post, _second: &Post) -> bool {
        false
    }

    /// How many duties a person should have, if this rule says so.
    fn target(&self, _campaign: &Campaign, _person: PersonId) -> Option<i64> {
        None
    }

    /// How many duties a person has at most, if this rule says so.
    fn most_duties(&self, _campaign: &Campaign, _person: PersonId) -> Option<i64> {
        None
    }

    /// Who is to stand by, if this rule says so.
    fn standby(&self) -> &[StandbyAsk] {
        &[]
    }

    /// Ranks that this rule asks of some seat: those that lead.
    fn leading_ranks(&self) -> Vec<RankId> {
        Vec::new()
    }

    /// The rank that a role of a kind asks for, if this rule says so.
    fn asked_rank(&self, _kind: KindId, _role: RoleId) -> Option<RankId> {
        None
    }

    /// How many may be on duty on one day of so many people of a unit, all of them or those of a leading rank, if this rule says so.
    fn most_at_once(&self, _people: usize, _of_rank: bool) -> Option<i64> {
        None
    }

    /// How many people of one unit a team takes at most, if this rule says so.
    fn most_of_unit(&self) -> Option<i64> {
        None
    }

    /// The rule's rows over the holdings of a window. On pooled posts: rows that every schedule obeys, or none.
    fn state(&self, _window: &Window<'_>, _statement: &mut Statement<'_>) {}

    /// What a row that the rule stated says, with its bound: for whoever is told that it is in the way. People stand in it as
    /// [`Campaign::names`] has them, so that their names can be left out.
    fn says(&self, _problem: &Problem, _row: &Label, _bound: i64) -> Option<Text> {
        None
    }

    /// Judges a schedule without any solver, and without calling the methods above.
    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>);
}

/// A rule before its parameters are settled.
pub trait RuleKind: fmt::Debug + Send + Sync {
    /// What the rule says, where it comes from, its parameters and counts.
    fn page(&self) -> &'static Page;

    /// Ids of rules that it cannot stand beside.
    fn excludes(&self) -> &'static [&'static str] {
        &[]
    }

    /// The rule with a campaign's parameters; what is wrong with them goes to the parameters' faults.
    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule>;
}

/// What one duty adds to the counts of one rule.
#[derive(Debug)]
pub struct Prices {
    counts: Vec<CountId>,
    broken: Option<CountId>,
    added: Vec<(CountId, i64)>,
}

impl Prices {
    pub(crate) fn new(entry: &RuleEntry) -> Self {
        Self { counts: entry.counts().to_vec(), broken: entry.count(BROKEN), added: Vec::new() }
    }

    /// Adds to a count, by its position on the rule's page.
    pub fn add(&mut self, local: usize, amount: i64) {
        self.added.push((self.counts[local], amount));
    }

    pub(crate) fn add_broken(&mut self, amount: i64) {
        self.added.extend(self.broken.map(|count| (count, amount)));
    }

    pub(crate) fn take(&mut self) -> Vec<(CountId, i64)> {
        let mut added = std::mem::take(&mut self.added);
        added.retain(|(_, amount)| *amount != 0);
        added
    }
}

/// The rules that ship with the library, in the order of their table in the documentation.
pub(crate) fn standard() -> Vec<&'static dyn RuleKind> {
    vec![
        &coverage::Coverage,
        &one_seat::OneSeat,
        &leader_rank::LeaderRank,
        &pool::Pool,
        &availability::Availability,
        &workload::Workload,
        &rest::Rest,
        &unit_share::UnitShare,
        &recusal::Recusal,
        &no_return::NoReturn,
        &r#return::Return,
        &team_mix::TeamMix,
        &pairs::Pairs,
        &locks::Locks,
        &fair_share::FairShare,
        &heavy_rounds::HeavyRounds,
        &wishes::Wishes,
        &commended_first::CommendedFirst,
        &travel::Travel,
        &training::Training,
        &curriculum::Curriculum,
        &reserve::Reserve,
        &disturbance::Disturbance,
        &same_unit_substitute::SameUnitSubstitute,
    ]
}
