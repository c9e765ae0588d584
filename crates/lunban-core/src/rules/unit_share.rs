//! `unit-share`: how much of a unit may be away on duty on one day.

use chrono::NaiveDate;

use super::{Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind, Share};
use crate::{About, DateRange, Findings, Label, PersonId, Problem, RankId, Statement, Sum, UnitId, View, Window, text};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct UnitShare;

static PAGE: Page = Page {
    id: "unit-share",
    says: Phrase::new(
        "On no day are more than a share of a unit's rostered people on duty, nor more than a share of its people of one leading rank. Both are rounded up.",
        "任一日，一个单位在任务中的人数不超过其名单人数的规定比例，同一领导职级亦不超过规定比例；均向上取整。",
    ),
    source: Phrase::new("Assumption of this campaign.", "本次行动的假设。"),
    mode: Mode::Hard,
    always: false,
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
    counts: &[],
    example: "[rules.unit-share]\nmax_share = 0.35\nmax_share_of_rank = 0.5",
};

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
    fn limits(&self, problem: &Problem) -> Vec<Limit> {
        let campaign = problem.campaign();
        let ranks = campaign.leading_ranks();
        let mut limits = Vec::new();
        for (position, unit) in campaign.units().iter().enumerate().filter(|(_, unit)| !unit.people.is_empty()) {
            let groups = std::iter::once((None, self.max_share))
                .chain(ranks.iter().map(|&rank| (Some(rank), self.max_share_of_rank)));
            for (rank, share) in groups {
                let of_rank = |person: &PersonId| rank.is_none_or(|rank| campaign.person(*person).rank == rank);
                let people: Vec<PersonId> = unit.people.iter().copied().filter(of_rank).collect();
                let most = share.map_or(i64::MAX, |share| share.of_rounded_up(people.len()));
                limits.push(Limit { unit: UnitId::at(position), rank, people, most });
            }
        }
        limits
    }
}

impl Rule for Settled {
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        for limit in self.limits(window.problem()) {
            for &day in window.problem().moments() {
                let there = |person: &PersonId| {
                    window.of_person(*person).iter().filter(|held| window.slot(held.slot).span.holds(day))
                };
                let able = limit.people.iter().filter(|&person| there(person).next().is_some()).count();
                if i64::try_from(able).is_ok_and(|able| able <= limit.most) {
                    continue;
                }
                let mut sum = Sum::default();
                for person in &limit.people {
                    sum.add_sum(&window.sum_of(*person, there(person)));
                }
                if !sum.is_constant() {
                    let number = limit.rank.and_then(|rank| i64::try_from(rank.index()).ok());
                    let label = Label { unit: Some(limit.unit), day: Some(day), number, ..statement.label("most") };
                    statement.at_most(label, sum, limit.most);
                }
            }
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let campaign = view.problem().campaign();
        for limit in self.limits(view.problem()) {
            let spans: Vec<DateRange> =
                limit.people.iter().flat_map(|&person| view.of_person(person)).map(|duty| duty.span).collect();
            let mut days: Vec<NaiveDate> = spans.iter().map(|span| span.first()).collect();
            days.sort_unstable();
            days.dedup();
            for day in days {
                let on_duty = limit
                    .people
                    .iter()
                    .filter(|&&person| view.of_person(person).iter().any(|duty| duty.span.holds(day)));
                let on_duty = i64::try_from(on_duty.count()).unwrap_or(i64::MAX);
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
