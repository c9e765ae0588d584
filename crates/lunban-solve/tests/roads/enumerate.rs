//! Brute force: tries every schedule and judges each by the audit alone, so it shares nothing with the solve.

use lunban_core::{Audit, Duty, PersonId, Post, Problem, Schedule};

/// More schedules than this are not tried.
const MOST: u64 = 20_000;

/// What trying every schedule came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Best {
    /// The levels of the best lawful schedule.
    Levels(Vec<i64>),
    /// No schedule is lawful.
    None,
    /// Too many to try.
    TooMany,
}

/// The best levels that any schedule of whole duties reaches.
pub(crate) fn best(problem: &Problem) -> Best {
    let people = problem.campaign().people().len() as u64;
    let ways = |post: &Post| (0..=u64::from(post.seats)).map(|held| choose(people, held)).sum::<u64>();
    let all = problem
        .posts()
        .iter()
        .map(ways)
        .try_fold(1_u64, |product, ways| product.checked_mul(ways).filter(|product| *product <= MOST));
    if all.is_none() {
        return Best::TooMany;
    }
    let mut best = None;
    fill(problem, 0, &mut Vec::new(), &mut best);
    best.map_or(Best::None, Best::Levels)
}

fn choose(of: u64, some: u64) -> u64 {
    (0..some).fold(1, |ways, taken| ways * of.saturating_sub(taken) / (taken + 1))
}

/// Tries all ways to fill the posts from `position` on.
fn fill(problem: &Problem, position: usize, held: &mut Vec<Duty>, best: &mut Option<Vec<i64>>) {
    let Some(post) = problem.posts().get(position) else {
        let schedule = Schedule::new(held.clone());
        let audit = Audit::values(problem, &schedule);
        let levels = audit.levels(problem);
        if audit.is_lawful() && best.as_ref().is_none_or(|best| levels < *best) {
            *best = Some(levels);
        }
        return;
    };
    seat(problem, position, post.seats, 0, held, best);
}

/// Tries all ways to put up to `seats` of the people from `first` on into a post, then fills the next.
fn seat(
    problem: &Problem,
    position: usize,
    seats: u32,
    first: usize,
    held: &mut Vec<Duty>,
    best: &mut Option<Vec<i64>>,
) {
    fill(problem, position + 1, held, best);
    if seats == 0 {
        return;
    }
    let post = &problem.posts()[position];
    for person in first..problem.campaign().people().len() {
        held.push(Duty { post: post.id, person: PersonId::at(person), span: post.span });
        seat(problem, position, seats - 1, person + 1, held, best);
        held.pop();
    }
}
