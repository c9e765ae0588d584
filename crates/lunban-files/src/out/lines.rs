//! A schedule line by line, in the campaign's words: what every table that goes out is made of.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::{Campaign, DateRange, Person, PersonId, Place, Post, PostId, Team, Unit, View};

use super::{Outcome, called};

/// A duty, or an open seat.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    campaign: &'a Campaign,
    redact: bool,
    /// The post.
    pub(super) post: &'a Post,
    /// The days, within the post's.
    pub(super) span: DateRange,
    /// Who; none: the seat is open.
    pub(super) holder: Option<PersonId>,
    /// Whether the rank of the holder needs a waiver.
    pub(super) waiver: bool,
}

/// Every duty and every open seat, sorted by round, team, seat and person; an open seat comes before the duties beside it.
///
/// Teams with dates of their own follow the rounds.
pub(super) fn lines<'a>(outcome: &Outcome<'a>) -> Vec<Line<'a>> {
    let view = View::new(outcome.problem, outcome.schedule);
    let waivers = waivers(outcome);
    let line = |post, span, holder, waiver| Line {
        campaign: outcome.problem.campaign(),
        redact: outcome.redact,
        post: outcome.problem.post(post),
        span,
        holder,
        waiver,
    };
    let duties = view.duties().iter().map(|duty| {
        let waiver = waivers.contains(&(duty.person, duty.post));
        line(duty.post, duty.span, Some(duty.person), waiver)
    });
    let posts = outcome.problem.posts().iter();
    let open = posts.flat_map(|post| open_runs(&view, post).into_iter().map(|span| line(post.id, span, None, false)));
    let mut lines: Vec<Line<'a>> = duties.chain(open).collect();
    lines.sort_by_key(|line| {
        let post = line.post;
        (post.round.is_none(), post.round, post.team, post.span, post.role, line.holder, line.span)
    });
    lines
}

/// The duties of each person who has some, by date.
pub(super) fn held<'l, 'a>(lines: &'l [Line<'a>]) -> BTreeMap<PersonId, Vec<&'l Line<'a>>> {
    let mut held: BTreeMap<PersonId, Vec<&Line<'_>>> = BTreeMap::new();
    for line in lines {
        if let Some(person) = line.holder {
            held.entry(person).or_default().push(line);
        }
    }
    held
}

/// Duties that the audit counts a waiver of rank for.
fn waivers(outcome: &Outcome<'_>) -> BTreeSet<(PersonId, PostId)> {
    let count = outcome.problem.campaign().rules().find_count("leader-rank.waivers");
    let findings = outcome.audit.findings.iter().filter(|finding| count.is_some() && finding.count == count);
    let pairs = findings.flat_map(|finding| {
        let people = finding.about.people.iter();
        people.filter_map(move |&person| Some((person, finding.about.post?)))
    });
    pairs.collect()
}

/// For each open seat of a post, the runs of days on which it is open.
fn open_runs(view: &View<'_>, post: &Post) -> Vec<DateRange> {
    let stretches = stretches(view, post);
    let most = stretches.iter().map(|(_, open)| *open).max().unwrap_or(0);
    let mut runs: Vec<DateRange> = Vec::new();
    for seat in 1..=most {
        let seat_begins = runs.len();
        for &(stretch, _) in stretches.iter().filter(|(_, open)| *open >= seat) {
            match runs[seat_begins..].last_mut() {
                Some(run) if run.days_between(stretch) == 0 => {
                    *run = DateRange::new(run.first(), stretch.last()).unwrap_or(stretch);
                }
                _ => runs.push(stretch),
            }
        }
    }
    runs
}

/// The days of a post, cut where its holders change, with the seats that are open meanwhile.
fn stretches(view: &View<'_>, post: &Post) -> Vec<(DateRange, usize)> {
    let starts = view.changes(post.id);
    let ends = starts[1..].iter().filter_map(chrono::NaiveDate::pred_opt).chain([post.span.last()]);
    let spans = starts.iter().zip(ends).filter_map(|(&first, last)| DateRange::new(first, last));
    spans
        .map(|span| {
            let held = view.of_post(post.id).iter().filter(|duty| duty.span.holds(span.first())).count();
            (span, (post.seats as usize).saturating_sub(held))
        })
        .collect()
}

impl<'a> Line<'a> {
    /// The round's number; empty for a team with dates of its own.
    pub(super) fn round(&self) -> String {
        self.post.round.map(|round| round.number().to_string()).unwrap_or_default()
    }

    /// The team.
    pub(super) fn team(&self) -> &'a Team {
        self.campaign.team(self.post.team)
    }

    /// The team's home city.
    pub(super) fn city(&self) -> &'a Place {
        self.campaign.places().place(self.post.city)
    }

    /// The team's kind.
    pub(super) fn kind(&self) -> &'a str {
        &self.campaign.kind(self.post.kind).name
    }

    /// The role.
    pub(super) fn seat(&self) -> &'a str {
        &self.campaign.role(self.post.kind, self.post.role).name
    }

    /// Whether its round weighs more than others.
    pub(super) fn is_heavy(&self) -> bool {
        self.post.round.is_some_and(|round| self.campaign.calendar().round(round).weight > 1)
    }

    /// Whether the days are all those of the post.
    pub(super) fn is_whole(&self) -> bool {
        self.span == self.post.span
    }

    fn person(&self) -> Option<&'a Person> {
        self.holder.map(|person| self.campaign.person(person))
    }

    /// The holder's id; empty for an open seat.
    pub(super) fn person_id(&self) -> &'a str {
        self.person().map_or("", |person| &person.id)
    }

    /// The holder's name; empty for an open seat, or where names are left out.
    pub(super) fn name(&self) -> &'a str {
        self.person().filter(|_| !self.redact).map_or("", |person| &person.name)
    }

    /// The holder's name, or the id where names are left out.
    pub(super) fn name_or_id(&self) -> &'a str {
        if self.redact { self.person_id() } else { self.name() }
    }

    /// The holder's id and name, or the id alone where names are left out.
    pub(super) fn who(&self) -> String {
        format!("{} {}", self.person_id(), self.name()).trim_end().to_owned()
    }

    /// Team, city and seat, with the dates where they are not all those of the turn.
    pub(super) fn duty(&self) -> String {
        called::duty(self.campaign, self.post, self.span)
    }

    /// The holder's sending unit.
    pub(super) fn unit(&self) -> Option<&'a Unit> {
        self.person().map(|person| self.campaign.unit(person.unit))
    }

    /// The holder's rank; empty for an open seat.
    pub(super) fn rank(&self) -> &'a str {
        self.person().map_or("", |person| self.campaign.ranks().name(person.rank))
    }
}
