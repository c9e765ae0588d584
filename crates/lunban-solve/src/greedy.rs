//! A schedule at once, without any solver: what there is to show where a limit or a stop comes before anything better.
//!
//! Seats are filled one after another with whoever fits and has served least; then duties that break a rule of units or teams are taken out again.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::{Audit, DateRange, Finding, PersonId, Post, PostId, Problem, Schedule};

/// Who holds which post.
type Pairs = BTreeSet<(PersonId, PostId)>;

/// A lawful schedule around the duties of another; that one where none is found.
pub(crate) fn fill(problem: &Problem, start: Schedule) -> Schedule {
    let mut filling = Filling::new(problem, &start);
    let mut spans: Vec<DateRange> = problem.posts().iter().map(|post| post.span).collect();
    spans.dedup();
    for span in spans {
        filling.span(span);
    }
    lawful(problem, filling.pairs, &pairs(&start)).unwrap_or(start)
}

/// A lawful schedule with most of the duties of another that may break rules around some that must be, and seats filled that those leave open; none
/// where that is not enough.
pub(crate) fn mend(problem: &Problem, broken: &Schedule, must: &Schedule) -> Option<Schedule> {
    let fixed = pairs(must);
    let bound: BTreeSet<PersonId> = fixed.iter().map(|(person, _)| *person).collect();
    let others = pairs(broken).into_iter().filter(|(person, _)| !bound.contains(person));
    Some(fill(problem, lawful(problem, others.chain(fixed.iter().copied()).collect(), &fixed)?))
}

fn pairs(schedule: &Schedule) -> Pairs {
    schedule.duties().iter().map(|duty| (duty.person, duty.post)).collect()
}

/// Duties without those that break a rule; none where it takes fixed ones to obey it, or more duties than there are.
fn lawful(problem: &Problem, mut pairs: Pairs, fixed: &Pairs) -> Option<Schedule> {
    loop {
        let schedule = Schedule::of_whole(problem, pairs.iter().copied());
        let audit = Audit::of(problem, &schedule);
        if audit.is_lawful() {
            return Some(schedule);
        }
        let before = pairs.len();
        for finding in audit.findings.iter().filter(|finding| finding.count.is_none()) {
            take_out(problem, finding, fixed, &mut pairs);
        }
        if pairs.len() == before {
            return None;
        }
    }
}

/// Takes out as many duties as a breach has units: of the people it names in its post, else of its unit on its dates.
fn take_out(problem: &Problem, finding: &Finding, fixed: &Pairs, pairs: &mut Pairs) {
    let about = &finding.about;
    let concerns = |&(person, post): &(PersonId, PostId)| {
        let post = problem.post(post);
        (about.people.is_empty() || about.people.contains(&person))
            && about.unit.is_none_or(|unit| problem.campaign().person(person).unit == unit)
            && about.team.is_none_or(|team| post.team == team)
            && about.span.is_none_or(|span| post.span.meets(span))
    };
    let amount = usize::try_from(finding.amount).unwrap_or(usize::MAX);
    let out: Vec<_> =
        pairs.iter().rev().filter(|pair| !fixed.contains(pair) && concerns(pair)).take(amount).copied().collect();
    for pair in out {
        pairs.remove(&pair);
    }
}

struct Filling<'p> {
    problem: &'p Problem,
    duties: Vec<Vec<PostId>>,
    /// Seats of each post that nobody has.
    open: Vec<u32>,
    /// When it is whose turn among those who served as much: units take turns by their size.
    turns: Vec<usize>,
    pairs: Pairs,
}

impl<'p> Filling<'p> {
    fn new(problem: &'p Problem, start: &Schedule) -> Self {
        let people = problem.campaign().people().len();
        let mut turns = vec![0; people];
        for unit in problem.campaign().units() {
            for (position, person) in unit.people.iter().enumerate() {
                turns[person.index()] = (2 * position + 1) * people / unit.people.len();
            }
        }
        let open = problem.posts().iter().map(|post| post.seats).collect();
        let mut filling = Self { problem, duties: vec![Vec::new(); people], open, turns, pairs: Pairs::new() };
        for duty in start.duties() {
            filling.put(duty.person, duty.post);
        }
        filling
    }

    fn put(&mut self, person: PersonId, post: PostId) {
        self.duties[person.index()].push(post);
        self.open[post.index()] = self.open[post.index()].saturating_sub(1);
        self.pairs.insert((person, post));
    }

    /// Fills the posts of one span: those that few may hold come first, and people who served least.
    fn span(&mut self, span: DateRange) {
        let mut queue: Vec<PersonId> =
            self.problem.campaign().person_ids().filter(|&person| self.has_room(person)).collect();
        queue.sort_by_key(|&person| (self.duties[person.index()].len(), self.turns[person.index()], person));
        let posts = self.open_posts(span, &queue);
        let mut is_placed = vec![false; queue.len()];
        for wished in [true, false] {
            for post in &posts {
                // Whoever does not fit now fits no better once others are placed.
                let mut waiting = 0..queue.len();
                while self.open[post.id.index()] > 0 {
                    let fits = |&place: &usize| !is_placed[place] && self.fits(queue[place], post, wished);
                    let Some(place) = waiting.find(fits) else { break };
                    is_placed[place] = true;
                    self.put(queue[place], post.id);
                }
            }
        }
    }

    /// The posts of a span that have seats open, those first that the fewest people may hold.
    fn open_posts(&self, span: DateRange, queue: &[PersonId]) -> Vec<&'p Post> {
        let problem = self.problem;
        let is_open = |post: &&Post| post.span == span && self.open[post.id.index()] > 0;
        let mut posts: Vec<&Post> = problem.posts().iter().filter(is_open).collect();
        // Seats of one class in one city are barred to the same people.
        let mut candidates = BTreeMap::new();
        for post in &posts {
            let may_hold = || queue.iter().filter(|&&person| problem.may_hold(person, post.id)).count();
            candidates.entry((problem.seat_class(post.id), post.city)).or_insert_with(may_hold);
        }
        posts.sort_by_key(|post| (candidates[&(problem.seat_class(post.id), post.city)], post.id));
        posts
    }

    /// Whether a person is to serve more often.
    fn has_room(&self, person: PersonId) -> bool {
        let enough = self.problem.campaign().target(person).unwrap_or(i64::MAX);
        i64::try_from(self.duties[person.index()].len()).is_ok_and(|duties| duties < enough)
    }

    /// Whether a person may take a post beside the duties they have, and at no cost to any count where that is asked.
    fn fits(&self, person: PersonId, post: &Post, at_no_cost: bool) -> bool {
        let problem = self.problem;
        let duties = &self.duties[person.index()];
        let rules = problem.campaign().rules();
        let clashes = |held: &PostId| rules.exclude(problem.post(*held), post);
        let is_free = || problem.priced_counts().into_iter().all(|count| problem.price(count, person, post.id) == 0);
        problem.may_hold(person, post.id) && !duties.iter().any(clashes) && (!at_no_cost || is_free())
    }
}
