//! Prices of rows by first-order steps: no factorisation, so cost grows as the program does; good for a bound long before they are exact.
//!
//! The primal-dual hybrid gradient (Chambolle and Pock, 2011) as it is used for linear programs: rows and columns scaled (Applegate and
//! others, 2021), each step drawn back to where it began (Lu and Yang, 2024), beginning again as steps get short. The bound that the prices give
//! is computed elsewhere, in whole numbers; here it is only watched, to stop as soon as it is enough.

mod matrix;
mod relaxed;
mod steps;

use crate::bound::PricedBound;
use crate::control::Control;
use crate::seam::Task;
use relaxed::Relaxed;
use steps::Steps;

/// Steps between two looks at the bound.
const LOOK: usize = 40;

/// Looks until it is given up.
const LOOKS: usize = 250;

/// Looks from known values on: what moves at all has moved by then, though not yet as far as it will.
const NEAR_LOOKS: usize = 12;

/// It is given up where so many looks have made the bound better by less than a share of it: the price of travel of 24,800 duties was as good as
/// it gets after 70 looks, and crept on for 180 more.
const PATIENCE: usize = 20;

/// That share.
const WORTH: f64 = 5e-5;

/// Values and bound no farther apart than this are the same.
const NEAR: f64 = 0.05;

/// The same as a share of the value.
const NEARLY: f64 = 5e-4;

/// Rows broken by no more than this share of their bounds are obeyed.
const OBEYED: f64 = 1e-4;

/// Programs with more columns are worth sharing out among threads.
const WIDE: usize = 100_000;

/// Whether one program of so many columns uses all threads, so that several need not be solved side by side.
pub(crate) fn is_wide(columns: usize) -> bool {
    columns > WIDE
}

/// The best bound of a task over fractions that was found until it was `enough`, or the best there is as nearly as it matters.
pub(crate) fn bound(task: &Task<'_>, enough: i64, control: &Control) -> PricedBound {
    let relaxed = Relaxed::new(task);
    let mut steps = Steps::new(&relaxed);
    let mut best = (f64::NEG_INFINITY, steps.prices());
    let mut bests = Vec::new();
    for look in 0..control.looks(LOOKS) {
        steps.make(LOOK, control);
        let (value, least) = steps.costs();
        if least > best.0 {
            best = (least, steps.prices());
            if least > enough as f64 - 1.0 {
                let bound = PricedBound::new(task, &best.1);
                if bound.whole() >= enough {
                    return bound;
                }
            }
        }
        bests.push(best.0);
        let is_still = look >= PATIENCE && best.0 - bests[look - PATIENCE] < WORTH * best.0.abs();
        if control.is_over() || is_still || is_best(&mut steps, value, best.0) {
            break;
        }
    }
    PricedBound::new(task, &best.1)
}

/// Values over fractions after some steps from known values on: cheaper, and with fewer rows broken.
pub(crate) fn near(task: &Task<'_>, start: &[i64], control: &Control) -> Vec<f64> {
    let relaxed = Relaxed::new(task);
    let mut steps = Steps::new(&relaxed);
    steps.begin_at(start);
    for _ in 0..control.looks(NEAR_LOOKS) {
        steps.make(LOOK, control);
        let (value, least) = steps.costs();
        if control.is_over() || is_best(&mut steps, value, least) {
            break;
        }
    }
    steps.values(task)
}

/// Whether no better bound is to be had: whole solutions cost whole numbers, and none lies between a bound and the value of a point; and the point
/// obeys all rows, as nearly as it matters.
fn is_best(steps: &mut Steps<'_>, value: f64, bound: f64) -> bool {
    let near = NEAR.max(NEARLY * value.abs());
    let is_near = (value - bound).abs() <= near || bound <= value && (value - NEAR).ceil() <= bound.ceil();
    is_near && {
        let (broken, worth) = steps.broken();
        broken <= OBEYED && worth <= near
    }
}

#[cfg(test)]
mod tests;
