//! `lunban candidates`: who could take a seat, ranked at once.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use lunban::change::{Changed, Event, When, apply};
use lunban::replan::{Candidate, candidates};
use lunban::rules::Phrase;
use lunban::{Duty, Language, Options, PersonId, PostId, Problem, Schedule, StopToken, Text, View, text};
use lunban_files::{Side, aligned, campaign_hash};
use serde::Serialize;

use super::{Answer, no_plan, read};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::screen::Screen;

/// So many are shown to a person; a program gets all.
const SHOWN: usize = 20;

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Candidates {
    #[arg(value_name = "CAMPAIGN")]
    campaign: PathBuf,
    #[arg(value_name = "SCHEDULE")]
    schedule: PathBuf,
    #[arg(long, value_name = "N", required_unless_present = "date")]
    round: Option<u32>,
    #[arg(long, value_name = "DATE", conflicts_with = "round")]
    date: Option<NaiveDate>,
    #[arg(long, value_name = "ID")]
    team: String,
    #[arg(long, value_name = "SEAT")]
    seat: Option<String>,
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    #[arg(long)]
    redact: bool,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Ranks everybody for one seat, at once", "为一个席位立即排出全部人选"),
    more: Phrase::new(
        "Reads CAMPAIGN and SCHEDULE and writes nothing. For one seat everybody: those who can take it first, of the unit of the one who leaves before\n\
         others, then by what it does to each goal level; then those who cannot, with what bars them. Nobody else moves; nothing is solved.\n\
         With --date in a round under way, for the rest of it.",
        "读取CAMPAIGN与SCHEDULE，不写任何文件。对一个席位列出全部人员：可接任者在前（与离任者同单位者优先，再按对各级目标的影响），\n\
         不可接任者在后，并说明原因。其他人不动，不求解。用--date指明进行中轮次的日期，则为该轮其余日期。",
    ),
    arguments: &[
        ("campaign", Phrase::new("The campaign: its folder, or its campaign.toml", "任务文件夹，或其campaign.toml")),
        (
            "schedule",
            Phrase::new(
                "The schedule: schedule.json, assignments.csv or schedule.xlsx",
                "方案：schedule.json、assignments.csv或schedule.xlsx",
            ),
        ),
        ("round", Phrase::new("The number of a round", "轮次")),
        ("date", Phrase::new("The day from which the seat is to be taken", "自何日起接任")),
        ("team", Phrase::new("The id of a team", "组编号")),
        ("seat", Phrase::new("The seat; the first of the team where not given", "席位，缺省为该组第一席")),
        ("person", Phrase::new("Who leaves; where one person holds the seat, that person", "离任者；只有一人时可不写")),
        ("redact", Phrase::new("Leave out names", "略去姓名")),
    ],
    examples: "lunban candidates data/jjj-2017 out/schedule.json --round 3 --team 110100-0 --seat leader\n\
               lunban candidates data/jjj-2017 out/schedule.json --date 2017-10-20 --team 110100-0 --json",
    exits: &[
        (Exit::Well, Phrase::new("somebody can take the seat", "有人可接任")),
        (Exit::Short, Phrase::new("nobody can", "无人可接任")),
        WRONG,
    ],
};

/// Somebody beside the seat.
#[derive(Debug, Serialize)]
struct Ranked {
    person: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    unit: String,
    rank: String,
    same_unit: bool,
    /// What each goal level changes by, against the seat staying open.
    change: Option<Vec<i64>>,
    bars: Vec<Barred>,
}

#[derive(Debug, Serialize)]
struct Barred {
    rule: String,
    says: Text,
}

/// Everybody beside the seat.
#[derive(Debug, Serialize)]
struct Ranking {
    levels: Vec<String>,
    candidates: Vec<Ranked>,
}

