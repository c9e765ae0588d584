//! `lunban export`: the integer program, or the campaign as one document, for other solvers and programs.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use lunban::rules::Phrase;
use lunban::{Export as Exported, Level, Pools, Problem, Window, text};
use lunban_files::{campaign_json, write_file};
use serde::Serialize;

use super::{Answer, read};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::screen::Screen;

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Export {
    #[arg(value_name = "CAMPAIGN")]
    campaign: PathBuf,
    #[arg(long, value_name = "FORMAT")]
    format: Format,
    #[arg(long, value_name = "N")]
    goal: Option<usize>,
    #[arg(long, value_name = "VALUES", value_delimiter = ',', allow_negative_numbers = true)]
    hold: Vec<i64>,
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[arg(long)]
    force: bool,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Mps,
    Lp,
    Json,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Writes the integer program or the campaign for other programs", "导出整数规划或任务数据"),
    more: Phrase::new(
        "Reads the folder CAMPAIGN. As mps or lp: the whole integer program, every column and row by its name,\n\
         with goal level N to minimise; --hold keeps levels 1, 2, ... at the values named, so that other solvers\n\
         can climb the levels as lunban does. As json: the campaign in one document, as the library reads it.\n\
         Goes to stdout, or to FILE with -o. The program is the definition, not the shorter one that `plan` solves:\n\
         of a campaign of full scale it has a million columns.",
        "读取文件夹CAMPAIGN。mps或lp：完整的整数规划，行列均有可读名称，最小化第N层目标；\n\
         --hold将第1、2……层保持在所给数值，使其他求解器可逐层求解。json：整份任务数据，与程序库所读相同。\n\
         写到标准输出，或用-o写到FILE。所写为定义本身，而非`plan`所解的较小规划：全规模任务约有一百万列。",
    ),
    arguments: &[
        ("campaign", Phrase::new("The campaign: its folder, or its campaign.toml", "任务文件夹，或其campaign.toml")),
        ("format", Phrase::new("What to write", "导出格式")),
        ("goal", Phrase::new("The goal level to minimise; 1 where not given", "要最小化的目标层级，缺省1")),
        ("hold", Phrase::new("Values of the levels above it, first to last: 0,2", "其上各层的数值，依次列出：0,2")),
        ("out", Phrase::new("The file to write; stdout where not given", "要写出的文件，缺省为标准输出")),
        ("force", Phrase::new("Replace FILE", "替换已有文件")),
    ],
    examples: "lunban export data/tiny --format mps -o tiny.mps\n\
               lunban export data/tiny --format lp --goal 3 --hold 0,0\n\
               lunban export data/tiny --format json",
    exits: &[(Exit::Well, Phrase::new("written", "已写出")), WRONG],
};

/// A file that was written.
#[derive(Debug, Serialize)]
struct WrittenFile {
    file: String,
    bytes: usize,
}

impl Export {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        let read = read::campaign(&self.campaign)?;
        screen.warn(&read.warnings);
        let problem = Problem::new(read.campaign);
        let data = match self.format {
            Format::Json => self.document(&problem)?,
            Format::Mps => self.program(&problem)?.mps(),
            Format::Lp => self.program(&problem)?.lp(),
        };
        let Some(out) = &self.out else {
            return Ok(Answer { text: data, exit: Exit::Well });
        };
        write_file(out, data.as_bytes(), self.force)?;
        let file = out.display().to_string();
        let words = text!("{file} is written\n", "已写出{file}\n");
        let written = WrittenFile { file, bytes: data.len() };
        Ok(Answer { text: screen.render(&written, |language| words.to(language).to_owned()), exit: Exit::Well })
    }

    fn document(&self, problem: &Problem) -> Result<String, Failure> {
        if self.goal.is_some() || !self.hold.is_empty() {
            let words = text!(
                "a campaign as json has all its goals\n  Maybe without --goal and --hold, or --format mps",
                "json格式包含全部目标\n  或许应去掉--goal与--hold，或用--format mps"
            );
            return Err(Failure::said(Exit::Wrong, "goal-of-json", words));
        }
        Ok(campaign_json(problem.campaign()))
    }

    /// The whole program, with the goal level asked for.
    fn program<'p>(&self, problem: &'p Problem) -> Result<Exported<'p>, Failure> {
        let levels = problem.campaign().goals().levels();
        let number = self.goal.unwrap_or(1);
        let goal = number.checked_sub(1).filter(|goal| *goal < levels.len());
        let goal = goal.ok_or_else(|| no_such_goal(problem, number))?;
        if self.hold.len() > goal {
            return Err(too_many_held(number, self.hold.len()));
        }
        let held = levels.iter().zip(self.hold.iter().copied());
        let stated = Window::whole(problem, &Pools::new(problem)).state();
        Ok(Exported::new(problem, stated, &levels[goal], held))
    }
}

fn no_such_goal(problem: &Problem, number: usize) -> Failure {
    let rules = problem.campaign().rules();
    let words = |level: &Level| {
        let counts = level.terms.iter().map(|term| rules.count_name(term.0));
        counts.collect::<Vec<_>>().join(" + ")
    };
    let levels = problem.campaign().goals().levels().iter().zip(1..);
    let list = levels.map(|(level, number)| format!("\n  {number}  {}", words(level))).collect::<Vec<_>>().concat();
    let says = text!("there is no goal level {number}; there are{list}", "没有第{number}层目标，现有：{list}");
    Failure::said(Exit::Wrong, "no-such-goal", says)
}

fn too_many_held(number: usize, held: usize) -> Failure {
    let above = number - 1;
    let words = text!(
        "--hold names {held} values, but only {above} levels are above level {number}\n  Maybe another --goal",
        "--hold给出{held}个数值，而第{number}层之上只有{above}层\n  或许应改--goal"
    );
    Failure::said(Exit::Wrong, "too-many-held", words)
}
