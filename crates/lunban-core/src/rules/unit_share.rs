//! `unit-share`: how much of a unit may be away on duty on one day.

use chrono::NaiveDate;

use super::{CountOf, CountPage, ExceptionPage, Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind, Share};
use crate::{
    About, Campaign, DateRange, Findings, Holding, Label, PersonId, Problem, RankId, RoundId, Statement, Sum, Text,
    UnitId, View, Window, text,
};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct UnitShare;

static PAGE: Page = Page {
    id: "unit-share",
    says: Phrase::new(
        "On no day are more than a share of a unit's rostered people on duty, nor more than a share of its people of one leading rank. Both are rounded up. The units table may give minima, of which what is missing counts, and maxima for each round and for the campaign.",
        "任一日，一个单位在任务中的人数不超过其名单人数的规定比例，同一领导职级亦不超过规定比例；均向上取整。单位表可规定每轮及全程的下限（不足计数）与上限（硬性）。",
    ),
    source: Phrase::new("Assumption of this campaign.", "本次行动的假设。"),
    mode: Mode::Hard,
    always: false,
    exception: Some(ExceptionPage {
        price: 4,
        says: Phrase::new("one more of a unit than it may send", "某单位超出可派人数一人"),
    }),
    parameters: &[
        ParameterPage {
            key: "max_share",
            says: Phrase::new(
                "share of the unit's people, 0 to 1; 0.35 where not given",
                "单位人数比例，0到1，缺省0.35",
            ),
        },
        ParameterPage {
            key: "max_share_of_rank",
            says: Phrase::new(
                "share of its people of each rank that some seat asks for, 0 to 1; 0.5 where not given",
                "各领导职级人数比例，0到1，缺省0.5",
            ),
        },
    ],
    counts: &[CountPage {
        name: "short",
        says: Phrase::new("a duty that a unit lacks to a minimum of the units table", "单位距单位表下限所缺的一次任务"),
        of: CountOf::Missing,
    }],
    example: "[rules.unit-share]\nmax_share = 0.35\nmax_share_of_rank = 0.5",
};

const SHORT: usize = 0;
const MAX_SHARE: f64 = 0.35;
const MAX_SHARE_OF_RANK: f64 = 0.5;

impl RuleKind for UnitShare {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        let max_share = parameters.share("max_share").or_else(|| Share::from_decimal(MAX_SHARE));
        let max_share_of_rank =
            parameters.share("max_share_of_rank").or_else(|| Share::from_decimal(MAX_SHARE_OF_RANK));
        Box::new(Settled { max_share, max_share_of_rank })
    }
}

#[derive(Debug)]
struct Settled {
    max_share: Option<Share>,
    max_share_of_rank: Option<Share>,
}

/// People of a unit, all or those of one rank, of whom only so many may be on duty at once.
struct Limit {
    unit: UnitId,
    rank: Option<RankId>,
    people: Vec<PersonId>,
    most: i64,
}

impl Settled {
    fn most(&self, people: usize, of_rank: bool) -> Option<i64> {
        let share = if of_rank { self.max_share_of_rank } else { self.max_share };
        share.map(|share| share.of_rounded_up(people))
    }

    fn limits(&self, problem: &Problem) -> Vec<Limit> {
        let campaign = problem.campaign();
        let ranks = campaign.leading_ranks();
        let mut limits = Vec::new();
        for (position, unit) in campaign.units().iter().enumerate().filter(|(_, unit)| !unit.people.is_empty()) {
            for rank in std::iter::once(None).chain(ranks.iter().copied().map(Some)) {
                let of_rank = |person: &PersonId| rank.is_none_or(|rank| campaign.person(*person).rank == rank);
                let people: Vec<PersonId> = unit.people.iter().copied().filter(of_rank).collect();
                let most = self.most(people.len(), rank.is_some()).unwrap_or(i64::MAX);
                limits.push(Limit { unit: UnitId::at(position), rank, people, most });
            }
        }
        limits
    }
}

