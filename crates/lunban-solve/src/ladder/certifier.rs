//! Bounds of levels whose values are known; and for the first that misses its bound, values that meet it.
//!
//! Values come from elsewhere, mostly from exchanges. What they miss is mostly little, and the prices that bound a level leave few columns
//! free: a search among those, with most people where they are, is short.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use lunban_core::{ColumnId, PersonId, Row, Stated, Sum};
use rayon::prelude::*;

use super::held::Held;
use super::{Climber, Failure, Ladder, Layers, Rung};
use crate::Proof;
use crate::bound::PricedBound;
use crate::control::{Control, StopToken};
use crate::first_order;
use crate::seam::{Effort, Task};

/// Nodes of a search for values that meet a bound: what is found is found early, and where everybody was free it is known that there are none.
const NODES: u32 = 500;

/// Nodes of a search for a seating: it may be that there is none.
const SEATING_NODES: u32 = 50;

/// More columns are not free in a search of a wide program.
const WIDE_COLUMNS: usize = 120_000;

/// So many thousandths beyond what may be hoped for, a wide program is not searched for more.
const NEAR_ENOUGH: i64 = 5;

/// Where a search of a wide program does not meet a bound, it may come to so many thousandths more.
const ENOUGH: i64 = 3;

/// How far a search near some holdings goes.
#[derive(Clone, Copy, Debug)]
struct Reach {
    nodes: u32,
    /// People beside those who must move are free only up to so many columns.
    columns: usize,
}

/// One of so many people is free in a search, beside those whom the nearest fractions move: nobody first, everybody last.
const FREED: [Option<u64>; 5] = [None, Some(8), Some(4), Some(2), Some(1)];

/// Fractions are taken to differ from a whole number by no less.
const DIFFERENT: f64 = 1e-6;

/// Fractions on their way that differ by more will go farther.
const MOVED: f64 = 0.03;

/// Levels proven so far, first to last, and bounds of those after them as far as they are known.
pub(crate) struct Certifier<'a> {
    ladder: Ladder<'a>,
    layers: &'a Layers<'a>,
    objectives: &'a [Sum],
    proven: Vec<Rung>,
    /// Bounds of the level that misses its own and of some after it, each with the bounds before it held: what may be hoped for.
    hoped: VecDeque<Bound>,
}

/// A bound of a level, and the prices that give it.
#[derive(Clone, Debug)]
struct Bound {
    rung: Rung,
    prices: Option<PricedBound>,
}

impl<'a> Certifier<'a> {
    /// Nothing proven yet.
    pub(crate) fn new(stated: &'a Stated, layers: &'a Layers<'a>, objectives: &'a [Sum], climber: Climber<'a>) -> Self {
        Self { ladder: Ladder::new(stated, climber), layers, objectives, proven: Vec::new(), hoped: VecDeque::new() }
    }

    /// How many levels are proven.
    pub(crate) fn proven(&self) -> usize {
        self.proven.len()
    }

    /// Proves the levels above the last one after another and holds each at the value reached, up to the first that misses its bound.
    pub(crate) fn prove(&mut self, reached: &[i64]) {
        let above = self.objectives.len().saturating_sub(1);
        while let Some(bound) = self.hoped.pop_front() {
            if !self.meets(reached, bound) {
                return;
            }
        }
        self.prove_cheaply(reached, above);
        for bound in self.side_by_side(reached, self.proven()..above) {
            if !self.meets(reached, bound) {
                return;
            }
        }
    }

