//! What is left of a schedule after events: what is settled, what stands so far, and what is vacant.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::time::Phase;
use crate::{DateRange, Duty, Part, PersonId, PostId, Problem, RoundId, Schedule};

/// What is left of a schedule after events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    /// Duties that no replan touches: they have been, are under way, or ended early.
    pub frozen: Vec<Duty>,
    /// Duties to come that no event touches. They may be more than seats, where a team became smaller.
    pub standing: Vec<Duty>,
    /// Seats of posts under way that nobody holds from a day on.
    pub vacant: Vec<Part>,
}

/// Who is no longer there, and when.
#[derive(Clone, Debug, Default)]
pub(super) struct Gone {
    pub(super) days: BTreeMap<PersonId, Vec<DateRange>>,
    pub(super) declined: BTreeSet<(PersonId, RoundId)>,
}

impl Ground {
    /// What is left of some duties as of a day.
    pub(super) fn of(problem: &Problem, duties: &[Duty], gone: &Gone, as_of: NaiveDate) -> Self {
        let mut ground = Self::default();
        let mut vacant: BTreeMap<(PostId, DateRange), u32> = BTreeMap::new();
        for duty in duties {
            let post = problem.post(duty.post);
            match Phase::of(problem.campaign(), post.span, post.round, as_of) {
                Phase::Over => ground.frozen.push(*duty),
                Phase::UnderWay => match leaves(problem, duty, gone, as_of) {
                    Some(day) if day <= duty.span.last() => {
                        let stays = day.pred_opt().and_then(|last| DateRange::new(duty.span.first(), last));
                        ground.frozen.extend(stays.map(|span| Duty { span, ..*duty }));
                        let rest = DateRange::new(day, post.span.last()).unwrap_or(post.span);
                        *vacant.entry((duty.post, rest)).or_default() += 1;
                    }
                    _ => ground.frozen.push(*duty),
                },
                Phase::Published | Phase::Draft if stands(problem, duty, gone) => ground.standing.push(*duty),
                Phase::Published | Phase::Draft => {}
            }
        }
        ground.vacant = vacant.into_iter().map(|((post, span), seats)| Part { post, span, seats }).collect();
        ground
    }

    /// All that is left so far.
    pub fn schedule(&self) -> Schedule {
        Schedule::new(self.frozen.iter().chain(&self.standing).copied().collect())
    }

    /// Parts of posts that somebody holds or that are vacant, with their seats.
    pub fn parts(&self, problem: &Problem) -> Vec<Part> {
        let mut seats: BTreeMap<(PostId, DateRange), u32> = BTreeMap::new();
        for part in &self.vacant {
            *seats.entry((part.post, part.span)).or_default() += part.seats;
        }
        for duty in self.frozen.iter().filter(|duty| duty.span != problem.post(duty.post).span) {
            *seats.entry((duty.post, duty.span)).or_default() += 1;
        }
        seats.into_iter().map(|((post, span), seats)| Part { post, span, seats }).collect()
    }
}

/// The day from which somebody holds a post under way no more.
fn leaves(problem: &Problem, duty: &Duty, gone: &Gone, as_of: NaiveDate) -> Option<NaiveDate> {
    let left = DateRange::new(as_of.max(duty.span.first()), duty.span.last())?;
    let days = gone.days.get(&duty.person).into_iter().flatten();
    let first = days.filter(|days| days.meets(left)).map(|days| days.first().max(left.first())).min();
    // What an event changed of the person may bar them too.
    let whole = DateRange::new(left.first(), first.and_then(|day| day.pred_opt()).unwrap_or(left.last()));
    let may_stay = whole.is_none_or(|span| problem.prices_of_part(duty.person, duty.post, span).is_some());
    if may_stay { first } else { Some(left.first()) }
}

/// Whether a duty to come stands.
fn stands(problem: &Problem, duty: &Duty, gone: &Gone) -> bool {
    let is_away = gone.days.get(&duty.person).into_iter().flatten().any(|days| days.meets(duty.span));
    let round = problem.post(duty.post).round;
    let is_declined = round.is_some_and(|round| gone.declined.contains(&(duty.person, round)));
    !is_away && !is_declined && problem.may_hold(duty.person, duty.post)
}
