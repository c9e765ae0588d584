//! Who attends which session of training before their first duty, and the register of certificates.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Sessions, TrainingDraft};
use crate::{Fault, PersonId, Problem, Schedule, Spot, text};

/// Somebody who serves, when they are trained, and their certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trainee {
    /// Who.
    pub person: PersonId,
    /// The first day of duty.
    pub first_duty: NaiveDate,
    /// The position of the session; none: trained on a day that is none of the sessions'.
    pub session: Option<usize>,
    /// The day of training.
    pub trained: NaiveDate,
    /// The number of the certificate.
    pub certificate: String,
    /// The last day of the last duty that the certificate does not cover, if there is one.
    pub outlived: Option<NaiveDate>,
}

/// Who is trained when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Training {
    /// Everybody who serves, by id.
    pub trainees: Vec<Trainee>,
    /// What cannot be: too few places, nobody trained in time, a certificate that ends too early.
    pub faults: Vec<Fault>,
}

impl Training {
    /// Finds a session for everybody who serves and whom the roster does not call trained. Who the roster says was trained on the day of a session
    /// has a place in it.
    pub fn of(problem: &Problem, schedule: &Schedule, draft: &TrainingDraft) -> Self {
        let people = serving(schedule);
        let mut sessions = Sessions::all(problem.campaign(), &draft.sessions);
        let mut trained = rostered(problem, draft, &people);
        trained.values().filter_map(|(session, _)| *session).for_each(|session| sessions.take(session));
        let mut faults = overfull(&sessions);
        let open: Vec<(PersonId, NaiveDate)> = people
            .iter()
            .filter(|(person, _)| !trained.contains_key(person))
            .map(|(person, ends)| (*person, ends.0))
            .collect();
        let mut without = Vec::new();
        for (&(person, _), session) in open.iter().zip(sessions.place(&open)) {
            match session {
                Some(session) => drop(trained.insert(person, (Some(session), draft.sessions[session].date))),
                None => without.push(person),
            }
        }
        let (never, unplaced): (Vec<PersonId>, Vec<PersonId>) =
            without.into_iter().partition(|&person| sessions.attendable(person, people[&person].0).next().is_none());
        faults.extend(no_session(problem, &never, &people));
        faults.extend(too_small(problem, draft, &unplaced, &people));
        faults.extend(late(problem, &people, &trained));
        let trainees = register(problem, draft, &people, &trained);
        faults.extend(outlived(problem, draft, &trainees));
        Self { trainees, faults }
    }
}

/// When people are trained: in which session, if in one, and on which day.
type Trained = BTreeMap<PersonId, (Option<usize>, NaiveDate)>;

/// Whom of some people the roster calls trained. Who was trained on the day of a session has a place in it.
fn rostered(problem: &Problem, draft: &TrainingDraft, people: &Serving) -> Trained {
    let trained = |&person: &PersonId| {
        let day = problem.campaign().person(person).trained?;
        let session = draft.sessions.iter().position(|session| session.date == day);
        Some((person, (session, day)))
    };
    people.keys().filter_map(trained).collect()
}

/// The first and the last day of duty of people.
type Serving = BTreeMap<PersonId, (NaiveDate, NaiveDate)>;

/// The first and the last day of duty of everybody who serves.
fn serving(schedule: &Schedule) -> Serving {
    let mut people: Serving = BTreeMap::new();
    for duty in schedule.duties() {
        let ends = people.entry(duty.person).or_insert((duty.span.first(), duty.span.last()));
        *ends = (ends.0.min(duty.span.first()), ends.1.max(duty.span.last()));
    }
    people
}

/// Sessions that the roster alone fills beyond their places.
fn overfull(sessions: &Sessions<'_>) -> Vec<Fault> {
    let fault = |(position, places, taken): (usize, u32, u32)| {
        let spot = Spot::setting(["training", "sessions", &position.to_string(), "capacity"].map(str::to_owned));
        let expected = text!(
            "places for the {taken} whom the roster calls trained on that day",
            "须容纳名单中当日受训的{taken}人"
        );
        let maybe = text!("capacity = {taken}", "capacity = {taken}");
        Fault::error("session-too-small", spot, places.to_string(), expected).maybe(maybe)
    };
    sessions.overfull().map(fault).collect()
}

