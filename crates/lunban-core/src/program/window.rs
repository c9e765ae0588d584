//! A window: the people and slots left free; all else is constant.
//!
//! The same statement of the rules builds the whole program (every post alone), the duty program (posts pooled), the seating of one
//! round (what the duty program chose, told apart more finely), and a repair.

use std::collections::BTreeMap;

use super::{Choices, ColumnId, Label, Program, Statement, Sum};
use crate::pools::{Grain, Pools, Slot, SlotId};
use crate::{CountId, PersonId, PlaceId, PostId, Problem, Regions, TeamId};

/// One person in one slot: a column of the program, or a constant 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub slot: SlotId,
    /// The column; none: the person holds the slot, come what may.
    pub column: Option<ColumnId>,
}

/// Slots that share teams, with those teams: what a rule of teams can speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The slots.
    pub slots: Vec<SlotId>,
    /// Teams all of whose posts on these dates lie in the slots.
    pub teams: Vec<TeamId>,
}

/// People and slots left free, and what is constant beside them.
#[derive(Debug)]
pub struct Window<'a> {
    problem: &'a Problem,
    pools: &'a Pools,
    grain: Grain,
    of_person: Vec<Vec<Holding>>,
    of_top: BTreeMap<SlotId, Vec<Holding>>,
    open: BTreeMap<SlotId, ColumnId>,
    groups: Vec<Group>,
    seated: bool,
    program: Program,
}

impl<'a> Window<'a> {
    /// The whole problem: every person, every post alone. This program is the definition.
    pub fn whole(problem: &'a Problem, pools: &'a Pools) -> Self {
        Self::new(problem, pools, Grain::Post, &Choices::whole(problem, pools))
    }

    /// The duty program: posts pooled by class.
    ///
    /// Every schedule is a solution of it at no greater cost, so what it proves bounds the whole.
    pub fn duty(problem: &'a Problem, pools: &'a Pools) -> Self {
        Self::new(problem, pools, Grain::Class, &Choices::pooled(problem, pools))
    }

    /// A window over choices of one's own; `grain` is that of the tops.
    pub fn new(problem: &'a Problem, pools: &'a Pools, grain: Grain, choices: &Choices) -> Self {
        let counts = problem.campaign().rules().counts().len();
        let mut window = Self {
            problem,
            pools,
            grain,
            of_person: vec![Vec::new(); problem.campaign().people().len()],
            of_top: choices.tops.iter().map(|&slot| (slot, Vec::new())).collect(),
            open: BTreeMap::new(),
            groups: groups_of(problem, pools, &choices.tops),
            seated: choices.seated,
            program: Program::new(counts),
        };
        for &(person, slot) in &choices.fixed {
            window.of_person[person.index()].push(Holding { person, slot, column: None });
        }
        for (person, slots) in &choices.free {
            window.add_free(*person, slots);
        }
        window.settle();
        window
    }

