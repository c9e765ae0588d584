//! `lunban quota`: before names are known, how many people of which rank each unit sends in each round.

mod no_quota;
mod page;

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use lunban::rules::{Phrase, Share};
use lunban::{Band, Campaign, Problem, Quota as Numbers, QuotaTask, RankId, Text, nearest_text, quota, text};
use lunban_files::{
    Replace, may_write_folder, quota_table, quota_workbook, quota_workbooks, read_campaign_before_rosters, write_file,
    write_folder,
};

use super::Answer;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::screen::Screen;
use page::QuotaPage;

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Quota {
    #[arg(value_name = "CAMPAIGN")]
    campaign: PathBuf,
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    #[arg(long, value_name = "FOLDER")]
    rosters: Option<PathBuf>,
    #[arg(long, value_name = "SHARES", value_delimiter = ',', value_parser = share)]
    ranks: Vec<(String, Share)>,
    #[arg(long)]
    force: bool,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Says how many people each unit sends, before names are known", "名单未定时，确定各单位派员数"),
    more: Phrase::new(
        "Reads the folder CAMPAIGN, which needs no rosters yet, and shares out every place of every round: by rank,\n\
         in proportion to the headcounts of units.csv, within the shares of the rule unit-share and the limits of\n\
         the units. The numbers are whole, fill every place, and none are more even: proven. A unit with a roster has\n\
         the shares of ranks that the roster shows, one without those of --ranks. Shown on stdout; FILE gets one row\n\
         for each place, for the unit to fill in id and name. Where FILE ends in .xlsx it is a workbook instead: a\n\
         roster for each unit on a sheet of its own, with what is asked of it, drop-down lists and checks. --rosters\n\
         writes such a workbook for each unit, to be sent out; filled in, they are the rosters of the campaign.",
        "读取文件夹CAMPAIGN（可尚无名单），按职级将各轮全部席位分配到各单位：与units.csv中的人数成比例，\n\
         不超出unit-share规则的比例和单位上下限。结果为整数，席位全部分配，并证明无更均衡者。有名单的单位按名单\n\
         的职级比例，没有的按--ranks。结果显示在标准输出；FILE每席一行，由单位填写编号与姓名。\n\
         FILE以.xlsx结尾时写成工作簿：每单位一张名单，列明名额，带下拉列表和校验。--rosters 则每单位写一个这样的\n\
         工作簿，供下发；填好后即为任务的名单。",
    ),
    arguments: &[
        ("campaign", Phrase::new("The campaign: its folder, or its campaign.toml", "任务文件夹，或其campaign.toml")),
        (
            "out",
            Phrase::new(
                "The file to write: CSV, or a workbook where it ends in .xlsx",
                "要写出的文件：CSV，以.xlsx结尾则为工作簿",
            ),
        ),
        (
            "rosters",
            Phrase::new(
                "The new folder for a workbook of each unit, to be filled in",
                "新文件夹，每单位一个工作簿，供填写",
            ),
        ),
        (
            "ranks",
            Phrase::new(
                "Shares of ranks in a unit without a roster: 处级=0.3,司局级=0.1",
                "无名单单位的职级比例：处级=0.3,司局级=0.1",
            ),
        ),
        ("force", Phrase::new("Replace FILE", "替换已有文件")),
    ],
    examples: "lunban quota data/tiny -o quota.csv\nlunban quota data/jjj-2017 -o quota.csv --ranks 处级=0.3,司局级=0.1\nlunban quota data/tiny -o quota.xlsx --rosters to-units",
    exits: &[
        (Exit::Well, Phrase::new("every place is shared out", "席位全部分配")),
        WRONG,
        (
            Exit::Contradiction,
            Phrase::new("proven: the units cannot fill every place", "已证明：各单位无法满足全部席位"),
        ),
    ],
};

/// `处级=0.3`
fn share(written: &str) -> Result<(String, Share), String> {
    let (rank, share) = written.split_once('=').ok_or("a rank and its share, such as 处级=0.3")?;
    let share = share.trim().parse().ok().and_then(Share::from_decimal);
    Ok((rank.trim().to_owned(), share.ok_or("a share from 0 to 1, such as 处级=0.3")?))
}

impl Quota {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        let path = self.campaign.display().to_string();
        let read = read_campaign_before_rosters(&self.campaign).map_err(|faults| Failure::Input { path, faults })?;
        screen.warn(&read.warnings);
        let problem = Problem::new(read.campaign);
        let campaign = problem.campaign();
        let task = QuotaTask::of(&problem, &self.shares(campaign)?)
            .map_err(|words| Failure::said(Exit::Wrong, "quota-not-told", words))?;
        let quota = quota(&task, None).map_err(|error| no_quota::failure(campaign, &error))?;
        if let Some(folder) = &self.rosters {
            may_write_folder(folder, "", Replace::Never)?;
        }
        write_file(&self.out, &self.file(campaign, &quota, screen)?, self.force)?;
        if let Some(folder) = &self.rosters {
            write_folder(folder, &quota_workbooks(campaign, &quota.places, screen.language)?, Replace::Never)?;
        }
        let page = QuotaPage::of(campaign, &task, &quota, &self.out, self.rosters.as_deref());
        Ok(Answer { text: screen.render(&page, |language| page.write(language)), exit: Exit::Well })
    }

    /// What goes into the file, by what it is called.
    fn file(&self, campaign: &Campaign, quota: &Numbers, screen: Screen) -> Result<Vec<u8>, Failure> {
        let is_workbook = self.out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
        if is_workbook {
            return Ok(quota_workbook(campaign, &quota.places, screen.language)?);
        }
        Ok(quota_table(campaign, &quota.places, screen.language))
    }

    fn shares(&self, campaign: &Campaign) -> Result<BTreeMap<RankId, Share>, Failure> {
        let known = |(rank, share): &(String, Share)| match campaign.ranks().find(rank) {
            Some(id) => Ok((id, *share)),
            None => Err(unknown_rank(campaign, rank)),
        };
        self.ranks.iter().map(known).collect()
    }
}

fn unknown_rank(campaign: &Campaign, rank: &str) -> Failure {
    let Text { english, chinese } = campaign.ranks().known();
    let (maybe_english, maybe_chinese) = match nearest_text(rank, campaign.ranks().words()) {
        Some(maybe) => (format!("\n  Maybe {}", maybe.english), format!("\n  也许是 {}", maybe.chinese)),
        None => Default::default(),
    };
    let words = text!("`{rank}`: {english}{maybe_english}", "`{rank}`：{chinese}{maybe_chinese}");
    Failure::said(Exit::Wrong, "unknown-rank", words)
}

/// The people that a band is of.
fn name(campaign: &Campaign, band: Band) -> Text {
    match band.0 {
        Some(rank) => Text::plain(campaign.ranks().name(rank)),
        None => text!("the others", "其他"),
    }
}
