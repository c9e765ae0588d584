//! Steps of the primal-dual hybrid gradient: values a step down their costs, prices a step up what rows lack, and both drawn to where they began.

use rayon::prelude::*;

use super::is_wide;
use super::matrix::Lines;
use super::relaxed::{Line, Relaxed, single};
use crate::control::Control;
use crate::seam::Task;

/// How far prices go for each cost of a column, at first, where values go as far as 1.
const WEIGHT: f64 = 20.0;

/// Step lengths stay within this share of what is sure to converge.
const SURE: f64 = 0.998;

/// Begin again where a step is shorter than this share of the first.
const SHORT: f64 = 0.2;

/// Begin again where a step is shorter than this share of the first and longer than the last.
const SHORTER: f64 = 0.8;

/// Begin again where so much of all steps were made since the last time.
const LONG: f64 = 0.36;

/// What has not moved farther has not moved.
const STILL: f64 = 1e-10;

/// Rounds of the power iteration.
const POWERS: usize = 30;

/// Lines that one thread computes at a time.
const PART: usize = 4_096;

/// Where a value or a price is, where the last step led it, and where it began.
#[derive(Clone, Copy, Debug, Default)]
struct Track {
    here: f32,
    next: f32,
    origin: f32,
}

impl Track {
    /// At a point, and nowhere else so far.
    fn at(point: f32) -> Self {
        Self { here: point, next: point, origin: point }
    }

    /// Goes beyond the next point as far again, and `back` towards the origin.
    fn draw(&mut self, back: f32) {
        self.here = (1.0 - back) * (2.0 * self.next - self.here) + back * self.origin;
    }

    fn begin_again(&mut self) {
        *self = Self { here: self.next, origin: self.next, ..*self };
    }

    /// The squares of the last step, and of the way from the origin.
    fn squares(&self) -> Squares {
        Squares { step: f64::from(self.next - self.here).powi(2), way: f64::from(self.next - self.origin).powi(2) }
    }
}

/// Squares of lengths.
#[derive(Clone, Copy, Debug, Default)]
struct Squares {
    step: f64,
    way: f64,
}

impl Squares {
    fn of(tracks: impl Iterator<Item = Track>) -> Self {
        tracks
            .map(|track| track.squares())
            .fold(Self::default(), |one, other| Self { step: one.step + other.step, way: one.way + other.way })
    }
}

/// The value of a column, and the sum of the prices of its rows.
#[derive(Clone, Copy, Debug, Default)]
struct Column {
    value: Track,
    priced: Track,
}

/// The steps made.
#[derive(Debug)]
pub(super) struct Steps<'r> {
    relaxed: &'r Relaxed,
    length: f64,
    /// How much farther prices go than values.
    weight: f64,
    columns: Vec<Column>,
    rows: Vec<Track>,
    /// Values and prices, scaled for the next product.
    values: Vec<f32>,
    prices: Vec<f32>,
    made: usize,
    since: usize,
    first: f64,
    last: f64,
}

impl<'r> Steps<'r> {
    pub(super) fn new(relaxed: &'r Relaxed) -> Self {
        let at = |line: &Line| {
            let value = 0_f32.max(line.least).min(line.most);
            Column { value: Track::at(value), ..Column::default() }
        };
        let mean = relaxed.mean_cost();
        let mut steps = Self {
            length: 0.0,
            weight: if mean > 0.0 { WEIGHT * mean } else { 1.0 },
            columns: relaxed.columns.iter().map(at).collect(),
            rows: vec![Track::default(); relaxed.rows.len()],
            values: vec![0.0; relaxed.columns.len()],
            prices: vec![0.0; relaxed.rows.len()],
            relaxed,
            made: 0,
            since: 0,
            first: f64::INFINITY,
            last: f64::INFINITY,
        };
        steps.length = SURE / steps.norm();
        steps
    }

    /// Begins at values of the columns of the task.
    pub(super) fn begin_at(&mut self, values: &[i64]) {
        for ((column, line), &of) in self.columns.iter_mut().zip(&self.relaxed.columns).zip(&self.relaxed.column_of) {
            let value = single(values[of] as f64 / f64::from(line.scale));
            column.value = Track::at(value.max(line.least).min(line.most));
        }
    }

