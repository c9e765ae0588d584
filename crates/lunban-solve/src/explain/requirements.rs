//! What keeps something from being, as requirements that can be dropped one by one.
//!
//! Every hard rule is stated soft, but for the one that nobody sits in two seats at once: then nobody is left out, and whatever breaks a rule has a
//! column, or is one. While a rule is required those are 0. The program is the duty program, or for few teams that of their posts, over the seats asked
//! for and whatever else must be. It has a solution wherever there is a schedule, so what it shows to be impossible is.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::rules::{BROKEN, CountOf, Mode};
use lunban_core::{
    Campaign, Choices, ColumnId, CountId, DateRange, Grain, Label, PersonId, Pools, PostId, Problem, Program, Row,
    RuleEntry, SlotId, Stated, Sum, UnitId, Window,
};

use crate::control::Control;
use crate::ladder::{self, Climb, Climber};
use crate::seam::{Backend, Effort};

/// Whom a requirement concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Everybody whom the rule speaks of.
    Everybody,
    /// The people of a unit together.
    Unit(UnitId),
    /// One person.
    Person(PersonId),
}

/// One requirement: a rule, or what it asks of one unit or person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Requirement {
    /// The id of the rule.
    pub rule: &'static str,
    /// Whom it concerns.
    pub scope: Scope,
}

impl Requirement {
    /// Whether two are of one rule, and of one kind of whom they concern.
    pub(super) fn is_like(self, other: Self) -> bool {
        self.rule == other.rule && std::mem::discriminant(&self.scope) == std::mem::discriminant(&other.scope)
    }
}

/// What is to be, beside what must be anyhow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Posts whose seats are to be filled, sorted.
    pub posts: Vec<PostId>,
    /// So many of their seats may stay open: it is known already why.
    pub but: i64,
    /// Minima that are to be met, by their rows.
    pub minima: Vec<Label>,
    /// Whether waivers may be granted.
    pub with_waivers: bool,
}

/// What is known of what is asked for, under some requirements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// All of it can be.
    CanBe,
    /// At least so much of it cannot: proven. Where what must be contradicts itself, 0.
    CannotBe(i64),
    /// A limit came first.
    Unclear,
}

/// The campaign as requirements take it: every hard rule soft but that nobody is in two places at once.
#[derive(Debug)]
pub(super) struct Softened {
    pub(super) problem: Problem,
    /// The rules that seats stay open for. What else is soft keeps nothing from being.
    standing: Vec<&'static str>,
}

impl Softened {
    pub(super) fn of(campaign: &Campaign) -> Option<Self> {
        let standing = campaign.rules().entries().iter().filter(|entry| campaign.stands(entry)).map(RuleEntry::id);
        let soft = campaign.softened(|entry| entry.id() != ONE_SEAT).ok()?;
        Some(Self { problem: Problem::new(soft), standing: standing.collect() })
    }

    fn stands(&self, entry: &RuleEntry) -> bool {
        self.standing.contains(&entry.id())
    }
}

const ONE_SEAT: &str = "one-seat";

/// More pairs of people and posts of some teams are not looked at post by post.
const FINE: usize = 400_000;

/// Nodes of one search: mostly there is one, and whoever asks why does not wait for minutes. What is not proven by then is not said to be.
const NODES: u32 = 1_000;

/// More pairs of people and posts in all are not.
const WHOLE: usize = 20_000;

/// A program over posts, before it is known what is asked for.
#[derive(Debug)]
pub(super) struct Field<'p> {
    soft: &'p Softened,
    pools: &'p Pools,
    stated: Stated,
}

impl<'p> Field<'p> {
    /// All posts, class by class.
    pub(super) fn of_classes(soft: &'p Softened, pools: &'p Pools) -> Self {
        Self { soft, pools, stated: Window::duty(&soft.problem, pools).state() }
    }

    /// All posts, each alone; none where they are too many. What is found then is exact.
    pub(super) fn of_posts(soft: &'p Softened, pools: &'p Pools) -> Option<Self> {
        let problem = &soft.problem;
        let pairs = problem.posts().len() * problem.campaign().people().len();
        (pairs <= WHOLE).then(|| Self { soft, pools, stated: Window::whole(problem, pools).state() })
    }

