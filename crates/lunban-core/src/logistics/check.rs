//! What is wrong with what was written, whatever the schedule will be.

use chrono::NaiveDate;

use super::{Command, LogisticsDraft, Sessions, TrainingDraft, liaison, rates, turns};
use crate::{Campaign, Fault, Problem, Spot, text};

/// What no schedule of a problem could be deployed with: contacts and drivers of no place, an unknown coordinator, sessions too small for the seats that are to be
/// filled, certificates that end too early, too few drivers, rates that are missing.
pub fn check(problem: &Problem, draft: &LogisticsDraft) -> Vec<Fault> {
    let campaign = problem.campaign();
    let mut faults = liaison(campaign, &draft.contacts).1;
    faults.extend(
        draft.reporting.as_ref().and_then(|reporting| Command::of(campaign, reporting).err()).map(|fault| *fault),
    );
    if let Some(training) = &draft.training {
        faults.extend(too_few_places(problem, training));
        faults.extend(outlived(problem, training));
    }
    faults.extend(draft.vehicles.iter().flat_map(|vehicles| turns(problem, *vehicles, &draft.drivers).1));
    faults.extend(draft.budget.iter().flat_map(|budget| rates(campaign, budget)));
    faults
}

/// The fault of sessions in which fewer people can be trained by some day, with those whom the roster calls trained, than have to serve on it.
fn too_few_places(problem: &Problem, draft: &TrainingDraft) -> Option<Fault> {
    let campaign = problem.campaign();
    let short = |&day: &NaiveDate| {
        let (seats, people) =
            (seats(problem, day), trained(campaign, day) + Sessions::all(campaign, &draft.sessions).places(day));
        (people < seats).then_some((day, seats, people))
    };
    let (day, seats, people) = problem.moments().iter().find_map(short)?;
    let missing = seats - people;
    let expected = text!(
        "training by {day} for at least the {seats} who serve then; with those whom the rosters call trained there is room for {people}",
        "{day}及以前的培训须至少容纳当日任职的{seats}人；连同名单中已培训者仅{people}人"
    );
    let maybe =
        text!("{missing} more places in sessions on or before {day}", "在{day}及以前的培训中增加{missing}个名额");
    Some(
        Fault::error("sessions-too-small", Spot::setting(["training", "sessions"]), people.to_string(), expected)
            .maybe(maybe),
    )
}

/// Seats to be filled on a day.
fn seats(problem: &Problem, day: NaiveDate) -> u64 {
    problem.posts().iter().filter(|post| post.span.holds(day)).map(|post| u64::from(post.seats)).sum()
}

/// People whom the rosters call trained by a day.
fn trained(campaign: &Campaign, day: NaiveDate) -> u64 {
    let people = campaign.people().iter().filter(|person| person.trained.is_some_and(|trained| trained <= day));
    u64::try_from(people.count()).unwrap_or(u64::MAX)
}

/// The fault of certificates that end before the last seat does.
fn outlived(problem: &Problem, draft: &TrainingDraft) -> Option<Fault> {
    let valid_to = draft.certificates.valid_to;
    let last = problem.posts().iter().filter(|post| post.seats > 0).map(|post| post.span.last()).max()?;
    let expected = text!("a day not before the last on duty, {last}", "不得早于最后任务日{last}");
    let spot = Spot::setting(["training", "certificates", "valid_to"]);
    let fault = Fault::error("certificate-outlived", spot, valid_to.to_string(), expected);
    (valid_to < last).then(|| fault.maybe(text!("`{last}`", "`{last}`")))
}
