//! The obvious split with HiGHS: who serves when, then who of them sits where, span after span; each a plain program, level after level.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::time::{Duration, Instant};

use highs::{HighsSolutionStatus, RowProblem, Sense};
use lunban::{
    Choices, ColumnId, Grain, Label, PersonId, Pools, PostId, Problem, Program, Row, SlotId, Stated, Sum, Window,
};

use super::Teller;

/// Threads of HiGHS, as every peer has.
const THREADS: i32 = 2;

/// Values are whole numbers: where value and bound are nearer than this, they are equal.
const GAP: f64 = 0.99;

/// Who holds which slot.
type Placement = Vec<(PersonId, SlotId)>;

/// What HiGHS found of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The value of each column.
    pub values: Vec<i64>,
    /// What no solution goes below, as HiGHS has it; none where it knows nothing.
    pub bound: Option<f64>,
}

/// A plain HiGHS program: minimises a sum with some rows held, from a solution on where there is one; none where nothing was found.
///
/// # Errors
/// If HiGHS fails.
pub fn minimise(
    program: &Program,
    objective: &[(ColumnId, i64)],
    held: &[Row],
    start: Option<&[i64]>,
    limit: Duration,
) -> io::Result<Option<Found>> {
    let mut model = built(program, objective, held).optimise(Sense::Minimise);
    model.make_quiet();
    model.set_option("threads", THREADS);
    model.set_option("mip_rel_gap", 0.0);
    model.set_option("mip_abs_gap", GAP);
    model.set_option("time_limit", limit.as_secs_f64().max(0.01));
    if let Some(start) = start {
        let start: Vec<f64> = start.iter().map(|&value| value as f64).collect();
        model.set_solution(Some(&start), None, None, None);
    }
    let solved = model.try_solve().map_err(|status| io::Error::other(format!("HiGHS failed: {status:?}")))?;
    if solved.primal_solution_status() != HighsSolutionStatus::Feasible {
        return Ok(None);
    }
    let solution = solved.get_solution();
    #[expect(clippy::cast_possible_truncation, reason = "columns are bounded by whole numbers far below 2^53")]
    let values = solution.columns().iter().map(|value| value.round() as i64).collect();
    let bound = solved.double_info_value(c"mip_dual_bound").ok().filter(|bound| bound.is_finite());
    Ok(Some(Found { values, bound }))
}

fn built(program: &Program, objective: &[(ColumnId, i64)], held: &[Row]) -> RowProblem {
    let mut costs = vec![0.0; program.columns().len()];
    for &(column, factor) in objective {
        costs[column.index()] += factor as f64;
    }
    let mut problem = RowProblem::default();
    let bounds = program.columns().iter().map(|column| column.lower as f64..=column.upper as f64);
    let columns: Vec<_> = bounds.zip(costs).map(|(bounds, cost)| problem.add_integer_column(cost, bounds)).collect();
    for row in program.rows().iter().chain(held) {
        let lower = row.lower.map_or(f64::NEG_INFINITY, |lower| lower as f64);
        let upper = row.upper.map_or(f64::INFINITY, |upper| upper as f64);
        let terms = row.terms.iter().map(|&(column, factor)| (columns[column.index()], factor as f64));
        problem.add_row(lower..=upper, terms.collect::<Vec<_>>());
    }
    problem
}

/// The rule of a count: `travel` of `travel.km`.
fn rule_of(count: &str) -> String {
    count.split('.').next().unwrap_or(count).to_owned()
}

/// The split, and its time.
#[derive(Debug)]
pub struct Split<'a> {
    problem: &'a Problem,
    pools: &'a Pools,
    end: Instant,
}

impl<'a> Split<'a> {
    /// Of a problem, with so much time in all.
    pub fn new(problem: &'a Problem, pools: &'a Pools, limit: Duration) -> Self {
        Self { problem, pools, end: Instant::now() + limit }
    }

    /// Plans, and tells each plan: one once all levels but the last are climbed, without the rows that only say what the last one counts, and one
    /// after that is climbed too.
    ///
    /// # Errors
    /// If HiGHS fails, or nobody listens.
    pub fn plan(&self, teller: &Teller) -> io::Result<()> {
        let stated = Window::duty(self.problem, self.pools).state();
        let lean = self.lean(&stated.program);
        let levels = self.levels();
        let mut climb = Climb::new(self.problem, &stated, Some(teller));
        for (program, upto) in [(&lean, levels - 1), (&stated.program, levels)] {
            let Some(values) = climb.climb(program, upto, self.end)? else { continue };
            let placed = stated.held(values);
            if let Some(seated) = self.seated(placed)? {
                teller.plan(seated.iter().map(|(person, post)| (person.index(), post.index())).collect())?;
            }
        }
        Ok(())
    }

    fn levels(&self) -> usize {
        self.problem.campaign().goals().levels().len()
    }

