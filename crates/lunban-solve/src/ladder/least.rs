//! What a rule's own columns come to at least, once everybody is settled: found without a solver, where each row leaves no choice.
//!
//! A column of a rule's own stands for something that is to be small: an open seat, a step above a target. With everybody settled, a row that is
//! not obeyed asks for more of one of them. As long as it is clear of which, raising that one as far as it must be gives the least values of all of
//! them at once, so the best of every goal level. It is clear where there is one only, or where no other row speaks of any of them: then it is the
//! cheapest.

use lunban_core::{Column, Program, Row, Stated, Sum};

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Least {
    /// The values of all columns.
    Values(Vec<i64>),
    /// No values obey all rows.
    Broken,
    /// Some row leaves a choice.
    Unclear,
}

/// The least values of all columns with some holdings held and no others.
pub(crate) fn least(stated: &Stated, held: &[usize], objectives: &[Sum]) -> Least {
    if objectives.iter().flat_map(Sum::terms).any(|(_, factor)| *factor < 0) {
        return Least::Unclear;
    }
    let program = &stated.program;
    let mut values: Vec<i64> = program.columns().iter().map(|column| column.lower).collect();
    for column in stated.holdings.iter().filter_map(|holding| holding.column) {
        values[column.index()] = 0;
    }
    for column in held.iter().filter_map(|&position| stated.holdings[position].column) {
        values[column.index()] = 1;
    }
    let within = |(value, column): (&i64, &Column)| (column.lower..=column.upper).contains(value);
    if !program.contradictions().is_empty() || !values.iter().zip(program.columns()).all(within) {
        return Least::Broken;
    }
    let frame = Frame::of(stated, objectives);
    frame.raised(values, &(0..program.rows().len()).collect::<Vec<_>>())
}

/// What raising columns of a program looks at, whoever is settled.
pub(super) struct Frame<'p> {
    program: &'p Program,
    /// What each column that may be raised costs on each level, up to the last on which it does.
    costs: Vec<Vec<i64>>,
    is_settled: Vec<bool>,
    /// The rows of each column that may be raised.
    rows_of: Vec<Vec<usize>>,
    upper: Vec<i64>,
}

impl<'p> Frame<'p> {
    pub(super) fn of(stated: &'p Stated, objectives: &[Sum]) -> Self {
        let program = &stated.program;
        let mut is_settled = vec![false; program.columns().len()];
        for column in stated.holdings.iter().filter_map(|holding| holding.column) {
            is_settled[column.index()] = true;
        }
        Self {
            program,
            costs: costs(objectives, &is_settled),
            rows_of: rows_of(program, &is_settled),
            upper: program.columns().iter().map(|column| column.upper).collect(),
            is_settled,
        }
    }

    /// Values raised as far as some rows ask for: those must be all that speak of any of the columns raised.
    pub(super) fn raised(&self, values: Vec<i64>, rows: &[usize]) -> Least {
        let most = most(self.program, &self.is_settled, &values, &self.upper, rows);
        Raise { frame: self, most, values }.run(rows)
    }
}

/// The greatest value of each column: no greater than rows allow in which all else is settled.
fn most(program: &Program, is_settled: &[bool], values: &[i64], upper: &[i64], rows: &[usize]) -> Vec<i64> {
    let mut most = upper.to_vec();
    for row in rows.iter().map(|&row| &program.rows()[row]) {
        let mut open = row.terms.iter().filter(|(column, _)| !is_settled[column.index()]);
        let (Some(&(column, factor)), None) = (open.next(), open.next()) else { continue };
        let settled = row.terms.iter().filter(|(column, _)| is_settled[column.index()]);
        let sum: i64 = settled.map(|(column, factor)| factor * values[column.index()]).sum();
        let left = if factor > 0 { row.upper.map(|upper| upper - sum) } else { row.lower.map(|lower| sum - lower) };
        if let Some(left) = left {
            let most = &mut most[column.index()];
            *most = (*most).min(left.div_euclid(factor.abs()));
        }
    }
    most
}

/// Values that are raised as rows ask for it.
struct Raise<'p> {
    frame: &'p Frame<'p>,
    most: Vec<i64>,
    values: Vec<i64>,
}

