//! Quotas: how many people of which rank each unit sends in each round, in proportion to the people it has, in whole numbers.
//!
//! First what each unit sends in all rounds together, then, given that, round by round: each time the largest distance from proportion is
//! minimised, then the sum of all. The largest is found by bisection: within it every number has bounds, and the program with those bounds has
//! a solution or has none. The sum is convex in each number, so one 0-1 column for each step states it, and relaxes to nearly whole numbers.

mod cause;

use std::collections::BTreeMap;

use lunban_core::{Band, ColumnId, Label, Program, QuotaTask, QuotaUnit, RoundId, Sum, UnitId};

use crate::seam::{Backend, Effort, Numbers, Outcome, Task};

pub use cause::{LimitKind, QuotaLimit};

/// Distances are told in thousandths of a place.
const PLACE: i64 = 1000;

/// How many people units send: whole numbers that fill every place, proven the most even.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    /// For each unit, round and band the people it sends; what is not here is 0.
    pub places: BTreeMap<(UnitId, RoundId, Band), u32>,
    /// How even it is over all rounds together, unit by unit and band by band.
    pub in_all: Evenness,
    /// How even it is round by round, given what units send in all.
    pub by_round: Evenness,
}

/// Distances from proportion, in thousandths of a place; none can be had that are less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evenness {
    /// The largest.
    pub largest: i64,
    /// The sum of all, given the largest.
    pub sum: i64,
}

/// Why there is no quota.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuotaError {
    /// Places of a round and band that all units together cannot fill.
    #[error("{places} places in round {}, but all units together may send {at_most}", .round.number())]
    TooFew {
        /// The round.
        round: RoundId,
        /// The band.
        band: Band,
        /// Its places.
        places: u32,
        /// People that all units together may send on one day.
        at_most: u32,
    },
    /// Limits and minima of units leave no way to fill every place.
    #[error("no numbers fill every place within the limits of the units: proven")]
    Impossible {
        /// Limits that together leave none: without any one of them there is one.
        because: Vec<QuotaLimit>,
    },
    /// This build has no backend.
    #[error("this build has no solver\n  Maybe build it with the feature `highs` or `microlp`")]
    NoBackend,
    /// A backend failed.
    #[error("the solver failed: {0}")]
    Backend(String),
}

/// The most even quota; `backend` none: the best this build has.
///
/// # Errors
/// If units cannot fill every place, or a solver fails.
pub fn quota(task: &QuotaTask, backend: Option<Backend>) -> Result<Quota, QuotaError> {
    too_few(task)?;
    let backend = backend.or_else(Backend::best).ok_or(QuotaError::NoBackend)?;
    let mut stated = Stated::new(task);
    if !stated.is_possible(backend)? {
        return Err(QuotaError::Impossible { because: cause::cause(task, backend)? });
    }
    let (in_all, values) = stated.most_even(&stated.totals, backend)?;
    for cell in stated.totals.clone() {
        let value = values[cell.column.index()];
        (stated.lower[cell.column.index()], stated.upper[cell.column.index()]) = (value, value);
    }
    let cells: Vec<Cell> = stated.sent.values().copied().collect();
    let (by_round, values) = stated.most_even(&cells, backend)?;
    let sent = stated.sent.iter().map(|(&key, cell)| (key, values[cell.column.index()]));
    let places = sent.filter_map(|(key, value)| Some((key, u32::try_from(value).ok().filter(|value| *value > 0)?)));
    Ok(Quota { places: places.collect(), in_all, by_round })
}

/// Places that nobody is there for.
fn too_few(task: &QuotaTask) -> Result<(), QuotaError> {
    for (&(round, band), &places) in &task.places {
        let at_most = task.units.iter().map(|unit| most_of(unit, band)).sum();
        if at_most < places {
            return Err(QuotaError::TooFew { round, band, places, at_most });
        }
    }
    Ok(())
}

fn most_of(unit: &QuotaUnit, band: Band) -> u32 {
    unit.most_of_band.get(&band).copied().unwrap_or(0)
}

/// A number to be found, and what it would be in proportion, in thousandths.
#[derive(Clone, Copy, Debug)]
struct Cell {
    column: ColumnId,
    due: i64,
}

impl Cell {
    fn distance(self, value: i64) -> i64 {
        (PLACE * value - self.due).abs()
    }
}

/// The program of a task: what units send, and the limits on it.
struct Stated {
    program: Program,
    lower: Vec<i64>,
    upper: Vec<i64>,
    sent: BTreeMap<(UnitId, RoundId, Band), Cell>,
    totals: Vec<Cell>,
}

