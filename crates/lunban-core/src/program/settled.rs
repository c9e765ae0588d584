//! A program whose holdings are settled: what is left to choose are the columns of the rules themselves.

use super::{ColumnId, Program, Stated, Sum};

impl Stated {
    /// The program that is left once the holdings at these positions are held, and no others. What goal levels come to with those
    /// holdings, as far as the window sees, is what they come to in it.
    #[must_use]
    pub fn settled(&self, held: &[usize]) -> Self {
        let mut program = Program::new(self.program.counts.len());
        let become_of = self.become_of(held, &mut program);
        let sum = |terms: &[(ColumnId, i64)]| {
            let mut sum = Sum::default();
            for &(column, factor) in terms {
                match become_of[column.index()] {
                    Become::Number(value) => sum.add_constant(factor * value),
                    Become::Column(column) => sum.add_column(column, factor),
                }
            }
            sum
        };
        for row in &self.program.rows {
            program.row(row.label, sum(&row.terms), row.lower, row.upper);
        }
        for (count, old) in program.counts.iter_mut().zip(&self.program.counts) {
            *count = sum(old.terms());
            count.add_constant(old.constant());
        }
        program.contradictions.extend_from_slice(&self.program.contradictions);
        Self { program, holdings: Vec::new() }
    }

    /// Holdings are numbers from now on, and the other columns move up.
    fn become_of(&self, held: &[usize], program: &mut Program) -> Vec<Become> {
        let mut numbers: Vec<Option<i64>> = vec![None; self.program.columns.len()];
        for column in self.holdings.iter().filter_map(|holding| holding.column) {
            numbers[column.index()] = Some(0);
        }
        for column in held.iter().filter_map(|&position| self.holdings[position].column) {
            numbers[column.index()] = Some(1);
        }
        let left = |(number, column): (Option<i64>, &super::Column)| match number {
            Some(number) => Become::Number(number),
            None => Become::Column(program.column(column.label, column.lower, column.upper)),
        };
        numbers.into_iter().zip(&self.program.columns).map(left).collect()
    }
}

/// What a column becomes.
#[derive(Clone, Copy)]
enum Become {
    Number(i64),
    Column(ColumnId),
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;
    use crate::{Pools, Window};

    #[test]
    fn what_is_left_admits_what_the_whole_admits_with_these_holdings() {
        let problem = Tiny::busy().rule("fair-share", "").problem();
        let pools = Pools::new(&problem);
        let stated = Window::whole(&problem, &pools).state();
        let own = stated.program.columns().len() - stated.holdings.len();
        let nobody = stated.settled(&[]).program;
        assert_eq!(nobody.columns().len(), own, "only the rules' own columns are left");
        let open: Vec<i64> = nobody
            .columns()
            .iter()
            .map(|column| if column.label.what.1 == "open" { column.upper } else { 0 })
            .collect();
        assert!(nobody.admits(&open), "with nobody anywhere all seats are open");
        let somebody = stated.settled(&[0]).program;
        assert!(!somebody.admits(&open), "and no longer once one is held");
    }
}
