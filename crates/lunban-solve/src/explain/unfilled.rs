//! Why seats are open, or held only with a waiver, in a schedule.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::capacity::{Shortage, ShortageKind, shortages};
use lunban_core::rules::CountOf;
use lunban_core::{DateRange, Fact, Grain, Pools, PostId, Problem, Schedule, SlotId, Subject, Text, View, text};

use super::conflict::{self, Conflict};
use super::exceptions::Exceptions;
use super::requirements::{Asked, Field, Requirements, softened};
use crate::control::Control;
use crate::options::Options;
use crate::plan::PlanError;
use crate::seam::Backend;

/// Seats that a schedule leaves open, or fills only with waivers, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfilled {
    /// The posts, sorted.
    pub posts: Vec<PostId>,
    /// How many of their seats are open, or held with a waiver.
    pub seats: i64,
    /// Whether they are open; else they are held with waivers.
    pub are_open: bool,
    /// What was asked for and cannot be: these seats, or those and others beside them; none if nothing was found that cannot be.
    pub asked: Option<Asked>,
    /// Requirements that together keep it from being.
    pub conflict: Option<Conflict>,
    /// The fewest exceptions under which it can be.
    pub exceptions: Option<Exceptions>,
    /// All of this as a fact.
    pub fact: Fact,
}

/// Explains every seat that a schedule leaves open, or fills only with a waiver: kind of seat by kind of seat, date by date.
///
/// # Errors
/// If this build has no backend.
pub fn unfilled(problem: &Problem, schedule: &Schedule, options: &Options) -> Result<Vec<Unfilled>, PlanError> {
    let backend = options.backend.or_else(Backend::best).ok_or(PlanError::NoBackend)?;
    let control = Control::new(options.time_limit, options.stop.clone(), options.observer.clone());
    let control = control.within(options.work_limit);
    let groups = groups(problem, schedule);
    let Some(soft) = softened(problem.campaign()).filter(|_| !groups.is_empty()).map(Problem::new) else {
        return Ok(Vec::new());
    };
    let pools = Pools::new(&soft);
    let classes = Field::of_classes(&soft, &pools);
    let known = shortages(problem, &Pools::new(problem));
    let looker = Looker { problem, soft: &soft, pools: &pools, classes: &classes, known: &known, backend, control: &control };
    Ok(looker.all(groups))
}

/// Open or waived seats of one kind on one date.
#[derive(Clone, Debug)]
struct Group {
    posts: BTreeSet<PostId>,
    seats: i64,
    are_open: bool,
}

fn groups(problem: &Problem, schedule: &Schedule) -> Vec<Group> {
    let pools = Pools::new(problem);
    let view = View::new(problem, schedule);
    let mut groups: BTreeMap<(bool, SlotId), Group> = BTreeMap::new();
    let mut add = |post: PostId, seats: i64, are_open: bool| {
        let none = || Group { posts: BTreeSet::new(), seats: 0, are_open };
        let group = groups.entry((!are_open, pools.of_post(Grain::Class, post))).or_insert_with(none);
        group.posts.insert(post);
        group.seats += seats;
    };
    for post in problem.posts() {
        let open = view.open(post.id);
        if open > 0 {
            add(post.id, i64::from(open), true);
        }
    }
    let waivers: Vec<_> = problem.campaign().rules().counts_of(CountOf::Waivers).collect();
    for duty in view.duties() {
        let waived: i64 = waivers.iter().map(|&count| problem.price(count, duty.person, duty.post)).sum();
        if waived > 0 {
            add(duty.post, waived, false);
        }
    }
    groups.into_values().collect()
}

struct Looker<'a> {
    problem: &'a Problem,
    soft: &'a Problem,
    pools: &'a Pools,
    classes: &'a Field<'a>,
    known: &'a [Shortage],
    backend: Backend,
    control: &'a Control,
}

