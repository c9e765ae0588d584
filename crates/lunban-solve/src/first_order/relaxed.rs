//! A task over fractions: columns that are settled, or that no row speaks of, are left out, and what is left is scaled.

use lunban_core::ColumnId;

use super::matrix::Matrix;
use crate::seam::Task;

/// A column or a row as it is scaled: what it costs, its bounds, and what it is multiplied by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Of a column alone.
    pub(super) cost: f32,
    pub(super) least: f32,
    pub(super) most: f32,
    pub(super) scale: f32,
}

/// A program over fractions, scaled.
#[derive(Debug)]
pub(super) struct Relaxed {
    pub(super) matrix: Matrix,
    pub(super) columns: Vec<Line>,
    /// Which column of the task each is.
    pub(super) column_of: Vec<usize>,
    pub(super) rows: Vec<Line>,
    /// What the settled columns cost.
    pub(super) settled: f64,
}

impl Relaxed {
    pub(super) fn new(task: &Task<'_>) -> Self {
        let (places, free) = places(task);
        let place = |(column, factor): &(ColumnId, i64)| Some((places[column.index()]?, *factor));
        let rows = task.rows().map(|row| row.terms.iter().filter_map(place).collect()).collect();
        let matrix = Matrix::new(rows, free as usize);
        let mut settled = 0.0;
        let mut costs = vec![0.0; free as usize];
        for &(column, factor) in task.objective {
            match places[column.index()] {
                Some(place) => costs[place as usize] += factor as f64,
                None => settled += (factor * task.lower[column.index()]) as f64,
            }
        }
        let columns = columns(task, &places, &costs, &matrix.columns);
        let rows = rows_of(task, &places, &matrix.rows);
        let column_of =
            places.iter().enumerate().filter(|(_, place)| place.is_some()).map(|(column, _)| column).collect();
        Self { matrix, columns, column_of, rows, settled }
    }

    /// What columns cost that are 1.
    pub(super) fn mean_cost(&self) -> f64 {
        let costs = || self.columns.iter().map(|column| f64::from(column.cost.abs())).filter(|cost| *cost > 0.0);
        costs().sum::<f64>() / costs().count().max(1) as f64
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "prices are sought to six digits; bounds are computed from them exactly"
)]
pub(super) fn single(value: f64) -> f32 {
    value as f32
}

/// The place of each column that is free and in a row, and how many those are; the others are settled at their lower bounds.
fn places(task: &Task<'_>) -> (Vec<Option<u32>>, u32) {
    let mut is_free = vec![false; task.lower.len()];
    for (column, _) in task.rows().flat_map(|row| &row.terms).chain(task.objective) {
        let column = column.index();
        is_free[column] = task.lower[column] < task.upper[column];
    }
    let mut free = 0;
    let place = |is_free: bool| {
        let place = is_free.then_some(free);
        free += u32::from(is_free);
        place
    };
    let places = is_free.into_iter().map(place).collect();
    (places, free)
}

fn columns(task: &Task<'_>, places: &[Option<u32>], costs: &[f64], scales: &[f64]) -> Vec<Line> {
    let free = places.iter().enumerate().filter_map(|(column, place)| Some((column, (*place)? as usize)));
    let line = |(column, place): (usize, usize)| Line {
        cost: single(costs[place] * scales[place]),
        least: single(task.lower[column] as f64 / scales[place]),
        most: single(task.upper[column] as f64 / scales[place]),
        scale: single(scales[place]),
    };
    free.map(line).collect()
}

fn rows_of(task: &Task<'_>, places: &[Option<u32>], scales: &[f64]) -> Vec<Line> {
    let rows = task.rows().zip(scales);
    let line = |(row, &scale): (&lunban_core::Row, &f64)| {
        let settled = row.terms.iter().filter(|(column, _)| places[column.index()].is_none());
        let sum: i64 = settled.map(|(column, factor)| factor * task.lower[column.index()]).sum();
        let bound = |bound: Option<i64>| bound.map(|bound| single((bound - sum) as f64 * scale));
        Line {
            cost: 0.0,
            least: bound(row.lower).unwrap_or(f32::NEG_INFINITY),
            most: bound(row.upper).unwrap_or(f32::INFINITY),
            scale: single(scale),
        }
    };
    rows.map(line).collect()
}