impl Candidates {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        let problem = Problem::new(read::campaign(&self.campaign)?.campaign);
        let read = read::schedule(&problem, &self.schedule, &campaign_hash(problem.campaign()))?;
        screen.warn(&read.warnings);
        let post = self.post(&problem)?;
        let left = self.left(&problem, &read.schedule, post)?;
        let (changed, post, left) = self.changed(&problem, &read.schedule, post, left)?;
        let all = candidates(&changed, post, left, &Options::default());
        let all = all.map_err(|error| no_plan::failure(&changed.problem, &error, &StopToken::default(), None))?;
        let ranking = self.ranking(&changed.problem, all);
        let can = ranking.candidates.iter().any(|one| one.change.is_some());
        let text = screen.render(&ranking, |language| page(&ranking, language));
        Ok(Answer { text, exit: if can { Exit::Well } else { Exit::Short } })
    }

    /// The post that the call names.
    fn post(&self, problem: &Problem) -> Result<PostId, Failure> {
        let campaign = problem.campaign();
        let is_then = |post: &&lunban::Post| match (self.round, self.date) {
            (Some(round), _) => post.round.is_some_and(|there| there.number() == round),
            (None, Some(day)) => post.span.holds(day),
            (None, None) => false,
        };
        let role = |post: &lunban::Post| &campaign.role(post.kind, post.role).name;
        let mut posts = problem.posts().iter().filter(|post| campaign.team(post.team).id == self.team).filter(is_then);
        let found = posts.find(|post| self.seat.as_ref().is_none_or(|seat| role(post) == seat));
        found.map(|post| post.id).ok_or_else(|| {
            let maybe = lunban::nearest(&self.team, campaign.teams().iter().map(|team| team.id.as_str()));
            let maybe = maybe.map(|team| format!("\n  Maybe `{team}`")).unwrap_or_default();
            let team = &self.team;
            let words = text!(
                "no such seat: a round or date, a team and a seat of the campaign are needed; `{team}`{maybe}",
                "没有此席位：须为任务中的轮次或日期、组和席位；`{team}`{maybe}"
            );
            Failure::said(Exit::Wrong, "no-such-seat", words)
        })
    }

    /// Who leaves; none: the seat is open.
    fn left(&self, problem: &Problem, schedule: &Schedule, post: PostId) -> Result<Option<PersonId>, Failure> {
        let view = View::new(problem, schedule);
        let last = problem.post(post).span.last();
        let holders: Vec<&Duty> = view.of_post(post).iter().filter(|duty| duty.span.last() == last).collect();
        let id = |duty: &&Duty| problem.campaign().person(duty.person).id.clone();
        let named = self.person.as_ref().map(|person| holders.iter().find(|duty| id(duty) == *person));
        match (named, &holders[..]) {
            (Some(Some(duty)), _) => Ok(Some(duty.person)),
            (None, _) if view.open(post) > 0 => Ok(None),
            (None, [only]) => Ok(Some(only.person)),
            _ => {
                let ids = holders.iter().map(id).collect::<Vec<_>>().join(", ");
                let words = text!(
                    "who leaves is to be said with --person: one of {ids}",
                    "须用--person指明离任者，其中之一：{ids}"
                );
                Err(Failure::said(Exit::Wrong, "which-person", words))
            }
        }
    }

    /// The campaign with the seat vacant, and the post and the person there.
    fn changed(
        &self,
        problem: &Problem,
        schedule: &Schedule,
        post: PostId,
        left: Option<PersonId>,
    ) -> Result<(Changed, PostId, Option<PersonId>), Failure> {
        let campaign = problem.campaign();
        let known = *problem.post(post);
        let as_of = self.date.unwrap_or(known.span.first());
        let event = left.map(|left| {
            let person = campaign.person(left).id.clone();
            match known.round {
                Some(round) => Event::Decline { person, round: round.number() },
                None => Event::Away { person, when: When::Days(known.span) },
            }
        });
        let events: Vec<Event> = event.into_iter().collect();
        let changed = apply(problem, schedule, &events, Some(as_of)).map_err(|faults| {
            let words = faults.to_string();
            Failure::said(Exit::Wrong, "no-such-seat", Text::plain(words))
        })?;
        let team = changed.problem.campaign().find_team(&campaign.team(known.team).id);
        let there = team.and_then(|team| changed.problem.find_post(known.span, team, known.role));
        let left = left.and_then(|left| changed.problem.campaign().find_person(&campaign.person(left).id));
        Ok((changed, there.unwrap_or(post), left))
    }

    fn ranking(&self, problem: &Problem, all: Vec<Candidate>) -> Ranking {
        let campaign = problem.campaign();
        let names = |level: &lunban::Level| {
            let counts = level.terms.iter().map(|(count, _)| campaign.rules().count_name(*count));
            counts.collect::<Vec<_>>().join(" + ")
        };
        let ranked = |one: Candidate| {
            let person = campaign.person(one.person);
            Ranked {
                person: person.id.clone(),
                name: (!self.redact).then(|| person.name.clone()),
                unit: campaign.unit(person.unit).id.clone(),
                rank: campaign.ranks().name(person.rank).to_owned(),
                same_unit: one.same_unit,
                change: one.change,
                bars: one.bars.into_iter().map(|(rule, says)| Barred { rule, says }).collect(),
            }
        };
        Ranking {
            levels: campaign.goals().levels().iter().map(names).collect(),
            candidates: all.into_iter().map(ranked).collect(),
        }
    }
}

/// The first of them, and how many there are.
fn page(ranking: &Ranking, language: Language) -> String {
    let (able, barred): (Vec<&Ranked>, Vec<&Ranked>) = ranking.candidates.iter().partition(|one| one.change.is_some());
    let (can, cannot) = (able.len(), barred.len());
    let title = text!(
        "{can} can take the seat, {cannot} cannot; what each goal level changes by",
        "可接任{can}人，不可接任{cannot}人；各级目标的变化"
    );
    let who =
        |one: &Ranked| [one.person.clone(), one.name.clone().unwrap_or_default(), one.unit.clone(), one.rank.clone()];
    let change =
        |one: &Ranked| one.change.iter().flatten().map(|change| format!("{change:+}")).collect::<Vec<_>>().join(" ");
    let rows = able.iter().take(SHOWN).map(|one| {
        let [person, name, unit, rank] = who(one);
        [person, name, unit, rank, change(one)]
    });
    let mut page = format!("{}\n\n{}", title.to(language), aligned(&[Side::Left; 5], &rows.collect::<Vec<_>>()));
    let because = barred.iter().filter(|one| one.same_unit).take(SHOWN).map(|one| {
        let [person, name, unit, rank] = who(one);
        let bars = one.bars.iter().map(|bar| format!("`{}`: {}", bar.rule, bar.says.to(language)));
        [person, name, unit, rank, bars.collect::<Vec<_>>().join("; ")]
    });
    let because: Vec<_> = because.collect();
    if !because.is_empty() {
        let title = text!("Of the same unit, but barred", "同单位但不可接任");
        page.extend(["\n", title.to(language), "\n\n", &aligned(&[Side::Left; 5], &because)]);
    }
    page
}
