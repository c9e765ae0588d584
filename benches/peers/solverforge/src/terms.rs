//! The whole integer program as terms of a score: what each duty costs, and a row for whatever duties come to together.

use std::collections::HashMap;
use std::sync::OnceLock;

use lunban_core::{Column, Pools, Problem, Row, Stated, Window};

use crate::worth::{LEVELS, Levels, Worth};

static TERMS: OnceLock<Terms> = OnceLock::new();

/// The terms of the one campaign that is planned.
pub fn terms() -> &'static Terms {
    TERMS.get_or_init(Terms::default)
}

/// Whose campaign is planned, once and for all.
pub fn settle(problem: &Problem) -> Result<(), String> {
    let levels = problem.campaign().goals().levels().len();
    if levels > LEVELS {
        return Err(format!("{levels} goal levels: expected {LEVELS} at most"));
    }
    TERMS.set(Terms::of(problem)).map_err(|_| "the terms are settled already".to_owned())
}

/// The terms.
#[derive(Debug, Default)]
pub struct Terms {
    eligible: Vec<Vec<usize>>,
    columns: Vec<Vec<usize>>,
    prices: Vec<Levels>,
    open: Vec<Levels>,
    entries: Vec<Vec<(usize, i64)>>,
    rows: Vec<Line>,
}

/// A row: the sum of its duties, with what its own columns pay, is within its bounds.
#[derive(Debug)]
pub struct Line {
    lower: i64,
    upper: i64,
    pays: Vec<Pays>,
}

/// A column of a rule's own: how many units it makes good, and what each costs.
#[derive(Clone, Debug)]
struct Pays {
    factor: i64,
    most: i64,
    cost: Levels,
    /// Every unit costs so much more than the one before: in place of the greatest of several, which belongs to no row alone.
    rising: Levels,
}

impl Line {
    /// What the row costs where its duties come to a sum: the cheapest units first; what they do not make good is a breach.
    pub fn cost(&self, sum: i64) -> Worth {
        let missing = if sum < self.lower { self.lower - sum } else { self.upper.min(sum) - sum };
        let (mut left, mut levels) = (missing.abs(), [0; LEVELS]);
        for pays in self.pays.iter().filter(|pays| pays.factor.signum() == missing.signum()) {
            let units = pays.most.min((left + pays.factor.abs() - 1) / pays.factor.abs());
            for (level, (cost, rising)) in levels.iter_mut().zip(pays.cost.iter().zip(pays.rising)) {
                *level -= cost * units + rising * units * (units + 1) / 2;
            }
            left = (left - units * pays.factor.abs()).max(0);
        }
        Worth::of(-left, levels)
    }
}

impl Terms {
    fn of(problem: &Problem) -> Self {
        let pools = Pools::new(problem);
        let stated = Window::whole(problem, &pools).state();
        let costs = costs(problem, &stated);
        let mut terms = Self {
            eligible: vec![Vec::new(); problem.posts().len()],
            columns: vec![Vec::new(); problem.posts().len()],
            open: vec![[0; LEVELS]; problem.posts().len()],
            entries: vec![Vec::new(); stated.program.columns().len()],
            ..Self::default()
        };
        let mut is_duty = vec![false; stated.program.columns().len()];
        for holding in &stated.holdings {
            let (Some(column), post) = (holding.column, pools.slot(holding.slot).posts[0].index()) else { continue };
            is_duty[column.index()] = true;
            terms.eligible[post].push(holding.person.index());
            terms.columns[post].push(column.index());
        }
        let rising = rising(&stated, &costs, &is_duty);
        for row in stated.program.rows() {
            match row.label.slot {
                Some(slot) if row.label.what == ("seats", "held") => {
                    let open = row.terms.iter().find(|(column, _)| !is_duty[column.index()]);
                    terms.open[pools.slot(slot).posts[0].index()] =
                        open.map_or([0; LEVELS], |(column, _)| costs[column.index()]);
                }
                _ => terms.add(row, stated.program.columns(), &costs, &rising, &is_duty),
            }
        }
        terms.prices = costs;
        terms
    }

    fn add(
        &mut self,
        row: &Row,
        columns: &[Column],
        costs: &[Levels],
        rising: &HashMap<usize, Levels>,
        is_duty: &[bool],
    ) {
        let (duties, own): (Vec<_>, Vec<_>) = row.terms.iter().partition(|(column, _)| is_duty[column.index()]);
        if duties.is_empty() {
            return;
        }
        for &(column, factor) in duties {
            self.entries[column.index()].push((self.rows.len(), factor));
        }
        let mut pays: Vec<Pays> = own
            .into_iter()
            .map(|&(column, factor)| Pays {
                factor,
                most: columns[column.index()].upper,
                cost: costs[column.index()],
                rising: rising.get(&column.index()).copied().unwrap_or_default(),
            })
            .collect();
        pays.sort_by_key(|pays| pays.cost);
        // No sum comes near these.
        let (lower, upper) = (row.lower.unwrap_or(i64::MIN / 4), row.upper.unwrap_or(i64::MAX / 4));
        self.rows.push(Line { lower, upper, pays });
    }

    /// Who may hold a post, in order.
    pub fn eligible(&self, post: usize) -> &[usize] {
        &self.eligible[post]
    }

    /// The column of a person in a post; none where they may not hold it.
    pub fn column(&self, person: usize, post: usize) -> Option<usize> {
        let place = self.eligible[post].binary_search(&person).ok()?;
        Some(self.columns[post][place])
    }

    /// What an open seat of a post costs.
    pub fn open(&self, post: usize) -> &Levels {
        &self.open[post]
    }

    /// What a duty costs by itself.
    pub fn price(&self, column: usize) -> &Levels {
        &self.prices[column]
    }

    /// The rows that a duty is in, with its factor.
    pub fn entries(&self, column: usize) -> &[(usize, i64)] {
        &self.entries[column]
    }

    /// All rows.
    pub fn rows(&self) -> &[Line] {
        &self.rows
    }
}

/// What each column costs on each level.
fn costs(problem: &Problem, stated: &Stated) -> Vec<Levels> {
    let mut costs = vec![[0; LEVELS]; stated.program.columns().len()];
    for (level, goal) in problem.campaign().goals().levels().iter().enumerate() {
        for &(column, factor) in stated.objective(&goal.terms).terms() {
            costs[column.index()][level] = factor;
        }
    }
    costs
}

/// Of each column that a row without duties keeps below another one, what that other one costs.
fn rising(stated: &Stated, costs: &[Levels], is_duty: &[bool]) -> HashMap<usize, Levels> {
    let without = |row: &&Row| row.terms.iter().all(|(column, _)| !is_duty[column.index()]);
    let mut rising = HashMap::new();
    for row in stated.program.rows().iter().filter(without) {
        if let (&[(one, a), (other, b)], Some(0)) = (&row.terms[..], row.upper)
            && a == -b
        {
            let (below, above) = if a > 0 { (one, other) } else { (other, one) };
            rising.insert(below.index(), costs[above.index()]);
        }
    }
    rising
}