    /// The posts of those teams that some posts are of, on their dates, each alone; none where they are too many.
    pub(super) fn of_teams(soft: &'p Softened, pools: &'p Pools, posts: &[PostId]) -> Option<Self> {
        let problem = &soft.problem;
        let of = |post: PostId| (problem.post(post).team, problem.post(post).span);
        let mut teams: Vec<_> = posts.iter().map(|&post| of(post)).collect();
        teams.sort_unstable();
        teams.dedup();
        let mut choices = Choices::whole(problem, pools);
        choices.tops.retain(|&slot| teams.binary_search(&of(pools.slot(slot).posts[0])).is_ok());
        if choices.tops.len() * choices.free.len() > FINE {
            return None;
        }
        let tops = choices.tops.clone();
        choices.free.iter_mut().for_each(|(_, slots)| slots.clone_from(&tops));
        Some(Self { soft, pools, stated: Window::new(problem, pools, Grain::Post, &choices).state() })
    }
}

impl Field<'_> {
    /// The rules that bind people or units over several dates.
    pub(super) fn lasting(&self) -> BTreeSet<&'static str> {
        let lasts = |label: &Label| label.day.is_none() && label.slot.is_none();
        self.stated.program.rows().iter().filter(|row| lasts(&row.label)).map(|row| row.label.what.0).collect()
    }

    /// All minima that can be missed.
    pub(super) fn minima(&self) -> Vec<Label> {
        let program = &self.stated.program;
        let counts = self.soft.problem.campaign().rules().counts_of(CountOf::Missing);
        let columns = counts.flat_map(|count| program.counts()[count.index()].terms());
        columns.map(|(column, _)| program.columns()[column.index()].label).collect()
    }
}

/// What is asked for, and everything that may be required of whoever serves there.
#[derive(Debug)]
pub(super) struct Requirements {
    program: Program,
    /// What of that which is asked for is lacking.
    lacking: Sum,
    /// The dates of the seats asked for.
    spans: BTreeSet<DateRange>,
    /// The columns that fill seats asked for, with who they are of.
    fills: Vec<(ColumnId, PersonId)>,
    /// All requirements, sorted.
    all: Vec<Requirement>,
    /// For each column, the requirements under which it is 0, and what an exception by it costs.
    of_column: Vec<Vec<(usize, i64)>>,
    /// Requirements of which there is no exception, whatever their rule says: hard ties of a rule that is soft by itself.
    ties: Vec<usize>,
    backend: Backend,
}