/// Some people by their ids.
fn ids(problem: &Problem, people: &[PersonId]) -> String {
    let mut ids: Vec<&str> =
        people.iter().take(6).map(|person| problem.campaign().person(*person).id.as_str()).collect();
    ids.extend((people.len() > 6).then_some("…"));
    ids.join(", ")
}

/// The fault of those who cannot attend any session in time, however many places it has.
fn no_session(problem: &Problem, never: &[PersonId], people: &Serving) -> Option<Fault> {
    let earliest = never.iter().map(|person| people[person].0).min()?;
    let (count, who) = (never.len(), ids(problem, never));
    let expected = text!(
        "a session that everybody can attend by the first day of their duty; {count} are away on all of them, or serve before: {who}",
        "参加者首次任务当日或之前须有可参加的培训；{count}人均不可参加或任务更早：{who}"
    );
    let maybe = text!(
        "another session by {earliest}, on a day on which they are there",
        "在{earliest}及以前、其本人可参加之日增加一期"
    );
    Some(Fault::error("no-session", Spot::setting(["training", "sessions"]), who, expected).maybe(maybe))
}

/// The fault of those who the roster says are trained only after their duties begin.
fn late(problem: &Problem, people: &Serving, trained: &Trained) -> Option<Fault> {
    let late = trained.iter().filter(|(person, (_, day))| *day > people[*person].0);
    let late: Vec<PersonId> = late.map(|(person, _)| *person).collect();
    let first = late.first()?;
    let (count, who) = (late.len(), ids(problem, &late));
    let expected = text!(
        "a day of training by the first day of duty; {count} are trained later: {who}",
        "培训日不得晚于首次任务日；{count}人培训在后：{who}"
    );
    let maybe = text!("an earlier day, or a plan with the rule `training`", "改为更早之日，或启用`training`规则后重排");
    let spot = problem.campaign().cell_of_person(*first, "trained");
    Some(Fault::error("trained-too-late", spot, trained[first].1.to_string(), expected).maybe(maybe))
}

/// The fault of those who find no place.
fn too_small(problem: &Problem, draft: &TrainingDraft, without: &[PersonId], people: &Serving) -> Option<Fault> {
    let earliest = without.iter().map(|person| people[person].0).min()?;
    let (count, places) = (without.len(), draft.sessions.iter().map(|session| session.capacity).sum::<u32>());
    let who = ids(problem, without);
    let expected = text!(
        "places before their first duty for everybody who serves; {count} have none: {who}",
        "参加者首次任务前均须有培训名额；{count}人没有：{who}"
    );
    let maybe = text!(
        "{count} more places in a session on or before {earliest}, or another session by then",
        "在{earliest}及以前的培训中增加{count}个名额，或增加一期"
    );
    Some(
        Fault::error("sessions-too-small", Spot::setting(["training", "sessions"]), places.to_string(), expected)
            .maybe(maybe),
    )
}

/// The register, by person.
fn register(problem: &Problem, draft: &TrainingDraft, people: &Serving, trained: &Trained) -> Vec<Trainee> {
    let row = |(&person, &(session, day)): (&PersonId, &(Option<usize>, NaiveDate))| Trainee {
        person,
        first_duty: people[&person].0,
        session,
        trained: day,
        certificate: draft.certificates.number(problem.campaign().person(person)),
        outlived: Some(people[&person].1).filter(|last| *last > draft.certificates.valid_to),
    };
    trained.iter().map(row).collect()
}

/// The fault of certificates that end before duties do.
fn outlived(problem: &Problem, draft: &TrainingDraft, trainees: &[Trainee]) -> Option<Fault> {
    let late: Vec<&Trainee> = trainees.iter().filter(|trainee| trainee.outlived.is_some()).collect();
    let last = late.iter().filter_map(|trainee| trainee.outlived).max()?;
    let (count, first) = (late.len(), &problem.campaign().person(late[0].person).id);
    let expected = text!(
        "a day not before the last duty; {count} people serve longer, {first} first",
        "不得早于最后任务日；{count}人任务更晚，如{first}"
    );
    let valid_to = draft.certificates.valid_to.to_string();
    let spot = Spot::setting(["training", "certificates", "valid_to"]);
    Some(Fault::error("certificate-outlived", spot, valid_to, expected).maybe(text!("{last}", "{last}")))
}
