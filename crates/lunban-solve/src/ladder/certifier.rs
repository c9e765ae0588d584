//! Bounds of levels whose values are known; and for the first that misses its bound, values that meet it.
//!
//! Values come from elsewhere, mostly from exchanges. What they miss is mostly little, and the prices that bound a level leave few columns
//! free: a search among those, with most people where they are, is short.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use lunban_core::{PersonId, Stated, Sum};
use rayon::prelude::*;

use super::held::Held;
use super::{Climber, Failure, Ladder, Rung};
use crate::Proof;
use crate::bound::PricedBound;
use crate::seam::Effort;

/// Nodes of a search for values that meet a bound: what is found is found early.
const NODES: u32 = 500;

/// One of so many people is free in a search, beside those who hold what prices rule out: few first, everybody last.
const FREED: [u64; 4] = [8, 4, 2, 1];

/// Levels proven so far, first to last, and what bounds the one after them if that is known.
pub(crate) struct Certifier<'a> {
    ladder: Ladder<'a>,
    objectives: &'a [Sum],
    proven: Vec<Rung>,
    missed: Option<Bound>,
}

/// A bound of a level, and the prices that give it.
#[derive(Clone, Debug)]
struct Bound {
    rung: Rung,
    prices: Option<PricedBound>,
}

impl<'a> Certifier<'a> {
    /// Nothing proven yet.
    pub(crate) fn new(stated: &'a Stated, objectives: &'a [Sum], climber: Climber<'a>) -> Self {
        Self { ladder: Ladder::new(stated, climber), objectives, proven: Vec::new(), missed: None }
    }

    /// How many levels are proven.
    pub(crate) fn proven(&self) -> usize {
        self.proven.len()
    }

    /// Proves the levels above the last one after another and holds each at the value reached, up to the first that misses its bound.
    pub(crate) fn prove(&mut self, reached: &[i64]) {
        let above = self.objectives.len().saturating_sub(1);
        if let Some(missed) = self.missed.take()
            && !self.meets(reached, missed)
        {
            return;
        }
        self.prove_cheaply(reached, above);
        for bound in self.side_by_side(reached, self.proven()..above) {
            if !self.meets(reached, bound) {
                return;
            }
        }
    }

    /// Bounds of all levels, each with the values reached held above it.
    pub(crate) fn bounds(&self, reached: &[i64]) -> Vec<Rung> {
        let known = self.proven.iter().copied().chain(self.missed.as_ref().map(|missed| missed.rung));
        let mut rungs: Vec<Rung> = known.collect();
        while rungs.len() < self.objectives.len() {
            for bound in self.side_by_side(reached, rungs.len()..self.objectives.len()) {
                self.tell(rungs.len(), reached, &bound);
                rungs.push(bound.rung);
            }
        }
        rungs
    }

    /// Holds the first level not proven if it meets this bound; else it is the one missed.
    fn meets(&mut self, reached: &[i64], bound: Bound) -> bool {
        let value = reached[self.proven()];
        self.tell(self.proven(), reached, &bound);
        if value > bound.rung.bound {
            self.missed = Some(bound);
            return false;
        }
        let (objective, held) = (&self.objectives[self.proven()], &mut self.ladder.held);
        if let Some(prices) = &bound.prices {
            prices.narrow(value - objective.constant(), &mut held.lower, &mut held.upper);
        }
        held.hold(objective, value, bound.rung.proof == Proof::Prices);
        self.proven.push(bound.rung);
        true
    }

    fn tell(&self, level: usize, reached: &[i64], bound: &Bound) {
        self.ladder.climber.tell(level, self.objectives.len(), Some(reached[level]), bound.rung.bound);
    }