impl Stated {
    fn new(task: &QuotaTask) -> Self {
        let mut stated = Self {
            program: Program::default(),
            lower: Vec::new(),
            upper: Vec::new(),
            sent: BTreeMap::new(),
            totals: Vec::new(),
        };
        for unit in &task.units {
            stated.add_unit(task, unit);
        }
        for (&(round, band), &places) in &task.places {
            let sum = stated.sum(|key| key.1 == round && key.2 == band);
            let label = label("places", None, round.number());
            stated.program.row(label, sum, Some(places.into()), Some(places.into()));
        }
        let columns = stated.program.columns().iter();
        (stated.lower, stated.upper) = columns.map(|column| (column.lower, column.upper)).unzip();
        stated
    }

    fn add_unit(&mut self, task: &QuotaTask, unit: &QuotaUnit) {
        let id = unit.unit;
        for (&(round, band), &places) in &task.places {
            let upper = most_of(unit, band).min(places);
            let column = self.program.column(label("sent", Some(id), round.number()), 0, upper.into());
            self.sent.insert((id, round, band), Cell { column, due: due(task, unit, band, places) });
        }
        for &band in &task.bands {
            let places: u32 =
                task.places.iter().filter(|((_, other), _)| *other == band).map(|(_, places)| places).sum();
            let column = self.program.column(label("total", Some(id), 0), 0, places.into());
            let mut sum = self.sum(|key| key.0 == id && key.2 == band);
            sum.add_column(column, -1);
            self.program.row(label("total", Some(id), 0), sum, Some(0), Some(0));
            self.totals.push(Cell { column, due: due(task, unit, band, places) });
        }
        self.limit(task, unit);
    }

    /// What a unit may send on one day, in a round, and in all.
    fn limit(&mut self, task: &QuotaTask, unit: &QuotaUnit) {
        let id = unit.unit;
        for rounds in &task.together {
            let on_duty = self.sum(|key| key.0 == id && rounds.contains(&key.1));
            self.program.row(label("at_once", Some(id), 0), on_duty, None, Some(unit.most_at_once.into()));
            for &band in task.bands.iter().filter(|_| rounds.len() > 1) {
                let of_band = self.sum(|key| key.0 == id && key.2 == band && rounds.contains(&key.1));
                let most = Some(most_of(unit, band).into());
                self.program.row(label("at_once", Some(id), 0), of_band, None, most);
            }
        }
        let mut rounds: Vec<RoundId> = task.places.keys().map(|key| key.0).collect();
        rounds.dedup();
        for round in rounds {
            let sum = self.sum(|key| key.0 == id && key.1 == round);
            let (least, most) = unit.per_round;
            self.program.row(label("round", Some(id), round.number()), sum, Some(least.into()), most.map(i64::from));
        }
        let (least, most) = unit.in_all;
        let sum = self.sum(|key| key.0 == id);
        self.program.row(label("all", Some(id), 0), sum, Some(least.into()), most.map(i64::from));
    }

    fn sum(&self, is_meant: impl Fn(&(UnitId, RoundId, Band)) -> bool) -> Sum {
        let mut sum = Sum::default();
        for (_, cell) in self.sent.iter().filter(|(key, _)| is_meant(key)) {
            sum.add_column(cell.column, 1);
        }
        sum
    }

    /// Whether any numbers fill every place.
    fn is_possible(&self, backend: Backend) -> Result<bool, QuotaError> {
        Ok(solved(&self.program, (&self.lower, &self.upper), &[], backend)?.is_some())
    }

    /// The values that bring cells nearest to what is due: the largest distance first, then the sum of all.
    fn most_even(&self, cells: &[Cell], backend: Backend) -> Result<(Evenness, Vec<i64>), QuotaError> {
        let farthest = cells.iter().map(|cell| {
            let column = cell.column.index();
            cell.distance(self.lower[column]).max(cell.distance(self.upper[column]))
        });
        let (mut below, mut largest) = (-1, farthest.max().unwrap_or(0));
        while largest - below > 1 {
            let middle = below + (largest - below) / 2;
            if self.within(cells, middle, backend)?.is_some() {
                largest = middle;
            } else {
                below = middle;
            }
        }
        let values = self.least_sum(cells, largest, backend)?;
        let sum = cells.iter().map(|cell| cell.distance(values[cell.column.index()])).sum();
        Ok((Evenness { largest, sum }, values))
    }

    /// Bounds of columns within which no cell is farther from what is due; none if some cell has no such value.
    fn bounds(&self, cells: &[Cell], farthest: i64) -> Option<(Vec<i64>, Vec<i64>)> {
        let (mut lower, mut upper) = (self.lower.clone(), self.upper.clone());
        for &Cell { column, due } in cells {
            let column = column.index();
            lower[column] = lower[column].max((due - farthest + PLACE - 1).div_euclid(PLACE));
            upper[column] = upper[column].min((due + farthest).div_euclid(PLACE));
            if lower[column] > upper[column] {
                return None;
            }
        }
        Some((lower, upper))
    }

