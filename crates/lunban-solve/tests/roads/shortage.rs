//! What flows say is short before any solve is short in every plan: no plan is better than what is said.

use lunban_core::capacity::{Shortage, ShortageKind, shortages};
use lunban_core::rules::CountOf;
use lunban_core::{Campaign, Draft, Pools, Problem};
use lunban_solve::{Options, Plan, PlanError, plan};

use crate::cases;
use crate::random::SMALL;

/// Campaigns that it is tried on.
const CASES: usize = 400;

/// What a plan comes to on the counts that shortages speak of.
fn most(problem: &Problem, plan: &Plan, kind: ShortageKind) -> i64 {
    let rules = problem.campaign().rules();
    let value = |name: &str| rules.find_count(name).map_or(0, |count| plan.audit.counts[count.index()]);
    let open = || i64::from(problem.posts().iter().map(|post| post.seats).sum::<u32>()) - number(plan);
    match kind {
        ShortageKind::Contradiction => 0,
        ShortageKind::Seats => open(),
        ShortageKind::Waivers => open() + value("leader-rank.waivers"),
        ShortageKind::Minimum => rules.counts_of(CountOf::Missing).map(|count| plan.audit.counts[count.index()]).sum(),
    }
}

fn number(plan: &Plan) -> i64 {
    i64::try_from(plan.schedule.duties().len()).unwrap_or(i64::MAX)
}

/// Whether anything was said of a campaign with open seats; none where it has none.
fn holds(draft: &Draft, _case: usize) -> Result<Option<bool>, String> {
    let Ok(campaign) = Campaign::build(draft.clone()) else { return Ok(None) };
    let problem = Problem::new(campaign);
    let found = shortages(&problem, &Pools::new(&problem));
    let plan = match plan(&problem, &Options::default()) {
        Ok(plan) => plan,
        Err(PlanError::Contradiction) => return Ok(None),
        Err(fault) => return Err(fault.to_string()),
    };
    let is_more = |short: &&Shortage| short.missing > most(&problem, &plan, short.kind);
    match found.iter().find(is_more) {
        Some(short) => {
            Err(format!("{}: {short:?}, in the plan {}", short.fact(&problem).says, most(&problem, &plan, short.kind)))
        }
        None => Ok((most(&problem, &plan, ShortageKind::Seats) > 0).then_some(!found.is_empty())),
    }
}

#[test]
fn no_plan_is_better_than_what_is_said_to_be_short() {
    let told = cases::check(SMALL, cases::number(CASES), holds);
    let said = told.iter().filter(|said| **said).count();
    assert!(said * 2 > told.len(), "{said} of {} campaigns with open seats are told of", told.len());
}