    /// Bounds of all levels, each with the values reached held above it; what the last one comes to need not be known.
    pub(crate) fn bounds(&self, reached: &[i64]) -> Vec<Rung> {
        let known = self.proven.iter().copied().chain(self.hoped.front().map(|missed| missed.rung));
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
            self.hoped.push_front(bound);
            return false;
        }
        bound.hold(&self.objectives[self.proven()], value, &mut self.ladder.held);
        self.proven.push(bound.rung);
        true
    }

    fn tell(&self, level: usize, reached: &[i64], bound: &Bound) {
        self.ladder.climber.tell(level, self.objectives.len(), reached.get(level).copied(), bound.rung.bound);
    }

    /// The bounds of some levels, up to the first that is missed: side by side, for each needs only the values above it. Once one is missed
    /// nobody waits for those after it.
    fn side_by_side(&self, reached: &[i64], levels: Range<usize>) -> Vec<Bound> {
        let climber = self.ladder.climber;
        let stops: Vec<StopToken> = levels.clone().map(|_| StopToken::default()).collect();
        let controls: Vec<Control> = stops.iter().map(|stop| climber.control.until(stop)).collect();
        let mut held = self.ladder.held.clone();
        let mut ladders = Vec::new();
        for (level, objective) in self.objectives.iter().enumerate().take(levels.end).skip(self.proven()) {
            if let Some(place) = level.checked_sub(levels.start) {
                let climber = Climber { control: &controls[place], ..climber };
                let ladder = Ladder { held: held.clone(), ..Ladder::new(self.layers.of(level), climber) };
                ladders.push((level, ladder));
            }
            if let Some(&value) = reached.get(level) {
                held.hold(objective, value);
            }
        }
        let bound = |(level, mut ladder): (usize, Ladder<'_>)| {
            if stops[level - levels.start].is_stopped() {
                return None;
            }
            let value = value(reached, level);
            let bound = ladder.priced(&self.objectives[level], value);
            if bound.rung.bound < value {
                stops[level - levels.start + 1..].iter().for_each(StopToken::stop);
            }
            Some(bound)
        };
        let bounds: Vec<Option<Bound>> = if self.is_wide() {
            ladders.into_iter().map(bound).collect()
        } else {
            ladders.into_par_iter().with_max_len(1).map(bound).collect()
        };
        let is_kept = |(bound, stop): &(Option<Bound>, &StopToken)| bound.is_some() && !stop.is_stopped();
        bounds.into_iter().zip(&stops).take_while(is_kept).filter_map(|(bound, _)| bound).collect()
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

    /// Holdings that meet what may be hoped for, or at least the bound of the level missed, near what is held if that is enough. Where there are
    /// none that meet that bound, it is raised, up to the value reached.
    pub(crate) fn search(&mut self, reached: &[i64], held: &[usize]) -> Option<Vec<usize>> {
        self.hope(reached);
        if self.is_wide() {
            let found = [0, ENOUGH].into_iter().find_map(|beyond| self.meet(held, beyond).ok().flatten());
            return found.or_else(|| {
                self.hoped.truncate(1);
                self.meet(held, 0).ok().flatten()
            });
        }
        if self.hoped.len() > 1
            && let Some(found) = self.meet(held, 0).ok().flatten()
        {
            return Some(found);
        }
        self.hoped.truncate(1);
        let value = *reached.get(self.proven())?;
        for _ in 0..self.ladder.climber.control.looks(usize::MAX) {
            if self.hoped.front()?.rung.bound >= value {
                break;
            }
            match self.meet(held, 0) {
                Err(Failure::Infeasible) => {
                    let missed = self.hoped.front_mut()?;
                    missed.rung = missed.rung.searched(missed.rung.bound + 1);
                }
                found => return found.ok().flatten(),
            }
        }
        None
    }

    /// Whether the program is so wide that searches look at parts of it only.
    fn is_wide(&self) -> bool {
        first_order::is_wide(self.ladder.held.lower.len())
    }

    /// The greatest values of columns at which all that may be hoped for can be met, as far as prices tell.
    pub(crate) fn narrowed(&mut self, reached: &[i64]) -> Vec<i64> {
        self.hope(reached);
        self.hopeful(0).upper
    }

    /// Whether what is proven and all that may be hoped for after it is met.
    pub(crate) fn meets_hopes(&self, reached: &[i64]) -> bool {
        self.meets_within(reached, 0)
    }

    /// The same, or next to it.
    pub(crate) fn nearly_meets_hopes(&self, reached: &[i64]) -> bool {
        self.meets_within(reached, NEAR_ENOUGH)
    }

    fn meets_within(&self, reached: &[i64], thousandths: i64) -> bool {
        let bounds = self.proven.iter().chain(self.hoped.iter().map(|hoped| &hoped.rung)).map(|rung| rung.bound);
        reached.iter().zip(bounds).all(|(value, bound)| *value <= bound + bound.max(0) * thousandths / 1000)
    }

    /// Bounds of the levels after the one missed, but for the last one: each with the bounds before it held.
    fn hope(&mut self, reached: &[i64]) {
        let above = self.objectives.len().saturating_sub(1);
        while !self.hoped.is_empty()
            && self.proven() + self.hoped.len() < above
            && !self.ladder.climber.control.is_over()
        {
            let level = self.proven() + self.hoped.len();
            let mut ladder = Ladder { held: self.hopeful(0), ..self.layer(level) };
            let objective = &self.objectives[level];
            // Where a level is at the least that it can be at all, that is what is hoped for.
            let is_least = reached.get(level).is_some_and(|&value| value <= ladder.held.least(objective));
            let greatest = ladder.held.greatest(objective);
            let hoped = if is_least {
                ladder.bound(objective, None)
            } else {
                ladder.priced(objective, greatest.saturating_add(1))
            };
            if hoped.rung.bound > greatest {
                // Nothing meets all that is hoped for so far: the last of it was one too low at least.
                if let Some(last) = self.hoped.back_mut() {
                    last.rung = Rung { bound: last.rung.bound + 1, proof: Proof::Prices };
                }
                return;
            }
            self.hoped.push_back(hoped);
        }
    }

    /// The program as a level needs it, nothing held.
    fn layer(&self, level: usize) -> Ladder<'a> {
        Ladder::new(self.layers.of(level), self.ladder.climber)
    }

    /// Columns as prices allow them where the levels hoped for meet their bounds, or go so many thousandths beyond, and that as rows.
    fn hopeful(&self, beyond: i64) -> Held {
        let mut held = self.ladder.held.clone();
        for (bound, objective) in self.hoped.iter().zip(&self.objectives[self.proven()..]) {
            let value = bound.rung.bound;
            bound.hold(objective, value + value.max(0) * beyond / 1000, &mut held);
        }
        held
    }

    /// Holdings that meet all that is hoped for, or go so many thousandths beyond, if a short search finds some; only where everybody was free it is
    /// known that there are none.
    fn meet(&self, positions: &[usize], beyond: i64) -> Result<Option<Vec<usize>>, Failure> {
        let mut ladder = self.layer(self.proven() + self.hoped.len() - 1);
        let columns = if self.is_wide() { WIDE_COLUMNS } else { usize::MAX };
        let found = ladder.search_near(&self.hopeful(beyond), positions, Reach { nodes: NODES, columns })?;
        Ok(found.map(|values| ladder.stated.on(&values)))
    }
}

