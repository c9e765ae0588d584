//! Bounds that hold whatever a solver's rounding did: Lagrange bounds from row prices, in whole numbers.
//!
//! For any prices y of the rows, minimising `c·x - y·(A x - b)` over the box of the columns bounds `min c·x` from below (weak
//! duality). The solver only proposes y; the bound is computed here in integers, prices being multiples of 2^-32.

use crate::seam::Task;

/// Units of a price in 1.
const ONE: f64 = 4_294_967_296.0;
const SHIFT: u32 = 32;

/// Prices of rows, rounded to units, with the bound they give and what each column adds to it.
#[derive(Clone, Debug)]
pub(crate) struct PricedBound {
    /// The bound, in units.
    units: i128,
    /// The reduced cost of each column, in units.
    reduced: Vec<i128>,
}

impl PricedBound {
    /// The bound that these row prices give.
    pub(crate) fn new(task: &Task<'_>, row_prices: &[f64]) -> Self {
        let mut reduced = vec![0_i128; task.program.columns().len()];
        for &(column, factor) in task.objective {
            reduced[column.index()] += i128::from(factor) << SHIFT;
        }
        let mut units = 0;
        for (row, &price) in task.rows().zip(row_prices) {
            let price = in_units(price);
            let bound = if price > 0 { row.lower } else { row.upper };
            let Some(bound) = bound.filter(|_| price != 0) else { continue };
            units += price * i128::from(bound);
            for &(column, factor) in &row.terms {
                reduced[column.index()] -= price * i128::from(factor);
            }
        }
        for (column, &cost) in reduced.iter().enumerate() {
            let bound = if cost > 0 { task.lower[column] } else { task.upper[column] };
            units += cost * i128::from(bound);
        }
        Self { units, reduced }
    }

    /// The least whole value the objective can have.
    pub(crate) fn whole(&self) -> i64 {
        let floor = self.units >> SHIFT;
        let whole = if (floor << SHIFT) == self.units { floor } else { floor + 1 };
        i64::try_from(whole).unwrap_or(if whole < 0 { i64::MIN } else { i64::MAX })
    }

    /// Narrows the bounds of columns to what a solution of `value` or better can have: moving a column away from its cheaper
    /// bound by n costs n times its reduced cost, and only `value` less the bound may be spent.
    pub(crate) fn narrow(&self, value: i64, lower: &mut [i64], upper: &mut [i64]) {
        let spare = (i128::from(value) << SHIFT) - self.units;
        if spare < 0 {
            return;
        }
        for (column, &cost) in self.reduced.iter().enumerate() {
            if cost == 0 {
                continue;
            }
            let reach = i64::try_from(spare / cost.abs()).unwrap_or(i64::MAX);
            if cost > 0 {
                upper[column] = upper[column].min(lower[column].saturating_add(reach));
            } else {
                lower[column] = lower[column].max(upper[column].saturating_sub(reach));
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "prices are far below 2^63 units; beyond it the cast saturates")]
fn in_units(price: f64) -> i128 {
    if price.is_finite() { i128::from((price * ONE).round() as i64) } else { 0 }
}
