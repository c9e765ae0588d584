//! A campaign that has been checked: every word resolved, every id dense, every table sorted.

mod build;
mod calendar;
mod exceptions;
mod locked;
mod musts;
mod people;
mod places;
mod published;
mod ranks;
mod teams;
#[cfg(test)]
mod tests;
mod ties;

pub use calendar::{Calendar, Round};
pub use people::{PastDuty, Person, Tie, Wishes};
pub use places::{NotAPlace, Place, PlaceLevel, Places};
pub use published::{Published, Standing};
pub use ranks::Ranks;
pub use teams::{Kind, Role, Source, Team};

use chrono::NaiveDate;

use crate::{
    Draft, Fault, Faults, Goals, KindId, LockMode, PersonId, PlaceId, Post, Registry, RoleId, RoundId, RuleSet, Spot,
    Table, TagId, TeamId, Text, UnitId, nearest_text, text,
};

/// A deployment: calendar, places, teams, people, rules and goals, all of it valid.
///
/// Made by [`Campaign::build`]; it cannot be changed, only built anew from a changed [`Draft`].
#[derive(Clone, Debug)]
pub struct Campaign {
    name: String,
    calendar: Calendar,
    ranks: Ranks,
    kinds: Vec<Kind>,
    tags: Vec<String>,
    places: Places,
    units: Vec<Unit>,
    teams: Vec<Team>,
    people: Vec<Person>,
    locks: Vec<Lock>,
    waivers: Vec<Waiver>,
    published: Option<Published>,
    rules: RuleSet,
    goals: Goals,
    warnings: Vec<Fault>,
    draft: Draft,
    rows: build::Rows,
    registry: Registry,
}

/// A sending unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// The id people use.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind, as `from` of a kind of team names it.
    pub kind: String,
    /// People it has in all, where known.
    pub headcount: Option<u32>,
    /// At least so many people in each round.
    pub min_per_round: Option<u32>,
    /// At most so many people in each round.
    pub max_per_round: Option<u32>,
    /// At least so many duties in all.
    pub min_total: Option<u32>,
    /// At most so many duties in all.
    pub max_total: Option<u32>,
    /// The city its people work in.
    pub base: Option<crate::PlaceId>,
    /// Its people, by id.
    pub people: Vec<PersonId>,
}

/// A duty that must or must not be; what is empty means any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// Who.
    pub person: PersonId,
    /// In which round.
    pub round: Option<RoundId>,
    /// In which team.
    pub team: Option<TeamId>,
    /// In which role.
    pub seat: Option<String>,
    /// Must or never.
    pub mode: LockMode,
    /// Where in the draft it stands.
    pub row: usize,
}

/// A waiver of rank granted beforehand; what is empty means any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// For which round.
    pub round: Option<RoundId>,
    /// For which team.
    pub team: Option<TeamId>,
    /// For which role.
    pub seat: Option<String>,
    /// Who granted it.
    pub approved_by: String,
    /// When.
    pub date: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

impl Campaign {
    /// Checks a draft with the rules that ship with the library.
    ///
    /// # Errors
    /// Every fault of the draft at once.
    pub fn build(draft: Draft) -> Result<Self, Faults> {
        Self::build_with(draft, &Registry::standard())
    }

    /// Checks a draft with a registry of rules of one's own.
    ///
    /// # Errors
    /// Every fault of the draft at once.
    pub fn build_with(draft: Draft, registry: &Registry) -> Result<Self, Faults> {
        build::build(draft, registry)
    }