    /// The greatest singular value of the matrix, nearly.
    fn norm(&mut self) -> f64 {
        let matrix = &self.relaxed.matrix;
        let (columns, rows) = (&self.relaxed.columns, &self.relaxed.rows);
        for (column, value) in self.values.iter_mut().enumerate() {
            *value = 1.0 + (column % 7) as f32 / 7.0;
        }
        let mut norm = 1.0;
        for _ in 0..POWERS {
            let length = single(squares(&self.values).sqrt()).max(f32::MIN_POSITIVE);
            self.values.iter_mut().zip(columns).for_each(|(value, column)| *value *= column.scale / length);
            each(&matrix.by_row, &self.values, &mut self.prices, |row, sum, price| *price = sum * rows[row].scale);
            norm = squares(&self.prices).sqrt();
            self.prices.iter_mut().zip(rows).for_each(|(price, row)| *price *= row.scale);
            let scaled = |column: usize, sum: f32, value: &mut f32| *value = sum * columns[column].scale;
            each(&matrix.by_column, &self.prices, &mut self.values, scaled);
        }
        if norm > 0.0 { norm } else { 1.0 }
    }

    /// Makes so many steps, unless somebody asks to stop, and begins again from there if that is better.
    pub(super) fn make(&mut self, steps: usize, control: &Control) {
        for step in 1..=steps {
            if control.is_over() {
                return;
            }
            self.step();
            if self.since == 0 {
                self.first = self.step_length();
            }
            if step < steps || !self.is_time() {
                self.draw();
            } else {
                self.begin_again();
            }
        }
    }

    /// One step from here to the next point (Chambolle and Pock, 2011).
    fn step(&mut self) {
        let Relaxed { matrix, columns, rows, .. } = self.relaxed;
        let (forth, up) = (single(self.length / self.weight), single(self.length * self.weight));
        let ahead = |(column, value): (&mut Column, &mut f32), line: &Line| {
            let moved = column.value.here - forth * (line.cost - column.priced.here);
            column.value.next = moved.max(line.least).min(line.most);
            *value = (2.0 * column.value.next - column.value.here) * line.scale;
        };
        let all = |columns: &mut [Column], values: &mut [f32], lines: &[Line]| {
            columns.iter_mut().zip(values).zip(lines).for_each(|(column, line)| ahead(column, line));
        };
        if is_wide(columns.len()) {
            let parts = self.columns.par_chunks_mut(PART).zip(self.values.par_chunks_mut(PART));
            let parts = parts.zip(columns.par_chunks(PART));
            parts.for_each(|((columns, values), lines)| all(columns, values, lines));
        } else {
            all(&mut self.columns, &mut self.values, columns);
        }
        let price = |row: usize, sum: f32, price: &mut Track| {
            let line = &rows[row];
            let low = price.here + up * (line.least - sum * line.scale);
            let high = price.here + up * (line.most - sum * line.scale);
            price.next = low.max(0.0) + high.min(0.0);
        };
        each(&matrix.by_row, &self.values, &mut self.rows, price);
        for ((price, track), line) in self.prices.iter_mut().zip(&self.rows).zip(rows) {
            *price = track.next * line.scale;
        }
        each(&matrix.by_column, &self.prices, &mut self.columns, |column, sum, at: &mut Column| {
            at.priced.next = sum * columns[column].scale;
        });
        self.made += 1;
    }

    /// Goes beyond the next point as far again, and back towards the origin by ever less (Halpern, 1967; Lu and Yang, 2024).
    fn draw(&mut self) {
        let back = 1.0 / (self.since as f32 + 2.0);
        let draw = |columns: &mut [Column]| {
            for column in columns {
                column.value.draw(back);
                column.priced.draw(back);
            }
        };
        if is_wide(self.columns.len()) {
            self.columns.par_chunks_mut(PART).for_each(draw);
        } else {
            draw(&mut self.columns);
        }
        self.rows.iter_mut().for_each(|row| row.draw(back));
        self.since += 1;
    }

    fn squares(&self) -> (Squares, Squares) {
        (Squares::of(self.columns.iter().map(|column| column.value)), Squares::of(self.rows.iter().copied()))
    }

    /// How long the step to the next point is.
    fn step_length(&self) -> f64 {
        let (values, prices) = self.squares();
        (self.weight * values.step + prices.step / self.weight).sqrt()
    }

