//! What everybody carries, and the sums over units and ranks: what fairness is read from.

use std::collections::BTreeMap;

use lunban_core::rules::distance_km;
use lunban_core::{PersonId, Problem, RankId, UnitId};

use super::lines::Line;

/// What one person or a group of people carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Load {
    /// People who may hold some post, or do hold one.
    pub(super) people: usize,
    /// Those of them without any duty.
    pub(super) idle: usize,
    /// Duties.
    pub(super) duties: usize,
    /// How many duties they should have, where a rule says so.
    pub(super) target: Option<i64>,
    /// Duties in heavy rounds.
    pub(super) heavy: usize,
    /// Great-circle km from base to city of duty, one way, summed.
    pub(super) km: i64,
}

impl Load {
    /// Puts another load on top.
    pub(super) fn add(&mut self, other: &Self) {
        self.people += other.people;
        self.idle += other.idle;
        self.duties += other.duties;
        self.target = self.target.map_or(other.target, |target| Some(target + other.target.unwrap_or(0)));
        self.heavy += other.heavy;
        self.km += other.km;
    }

    /// The load of a duty alone, beside whoever carries it.
    fn add_duty(&mut self, line: &Line<'_>, km: i64) {
        self.duties += 1;
        self.heavy += usize::from(line.is_heavy());
        self.km += km;
        self.idle = 0;
    }
}

/// The load of everybody who may serve, or does.
#[derive(Debug)]
pub(super) struct Ledger<'a> {
    problem: &'a Problem,
    people: BTreeMap<PersonId, Load>,
}

impl<'a> Ledger<'a> {
    /// The ledger of a schedule.
    pub(super) fn of(problem: &'a Problem, lines: &[Line<'_>]) -> Self {
        let campaign = problem.campaign();
        let fresh = |person| Load { people: 1, idle: 1, target: campaign.target(person), ..Load::default() };
        let may_serve = |person: &PersonId| problem.posts().iter().any(|post| problem.may_hold(*person, post.id));
        let able = campaign.person_ids().filter(may_serve);
        let mut people: BTreeMap<PersonId, Load> = able.map(|person| (person, fresh(person))).collect();
        for (line, person) in lines.iter().filter_map(|line| Some((line, line.holder?))) {
            let base = campaign.person(person).base;
            let km = base.map_or(0, |base| distance_km(campaign.places(), base, line.post.city));
            people.entry(person).or_insert_with(|| fresh(person)).add_duty(line, km);
        }
        Self { problem, people }
    }

    /// Person by person.
    pub(super) fn people(&self) -> &BTreeMap<PersonId, Load> {
        &self.people
    }

    /// All together.
    pub(super) fn all(&self) -> Load {
        self.summed(|_| ()).into_values().next().unwrap_or_default()
    }

    /// Unit by unit.
    pub(super) fn units(&self) -> BTreeMap<UnitId, Load> {
        self.summed(|person| self.problem.campaign().person(person).unit)
    }

    /// Rank by rank, low to high.
    pub(super) fn ranks(&self) -> BTreeMap<RankId, Load> {
        self.summed(|person| self.problem.campaign().person(person).rank)
    }

    fn summed<K: Ord>(&self, key: impl Fn(PersonId) -> K) -> BTreeMap<K, Load> {
        let mut sums: BTreeMap<K, Load> = BTreeMap::new();
        for (&person, load) in &self.people {
            sums.entry(key(person)).or_default().add(load);
        }
        sums
    }
}