impl Requirements {
    pub(super) fn new(field: &Field<'_>, asked: &Asked, backend: Backend) -> Self {
        let Field { soft, pools, stated } = field;
        let problem = &soft.problem;
        let broken = broken(soft, stated, asked.with_waivers);
        let is_asked = |slot: SlotId| pools.slot(slot).posts.iter().all(|post| asked.posts.binary_search(post).is_ok());
        let mut fills = vec![false; stated.program.columns().len()];
        let asked_for = stated.holdings.iter().filter(|held| is_asked(held.slot));
        asked_for.filter_map(|held| held.column).for_each(|column| fills[column.index()] = true);
        let missing = missing(problem, stated, &asked.minima);
        let is_tie = |row: &Row| !binds(problem, row) && is_of_holdings(stated, row);
        let matters = matters(stated, &broken, &fills, &missing, is_tie);
        let mut smaller = Smaller::new(&stated.program, &matters);
        let is_tied = |row: &Row| row.terms.iter().any(|(column, _)| matters[column.index()]);
        let speaks = |row: &Row| binds(problem, row) || row.terms.iter().any(|(column, _)| missing[column.index()]);
        let rows = stated.program.rows().iter();
        let rows = rows.filter(|row| is_tied(row) && !is_hopeless(stated, &broken, row));
        let (ties, rows): (Vec<&Row>, Vec<&Row>) = rows.partition(|row| is_tie(row));
        rows.into_iter().filter(|row| speaks(row)).for_each(|row| smaller.add(row));
        let ties: Vec<(ColumnId, Requirement)> =
            ties.into_iter().filter_map(|row| Some((smaller.add_tie(row)?, tie(row)))).collect();
        let of_columns = broken.iter().flatten().map(|(requirement, _)| *requirement);
        let mut all: Vec<Requirement> = of_columns.chain(ties.iter().map(|(_, tie)| *tie)).collect();
        all.sort_unstable();
        all.dedup();
        let mut lacking = Sum::default();
        for (position, _) in missing.iter().enumerate().filter(|(_, is_missing)| **is_missing) {
            smaller.columns[position].into_iter().for_each(|column| lacking.add_column(column, 1));
        }
        let seats: i64 = asked.posts.iter().map(|&post| i64::from(problem.post(post).seats)).sum();
        lacking.add_sum(&smaller.ask(&fills, seats - asked.but));
        let of_column = smaller.columns.iter().zip(broken).filter(|(column, _)| column.is_some()).map(|(_, broken)| {
            let numbered =
                |(requirement, price): (Requirement, i64)| Some((all.binary_search(&requirement).ok()?, price));
            broken.into_iter().filter_map(numbered).collect()
        });
        let mut of_column: Vec<Vec<(usize, i64)>> = of_column.collect();
        of_column.resize(smaller.program.columns().len(), Vec::new());
        let number = |tie: &Requirement| all.binary_search(tie).expect("it is one of them");
        for (column, tie) in &ties {
            of_column[column.index()].push((number(tie), 0));
        }
        let mut ties: Vec<usize> = ties.iter().map(|(_, tie)| number(tie)).collect();
        ties.sort_unstable();
        ties.dedup();
        let of_person = stated.holdings.iter().filter_map(|held| Some((held.column?, held.person)));
        let fills = of_person.filter(|(column, _)| fills[column.index()]);
        let fills = fills.filter_map(|(column, person)| Some((smaller.columns[column.index()]?, person))).collect();
        let spans = asked.posts.iter().map(|&post| problem.post(post).span).collect();
        Self { program: smaller.program, lacking, spans, fills, all, of_column, ties, backend }
    }

    /// Whether there may be exceptions to a requirement.
    pub(super) fn may_be_excepted(&self, one: usize) -> bool {
        self.ties.binary_search(&one).is_err()
    }

    /// All requirements, sorted.
    pub(super) fn all(&self) -> &[Requirement] {
        &self.all
    }

