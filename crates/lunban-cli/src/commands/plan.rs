//! `lunban plan`: the main job.

mod kept;
mod result;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use lunban::explain::unfilled;
use lunban::rules::Phrase;
use lunban::{Backend, Certificate, Fact, Options, Plan as Planned, Problem, Proof, Schedule, StopToken, plan};
use lunban_files::{
    GoalCertificate, Made, Origin, Outcome, Read, Replace, WeightedCount, campaign_hash, may_write_folder, render,
    write_folder,
};

use super::with::{self, With};
use super::{Answer, no_plan, read};
use crate::clock::Clock;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::interrupt;
use crate::machine::processors;
use crate::progress::Progress;
use crate::screen::Screen;
use kept::Kept;
use result::PlanResult;

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Plan {
    #[arg(value_name = "CAMPAIGN")]
    campaign: PathBuf,
    #[arg(short, long, value_name = "OUT")]
    out: PathBuf,
    #[arg(long, value_name = "S", value_parser = seconds, allow_negative_numbers = true)]
    time_limit: Option<Duration>,
    #[arg(long, value_name = "N")]
    work_limit: Option<u32>,
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    seed: u64,
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = with::parser(), hide_possible_values = true)]
    with: Vec<With>,
    #[arg(long)]
    force: bool,
    #[arg(long)]
    strict: bool,
    #[arg(long)]
    redact: bool,
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    revision: u32,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Plans a campaign: who serves where and when", "编排：谁在何时何地值守"),
    more: Phrase::new(
        "Reads the folder CAMPAIGN and writes the new folder OUT, whole or not at all:\n  \
         summary.txt      goals with what is proven of them, what is short, fairness in numbers\n  \
         assignments.csv  one row a duty, to read and to edit; `lunban audit` judges it again\n  \
         board.csv        teams x rounds, names in cells\n  \
         fairness.csv     what each unit, rank and person carries, and what they should\n  \
         units/*.csv      for each unit its own people, to send back\n  \
         schedule.json    the whole result, for programs\n  \
         run.json         times, threads, memory, machine\n\
         and where --with asks for it:\n  \
         schedule.xlsx    the whole plan as a workbook, to read and to edit\n  \
         report.html      a page to search and print, in any browser, without a network\n  \
         calendar/*.ics   calendars, one for each team and each person\n  \
         notice.docx      a notice with tables of rounds and units, to be edited in WPS or Word\n\n\
         Of a plan that you edited, --keep takes every duty as it stands and fills what you cleared; a duty\n\
         that breaks a hard rule is named with its row or cell.\n\
         Every schedule is audited before anybody sees it. The same input and seed give the same\n\
         bytes, run.json apart, whatever the number of threads; with --time-limit they may not, with --work-limit they do.\n\
         Ctrl-C stops at the best schedule so far and still writes it.",
        "读取文件夹CAMPAIGN，写出新文件夹OUT，要么完整写出，要么不写：\n  \
         summary.txt      目标及其证明情况、缺口、公平性数字\n  \
         assignments.csv  每项任务一行，供查看和修改；可用`lunban audit`再次审核\n  \
         board.csv        组×轮次，格内为姓名\n  \
         fairness.csv     各单位、职级、个人的任务与应担数\n  \
         units/*.csv      各单位人员的任务，供发回\n  \
         schedule.json    完整结果，供程序使用\n  \
         run.json         用时、线程、内存、机器\n\
         以及 --with 所要求的：\n  \
         schedule.xlsx    整个方案的工作簿，供查看和修改\n  \
         report.html      网页，可检索、打印，用浏览器打开，无需联网\n  \
         calendar/*.ics   日历，每组、每人各一份\n  \
         notice.docx      通知，含各轮次、各单位安排表，可用WPS或Word修改\n\n\
         --keep 保留手工修改后的全部任务，只排清空之处；违反硬规则的任务，逐条指出所在行或单元格。\n\
         任何方案写出前均经审核。输入与种子相同则结果逐字节相同（run.json除外），与线程数无关；\n\
         使用--time-limit时不保证，使用--work-limit时仍然如此。按Ctrl-C则停止，并写出当前最好方案。",
    ),
    arguments: &[
        ("campaign", Phrase::new("The campaign: its folder, or its campaign.toml", "任务文件夹，或其campaign.toml")),
        ("out", Phrase::new("The folder to write", "要写出的文件夹")),
        ("time_limit", Phrase::new("Stop after S seconds with the best schedule so far", "S秒后停止，取当前最好方案")),
        (
            "work_limit",
            Phrase::new(
                "Take each step N looks or nodes far, and begin nothing long after that: 5 for a draft; unlike seconds the\nsame plan on every machine",
                "每步至多N次搜索，其后不再长算，如5即得草案；与时限不同，任何机器结果相同",
            ),
        ),
        ("seed", Phrase::new("Seed of the solver; 0 where not given", "求解种子，缺省0")),
        ("threads", Phrase::new("Threads to use; all processors where not given", "线程数，缺省为全部处理器")),
        (
            "keep",
            Phrase::new(
                "Keep every duty of FILE and fill the rest: schedule.json, or assignments.csv or schedule.xlsx as you edited it",
                "保留FILE中的全部任务，其余由程序排满：schedule.json，或手工修改过的assignments.csv、schedule.xlsx",
            ),
        ),
        (
            "with",
            Phrase::new(
                "Write these too, parted by commas: xlsx, html, ics, docx, or all",
                "另外写出（逗号分隔）：xlsx、html、ics、docx，或 all 表示全部",
            ),
        ),
        (
            "force",
            Phrase::new(
                "Replace an earlier plan in OUT that nobody edited since",
                "替换OUT中先前的方案（写出后未经修改）",
            ),
        ),
        ("strict", Phrase::new("End with 1 where a rank needs a waiver", "有职级豁免时退出码为1")),
        (
            "redact",
            Phrase::new(
                "Leave names, phones and the units' own columns out; ids stay",
                "不写姓名、电话及单位自有列，仅留编号",
            ),
        ),
        (
            "revision",
            Phrase::new(
                "The version of the schedule, 0 where not given; give more for each that is sent out, so that calendars take it for newer",
                "方案版本号，缺省0；每次重新下发须加大，日历据此识别新旧",
            ),
        ),
    ],
    examples: "lunban plan data/tiny -o out\nlunban plan data/jjj-2017 -o out --force --time-limit 60\nlunban plan data/tiny -o next --keep out/schedule.xlsx --with xlsx",
    exits: &[
        (
            Exit::Well,
            Phrase::new("every seat is filled; waivers of rank are reported", "席位全部排满；职级豁免如实列出"),
        ),
        (
            Exit::Short,
            Phrase::new(
                "seats are open; with --strict, or waivers are needed",
                "有空缺席位；用--strict时，或有职级豁免",
            ),
        ),
        WRONG,
        (Exit::NoPlanInTime, Phrase::new("a limit came before any schedule", "到时限仍无方案")),
        (Exit::Internal, Phrase::new("a fault of lunban itself", "lunban自身的错误")),
        (Exit::Contradiction, Phrase::new("proven: hard demands contradict each other", "已证明：硬性要求相互矛盾")),
        (Exit::Interrupted, Phrase::new("Ctrl-C came before any schedule", "尚无方案时按了Ctrl-C")),
    ],
};

