//! The best schedule near another one that does one thing otherwise.
//!
//! Exchanges on the duty program go on from the schedule with what is wanted as a level before all others; then those who came take the seats of
//! those who went. It is an upper bound on the cost: no proof that it cannot be had for less.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::{Audit, Choices, DateRange, Grain, Holding, PersonId, PostId, Schedule, SlotId, Stated, Sum, Window};

use crate::exchange::Exchange;
use crate::road::Work;
use crate::seating::{self, Placement};

/// What is wanted of one person in one post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// That they serve there.
    There,
    /// That they do not.
    NotThere,
    /// Nothing but a better schedule.
    Better,
}

/// A schedule, and the duty program in which variants of it are looked for.
pub(super) struct Variants<'a> {
    work: &'a Work<'a>,
    stated: Stated,
    schedule: &'a Schedule,
}

impl<'a> Variants<'a> {
    pub(super) fn new(work: &'a Work<'a>, schedule: &'a Schedule) -> Self {
        Self { work, stated: Window::duty(work.problem, &work.pools).state(), schedule }
    }

    /// A lawful schedule near this one that has what is wanted, as good as exchanges find it.
    pub(super) fn with(&self, person: PersonId, post: PostId, want: Want) -> Option<Schedule> {
        let held = self.holdings(person, post, want)?;
        let held: Vec<Holding> = held.into_iter().map(|position| self.stated.holdings[position]).collect();
        let wanted = (want == Want::There).then_some((person, post));
        let seated = Seats { work: self.work, schedule: self.schedule, wanted }.seat(&held)?;
        let is_there = seated.duties().iter().any(|duty| (duty.person, duty.post) == (person, post));
        let is_wanted = match want {
            Want::There => is_there,
            Want::NotThere => !is_there,
            Want::Better => true,
        };
        is_wanted.then_some(seated)
    }

    /// The holding of a person that stands for a post: the finest of their slots around it.
    fn holding(&self, person: PersonId, post: PostId) -> Option<usize> {
        let size = |position: &usize| self.work.pools.slot(self.stated.holdings[*position].slot).posts.len();
        let first = self.stated.holdings.partition_point(|held| held.person < person);
        let own = self.stated.holdings[first..].iter().take_while(|held| held.person == person);
        let around = own.enumerate().filter(|(_, held)| {
            let slot = self.work.pools.slot(held.slot);
            slot.posts.binary_search(&post).is_ok()
        });
        around.map(|(place, _)| first + place).min_by_key(size)
    }

    fn holdings(&self, person: PersonId, post: PostId, want: Want) -> Option<Vec<usize>> {
        let duties = self.schedule.duties().iter();
        let start: Vec<usize> = duties.filter_map(|duty| self.holding(duty.person, duty.post)).collect();
        let mut objectives = self.work.objectives(&self.stated);
        if want != Want::Better {
            let column = self.stated.holdings[self.holding(person, post)?].column?;
            let mut wanted = Sum::default();
            match want {
                Want::There => {
                    wanted.add_constant(1);
                    wanted.add_column(column, -1);
                }
                Want::NotThere | Want::Better => wanted.add_column(column, 1),
            }
            objectives.insert(0, wanted);
        }
        // By kinds of seat the last level only seems better: what it is shows in teams.
        let levels = objectives.len().saturating_sub(1).max(1);
        let exchange = Exchange {
            stated: &self.stated,
            objectives: &objectives,
            levels,
            upper: None,
            control: &self.work.control,
        };
        exchange.settle(&start).lawful()
    }
}

/// Who came to seats of one kind, and the seats that are left to them.
#[derive(Clone, Debug, Default)]
struct Change {
    came: Vec<PersonId>,
    left: Vec<PostId>,
}

/// From holdings of kinds of seat to posts, near those of a schedule.
struct Seats<'a> {
    work: &'a Work<'a>,
    schedule: &'a Schedule,
    /// Who is to be where.
    wanted: Option<(PersonId, PostId)>,
}

