//! `lunban new`: a small campaign to edit.

use std::path::PathBuf;

use clap::Args;
use lunban::rules::Phrase;
use lunban::text;
use lunban_files::{FolderError, Replace, campaign_files, campaign_files_with_workbooks, write_folder};

use super::Answer;
use super::written::Written;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::screen::Screen;

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct New {
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[arg(long)]
    xlsx: bool,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Writes a small campaign to edit", "生成可修改的小例子"),
    more: Phrase::new(
        "Writes the folder DIR: campaign.toml with a comment on every setting, the tables of places,\n\
         units and teams, and a roster of placeholders for each of two units. It plans as it stands.\n\
         With --xlsx rosters are workbooks for units to fill in, with drop-down lists and checks.\n\
         Nothing that is there is replaced.",
        "写出文件夹DIR：逐项注释的campaign.toml，地点、单位、工作组各表，以及两个单位的示例名单。\n\
         原样即可编排。用--xlsx时名单为工作簿，带下拉列表和校验，供各单位填写。不替换已有内容。",
    ),
    arguments: &[
        ("folder", Phrase::new("The new folder", "新文件夹")),
        ("xlsx", Phrase::new("Write rosters as workbooks to fill in", "名单写成供填写的工作簿")),
    ],
    examples: "lunban new mine\nlunban new mine --xlsx\nlunban check mine\nlunban plan mine -o out",
    exits: &[(Exit::Well, Phrase::new("written", "已写出")), WRONG],
};

impl New {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        let template = lunban_generate::template();
        let (draft, deployment, settings) = (&template.draft, &template.deployment, &template.settings);
        let mut files = if self.xlsx {
            campaign_files_with_workbooks(draft, deployment, settings, screen.language)?
        } else {
            campaign_files(draft, deployment, settings)
        };
        files.insert("borders.csv".into(), lunban_generate::borders_within(draft).into_bytes());
        write_folder(&self.folder, &files, Replace::Never).map_err(in_the_way)?;
        let folder = self.folder.display();
        let words = text!(
            "{folder} is written. Next:\n  \
             edit {folder}/campaign.toml and the tables beside it\n  \
             lunban check {folder}\n  \
             lunban plan {folder} -o out\n",
            "已写出{folder}。接下来：\n  \
             修改{folder}/campaign.toml及旁边各表\n  \
             lunban check {folder}\n  \
             lunban plan {folder} -o out\n"
        );
        let written = Written::of(&self.folder, &files);
        let text = screen.render(&written, |language| words.to(language).to_owned());
        Ok(Answer { text, exit: Exit::Well })
    }
}

/// What somebody may have begun to edit is never replaced, so no way to force it is offered.
fn in_the_way(error: FolderError) -> Failure {
    match error {
        FolderError::Exists { path } => {
            let path = path.display();
            let words = text!(
                "`{path}` is there already, and not empty\n  Maybe another folder",
                "`{path}`已存在且非空\n  或许可换一个文件夹"
            );
            Failure::said(Exit::Wrong, "folder", words)
        }
        other => other.into(),
    }
}