    /// The regions of the cities that posts are in.
    pub fn regions(&self) -> &'a Regions {
        self.pools.regions()
    }

    fn add_free(&mut self, person: PersonId, slots: &[SlotId]) {
        for &slot in slots {
            let Some(prices) = self.prices(person, slot, slots) else { continue };
            let label = Label { what: ("held", "by"), person: Some(person), slot: Some(slot), ..Label::default() };
            let column = self.program.column(label, 0, 1);
            for (count, price) in prices {
                self.program.counts[count.index()].add_column(column, price);
            }
            self.of_person[person.index()].push(Holding { person, slot, column: Some(column) });
        }
    }

    /// What a holding adds to counts at least; none where the person may not have it.
    fn prices(&self, person: PersonId, slot: SlotId, slots: &[SlotId]) -> Option<Vec<(CountId, i64)>> {
        if self.pools.is_part(slot) {
            let part = self.pools.slot(slot);
            return self.problem.prices_of_part(person, part.posts[0], part.span);
        }
        let seen = self.posts_seen(person, slot, slots);
        let price = |count| seen.iter().map(|&post| self.problem.price(count, person, post)).min();
        let counts = self.problem.priced_counts().into_iter();
        (!seen.is_empty()).then(|| counts.filter_map(|count| Some((count, price(count)?))).collect())
    }

    /// Posts of a slot that a person may hold and that none of their finer slots stands for: enough of them that every other is like one of them.
    fn posts_seen(&self, person: PersonId, slot: SlotId, slots: &[SlotId]) -> Vec<PostId> {
        let pool = self.pools.slot(slot);
        let finer: Vec<SlotId> = slots
            .iter()
            .copied()
            .filter(|&other| other != slot && self.pools.slot(other).posts.len() < pool.posts.len())
            .filter(|&other| pool.posts.binary_search(&self.pools.slot(other).posts[0]).is_ok())
            .collect();
        let is_seen = |&post: &PostId| {
            self.problem.may_hold(person, post)
                && !finer.iter().any(|&other| self.pools.slot(other).posts.binary_search(&post).is_ok())
        };
        if self.problem.is_told_apart(person) {
            return pool.posts.iter().copied().filter(is_seen).collect();
        }
        // Cities that no rule speaks of for the person are alike.
        let in_city = |city: PlaceId| {
            let found = pool.samples.binary_search_by_key(&city, |&post| self.problem.post(post).city);
            found.ok().map(|place| pool.samples[place])
        };
        let other = pool.samples.iter().copied().filter(|&post| !self.problem.is_spoken_of(person, post)).find(is_seen);
        self.problem.spoken_of(person).filter_map(in_city).filter(is_seen).chain(other).collect()
    }

    /// Sorts people's holdings by date, and states what seats are: none is held twice, what is not held is open.
    fn settle(&mut self) {
        let pools = self.pools;
        for holdings in &mut self.of_person {
            holdings.sort_by_key(|holding| (pools.slot(holding.slot).span, holding.slot));
            for holding in holdings.iter() {
                let slot = pools.slot(holding.slot);
                if pools.is_part(holding.slot) && slot.span.last() < self.problem.post(slot.posts[0]).span.last() {
                    // Who has left holds no seat any more.
                    continue;
                }
                if let Some(held) = self.of_top.get_mut(&pools.around(self.grain, holding.slot)) {
                    held.push(*holding);
                }
            }
        }
        if self.seated {
            self.seat_everybody();
        }
        for (&top, held) in &self.of_top {
            let seats = i64::from(pools.slot(top).seats);
            let label = |what| Label { what: ("seats", what), slot: Some(top), ..Label::default() };
            let open = self.program.column(label("open"), 0, seats);
            self.open.insert(top, open);
            let mut sum = Sum::of(held);
            sum.add_column(open, 1);
            self.program.row(label("held"), sum, Some(seats), Some(seats));
            let mut finer: BTreeMap<SlotId, Sum> = BTreeMap::new();
            for holding in held.iter().filter(|holding| holding.slot != top) {
                finer.entry(holding.slot).or_default().add(holding, 1);
            }
            for (slot, sum) in finer {
                let label = Label { slot: Some(slot), ..label("held") };
                self.program.row(label, sum, None, Some(i64::from(pools.slot(slot).seats)));
            }
        }
    }

    fn seat_everybody(&mut self) {
        let pools = self.pools;
        for (person, holdings) in self.of_person.iter().enumerate() {
            for here in holdings.chunk_by(|a, b| pools.slot(a.slot).span == pools.slot(b.slot).span) {
                let free = Sum::of(here.iter().filter(|holding| holding.column.is_some()));
                if !free.is_constant() {
                    let (person, day) = (Some(PersonId::at(person)), Some(pools.slot(here[0].slot).span.first()));
                    let label = Label { what: ("seats", "one"), person, day, ..Label::default() };
                    self.program.row(label, free, Some(1), Some(1));
                }
            }
        }
    }

    /// The problem.
    pub fn problem(&self) -> &'a Problem {
        self.problem
    }

    /// Days on which part duties begin.
    pub fn part_days(&self) -> Vec<chrono::NaiveDate> {
        self.pools.part_days()
    }

    /// A slot.
    pub fn slot(&self, slot: SlotId) -> &'a Slot {
        self.pools.slot(slot)
    }

    /// People with something free.
    pub fn people(&self) -> impl Iterator<Item = PersonId> + '_ {
        let free = |holdings: &Vec<Holding>| holdings.iter().any(|holding| holding.column.is_some());
        self.of_person.iter().enumerate().filter(move |(_, holdings)| free(holdings)).map(|(row, _)| PersonId::at(row))
    }

    /// A person's holdings, free and fixed, by date.
    pub fn of_person(&self, person: PersonId) -> &[Holding] {
        &self.of_person[person.index()]
    }

    /// The sum of some of a person's holdings, sorted by date. Where everybody free is seated, all of the free ones of a span together are
    /// the constant 1.
    pub fn sum_of<'h>(&self, person: PersonId, holdings: impl IntoIterator<Item = &'h Holding>) -> Sum {
        if !self.seated {
            return Sum::of(holdings);
        }
        let span = |holding: &Holding| self.pools.slot(holding.slot).span;
        let holdings: Vec<Holding> = holdings.into_iter().copied().collect();
        let mut sum = Sum::default();
        for here in holdings.chunk_by(|a, b| span(a) == span(b)) {
            let chosen = here.iter().filter(|holding| holding.column.is_some()).count();
            let all = self.of_person(person).iter().filter(|holding| holding.column.is_some());
            if chosen > 0 && chosen == all.filter(|holding| span(holding) == span(&here[0])).count() {
                let fixed = Sum::of(here.iter().filter(|holding| holding.column.is_none()));
                sum.add_sum(&fixed);
                sum.add_constant(1);
            } else {
                sum.add_sum(&Sum::of(here));
            }
        }
        sum
    }

    /// The slots to be filled.
    pub fn tops(&self) -> impl Iterator<Item = SlotId> + '_ {
        self.of_top.keys().copied()
    }

    /// Holdings in a slot to be filled, or within it.
    pub fn of_top(&self, top: SlotId) -> &[Holding] {
        &self.of_top[&top]
    }

    /// The column that counts open seats of a slot to be filled.
    pub fn open(&self, top: SlotId) -> ColumnId {
        self.open[&top]
    }

    /// Slots to be filled that share teams, with the teams.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Every free holding, by column.
    pub fn free(&self) -> impl Iterator<Item = &Holding> {
        self.of_person.iter().flatten().filter(|holding| holding.column.is_some())
    }

    /// The program: every rule that is on has stated its rows.
    pub fn state(mut self) -> Stated {
        let mut program = std::mem::take(&mut self.program);
        for entry in self.problem.campaign().rules().entries() {
            let mut statement = Statement { entry, program: &mut program };
            entry.rule().state(&self, &mut statement);
            statement.bind_counts();
        }
        let holdings = self.free().copied().collect();
        Stated { program, holdings }
    }
}

