//! A schedule at once, without any solver: what there is to show where a limit or a stop comes before anything better.
//!
//! Seats are filled one after another with whoever fits and has served least; then duties that break a rule of units or teams are taken out again.

use std::collections::BTreeSet;

use lunban_core::{Audit, DateRange, Finding, Mode, PersonId, Post, PostId, Problem, Schedule};

/// Who holds which post.
type Pairs = BTreeSet<(PersonId, PostId)>;

/// Rounds of taking out what breaks a rule; each takes out at least one duty of every breach.
const ROUNDS: usize = 100;

/// A lawful schedule around the duties of another; that one where none is found.
pub(crate) fn fill(problem: &Problem, start: Schedule) -> Schedule {
    let mut filling = Filling::new(problem, &start);
    let mut spans: Vec<DateRange> = problem.posts().iter().map(|post| post.span).collect();
    spans.dedup();
    for span in spans {
        filling.span(span);
    }
    let fixed = start.duties().iter().map(|duty| (duty.person, duty.post)).collect();
    lawful(problem, filling.pairs, &fixed).unwrap_or(start)
}

/// A lawful schedule with most of the duties of another that may break rules, and seats filled that those leave open; none where that is not
/// enough.
pub(crate) fn mend(problem: &Problem, broken: &Schedule) -> Option<Schedule> {
    let pairs = broken.duties().iter().map(|duty| (duty.person, duty.post)).collect();
    Some(fill(problem, lawful(problem, pairs, &BTreeSet::new())?))
}

/// Duties without those that break a rule, as long as none of them is fixed.
fn lawful(problem: &Problem, mut pairs: Pairs, fixed: &Pairs) -> Option<Schedule> {
    for _ in 0..ROUNDS {
        let schedule = Schedule::of_whole(problem, pairs.iter().copied());
        let audit = Audit::of(problem, &schedule);
        if audit.is_lawful() {
            return Some(schedule);
        }
        for finding in audit.findings.iter().filter(|finding| finding.count.is_none()) {
            take_out(problem, finding, fixed, &mut pairs);
        }
    }
    None
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
        let mut filling = Self { problem, duties: vec![Vec::new(); people], turns, pairs: BTreeSet::new() };
        for duty in start.duties() {
            filling.put(duty.person, duty.post);
        }
        filling
    }

    fn put(&mut self, person: PersonId, post: PostId) {
        self.duties[person.index()].push(post);
        self.pairs.insert((person, post));
    }

    /// Fills the posts of one span: those that few may hold come first, and people who served least.
    fn span(&mut self, span: DateRange) {
        let problem = self.problem;
        let mut queue: Vec<PersonId> = problem.campaign().person_ids().collect();
        queue.sort_by_key(|&person| (self.duties[person.index()].len(), self.turns[person.index()], person));
        let mut posts: Vec<&Post> = problem.posts().iter().filter(|post| post.span == span).collect();
        posts.sort_by_cached_key(|post| {
            (queue.iter().filter(|&&person| problem.may_hold(person, post.id)).count(), post.id)
        });
        for wished in [true, false] {
            for post in &posts {
                let held = self.pairs.iter().filter(|(_, held)| *held == post.id).count();
                for _ in held..post.seats as usize {
                    let found = queue.iter().position(|&person| self.fits(person, post, wished));
                    let Some(position) = found else { break };
                    self.put(queue.remove(position), post.id);
                }
            }
        }
    }

    /// Whether a person may take a post beside the duties they have, and at no cost to any count where that is asked.
    fn fits(&self, person: PersonId, post: &Post, at_no_cost: bool) -> bool {
        let problem = self.problem;
        let duties = &self.duties[person.index()];
        let enough = problem.campaign().target(person).unwrap_or(i64::MAX);
        let has_room = i64::try_from(duties.len()).is_ok_and(|duties| duties < enough);
        let hard = || problem.campaign().rules().entries().iter().filter(|entry| entry.mode() == Mode::Hard);
        let clashes = |held: &PostId| hard().any(|entry| entry.rule().clashes(problem.post(*held), post).is_some());
        let is_free = || problem.priced_counts().into_iter().all(|count| problem.price(count, person, post.id) == 0);
        has_room && problem.may_hold(person, post.id) && !duties.iter().any(clashes) && (!at_no_cost || is_free())
    }
}
