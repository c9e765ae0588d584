//! Goal levels in one number: what is worse on a higher level is worse, whatever the lower ones say.
//!
//! An exchange of duties touches few people, so what it changes on a level fits into few bits. The levels stand side by side in one whole
//! number of 128 bits, first to last, with breaches of rules above them all.

use lunban_core::Sum;

/// Levels side by side; the smaller, the better.
pub(crate) type Grade = i128;

/// One breach of a hard rule by one.
pub(crate) const BREACH: Grade = 1 << 112;

/// Bits of the last level: it counts kilometres where the others count duties.
const LAST: u32 = 28;

/// The most bits of any other level.
const MOST: u32 = 14;

/// Where each level stands.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    shifts: Vec<u32>,
}

impl Scale {
    /// A scale for so many levels.
    pub(crate) fn new(levels: usize) -> Self {
        let above = u32::try_from(levels.saturating_sub(1)).unwrap_or(u32::MAX);
        let bits = (BREACH.ilog2() - LAST).checked_div(above).map_or(0, |bits| bits.min(MOST));
        let shift = |level: u32| if level == above { 0 } else { LAST + bits * (above - 1 - level) };
        Self { shifts: (0..=above).take(levels).map(shift).collect() }
    }

    /// What each column of a program adds, over all levels.
    pub(crate) fn of_columns(&self, columns: usize, objectives: &[Sum]) -> Vec<Grade> {
        let mut grades = vec![0; columns];
        for (objective, shift) in objectives.iter().zip(&self.shifts) {
            for &(column, factor) in objective.terms() {
                grades[column.index()] += Grade::from(factor) << shift;
            }
        }
        grades
    }
}

#[cfg(test)]
mod tests {
    use super::{BREACH, Scale};

    #[test]
    fn a_higher_level_outweighs_the_lower_ones() {
        let scale = Scale::new(8);
        assert_eq!(scale.shifts.last(), Some(&0));
        assert!(scale.shifts.windows(2).all(|pair| pair[0] > pair[1]));
        assert!((1_i128 << scale.shifts[0]) < BREACH);
    }

    #[test]
    fn one_level_and_many_levels_have_a_scale() {
        assert_eq!(Scale::new(1).shifts, [0]);
        assert_eq!(Scale::new(0).shifts, [0_u32; 0]);
        assert_eq!(Scale::new(200).shifts.len(), 200);
    }
}
