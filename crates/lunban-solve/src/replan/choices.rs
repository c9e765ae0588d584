//! What is free when a change is planned: everything but what stands, or has been.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::change::Phase;
use lunban_core::{Choices, DateRange, Duty, Grain, PersonId, Post, PostId, Schedule, SlotId, View};

use super::Replan;

impl Replan<'_> {
    /// What is free where some duties to come may be given up, of one post's seats or of all; and the duties that stay.
    pub(super) fn choices(&self, free: &BTreeSet<Duty>, only: Option<PostId>) -> (Choices, Vec<Duty>) {
        let ground = self.ground();
        let stay = ground.standing.iter().filter(|duty| !free.contains(duty));
        let fixed: Vec<Duty> = ground.frozen.iter().chain(stay).copied().collect();
        let open: Vec<SlotId> = self.open_slots(&fixed).into_iter().filter(|slot| self.is_asked(*slot, only)).collect();
        let choices = Choices {
            tops: self.work.pools.teams_around(self.problem(), &open),
            free: self.free(&open, &fixed),
            fixed: fixed.iter().map(|duty| (duty.person, self.slot(duty))).collect(),
            seated: false,
        };
        (choices, fixed)
    }

    fn is_asked(&self, slot: SlotId, only: Option<PostId>) -> bool {
        only.is_none_or(|post| self.work.pools.slot(slot).posts[0] == post)
    }

    /// Slots that somebody may come to: posts to come with an open seat, and vacant days of posts under way.
    fn open_slots(&self, fixed: &[Duty]) -> Vec<SlotId> {
        let mut held: BTreeMap<PostId, u32> = BTreeMap::new();
        for duty in fixed {
            *held.entry(duty.post).or_default() += 1;
        }
        let pools = &self.work.pools;
        let to_come = pools.at(Grain::Post).filter(|&slot| {
            let post = self.problem().post(pools.slot(slot).posts[0]);
            self.phase(slot).is_to_come() && held.get(&post.id).copied().unwrap_or(0) < post.seats
        });
        let vacant = self.ground().vacant.iter().filter_map(|part| pools.part(part.post, part.span));
        // A vacant part that is the whole post is that post.
        to_come.chain(vacant).collect()
    }

    /// For everybody the slots that go with the duties they keep.
    fn free(&self, open: &[SlotId], fixed: &[Duty]) -> Vec<(PersonId, Vec<SlotId>)> {
        let mut kept: BTreeMap<PersonId, Vec<Post>> = BTreeMap::new();
        for duty in fixed {
            kept.entry(duty.person).or_default().push(self.post_of(duty));
        }
        let open: Vec<(SlotId, Post)> = open.iter().map(|&slot| (slot, self.post_on(slot))).collect();
        let rules = self.problem().campaign().rules();
        let free = self.problem().campaign().person_ids().map(|person| {
            let kept = kept.get(&person).map(Vec::as_slice).unwrap_or_default();
            let excludes = |own: &Post, post: &Post| own.id == post.id || rules.exclude(own, post);
            let fits = open.iter().filter(|(_, post)| !kept.iter().any(|own| excludes(own, post)));
            (person, fits.map(|(slot, _)| *slot).collect::<Vec<_>>())
        });
        free.filter(|(_, slots)| !slots.is_empty()).collect()
    }

    /// The kinds of seat that are open in a schedule, with the dates that are open.
    pub(super) fn open_after(&self, schedule: &Schedule) -> BTreeSet<(usize, DateRange)> {
        let (problem, view) = (self.problem(), View::new(self.problem(), schedule));
        let class = |post: PostId| problem.seat_class(post);
        let to_come = problem.posts().iter().filter(|post| {
            Phase::of(problem.campaign(), post.span, post.round, self.changed.as_of).is_to_come()
                && view.open(post.id) > 0
        });
        let parts = self.ground().vacant.iter().filter(|part| {
            let held = view.of_post(part.post).iter().filter(|duty| duty.span == part.span).count();
            held < part.seats as usize
        });
        let parts = parts.map(|part| (class(part.post), part.span));
        to_come.map(|post| (class(post.id), post.span)).chain(parts).collect()
    }
}
