//! A campaign in plain numbers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use lunban::capacity::{SeatsPicture, ShortageKind, capacity, is_too_wide};
use lunban::{Campaign, KindId, Pools, PostId, Problem, RoundId, Severity, Unit};
use lunban_files::{FactRecord, LocatedFault, campaign_hash};
use serde::Serialize;

use crate::exit::Exit;

/// What there is in a campaign.
#[derive(Debug, Serialize)]
pub(super) struct Facts {
    /// Its name.
    pub(super) campaign: String,
    /// The hash of its canonical form.
    pub(super) campaign_hash: String,
    /// What a planner should know, though it stops nothing.
    pub(super) warnings: Vec<LocatedFault>,
    /// What would stop `territory` or `deploy`, whatever the plan.
    pub(super) deployment: Vec<LocatedFault>,
    /// What cannot be filled, or only with waivers, whatever plan is made.
    pub(super) shortages: Vec<FactRecord>,
    /// Whether it was looked for what cannot be filled; of very large campaigns it is not.
    pub(super) is_looked_at: bool,
    #[serde(skip)]
    kinds_of_shortage: Vec<ShortageKind>,
    /// Each kind of seat on its dates: how many are asked for, and who could hold them.
    pub(super) capacity: Vec<CapacityFacts>,
    /// The rounds, first to last.
    pub(super) rounds: Vec<RoundFacts>,
    /// The kinds of team.
    pub(super) kinds: Vec<KindFacts>,
    /// The ranks, low to high.
    pub(super) ranks: Vec<String>,
    /// The units that have people.
    pub(super) units: Vec<UnitFacts>,
    /// Units that have nobody.
    pub(super) units_without_people: Vec<String>,
}

/// One kind of seat on its dates.
#[derive(Debug, Serialize)]
pub(super) struct CapacityFacts {
    pub(super) round: Option<u32>,
    /// Roles and kinds of team, `leader (city)`; several where they are alike to everybody.
    pub(super) seat: String,
    pub(super) seats: u32,
    /// People who could hold one of them.
    pub(super) able: usize,
    /// Those of them who need no waiver.
    pub(super) without_waiver: usize,
    /// So many at most at once.
    pub(super) at_most: i64,
    /// People whom one rule alone keeps away, by the rule.
    pub(super) kept: BTreeMap<String, usize>,
    /// The team for which fewest people are left.
    pub(super) narrowest_team: Option<String>,
    /// How many those are.
    pub(super) fewest: Option<usize>,
}

impl CapacityFacts {
    fn of(problem: &Problem, seats: &SeatsPicture) -> Self {
        let campaign = problem.campaign();
        let post = problem.post(seats.posts[0]);
        Self {
            round: post.round.map(RoundId::number),
            seat: seats_named(problem, &seats.posts),
            seats: seats.seats,
            able: seats.able.len(),
            without_waiver: seats.without_waiver,
            at_most: seats.at_most,
            kept: seats.kept.iter().map(|kept| (kept.rule.to_owned(), kept.people.len())).collect(),
            narrowest_team: seats.fewest.map(|(post, _)| campaign.team(problem.post(post).team).id.clone()),
            fewest: seats.fewest.map(|(_, left)| left),
        }
    }
}

fn seats_named(problem: &Problem, posts: &[PostId]) -> String {
    let campaign = problem.campaign();
    let seat = |&post: &PostId| (problem.post(post).kind, problem.post(post).role);
    let seats: BTreeSet<_> = posts.iter().map(seat).collect();
    let name = |(kind, role)| format!("{} ({})", campaign.role(kind, role).name, campaign.kind(kind).name);
    seats.into_iter().map(name).collect::<Vec<_>>().join(" + ")
}

/// One round.
#[derive(Debug, Serialize)]
pub(super) struct RoundFacts {
    pub(super) round: u32,
    pub(super) start: NaiveDate,
    pub(super) end: NaiveDate,
    pub(super) weight: u32,
    /// Seats to fill.
    pub(super) seats: u32,
}

/// One kind of team.
#[derive(Debug, Serialize)]
pub(super) struct KindFacts {
    pub(super) kind: String,
    pub(super) teams: usize,
    /// Those of them that have dates of their own.
    pub(super) teams_with_own_dates: usize,
    /// Its roles, with the seats of all its teams together.
    pub(super) roles: Vec<RoleFacts>,
}