    /// The bounds of some levels, up to the first that is missed: side by side, for each needs only the values above it.
    fn side_by_side(&self, reached: &[i64], levels: Range<usize>) -> Vec<Bound> {
        let mut held = self.ladder.held.clone();
        let mut ladders = Vec::new();
        for (level, objective) in self.objectives.iter().enumerate().take(levels.end).skip(self.proven()) {
            if levels.contains(&level) {
                let ladder = Ladder { held: held.clone(), ..Ladder::new(self.ladder.stated, self.ladder.climber) };
                ladders.push((level, ladder));
            }
            held.hold(objective, reached[level], false);
        }
        let missed = AtomicUsize::new(usize::MAX);
        let bound = |(level, mut ladder): (usize, Ladder<'_>)| {
            if missed.load(Ordering::Relaxed) < level {
                return None;
            }
            let bound = ladder.priced(&self.objectives[level], reached[level]);
            if bound.rung.bound < reached[level] {
                missed.fetch_min(level, Ordering::Relaxed);
            }
            Some((level, bound))
        };
        let bounds: Vec<_> = ladders.into_par_iter().with_max_len(1).map(bound).collect();
        let missed = missed.into_inner();
        bounds.into_iter().flatten().filter(|(level, _)| *level <= missed).map(|(_, bound)| bound).collect()
    }

    /// Proves one level after another as far as lumped prices do: they cost next to nothing.
    fn prove_cheaply(&mut self, reached: &[i64], above: usize) {
        while let Some(objective) = self.objectives[..above].get(self.proven()) {
            let value = reached[self.proven()];
            let bound = self.ladder.lumped(objective, value);
            if bound.rung.bound < value || !self.meets(reached, bound) {
                return;
            }
        }
    }

    /// Values that meet the bound of the level missed, near what is held if that is enough. Where there are none, the bound is raised, up
    /// to the value reached.
    pub(crate) fn search(&mut self, reached: &[i64], held: &[usize]) -> Option<Vec<i64>> {
        let objective = self.objectives.get(self.proven())?;
        let value = reached[self.proven()];
        let mut missed = self.missed.take()?;
        let mut found = None;
        while missed.rung.bound < value && found.is_none() {
            match self.meet(objective, &missed, held) {
                Err(Failure::Infeasible) => missed.rung = missed.rung.searched(missed.rung.bound + 1),
                Ok(Some(values)) => found = Some(values),
                _ => break,
            }
        }
        self.missed = Some(missed);
        found
    }

    /// The greatest values of columns at which the level missed can meet its bound, as far as prices tell.
    pub(crate) fn narrowed(&self) -> Vec<i64> {
        let missed = self.missed.as_ref().zip(self.objectives.get(self.proven()));
        missed.map_or_else(|| self.ladder.held.clone(), |(missed, objective)| self.within(objective, missed)).upper
    }

    /// Columns as prices allow them where a level is to meet its bound.
    fn within(&self, objective: &Sum, missed: &Bound) -> Held {
        let mut narrowed = self.ladder.held.clone();
        if let Some(prices) = &missed.prices {
            let spent = missed.rung.bound - objective.constant();
            prices.narrow(spent, &mut narrowed.lower, &mut narrowed.upper);
        }
        narrowed
    }

    /// Values that meet a bound, if a short search finds some; only where everybody was free it is known that there are none.
    fn meet(&mut self, objective: &Sum, missed: &Bound, positions: &[usize]) -> Result<Option<Vec<i64>>, Failure> {
        let open = self.ladder.held.clone();
        let mut narrowed = self.within(objective, missed);
        narrowed.hold(objective, missed.rung.bound, false);
        let found = self.ladder.search_near(&narrowed, positions, None);
        self.ladder.held = open;
        found
    }
}

/// Values that reach the first levels' bounds near some holdings, if a short search finds them; whoever holds what costs on the last of
/// these levels is free.
pub(crate) fn near_bounds(
    stated: &Stated,
    objectives: &[Sum],
    bounds: &[i64],
    positions: &[usize],
    climber: Climber<'_>,
) -> Option<Vec<i64>> {
    let mut ladder = Ladder::new(stated, climber);
    let mut held = ladder.held.clone();
    for (objective, &bound) in objectives.iter().zip(bounds) {
        held.hold(objective, bound, false);
    }
    ladder.search_near(&held, positions, objectives.get(bounds.len().checked_sub(1)?)).ok().flatten()
}