impl Looker<'_> {
    /// One explanation for all groups that one thing keeps unfilled, the narrowest first: what it tells need not be told again of wider ones.
    fn all(&self, groups: Vec<Group>) -> Vec<Unfilled> {
        let mut framed: Vec<(Vec<Vec<PostId>>, Group)> =
            groups.into_iter().map(|group| (self.frames(&group), group)).collect();
        framed.sort_by_key(|(frames, _)| frames.first().map(Vec::len));
        let mut all: Vec<Unfilled> = Vec::new();
        for (frames, group) in framed {
            let is_same = |known: &&mut Unfilled| {
                let asked = known.asked.as_ref().filter(|_| known.are_open == group.are_open);
                asked.is_some_and(|asked| group.posts.iter().all(|post| asked.posts.binary_search(post).is_ok()))
            };
            match all.iter_mut().find(is_same) {
                Some(known) => {
                    known.seats += group.seats;
                    known.posts.extend(&group.posts);
                    known.posts.sort_unstable();
                }
                None => all.push(self.one(&group, frames, &all)),
            }
        }
        for unfilled in &mut all {
            let because = std::mem::take(&mut unfilled.fact.because);
            unfilled.fact = self.fact(unfilled, because);
        }
        all
    }

    fn one(&self, group: &Group, frames: Vec<Vec<PostId>>, known: &[Unfilled]) -> Unfilled {
        let asked = |posts: Vec<PostId>| {
            let within = |asked: &&Asked| asked.posts.iter().all(|post| posts.binary_search(post).is_ok());
            let told = known.iter().filter(|known| known.are_open == group.are_open);
            let told = told.filter_map(|known| known.asked.as_ref().filter(within).zip(known.conflict.as_ref()));
            let but = told.map(|(_, conflict)| conflict.missing).sum();
            Asked { posts, but, with_waivers: group.are_open, ..Asked::default() }
        };
        let found = frames.into_iter().filter(|_| !self.control.is_over()).find_map(|posts| {
            let asked = asked(posts);
            let requirements = self.requirements(&asked)?;
            let (conflict, held) = conflict::Search::new(&requirements, self.control).least(self.problem)?;
            let because = conflict::facts(self.soft, &requirements, &held);
            let everything = Asked { but: 0, ..asked.clone() };
            let exceptions = self.requirements(&everything).and_then(|requirements| {
                Exceptions::fewest(self.soft, self.pools, &requirements, self.control)
            });
            Some((asked, conflict, because, exceptions))
        });
        let (asked, conflict, because, exceptions) = match found {
            Some((asked, conflict, because, exceptions)) => (Some(asked), Some(conflict), because, exceptions),
            None => Default::default(),
        };
        let fact = Fact::new("", Subject::default(), Text::plain("")).because(because);
        let (posts, seats, are_open) = (group.posts.iter().copied().collect(), group.seats, group.are_open);
        Unfilled { posts, seats, are_open, asked, conflict, exceptions, fact }
    }

    /// Whole classes of posts are looked at as such, others post by post.
    fn requirements(&self, asked: &Asked) -> Option<Requirements> {
        let is_asked = |post: &PostId| asked.posts.binary_search(post).is_ok();
        let of_class = |post: PostId| self.pools.slot(self.pools.of_post(Grain::Class, post)).posts.iter();
        if asked.posts.iter().all(|&post| of_class(post).all(is_asked)) {
            return Some(Requirements::new(self.classes, asked, self.backend));
        }
        let field = Field::of_teams(self.soft, self.pools, &asked.posts)?;
        Some(Requirements::new(&field, asked, self.backend))
    }

    /// Sets of posts that may be what cannot be filled together, the smallest first: what counting found short, the kind of seat on these dates, the
    /// teams, all seats on these dates, the kind of seat on all dates, everything.
    fn frames(&self, group: &Group) -> Vec<Vec<PostId>> {
        let of_kind = |short: &&Shortage| match short.kind {
            ShortageKind::Seats => group.are_open,
            ShortageKind::Waivers => !group.are_open,
            ShortageKind::Contradiction | ShortageKind::Minimum => false,
        };
        let meets = |short: &&Shortage| short.posts.iter().any(|post| group.posts.contains(post));
        let mut known: Vec<Vec<PostId>> =
            self.known.iter().filter(of_kind).filter(meets).map(|short| short.posts.clone()).collect();
        known.sort_by_key(Vec::len);
        let first = self.problem.post(*group.posts.first().expect("a group has posts"));
        let all = |is_here: &dyn Fn(&lunban_core::Post) -> bool| -> Vec<PostId> {
            self.problem.posts().iter().filter(|post| is_here(post)).map(|post| post.id).collect()
        };
        let same_seat = |post: &lunban_core::Post| (post.kind, post.role) == (first.kind, first.role);
        let on = |span: DateRange| move |post: &lunban_core::Post| post.span == span;
        let class = self.pools.slot(self.pools.of_post(Grain::Class, first.id)).posts.clone();
        let teams = group.posts.iter().copied().collect();
        let wider = [class, teams, all(&on(first.span)), all(&same_seat), all(&|_| true)];
        known.into_iter().chain(wider).collect()
    }

    fn fact(&self, unfilled: &Unfilled, because: Vec<Fact>) -> Fact {
        let Unfilled { posts, seats, are_open, asked, conflict, exceptions, .. } = unfilled;
        let shown = asked.as_ref().map_or(posts, |asked| &asked.posts);
        let Text { english, chinese } = self.problem.say_seats(shown);
        let says = match (are_open, conflict) {
            (true, Some(_)) => text!(
                "{english}: {seats} open, for not all of them can be filled",
                "{chinese}：空缺{seats}席，无法全部满足"
            ),
            (false, Some(_)) => text!(
                "{english}: {seats} held with a waiver, for not all of them can be filled without",
                "{chinese}：{seats}席经豁免任职，无豁免则无法全部满足"
            ),
            (true, None) => text!(
                "{english}: {seats} open, and nothing was found that keeps them so: a better plan may fill them",
                "{chinese}：空缺{seats}席，未发现必然原因：更优的方案或可满足"
            ),
            (false, None) => text!(
                "{english}: {seats} held with a waiver, and nothing was found that asks for it",
                "{chinese}：{seats}席经豁免任职，未发现必然原因"
            ),
        };
        let code = if *are_open { "seats-open" } else { "waivers-held" };
        let is_minimal = conflict.as_ref().is_some_and(|conflict| conflict.is_minimal);
        Fact::new(code, Subject::of_posts(self.problem, posts), says)
            .number("seats", *seats)
            .number("minimal", i64::from(is_minimal))
            .because(because)
            .remedies(exceptions.as_ref().map(|exceptions| exceptions.fact(self.problem)))
    }
}
