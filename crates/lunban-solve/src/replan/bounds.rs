//! What no replan goes below: by counting what is settled, else by the pooled program.

use std::collections::BTreeSet;

use lunban_core::change::Phase;
use lunban_core::{Audit, Choices, Duty, Grain, PersonId, Schedule, SlotId, Sum, View, Window};

use super::{Replan, Solved};
use crate::ladder::{self, Rung};
use crate::plan::Proof;
use crate::seam::Effort;

const OPEN: &str = "coverage.open";
const WAIVERS: &str = "leader-rank.waivers";
pub(super) const CHANGED: &str = "disturbance.changed";

impl Replan<'_> {
    /// Whether a schedule of a window is as good as counting allows on all levels up to the change, and no schedule outside of the window is:
    /// whoever stands and is known to stand stays, so only the window is left.
    pub(super) fn is_settled(&self, solved: &Solved, free: &BTreeSet<Duty>) -> bool {
        let is_draft = |duty: &Duty| self.phase(self.slot(duty)) == Phase::Draft && !free.contains(duty);
        let least = self.least();
        !least.is_empty()
            && least.iter().zip(&solved.levels).all(|(least, level)| least == level)
            && !self.ground().standing.iter().any(is_draft)
    }

    /// The least of each level up to the change that what is settled allows; empty where no level speaks of the change.
    fn least(&self) -> Vec<i64> {
        let problem = self.problem();
        let (goals, rules) = (problem.campaign().goals().levels(), problem.campaign().rules());
        let Some(changed) = rules.find_count(CHANGED) else { return Vec::new() };
        let Some(change) = goals.iter().position(|level| level.terms.iter().any(|(count, _)| *count == changed)) else {
            return Vec::new();
        };
        let mut least = vec![0; rules.counts().len()];
        let frozen = Audit::values(problem, &Schedule::new(self.ground().frozen.clone()));
        let ground = Audit::values(problem, &self.ground().schedule());
        let mut know = |name: &str, value: &dyn Fn(usize) -> i64| {
            if let Some(count) = rules.find_count(name) {
                least[count.index()] = value(count.index());
            }
        };
        know(OPEN, &|_| self.open_for_good());
        know(WAIVERS, &|count| frozen.counts[count]);
        know(CHANGED, &|count| ground.counts[count]);
        goals[..=change].iter().map(|level| level.value(&least)).collect()
    }

    /// Seats that stay open whatever is planned: of posts that are over, or under way and open before the events.
    fn open_for_good(&self) -> i64 {
        let problem = self.problem();
        let frozen = Schedule::new(self.ground().frozen.clone());
        let view = View::new(problem, &frozen);
        let posts = problem
            .posts()
            .iter()
            .filter(|post| !Phase::of(problem.campaign(), post.span, post.round, self.changed.as_of).is_to_come());
        let open = posts.map(|post| {
            let vacant = self.ground().vacant.iter().filter(|part| part.post == post.id);
            let vacant: Vec<_> = vacant.collect();
            let mut days = view.changes(post.id);
            days.extend(vacant.iter().map(|part| part.span.first()));
            let held = days.iter().map(|&day| {
                let there = view.of_post(post.id).iter().filter(|duty| duty.span.holds(day)).count();
                let filled: u32 = vacant.iter().filter(|part| part.span.holds(day)).map(|part| part.seats).sum();
                there + filled as usize
            });
            let least = held.min().unwrap_or(0);
            i64::from(post.seats) - i64::try_from(least).unwrap_or(i64::MAX)
        });
        open.map(|open| open.max(0)).sum()
    }

    /// For each level what no schedule that is as good on the levels above goes below: posts pooled, everything to come free.
    pub(super) fn bounds(&self, reached: &[i64]) -> Vec<Rung> {
        let choices = self.pooled();
        let stated = Window::new(self.problem(), &self.work.pools, Grain::Class, &choices).state();
        let unseen = self.prices_of(&choices.fixed);
        let nothing = [Sum::default()];
        let objectives: Vec<Sum> = nothing.into_iter().chain(self.work.objectives(&stated)).collect();
        let seen: Vec<i64> =
            std::iter::once(0).chain(reached.iter().zip(&unseen).map(|(level, unseen)| level - unseen)).collect();
        let first = Rung { bound: 0, proof: Proof::Counting };
        let rungs = vec![first; objectives.len()];
        let climber = self.work.climber(Effort::default(), None);
        let rungs = ladder::bounds(&stated, &objectives, &seen, 0, &rungs, climber);
        let rungs = rungs.into_iter().skip(1).zip(unseen).zip(reached);
        // A bound of what is pooled may be found for a schedule that no post can hold, never above one that exists.
        rungs.map(|((rung, unseen), reached)| Rung { bound: (rung.bound + unseen).min(*reached), ..rung }).collect()
    }

    /// Posts of the same dates and kind of seat as one, everything to come free; whoever serves may keep their post.
    fn pooled(&self) -> Choices {
        let (problem, pools) = (self.problem(), &self.work.pools);
        let to_come = |slot: &SlotId| self.phase(*slot).is_to_come();
        let tops: Vec<SlotId> = pools.at(Grain::Class).collect();
        let vacant: Vec<SlotId> =
            self.ground().vacant.iter().filter_map(|part| pools.part(part.post, part.span)).collect();
        let own = |person: PersonId| {
            let standing = self.ground().standing.iter().filter(move |duty| duty.person == person);
            standing
                .map(|duty| self.slot(duty))
                .filter(|&slot| pools.slot(slot).posts.len() < pools.slot(pools.around(Grain::Class, slot)).posts.len())
        };
        let free = problem.campaign().person_ids().map(|person| {
            let mut slots: Vec<SlotId> = tops.iter().copied().filter(to_come).collect();
            slots.extend(pools.singled_out(problem, person).into_iter().filter(to_come));
            slots.extend(own(person));
            slots.extend(&vacant);
            slots.sort_unstable();
            slots.dedup();
            (person, slots)
        });
        let free = free.collect();
        let fixed = self.ground().frozen.iter().map(|duty| (duty.person, self.slot(duty))).collect();
        Choices { tops, free, fixed, seated: false }
    }

    /// What fixed holdings add to each level by themselves: a window does not count that.
    fn prices_of(&self, fixed: &[(PersonId, SlotId)]) -> Vec<i64> {
        let (problem, campaign) = (self.problem(), self.problem().campaign());
        let mut counts = vec![0; campaign.rules().counts().len()];
        for &(person, slot) in fixed {
            let slot = self.work.pools.slot(slot);
            let post = lunban_core::Post { span: slot.span, ..*problem.post(slot.posts[0]) };
            for (count, price) in campaign.rules().prices(campaign, person, &post) {
                counts[count.index()] += price;
            }
        }
        campaign.goals().levels().iter().map(|level| level.value(&counts)).collect()
    }
}
