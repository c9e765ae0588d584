//! `lunban diff`: two schedules, by person, team, round and goal level.

use std::path::PathBuf;

use clap::Args;
use lunban::change::{Difference, Moved, Side, difference};
use lunban::rules::Phrase;
use lunban::{Duty, Language, Problem, text};
use lunban_files::{Side as To, aligned, campaign_hash};
use serde::Serialize;

use super::{Answer, read};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::page::titled;
use crate::screen::Screen;

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    #[arg(value_name = "CAMPAIGN")]
    campaign: PathBuf,
    #[arg(value_name = "OLD")]
    old: PathBuf,
    #[arg(value_name = "NEW")]
    new: PathBuf,
    #[arg(long, value_name = "CAMPAIGN")]
    before: Option<PathBuf>,
    #[arg(long)]
    redact: bool,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Shows what differs between two schedules", "比较两个方案"),
    more: Phrase::new(
        "Reads CAMPAIGN and two schedules of it and writes nothing: duties that went and came by person, how many by round and team, and each goal level.",
        "读取CAMPAIGN及两个方案，不写任何文件：按人员列出减少与增加的任务，按轮次与组计数，并列出各级目标。",
    ),
    arguments: &[
        ("campaign", Phrase::new("The campaign: its folder, or its campaign.toml", "任务文件夹，或其campaign.toml")),
        ("old", Phrase::new("The earlier schedule", "先前方案")),
        ("new", Phrase::new("The later schedule", "新方案")),
        (
            "before",
            Phrase::new(
                "The campaign of OLD, where events changed teams since; CAMPAIGN is that of NEW",
                "OLD所属的任务：其后事件改变了组时给出；CAMPAIGN为NEW所属",
            ),
        ),
        ("redact", Phrase::new("Leave out names", "略去姓名")),
    ],
    examples: "lunban diff next/campaign out/schedule.json next/schedule.json\nlunban diff next/campaign out/schedule.json next/schedule.json --before data/jjj-2017\nlunban diff data/jjj-2017 out/schedule.json edited.csv --json",
    exits: &[
        (Exit::Well, Phrase::new("the duties are the same", "任务完全相同")),
        (Exit::Short, Phrase::new("they differ", "有不同")),
        WRONG,
    ],
};

/// What differs, as data.
#[derive(Debug, Serialize)]
struct Differing {
    people: Vec<Moves>,
    rounds: Vec<Counted>,
    teams: Vec<Counted>,
    levels: Vec<Values>,
}

#[derive(Debug, Serialize)]
struct Moves {
    person: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    gone: Vec<String>,
    new: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Counted {
    of: String,
    gone: usize,
    new: usize,
}

#[derive(Debug, Serialize)]
struct Values {
    level: usize,
    counts: String,
    old: i64,
    new: i64,
}

impl Diff {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        let problem = Problem::new(read::campaign(&self.campaign)?.campaign);
        let before = self.before.as_ref().map(|before| read::campaign(before).map(|read| Problem::new(read.campaign)));
        let before = before.transpose()?;
        let schedule = |problem: &Problem, path| read::schedule(problem, path, &campaign_hash(problem.campaign()));
        let old =
            schedule(before.as_ref().unwrap_or(&problem), &self.old).map_err(|failure| self.may_be_older(failure))?;
        let (old, new) = (old.schedule, schedule(&problem, &self.new)?.schedule);
        let side = |problem, schedule| Side { problem, schedule };
        let difference = difference(side(before.as_ref().unwrap_or(&problem), &old), side(&problem, &new));
        let is_same = difference.gone.is_empty() && difference.new.is_empty();
        let differing = self.differing(&difference);
        let text = screen.render(&differing, |language| page(&differing, language));
        Ok(Answer { text, exit: if is_same { Exit::Well } else { Exit::Short } })
    }

