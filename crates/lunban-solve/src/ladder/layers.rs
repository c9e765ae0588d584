//! The program as the first goal levels need it: without the rows that only say what later levels count.
//!
//! A column of a rule's own, with all those that rows join it to, is needed from the first level on that one of them costs something on; a row
//! is needed as soon as all its columns are. With rows left out, a program is a relaxation, so what bounds it bounds the whole.

use lunban_core::{Row, Stated, Sum};
use petgraph::unionfind::UnionFind;

/// A program for each level, the same one for levels that need the same rows.
#[derive(Debug)]
pub(crate) struct Layers<'a> {
    whole: &'a Stated,
    /// Programs with rows left out, those with the fewest rows first.
    partial: Vec<Stated>,
    /// The program of each level; those after the last need all rows.
    of_level: Vec<usize>,
}

impl<'a> Layers<'a> {
    /// The layers of a program.
    pub(crate) fn new(stated: &'a Stated, objectives: &[Sum]) -> Self {
        let needed = needed_from(stated, objectives);
        let mut layers = Self { whole: stated, partial: Vec::new(), of_level: Vec::new() };
        let rows_at = |level: usize| needed.iter().filter(|&&from| from <= level).count();
        for level in (0..objectives.len()).take_while(|&level| rows_at(level) < needed.len()) {
            if level == 0 || rows_at(level - 1) < rows_at(level) {
                let mut kept = needed.iter().map(|&from| from <= level);
                let program = stated.program.with_rows(|_| kept.next().unwrap_or(true));
                layers.partial.push(Stated { program, holdings: stated.holdings.clone() });
            }
            layers.of_level.push(layers.partial.len() - 1);
        }
        layers
    }

    /// The program as a level and those above it need it.
    pub(crate) fn of(&self, level: usize) -> &Stated {
        self.of_level.get(level).map_or(self.whole, |&program| &self.partial[program])
    }
}

/// The first level that needs each row: 0 for those that speak of holdings alone, or of columns that cost nothing.
fn needed_from(stated: &Stated, objectives: &[Sum]) -> Vec<usize> {
    let count = stated.program.columns().len();
    let mut is_holding = vec![false; count];
    for column in stated.holdings.iter().filter_map(|holding| holding.column) {
        is_holding[column.index()] = true;
    }
    let own = |row: &Row| -> Vec<usize> {
        let columns = row.terms.iter().map(|(column, _)| column.index());
        columns.filter(|&column| !is_holding[column]).collect()
    };
    let rows: Vec<Vec<usize>> = stated.program.rows().iter().map(own).collect();
    let mut joined = UnionFind::new(count);
    for row in &rows {
        for pair in row.windows(2) {
            joined.union(pair[0], pair[1]);
        }
    }
    let mut first: Vec<Option<usize>> = vec![None; count];
    for (level, objective) in objectives.iter().enumerate() {
        for (column, _) in objective.terms() {
            let first = &mut first[joined.find(column.index())];
            *first = first.or(Some(level));
        }
    }
    rows.iter().map(|row| row.first().and_then(|&column| first[joined.find(column)]).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use lunban_core::{Campaign, GoalDraft, Pools, Problem, Window};
    use lunban_generate::tiny;

    use super::{Layers, needed_from};

    #[test]
    fn a_level_needs_no_row_that_only_later_ones_count_by() {
        let mut draft = tiny().draft;
        draft.rules.entry("travel".to_owned()).or_default();
        let level = |count: &str| vec![GoalDraft { count: count.to_owned(), weight: 1 }];
        draft.goals = ["coverage.open", "workload.steps", "travel.km"].map(level).to_vec();
        let problem = Problem::new(Campaign::build(draft).unwrap());
        let stated = Window::duty(&problem, &Pools::new(&problem)).state();
        let levels = problem.campaign().goals().levels();
        let objectives: Vec<_> = levels.iter().map(|level| stated.objective(&level.terms)).collect();
        let flows = stated.program.rows().iter().zip(needed_from(&stated, &objectives));
        let of_travel: Vec<usize> =
            flows.filter(|(row, _)| row.label.what.0 == "travel").map(|(_, level)| level).collect();
        assert!(!of_travel.is_empty() && of_travel.iter().all(|&level| level == levels.len() - 1));
        let layers = Layers::new(&stated, &objectives);
        let rows = |level: usize| layers.of(level).program.rows().len();
        assert!((1..levels.len()).all(|level| rows(level - 1) <= rows(level)) && rows(0) < rows(levels.len() - 1));
        assert_eq!(layers.of(levels.len() - 1).program, stated.program);
    }
}
