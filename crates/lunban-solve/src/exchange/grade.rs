//! Goal levels in one number: what is worse on a higher level is worse, whatever the lower ones say.
//!
//! An exchange of duties touches few people, so what it changes on a level fits into few bits. The levels stand side by side in one whole
//! number of 128 bits, first to last, with breaches of rules above them all.
//!
//! Seen from afar, only the first levels of it count: what later ones say rounds to nothing.

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

    /// Grades seen from each level, first to last.
    pub(crate) fn views(&self) -> impl Iterator<Item = View> + '_ {
        self.shifts.iter().map(|&shift| View { shift })
    }

    /// What a grade says of the last level.
    pub(crate) fn last(&self, grade: Grade) -> Grade {
        let Some(&above) = self.shifts.iter().rev().nth(1) else { return grade };
        grade - (View { shift: above }.of(grade) << above)
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

/// Grades to one level and those above it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    shift: u32,
}

impl View {
    /// A grade, rounded to the level.
    pub(crate) fn of(self, grade: Grade) -> Grade {
        let half = if self.shift == 0 { 0 } else { 1 << (self.shift - 1) };
        (grade + half) >> self.shift
    }
}

#[cfg(test)]
mod tests {
    use super::{BREACH, Scale, View};

    #[test]
    fn a_higher_level_outweighs_the_lower_ones() {
        let scale = Scale::new(8);
        assert_eq!(scale.shifts.last(), Some(&0));
        assert!(scale.shifts.windows(2).all(|pair| pair[0] > pair[1]));
        assert!((1_i128 << scale.shifts[0]) < BREACH);
    }

    #[test]
    fn a_view_sees_a_level_and_those_above_it() {
        let scale = Scale::new(3);
        let views: Vec<View> = scale.views().collect();
        let [first, second, third] = scale.shifts[..] else { panic!("three levels") };
        let grade = (4 << first) - (3 << second) + (2 << third);
        assert_eq!(views[0].of(grade), 4);
        assert_eq!(views[1].of(grade), (4 << (first - second)) - 3);
        assert_eq!(views[2].of(grade), grade);
        assert_eq!(views[0].of(-grade), -4);
        assert_eq!(scale.last(grade), 2);
        assert_eq!(scale.last(-grade), -2);
    }

    #[test]
    fn one_level_and_many_levels_have_a_scale() {
        assert_eq!(Scale::new(1).shifts, [0]);
        assert_eq!(Scale::new(0).shifts, [0_u32; 0]);
        assert_eq!(Scale::new(200).shifts.len(), 200);
    }
}
