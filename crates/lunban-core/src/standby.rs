//! Standby: people who could be called up at once for a round, because no duty of theirs stands in the way.

use std::collections::BTreeMap;

use crate::{PersonId, Post, Problem, RankId, RoundId, UnitId, View};

/// So many people are to stand by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StandbyAsk {
    /// How many in each of the rounds.
    pub people: usize,
    /// Of which rank; none: of any.
    pub rank: Option<RankId>,
    /// Of which unit; none: of any.
    pub unit: Option<UnitId>,
    /// In which rounds; none: in all.
    pub rounds: Vec<RoundId>,
}

impl StandbyAsk {
    /// Whether somebody is of the rank and the unit asked for.
    pub fn speaks_of(&self, problem: &Problem, person: PersonId) -> bool {
        let person = problem.campaign().person(person);
        self.rank.is_none_or(|rank| person.rank == rank) && self.unit.is_none_or(|unit| person.unit == unit)
    }

    /// The rounds asked for.
    pub fn rounds(&self, problem: &Problem) -> Vec<RoundId> {
        if self.rounds.is_empty() { problem.campaign().calendar().ids().collect() } else { self.rounds.clone() }
    }
}

/// Somebody who stands by for a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standby {
    /// The round.
    pub round: RoundId,
    /// The position of what asks for it.
    pub ask: usize,
    /// Who.
    pub person: PersonId,
}

/// The rounds of a problem, as somebody stands by for them.
#[derive(Clone, Debug)]
pub struct Rounds<'p> {
    problem: &'p Problem,
    /// For each round its posts.
    posts: Vec<Vec<&'p Post>>,
}

impl<'p> Rounds<'p> {
    /// Looks at the rounds of a problem.
    pub fn new(problem: &'p Problem) -> Self {
        let mut posts = vec![Vec::new(); problem.campaign().calendar().rounds().len()];
        for post in problem.posts() {
            if let Some(round) = post.round {
                posts[round.index()].push(post);
            }
        }
        Self { problem, posts }
    }

    /// Whether no hard rule bars somebody from every post of a round.
    pub fn may_serve(&self, person: PersonId, round: RoundId) -> bool {
        self.posts[round.index()].iter().any(|post| self.problem.may_hold(person, post.id))
    }

    /// Whether a duty on some dates keeps everybody from being called up for a round.
    pub fn is_kept_by(&self, dates: crate::DateRange, round: RoundId) -> bool {
        let rules = self.problem.campaign().rules();
        self.posts[round.index()].first().is_some_and(|post| rules.dates_exclude(dates, post))
    }

    /// Whether somebody could be called up for a round, beside the duties they have.
    pub fn is_free(&self, view: &View<'_>, person: PersonId, round: RoundId) -> bool {
        let duties = view.of_person(person);
        let is_full = self
            .problem
            .most_duties(person)
            .is_some_and(|most| i64::try_from(duties.len()).is_ok_and(|duties| duties >= most));
        !is_full && self.may_serve(person, round) && !duties.iter().any(|duty| self.is_kept_by(duty.span, round))
    }
}

/// Who stands by, round by round, as far as there are people: those who stood by least so far first, then those with the fewest duties, then by id. Who
/// stands by for one ask does so for every other that speaks of them.
pub fn standby(view: &View<'_>, asks: &[StandbyAsk]) -> Vec<Standby> {
    let problem = view.problem();
    let rounds = Rounds::new(problem);
    let mut times: BTreeMap<PersonId, usize> = BTreeMap::new();
    let mut all = Vec::new();
    for round in problem.campaign().calendar().ids() {
        let mut named: Vec<PersonId> = Vec::new();
        for (ask, of) in asks.iter().enumerate().filter(|(_, ask)| ask.rounds(problem).contains(&round)) {
            let able = problem.campaign().person_ids().filter(|&person| of.speaks_of(problem, person));
            let mut able: Vec<PersonId> = able.filter(|&person| rounds.is_free(view, person, round)).collect();
            able.sort_by_key(|person| {
                let so_far = times.get(person).copied().unwrap_or(0);
                (!named.contains(person), so_far, view.of_person(*person).len(), *person)
            });
            able.truncate(of.people);
            all.extend(able.iter().map(|&person| Standby { round, ask, person }));
            named.extend(able);
        }
        named.sort_unstable();
        named.dedup();
        for person in named {
            *times.entry(person).or_default() += 1;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{StandbyAsk, standby};
    use crate::View;
    use crate::testing::Tiny;

    /// Four rounds, one seat; of the first unit three people who stay within two duties and rest for a round.
    fn tiny() -> Tiny {
        let people = ["P1 A staff", "P2 A staff away=1", "P3 A bureau", "P4 B staff"];
        let tiny = Tiny::new().rounds(4, 0).people(people).team("T1 130100 city 1");
        tiny.rule("workload", "max = 2").rule("rest", "").rule("availability", "")
    }

    /// Who stands by: round, position of the ask, person.
    fn named(duties: &str, asks: &[StandbyAsk]) -> Vec<String> {
        let problem = tiny().problem();
        let schedule = Tiny::schedule(&problem, duties);
        let all = standby(&View::new(&problem, &schedule), asks);
        let id = |person| problem.campaign().person(person).id.clone();
        all.iter().map(|one| format!("r{} {} {}", one.round.number(), one.ask, id(one.person))).collect()
    }

    #[test]
    fn whoever_serves_rests_is_away_or_has_all_their_duties_does_not_stand_by() {
        let ask = StandbyAsk { people: 9, ..StandbyAsk::default() };
        let duties = "r1 T1 leader P1; r3 T1 leader P1; r2 T1 leader P4";
        let found = named(duties, &[ask]);
        assert_eq!(found, ["r1 0 P3", "r2 0 P2", "r2 0 P3", "r3 0 P2", "r3 0 P3", "r4 0 P4", "r4 0 P2", "r4 0 P3"]);
    }

    #[test]
    fn those_who_stood_by_least_come_first() {
        let ask = StandbyAsk { people: 1, ..StandbyAsk::default() };
        assert_eq!(named("", &[ask]), ["r1 0 P1", "r2 0 P2", "r3 0 P3", "r4 0 P4"]);
    }

    #[test]
    fn one_person_stands_by_for_all_that_speak_of_them() {
        let problem = tiny().problem();
        let rank = problem.campaign().ranks().find("bureau");
        let any = StandbyAsk {
            people: 1,
            rounds: problem.campaign().calendar().ids().take(1).collect(),
            ..StandbyAsk::default()
        };
        let of_rank = StandbyAsk { rank, ..any.clone() };
        assert_eq!(named("", &[of_rank, any]), ["r1 0 P3", "r1 1 P3"]);
    }
}