impl Bound {
    /// Holds a level at a value no less than its bound: by narrowed columns as far as prices go.
    fn hold(&self, objective: &Sum, value: i64, held: &mut Held) {
        if let Some(prices) = &self.prices {
            prices.narrow(value - objective.constant(), &mut held.lower, &mut held.upper);
        }
        held.hold(objective, value);
    }
}

/// Values that reach the first levels' bounds near some holdings, if a short search finds them. People beside those who must move are free only up
/// to so many columns.
pub(crate) fn near_bounds(
    stated: &Stated,
    objectives: &[Sum],
    bounds: &[i64],
    positions: &[usize],
    columns: usize,
    climber: Climber<'_>,
) -> Option<Vec<i64>> {
    let mut ladder = Ladder::new(stated, climber);
    let mut held = ladder.held.clone();
    for (objective, &bound) in objectives.iter().zip(bounds) {
        let task = held.whole(&stated.program, objective, Effort::default());
        let priced = PricedBound::new(&task, &cheapest(&task));
        priced.narrow(bound - objective.constant(), &mut held.lower, &mut held.upper);
        // Where everybody must have the cheapest that they may have, no row is needed to say so.
        if priced.whole() < bound - objective.constant() {
            held.hold(objective, bound);
        }
    }
    ladder.search_near(&held, positions, Reach { nodes: SEATING_NODES, columns }).ok().flatten()
}

/// The price of each row of which exactly one column is 1: what the cheapest of them costs.
fn cheapest(task: &Task<'_>) -> Vec<f64> {
    let costs: BTreeMap<ColumnId, i64> = task.objective.iter().copied().collect();
    let cost = |&(column, factor): &(ColumnId, i64)| {
        let is_free = factor == 1 && task.upper[column.index()] > 0;
        is_free.then(|| costs.get(&column).copied().unwrap_or(0))
    };
    let is_one =
        |row: &Row| (row.lower, row.upper) == (Some(1), Some(1)) && row.terms.iter().all(|(_, factor)| *factor == 1);
    let price = |row: &Row| if is_one(row) { row.terms.iter().filter_map(cost).min().unwrap_or(0) } else { 0 };
    task.rows().map(|row| price(row) as f64).collect()
}

/// What a level comes to; where that is not known, more than any bound.
fn value(reached: &[i64], level: usize) -> i64 {
    reached.get(level).copied().unwrap_or(i64::MAX)
}

/// Whether a person is one of so many, scattered over the list.
fn is_drawn(person: PersonId, of: u64) -> bool {
    let scattered = u64::try_from(person.index()).unwrap_or(u64::MAX).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
    scattered.is_multiple_of(of)
}

