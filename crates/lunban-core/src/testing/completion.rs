//! The least value of a sum over a small program, found by trying: exact, and no solver.

use crate::{ColumnId, Program, Row, Sum};

/// Bounds of every column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) lower: Vec<i64>,
    pub(super) upper: Vec<i64>,
}

impl Bounds {
    fn of(&self, column: ColumnId) -> (i64, i64) {
        (self.lower[column.index()], self.upper[column.index()])
    }

    fn set(&mut self, column: ColumnId, (lower, upper): (i64, i64)) {
        (self.lower[column.index()], self.upper[column.index()]) = (lower, upper);
    }

    fn is_open(&self, column: ColumnId) -> bool {
        let (lower, upper) = self.of(column);
        lower < upper
    }
}

/// The least value of `objective` within the bounds; none if the program has no solution there.
pub(super) fn least(program: &Program, objective: &Sum, mut bounds: Bounds) -> Option<i64> {
    let rows: Vec<&Row> = program.rows().iter().collect();
    if !program.contradictions().is_empty() || !narrow(&rows, &mut bounds) {
        return None;
    }
    // Parts that share no open column are tried apart.
    for part in parts(&rows, &bounds) {
        bounds = best(&part, objective, bounds)?;
    }
    let free = (0..bounds.lower.len()).map(ColumnId::at).filter(|&column| bounds.is_open(column)).collect::<Vec<_>>();
    for column in free {
        let (lower, upper) = bounds.of(column);
        let value = if factor(objective, column) < 0 { upper } else { lower };
        bounds.set(column, (value, value));
    }
    assert!(program.admits(&bounds.lower), "what is narrowed to one point obeys every row");
    Some(objective.value(&bounds.lower))
}

fn factor(objective: &Sum, column: ColumnId) -> i64 {
    objective.terms().iter().filter(|term| term.0 == column).map(|term| term.1).sum()
}

/// Rows with open columns, together where they share one.
fn parts<'r>(rows: &[&'r Row], bounds: &Bounds) -> Vec<Vec<&'r Row>> {
    let mut parts: Vec<(Vec<ColumnId>, Vec<&Row>)> = Vec::new();
    for row in rows {
        let mut columns: Vec<ColumnId> =
            row.terms.iter().map(|term| term.0).filter(|&column| bounds.is_open(column)).collect();
        if columns.is_empty() {
            continue;
        }
        let shares = |part: &(Vec<ColumnId>, Vec<&Row>)| columns.iter().any(|column| part.0.contains(column));
        let (joined, apart): (Vec<_>, Vec<_>) = parts.into_iter().partition(shares);
        let mut together = vec![*row];
        for (others, with) in joined {
            columns.extend(others);
            together.extend(with);
        }
        parts = apart;
        parts.push((columns, together));
    }
    parts.into_iter().map(|(_, rows)| rows).collect()
}

/// The bounds with every open column of a part at its best value.
fn best(part: &[&Row], objective: &Sum, bounds: Bounds) -> Option<Bounds> {
    let mut columns: Vec<ColumnId> =
        part.iter().flat_map(|row| row.terms.iter().map(|term| term.0)).filter(|&c| bounds.is_open(c)).collect();
    columns.sort_unstable();
    columns.dedup();
    let priced: Vec<(ColumnId, i64)> = columns.into_iter().map(|column| (column, factor(objective, column))).collect();
    let mut found = None;
    search(part, &priced, bounds, &mut found);
    found.map(|(_, bounds)| bounds)
}

fn search(part: &[&Row], priced: &[(ColumnId, i64)], mut bounds: Bounds, found: &mut Option<(i64, Bounds)>) {
    if !narrow(part, &mut bounds) {
        return;
    }
    let at_best = |&(column, factor): &(ColumnId, i64)| {
        let (lower, upper) = bounds.of(column);
        (factor * lower).min(factor * upper)
    };
    let value: i64 = priced.iter().map(at_best).sum();
    if found.as_ref().is_some_and(|(best, _)| value >= *best) {
        return;
    }
    let Some(&(open, _)) = priced.iter().find(|(column, _)| bounds.is_open(*column)) else {
        *found = Some((value, bounds));
        return;
    };
    let (lower, upper) = bounds.of(open);
    for value in lower..=upper {
        let mut tried = bounds.clone();
        tried.set(open, (value, value));
        search(part, priced, tried, found);
    }
}

/// Draws the bounds in to what the rows leave; false if nothing is left.
fn narrow(rows: &[&Row], bounds: &mut Bounds) -> bool {
    loop {
        let mut drawn = false;
        for row in rows {
            match narrow_to(row, bounds) {
                Some(by_this) => drawn |= by_this,
                None => return false,
            }
        }
        if !drawn {
            return true;
        }
    }
}

/// Whether a row draws some bound in; none if it cannot hold.
fn narrow_to(row: &Row, bounds: &mut Bounds) -> Option<bool> {
    let ends = |&(column, factor): &(ColumnId, i64)| {
        let (lower, upper) = bounds.of(column);
        ((factor * lower).min(factor * upper), (factor * lower).max(factor * upper))
    };
    let (least, most) = row.terms.iter().map(ends).fold((0, 0), |sum, end| (sum.0 + end.0, sum.1 + end.1));
    // How far the sum may rise from its least, and fall from its most.
    let rise = row.upper.map_or(i64::MAX, |upper| upper - least);
    let fall = row.lower.map_or(i64::MAX, |lower| most - lower);
    if rise < 0 || fall < 0 {
        return None;
    }
    let mut drawn = false;
    for &(column, factor) in &row.terms {
        let (lower, upper) = bounds.of(column);
        let steps = |room: i64| room / factor.abs();
        let (up, down) = if factor > 0 { (steps(rise), steps(fall)) } else { (steps(fall), steps(rise)) };
        let new = (lower.max(upper.saturating_sub(down)), upper.min(lower.saturating_add(up)));
        if new.0 > new.1 {
            return None;
        }
        drawn |= new != (lower, upper);
        bounds.set(column, new);
    }
    Some(drawn)
}
