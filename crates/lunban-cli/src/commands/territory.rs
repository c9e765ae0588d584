//! `lunban territory`: who covers which counties.

use std::path::PathBuf;

use clap::Args;
use lunban::rules::Phrase;
use lunban::territory::{Aim, Division, Number, Territory as Wanted, TerritoryDraft, audit};
use lunban::{Campaign, Faults, TeamDraft, TerritoryError, TerritoryOptions, Text, divide, text};
use lunban_files::{
    Divided, LocatedFault, Read, ReadFaults, may_write_folder, read_campaign_before_rosters, territory_files,
    territory_record, territory_summary, write_folder,
};

use super::{Answer, read};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::internal::please_report;
use crate::screen::Screen;

/// The file by which a folder of this command is known.
const MARK: &str = "territory.json";

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Territory {
    #[arg(value_name = "CAMPAIGN")]
    campaign: PathBuf,
    #[arg(short, long, value_name = "OUT")]
    out: PathBuf,
    #[arg(long, value_name = "TOTAL")]
    teams: Option<u32>,
    #[arg(long)]
    force: bool,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Divides every city's counties among its teams", "将各市的县（市、区）划分给各组"),
    more: Phrase::new(
        "Reads the folder CAMPAIGN, which needs no rosters yet: places.csv, borders.csv, teams.csv and [territory] in campaign.toml,\n\
         which says how many counties a team of each kind covers. Every county is covered once, every area is connected, and in each city\n\
         the aims are reached one after another: balanced, then compact; what is proven of them is shown. An audit that shares no code with\n\
         the search judges the result. OUT gets teams.csv with `covers`, to be taken into the campaign; territory.csv, a row a\n\
         county; territory.svg, a map; territory.json; summary.txt.\n\n\
         With --teams TOTAL the cities share out so many teams of the kind without a core, and teams.csv has as many rows.",
        "读取文件夹CAMPAIGN（可尚无名单）：places.csv、borders.csv、teams.csv，以及campaign.toml中[territory]一节所写的各类组负责县数。\n\
         每县恰由一组负责，各组区域相连；各市依次达到各目标：先均衡、再紧凑，并给出证明程度。结果由与搜索无共用代码的审核再次检查。\n\
         OUT中写出：teams.csv（含`covers`，可放回任务文件夹）、territory.csv（每县一行）、territory.svg（地图）、territory.json、summary.txt。\n\n\
         用--teams TOTAL时，在各市间分配共TOTAL个不含主城区的组，teams.csv随之增减。",
    ),
    arguments: &[
        ("campaign", Phrase::new("The campaign: its folder, or its campaign.toml", "任务文件夹，或其campaign.toml")),
        ("out", Phrase::new("The folder to write", "要写出的文件夹")),
        (
            "teams",
            Phrase::new(
                "So many teams of the kind without a core in all, shared out among the cities; else as teams.csv has them",
                "不含主城区的组的总数，在各市间分配；缺省按teams.csv",
            ),
        ),
        ("force", Phrase::new("Replace OUT", "替换已有的OUT")),
    ],
    examples: "lunban territory data/jjj-2017 -o who-covers-what\nlunban territory data/jjj-2017 -o who-covers-what --teams 74 --force",
    exits: &[
        (Exit::Well, Phrase::new("every county is covered", "各县均已划分")),
        WRONG,
        (Exit::NoPlanInTime, Phrase::new("no division was found in the steps allowed", "限定步数内未找到划分")),
        (Exit::Contradiction, Phrase::new("proven: a city cannot be divided so", "已证明：某市无法如此划分")),
    ],
};

impl Territory {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        may_write_folder(&self.out, MARK, self.force.into())?;
        let wrong = |faults| read::wrong(&self.campaign, faults);
        let read = read_campaign_before_rosters(&self.campaign).map_err(wrong)?;
        screen.warn(&read.warnings);
        let draft = read.deployment.territory.as_ref().ok_or_else(|| wrong(no_section().into()))?;
        let (campaign, borders) = (&read.campaign, &read.deployment.borders);
        let number = self.teams.map_or(Number::OfTeams, Number::InAll);
        let wanted = Wanted::build(campaign, draft, borders, number).map_err(|Faults(faults)| {
            wrong(ReadFaults(faults.iter().map(|fault| read.origin.locate_fault(fault)).collect()))
        })?;
        let division = divide(campaign, &wanted, number, &TerritoryOptions::default())
            .map_err(|error| failure(campaign, &error))?;
        let teams = division.teams(campaign);
        judge(&read, draft, &division, &teams)?;
        let divided = Divided { campaign, division: &division, teams: &teams, borders };
        write_folder(&self.out, &territory_files(&divided, screen.language), self.force.into())?;
        let folder = self.out.display();
        screen.say(&text!("written: {folder}", "已写出：{folder}"));
        let page = |language| territory_summary(&divided, language);
        Ok(Answer { text: screen.render(&territory_record(&divided), page), exit: Exit::Well })
    }
}

