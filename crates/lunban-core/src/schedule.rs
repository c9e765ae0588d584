//! A schedule: who is on duty where and when, as plain data.

use crate::{DateRange, PersonId, PostId, Problem};

/// One person in one post, for its span or a part of it: the atom of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duty {
    /// The post.
    pub post: PostId,
    /// The person.
    pub person: PersonId,
    /// The days, within the post's.
    pub span: DateRange,
}

/// The set of all duties, sorted by post, person and dates; what posts lack is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    duties: Vec<Duty>,
}

impl Schedule {
    /// A schedule of these duties.
    pub fn new(mut duties: Vec<Duty>) -> Self {
        duties.sort_unstable();
        Self { duties }
    }

    /// A schedule of whole duties: each person in the post for all its days.
    pub fn of_whole(problem: &Problem, pairs: impl IntoIterator<Item = (PersonId, PostId)>) -> Self {
        let duty = |(person, post)| Duty { post, person, span: problem.post(post).span };
        Self::new(pairs.into_iter().map(duty).collect())
    }

    /// Its duties, sorted by post, person and dates.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }
}

/// A schedule beside its problem, looked up by person and by post.
#[derive(Clone, Debug)]
pub struct View<'a> {
    problem: &'a Problem,
    schedule: &'a Schedule,
    of_person: Vec<Vec<Duty>>,
    of_post: Vec<std::ops::Range<usize>>,
}

impl<'a> View<'a> {
    /// Looks at a schedule.
    pub fn new(problem: &'a Problem, schedule: &'a Schedule) -> Self {
        let mut of_person = vec![Vec::new(); problem.campaign().people().len()];
        let mut of_post = vec![0..0; problem.posts().len()];
        for (position, duty) in schedule.duties.iter().enumerate() {
            of_person[duty.person.index()].push(*duty);
            let range: &mut std::ops::Range<usize> = &mut of_post[duty.post.index()];
            if range.end == 0 {
                range.start = position;
            }
            range.end = position + 1;
        }
        for duties in &mut of_person {
            duties.sort_unstable_by_key(|duty| (duty.span, duty.post));
        }
        Self { problem, schedule, of_person, of_post }
    }

    /// The problem.
    pub fn problem(&self) -> &'a Problem {
        self.problem
    }

    /// All duties.
    pub fn duties(&self) -> &'a [Duty] {
        &self.schedule.duties
    }

    /// A person's duties, by date.
    pub fn of_person(&self, person: PersonId) -> &[Duty] {
        &self.of_person[person.index()]
    }

    /// A post's duties.
    pub fn of_post(&self, post: PostId) -> &'a [Duty] {
        &self.schedule.duties[self.of_post[post.index()].clone()]
    }

    /// Days on which the set of people on duty in a post may change: the first day of each stretch.
    pub fn changes(&self, post: PostId) -> Vec<chrono::NaiveDate> {
        let span = self.problem.post(post).span;
        let mut days = vec![span.first()];
        if self.is_whole(post) {
            return days;
        }
        for duty in self.of_post(post) {
            days.push(duty.span.first());
            days.extend(duty.span.last().succ_opt());
        }
        days.retain(|day| span.holds(*day));
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Whether everybody in a post is there on all of its days, as mostly.
    fn is_whole(&self, post: PostId) -> bool {
        let span = self.problem.post(post).span;
        self.of_post(post).iter().all(|duty| duty.span == span)
    }

    /// Seats of a post that are open on some day.
    pub fn open(&self, post: PostId) -> u32 {
        let duties = self.of_post(post);
        if self.is_whole(post) {
            return self.problem.post(post).seats.saturating_sub(u32::try_from(duties.len()).unwrap_or(u32::MAX));
        }
        let held = |day| duties.iter().filter(|duty| duty.span.holds(day)).count();
        let least = self.changes(post).into_iter().map(held).min().unwrap_or(0);
        self.problem.post(post).seats.saturating_sub(u32::try_from(least).unwrap_or(u32::MAX))
    }
}