    /// Some values with no cell farther than this from what is due, if there are any.
    fn within(&self, cells: &[Cell], farthest: i64, backend: Backend) -> Result<Option<Vec<i64>>, QuotaError> {
        let Some((lower, upper)) = self.bounds(cells, farthest) else { return Ok(None) };
        solved(&self.program, (&lower, &upper), &[], backend)
    }

    /// Of those the values with the least sum of distances.
    fn least_sum(&self, cells: &[Cell], farthest: i64, backend: Backend) -> Result<Vec<i64>, QuotaError> {
        let Some((mut lower, mut upper)) = self.bounds(cells, farthest) else { return Err(lost()) };
        let mut program = self.program.clone();
        let mut objective = Vec::new();
        for &cell in cells {
            let (least, most) = (lower[cell.column.index()], upper[cell.column.index()]);
            let mut steps = Sum::default();
            steps.add_column(cell.column, 1);
            for value in least..most {
                let step = program.column(label("step", None, 0), 0, 1);
                lower.push(0);
                upper.push(1);
                steps.add_column(step, -1);
                objective.push((step, cell.distance(value + 1) - cell.distance(value)));
            }
            program.row(label("steps", None, 0), steps, Some(least), Some(least));
        }
        objective.retain(|(_, factor)| *factor != 0);
        solved(&program, (&lower, &upper), &objective, backend)?.ok_or_else(lost)
    }
}

/// A backend finds nothing any more where it found something before.
fn lost() -> QuotaError {
    QuotaError::Backend("it lost a solution that it had found".to_owned())
}

/// The places of a unit in proportion to its people, in thousandths.
fn due(task: &QuotaTask, unit: &QuotaUnit, band: Band, places: u32) -> i64 {
    let (own, all) = (unit.people.get(&band).copied().unwrap_or(0), task.people(band));
    if all == 0 { 0 } else { (2 * PLACE * i64::from(places) * i64::from(own) + i64::from(all)) / (2 * i64::from(all)) }
}

fn label(what: &'static str, unit: Option<UnitId>, number: u32) -> Label {
    Label { what: ("quota", what), unit, number: Some(number.into()), ..Label::default() }
}

/// The best values within bounds, checked exactly; none if there are none.
fn solved(
    program: &Program,
    (lower, upper): (&[i64], &[i64]),
    objective: &[(ColumnId, i64)],
    backend: Backend,
) -> Result<Option<Vec<i64>>, QuotaError> {
    if !program.contradictions().is_empty() {
        return Ok(None);
    }
    let task = Task { program, lower, upper, held: &[], objective, numbers: Numbers::Whole, effort: Effort::default() };
    match backend.solve(&task) {
        Outcome::Optimal(solution) => {
            let values = whole(&solution.values);
            let is_within = values
                .iter()
                .zip(lower.iter().zip(upper))
                .all(|(value, (lower, upper))| lower <= value && value <= upper);
            if is_within && program.admits(&values) {
                Ok(Some(values))
            } else {
                Err(QuotaError::Backend("its values break a row".to_owned()))
            }
        }
        Outcome::Infeasible => Ok(None),
        Outcome::Fault(fault) => Err(QuotaError::Backend(fault)),
        other => Err(QuotaError::Backend(format!("{other:?}"))),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "columns have bounds far below 2^52")]
