//! `lunban simulate`: how a schedule bears that people drop out, and how large a reserve has to be.

mod rate;

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use lunban::rules::Phrase;
use lunban::simulate::{Break, Outcome, Rates, Reserve, Simulated, Simulation, simulate};
use lunban::{Audit, Campaign, Options, Problem, RoundId, Schedule, View, text};
use lunban_files::{
    BreakRecord, ReserveRecord, SampleRecord, SimulationFile, campaign_hash, may_write_folder, simulation_files,
    simulation_page, write_folder,
};

use super::{Answer, no_plan, read};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::interrupt;
use crate::progress::Progress;
use crate::screen::Screen;
use rate::Written;

/// The file by which a folder of this command is known.
const MARK: &str = "simulation.json";

/// Reserves that are simulated where none are asked for.
const RESERVES: [Reserve; 6] = [
    Reserve::OfRank(0),
    Reserve::OfRank(2),
    Reserve::OfRank(4),
    Reserve::OfRank(8),
    Reserve::OfRank(16),
    Reserve::Everybody,
];

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Simulate {
    #[arg(value_name = "CAMPAIGN")]
    campaign: PathBuf,
    #[arg(value_name = "SCHEDULE")]
    schedule: PathBuf,
    #[arg(short, long, value_name = "OUT")]
    out: PathBuf,
    #[arg(long, value_name = "RATE", value_parser = rate::written, default_value = "3%", hide_default_value = true)]
    rate: Vec<Written>,
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = reserve)]
    reserve: Vec<Reserve>,
    #[arg(long, value_name = "N", default_value_t = 1000, hide_default_value = true, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    trials: u32,
    #[arg(long, value_name = "N", default_value_t = 200, hide_default_value = true, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    sample: u32,
    #[arg(long, value_name = "N", default_value_t = 1, hide_default_value = true)]
    seed: u64,
    #[arg(long)]
    force: bool,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new(
        "Plays a schedule through while people drop out: how large must a reserve be?",
        "模拟人员因故退出，估算所需备勤人数",
    ),
    more: Phrase::new(
        "Reads CAMPAIGN and SCHEDULE and writes the new folder OUT, whole or not at all:\n  \
         summary.txt       for each reserve the chance that every seat stays filled, who takes over, what breaks first\n  \
         simulation.json   all of it in numbers\n  \
         simulation.svg    a picture: the chance as the reserve grows, open seats by round\n\n\
         In each trial everybody drops out of each duty at RATE. The seat goes to the first who can take it, as `lunban candidates` ranks them: of the same\n\
         unit before others, then by what it does to the goals; where nobody can, up to three people move; else it stays open. Only people on standby are\n\
         called up: so many of each rank in each round, who could serve and have nothing to do then. The same dropouts are drawn for each reserve.\n\n\
         RATE is a share, for all (3% or 0.03), of a rank (处级=5%), in a round (4:10%), or both (4:处级=12%); the most special one holds.\n\
         LIST has numbers, `planned` for those whom the rule `reserve` asks for, and `everybody` for all who can.",
        "读取CAMPAIGN与方案SCHEDULE，写出新文件夹OUT，要么完整写出，要么不写：\n  \
         summary.txt       各备勤规模下席位全满的概率、由谁接任、何处最先空缺\n  \
         simulation.json   全部数据\n  \
         simulation.svg    图：概率随备勤规模的变化，各轮空缺席位\n\n\
         每次模拟中，每项任务按RATE因故退出。席位由`lunban candidates`排在首位者接任：同单位优先，再按对各目标的影响；\n\
         无人可任时，最多调动三人；仍不行则空缺。只有备勤人员可被抽调：每轮各职级若干人，届时可任且无任务。各备勤规模使用相同的退出。\n\n\
         RATE为比例：全部（3%或0.03），某职级（处级=5%），某轮（4:10%），或二者（4:处级=12%）；以最具体者为准。\n\
         LIST可写数字、`planned`（规则`reserve`所要求者）、`everybody`（所有可任者）。",
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
        (
            "rate",
            Phrase::new(
                "How often people drop out of a duty; 3% where not given; may be given several times",
                "任务的退出率，缺省3%，可多次给出",
            ),
        ),
        (
            "reserve",
            Phrase::new(
                "Who is on standby, parted by commas; 0,2,4,8,16,everybody where not given",
                "备勤规模（逗号分隔），缺省0,2,4,8,16,everybody",
            ),
        ),
        ("trials", Phrase::new("Trials for each reserve; 1000 where not given", "每种备勤规模的模拟次数，缺省1000")),
        (
            "sample",
            Phrase::new(
                "Single dropouts to plan anew, to compare; 200 where not given",
                "抽取多少次单人退出重新编排以作比较，缺省200",
            ),
        ),
        ("seed", Phrase::new("Where the random numbers begin; 1 where not given", "随机数种子，缺省1")),
        ("force", Phrase::new("Replace an earlier simulation in OUT", "替换OUT中先前的模拟")),
    ],
    examples: "lunban simulate data/jjj-2017 out/schedule.json -o reserve\n\
               lunban simulate data/jjj-2017 out/schedule.json -o reserve --rate 3% --rate 司局级=6% --reserve 0,1,2,3 --trials 200 --force",
    exits: &[
        (Exit::Well, Phrase::new("written", "已写出")),
        WRONG,
        (
            Exit::Interrupted,
            Phrase::new("Ctrl-C came before the end; nothing is written", "中途按了Ctrl-C，未写出任何文件"),
        ),
    ],
};