impl Plan {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        may_write_folder(&self.out, "schedule.json", self.replace())?;
        let stop = interrupt::stop_token(screen);
        let mut clock = Clock::start();
        let Read { campaign, mut warnings, origin, .. } = read::campaign(&self.campaign)?;
        clock.end("read");
        let hash = campaign_hash(&campaign);
        let problem = Problem::new(campaign);
        let kept = self.keep.as_deref().map(|file| Kept::read(&problem, file, &hash, &origin)).transpose()?;
        warnings.extend(kept.iter().flat_map(|kept| kept.warnings.iter().cloned()));
        screen.warn(&warnings);
        let count = kept.as_ref().map(|kept| kept.duties);
        let problem = kept.map_or(problem, |kept| Problem::new(kept.campaign));
        clock.end("index");
        let planned = self.solve(&problem, &stop, screen)?;
        clock.end("solve");
        if is_nothing(&problem, &planned.schedule, planned.stopped) {
            return Err(no_plan::in_time(&stop));
        }
        let explanation = self.explain(&problem, &planned, &stop)?;
        clock.end("explain");
        let outcome = Outcome { explanation, ..self.outcome(&problem, &planned, hash, &origin) };
        let extras = with::extras(&self.with);
        let mut files = render(&outcome, &extras, screen.language)?;
        clock.end("render");
        files.insert("run.json".into(), clock.run(self.threads()).render());
        write_folder(&self.out, &files, self.replace())?;
        let result = PlanResult::of(&outcome, &self.out, &files, extras, warnings).keeping(count);
        let text = screen.render(&result, |language| result.page(&outcome, language));
        Ok(Answer { text, exit: if result.is_short(self.strict) { Exit::Short } else { Exit::Well } })
    }

    /// What may be replaced: never what was edited and not read.
    fn replace(&self) -> Replace<'_> {
        Replace::but(self.force, self.keep.as_deref())
    }

    fn threads(&self) -> usize {
        self.threads.map(NonZeroUsize::get).or_else(processors).unwrap_or(1)
    }

    fn solve(&self, problem: &Problem, stop: &StopToken, screen: Screen) -> Result<Planned, Failure> {
        let progress = Arc::new(Progress::start(problem, screen.language));
        let options = Options {
            seed: self.seed,
            time_limit: self.time_limit,
            work_limit: self.work_limit,
            stop: stop.clone(),
            observer: Some(progress.clone()),
            threads: Some(self.threads()),
            ..Options::default()
        };
        let planned = plan(problem, &options);
        progress.clear();
        planned.map_err(|error| no_plan::failure(problem, &error, stop, self.keep.as_deref()))
    }

    /// Why seats are open or held with a waiver; nothing of a plan that was stopped, for then nobody waits.
    fn explain(&self, problem: &Problem, planned: &Planned, stop: &StopToken) -> Result<Vec<Fact>, Failure> {
        if planned.stopped {
            return Ok(Vec::new());
        }
        let options = Options { work_limit: self.work_limit, stop: stop.clone(), ..Options::default() };
        let unfilled = unfilled(problem, &planned.schedule, &options);
        let unfilled = unfilled.map_err(|error| no_plan::failure(problem, &error, stop, self.keep.as_deref()))?;
        Ok(unfilled.facts)
    }

    fn outcome<'a>(
        &self,
        problem: &'a Problem,
        planned: &'a Planned,
        campaign_hash: String,
        origin: &'a Origin,
    ) -> Outcome<'a> {
        let certificates = certificates(problem, planned);
        Outcome {
            problem,
            schedule: &planned.schedule,
            audit: &planned.audit,
            stopped: planned.stopped && !certificates.iter().all(GoalCertificate::is_proven),
            certificates,
            made: Made {
                campaign_hash,
                version: env!("CARGO_PKG_VERSION").to_owned(),
                seed: self.seed,
                backend: Backend::best().map(|backend| backend.to_string()).unwrap_or_default(),
                revision: self.revision,
            },
            origin: Some(origin),
            explanation: Vec::new(),
            redact: self.redact,
        }
    }
}