    /// People who can fill some seat asked for while some requirements are held, but for one of them.
    pub(super) fn able(&self, held: &[bool], but: Option<usize>) -> Vec<PersonId> {
        let is_kept = |column: ColumnId| {
            self.of_column[column.index()].iter().any(|&(other, _)| held[other] && Some(other) != but)
        };
        let free = self.fills.iter().filter(|(column, _)| !is_kept(*column));
        let mut people: Vec<PersonId> = free.map(|(_, person)| *person).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// The rows of a requirement: those of the dates asked about, where some are.
    pub(super) fn rows_of(&self, one: usize) -> Vec<&Row> {
        let Requirement { rule, scope } = self.all[one];
        let is_of_scope = |label: &Label| match scope {
            Scope::Everybody => label.unit.is_none(),
            Scope::Unit(_) | Scope::Person(_) => scope_of(label) == scope,
        };
        let is_of = |row: &&Row| row.label.what.0 == rule && is_of_scope(&row.label);
        let is_now = |row: &&Row| row.label.day.is_none_or(|day| self.spans.iter().any(|span| span.holds(day)));
        let (now, others): (Vec<&Row>, Vec<&Row>) = self.program.rows().iter().filter(is_of).partition(is_now);
        if now.is_empty() { others } else { now }
    }

    /// What can be under those requirements that are held.
    pub(super) fn ask(&self, held: &[bool], control: &Control) -> Answer {
        let stated = self.under(held);
        let climber = self.climber(control);
        // Mostly the relaxation tells.
        if let Some(climbed) = ladder::relaxed(&stated, &self.lacking, climber) {
            let answer = self.answer(&climbed);
            if answer != Answer::Unclear {
                return answer;
            }
        }
        self.answer(&ladder::climb(&stated, std::slice::from_ref(&self.lacking), None, climber))
    }

    /// How much cannot be under all requirements, at least: as the relaxation tells where it reaches that, else by a short search.
    pub(super) fn missing(&self, control: &Control) -> Answer {
        let (all, climber) = (vec![true; self.all.len()], self.climber(control));
        let stated = self.under(&all);
        let relaxed = ladder::relaxed(&stated, &self.lacking, climber);
        if let Some(Climb::Reached { values, rungs }) = &relaxed {
            let is_reached = |bound: i64| !values.is_empty() && self.lacking.value(values) == bound;
            if rungs.first().is_some_and(|rung| is_reached(rung.bound)) {
                return relaxed.map_or(Answer::Unclear, |climbed| self.answer(&climbed));
            }
        }
        let searched = self.answer(&ladder::climb(&stated, std::slice::from_ref(&self.lacking), None, climber));
        match (relaxed.map_or(Answer::Unclear, |climbed| self.answer(&climbed)), searched) {
            (Answer::CannotBe(relaxed), Answer::CannotBe(searched)) => Answer::CannotBe(relaxed.max(searched)),
            (relaxed, Answer::Unclear) => relaxed,
            (_, searched) => searched,
        }
    }

    fn answer(&self, climbed: &Climb) -> Answer {
        match climbed {
            Climb::Reached { values, .. } if !values.is_empty() && self.lacking.value(values) == 0 => Answer::CanBe,
            Climb::Reached { rungs, .. } => match rungs.first() {
                Some(rung) if rung.bound > 0 => Answer::CannotBe(rung.bound),
                _ => Answer::Unclear,
            },
            Climb::Infeasible => Answer::CannotBe(0),
            Climb::NoPlanInTime | Climb::Fault(_) => Answer::Unclear,
        }
    }

    /// The fewest exceptions by price under which all that is asked for can be, with what is held held all the same: what each requirement is broken
    /// by, and whether that is proven to be the cheapest. None where it cannot be even so, or a limit comes first.
    pub(super) fn fewest(&self, held: &[bool], control: &Control) -> Option<(Vec<Breach>, bool)> {
        let stated = self.under(held);
        let mut price = Sum::default();
        for (position, of) in self.of_column.iter().enumerate() {
            let of_all: i64 = of.iter().map(|(_, price)| price).sum();
            price.add_column(ColumnId::at(position), of_all);
        }
        let objectives = [self.lacking.clone(), price];
        let climbed = ladder::climb(&stated, &objectives, None, self.climber(control));
        let Climb::Reached { values, rungs } = climbed else { return None };
        if self.lacking.value(&values) > 0 {
            return None;
        }
        let is_least = rungs.last().is_some_and(|rung| rung.bound == objectives[1].value(&values));
        let breaches = values.iter().enumerate().filter(|(_, value)| **value > 0).flat_map(|(position, &amount)| {
            let label = self.program.columns()[position].label;
            let of = self.of_column[position].iter();
            of.map(move |&(one, price)| Breach { requirement: self.all[one], label, amount, price: price * amount })
        });
        Some((breaches.collect(), is_least))
    }

    fn climber<'c>(&self, control: &'c Control) -> Climber<'c> {
        let effort = Effort { nodes: Some(NODES), ..Effort::default() };
        Climber { backend: self.backend, seed: 0, effort, control, stage: None }
    }

    /// The program with columns at 0 that break what is held.
    fn under(&self, held: &[bool]) -> Stated {
        let is_kept = |of: &Vec<(usize, i64)>| of.iter().any(|&(one, _)| held[one]);
        let upper = self.program.columns().iter().zip(&self.of_column);
        let upper = upper.map(|(column, of)| if is_kept(of) { column.lower.max(0) } else { column.upper });
        Stated { program: self.program.bounded(upper), holdings: Vec::new() }
    }
}