fn whole(values: &[f64]) -> Vec<i64> {
    values.iter().map(|value| value.round() as i64).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const REST: Band = Band(None);

    fn round(number: usize) -> RoundId {
        RoundId::at(number)
    }

    fn unit(number: usize, people: u32, most: u32) -> QuotaUnit {
        QuotaUnit {
            unit: UnitId::at(number),
            people: [(REST, people)].into(),
            most_of_band: [(REST, most)].into(),
            most_at_once: most,
            per_round: (0, None),
            in_all: (0, None),
        }
    }

    fn task(places: &[u32], units: Vec<QuotaUnit>) -> QuotaTask {
        let places = places.iter().enumerate().map(|(number, &places)| ((round(number), REST), places));
        let together = (0..places.len()).map(|number| vec![round(number)]).collect();
        QuotaTask { bands: vec![REST], places: places.collect(), together, units }
    }

    /// What each unit sends, round by round.
    fn sent(task: &QuotaTask, quota: &Quota) -> Vec<Vec<u32>> {
        let of = |unit: &QuotaUnit, round| quota.places.get(&(unit.unit, round, REST)).copied().unwrap_or(0);
        let rounds = || task.places.keys().map(|key| key.0);
        task.units.iter().map(|unit| rounds().map(|round| of(unit, round)).collect()).collect()
    }

    #[test]
    fn what_divides_evenly_is_divided_evenly() {
        let task = task(&[4, 4, 8], vec![unit(0, 30, 30), unit(1, 10, 10)]);
        let quota = quota(&task, None).unwrap();
        assert_eq!(sent(&task, &quota), [[3, 3, 6], [1, 1, 2]]);
        assert_eq!((quota.in_all, quota.by_round), (Evenness::default(), Evenness::default()));
    }

    #[test]
    fn remainders_even_out_over_the_rounds() {
        // A third of four places in each of three rounds: four in all, but never the same in every round.
        let task = task(&[4, 4, 4], vec![unit(0, 5, 5), unit(1, 5, 5), unit(2, 5, 5)]);
        let quota = quota(&task, None).unwrap();
        assert_eq!(quota.in_all, Evenness::default());
        assert!(sent(&task, &quota).iter().all(|rounds| rounds.iter().sum::<u32>() == 4));
        assert_eq!(quota.by_round, Evenness { largest: 667, sum: 3 * (667 + 333 + 333) });
    }

    #[test]
    fn limits_come_before_proportion() {
        let mut large = unit(0, 30, 2);
        large.per_round = (1, Some(2));
        let task = task(&[4], vec![large, unit(1, 10, 4)]);
        let found = quota(&task, None).unwrap();
        assert_eq!(sent(&task, &found), [[2], [2]]);
        assert_eq!(found.in_all, Evenness { largest: 1000, sum: 2000 });
        let mut task = task;
        task.units[1].in_all = (0, Some(1));
        let limit = |unit, kind, people| QuotaLimit { unit: UnitId::at(unit), kind, people };
        let because = vec![limit(0, LimitKind::AtOnce, 2), limit(1, LimitKind::MostInAll, 1)];
        let Err(QuotaError::Impossible { because: found }) = quota(&task, None) else { panic!("it is possible") };
        // Two limits of the first unit say the same: either is told.
        assert!(found == because || found == [limit(0, LimitKind::MostPerRound, 2), because[1]], "{found:?}");
        task.units[1] = unit(1, 10, 1);
        let few = QuotaError::TooFew { round: round(0), band: REST, places: 4, at_most: 3 };
        assert_eq!(quota(&task, None), Err(few));
    }

    /// The least largest distance and sum over all rounds, by trying everything.
    fn best(task: &QuotaTask) -> Option<Evenness> {
        let rounds: Vec<RoundId> = task.places.keys().map(|key| key.0).collect();
        let mut best: Option<(i64, i64)> = None;
        let all: u32 = task.places.values().sum();
        let choices = task.units.len() * rounds.len();
        let mut values = vec![0_u32; choices];
        loop {
            let of = |unit: usize, round: usize| values[unit * rounds.len() + round];
            let total = |unit: usize| (0..rounds.len()).map(|round| of(unit, round)).sum::<u32>();
            let fills = (0..rounds.len()).all(|round| {
                (0..task.units.len()).map(|unit| of(unit, round)).sum::<u32>() == task.places(rounds[round], REST)
            });
            let units = task.units.iter().enumerate();
            let is_lawful = units.clone().all(|(position, unit)| {
                (0..rounds.len()).all(|round| of(position, round) <= unit.most_at_once)
                    && unit.in_all.1.is_none_or(|most| total(position) <= most)
            });
            if fills && is_lawful {
                let distance = |(position, unit): (usize, &QuotaUnit)| {
                    (PLACE * i64::from(total(position)) - due(task, unit, REST, all)).abs()
                };
                let distances: Vec<i64> = units.map(distance).collect();
                let found = (distances.iter().copied().max().unwrap_or(0), distances.iter().sum());
                best = Some(best.map_or(found, |best| best.min(found)));
            }
            let Some(next) = values.iter().position(|value| *value < 3) else { break };
            values[..next].fill(0);
            values[next] += 1;
        }
        best.map(|(largest, sum)| Evenness { largest, sum })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_backend_finds_what_trying_everything_finds(
            places in prop::collection::vec(1..=3_u32, 2),
            people in prop::collection::vec((1..=9_u32, 1..=3_u32, prop::option::of(0..=4_u32)), 3),
        ) {
            let units = people.into_iter().enumerate().map(|(number, (people, most, in_all))| {
                QuotaUnit { in_all: (0, in_all), ..unit(number, people, most) }
            });
            let task = task(&places, units.collect());
            let best = best(&task);
            for &backend in Backend::ALL {
                prop_assert_eq!(quota(&task, Some(backend)).ok().map(|quota| quota.in_all), best, "{}", backend);
            }
        }
    }
}