    /// Whether to begin again.
    fn is_time(&mut self) -> bool {
        let length = self.step_length();
        let grows = length > self.last;
        self.last = length;
        self.since > 0
            && (length <= SHORT * self.first
                || length <= SHORTER * self.first && grows
                || self.since as f64 >= LONG * self.made as f64)
    }

    /// Begins again at the next point, with a weight nearer to the one that would have fitted the way there.
    fn begin_again(&mut self) {
        let (values, prices) = self.squares();
        let (values, prices) = (values.way.sqrt(), prices.way.sqrt());
        if values > STILL && prices > STILL {
            self.weight = (self.weight * prices / values).sqrt();
        }
        for column in &mut self.columns {
            column.value.begin_again();
            column.priced.begin_again();
        }
        self.rows.iter_mut().for_each(Track::begin_again);
        (self.since, self.last) = (0, f64::INFINITY);
    }

    /// The prices of the rows at the next point, as those of the task.
    pub(super) fn prices(&self) -> Vec<f64> {
        self.rows.iter().zip(&self.relaxed.matrix.rows).map(|(row, scale)| f64::from(row.next) * scale).collect()
    }

    /// The values of the columns at the next point, as those of the task.
    pub(super) fn values(&self, task: &Task<'_>) -> Vec<f64> {
        let mut values: Vec<f64> = task.lower.iter().map(|&lower| lower as f64).collect();
        for ((column, line), &of) in self.columns.iter().zip(&self.relaxed.columns).zip(&self.relaxed.column_of) {
            values[of] = f64::from(column.value.next * line.scale);
        }
        values
    }

    /// What the next point's values cost, and what its prices say that all cost at least.
    pub(super) fn costs(&self) -> (f64, f64) {
        let Relaxed { columns, rows, settled, .. } = self.relaxed;
        let row = |(row, line): (&Track, &Line)| match f64::from(row.next) {
            price if price > 0.0 => price * f64::from(line.least),
            price if price < 0.0 => price * f64::from(line.most),
            _ => 0.0,
        };
        let column = |(column, line): (&Column, &Line)| {
            let reduced = f64::from(line.cost) - f64::from(column.priced.next);
            let bound = if reduced > 0.0 { line.least } else { line.most };
            (f64::from(line.cost) * f64::from(column.value.next), reduced * f64::from(bound))
        };
        let of_rows: f64 = self.rows.iter().zip(rows).map(row).sum();
        let of_columns = self.columns.iter().zip(columns).map(column);
        let (value, least) = of_columns.fold((0.0, 0.0), |(value, least), (one, other)| (value + one, least + other));
        (settled + value, settled + of_rows + least)
    }

    /// How far the next point's values are from obeying all rows, as a share of the bounds of those; and what that is worth at its prices.
    pub(super) fn broken(&mut self) -> (f64, f64) {
        let Relaxed { matrix, columns, rows, .. } = self.relaxed;
        for ((value, column), line) in self.values.iter_mut().zip(&self.columns).zip(columns) {
            *value = column.value.next * line.scale;
        }
        each(&matrix.by_row, &self.values, &mut self.prices, |row, sum, beyond| {
            let (line, sum) = (&rows[row], sum * rows[row].scale);
            *beyond = (line.least - sum).max(sum - line.most).max(0.0);
        });
        let size = |line: &Line| {
            let size = |bound: f32| if bound.is_finite() { f64::from(bound.abs()) } else { 0.0 };
            size(line.least).max(size(line.most)).powi(2)
        };
        let sizes = rows.iter().map(size).sum::<f64>().sqrt();
        let worth = self.prices.iter().zip(&self.rows).map(|(beyond, row)| f64::from(beyond * row.next.abs())).sum();
        (squares(&self.prices).sqrt() / (1.0 + sizes), worth)
    }
}

fn squares(values: &[f32]) -> f64 {
    values.iter().map(|value| f64::from(*value).powi(2)).sum()
}

/// Does something with each line's sum over some values.
fn each<T: Send>(lines: &Lines, values: &[f32], into: &mut [T], then: impl Fn(usize, f32, &mut T) + Sync) {
    let part = |(part, into): (usize, &mut [T])| {
        for (within, into) in into.iter_mut().enumerate() {
            let line = part * PART + within;
            then(line, single(lines.dot(line, values)), into);
        }
    };
    if is_wide(into.len().max(values.len())) {
        into.par_chunks_mut(PART).enumerate().for_each(part);
    } else {
        part((0, into));
    }
}