/// Some holdings, and how far values are from them.
struct Near<'a> {
    stated: &'a Stated,
    /// The value of each column that is a holding.
    values: BTreeMap<ColumnId, i64>,
}

impl<'a> Near<'a> {
    fn new(stated: &'a Stated, positions: &[usize]) -> Self {
        let mut values: BTreeMap<ColumnId, i64> =
            stated.holdings.iter().filter_map(|holding| Some((holding.column?, 0))).collect();
        values.extend(positions.iter().filter_map(|&position| Some((stated.holdings[position].column?, 1))));
        Self { stated, values }
    }

    /// How many columns differ, but for a constant.
    fn distance(&self) -> Sum {
        let mut distance = Sum::default();
        for (&column, &value) in &self.values {
            distance.add_column(column, 1 - 2 * value);
        }
        distance
    }

    /// Values of all columns to begin with: the holdings, and for others the least.
    fn start(&self, held: &Held) -> Vec<i64> {
        let mut start = held.lower.clone();
        for (column, &value) in &self.values {
            start[column.index()] = value;
        }
        start
    }

    /// Everybody for whom fractions differ by so much.
    fn moved(&self, fractions: &[f64], by: f64) -> BTreeSet<PersonId> {
        let differs = |column: ColumnId| (fractions[column.index()] - self.values[&column] as f64).abs() > by;
        let moved = self.stated.holdings.iter().filter(|holding| holding.column.is_some_and(differs));
        moved.map(|holding| holding.person).collect()
    }

    /// Narrowed columns, those of everybody held but for some people and one of so many others.
    fn hold(&self, narrowed: &Held, free: &BTreeSet<PersonId>, freed: Option<u64>) -> Held {
        let mut held = narrowed.clone();
        let is_free = |person| free.contains(&person) || freed.is_some_and(|of| is_drawn(person, of));
        for holding in self.stated.holdings.iter().filter(|holding| !is_free(holding.person)) {
            let Some(column) = holding.column else { continue };
            let value = self.values[&column];
            (held.lower[column.index()], held.upper[column.index()]) = (value, value);
        }
        held
    }
}

