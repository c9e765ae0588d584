//! All rows of the program as one constraint, kept up to date as seats change hands.

use solverforge::prelude::*;

use crate::domain::Plan;
use crate::terms::terms;
use crate::worth::Worth;

/// The sum of each row, and the column that each seat adds to it.
pub struct Rows {
    reference: ConstraintRef,
    sums: Vec<i64>,
    placed: Vec<Option<usize>>,
}

impl Rows {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { reference: ConstraintRef::new("", "rows"), sums: Vec::new(), placed: Vec::new() }
    }

    /// Adds a duty to its rows, or takes it out; what that changes.
    fn shift(&mut self, column: usize, sign: i64) -> Worth {
        let mut change = Worth::zero();
        for &(row, factor) in terms().entries(column) {
            let line = &terms().rows()[row];
            let before = line.cost(self.sums[row]);
            self.sums[row] += sign * factor;
            change = change + line.cost(self.sums[row]) - before;
        }
        change
    }
}

impl SingleConstraint for Rows {}

impl IncrementalConstraint<Plan, Worth> for Rows {
    fn evaluate(&self, plan: &Plan) -> Worth {
        Self::new().initialize(plan)
    }

    fn match_count(&self, _plan: &Plan) -> usize {
        terms().rows().len()
    }

    fn initialize(&mut self, plan: &Plan) -> Worth {
        self.sums = vec![0; terms().rows().len()];
        self.placed = vec![None; plan.seats.len()];
        let nobody = terms().rows().iter().fold(Worth::zero(), |sum, line| sum + line.cost(0));
        (0..plan.seats.len()).fold(nobody, |sum, seat| sum + self.on_insert(plan, seat, 0))
    }

    fn on_insert(&mut self, plan: &Plan, seat: usize, class: usize) -> Worth {
        if class != 0 || self.placed[seat].is_some() {
            return Worth::zero();
        }
        let at = &plan.seats[seat];
        self.placed[seat] = at.person.and_then(|person| terms().column(person, at.post));
        self.placed[seat].map_or(Worth::zero(), |column| self.shift(column, 1))
    }

    fn on_retract(&mut self, _plan: &Plan, seat: usize, class: usize) -> Worth {
        if class != 0 {
            return Worth::zero();
        }
        self.placed[seat].take().map_or(Worth::zero(), |column| self.shift(column, -1))
    }

    fn reset(&mut self) {
        self.sums.clear();
        self.placed.clear();
    }

    fn constraint_ref(&self) -> &ConstraintRef {
        &self.reference
    }

    fn is_hard(&self) -> bool {
        true
    }
}