/// An exception to a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Breach {
    pub(super) requirement: Requirement,
    /// Of whom, where and when.
    pub(super) label: Label,
    pub(super) amount: i64,
    pub(super) price: i64,
}

/// The columns of a program that matter, and its rows over those.
struct Smaller {
    program: Program,
    columns: Vec<Option<ColumnId>>,
}

impl Smaller {
    fn new(whole: &Program, matters: &[bool]) -> Self {
        let mut program = Program::default();
        let columns = whole.columns().iter().zip(matters);
        let columns =
            columns.map(|(column, matters)| matters.then(|| program.column(column.label, column.lower, column.upper)));
        let columns = columns.collect();
        Self { program, columns }
    }

    /// Adds a row; columns that do not matter are 0.
    fn add(&mut self, row: &Row) {
        let mut sum = Sum::default();
        for &(column, factor) in &row.terms {
            self.columns[column.index()].into_iter().for_each(|column| sum.add_column(column, factor));
        }
        if !sum.is_constant() {
            self.program.row(row.label, sum, row.lower, row.upper);
        }
    }

    /// Adds a row of an upper bound that can be dropped: the column that is 1 then. None where it says nothing.
    fn add_tie(&mut self, row: &Row) -> Option<ColumnId> {
        let (mut sum, mut most) = (Sum::default(), 0);
        for &(column, factor) in &row.terms {
            if let Some(column) = self.columns[column.index()] {
                sum.add_column(column, factor);
                most += factor.max(0);
            }
        }
        let over = most - row.upper?;
        (over > 0 && row.lower.is_none()).then(|| {
            let dropped = self.program.column(row.label, 0, 1);
            sum.add_column(dropped, -over);
            self.program.row(row.label, sum, None, row.upper);
            dropped
        })
    }

    /// Asks for so many of some columns; what is lacking.
    fn ask(&mut self, fills: &[bool], seats: i64) -> Sum {
        let mut lacking = Sum::default();
        if seats > 0 {
            let label = |what| Label { what: ("seats", what), ..Label::default() };
            let column = self.program.column(label("lacking"), 0, seats);
            lacking.add_column(column, 1);
            let mut filled = lacking.clone();
            let there = self.columns.iter().zip(fills).filter(|(_, fills)| **fills).filter_map(|(column, _)| *column);
            there.for_each(|column| filled.add_column(column, 1));
            self.program.row(label("asked"), filled, Some(seats), None);
        }
        lacking
    }
}

/// For each column, the requirements that it breaks wherever it is above 0, with the price of the exception.
fn broken(soft: &Softened, stated: &Stated, with_waivers: bool) -> Vec<Vec<(Requirement, i64)>> {
    let mut of_column: Vec<Vec<(Requirement, i64)>> = vec![Vec::new(); stated.program.columns().len()];
    for entry in soft.problem.campaign().rules().entries() {
        let waivers = entry.page().counts.iter().zip(entry.counts());
        let waivers = waivers.filter(|(page, _)| page.of == CountOf::Waivers && !with_waivers).map(|(_, count)| *count);
        let prices: BTreeMap<CountId, i64> = entry.exceptions().into_iter().collect();
        for count in entry.count(BROKEN).filter(|_| soft.stands(entry)).into_iter().chain(waivers) {
            for &(column, factor) in stated.program.counts()[count.index()].terms().iter().filter(|term| term.1 > 0) {
                let requirement = requirement(entry, &stated.program.columns()[column.index()].label);
                of_column[column.index()].push((requirement, prices.get(&count).map_or(0, |price| price * factor)));
            }
        }
    }
    of_column
}

fn requirement(entry: &RuleEntry, label: &Label) -> Requirement {
    let scope = match scope_of(label) {
        Scope::Person(_) if !entry.rule().is_of_each_person() => Scope::Everybody,
        scope => scope,
    };
    Requirement { rule: entry.id(), scope }
}

