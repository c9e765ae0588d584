//! `lunban audit`: judges any schedule, ours or hand-made, without a solver.

mod judgement;

use std::path::PathBuf;

use clap::Args;
use lunban::rules::Phrase;
use lunban::{Audit as Audited, Problem};
use lunban_files::campaign_hash;

use super::{Answer, read};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::screen::Screen;
use judgement::Judgement;

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Audit {
    #[arg(value_name = "CAMPAIGN")]
    campaign: PathBuf,
    #[arg(value_name = "SCHEDULE")]
    schedule: PathBuf,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Judges a schedule, ours or hand-made, without a solver", "审核任何方案，不用求解器"),
    more: Phrase::new(
        "Reads CAMPAIGN and SCHEDULE: schedule.json, or assignments.csv or schedule.xlsx as you edited it. Of a workbook\n\
         the sheet that was edited counts, teams or duties; schedule.xlsx!Duties names one.\n\
         Says every breach of a hard rule, every open seat, and the value of every count.\n\
         Writes nothing.",
        "读取CAMPAIGN及方案SCHEDULE：schedule.json，或手工修改过的assignments.csv、schedule.xlsx。\n\
         工作簿以修改过的工作表（各组或任务）为准；可用schedule.xlsx!任务指明。\n\
         列出每一处违反硬规则之处、每个空缺席位及每项计数。不写任何文件。",
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
    ],
    examples: "lunban audit data/jjj-2017 out/assignments.csv\nlunban audit data/jjj-2017 out/schedule.xlsx\nlunban audit data/jjj-2017 out/schedule.json --json",
    exits: &[
        (Exit::Well, Phrase::new("every seat is filled and no hard rule broken", "席位全部排满，未违反硬规则")),
        (Exit::Short, Phrase::new("a seat is open, or a hard rule is broken", "有空缺席位，或违反硬规则")),
        WRONG,
    ],
};

impl Audit {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        let problem = Problem::new(read::campaign(&self.campaign)?.campaign);
        let hash = campaign_hash(problem.campaign());
        let read = read::schedule(&problem, &self.schedule, &hash)?;
        screen.warn(&read.warnings);
        let audited = Audited::of(&problem, &read.schedule);
        let judgement = Judgement::of(&problem, read, &audited);
        let exit = if judgement.is_clean() { Exit::Well } else { Exit::Short };
        Ok(Answer { text: screen.render(&judgement, |language| judgement.page(language)), exit })
    }
}