    /// The first schedule may be of the campaign before events.
    fn may_be_older(&self, failure: Failure) -> Failure {
        match failure {
            Failure::Input { path, mut faults } if self.before.is_none() => {
                let maybe = text!(
                    "`--before CAMPAIGN`, where it is of another campaign than the later one",
                    "若其所属任务与后者不同，用`--before CAMPAIGN`"
                );
                faults
                    .0
                    .iter_mut()
                    .filter(|fault| fault.maybe.is_none())
                    .for_each(|fault| fault.maybe = Some(maybe.clone()));
                Failure::Input { path, faults }
            }
            other => other,
        }
    }

    fn differing(&self, difference: &Difference<'_>) -> Differing {
        let Difference { before, after, gone, new, .. } = difference;
        let duties = |problem: &Problem, all: &[Duty], person: &str| -> Vec<String> {
            let of = |duty: &&Duty| problem.campaign().person(duty.person).id == person;
            all.iter().filter(of).map(|duty| shown(problem, duty)).collect()
        };
        let name = |id: &str| {
            let named = [after, before].into_iter().find_map(|problem| {
                problem.campaign().find_person(id).map(|person| problem.campaign().person(person).name.clone())
            });
            named.filter(|_| !self.redact)
        };
        let people = difference.people().into_iter().map(|moved| Moves {
            person: moved.of.to_owned(),
            name: name(moved.of),
            gone: duties(before, gone, moved.of),
            new: duties(after, new, moved.of),
        });
        let campaign = after.campaign();
        let levels = campaign.goals().levels().iter().zip(&difference.levels).enumerate();
        Differing {
            people: people.collect(),
            rounds: counted(difference.rounds()),
            teams: counted(difference.teams()),
            levels: levels
                .map(|(position, (level, &(old, new)))| {
                    let counts = level.terms.iter().map(|(count, _)| campaign.rules().count_name(*count));
                    Values { level: position + 1, counts: counts.collect::<Vec<_>>().join(" + "), old, new }
                })
                .collect(),
        }
    }
}

fn counted<Id: ToString>(moved: Vec<Moved<Id>>) -> Vec<Counted> {
    moved.into_iter().map(|moved| Counted { of: moved.of.to_string(), gone: moved.gone, new: moved.new }).collect()
}

/// `r3 130100-1 member`, with the days where they are not all.
fn shown(problem: &Problem, duty: &Duty) -> String {
    let (campaign, post) = (problem.campaign(), problem.post(duty.post));
    let round = post.round.map(|round| format!("r{} ", round.number())).unwrap_or_default();
    let days = if duty.span == post.span { String::new() } else { format!(" {}", duty.span) };
    format!("{round}{} {}{days}", campaign.team(post.team).id, campaign.role(post.kind, post.role).name)
}

fn page(differing: &Differing, language: Language) -> String {
    let people = differing.people.iter().map(|person| {
        let signed =
            |sign: &str, duties: &[String]| duties.iter().map(|duty| format!("{sign} {duty}")).collect::<Vec<_>>();
        let duties = [signed("-", &person.gone), signed("+", &person.new)].concat().join(", ");
        [person.person.clone(), person.name.clone().unwrap_or_default(), duties]
    });
    let counts = |counted: &[Counted]| {
        let rows = counted.iter().map(|one| [one.of.clone(), format!("-{}", one.gone), format!("+{}", one.new)]);
        aligned(&[To::Left, To::Right, To::Right], &rows.collect::<Vec<_>>())
    };
    let levels = differing.levels.iter().map(|level| {
        [level.level.to_string(), level.counts.clone(), level.old.to_string(), format!("→ {}", level.new)]
    });
    let sections = [
        (text!("People", "人员"), aligned(&[To::Left; 3], &people.collect::<Vec<_>>())),
        (text!("Rounds", "轮次"), counts(&differing.rounds)),
        (text!("Teams", "组"), counts(&differing.teams)),
        (text!("Goals", "目标"), aligned(&[To::Right, To::Left, To::Right, To::Left], &levels.collect::<Vec<_>>())),
    ];
    titled(&sections, language)
}
