//! Whether those who join by a change are trained by the day they begin, and what certificate they carry.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Changed;
use crate::logistics::{Sessions, Training, TrainingDraft};
use crate::{DateRange, PersonId, Text, text};

/// How somebody who joins comes to be trained, and their certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// When they are trained.
    pub lesson: Lesson,
    /// What certifies it; none where the campaign has no certificates, or nobody trains them.
    pub certificate: Option<Certificate>,
}

/// When somebody is trained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lesson {
    /// They were, or will be whatever changes.
    Had(NaiveDate),
    /// They are to attend this session, by its position in the draft.
    Attend(usize),
    /// They cannot be before they begin.
    Missing {
        /// Why.
        says: Text,
        /// What would help.
        maybe: Text,
    },
}

/// A temporary certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Its number.
    pub number: String,
    /// The last day on which it is valid.
    pub valid_to: NaiveDate,
    /// Whether it is still to be given out.
    pub is_new: bool,
}

/// People who join, with the days of each of their new duties.
pub(super) type Joining = BTreeMap<PersonId, Vec<DateRange>>;

/// How each of those who join comes to be trained by the first of their new days; who is not told of is of a campaign that says nothing of training.
pub(super) fn readiness(
    changed: &Changed,
    joining: &Joining,
    draft: Option<&TrainingDraft>,
) -> BTreeMap<PersonId, Readiness> {
    let trained = |person: PersonId| changed.problem.campaign().person(person).trained;
    if let Some(draft) = draft {
        return School::of(changed, draft).ready(joining);
    }
    let had = |day| Readiness { lesson: Lesson::Had(day), certificate: None };
    joining.keys().filter_map(|&person| Some((person, had(trained(person)?)))).collect()
}

/// Sessions that are left, and who has been in one.
struct School<'c> {
    changed: &'c Changed,
    draft: &'c TrainingDraft,
    sessions: Sessions<'c>,
    known: BTreeMap<PersonId, NaiveDate>,
}

impl<'c> School<'c> {
    /// As the schedule that people know has it. A day on which nothing has begun comes after no session.
    fn of(changed: &'c Changed, draft: &'c TrainingDraft) -> Self {
        let campaign = changed.problem.campaign();
        let known = Training::of(&changed.problem, &changed.before, draft).trainees;
        let mut sessions = Sessions::all(campaign, &draft.sessions);
        if changed.as_of > campaign.span().first() {
            sessions = sessions.from(changed.as_of);
        }
        known.iter().filter_map(|trainee| trainee.session).for_each(|session| sessions.take(session));
        let known = known.into_iter().map(|trainee| (trainee.person, trainee.trained)).collect();
        Self { changed, draft, sessions, known }
    }

    fn ready(&self, joining: &Joining) -> BTreeMap<PersonId, Readiness> {
        let begins = joining.iter().filter_map(|(&person, spans)| Some((person, spans.iter().min()?.first())));
        let begins: Vec<(PersonId, NaiveDate)> = begins.collect();
        let open = begins.iter().filter(|&&(person, day)| self.had(person).is_none_or(|had| had > day));
        let open: Vec<(PersonId, NaiveDate)> = open.copied().collect();
        let placed: BTreeMap<PersonId, Option<usize>> =
            open.iter().map(|(person, _)| *person).zip(self.sessions.place(&open)).collect();
        let ready = |(person, day)| {
            let lesson = match (placed.get(&person), self.had(person)) {
                (None, Some(had)) => Lesson::Had(had),
                (Some(Some(session)), _) => Lesson::Attend(*session),
                _ => self.missing(person, day),
            };
            (person, self.certified(person, lesson))
        };
        begins.into_iter().map(ready).collect()
    }

    /// The day on which somebody is trained as things stand.
    fn had(&self, person: PersonId) -> Option<NaiveDate> {
        self.known.get(&person).copied().or(self.changed.problem.campaign().person(person).trained)
    }

    fn certified(&self, person: PersonId, lesson: Lesson) -> Readiness {
        let certificate = Certificate {
            number: self.draft.certificates.number(self.changed.problem.campaign().person(person)),
            valid_to: self.draft.certificates.valid_to,
            is_new: !self.known.contains_key(&person),
        };
        let is_certified = !matches!(lesson, Lesson::Missing { .. });
        Readiness { lesson, certificate: is_certified.then_some(certificate) }
    }

    fn missing(&self, person: PersonId, day: NaiveDate) -> Lesson {
        if self.sessions.attendable(person, day).next().is_some() {
            return Lesson::Missing {
                says: text!("every session by {day} is full", "{day}及以前各期培训均已满额"),
                maybe: text!("one more place in one of them", "在其中一期增加一个名额"),
            };
        }
        let days = DateRange::new(self.changed.as_of, day).filter(|days| days.days() > 1);
        let days = days.map_or_else(|| day.to_string(), |days| days.to_string());
        Lesson::Missing {
            says: text!(
                "not trained, and no session is left that they can attend by {day}",
                "未培训，且{day}及以前已无可参加的培训"
            ),
            maybe: text!("a session on {days}, or somebody who is trained", "在{days}增加一期培训，或改派已培训者"),
        }
    }
}