/// A program, and what its first columns mean.
#[derive(Clone, Debug)]
pub struct Stated {
    /// The program.
    pub program: Program,
    /// The free holdings of its window.
    pub holdings: Vec<Holding>,
}

impl Stated {
    /// Who holds which slot where the columns have these values.
    pub fn held(&self, values: &[i64]) -> Vec<(PersonId, SlotId)> {
        self.on(values)
            .into_iter()
            .map(|position| (self.holdings[position].person, self.holdings[position].slot))
            .collect()
    }

    /// The positions of the holdings held where the columns have these values.
    pub fn on(&self, values: &[i64]) -> Vec<usize> {
        let is_on = |holding: &Holding| holding.column.is_some_and(|column| values[column.index()] == 1);
        self.holdings.iter().enumerate().filter(|(_, holding)| is_on(holding)).map(|(position, _)| position).collect()
    }

    /// The value of each goal level, as far as the window sees it.
    pub fn levels(&self, problem: &Problem, values: &[i64]) -> Vec<i64> {
        let counts: Vec<i64> = self.program.counts().iter().map(|count| count.value(values)).collect();
        problem.campaign().goals().levels().iter().map(|level| level.value(&counts)).collect()
    }

    /// One goal level as a sum over columns.
    pub fn objective(&self, terms: &[(CountId, i64)]) -> Sum {
        let mut objective = Sum::default();
        for &(count, weight) in terms {
            let count = &self.program.counts()[count.index()];
            objective.add_constant(weight * count.constant());
            for &(column, factor) in count.terms() {
                objective.add_column(column, weight * factor);
            }
        }
        objective.merged()
    }
}

/// Joins slots that share a team, so that rules of teams see whole teams.
fn groups_of(problem: &Problem, pools: &Pools, tops: &[SlotId]) -> Vec<Group> {
    let mut group_of: BTreeMap<(TeamId, crate::DateRange), usize> = BTreeMap::new();
    let mut groups: Vec<Option<Group>> = Vec::new();
    for &top in tops {
        let mut joined = Group { slots: vec![top], teams: Vec::new() };
        let mut keys = Vec::new();
        for &post in &pools.slot(top).posts {
            let post = problem.post(post);
            keys.push((post.team, post.span));
            if let Some(other) = group_of.get(&(post.team, post.span)).and_then(|&group| groups[group].take()) {
                keys.extend(other.teams.iter().map(|&team| (team, post.span)));
                joined.slots.extend(other.slots);
            }
        }
        keys.sort_unstable();
        keys.dedup();
        joined.teams = keys.iter().map(|(team, _)| *team).collect();
        joined.slots.sort_unstable();
        for key in keys {
            group_of.insert(key, groups.len());
        }
        groups.push(Some(joined));
    }
    groups.into_iter().flatten().collect()
}
