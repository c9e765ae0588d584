//! `rest`: days off between two duties of one person.

use chrono::Days;

use super::{Bar, ExceptionPage, Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
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
    exception: Some(ExceptionPage {
        price: 4,
        says: Phrase::new("two duties with too few days off between them", "两次任务间休息不足"),
    }),
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

    fn keeps_dates_apart(&self) -> bool {
        true
    }

    fn clashes(&self, first: &Post, second: &Post) -> Option<Bar> {
        let (days, off) = (self.days, first.span.days_between(second.span));
        let says = || text!("{off} days off between the two, {days} are due", "两次任务间仅休息{off}天，应为{days}天");
        self.excludes(first, second).then(|| Bar { says: says() })
    }

    fn excludes(&self, first: &Post, second: &Post) -> bool {
        first.span.meets(second.span) || first.span.days_between(second.span) < i64::from(self.days)
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let days = self.days;
        for (person, [earlier, duty]) in too_close(view, i64::from(days)) {
            findings.breach(1, || {
                let off = earlier.span.days_between(duty.span);
                let says =
                    text!("{off} days off before this duty, {days} are due", "任务前仅休息{off}天，应为{days}天");
                About::new(says).people([person]).post(view.problem(), duty.post)
            });
        }
    }
}

/// States that duties of a person, each with `rest` days after it, do not meet.
///
/// Spans on a line meet together on some day where they meet pairwise, and first on a day one of them begins: so one row for
/// each such day says it all, and says it tightly. A rule made soft counts each two duties too close, so there it is one row for each two.
pub(super) fn spaced(window: &Window<'_>, statement: &mut Statement<'_>, rest: u32) {
    for person in window.people() {
        if statement.is_hard() {
            spaced_by_day(window, statement, person, rest);
        } else {
            spaced_by_two(window, statement, person, rest);
        }
    }
}