/// Whether a limit came before there was anything to write: an empty plan would tell nobody anything, and replace one that does.
fn is_nothing(problem: &Problem, schedule: &Schedule, stopped: bool) -> bool {
    stopped && schedule.duties().is_empty() && problem.posts().iter().any(|post| post.seats > 0)
}

/// Seconds, as a person writes them: `60`, `0.5`.
fn seconds(written: &str) -> Result<Duration, String> {
    let seconds = written.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| "a number of seconds, such as 60".to_owned())
}

pub(super) fn certificates(problem: &Problem, planned: &Planned) -> Vec<GoalCertificate> {
    planned.certificates.iter().map(|certificate| goal_certificate(problem, certificate)).collect()
}

fn goal_certificate(problem: &Problem, certificate: &Certificate) -> GoalCertificate {
    let rules = problem.campaign().rules();
    let terms = certificate.level.terms.iter();
    let proven_by = match certificate.proof {
        Proof::Counting => "counting",
        Proof::Prices => "prices",
        Proof::Search => "search",
    };
    GoalCertificate {
        counts: terms.map(|&(count, weight)| WeightedCount { count: rules.count_name(count), weight }).collect(),
        value: certificate.value,
        bound: certificate.bound,
        proven_by: proven_by.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use lunban::Campaign;

    use super::*;

    #[test]
    fn a_plan_without_a_duty_is_none_where_a_limit_ended_it() {
        let problem = Problem::new(Campaign::build(lunban_generate::template().draft).unwrap());
        let nothing = Schedule::default();
        assert!(is_nothing(&problem, &nothing, true));
        assert!(!is_nothing(&problem, &nothing, false), "nobody may serve, which is proven");
        let held = |person| problem.posts().iter().find(|post| problem.may_hold(person, post.id));
        let (person, post) =
            problem.campaign().person_ids().find_map(|person| Some((person, held(person)?.id))).unwrap();
        assert!(!is_nothing(&problem, &Schedule::of_whole(&problem, [(person, post)]), true));
    }

    #[test]
    fn a_time_limit_is_a_number_of_seconds() {
        assert_eq!(seconds("0.5"), Ok(Duration::from_millis(500)));
        for wrong in ["-1", "NaN", "inf", "soon", "1e300", ""] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
    }
}
