//! A sparse matrix, by rows and by columns, scaled so that none of them outweighs the others.

/// Rounds of scaling rows and columns to their greatest factors (Ruiz, 2001).
const RUIZ: usize = 8;

/// Lines of a matrix, the factors of each row or of each column: first those that are 1, then those that are -1, then others.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    /// Where each line begins, and where each kind of its factors ends.
    ends: Vec<[u32; 4]>,
    at: Vec<u32>,
    /// The factors that are neither 1 nor -1, in order.
    others: Vec<f32>,
    /// Where the other factors of each line begin.
    others_from: Vec<u32>,
}

/// A matrix by rows and by columns, and what each of them is multiplied by.
#[derive(Clone, Debug)]
pub(super) struct Matrix {
    pub(super) by_row: Lines,
    pub(super) by_column: Lines,
    pub(super) rows: Vec<f64>,
    pub(super) columns: Vec<f64>,
}

fn short(number: usize) -> u32 {
    u32::try_from(number).expect("fewer than 2^32 terms")
}

impl Lines {
    fn new(lines: &mut [Vec<(u32, i64)>]) -> Self {
        let kind = |factor: i64| match factor {
            1 => 0,
            -1 => 1,
            _ => 2,
        };
        let mut all = Self::default();
        for line in lines {
            line.sort_by_key(|&(at, factor)| (kind(factor), at));
            let from = short(all.at.len());
            let ones = short(line.partition_point(|&(_, factor)| kind(factor) == 0));
            let signs = short(line.partition_point(|&(_, factor)| kind(factor) <= 1));
            all.ends.push([from, from + ones, from + signs, from + short(line.len())]);
            all.others_from.push(short(all.others.len()));
            all.at.extend(line.iter().map(|&(at, _)| at));
            all.others.extend(line[signs as usize..].iter().map(|&(_, factor)| factor as f32));
        }
        all
    }

    /// A line's factors times some values, added up.
    pub(super) fn dot(&self, line: usize, values: &[f32]) -> f64 {
        let [from, ones, signs, end] = self.ends[line].map(|end| end as usize);
        let sum = |at: &[u32]| at.iter().map(|&at| f64::from(values[at as usize])).sum::<f64>();
        let mut total = sum(&self.at[from..ones]) - sum(&self.at[ones..signs]);
        if end > signs {
            let factors = &self.others[self.others_from[line] as usize..];
            let pairs = self.at[signs..end].iter().zip(factors);
            total += pairs.map(|(&at, factor)| f64::from(factor * values[at as usize])).sum::<f64>();
        }
        total
    }

    /// How great the factors of a line are, with where they are.
    fn sizes(&self, line: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let [from, _, signs, end] = self.ends[line].map(|end| end as usize);
        let others = &self.others[self.others_from[line] as usize..];
        let size = move |(place, &at): (usize, &u32)| {
            let size = if from + place < signs { 1.0 } else { f64::from(others[from + place - signs].abs()) };
            (at as usize, size)
        };
        self.at[from..end].iter().enumerate().map(size)
    }
}

impl Matrix {
    /// Rows of so many columns, scaled.
    pub(super) fn new(mut rows: Vec<Vec<(u32, i64)>>, columns: usize) -> Self {
        let mut columns: Vec<Vec<(u32, i64)>> = vec![Vec::new(); columns];
        for (place, row) in (0_u32..).zip(&rows) {
            for &(column, factor) in row {
                columns[column as usize].push((place, factor));
            }
        }
        let mut matrix = Self {
            rows: vec![1.0; rows.len()],
            columns: vec![1.0; columns.len()],
            by_row: Lines::new(&mut rows),
            by_column: Lines::new(&mut columns),
        };
        for _ in 0..RUIZ {
            matrix.scale(f64::max);
        }
        // A last time by their sums (Pock and Chambolle, 2011).
        matrix.scale(|one, other| one + other);
        matrix
    }

    /// Divides rows and columns by the roots of their measures.
    fn scale(&mut self, measure: impl Fn(f64, f64) -> f64 + Copy) {
        let scaled = |lines: &Lines, line: usize, own: f64, others: &[f64]| {
            let size = lines.sizes(line).map(|(at, size)| size * others[at]).fold(0.0, measure) * own;
            if size > 0.0 { own / size.sqrt() } else { own }
        };
        let rows = self.rows.iter().enumerate();
        let rows = rows.map(|(row, &own)| scaled(&self.by_row, row, own, &self.columns)).collect();
        let columns = self.columns.iter().enumerate();
        self.columns = columns.map(|(column, &own)| scaled(&self.by_column, column, own, &self.rows)).collect();
        self.rows = rows;
    }
}
