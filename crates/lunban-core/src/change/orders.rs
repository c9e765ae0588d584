//! Change orders: who leaves, who joins, from which day, who approves, who must be told, how whoever joins is trained.

use std::collections::BTreeMap;

use super::readiness::{Joining, readiness};
use super::{Changed, Readiness, Released};
use crate::logistics::TrainingDraft;
use crate::{DateRange, Duty, PersonId, PlaceId, PostId, Problem, RoleId, RoundId, Schedule, TeamId, UnitId, View};

/// Who approves a change. Of either the sending unit names the substitute (plan, seven (two)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// A leader: the coordination office.
    Office,
    /// Anybody else: the leader of the city team, if one serves then; the office puts it on record.
    CityLeader(Option<PersonId>),
}

/// The seat of an order: its team may be no more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderedSeat {
    /// The round; none for a team with dates of its own.
    pub round: Option<RoundId>,
    /// The days of the seat.
    pub span: DateRange,
    /// The id of its team.
    pub team: String,
    /// The city of the team.
    pub city: PlaceId,
    /// The role.
    pub role: String,
    /// Whether the role leads.
    pub leads: bool,
}

impl OrderedSeat {
    /// The seat of a post.
    pub(super) fn of(problem: &Problem, post: PostId) -> Self {
        let (campaign, post) = (problem.campaign(), problem.post(post));
        Self {
            round: post.round,
            span: post.span,
            team: campaign.team(post.team).id.clone(),
            city: post.city,
            role: campaign.role(post.kind, post.role).name.clone(),
            leads: post.role == RoleId::at(LEADER),
        }
    }
}

/// One change of one seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The seat.
    pub seat: OrderedSeat,
    /// Whether the seat is no more: its team is dropped, goes elsewhere or has fewer seats.
    pub is_no_more: bool,
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
    let moved: Vec<Duty> = changed.released.iter().filter_map(|released| released.to).collect();
    let before = changed.before.duties().iter().filter(|duty| !moved.contains(duty)).copied().collect();
    let seats = changes(&Schedule::new(before), after)
        .into_iter()
        .flat_map(|(post, change)| change.paired(problem).into_iter().map(move |turn| (post, turn)));
    let desk = Desk { view: &view, coordinator };
    let kept = seats.map(|(post, turn)| desk.order(post, turn));
    let released = changed.released.iter().map(|released| desk.release(released));
    let mut orders: Vec<Order> = kept.chain(released).collect();
    orders.sort_by(|one, other| (one.seat.span, &one.seat, one.span).cmp(&(other.seat.span, &other.seat, other.span)));
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

/// Where orders are made out.
struct Desk<'a> {
    view: &'a View<'a>,
    /// The kind of team that coordinates the others of its city.
    coordinator: &'a str,
}

impl Desk<'_> {
    /// The order of a seat that is still there.
    fn order(&self, post: PostId, turn: Turns) -> Order {
        let problem = self.view.problem();
        let is_filled = turn.joins.is_none() && self.view.open(post) == 0;
        let leader = self.leader(problem.post(post).team, turn.span);
        self.told(OrderedSeat::of(problem, post), turn, leader, is_filled)
    }

    /// The order of a seat that is no more.
    fn release(&self, released: &Released) -> Order {
        let turn = Turns { span: released.span, leaves: Some(released.person), joins: None };
        self.told(released.seat.clone(), turn, None, true)
    }

    fn told(&self, seat: OrderedSeat, turn: Turns, leader: Option<PersonId>, is_no_more: bool) -> Order {
        let Turns { span, leaves, joins } = turn;
        let campaign = self.view.problem().campaign();
        let route = self.route(&seat, span);
        let above = if let Route::CityLeader(leader) = route { leader } else { None };
        let mut tell: Vec<PersonId> = [leaves, joins, leader, above].into_iter().flatten().collect();
        let units = [leaves, joins].into_iter().flatten().map(|person| campaign.person(person).unit);
        let mut tell_units: Vec<UnitId> = units.collect();
        tell.sort_unstable();
        tell.dedup();
        tell_units.sort_unstable();
        tell_units.dedup();
        Order { seat, is_no_more, span, leaves, joins, route, tell, tell_units, readiness: None }
    }

    fn route(&self, seat: &OrderedSeat, span: DateRange) -> Route {
        if seat.leads {
            return Route::Office;
        }
        let problem = self.view.problem();
        let mut teams = problem.posts().iter().filter(|other| {
            other.city == seat.city
                && other.span.meets(span)
                && problem.campaign().kind(other.kind).name == self.coordinator
        });
        Route::CityLeader(teams.find_map(|other| self.leader(other.team, span)))
    }

    /// Who leads a team on the first of some days.
    fn leader(&self, team: TeamId, span: DateRange) -> Option<PersonId> {
        let posts = self.view.problem().posts().iter();
        let mut posts =
            posts.filter(|post| post.team == team && post.role == RoleId::at(LEADER) && post.span.holds(span.first()));
        posts
            .find_map(|post| self.view.of_post(post.id).iter().find(|duty| duty.span.holds(span.first())))
            .map(|duty| duty.person)
    }
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

/// Who leaves a seat and who comes on the same days.
#[derive(Clone, Copy)]
struct Turns {
    span: DateRange,
    leaves: Option<PersonId>,
    joins: Option<PersonId>,
}

impl Change {
    /// Each who leaves with one who comes: those of the same unit and days first, then those of the same unit, then in order.
    fn paired(mut self, problem: &Problem) -> Vec<Turns> {
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
                seats.push(Turns { span, leaves: Some(left.0), joins: Some(joins) });
                false
            });
        }
        seats.extend(self.left.into_iter().map(|(left, span)| Turns { span, leaves: Some(left), joins: None }));
        seats.extend(self.came.into_iter().map(|(came, span)| Turns { span, leaves: None, joins: Some(came) }));
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