fn spaced_by_day(window: &Window<'_>, statement: &mut Statement<'_>, person: PersonId, rest: u32) {
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

/// A row for each two duties that are too close. Where nobody sits in two seats at once, duties on the same dates are one.
fn spaced_by_two(window: &Window<'_>, statement: &mut Statement<'_>, person: PersonId, rest: u32) {
    let span = |holding: &Holding| window.slot(holding.slot).span;
    let is_one = |one: &Holding, other: &Holding| {
        window.problem().campaign().rules().keep_dates_apart() && span(one) == span(other)
    };
    let duties: Vec<&[Holding]> = window.of_person(person).chunk_by(is_one).collect();
    for (position, second) in duties.iter().enumerate() {
        let dates = span(&second[0]);
        let is_close = |first: &&&[Holding]| {
            let first = span(&first[0]);
            first.meets(dates) || first.days_between(dates) < i64::from(rest)
        };
        for first in duties[..position].iter().filter(is_close) {
            let number = i64::try_from(first[0].slot.index()).ok();
            let label = Label { person: Some(person), slot: Some(second[0].slot), number, ..statement.label("gap") };
            let both = window.sum_of(person, first.iter().chain(second.iter()));
            statement.at_most(label, both, 1);
        }
    }
}

/// Each two duties of one person with fewer than `rest` days off between them, the earlier first.
pub(super) fn too_close(view: &View<'_>, rest: i64) -> Vec<(PersonId, [Duty; 2])> {
    let mut close = Vec::new();
    for person in view.problem().campaign().person_ids() {
        let duties = view.of_person(person);
        for (position, &second) in duties.iter().enumerate() {
            let is_close = |first: &&Duty| first.span.meets(second.span) || first.span.days_between(second.span) < rest;
            close.extend(duties[..position].iter().filter(is_close).map(|&first| (person, [first, second])));
        }
    }
    close
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    /// One person and a city team in each of `rounds` rounds of 14 days.
    fn tiny(rounds: u32, settings: &str) -> Tiny {
        Tiny::new().rounds(rounds, 0).person("P1 A staff").team("T1 130100 city 2").rule("rest", settings)
    }

    #[test]
    fn duties_with_enough_days_off_between_them_are_lawful() {
        assert_eq!(tiny(3, "").finds("r1 T1 leader P1; r3 T1 leader P1"), [""; 0]);
        assert_eq!(tiny(2, "days = 0").finds("r1 T1 leader P1; r2 T1 member P1"), [""; 0]);
    }

    #[test]
    fn a_duty_that_begins_too_soon_is_a_breach() {
        let too_soon = ["rest broken 1: P1 in r2 T1 leader"];
        assert_eq!(tiny(2, "").finds("r1 T1 leader P1; r2 T1 leader P1"), too_soon);
        assert_eq!(tiny(2, "days = 1").finds("r1 T1 leader P1; r2 T1 leader P1"), too_soon);
        assert_eq!(
            tiny(2, "days = 0").finds("r1 T1 leader P1; r1 T1 member P1"),
            ["rest broken 1: P1 in r1 T1 member"]
        );
    }

    #[test]
    fn part_duties_are_measured_by_their_days() {
        let leaves_early = "r1 T1 leader P1 2017-09-01/2017-09-04; r2 T1 leader P1";
        assert_eq!(tiny(2, "days = 10").finds(leaves_early), [""; 0]);
        assert_eq!(tiny(2, "days = 11").finds(leaves_early), ["rest broken 1: P1 in r2 T1 leader"]);
    }

    #[test]
    fn a_long_duty_is_remembered_after_a_short_one_within_it() {
        let overlapping = "r1 T1 leader P1; r1 T1 member P1 2017-09-02/2017-09-03; r2 T1 leader P1";
        let both = ["rest broken 1: P1 in r1 T1 member", "rest broken 1: P1 in r2 T1 leader"];
        assert_eq!(tiny(2, "days = 1").finds(overlapping), both);
    }

    #[test]
    fn each_two_duties_too_close_count_where_the_rule_is_soft() {
        let soft = tiny(3, "days = 28\nmode = \"soft\"");
        let three_in_a_row = "r1 T1 leader P1; r2 T1 leader P1; r3 T1 leader P1";
        let [second, third] = ["rest.broken 1: P1 in r2 T1 leader", "rest.broken 1: P1 in r3 T1 leader"];
        assert_eq!(soft.finds(three_in_a_row), [second, third, third]);
    }

    #[test]
    fn posts_too_near_in_time_clash() {
        assert_eq!(tiny(3, "").clash("r1 T1 leader", "r2 T1 leader"), ["rest: 0 days off between the two, 14 are due"]);
        assert_eq!(tiny(3, "").clash("r1 T1 leader", "r3 T1 leader"), [""; 0]);
        assert_eq!(tiny(3, "days = 0").clash("r1 T1 leader", "r1 T1 member").len(), 1);
    }

    #[test]
    fn one_row_says_it_for_every_day_on_which_most_duties_are_near() {
        let tiny = Tiny::new().rounds(3, 0).person("P1 A staff").team("T1 130100 city 1").rule("rest", "");
        assert_eq!(
            tiny.rows("rest"),
            [
                "rest.gap__P1__2017-09-15: P1 in r1 T1 leader + P1 in r2 T1 leader <= 1",
                "rest.gap__P1__2017-09-29: P1 in r2 T1 leader + P1 in r3 T1 leader <= 1",
            ]
        );
    }

    #[test]
    fn days_out_of_range_and_unknown_keys_are_faults() {
        assert_eq!(tiny(2, "days = 3651").faults(), ["parameter-out-of-range at rules.rest.days: 3651, maybe `3650`"]);
        assert_eq!(tiny(2, "days = -1").faults(), ["parameter-out-of-range at rules.rest.days: -1, maybe `0`"]);
        assert_eq!(tiny(2, "day = 14").faults(), ["unknown-key at rules.rest.day: day, maybe `days`"]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        for settings in ["", "days = 1", "days = 28", "days = 0"] {
            Tiny::busy().rule("rest", settings).agrees_in_both_modes("rest");
        }
        let handover = Tiny::busy().rounds(4, 2).team("T4 130100 city 2 2017-09-10/2017-09-16");
        handover.clone().rule("rest", "days = 1").agrees_in_both_modes("rest");
        handover.rule("rest", "days = 12").agrees_in_both_modes("rest");
    }
}
