//! `lunban check`: what does not fit in a campaign, and what there is in it.

mod facts;
mod page;

use std::path::PathBuf;

use clap::Args;
use lunban::Problem;
use lunban::rules::Phrase;

use super::{Answer, read};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::screen::Screen;
use facts::Facts;

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[arg(value_name = "CAMPAIGN")]
    campaign: PathBuf,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Reads a campaign and says what does not fit", "检查任务数据，列出全部问题"),
    more: Phrase::new(
        "Reads the folder CAMPAIGN and writes nothing. Every error comes at once, with file,\n\
         line and column, the value, what was expected, and what may be meant. If there is\n\
         none: the warnings; what would stop `territory` or `deploy`, whatever the plan;\n\
         what no plan can fill, or only with waivers, by how much at least, why, and what\n\
         would mend it (docs/findings.md); then rounds, teams and people in numbers.",
        "读取文件夹CAMPAIGN，不写任何文件。\n\
         一次列出全部错误：文件、行、列、所写的值、应为何值、可能的本意。\n\
         无错误时列出提示；无论何种方案，`territory`或`deploy`都无法进行之处；\n\
         任何方案都无法满足或须经豁免之处：至少差多少、原因、可行的办法\n\
         （docs/findings.md）；以及轮次、工作组、人员的数字。",
    ),
    arguments: &[(
        "campaign",
        Phrase::new("The campaign: its folder, or its campaign.toml", "任务文件夹，或其campaign.toml"),
    )],
    examples: "lunban check data/tiny\nlunban check data/tiny --json",
    exits: &[
        (Exit::Well, Phrase::new("the campaign can be planned", "数据可用于编排")),
        (
            Exit::Short,
            Phrase::new(
                "it can, but seats stay open or take waivers in every plan",
                "可编排，但任何方案都有空缺席位或须经豁免",
            ),
        ),
        (Exit::Contradiction, Phrase::new("no plan obeys all hard rules", "没有方案能满足全部硬规则")),
        WRONG,
    ],
};

impl Check {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        let read = read::campaign(&self.campaign)?;
        let problem = Problem::new(read.campaign);
        let deployment = read.deployment.faults(&problem);
        let deployment = deployment.iter().map(|fault| read.origin.locate_fault(fault)).collect();
        let facts = Facts::of(&problem, read.warnings, deployment);
        let exit = facts.exit();
        Ok(Answer { text: screen.render(&facts, |language| page::write(&facts, language)), exit })
    }
}