/// Columns held as they are but for one of `freed` people, and for everybody who cannot keep what they hold or pays for it.
fn near(stated: &Stated, narrowed: &Held, positions: &[usize], cost: Option<&Sum>, freed: u64) -> Held {
    let mut held = narrowed.clone();
    let mut value = vec![0; held.lower.len()];
    for column in positions.iter().filter_map(|&position| stated.holdings[position].column) {
        value[column.index()] = 1;
    }
    let columns = || stated.holdings.iter().filter_map(|holding| Some((holding.person, holding.column?.index())));
    let costs = cost.into_iter().flat_map(Sum::terms).filter(|(_, factor)| *factor > 0);
    let dear: BTreeSet<usize> = costs.map(|(column, _)| column.index()).collect();
    let is_free = |column: usize| {
        let may_stay = (narrowed.lower[column]..=narrowed.upper[column]).contains(&value[column]);
        !may_stay || (value[column] == 1 && dear.contains(&column))
    };
    let freed_too: BTreeSet<PersonId> =
        columns().filter(|&(_, column)| is_free(column)).map(|(person, _)| person).collect();
    for (_, column) in columns().filter(|&(person, _)| !is_drawn(person, freed) && !freed_too.contains(&person)) {
        (held.lower[column], held.upper[column]) = (value[column], value[column]);
    }
    held
}

/// Whether a person is one of so many, scattered over the list.
fn is_drawn(person: PersonId, of: u64) -> bool {
    let scattered = u64::try_from(person.index()).unwrap_or(u64::MAX).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
    scattered.is_multiple_of(of)
}

impl Ladder<'_> {
    /// Values within narrowed columns, near some holdings if that is enough; only where everybody was free it is known that there are none.
    fn search_near(
        &mut self,
        narrowed: &Held,
        positions: &[usize],
        cost: Option<&Sum>,
    ) -> Result<Option<Vec<i64>>, Failure> {
        let mut found = Ok(None);
        for freed in FREED {
            self.held = near(self.stated, narrowed, positions, cost, freed);
            self.best = None;
            let effort = Effort { nodes: Some(NODES), ..Effort::default() };
            found = self.search(&Sum::default(), effort).map(|_| self.best.take());
            // With people held where they are, that there is nothing says nothing of the others.
            if freed > 1 && matches!(found, Err(Failure::Infeasible)) {
                found = Ok(None);
            }
            if matches!(found, Ok(Some(_)) | Err(Failure::Fault(_))) || self.climber.control.is_over() {
                break;
            }
        }
        found
    }

    /// The bound of a level whose value is known, from prices of the program itself where lumped ones do not reach it.
    fn priced(&mut self, objective: &Sum, value: i64) -> Bound {
        let lumped = self.lumped(objective, value);
        if lumped.rung.bound >= value || self.climber.control.is_over() {
            return lumped;
        }
        let prices = self.relax(objective).ok().flatten();
        self.bound(objective, prices)
    }

    /// The bound that lumped prices give a level whose value is known.
    fn lumped(&self, objective: &Sum, value: i64) -> Bound {
        let is_open = self.held.least(objective) < value && !self.climber.control.is_over();
        self.bound(objective, if is_open { self.lump(objective) } else { None })
    }

    fn bound(&self, objective: &Sum, prices: Option<PricedBound>) -> Bound {
        let least = self.held.least(objective);
        let rung = |prices: &PricedBound| Rung::priced(least, prices.whole().saturating_add(objective.constant()));
        let rung = prices.as_ref().map_or(Rung { bound: least, proof: Proof::Counting }, rung);
        Bound { rung, prices }
    }
}
