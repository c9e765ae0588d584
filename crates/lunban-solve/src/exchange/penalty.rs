//! What a row costs as its sum goes: nothing between its bounds, then step by step, then a breach.

use super::grade::Grade;

/// So much further at so much each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) width: i64,
    pub(super) each: Grade,
}

/// A convex cost of a sum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Penalty {
    /// The least sum that costs nothing.
    pub(super) lower: Option<i64>,
    /// The greatest sum that costs nothing.
    pub(super) upper: Option<i64>,
    /// What going below costs, cheapest first.
    pub(super) below: Vec<Step>,
    /// What going above costs, cheapest first.
    pub(super) above: Vec<Step>,
    /// What each unit costs beyond its steps: a breach; a row of one person counts for more, for nobody else can mend it.
    pub(super) breach: Grade,
}

impl Penalty {
    /// The penalty of the sum's negative.
    pub(super) fn negative(self) -> Self {
        let negated = |bound: Option<i64>| bound.map(|bound| -bound);
        Self { lower: negated(self.upper), upper: negated(self.lower), below: self.above, above: self.below, ..self }
    }

    /// Whether it allows a sum up to 1 and no more.
    pub(super) fn is_limit(&self) -> bool {
        self.upper == Some(1) && self.lower.is_none() && self.above.is_empty()
    }

    /// Whether a sum is beyond all steps.
    pub(super) fn is_broken(&self, sum: i64) -> bool {
        let widths = |steps: &[Step]| steps.iter().map(|step| step.width).sum::<i64>();
        self.lower.is_some_and(|lower| lower - sum > widths(&self.below))
            || self.upper.is_some_and(|upper| sum - upper > widths(&self.above))
    }

    /// The cost of a sum.
    pub(super) fn of(&self, sum: i64) -> Grade {
        if let Some(lower) = self.lower.filter(|lower| sum < *lower) {
            return climb(lower - sum, &self.below, self.breach);
        }
        match self.upper {
            Some(upper) if sum > upper => climb(sum - upper, &self.above, self.breach),
            _ => 0,
        }
    }
}

fn climb(mut far: i64, steps: &[Step], breach: Grade) -> Grade {
    let mut cost = 0;
    for step in steps {
        let taken = far.min(step.width);
        cost += step.each * Grade::from(taken);
        far -= taken;
        if far == 0 {
            return cost;
        }
    }
    cost + breach * Grade::from(far)
}

#[cfg(test)]
mod tests {
    use super::super::grade::BREACH;
    use super::{Penalty, Step};

    #[test]
    fn a_sum_within_its_bounds_costs_nothing() {
        let free = Penalty { lower: Some(2), upper: Some(4), breach: BREACH, ..Penalty::default() };
        assert_eq!([1, 2, 3, 4, 5].map(|sum| free.of(sum)), [BREACH, 0, 0, 0, BREACH]);
        assert_eq!(Penalty::default().of(-7), 0);
    }

    #[test]
    fn beyond_its_steps_a_sum_is_a_breach() {
        let steps = vec![Step { width: 1, each: 10 }, Step { width: 2, each: 30 }];
        let stepped = Penalty { upper: Some(0), above: steps.clone(), breach: BREACH, ..Penalty::default() };
        assert_eq!([0, 1, 2, 3, 4].map(|sum| stepped.of(sum)), [0, 10, 40, 70, 70 + BREACH]);
        let below = Penalty { lower: Some(0), below: steps, breach: BREACH, ..Penalty::default() };
        assert_eq!([0, -1, -3, -5].map(|sum| below.of(sum)), [0, 10, 70, 70 + 2 * BREACH]);
        assert_eq!([3, 4].map(|sum| stepped.is_broken(sum)), [false, true]);
        assert_eq!([-3, -4].map(|sum| below.is_broken(sum)), [false, true]);
    }
}
