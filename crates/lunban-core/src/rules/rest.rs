//! `rest`: days off between two duties of one person.

use chrono::Days;

use super::{Bar, Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
use crate::{About, DateRange, Duty, Findings, Holding, Label, PersonId, Post, Statement, View, Window, text};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Rest;

static PAGE: Page = Page {
    id: "rest",
    says: Phrase::new(
        "Between two duties of a person lie at least so many days off.",
        "同一人两次任务之间至少休息规定天数。",
    ),
    source: Phrase::new("Assumption of this campaign.", "本次行动的假设。"),
    mode: Mode::Hard,
    always: false,
    parameters: &[ParameterPage {
        key: "days",
        says: Phrase::new("days off, 0 to 3650; 14 where not given", "休息天数，0到3650，缺省14"),
    }],
    counts: &[],
    example: "[rules.rest]\ndays = 14",
};

impl RuleKind for Rest {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        let days = parameters.integer("days", 0..=3650).unwrap_or(14);
        Box::new(Settled { days: u32::try_from(days).unwrap_or(0) })
    }
}

#[derive(Debug)]
struct Settled {
    days: u32,
}

impl Rule for Settled {
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        spaced(window, statement, self.days);
    }

    fn clashes(&self, first: &Post, second: &Post) -> Option<Bar> {
        let (days, off) = (self.days, first.span.days_between(second.span));
        let says = || text!("{off} days off between the two, {days} are due", "两次任务间仅休息{off}天，应为{days}天");
        (first.span.meets(second.span) || off < i64::from(days)).then(|| Bar { says: says() })
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let days = self.days;
        for (person, pair) in too_close(view, i64::from(days)) {
            findings.breach(1, || {
                let off = pair[0].span.days_between(pair[1].span);
                let says =
                    text!("{off} days off before this duty, {days} are due", "任务前仅休息{off}天，应为{days}天");
                About::new(says).people([person]).post(view.problem(), pair[1].post)
            });
        }
    }
}

/// States that duties of a person, each with `rest` days after it, do not meet.
///
/// Spans on a line meet together on some day where they meet pairwise, and first on a day one of them begins: so one row for
/// each such day says it all, and says it tightly.
pub(super) fn spaced(window: &Window<'_>, statement: &mut Statement<'_>, rest: u32) {
    for person in window.people() {
        let holdings = window.of_person(person);
        let rested = |holding: &Holding| {
            let span = window.slot(holding.slot).span;
            let last = span.last().checked_add_days(Days::new(u64::from(rest))).unwrap_or(span.last());
            DateRange::new(span.first(), last).unwrap_or(span)
        };
        let mut days: Vec<_> = holdings.iter().map(|holding| rested(holding).first()).collect();
        days.dedup();
        for (position, &day) in days.iter().enumerate() {
            let there = || holdings.iter().filter(|holding| rested(holding).holds(day));
            let next = days.get(position + 1);
            let is_largest = next.is_none_or(|&next| there().any(|holding| !rested(holding).holds(next)));
            if is_largest && there().count() > 1 {
                let label = Label { person: Some(person), day: Some(day), ..statement.label("gap") };
                statement.at_most(label, window.sum_of(person, there()), 1);
            }
        }
    }
}

/// Pairs of duties, one after another in a person's dates, with fewer than `rest` days off between them.
pub(super) fn too_close<'v>(view: &'v View<'_>, rest: i64) -> impl Iterator<Item = (PersonId, &'v [Duty])> {
    view.problem().campaign().person_ids().flat_map(move |person| {
        let pairs = view.of_person(person).windows(2);
        pairs
            .filter(move |pair| {
                let (first, second) = (pair[0].span, pair[1].span);
                first.meets(second) || first.days_between(second) < rest
            })
            .map(move |pair| (person, pair))
    })
}