    /// A program without the rows by which rules count what only the last level asks for: with the flows of travel, HiGHS does not come to the end of
    /// the first level.
    fn lean(&self, program: &Program) -> Program {
        let campaign = self.problem.campaign();
        let last = campaign.goals().levels().iter().skip(1).last();
        let counts = last.into_iter().flat_map(|level| &level.terms);
        let rules: BTreeSet<String> = counts.map(|&(count, _)| rule_of(&campaign.rules().count_name(count))).collect();
        let is_own = |&(column, _): &(ColumnId, i64)| rules.contains(program.columns()[column.index()].label.what.0);
        program.with_rows(|row| !rules.contains(row.label.what.0) || !row.terms.iter().any(is_own))
    }

    /// Tells everybody into teams, one span after another; none where the time is over before it is done.
    fn seated(&self, mut placed: Placement) -> io::Result<Option<Vec<(PersonId, PostId)>>> {
        let mut spans: Vec<_> = placed.iter().map(|&(_, slot)| self.pools.slot(slot).span).collect();
        spans.sort_unstable();
        spans.dedup();
        for span in spans {
            let (here, elsewhere): (Placement, Placement) =
                placed.iter().partition(|&&(_, slot)| self.pools.slot(slot).span == span);
            let Some(told) = self.told_apart(&here, &elsewhere)? else { return Ok(None) };
            placed = [elsewhere, told].concat();
        }
        let post = |slot: SlotId| self.pools.slot(slot).posts[0];
        Ok(Some(placed.into_iter().map(|(person, slot)| (person, post(slot))).collect()))
    }

    /// Tells those of one span into teams. Not all of them may fit: then as many as can.
    fn told_apart(&self, here: &Placement, elsewhere: &Placement) -> io::Result<Option<Placement>> {
        let mut free: BTreeMap<PersonId, Vec<SlotId>> = BTreeMap::new();
        for &(person, slot) in here {
            free.entry(person).or_default().extend(self.pools.within(Grain::Post, slot));
        }
        let Some(span) = here.first().map(|&(_, slot)| self.pools.slot(slot).span) else { return Ok(None) };
        let tops: Vec<SlotId> = self.pools.at(Grain::Post).filter(|&slot| self.pools.slot(slot).span == span).collect();
        let free: Vec<_> = free.into_iter().collect();
        for seated in [true, false] {
            let choices = Choices { tops: tops.clone(), free: free.clone(), fixed: elsewhere.clone(), seated };
            let stated = Window::new(self.problem, self.pools, Grain::Post, &choices).state();
            let mut climb = Climb::new(self.problem, &stated, None);
            if let Some(values) = climb.climb(&stated.program, self.levels(), self.end)? {
                return Ok(Some(stated.held(values)));
            }
        }
        Ok(None)
    }
}

/// A climb of the levels of one program: each is minimised with those before it held.
struct Climb<'a> {
    problem: &'a Problem,
    stated: &'a Stated,
    /// Who tells each level, if anybody is to hear of it.
    teller: Option<&'a Teller>,
    held: Vec<Row>,
    best: Option<Vec<i64>>,
}

impl<'a> Climb<'a> {
    fn new(problem: &'a Problem, stated: &'a Stated, teller: Option<&'a Teller>) -> Self {
        Self { problem, stated, teller, held: Vec::new(), best: None }
    }

    /// Climbs on to a level by a program; each level may take half of the time that is left. None where there is no solution in time.
    fn climb(&mut self, program: &Program, upto: usize, end: Instant) -> io::Result<Option<&[i64]>> {
        // Columns that had no rows may have values that do not obey these.
        self.best = self.best.take().filter(|best| program.admits(best));
        let levels = self.problem.campaign().goals().levels();
        for level in &levels[self.held.len()..upto] {
            let sum = self.stated.objective(&level.terms);
            let bound = self.minimise(program, &sum, end.saturating_duration_since(Instant::now()) / 2)?;
            let Some(best) = &self.best else { return Ok(None) };
            let label = Label { what: ("goals", "held"), ..Label::default() };
            let upper = Some(sum.value(best) - sum.constant());
            self.held.push(Row { label, terms: sum.terms().to_vec(), lower: None, upper });
            if let Some(teller) = self.teller {
                teller.level(self.held.len(), sum.value(best), bound)?;
            }
        }
        Ok(self.best.as_deref())
    }

    /// Minimises a level, from the best solution so far on; what no solution goes below. A level that counts nothing here is settled as soon as
    /// there is a solution.
    fn minimise(&mut self, program: &Program, sum: &Sum, limit: Duration) -> io::Result<Option<f64>> {
        let constant = sum.constant() as f64;
        if self.best.is_some() && (limit.is_zero() || sum.is_constant()) {
            return Ok(sum.is_constant().then_some(constant));
        }
        let found = minimise(program, sum.terms(), &self.held, self.best.as_deref(), limit)?;
        let bound = found.as_ref().and_then(|found| Some(found.bound? + constant));
        self.best = found.map(|found| found.values).or(self.best.take());
        Ok(bound)
    }
}
