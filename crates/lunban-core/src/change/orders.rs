//! Change orders: who leaves, who joins, from which day, who approves, who must be told, how whoever joins is trained.

use std::collections::BTreeMap;

use super::readiness::{Joining, readiness};
use super::{Changed, Readiness};
use crate::logistics::TrainingDraft;
use crate::{DateRange, Duty, PersonId, PostId, Problem, RoleId, Schedule, UnitId, View};

/// Who approves a change. Of either the sending unit names the substitute (plan, seven (two)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// A leader: the coordination office.
    Office,
    /// Anybody else: the leader of the city team, if one serves then; the office puts it on record.
    CityLeader(Option<PersonId>),
}

/// One change of one seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The post.
    pub post: PostId,
    /// The days that change.
    pub span: DateRange,
    /// Who leaves; none: the seat was open.
    pub leaves: Option<PersonId>,
    /// Who joins; none: the seat stays open.
    pub joins: Option<PersonId>,
    /// Who approves it.
    pub route: Route,
    /// People who must be told: who leaves, who joins, the leader of the team, the leader of the city team.
    pub tell: Vec<PersonId>,
    /// Units that must be told.
    pub tell_units: Vec<UnitId>,
    /// How whoever joins comes to be trained; none: nobody joins, or nothing is said of training.
    pub readiness: Option<Readiness>,
}

impl Order {
    /// Whether the certificate of whoever joins ends before their days do.
    pub fn outlives_certificate(&self) -> bool {
        let certificate = self.readiness.as_ref().and_then(|readiness| readiness.certificate.as_ref());
        certificate.is_some_and(|certificate| certificate.valid_to < self.span.last())
    }
}

/// The orders that lead from the schedule that people know to another, by post. `coordinator` is the kind of team that coordinates the others of its city; of sessions
/// of training only those count that are not over.
pub fn orders(changed: &Changed, after: &Schedule, coordinator: &str, training: Option<&TrainingDraft>) -> Vec<Order> {
    let problem = &changed.problem;
    let view = View::new(problem, after);
    let seats = changes(&changed.before, after)
        .into_iter()
        .flat_map(|(post, change)| change.paired(problem).into_iter().map(move |seat| (post, seat)));
    let mut orders: Vec<Order> = seats.map(|(post, seat)| order(&view, post, seat, coordinator)).collect();
    let mut joining = Joining::new();
    for (person, span) in orders.iter().filter_map(|order| Some((order.joins?, order.span))) {
        joining.entry(person).or_default().push(span);
    }
    let ready = readiness(changed, &joining, training);
    for order in &mut orders {
        order.readiness = order.joins.and_then(|person| ready.get(&person).cloned());
    }
    orders
}

fn order(view: &View<'_>, post: PostId, seat: Seat, coordinator: &str) -> Order {
    let problem = view.problem();
    let route = route(view, post, seat.span, coordinator);
    let leader = leader(view, problem.post(post).team, seat.span);
    let above = if let Route::CityLeader(leader) = route { leader } else { None };
    let mut tell: Vec<PersonId> = [seat.leaves, seat.joins, leader, above].into_iter().flatten().collect();
    let units = [seat.leaves, seat.joins].into_iter().flatten().map(|person| problem.campaign().person(person).unit);
    let mut tell_units: Vec<UnitId> = units.collect();
    tell.sort_unstable();
    tell.dedup();
    tell_units.sort_unstable();
    tell_units.dedup();
    let Seat { span, leaves, joins } = seat;
    Order { post, span, leaves, joins, route, tell, tell_units, readiness: None }
}

/// Somebody with some days.
type Turn = (PersonId, DateRange);

/// Whether one who leaves and one who comes go together.
type Fits<'f> = &'f dyn Fn(&Turn, &Turn) -> bool;

/// Who leaves a post and who comes, each with the days that are no longer theirs, or theirs now.
#[derive(Default)]
struct Change {
    left: Vec<Turn>,
    came: Vec<Turn>,
}