    /// The campaign of a changed draft, with the same registry of rules.
    ///
    /// # Errors
    /// Every fault of the changed draft at once.
    pub fn changed(&self, change: impl FnOnce(&mut Draft)) -> Result<Self, Faults> {
        let mut draft = self.draft.clone();
        change(&mut draft);
        Self::build_with(draft, &self.registry)
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its rounds.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Its ranks.
    pub fn ranks(&self) -> &Ranks {
        &self.ranks
    }

    /// Its kinds of team, in the order of the campaign file.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The kind with an id.
    pub fn kind(&self, kind: KindId) -> &Kind {
        &self.kinds[kind.index()]
    }

    /// A role of a kind.
    pub fn role(&self, kind: KindId, role: RoleId) -> &Role {
        &self.kinds[kind.index()].roles[role.index()]
    }

    /// The places.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Sending units, sorted by id.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The unit with an id.
    pub fn unit(&self, unit: UnitId) -> &Unit {
        &self.units[unit.index()]
    }

    /// The unit that has a word for its id or its name.
    pub fn find_unit(&self, word: &str) -> Option<UnitId> {
        self.units.iter().position(|unit| unit.id == word || unit.name == word).map(UnitId::at)
    }

    /// The ids and names of all units.
    pub fn unit_words(&self) -> impl Iterator<Item = &str> {
        self.units.iter().flat_map(|unit| [unit.id.as_str(), unit.name.as_str()])
    }

    /// Teams, sorted by id.
    pub fn teams(&self) -> &[Team] {
        &self.teams
    }

    /// The team with an id.
    pub fn team(&self, team: TeamId) -> &Team {
        &self.teams[team.index()]
    }

    /// People, sorted by id.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The person with an id.
    pub fn person(&self, person: PersonId) -> &Person {
        &self.people[person.index()]
    }

    /// The ids of all people.
    pub fn person_ids(&self) -> impl ExactSizeIterator<Item = PersonId> + use<> {
        (0..self.people.len()).map(PersonId::at)
    }

    /// People by id and name, the first few of them.
    pub fn names(&self, people: &[PersonId]) -> String {
        crate::listed(people.iter().map(|&person| {
            let person = self.person(person);
            format!("{} {}", person.id, person.name)
        }))
    }

    /// The cell of somebody in the table of people as it was written.
    pub(crate) fn cell_of_person(&self, person: PersonId, field: &'static str) -> Spot {
        Spot::Cell { table: Table::People, row: self.rows.people[person.index()], field }
    }

    /// The cell of a place in the table of places as it was written.
    pub(crate) fn cell_of_place(&self, place: PlaceId, field: &'static str) -> Spot {
        Spot::Cell { table: Table::Places, row: self.rows.places[place.index()], field }
    }

    /// The person whom the roster calls `id`.
    pub fn find_person(&self, id: &str) -> Option<PersonId> {
        self.people.binary_search_by(|person| person.id.as_str().cmp(id)).ok().map(PersonId::at)
    }

    /// The person with an id, or with a name that nobody else bears.
    ///
    /// # Errors
    /// What is expected in place of the word, and what may have been meant.
    pub fn person_called(&self, word: &str) -> Result<PersonId, (Text, Option<Text>)> {
        if let Some(person) = self.find_person(word) {
            return Ok(person);
        }
        let named: Vec<PersonId> = self.person_ids().filter(|&person| self.person(person).name == word).collect();
        match named[..] {
            [person] => Ok(person),
            [] => {
                let known = self.people.iter().flat_map(|person| [person.id.as_str(), person.name.as_str()]);
                let expected = text!("the id or name of a person in a roster", "须为名单中的人员编号或姓名");
                Err((expected, nearest_text(word, known)))
            }
            _ => {
                let ids: Vec<String> = named.iter().map(|&person| format!("`{}`", self.person(person).id)).collect();
                Err((text!("an id: several bear the name", "须写编号：有多人同名"), Some(Text::plain(ids.join(", ")))))
            }
        }
    }

    /// The team that the table calls `id`.
    pub fn find_team(&self, id: &str) -> Option<TeamId> {
        self.teams.binary_search_by(|team| team.id.as_str().cmp(id)).ok().map(TeamId::at)
    }

    /// The tag written `name`, if anybody bears it.
    pub fn find_tag(&self, name: &str) -> Option<TagId> {
        self.tags.binary_search_by(|tag| tag.as_str().cmp(name)).ok().map(TagId::at)
    }

    /// Tags that people bear, sorted.
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// Locks.
    pub fn locks(&self) -> &[Lock] {
        &self.locks
    }

    /// Waivers granted beforehand.
    pub fn waivers(&self) -> &[Waiver] {
        &self.waivers
    }

    /// Whether a lock speaks of a post.
    pub fn speaks_of(&self, lock: &Lock, post: &Post) -> bool {
        lock.round.is_none_or(|round| post.round == Some(round))
            && lock.team.is_none_or(|team| post.team == team)
            && lock.seat.as_ref().is_none_or(|seat| self.role(post.kind, post.role).name == *seat)
    }

    /// The waiver granted beforehand for a post, if there is one.
    pub fn waiver_for(&self, post: &Post) -> Option<&Waiver> {
        self.waivers.iter().find(|waiver| {
            waiver.round.is_none_or(|round| post.round == Some(round))
                && waiver.team.is_none_or(|team| post.team == team)
                && waiver.seat.as_ref().is_none_or(|seat| self.role(post.kind, post.role).name == *seat)
        })
    }

    /// The schedule that people know, where a change is planned.
    pub fn published(&self) -> Option<&Published> {
        self.published.as_ref()
    }

    /// The rules that are on.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The goal levels.
    pub fn goals(&self) -> &Goals {
        &self.goals
    }

    /// What a planner should know, though it stops nothing.
    pub fn warnings(&self) -> &[Fault] {
        &self.warnings
    }

    /// What was written, its tables sorted by id: the canonical form that a hash is taken of.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Whether a kind of team may draw on a person: the person's unit is of a kind it names, or the person bears a tag it names.
    pub fn draws_on(&self, kind: KindId, person: PersonId) -> bool {
        let person = self.person(person);
        let sources = &self.kind(kind).from;
        sources.is_empty()
            || sources.iter().any(|source| match source {
                Source::UnitKind(kind) => self.unit(person.unit).kind == *kind,
                Source::Tag(tag) => person.has(*tag),
            })
    }

    /// The residents' pool: people on whom some team that follows the rounds may draw.
    pub fn residents(&self) -> Vec<bool> {
        let mut kinds: Vec<KindId> =
            self.teams.iter().filter(|team| team.dates.is_none()).map(|team| team.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        self.person_ids().map(|person| kinds.iter().any(|&kind| self.draws_on(kind, person))).collect()
    }

    /// How many duties a person should have, if a rule says so.
    pub fn target(&self, person: PersonId) -> Option<i64> {
        self.rules.entries().iter().find_map(|entry| entry.rule().target(self, person))
    }

    /// Who is to stand by, if a rule says so.
    pub fn standby_asks(&self) -> Vec<crate::standby::StandbyAsk> {
        self.rules.entries().iter().flat_map(|entry| entry.rule().standby().to_vec()).collect()
    }

    /// Ranks that some rule asks of some seat, low to high.
    pub fn leading_ranks(&self) -> Vec<crate::RankId> {
        let entries = self.rules.entries().iter();
        let mut ranks: Vec<_> = entries.flat_map(|entry| entry.rule().leading_ranks()).collect();
        ranks.sort_unstable();
        ranks.dedup();
        ranks
    }

    /// The first day on which somebody may be on duty and the last.
    pub fn span(&self) -> crate::DateRange {
        self.calendar.span()
    }

    /// Whether a person is away on a day.
    pub fn is_away(&self, person: PersonId, day: NaiveDate) -> bool {
        self.person(person).away.iter().any(|absence| absence.holds(day))
    }
}