/// Holds the division against an audit that shares no code with the search: what breaks a term, or is not what the search says it is, is a fault of
/// this program.
fn judge(read: &Read, draft: &TerritoryDraft, division: &Division, teams: &[TeamDraft]) -> Result<(), Failure> {
    let judged = audit(&read.campaign, teams, draft, &read.deployment.borders);
    if let Some(finding) = judged.findings.first() {
        let says = format!("{} {}: {}", finding.code, finding.of, finding.says);
        return Err(Failure::said(Exit::Internal, "territory", please_report(&says)));
    }
    for city in &division.cities {
        let code = &read.campaign.places().place(city.city).code;
        let measured = |aim: Aim| judged.reached.get(code).and_then(|reached| reached.get(&aim)).copied();
        if let Some(wrong) = city.aims.iter().find(|known| measured(known.aim) != Some(known.value)) {
            let says =
                format!("{code} {}: {} is told, {:?} measured", wrong.aim.name(), wrong.value, measured(wrong.aim));
            return Err(Failure::said(Exit::Internal, "territory", please_report(&says)));
        }
    }
    Ok(())
}

fn no_section() -> LocatedFault {
    let expected = text!(
        "a section [territory], which says how many counties a team covers",
        "须有[territory]一节，写明各组负责县数"
    );
    let maybe = text!(
        "`[territory.kinds.county]` with at_least = 2 and at_most = 4",
        "`[territory.kinds.county]`，并写at_least = 2、at_most = 4"
    );
    let location = lunban_files::Location::file("campaign.toml");
    LocatedFault::error("missing-section", location, "", expected).maybe(maybe)
}

fn failure(campaign: &Campaign, error: &TerritoryError) -> Failure {
    let name = |city| {
        let place = campaign.places().place(city);
        format!("{} {}", place.code, place.name)
    };
    match error {
        TerritoryError::NoCover { city, maybe } => {
            let name = name(*city);
            let Text { english, chinese } = maybe.clone().unwrap_or_else(|| {
                text!(
                    "another number of teams there, or a missing row in the table of borders",
                    "改变该市组数，或补齐边界表"
                )
            });
            let words = text!(
                "proven: no connected areas of these sizes cover {name}\n  Maybe {english}",
                "已证明：{name}不能划分为此等规模的相连区域\n  或许可{chinese}"
            );
            Failure::said(Exit::Contradiction, "no-cover", words)
        }
        TerritoryError::NoCoverInTime { city } => {
            let name = name(*city);
            let words = text!(
                "no division of {name} was found in the steps allowed\n  Maybe narrower sizes, or more under `fix`",
                "限定步数内未找到{name}的划分\n  或许可缩小规模范围，或在`fix`中多写几项"
            );
            Failure::said(Exit::NoPlanInTime, "no-cover-in-time", words)
        }
        TerritoryError::TooManyAreas { city, most } => {
            let name = name(*city);
            let words = text!(
                "{name} has more than {most} connected areas of these sizes\n  Maybe a smaller at_most under [territory.kinds]",
                "{name}有超过{most}种此等规模的相连区域\n  或许可减小[territory.kinds]的at_most"
            );
            Failure::said(Exit::Wrong, "too-many-areas", words)
        }
        TerritoryError::NotShared { asked, least, most } => {
            let words = text!(
                "--teams {asked}: the cities take {least} to {most} with these sizes\n  Maybe a number between, or other sizes under [territory.kinds]",
                "--teams {asked}：按此规模各市共需{least}至{most}组\n  或许可取其间之数，或修改[territory.kinds]"
            );
            Failure::said(Exit::Wrong, "not-shared", words)
        }
    }
}