impl Ladder<'_> {
    /// Values within narrowed columns, near some holdings if that is enough; only where everybody was free it is known that there are none.
    ///
    /// The nearest fractions say who must move at least (proximity search: Fischetti and Monaci, 2014).
    fn search_near(&mut self, narrowed: &Held, positions: &[usize], reach: Reach) -> Result<Option<Vec<i64>>, Failure> {
        let near = Near::new(self.stated, positions);
        let distance = near.distance();
        self.held = narrowed.clone();
        let Some(moved) = self.moved(&near, &distance)? else { return Ok(None) };
        let mut found = Ok(None);
        for freed in FREED {
            self.held = near.hold(narrowed, &moved, freed);
            if freed.is_some() && self.held.free() > reach.columns {
                break;
            }
            self.best = None;
            let effort = Effort { nodes: Some(reach.nodes), first: true, ..Effort::default() };
            found = self.search(&distance, effort).map(|_| self.best.take());
            // With people held where they are, that there is nothing says nothing of the others.
            if freed != Some(1) && matches!(found, Err(Failure::Infeasible)) {
                found = Ok(None);
            }
            if matches!(found, Ok(Some(_)) | Err(Failure::Fault(_))) || self.climber.control.is_over() {
                break;
            }
        }
        found
    }

    /// Who must move at least: nearly, where the program is wide.
    fn moved(&self, near: &Near<'_>, distance: &Sum) -> Result<Option<BTreeSet<PersonId>>, Failure> {
        if first_order::is_wide(self.held.lower.len()) {
            let task = self.held.relaxed(&self.stated.program, distance, Effort::default());
            let fractions = first_order::near(&task, &near.start(&self.held), self.climber.control);
            return Ok(Some(near.moved(&fractions, MOVED)));
        }
        Ok(self.nearest(distance)?.map(|fractions| near.moved(&fractions, DIFFERENT)))
    }

    /// The bound of a level whose value is known, from prices of the program itself where lumped ones do not reach it.
    fn priced(&mut self, objective: &Sum, value: i64) -> Bound {
        let lumped = self.lumped(objective, value);
        if lumped.rung.bound >= value || self.climber.control.is_over() {
            return lumped;
        }
        let prices = self.relax(objective, value).ok().flatten();
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

#[cfg(test)]
mod tests {
    use lunban_core::{Campaign, Pools, Problem, Stated, Sum, Window};
    use lunban_generate::tiny;

    use super::{Certifier, Climber};
    use crate::control::{Control, StopToken};
    use crate::ladder::{Climb, Layers, climb};
    use crate::seam::{Backend, Effort};

    /// The duty program of the small campaign, its levels, the best values of them and holdings that have those.
    fn duty() -> (Stated, Vec<Sum>, Vec<i64>, Vec<usize>) {
        let problem = Problem::new(Campaign::build(tiny().draft).unwrap());
        let stated = Window::duty(&problem, &Pools::new(&problem)).state();
        let levels = problem.campaign().goals().levels().iter();
        let objectives: Vec<Sum> = levels.map(|level| stated.objective(&level.terms)).collect();
        let control = Control::default();
        let Climb::Reached { values, .. } = climb(&stated, &objectives, None, climber(&control)) else {
            panic!("the small campaign has a plan");
        };
        let best = objectives.iter().map(|objective| objective.value(&values)).collect();
        let held = stated.on(&values);
        (stated, objectives, best, held)
    }

    fn climber(control: &Control) -> Climber<'_> {
        let backend = Backend::best().expect("a backend");
        Climber { backend, seed: 0, effort: Effort::default(), control, stage: None }
    }

    /// What the levels come to with some holdings.
    fn levels(stated: &Stated, held: &[usize]) -> Vec<i64> {
        let left = stated.settled(held);
        let problem = Problem::new(Campaign::build(tiny().draft).unwrap());
        let levels = problem.campaign().goals().levels().iter();
        let objectives: Vec<Sum> = levels.map(|level| left.objective(&level.terms)).collect();
        let control = Control::default();
        let Climb::Reached { values, .. } = climb(&left, &objectives, None, climber(&control)) else {
            panic!("the holdings obey every row");
        };
        objectives.iter().map(|objective| objective.value(&values)).collect()
    }

    #[test]
    fn the_best_values_are_proven_and_bounds_of_all_levels_are_no_more() {
        let (stated, objectives, best, _) = duty();
        let layers = Layers::new(&stated, &objectives);
        let control = Control::default();
        let mut certifier = Certifier::new(&stated, &layers, &objectives, climber(&control));
        certifier.prove(&best);
        let bounds = certifier.bounds(&best);
        assert_eq!(bounds.len(), objectives.len());
        assert!(bounds.iter().zip(&best).all(|(rung, best)| rung.bound <= *best), "{bounds:?} of {best:?}");
        assert!(certifier.proven() > 0);
    }

    #[test]
    fn a_level_above_its_bound_is_met_by_a_search() {
        let (stated, objectives, best, held) = duty();
        let layers = Layers::new(&stated, &objectives);
        let control = Control::default();
        for level in 0..objectives.len() - 1 {
            let mut worse = best.clone();
            worse[level] += 1;
            let mut certifier = Certifier::new(&stated, &layers, &objectives, climber(&control));
            certifier.prove(&worse);
            if certifier.proven() < level {
                continue;
            }
            assert_eq!(certifier.proven(), level, "the level above the best value misses its bound");
            let found = certifier.search(&worse, &held).expect("the best values are within reach");
            assert_eq!(levels(&stated, &found)[..=level], best[..=level]);
        }
    }

    #[test]
    fn a_bound_is_raised_to_the_value_where_nothing_is_below() {
        let (stated, objectives, best, held) = duty();
        let layers = Layers::new(&stated, &objectives);
        let control = Control::default();
        let mut certifier = Certifier::new(&stated, &layers, &objectives, climber(&control));
        certifier.prove(&best);
        while certifier.proven() + 1 < objectives.len() {
            let before = certifier.proven();
            let found = certifier.search(&best, &held);
            assert!(found.is_none_or(|found| levels(&stated, &found)[before] <= best[before]));
            certifier.prove(&best);
            assert!(certifier.proven() > before, "level {before} stays unproven");
        }
    }

    #[test]
    fn a_search_that_is_stopped_proves_nothing() {
        let (stated, objectives, best, held) = duty();
        let layers = Layers::new(&stated, &objectives);
        for level in 0..objectives.len() - 1 {
            let stop = StopToken::default();
            let control = Control::new(None, stop.clone(), None);
            let mut worse = best.clone();
            worse[level] += 1;
            let mut certifier = Certifier::new(&stated, &layers, &objectives, climber(&control));
            certifier.prove(&worse);
            let missed = certifier.proven();
            stop.stop();
            assert_eq!(certifier.search(&worse, &held), None);
            certifier.prove(&worse);
            assert_eq!(certifier.proven(), missed);
            assert!(certifier.bounds(&worse)[missed].bound <= best[missed]);
        }
    }
}
