//! `lunban deploy`: what follows from a schedule: chain of command, liaison, reporters, training, vehicles, budget.

use std::path::PathBuf;

use clap::Args;
use lunban::rules::Phrase;
use lunban::{Audit, Problem, Schedule, text};
use lunban_files::{Deployment, LocatedFault, Location, ReadFaults, campaign_hash, may_write_folder, write_folder};

use super::{Answer, read};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::screen::Screen;

/// The file by which a folder of this command is known.
const MARK: &str = "deployment.json";

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Deploy {
    #[arg(value_name = "CAMPAIGN")]
    campaign: PathBuf,
    #[arg(value_name = "SCHEDULE")]
    schedule: PathBuf,
    #[arg(short, long, value_name = "OUT")]
    out: PathBuf,
    #[arg(long, value_name = "SCHEDULE")]
    planned: Option<PathBuf>,
    #[arg(long)]
    redact: bool,
    #[arg(long)]
    force: bool,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Says what a schedule needs besides people", "方案确定后的指挥、联络、培训、车辆、经费"),
    more: Phrase::new(
        "Reads CAMPAIGN and SCHEDULE, and writes the folder OUT: who coordinates whom in each round (command.txt, command.csv), liaison\n\
         people and which are missing (liaison.csv), the reporter of each team (reporters.csv) and when reports are due\n\
         (reporting/*.ics), the register of training and certificates (training.csv), drivers' turns (drivers.csv), the budget by\n\
         round, team, unit and person (budget.csv), the advance of each team (advances.csv) and what each person is paid back\n\
         (reimbursement.csv). Settings stand in [reporting], [training], [vehicles] and [budget] of campaign.toml, people in\n\
         contacts.csv and drivers.csv; a part without its section is left out. Money is in yuan, exact to the fen.\n\n\
         With --planned an earlier schedule: budget-changes.csv says what the change costs.",
        "读取CAMPAIGN与方案SCHEDULE，在文件夹OUT中写出：各轮指挥关系（command.txt、command.csv）、联络员及所缺（liaison.csv）、\n\
         各组信息报送员（reporters.csv）及报送日历（reporting/*.ics）、培训与临时证件登记（training.csv）、司机班次（drivers.csv）、\n\
         按轮次、组、单位、个人的预算（budget.csv）、各组预付款（advances.csv）、个人报销（reimbursement.csv）。\n\
         设置写在campaign.toml的[reporting]、[training]、[vehicles]、[budget]，人员写在contacts.csv、drivers.csv；\n\
         没有的部分不写出。金额单位为元，精确到分。\n\n\
         用--planned指定先前方案，则写出budget-changes.csv，说明变动金额。",
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
        ("out", Phrase::new("The folder to write", "要写出的文件夹")),
        ("planned", Phrase::new("An earlier schedule, to compare the budget with", "先前方案，用于比较预算")),
        ("redact", Phrase::new("Leave names and phones out; ids stay", "不写姓名与电话，保留编号")),
        ("force", Phrase::new("Replace OUT", "替换已有的OUT")),
    ],
    examples: "lunban deploy data/jjj-2017 out/schedule.json -o deployment\nlunban deploy data/jjj-2017 new/schedule.json --planned out/schedule.json -o deployment --force",
    exits: &[(Exit::Well, Phrase::new("written", "已写出")), WRONG],
};

impl Deploy {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        may_write_folder(&self.out, MARK, self.force.into())?;
        let read = read::campaign(&self.campaign)?;
        let problem = Problem::new(read.campaign);
        let hash = campaign_hash(problem.campaign());
        let schedule = read::schedule(&problem, &self.schedule, &hash)?;
        screen.warn(&schedule.warnings);
        screen.warn(self.unlawful(&problem, &schedule.schedule).as_slice());
        let planned = self.planned.as_ref().map(|path| read::schedule(&problem, path, &hash)).transpose()?;
        let planned = planned.as_ref().map(|planned| &planned.schedule);
        let located = |faults: Vec<lunban::Fault>| -> Vec<lunban_files::LocatedFault> {
            faults.iter().map(|fault| read.origin.locate_fault(fault)).collect()
        };
        let (deployment, warnings) =
            Deployment::of(&problem, &schedule.schedule, planned, &read.deployment.logistics, self.redact)
                .map_err(|faults| read::wrong(&self.campaign, ReadFaults(located(faults))))?;
        screen.warn(&located(warnings));
        write_folder(&self.out, &deployment.files(screen.language), self.force.into())?;
        let folder = self.out.display();
        screen.say(&text!("written: {folder}", "已写出：{folder}"));
        let text = screen.render(&deployment.record(), |language| deployment.summary(language));
        Ok(Answer { text, exit: Exit::Well })
    }

    /// A warning where the schedule breaks hard rules: what follows from it is computed all the same.
    fn unlawful(&self, problem: &Problem, schedule: &Schedule) -> Option<LocatedFault> {
        let audit = Audit::of(problem, schedule);
        let broken = audit.findings.iter().filter(|finding| finding.count.is_none()).count();
        let place = Location::file(self.schedule.display().to_string());
        let says = text!(
            "a schedule that breaks hard rules, {broken} times: duties that cannot be are trained for, driven and paid too",
            "该方案有{broken}处违反硬规则：不可执行的任务也计入培训、车辆与预算"
        );
        let maybe = text!("`lunban audit` names each of them", "用`lunban audit`查看各处");
        (!audit.is_lawful()).then(|| LocatedFault::warning("breaks-hard-rules", place, "", says).maybe(maybe))
    }
}
