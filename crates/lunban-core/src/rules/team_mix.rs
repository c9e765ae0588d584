//! `team-mix`: who is together in a team.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
use crate::{
    About, Findings, Group, Holding, Label, PersonId, PostId, Statement, Sum, TagId, TeamId, UnitId, View, Window,
    nearest_text, text,
};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct TeamMix;

static PAGE: Page = Page {
    id: "team-mix",
    says: Phrase::new(
        "Of a team, on any day, at least so many people bear a tag, and at most so many are of one unit. An open seat counts as if what is missing could still come.",
        "任一日，组内至少有规定人数带有某标签，且来自同一单位的人数不超过上限。空缺席位视为仍可补足。",
    ),
    source: Phrase::new("Assumption of this campaign.", "本次行动的假设。"),
    mode: Mode::Hard,
    always: false,
    parameters: &[
        ParameterPage {
            key: "require",
            says: Phrase::new(
                "a list of { tag = \"...\", at_least = n }, n from 1; none where not given",
                "列表 { tag = \"...\", at_least = n }，n不小于1，缺省无",
            ),
        },
        ParameterPage {
            key: "max_same_unit",
            says: Phrase::new(
                "the most people of one unit in a team, from 1; no limit where not given",
                "同组同单位人数上限，不小于1，缺省不限",
            ),
        },
    ],
    counts: &[],
    example: "[rules.team-mix]\nrequire = [{ tag = \"experienced\", at_least = 1 }]\nmax_same_unit = 2",
};

#[derive(Clone, Copy, Debug)]
struct Requirement {
    tag: TagId,
    at_least: i64,
}

#[derive(Debug)]
struct Settled {
    require: Vec<Requirement>,
    max_same_unit: Option<i64>,
}

impl RuleKind for TeamMix {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        let require = parameters.list("require", requirement);
        let max_same_unit = parameters.integer("max_same_unit", 1..=10_000);
        Box::new(Settled { require: require.into_iter().flatten().collect(), max_same_unit })
    }
}

fn requirement(table: &mut Parameters<'_>) -> Option<Requirement> {
    let campaign = table.campaign();
    let smallest = campaign.teams().iter().map(crate::Team::size).min().map_or(10_000, i64::from);
    let at_least = table.integer("at_least", 1..=smallest.max(1)).unwrap_or(1);
    let Some(word) = table.text("tag") else {
        table.fault("missing-tag", "tag", text!("a tag", "须给出标签"), None);
        return None;
    };
    let tag = campaign.find_tag(word);
    if tag.is_none() {
        let expected = text!("a tag that somebody bears", "须为有人带有的标签");
        let maybe = nearest_text(word, campaign.tags().iter().map(String::as_str));
        table.fault("unknown-tag", "tag", expected, maybe);
    }
    Some(Requirement { tag: tag?, at_least })
}

impl Rule for Settled {
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        for group in window.groups() {
            let teams = i64::try_from(group.teams.len()).unwrap_or(i64::MAX);
            let holdings = || group.slots.iter().flat_map(|&slot| window.of_top(slot));
            let label = |what, statement: &Statement<'_>| Label {
                team: group.teams.first().copied(),
                day: Some(window.slot(group.slots[0]).span.first()),
                ..statement.label(what)
            };
            for requirement in &self.require {
                let person = |holding: &&Holding| window.problem().campaign().person(holding.person);
                let mut sum = Sum::of(holdings().filter(|holding| person(holding).has(requirement.tag)));
                for &slot in &group.slots {
                    sum.add_column(window.open(slot), 1);
                }
                let number = i64::try_from(requirement.tag.index()).ok();
                let label = Label { number, ..label("at_least", statement) };
                statement.at_least(label, sum, requirement.at_least * teams);
            }
            if let Some(most) = self.max_same_unit {
                for (unit, held) in by_unit(window, group) {
                    if i64::try_from(held.len()).is_ok_and(|held| held > most * teams) {
                        let label = Label { unit: Some(unit), ..label("same_unit", statement) };
                        statement.at_most(label, Sum::of(held), most * teams);
                    }
                }
            }
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        let campaign = problem.campaign();
        for (posts, days) in teams_and_days(view) {
            for day in days {
                let on_duty: Vec<PersonId> = posts
                    .iter()
                    .flat_map(|&post| view.of_post(post))
                    .filter(|duty| duty.span.holds(day))
                    .map(|duty| duty.person)
                    .collect();
                let seats: u32 = posts.iter().map(|&post| problem.post(post).seats).sum();
                let open = i64::from(seats) - i64::try_from(on_duty.len()).unwrap_or(i64::MAX);
                for &Requirement { tag, at_least } in &self.require {
                    let tagged = on_duty.iter().filter(|&&person| campaign.person(person).has(tag)).count();
                    let missing = at_least - i64::try_from(tagged).unwrap_or(i64::MAX) - open.max(0);
                    if missing > 0 {
                        findings.breach(missing, || {
                            let tag = &campaign.tags()[tag.index()];
                            let says = text!("{missing} `{tag}` missing in a team", "组内缺{missing}名“{tag}”人员");
                            About::new(says).people(on_duty.iter().copied()).post(problem, posts[0])
                        });
                    }
                }
                let Some(most) = self.max_same_unit else { continue };
                let mut units: BTreeMap<UnitId, i64> = BTreeMap::new();
                for &person in &on_duty {
                    *units.entry(campaign.person(person).unit).or_default() += 1;
                }
                for (unit, people) in units.into_iter().filter(|(_, people)| *people > most) {
                    findings.breach(people - most, || {
                        let says = text!(
                            "{people} people of one unit in a team, {most} at most",
                            "组内同一单位{people}人，上限{most}人"
                        );
                        About::new(says).unit(unit).post(problem, posts[0])
                    });
                }
            }
        }
    }
}

fn by_unit<'w>(window: &'w Window<'_>, group: &Group) -> BTreeMap<UnitId, Vec<&'w Holding>> {
    let mut units: BTreeMap<UnitId, Vec<&Holding>> = BTreeMap::new();
    for holding in group.slots.iter().flat_map(|&slot| window.of_top(slot)) {
        units.entry(window.problem().campaign().person(holding.person).unit).or_default().push(holding);
    }
    units
}

/// The posts of each team over each span, with the days on which somebody comes or goes.
fn teams_and_days(view: &View<'_>) -> Vec<(Vec<PostId>, Vec<NaiveDate>)> {
    let mut teams: BTreeMap<(TeamId, crate::DateRange), (Vec<PostId>, Vec<NaiveDate>)> = BTreeMap::new();
    for post in view.problem().posts() {
        let (posts, days) = teams.entry((post.team, post.span)).or_default();
        posts.push(post.id);
        days.extend(view.changes(post.id));
    }
    for (_, days) in teams.values_mut() {
        days.sort_unstable();
        days.dedup();
    }
    teams.into_values().collect()
}
