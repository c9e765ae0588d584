//! Part by part: where a program is too wide to be searched, the duties of some people at a time are made as good as can be, everybody else's as
//! they are. A part is no wider than a campaign that is searched in a second.

use std::collections::BTreeMap;

use lunban_core::{Choices, Grain, PersonId, SlotId, Stated, Window};
use rayon::prelude::*;

use crate::control::Stage;
use crate::duty::{Duty, DutyProgram, Promise};
use crate::ladder::Layers;
use crate::seating::Placement;

/// Columns of a part, but for the last person's.
const COLUMNS: usize = 15_000;

/// Parts that are made better side by side.
const SIDE_BY_SIDE: usize = 2;

/// Duties made better part by part: people of one unit are in one part, or in two next to each other.
pub(crate) fn part_by_part(program: DutyProgram<'_>, promise: &Promise) -> Promise {
    let parts = parts(program);
    let mut best = promise.clone();
    for (done, parts_here) in parts.chunks(SIDE_BY_SIDE).enumerate() {
        if program.work.control.is_over() {
            break;
        }
        program.work.control.note(Stage::Duty, done * SIDE_BY_SIDE, parts.len());
        let placed = program.holders(&best.held);
        let better: Vec<Option<Placement>> =
            parts_here.par_iter().map(|people| Part::new(program, people, &placed).better()).collect();
        for (people, better) in parts_here.iter().zip(better) {
            let Some(better) = better else { continue };
            // Those side by side knew nothing of one another.
            let next = with(program.stated, &best.held, people, &better);
            best = program.promise_of(next).filter(|next| next.levels < best.levels).unwrap_or(best);
        }
    }
    best
}

/// People in order of their units, cut where a part has columns enough.
fn parts(program: DutyProgram<'_>) -> Vec<Vec<PersonId>> {
    let campaign = program.work.problem.campaign();
    let mut columns: BTreeMap<PersonId, usize> = BTreeMap::new();
    for holding in &program.stated.holdings {
        *columns.entry(holding.person).or_default() += 1;
    }
    let mut people: Vec<(PersonId, usize)> = columns.into_iter().collect();
    people.sort_by_key(|&(person, _)| (campaign.person(person).unit, person));
    let mut parts = vec![Vec::new()];
    let mut wide = 0;
    for (person, columns) in people {
        if wide >= COLUMNS {
            parts.push(Vec::new());
            wide = 0;
        }
        wide += columns;
        if let Some(part) = parts.last_mut() {
            part.push(person);
        }
    }
    for people in &mut parts {
        people.sort_unstable();
    }
    parts
}

/// The same holdings, but for those of some people.
fn with(stated: &Stated, held: &[usize], people: &[PersonId], placed: &[(PersonId, SlotId)]) -> Vec<usize> {
    let of_others = |&position: &usize| people.binary_search(&stated.holdings[position].person).is_err();
    let is_placed = |position: &usize| {
        let holding = stated.holdings[*position];
        placed.binary_search(&(holding.person, holding.slot)).is_ok()
    };
    let mut next: Vec<usize> = held.iter().copied().filter(of_others).collect();
    next.extend((0..stated.holdings.len()).filter(is_placed));
    next.sort_unstable();
    next
}

/// The program of some people, and what they hold.
struct Part<'w> {
    program: DutyProgram<'w>,
    stated: Stated,
    held: Vec<usize>,
}

impl<'w> Part<'w> {
    fn new(program: DutyProgram<'w>, people: &[PersonId], placed: &[(PersonId, SlotId)]) -> Self {
        let (problem, pools) = (program.work.problem, &program.work.pools);
        let (mut here, fixed): (Placement, Placement) =
            placed.iter().partition(|(person, _)| people.binary_search(person).is_ok());
        here.sort_unstable();
        let choices = Choices { fixed, ..Choices::pooled_of(problem, pools, people.iter().copied()) };
        let stated = Window::new(problem, pools, Grain::Class, &choices).state();
        let is_held = |position: &usize| {
            let holding = stated.holdings[*position];
            here.binary_search(&(holding.person, holding.slot)).is_ok()
        };
        let held = (0..stated.holdings.len()).filter(is_held).collect();
        Self { program, stated, held }
    }

    /// What they hold at best, if that is better.
    fn better(&self) -> Option<Placement> {
        let work = self.program.work;
        let objectives = work.objectives(&self.stated);
        let layers = Layers::new(&self.stated, &objectives);
        let program = DutyProgram { work, stated: &self.stated, layers: &layers, objectives: &objectives };
        let held = program.promise_of(self.held.clone())?;
        let best = Duty::of_part(program).improve(held.clone());
        let mut placed = program.holders(&best.held);
        placed.sort_unstable();
        (best.levels < held.levels).then_some(placed)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use lunban_core::{Campaign, Problem, Window};
    use lunban_generate::{SHIPPED_SEED, Shape, generate};

    use super::{part_by_part, parts};
    use crate::duty::DutyProgram;
    use crate::ladder::Layers;
    use crate::options::Options;
    use crate::road::Work;

    #[test]
    fn duties_get_better_part_by_part_and_are_worth_what_they_promise() {
        let problem = Problem::new(Campaign::build(generate(Shape::Jjj, SHIPPED_SEED).draft).unwrap());
        let work = Work::new(&problem, &Options::default()).unwrap();
        let stated = Window::duty(&problem, &work.pools).state();
        let objectives = work.objectives(&stated);
        let layers = Layers::new(&stated, &objectives);
        let program = DutyProgram { work: &work, stated: &stated, layers: &layers, objectives: &objectives };

        let parts = parts(program);
        let people: Vec<_> = parts.iter().flatten().collect();
        let holders: BTreeSet<_> = stated.holdings.iter().map(|holding| holding.person).collect();
        assert!(parts.len() > 1, "wide enough for several parts");
        assert_eq!(people.len(), holders.len());
        assert_eq!(people.into_iter().copied().collect::<BTreeSet<_>>(), holders);

        let first = program.first().expect("exchanges fill every seat");
        let better = part_by_part(program, &first);
        assert!(better.levels < first.levels, "{:?} after {:?}", better.levels, first.levels);
        let counted = program.promise_of(better.held).expect("parts together break no rule");
        assert_eq!(counted.levels, better.levels);
    }
}
