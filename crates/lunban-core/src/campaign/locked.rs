//! Locks by person, and the same campaign with more of them.

use super::{Campaign, Lock};
use crate::{Fault, Faults, LockDraft, PersonId, Registry, Spot, Table};

impl Campaign {
    /// The locks of a person.
    pub fn locks_of(&self, person: PersonId) -> &[Lock] {
        // Their rows are sorted by the ids of people, and so are people.
        let first = self.locks.partition_point(|lock| lock.person < person);
        let rest = &self.locks[first..];
        &rest[..rest.partition_point(|lock| lock.person == person)]
    }

    /// The same campaign with more locks.
    ///
    /// # Errors
    /// Every fault that comes of them. Where one speaks of a row of locks, those that were there keep their rows of the draft they came
    /// from, and `more` are counted on from [`Campaign::rows_of_locks`].
    pub fn with_locks(&self, more: Vec<LockDraft>, registry: &Registry) -> Result<Self, Faults> {
        let mut draft = self.draft.clone();
        draft.locks.extend(more);
        let first = self.rows_of_locks();
        let known = self.locks.len();
        let row = |row: usize| self.locks.get(row).map_or_else(|| first + row - known, |lock| lock.row);
        let spot = |spot: Spot| match spot {
            Spot::Cell { table: Table::Locks, row: position, field } => {
                Spot::Cell { table: Table::Locks, row: row(position), field }
            }
            other => other,
        };
        let fault = |fault: Fault| Fault { spot: spot(fault.spot), also: fault.also.map(spot), ..fault };
        Self::build_with(draft, registry).map_err(|faults| Faults(faults.0.into_iter().map(fault).collect()))
    }

    /// So many rows the table of locks had in the draft.
    pub fn rows_of_locks(&self) -> usize {
        self.locks.iter().map(|lock| lock.row + 1).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Tiny;
    use crate::{LockMode, Problem};

    fn must(person: &str, round: u32, team: &str) -> LockDraft {
        let seat = Some("leader".to_owned());
        LockDraft {
            person: person.to_owned(),
            round: Some(round),
            team: Some(team.to_owned()),
            seat,
            mode: LockMode::Must,
        }
    }

    fn tiny() -> Problem {
        Tiny::busy().rule("locks", "").lock("P2 r1 T1 leader must").lock("P1 r2 never").problem()
    }

    #[test]
    fn locks_are_found_by_person() {
        let problem = tiny();
        let campaign = problem.campaign();
        for person in campaign.person_ids() {
            let expected: Vec<&Lock> = campaign.locks().iter().filter(|lock| lock.person == person).collect();
            assert_eq!(campaign.locks_of(person).iter().collect::<Vec<_>>(), expected);
        }
        assert_eq!(campaign.locks_of(PersonId::at(1)).len(), 1);
    }

    #[test]
    fn more_locks_stand_beside_those_that_were_there() {
        let problem = tiny();
        let more = problem.campaign().with_locks(vec![must("P2", 1, "T1"), must("P3", 2, "T2")], &Registry::standard());
        let people: Vec<usize> = more.unwrap().locks().iter().map(|lock| lock.person.index()).collect();
        assert_eq!(people, [0, 1, 1, 2]);
    }

    #[test]
    fn faults_tell_their_rows_from_those_that_were_there() {
        let problem = tiny();
        let more = vec![must("P4", 2, "T1"), must("P4", 1, "T1")];
        let Faults(faults) = problem.campaign().with_locks(more, &Registry::standard()).unwrap_err();
        let row = |spot: &Spot| match spot {
            Spot::Cell { table: Table::Locks, row, .. } => *row,
            other => panic!("{other}"),
        };
        let rows: Vec<(&str, usize, Option<usize>)> =
            faults.iter().map(|fault| (fault.code, row(&fault.spot), fault.also.as_ref().map(row))).collect();
        // The first of those that were there has its seat; the second of the new ones wants it.
        assert!(rows.contains(&("lock-against-lock", 3, Some(0))), "{rows:?}");
    }
}