#[derive(Clone, Copy)]
struct Seat {
    span: DateRange,
    leaves: Option<PersonId>,
    joins: Option<PersonId>,
}

impl Change {
    /// Each who leaves with one who comes: those of the same unit and days first, then those of the same unit, then in order.
    fn paired(mut self, problem: &Problem) -> Vec<Seat> {
        let unit = |person: PersonId| problem.campaign().person(person).unit;
        let mut seats = Vec::new();
        let fits: [Fits<'_>; 4] = [
            &|left, came| left.1 == came.1 && unit(left.0) == unit(came.0),
            &|left, came| left.1 == came.1,
            &|left, came| unit(left.0) == unit(came.0),
            &|_, _| true,
        ];
        for fits in fits {
            self.left.retain(|left| {
                let Some(found) = self.came.iter().position(|came| fits(left, came)) else { return true };
                let (joins, span) = self.came.remove(found);
                seats.push(Seat { span, leaves: Some(left.0), joins: Some(joins) });
                false
            });
        }
        seats.extend(self.left.into_iter().map(|(left, span)| Seat { span, leaves: Some(left), joins: None }));
        seats.extend(self.came.into_iter().map(|(came, span)| Seat { span, leaves: None, joins: Some(came) }));
        seats.sort_by_key(|seat| (seat.span, seat.leaves, seat.joins));
        seats
    }
}

/// What differs between two schedules, by post. Of a duty that became shorter at its end, the days it lost.
fn changes(before: &Schedule, after: &Schedule) -> BTreeMap<PostId, Change> {
    let mut changes: BTreeMap<PostId, Change> = BTreeMap::new();
    let has = |schedule: &Schedule, duty: &Duty| schedule.duties().binary_search(duty).is_ok();
    let only = |one: &Schedule, other: &Schedule| -> Vec<Duty> {
        one.duties().iter().filter(|duty| !has(other, duty)).copied().collect()
    };
    let (gone, new) = (only(before, after), only(after, before));
    let is_cut = |old: &Duty, new: &Duty| {
        (old.post, old.person, old.span.first()) == (new.post, new.person, new.span.first())
            && new.span.last() < old.span.last()
    };
    for old in &gone {
        let cut = new.iter().find(|new| is_cut(old, new));
        let from = cut.and_then(|new| new.span.last().succ_opt()).unwrap_or(old.span.first());
        let lost = DateRange::new(from, old.span.last()).unwrap_or(old.span);
        changes.entry(old.post).or_default().left.push((old.person, lost));
    }
    for new in new.iter().filter(|new| !gone.iter().any(|old| is_cut(old, new))) {
        changes.entry(new.post).or_default().came.push((new.person, new.span));
    }
    changes
}

/// The first role of a kind leads.
const LEADER: usize = 0;

fn route(view: &View<'_>, post: PostId, span: DateRange, coordinator: &str) -> Route {
    let (problem, post) = (view.problem(), view.problem().post(post));
    if post.role == RoleId::at(LEADER) {
        return Route::Office;
    }
    let campaign = problem.campaign();
    let mut teams = problem.posts().iter().filter(|other| {
        other.city == post.city && other.span.meets(span) && campaign.kind(other.kind).name == coordinator
    });
    Route::CityLeader(teams.find_map(|other| leader(view, other.team, span)))
}

/// Who leads a team on the first of some days.
fn leader(view: &View<'_>, team: crate::TeamId, span: DateRange) -> Option<PersonId> {
    let posts = view.problem().posts().iter();
    let mut posts =
        posts.filter(|post| post.team == team && post.role == RoleId::at(LEADER) && post.span.holds(span.first()));
    posts
        .find_map(|post| view.of_post(post.id).iter().find(|duty| duty.span.holds(span.first())))
        .map(|duty| duty.person)
}