impl Seats<'_> {
    /// Whoever serves in the same kind of seat on the same dates stays where they are, if that breaks no rule; the others take what is left. On dates
    /// on which nobody comes all stays as it is.
    fn seat(&self, held: &[Holding]) -> Option<Schedule> {
        let (problem, pools) = (self.work.problem, &self.work.pools);
        let (staying, changes) = self.changes(held);
        let span = |slot: &SlotId| pools.slot(*slot).span;
        let spans: BTreeSet<DateRange> =
            changes.iter().filter(|(_, change)| !change.came.is_empty()).map(|(slot, _)| span(slot)).collect();
        let slot = |post: PostId| pools.of_post(Grain::Post, post);
        let came = changes.values().flat_map(|change| change.came.iter().copied().zip(change.left.iter().copied()));
        let placed: Placement =
            staying.iter().copied().chain(came).map(|(person, post)| (person, slot(post))).collect();
        let (free, fixed): (Placement, Placement) = placed.iter().partition(|(_, slot)| spans.contains(&span(slot)));
        let tops = pools.at(Grain::Post).filter(|slot| spans.contains(&span(slot))).collect();
        let free = free.into_iter().map(|(person, slot)| (person, self.choices(person, slot, &changes))).collect();
        let choices = Choices { tops, free, fixed: fixed.clone(), seated: true };
        let seated = seating::near(self.work, &choices, &placed)?;
        let schedule = seating::schedule(self.work, fixed.into_iter().chain(seated));
        Audit::values(problem, &schedule).is_lawful().then_some(schedule)
    }

    /// Those who stay, and what changes in each kind of seat.
    fn changes(&self, held: &[Holding]) -> (Vec<(PersonId, PostId)>, BTreeMap<SlotId, Change>) {
        let pools = &self.work.pools;
        let class = |slot: SlotId| pools.around(Grain::Class, slot);
        let mut after: BTreeSet<(SlotId, PersonId)> = held.iter().map(|held| (class(held.slot), held.person)).collect();
        let mut left: BTreeMap<PostId, u32> =
            self.work.problem.posts().iter().map(|post| (post.id, post.seats)).collect();
        let mut staying = Vec::new();
        let mut stay = |person: PersonId, post: PostId| {
            let seats = left.get_mut(&post).filter(|seats| **seats > 0);
            let fits = seats.is_some() && after.remove(&(pools.of_post(Grain::Class, post), person));
            if fits {
                left.entry(post).and_modify(|seats| *seats -= 1);
                staying.push((person, post));
            }
        };
        self.wanted.into_iter().for_each(|(person, post)| stay(person, post));
        self.schedule.duties().iter().for_each(|duty| stay(duty.person, duty.post));
        let mut changes: BTreeMap<SlotId, Change> = BTreeMap::new();
        for (slot, person) in after {
            changes.entry(slot).or_default().came.push(person);
        }
        for (slot, change) in &mut changes {
            let posts = pools.slot(*slot).posts.iter();
            change.left = posts.flat_map(|post| std::iter::repeat_n(*post, left[post] as usize)).collect();
        }
        (staying, changes)
    }

    /// Where somebody may go: to the posts of the city they are in and to those that are left; who is to be somewhere stays there.
    fn choices(&self, person: PersonId, slot: SlotId, changes: &BTreeMap<SlotId, Change>) -> Vec<SlotId> {
        let pools = &self.work.pools;
        if self.wanted.is_some_and(|(wanted, post)| wanted == person && pools.of_post(Grain::Post, post) == slot) {
            return vec![slot];
        }
        let mut slots = pools.within(Grain::Post, pools.around(Grain::City, slot));
        let change = changes.get(&pools.around(Grain::Class, slot)).cloned().unwrap_or_default();
        if change.came.contains(&person) {
            slots = pools.within(Grain::Post, pools.around(Grain::Class, slot));
        }
        slots.extend(change.left.iter().map(|&post| pools.of_post(Grain::Post, post)));
        slots.sort_unstable();
        slots.dedup();
        slots
    }
}
