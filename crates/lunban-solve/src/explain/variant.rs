//! The best schedule near another one that does one thing otherwise.
//!
//! Exchanges on the duty program go on from the schedule with what is wanted as a level before all others; then those who came take the seats of
//! those who went. It is an upper bound on the cost: no proof that it cannot be had for less.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::{
    Audit, DateRange, Duty, Grain, Holding, PersonId, PostId, Problem, Schedule, SlotId, Stated, Sum, Window,
};

use crate::exchange::Exchange;
use crate::road::Work;

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

/// So many people come to seats of one kind at once: more orders than of these are not tried.
const ORDERS: usize = 4;

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
        let seated = Seats::new(self, (want == Want::There).then_some((person, post))).seat(&held)?;
        let is_there = seated.duties().iter().any(|duty| (duty.person, duty.post) == (person, post));
        let is_wanted = match want {
            Want::There => is_there,
            Want::NotThere => !is_there,
            Want::Better => true,
        };
        is_wanted.then_some(seated)
    }

    fn problem(&self) -> &'a Problem {
        self.work.problem
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
        let levels = objectives.len();
        let exchange = Exchange { stated: &self.stated, objectives: &objectives, levels, upper: None, control: &self.work.control };
        exchange.settle(&start).lawful()
    }
}

/// Who came to seats of one kind, and the seats that were left.
#[derive(Clone, Debug, Default)]
struct Change {
    came: Vec<PersonId>,
    left: Vec<PostId>,
}

/// Seats of a schedule that become those of another.
struct Seats<'a> {
    variants: &'a Variants<'a>,
    fixed: Option<(PersonId, PostId)>,
}

impl<'a> Seats<'a> {
    fn new(variants: &'a Variants<'a>, fixed: Option<(PersonId, PostId)>) -> Self {
        Self { variants, fixed }
    }

    /// Everybody who serves in the same kind of seat on the same dates stays where they are; the others take what is left, as well as can be.
    fn seat(&self, held: &[Holding]) -> Option<Schedule> {
        let work = self.variants.work;
        let class = |slot: SlotId| work.pools.around(Grain::Class, slot);
        let after: BTreeSet<(SlotId, PersonId)> = held.iter().map(|held| (class(held.slot), held.person)).collect();
        let mut staying: Vec<(PersonId, PostId)> = Vec::new();
        let mut changes: BTreeMap<SlotId, Change> = BTreeMap::new();
        let mut known: BTreeSet<(SlotId, PersonId)> = BTreeSet::new();
        for duty in self.variants.schedule.duties() {
            let slot = work.pools.of_post(Grain::Class, duty.post);
            let is_moved = self.fixed.is_some_and(|(person, post)| {
                let same_dates = self.span(post) == duty.span;
                (person == duty.person && same_dates) || post == duty.post && self.is_full(post)
            });
            let stays = after.contains(&(slot, duty.person)) && known.insert((slot, duty.person));
            if stays && !is_moved {
                staying.push((duty.person, duty.post));
                continue;
            }
            let change = changes.entry(slot).or_default();
            change.left.push(duty.post);
            if stays && self.fixed.is_none_or(|(person, _)| person != duty.person) {
                change.came.push(duty.person);
            }
        }
        for &(slot, person) in after.difference(&known) {
            if self.fixed.is_none_or(|(fixed, post)| fixed != person || class_of(work, post) != slot) {
                changes.entry(slot).or_default().came.push(person);
            }
        }
        self.add_open(&staying, &mut changes);
        if let Some((person, post)) = self.fixed {
            let change = changes.entry(class_of(work, post)).or_default();
            let place = change.left.iter().position(|&left| left == post)?;
            change.left.remove(place);
            staying.push((person, post));
        }
        self.fill(staying, changes.into_values().filter(|change| !change.came.is_empty()).collect())
    }

    fn span(&self, post: PostId) -> DateRange {
        self.variants.problem().post(post).span
    }

    fn is_full(&self, post: PostId) -> bool {
        let there = self.variants.schedule.duties().iter().filter(|duty| duty.post == post).count();
        there >= self.variants.problem().post(post).seats as usize
    }

    /// Seats that were open are left too.
    fn add_open(&self, staying: &[(PersonId, PostId)], changes: &mut BTreeMap<SlotId, Change>) {
        let work = self.variants.work;
        let mut there: BTreeMap<PostId, usize> = BTreeMap::new();
        for (_, post) in staying {
            *there.entry(*post).or_default() += 1;
        }
        for change in changes.values() {
            for post in &change.left {
                *there.entry(*post).or_default() += 1;
            }
        }
        let slots: Vec<SlotId> = changes.keys().copied().chain(self.fixed.map(|(_, post)| class_of(work, post))).collect();
        for slot in slots {
            for &post in &work.pools.slot(slot).posts {
                let seats = self.variants.problem().post(post).seats as usize;
                let open = seats.saturating_sub(there.get(&post).copied().unwrap_or(0));
                there.insert(post, seats);
                changes.entry(slot).or_default().left.extend(std::iter::repeat_n(post, open));
            }
        }
    }

    /// Fills change after change, each in the best order of those that break no rule by themselves.
    fn fill(&self, mut seated: Vec<(PersonId, PostId)>, changes: Vec<Change>) -> Option<Schedule> {
        let problem = self.variants.problem();
        for change in changes {
            let (first, rest) = change.came.split_at(change.came.len().min(ORDERS));
            let mut left = change.left.clone();
            for &person in rest {
                let place = left.iter().position(|&post| problem.may_hold(person, post))?;
                seated.push((person, left.remove(place)));
            }
            let mut best: Option<(Vec<i64>, Vec<(PersonId, PostId)>)> = None;
            self.orders(first, &left, &mut Vec::new(), &mut |order| {
                let all: Vec<(PersonId, PostId)> = seated.iter().chain(order).copied().collect();
                let audit = Audit::values(problem, &Schedule::of_whole(problem, all.iter().copied()));
                let key: Vec<i64> = std::iter::once(audit.breaches).chain(audit.levels(problem)).collect();
                if best.as_ref().is_none_or(|(known, _)| key < *known) {
                    best = Some((key, all));
                }
            });
            seated = best?.1;
        }
        let schedule = Schedule::new(
            seated.iter().map(|&(person, post)| Duty { post, person, span: problem.post(post).span }).collect(),
        );
        Audit::values(problem, &schedule).is_lawful().then_some(schedule)
    }

    /// Every order in which people can take seats that are left: equal seats of one post are one.
    fn orders(
        &self,
        people: &[PersonId],
        left: &[PostId],
        order: &mut Vec<(PersonId, PostId)>,
        tell: &mut impl FnMut(&[(PersonId, PostId)]),
    ) {
        let Some((&person, others)) = people.split_first() else { return tell(order) };
        let choices: BTreeSet<PostId> = left.iter().copied().collect();
        let mut able: Vec<PostId> =
            choices.into_iter().filter(|&post| self.variants.problem().may_hold(person, post)).collect();
        able.truncate(2 * ORDERS);
        for post in able {
            let mut left = left.to_vec();
            let place = left.iter().position(|&other| other == post).unwrap_or_default();
            left.remove(place);
            order.push((person, post));
            self.orders(others, &left, order, tell);
            order.pop();
        }
    }
}

fn class_of(work: &Work<'_>, post: PostId) -> SlotId {
    work.pools.of_post(Grain::Class, post)
}