/// One role of a kind.
#[derive(Debug, Serialize)]
pub(super) struct RoleFacts {
    pub(super) role: String,
    pub(super) seats: u32,
}

/// One unit.
#[derive(Debug, Serialize)]
pub(super) struct UnitFacts {
    pub(super) unit: String,
    pub(super) name: String,
    pub(super) kind: String,
    /// Its people of each rank, low to high.
    pub(super) people: Vec<usize>,
}

impl Facts {
    /// The facts of a campaign, with the warnings of its reading and the faults of its deployment.
    pub(super) fn of(problem: &Problem, mut warnings: Vec<LocatedFault>, deployment: Vec<LocatedFault>) -> Self {
        let (deployment, more): (Vec<_>, Vec<_>) =
            deployment.into_iter().partition(|fault| fault.severity == Severity::Error);
        warnings.extend(more);
        let campaign = problem.campaign();
        let pools = Pools::new(problem);
        let (short, seats) = capacity(problem, &pools);
        let (rostered, empty): (Vec<&Unit>, Vec<&Unit>) =
            campaign.units().iter().partition(|unit| !unit.people.is_empty());
        Self {
            campaign: campaign.name().to_owned(),
            campaign_hash: campaign_hash(campaign),
            warnings,
            deployment,
            is_looked_at: !is_too_wide(problem, &pools),
            kinds_of_shortage: short.iter().map(|short| short.kind).collect(),
            shortages: short.iter().map(|short| FactRecord::of(problem, &short.fact(problem), false)).collect(),
            capacity: seats.iter().map(|seats| CapacityFacts::of(problem, seats)).collect(),
            rounds: campaign.calendar().ids().map(|round| round_facts(problem, round)).collect(),
            kinds: (0..campaign.kinds().len()).map(|kind| kind_facts(campaign, KindId::at(kind))).collect(),
            ranks: campaign.ranks().names().to_vec(),
            units: rostered.into_iter().map(|unit| unit_facts(campaign, unit)).collect(),
            units_without_people: empty.into_iter().map(|unit| unit.id.clone()).collect(),
        }
    }
}

impl Facts {
    /// How the command ends.
    pub(super) fn exit(&self) -> Exit {
        let is_of = |kind| self.kinds_of_shortage.contains(&kind);
        if is_of(ShortageKind::Contradiction) {
            Exit::Contradiction
        } else if !self.deployment.is_empty() {
            Exit::Wrong
        } else if is_of(ShortageKind::Seats) || is_of(ShortageKind::Waivers) {
            Exit::Short
        } else {
            Exit::Well
        }
    }
}

fn round_facts(problem: &Problem, id: RoundId) -> RoundFacts {
    let round = problem.campaign().calendar().round(id);
    let posts = problem.posts().iter().filter(|post| post.round == Some(id));
    RoundFacts {
        round: id.number(),
        start: round.span.first(),
        end: round.span.last(),
        weight: round.weight,
        seats: posts.map(|post| post.seats).sum(),
    }
}

fn kind_facts(campaign: &Campaign, id: KindId) -> KindFacts {
    let kind = campaign.kind(id);
    let teams: Vec<_> = campaign.teams().iter().filter(|team| team.kind == id).collect();
    let seats = |role: usize| teams.iter().filter_map(|team| team.seats.get(role)).sum();
    let roles = kind.roles.iter().enumerate();
    KindFacts {
        kind: kind.name.clone(),
        teams: teams.len(),
        teams_with_own_dates: teams.iter().filter(|team| team.dates.is_some()).count(),
        roles: roles.map(|(position, role)| RoleFacts { role: role.name.clone(), seats: seats(position) }).collect(),
    }
}

fn unit_facts(campaign: &Campaign, unit: &Unit) -> UnitFacts {
    let mut people = vec![0; campaign.ranks().names().len()];
    for &person in &unit.people {
        people[campaign.person(person).rank.index()] += 1;
    }
    UnitFacts { unit: unit.id.clone(), name: unit.name.clone(), kind: unit.kind.clone(), people }
}