fn scope_of(label: &Label) -> Scope {
    match (label.unit, label.person) {
        (Some(unit), _) => Scope::Unit(unit),
        (None, Some(person)) => Scope::Person(person),
        (None, None) => Scope::Everybody,
    }
}

/// The requirement of a hard tie, by one of those who are tied.
fn tie(row: &Row) -> Requirement {
    Requirement { rule: row.label.what.0, scope: scope_of(&row.label) }
}

/// Whether a row is of holdings alone: what only counts has a column of its own.
fn is_of_holdings(stated: &Stated, row: &Row) -> bool {
    row.terms.iter().all(|(column, _)| stated.program.columns()[column.index()].label.what == HELD)
}

/// The columns of what is missing to some minima.
fn missing(problem: &Problem, stated: &Stated, minima: &[Label]) -> Vec<bool> {
    let mut is_missing = vec![false; stated.program.columns().len()];
    for count in problem.campaign().rules().counts_of(CountOf::Missing) {
        for (column, _) in stated.program.counts()[count.index()].terms() {
            let label = &stated.program.columns()[column.index()].label;
            is_missing[column.index()] |= minima.contains(label);
        }
    }
    is_missing
}

/// Whether a row keeps anybody from anything: those that only count do not.
fn binds(problem: &Problem, row: &Row) -> bool {
    let entry = problem.campaign().rules().find(row.label.what.0);
    entry.is_none_or(|entry| entry.page().mode == Mode::Hard || entry.mode() == Mode::Hard)
}

/// The most that the columns of a row come to where nothing is broken and some columns are 0.
fn most(stated: &Stated, broken: &[Vec<(Requirement, i64)>], row: &Row, is_zero: impl Fn(usize) -> bool) -> i64 {
    let most = row.terms.iter().map(|&(column, factor)| {
        let Some(known) = stated.program.columns().get(column.index()) else { return 0 };
        let is_breach = known.label.what != HELD && !broken[column.index()].is_empty();
        let upper = if is_breach || is_zero(column.index()) { 0 } else { known.upper };
        (factor * known.lower).max(factor * upper)
    });
    most.sum()
}

/// The label of columns that are holdings.
const HELD: (&str, &str) = ("held", "by");

/// Whether a row asks for more than all of its columns together: where only some posts are looked at, what must be elsewhere is not.
fn is_hopeless(stated: &Stated, broken: &[Vec<(Requirement, i64)>], row: &Row) -> bool {
    row.lower.is_some_and(|lower| most(stated, broken, row, |_| false) < lower)
}

/// The columns that matter: holdings that fill what is asked for or that some row asks for or is a tie with, what is missing to minima, and whatever
/// else a row ties to those.
fn matters(
    stated: &Stated,
    broken: &[Vec<(Requirement, i64)>],
    fills: &[bool],
    missing: &[bool],
    is_tie: impl Fn(&Row) -> bool,
) -> Vec<bool> {
    let columns = stated.program.columns();
    let is_held: Vec<bool> = columns.iter().map(|column| column.label.what == HELD).collect();
    let mut matters: Vec<bool> = fills.iter().zip(missing).map(|(fills, missing)| *fills || *missing).collect();
    for row in stated.program.rows() {
        let is_zero = |column: usize| is_held[column] || missing[column];
        if row.lower.is_some_and(|lower| most(stated, broken, row, is_zero) < lower) {
            row.terms.iter().for_each(|(column, _)| matters[column.index()] = true);
        }
    }
    let mut rows: Vec<&Row> = stated.program.rows().iter().collect();
    loop {
        let is_tied = |row: &&Row| row.terms.iter().any(|(column, _)| matters[column.index()]);
        let (tied, others): (Vec<&Row>, Vec<&Row>) = rows.into_iter().partition(is_tied);
        if tied.is_empty() {
            return matters;
        }
        for row in tied {
            let brings_holdings = is_tie(row);
            let brought = row.terms.iter().filter(|(column, _)| brings_holdings || !is_held[column.index()]);
            brought.for_each(|(column, _)| matters[column.index()] = true);
        }
        rows = others;
    }
}