/// A number of each rank, `planned` or `everybody`.
fn reserve(written: &str) -> Result<Reserve, String> {
    match written.trim() {
        "planned" => Ok(Reserve::Planned),
        "everybody" => Ok(Reserve::Everybody),
        number => number.parse().map(Reserve::OfRank).map_err(|_| "a number, `planned` or `everybody`".to_owned()),
    }
}

impl Simulate {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        may_write_folder(&self.out, MARK, self.force.into())?;
        let problem = Problem::new(read::campaign(&self.campaign)?.campaign);
        let hash = campaign_hash(problem.campaign());
        let read = read::schedule(&problem, &self.schedule, &hash)?;
        screen.warn(&read.warnings);
        self.must_be_lawful(&problem, &read.schedule)?;
        let simulated = self.simulated(problem.campaign())?;
        let simulation = played(&problem, &read.schedule, &simulated, screen)?;
        let rates = self.rate.iter().map(ToString::to_string).collect();
        let view = View::new(&problem, &read.schedule);
        let open = problem.posts().iter().map(|post| view.open(post.id)).sum();
        let file = SimulationFile::new(problem.campaign().name(), hash, (read.schedule.duties().len(), open), rates);
        let file = filled(problem.campaign(), file, simulation);
        write_folder(&self.out, &simulation_files(&file, screen.language), self.force.into())?;
        let folder = self.out.display();
        screen.say(&text!("written: {folder}", "已写出：{folder}"));
        Ok(Answer { text: screen.render(&file, |language| simulation_page(&file, language)), exit: Exit::Well })
    }

    /// What dropouts do is only told of a schedule that keeps the rules before.
    fn must_be_lawful(&self, problem: &Problem, schedule: &Schedule) -> Result<(), Failure> {
        let breaches = Audit::values(problem, schedule).breaches;
        let path = self.schedule.display();
        let words = text!(
            "{path} breaks hard rules, {breaches} times\n  Maybe mend what `lunban audit` names, or plan with --keep",
            "{path}有{breaches}处违反硬规则\n  或许可按`lunban audit`所列修改，或用--keep重新编排"
        );
        if breaches == 0 { Ok(()) } else { Err(Failure::said(Exit::Wrong, "breaks-hard-rules", words)) }
    }

    fn simulated(&self, campaign: &Campaign) -> Result<Simulated, Failure> {
        let rates = rate::rates(&self.rate, campaign)?;
        let asks = !campaign.standby_asks().is_empty();
        let mut reserves = if self.reserve.is_empty() { RESERVES.to_vec() } else { self.reserve.clone() };
        reserves.sort_unstable();
        reserves.dedup();
        if reserves.contains(&Reserve::Planned) && !asks {
            let words = text!(
                "--reserve planned: the campaign asks for nobody on standby\n  Maybe [rules.reserve] in campaign.toml, or numbers",
                "--reserve planned：任务未要求备勤\n  或许可在campaign.toml写[rules.reserve]，或改用数字"
            );
            return Err(Failure::said(Exit::Wrong, "nobody-on-standby", words));
        }
        if self.reserve.is_empty() && asks {
            reserves.insert(RESERVES.len() - 1, Reserve::Planned);
        }
        let (trials, seed, sampled) = (self.trials, self.seed, self.sample);
        Ok(Simulated { trials, seed, rates: Rates::new(rates), reserves, sampled })
    }
}

/// Plays the schedule through, with progress, until Ctrl-C.
fn played(
    problem: &Problem,
    schedule: &Schedule,
    simulated: &Simulated,
    screen: Screen,
) -> Result<Simulation, Failure> {
    let stop = interrupt::token(screen, text!("stopping; nothing is written", "正在停止，不写出任何文件"));
    let progress = Arc::new(Progress::start(problem, screen.language));
    let options = Options { stop: stop.clone(), observer: Some(progress.clone()), ..Options::default() };
    let simulation = simulate(problem, schedule, simulated, &options);
    progress.clear();
    let simulation = simulation.map_err(|error| no_plan::failure(problem, &error, &stop, None))?;
    let words = text!("stopped; nothing is written", "已停止，未写出任何文件");
    simulation.ok_or_else(|| Failure::said(Exit::Interrupted, "interrupted", words))
}

/// The file with what came of the simulation.
fn filled(campaign: &Campaign, file: SimulationFile, simulation: Simulation) -> SimulationFile {
    let Simulation { trials, seed, outcomes, sample } = simulation;
    let reserves = outcomes.into_iter().map(|outcome| record(campaign, outcome)).collect();
    let sample = SampleRecord {
        events: sample.events,
        replan_better: sample.better,
        replan_fills: sample.filled,
        better_on: sample.on.into_iter().collect(),
    };
    SimulationFile { trials, seed, reserves, sample, ..file }
}

fn record(campaign: &Campaign, outcome: Outcome) -> ReserveRecord {
    let (reserve, of_rank) = match outcome.reserve {
        Reserve::OfRank(number) => (number.to_string(), Some(number)),
        Reserve::Planned => ("planned".to_owned(), None),
        Reserve::Everybody => ("everybody".to_owned(), None),
    };
    let broken = |Break { round, rank, dropouts, open, first }: Break| BreakRecord {
        round: round.map(RoundId::number),
        rank: campaign.ranks().name(rank).to_owned(),
        dropouts,
        open,
        first_trials: first,
    };
    ReserveRecord {
        reserve,
        of_rank,
        filled_trials: outcome.filled,
        dropouts: outcome.dropouts,
        by_own_unit: outcome.by_own_unit,
        by_others: outcome.by_others,
        by_moves: outcome.by_moves,
        open: outcome.open,
        changes: outcome.changes,
        breaks: outcome.breaks.into_iter().map(broken).collect(),
    }
}