/// Days to state the limits on. A hard rule needs only those on which most posts meet; a soft one counts on every day that posts begin.
fn days(window: &Window<'_>, is_hard: bool) -> Vec<NaiveDate> {
    let problem = window.problem();
    let mut days = window.part_days();
    if is_hard {
        days.extend(problem.moments());
    } else {
        days.extend(problem.posts().iter().map(|post| post.span.first()));
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// Whether a person is on duty, 0 or 1: the sum of what they hold that day or, where nothing keeps them from two duties at once, a
/// column that is 1 with any of it.
fn on_duty(
    window: &Window<'_>,
    statement: &mut Statement<'_>,
    person: PersonId,
    held: &[&Holding],
    day: NaiveDate,
) -> Sum {
    if held.len() < 2 || window.problem().campaign().rules().keep_dates_apart() {
        return window.sum_of(person, held.iter().copied());
    }
    let label = Label { person: Some(person), day: Some(day), ..statement.label("on_duty") };
    let column = statement.column(label, 0, 1);
    for holding in held {
        let mut sum = Sum::default();
        sum.add_column(column, 1);
        sum.add(holding, -1);
        statement.define_at_least(Label { slot: Some(holding.slot), ..label }, sum, 0);
    }
    let mut sum = Sum::default();
    sum.add_column(column, 1);
    sum
}

/// What the table of units says: people of a unit in each round, and duties in all.
struct Quota {
    unit: UnitId,
    /// A round, with at least and at most so many people; none: the campaign, with so many duties.
    round: Option<RoundId>,
    least: i64,
    most: Option<i64>,
}

fn quotas(campaign: &Campaign) -> Vec<Quota> {
    let mut quotas = Vec::new();
    for (position, unit) in campaign.units().iter().enumerate() {
        let mut add = |round, least: Option<u32>, most: Option<u32>| {
            let (least, most) = (least.map_or(0, i64::from), most.map(i64::from));
            if least > 0 || most.is_some() {
                quotas.push(Quota { unit: UnitId::at(position), round, least, most });
            }
        };
        for round in campaign.calendar().ids() {
            add(Some(round), unit.min_per_round, unit.max_per_round);
        }
        add(None, unit.min_total, unit.max_total);
    }
    quotas
}

/// Duties of a unit count for the round whose dates they have.
fn state_quota(window: &Window<'_>, statement: &mut Statement<'_>, quota: &Quota) {
    let campaign = window.problem().campaign();
    let mut duties = Sum::default();
    for &person in &campaign.unit(quota.unit).people {
        let holdings = window.of_person(person).iter();
        let here = holdings.filter(|held| quota.round.is_none_or(|round| window.slot(held.slot).round == Some(round)));
        duties.add_sum(&window.sum_of(person, here));
    }
    let number = quota.round.map(|round| i64::from(round.number()));
    let label = |what| Label { unit: Some(quota.unit), number, what: ("unit-share", what), ..Label::default() };
    if let Some(most) = quota.most.filter(|most| statement.greatest(&duties) > *most) {
        statement.at_most(label("max"), duties.clone(), most);
    }
    if quota.least > 0 {
        statement.count_below(SHORT, label("min"), duties, quota.least);
    }
}

fn audit_quota(view: &View<'_>, findings: &mut Findings<'_>, quota: &Quota) {
    let problem = view.problem();
    let people = problem.campaign().unit(quota.unit).people.iter();
    let duties = people.flat_map(|&person| view.of_person(person));
    let here = duties.filter(|duty| quota.round.is_none_or(|round| problem.post(duty.post).round == Some(round)));
    let duties = i64::try_from(here.count()).unwrap_or(i64::MAX);
    let about = |says| {
        let about = About::new(says).unit(quota.unit);
        match quota.round {
            Some(round) => about.span(problem.campaign().calendar().round(round).span),
            None => about,
        }
    };
    if let Some(most) = quota.most.filter(|most| duties > *most) {
        let says = || about(text!("{duties} duties, {most} at most", "{duties}次任务，上限{most}次"));
        findings.breach(duties - most, says);
    }
    let least = quota.least;
    if duties < least {
        let says = || about(text!("{duties} duties, {least} at least", "{duties}次任务，下限{least}次")).lack();
        findings.count(SHORT, least - duties, says);
    }
}

impl Rule for Settled {
    fn most_at_once(&self, people: usize, of_rank: bool) -> Option<i64> {
        self.most(people, of_rank)
    }

    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        for quota in quotas(window.problem().campaign()) {
            state_quota(window, statement, &quota);
        }
        for limit in self.limits(window.problem()) {
            for day in days(window, statement.is_hard()) {
                let there = |person: &PersonId| {
                    window.of_person(*person).iter().filter(|held| window.slot(held.slot).span.holds(day))
                };
                let able = limit.people.iter().filter(|&person| there(person).next().is_some()).count();
                if i64::try_from(able).is_ok_and(|able| able <= limit.most) {
                    continue;
                }
                let mut sum = Sum::default();
                for person in &limit.people {
                    let held: Vec<&Holding> = there(person).collect();
                    sum.add_sum(&on_duty(window, statement, *person, &held, day));
                }
                if !sum.is_constant() {
                    let number = limit.rank.and_then(|rank| i64::try_from(rank.index()).ok());
                    let label = Label { unit: Some(limit.unit), day: Some(day), number, ..statement.label("most") };
                    statement.at_most(label, sum, limit.most);
                }
            }
        }
    }

    fn says(&self, problem: &Problem, row: &Label, bound: i64) -> Option<Text> {
        let campaign = problem.campaign();
        let name = &campaign.unit(row.unit?).name;
        let round =
            || row.number.map_or_else(|| text!("in all", "全程"), |round| text!("in round {round}", "第{round}轮"));
        Some(match row.what.1 {
            "most" => {
                let rank = row.number.and_then(|rank| usize::try_from(rank).ok()).map(RankId::at);
                let rank = rank.map_or("", |rank| campaign.ranks().name(rank));
                let day = row.day?;
                let of_rank = if rank.is_empty() { String::new() } else { format!(" of rank {rank}") };
                text!(
                    "{name}: at most {bound} people{of_rank} on duty on {day}",
                    "{name}：{day}至多{bound}名{rank}人员在任务中"
                )
            }
            "max" => {
                let Text { english, chinese } = round();
                text!("{name}: at most {bound} duties {english}", "{name}：{chinese}至多{bound}次任务")
            }
            _ => {
                let Text { english, chinese } = round();
                text!("{name}: at least {bound} duties {english}", "{name}：{chinese}至少{bound}次任务")
            }
        })
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let campaign = view.problem().campaign();
        for quota in quotas(campaign) {
            audit_quota(view, findings, &quota);
        }
        for limit in self.limits(view.problem()) {
            let spans: Vec<DateRange> =
                limit.people.iter().flat_map(|&person| view.of_person(person)).map(|duty| duty.span).collect();
            let posts = view.problem().posts().iter().map(|post| post.span);
            let mut days: Vec<NaiveDate> = spans.into_iter().chain(posts).map(DateRange::first).collect();
            days.sort_unstable();
            days.dedup();
            for day in days {
                let there = limit
                    .people
                    .iter()
                    .filter(|&&person| view.of_person(person).iter().any(|duty| duty.span.holds(day)));
                let on_duty = i64::try_from(there.count()).unwrap_or(i64::MAX);
                let most = limit.most;
                if on_duty > most {
                    findings.breach(on_duty - most, || {
                        let rank = limit.rank.map_or("", |rank| campaign.ranks().name(rank));
                        let says = text!(
                            "{on_duty} people {rank} on duty on {day}, {most} at most",
                            "{day}有{on_duty}名{rank}人员在任务中，上限{most}名"
                        );
                        let about = About::new(says).unit(limit.unit);
                        DateRange::new(day, day).map_or(about.clone(), |span| about.span(span))
                    });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    /// Four people of unit A, of whom two are of bureau rank, and one of unit B; bureau rank leads.
    fn tiny(settings: &str) -> Tiny {
        Tiny::new()
            .people(["P1 A bureau", "P2 A bureau", "P3 A staff", "P4 A staff", "P5 B staff"])
            .team("T1 130100 city 3")
            .team("T2 130200 city 2")
            .rule("leader-rank", "city = { rank = \"bureau\", at_least = \"staff\" }\nmode = \"off\"")
            .rule("unit-share", settings)
    }

    /// The same where a rule asks for bureau rank, so that it is a leading one.
    fn led(settings: &str) -> Tiny {
        tiny(settings).rule("leader-rank", "city = { member = { rank = \"bureau\", at_least = \"staff\" } }")
    }

    #[test]
    fn a_share_of_a_unit_may_be_on_duty() {
        assert_eq!(tiny("max_share = 0.5").finds("r1 T1 leader P1; r1 T1 member P3; r1 T1 member P5"), [""; 0]);
        assert_eq!(
            tiny("max_share = 0.5").finds("r1 T1 leader P1; r1 T1 member P3; r2 T1 leader P2; r2 T1 member P4"),
            [""; 0]
        );
    }

    #[test]
    fn shares_are_rounded_up() {
        assert_eq!(tiny("max_share = 0.26").finds("r1 T1 leader P1; r1 T1 member P3"), [""; 0]);
        assert_eq!(
            tiny("max_share = 0.25").finds("r1 T1 leader P1; r1 T1 member P3"),
            ["unit-share broken 1: unit A on 2017-09-01"]
        );
    }

    #[test]
    fn each_person_above_the_share_is_a_breach() {
        let all = "r1 T1 leader P1; r1 T1 member P2; r1 T1 member P3; r1 T2 leader P4";
        assert_eq!(tiny("max_share = 0.5").finds(all), ["unit-share broken 2: unit A on 2017-09-01"]);
        assert_eq!(tiny("max_share = 0.5\nmode = \"soft\"").finds(all), ["unit-share.broken 2: unit A on 2017-09-01"]);
    }

    #[test]
    fn leading_ranks_have_a_share_of_their_own() {
        let both_leaders = "r1 T1 leader P1; r1 T2 leader P2";
        assert_eq!(led("max_share = 1").finds(both_leaders), ["unit-share broken 1: unit A on 2017-09-01"]);
        assert_eq!(led("max_share = 1\nmax_share_of_rank = 1").finds(both_leaders), [""; 0]);
        assert_eq!(tiny("max_share = 1").finds(both_leaders), [""; 0]);
    }

    #[test]
    fn part_duties_count_on_their_days() {
        let relieved = "r1 T1 leader P1 2017-09-01/2017-09-07; r1 T1 leader P3 2017-09-08/2017-09-14";
        assert_eq!(tiny("max_share = 0.25").finds(relieved), [""; 0]);
        let together = "r1 T1 leader P1 2017-09-01/2017-09-08; r1 T1 member P3 2017-09-08/2017-09-14";
        assert_eq!(tiny("max_share = 0.25").finds(together), ["unit-share broken 1: unit A on 2017-09-08"]);
    }

    #[test]
    fn rounds_that_overlap_are_counted_together_on_the_days_of_handover() {
        let handover = tiny("max_share = 0.25").rounds(2, 2);
        assert_eq!(handover.finds("r1 T1 leader P1; r2 T1 leader P3"), ["unit-share broken 1: unit A on 2017-09-13"]);
    }

    #[test]
    fn somebody_with_two_duties_at_once_is_one_person() {
        assert_eq!(tiny("max_share = 0.25").finds("r1 T1 leader P1; r1 T2 leader P1"), [""; 0]);
    }

    #[test]
    fn parameters_out_of_range_and_unknown_keys_are_faults() {
        assert_eq!(
            tiny("max_share = 35").faults(),
            ["parameter-out-of-range at rules.unit-share.max_share: 35, maybe `0.35`"]
        );
        assert_eq!(
            tiny("max_share_of_rank = -0.1").faults(),
            ["parameter-out-of-range at rules.unit-share.max_share_of_rank: -0.1"]
        );
        assert_eq!(
            tiny("max_shar = 0.5").faults(),
            ["unknown-key at rules.unit-share.max_shar: max_shar, maybe `max_share`"]
        );
    }

    /// The limits that the table of units gives to unit A, in the order of its columns.
    fn limited([min_per_round, max_per_round, min_total, max_total]: [Option<u32>; 4]) -> Tiny {
        tiny("max_share = 1").change(|draft| {
            let unit = &mut draft.units[0];
            (unit.min_per_round, unit.max_per_round) = (min_per_round, max_per_round);
            (unit.min_total, unit.max_total) = (min_total, max_total);
        })
    }

    #[test]
    fn the_table_of_units_gives_maxima() {
        let three = "r1 T1 leader P1; r1 T1 member P3; r2 T1 leader P1";
        assert_eq!(limited([None, Some(2), None, Some(3)]).finds(three), [""; 0]);
        let per_round = limited([None, Some(1), None, None]);
        assert_eq!(per_round.finds(three), ["unit-share broken 1: unit A on 2017-09-01"]);
        assert_eq!(limited([None, None, None, Some(2)]).finds(three), ["unit-share broken 1: unit A"]);
    }

    #[test]
    fn the_table_of_units_gives_minima_that_count() {
        let one = "r1 T1 leader P1; r1 T1 member P5";
        assert_eq!(
            limited([Some(1), None, Some(3), None]).finds(one),
            ["unit-share.short 1: unit A on 2017-09-15", "unit-share.short 2: unit A"]
        );
    }

    #[test]
    fn the_limits_of_units_are_stated() {
        limited([Some(2), Some(3), None, Some(4)]).agrees_in_both_modes("unit-share");
        limited([None, Some(1), Some(5), None]).rule("one-seat", "").agrees_in_both_modes("unit-share");
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        for settings in ["max_share = 0.25", "max_share = 0.5", "max_share = 1\nmax_share_of_rank = 0.3"] {
            led(settings).agrees_in_both_modes("unit-share");
            led(settings).rule("one-seat", "").agrees_in_both_modes("unit-share");
            led(settings).rounds(3, 2).rule("one-seat", "").agrees_in_both_modes("unit-share");
        }
        let own_dates = tiny("max_share = 0.25").team("T3 130100 city 2 2017-09-10/2017-09-16");
        own_dates.agrees_in_both_modes("unit-share");
    }
}
