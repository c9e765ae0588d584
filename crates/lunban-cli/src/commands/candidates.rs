//! `lunban candidates`: who could take a seat, ranked at once.

mod limits;
mod page;
mod seat;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use lunban::replan::{Candidate, candidates};
use lunban::rules::Phrase;
use lunban::{Options, Problem, StopToken, Text};
use lunban_files::campaign_hash;
use serde::Serialize;

use super::{Answer, no_plan, read};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::screen::Screen;
use page::page;
use seat::Seat;

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Candidates {
    #[arg(value_name = "CAMPAIGN")]
    campaign: PathBuf,
    #[arg(value_name = "SCHEDULE")]
    schedule: PathBuf,
    #[arg(long, value_name = "N", required_unless_present = "date")]
    round: Option<String>,
    #[arg(long, value_name = "DATE", conflicts_with = "round")]
    date: Option<NaiveDate>,
    #[arg(long, value_name = "ID")]
    team: String,
    #[arg(long, value_name = "SEAT")]
    seat: Option<String>,
    #[arg(long, value_name = "P")]
    person: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 20, hide_default_value = true)]
    limit: usize,
    #[arg(long, conflicts_with = "limit")]
    all: bool,
    #[arg(long)]
    redact: bool,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Ranks everybody for one seat, at once", "为一个席位立即排出全部人选"),
    more: Phrase::new(
        "Reads CAMPAIGN and SCHEDULE and writes nothing. For one seat everybody: those who can take it first, of the unit of the one who\n\
         leaves before others, then by what it does to each goal level; then those who cannot, with what bars them: those of the same\n\
         unit, and all with --all. Nobody else moves; nothing is solved. With --date in a round under way, for the rest of it.\n\
         With --json a program gets everybody; which limit keeps people of other units from it, with --all.",
        "读取CAMPAIGN与SCHEDULE，不写任何文件。对一个席位列出全部人员：可接任者在前（与离任者同单位者优先，再按对各级目标的影响）；\n\
         不可接任者在后，并说明原因：同单位者，用--all则为全部。其他人不动，不求解。用--date指明进行中轮次的日期，则为该轮其余日期。\n\
         用--json时给出全部人员；其他单位人员受何上限所限，用--all列出。",
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
        (
            "person",
            Phrase::new(
                "Who leaves, by id or name; where one person holds the seat, that person",
                "离任者的编号或姓名；只有一人时可不写",
            ),
        ),
        ("limit", Phrase::new("How many to show; 20 where not given", "列出人数，缺省20")),
        (
            "all",
            Phrase::new("Show everybody, those of other units who cannot among them", "列出全部，含其他单位不可接任者"),
        ),
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
        let seat = Seat::of(self, &problem, &read.schedule)?;
        let all = candidates(&seat.changed, seat.post, seat.left, &Options::default());
        let all = all.map_err(|error| no_plan::failure(&seat.changed.problem, &error, &StopToken::default(), None))?;
        let ranking = self.ranking(&seat, all);
        let can = ranking.candidates.iter().any(|one| one.change.is_some());
        let limit = (!self.all).then_some(self.limit);
        let text = screen.render(&ranking, |language| page(&ranking, limit, language));
        Ok(Answer { text, exit: if can { Exit::Well } else { Exit::Short } })
    }

    fn ranking(&self, seat: &Seat, all: Vec<Candidate>) -> Ranking {
        let campaign = seat.changed.problem.campaign();
        let names = |level: &lunban::Level| {
            let counts = level.terms.iter().map(|(count, _)| campaign.rules().count_name(*count));
            counts.collect::<Vec<_>>().join(" + ")
        };
        let ranked = |one: Candidate| {
            let person = campaign.person(one.person);
            // Whose limit it is takes an audit each: the answer comes at once where only some are looked into.
            let bars = if self.all || one.same_unit { limits::named(seat, &one) } else { one.bars };
            Ranked {
                person: person.id.clone(),
                name: (!self.redact).then(|| person.name.clone()),
                unit: campaign.unit(person.unit).id.clone(),
                rank: campaign.ranks().name(person.rank).to_owned(),
                same_unit: one.same_unit,
                change: one.change,
                bars: bars.into_iter().map(|(rule, says)| Barred { rule, says }).collect(),
            }
        };
        Ranking {
            levels: campaign.goals().levels().iter().map(names).collect(),
            candidates: all.into_iter().map(ranked).collect(),
        }
    }
}