impl Raise<'_> {
    fn run(mut self, rows: &[usize]) -> Least {
        let mut waiting: Vec<usize> = rows.iter().rev().copied().collect();
        while let Some(row) = waiting.pop() {
            match self.obey(&self.frame.program.rows()[row]) {
                Ok(None) => {}
                Ok(Some(raised)) => waiting.extend(&self.frame.rows_of[raised]),
                Err(failed) => return failed,
            }
        }
        Least::Values(self.values)
    }

    /// Raises the column that a row asks for more of: which it was, if any.
    fn obey(&mut self, row: &Row) -> Result<Option<usize>, Least> {
        let sum: i64 = row.terms.iter().map(|(column, factor)| factor * self.values[column.index()]).sum();
        let (missing, sign) = match (row.lower, row.upper) {
            (Some(lower), _) if sum < lower => (lower - sum, 1),
            (_, Some(upper)) if sum > upper => (sum - upper, -1),
            _ => return Ok(None),
        };
        let terms = row.terms.iter().map(|&(column, factor)| (column.index(), factor * sign));
        let open: Vec<(usize, i64)> = terms
            .filter(|&(column, helps)| helps > 0 && !self.frame.is_settled[column] && self.room(column) > 0)
            .collect();
        let help = open.iter().map(|&(column, helps)| helps.saturating_mul(self.room(column)));
        if help.fold(0, i64::saturating_add) < missing {
            return Err(Least::Broken);
        }
        let (column, by) = match open[..] {
            [(column, helps)] => (column, (missing + helps - 1) / helps),
            _ => self.cheapest(&open).map(|column| (column, missing.min(self.room(column))))?,
        };
        self.values[column] += by;
        Ok(Some(column))
    }

    /// How far a column may be raised.
    fn room(&self, column: usize) -> i64 {
        self.most[column] - self.values[column]
    }

    /// The cheapest of columns that only one row speaks of, each helping by one.
    fn cheapest(&self, open: &[(usize, i64)]) -> Result<usize, Least> {
        if open.iter().any(|&(column, helps)| helps != 1 || self.frame.rows_of[column].len() > 1) {
            return Err(Least::Unclear);
        }
        let cheapest = open.iter().map(|&(column, _)| column).min_by_key(|&column| &self.frame.costs[column]);
        cheapest.ok_or(Least::Unclear)
    }
}

fn costs(objectives: &[Sum], is_settled: &[bool]) -> Vec<Vec<i64>> {
    let mut costs: Vec<Vec<i64>> = vec![Vec::new(); is_settled.len()];
    for (level, objective) in objectives.iter().enumerate() {
        for (column, factor) in objective.terms().iter().filter(|(column, _)| !is_settled[column.index()]) {
            let costs = &mut costs[column.index()];
            costs.resize(level + 1, 0);
            costs[level] += factor;
        }
    }
    costs
}

fn rows_of(program: &Program, is_settled: &[bool]) -> Vec<Vec<usize>> {
    let mut rows_of: Vec<Vec<usize>> = vec![Vec::new(); is_settled.len()];
    for (position, row) in program.rows().iter().enumerate() {
        for (column, _) in row.terms.iter().filter(|(column, _)| !is_settled[column.index()]) {
            rows_of[column.index()].push(position);
        }
    }
    rows_of
}

#[cfg(test)]
mod tests {
    use lunban_core::{Campaign, Pools, Problem, Window};
    use lunban_generate::tiny;

    use super::{Least, least};
    use crate::control::Control;
    use crate::ladder::{Climb, Climber, climb};
    use crate::seam::{Backend, Effort};

    #[test]
    fn what_is_least_is_what_a_solver_finds() {
        let problem = Problem::new(Campaign::build(tiny().draft).unwrap());
        let stated = Window::whole(&problem, &Pools::new(&problem)).state();
        let levels = problem.campaign().goals().levels();
        let objectives: Vec<_> = levels.iter().map(|level| stated.objective(&level.terms)).collect();
        let control = Control::default();
        let backend = Backend::best().expect("a backend");
        let climber = Climber { backend, seed: 0, effort: Effort::default(), control: &control, stage: None };
        let Climb::Reached { values, .. } = climb(&stated, &objectives, None, climber) else {
            panic!("the small campaign has a plan");
        };
        let best = stated.on(&values);
        let (mut clear, mut broken) = (0, 0);
        for draw in 1..60_usize {
            // A plan with some of its duties left out breaks little; holdings at random break much.
            let held: Vec<usize> = if draw % 2 == 0 {
                best.iter().copied().filter(|place| place * 7919 % (draw + 3) > 1).collect()
            } else {
                (0..stated.holdings.len()).filter(|place| place * 7919 % (draw + 3) == 0).collect()
            };
            let left = stated.settled(&held);
            let of_left: Vec<_> = levels.iter().map(|level| left.objective(&level.terms)).collect();
            let found = climb(&left, &of_left, None, climber);
            match (least(&stated, &held, &objectives), found) {
                (Least::Values(values), Climb::Reached { values: found, .. }) => {
                    clear += 1;
                    assert!(stated.program.admits(&values));
                    let ours: Vec<i64> = objectives.iter().map(|objective| objective.value(&values)).collect();
                    let theirs: Vec<i64> = of_left.iter().map(|objective| objective.value(&found)).collect();
                    assert_eq!(ours, theirs);
                }
                (Least::Broken, Climb::Infeasible) => broken += 1,
                (Least::Unclear, _) => {}
                (ours, theirs) => panic!("{ours:?} where a solver has {theirs:?}"),
            }
        }
        assert!(clear > 5 && broken > 5, "{clear} clear, {broken} broken");
    }
}
