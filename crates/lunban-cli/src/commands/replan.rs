//! `lunban replan`: as little of what people know changes as can be, with change orders.

mod recorded;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use clap::Args;
use lunban::change::{Changed, apply, orders};
use lunban::replan::{Trade, replan, trade};
use lunban::rules::Phrase;
use lunban::{Audit, Backend, Campaign, Language, Options, Plan, PlanError, Problem};
use lunban_files::{
    ChangesFile, Extra, Made, Ordered, Outcome, Read, ReadEvents, ReadFaults, Replace, campaign_files_again,
    campaign_hash, changes_files, may_write_folder, render, write_folder,
};

use super::plan::certificates;
use super::with::{self, With};
use super::{Answer, no_plan, read};
use crate::clock::Clock;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::interrupt;
use crate::progress::Progress;
use crate::screen::Screen;
use recorded::{Recorded, Written};
use told::Told;

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Replan {
    #[arg(value_name = "CAMPAIGN")]
    campaign: PathBuf,
    #[arg(value_name = "SCHEDULE")]
    schedule: PathBuf,
    #[arg(long, value_name = "EVENT", required_unless_present = "events")]
    event: Vec<String>,
    #[arg(long, value_name = "FILE", conflicts_with = "event")]
    events: Option<PathBuf>,
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    #[arg(short, long, value_name = "OUT")]
    out: PathBuf,
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    trade: u32,
    #[arg(long, value_name = "N", default_value_t = 1, hide_default_value = true)]
    revision: u32,
    #[arg(long, value_name = "FILE", conflicts_with = "revision")]
    history: Option<PathBuf>,
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = with::parser(), hide_possible_values = true)]
    with: Vec<With>,
    #[arg(long)]
    redact: bool,
    #[arg(long)]
    force: bool,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Plans a change: as little as can be, with change orders", "方案变更：改动最少，并出具变更单"),
    more: Phrase::new(
        "Reads CAMPAIGN and SCHEDULE, applies what happened, and writes the new folder OUT, whole or not at all: a plan as `lunban plan` writes it, and\n  \
         changes.txt    who leaves, who joins, from which day, who approves, how they are trained; what it does to the goals\n  \
         changes.csv    the same for clerks: one row a change, with whom to tell\n  \
         changes.json   the same for programs\n  \
         campaign/      the campaign after the events, for the next replan; not with --redact\n\n\
         An event is one of\n  \
         drop P from DAY | from DAY to DAY | in r3,r5-6 | for good    P leaves the duties of that time\n  \
         away P (when)                       the same, whether or not P has a duty then\n  \
         return P from DAY                   P can serve again\n  \
         decline P in r3                     P does not take that duty, but stays\n  \
         add ID name=N unit=U rank=R [tags=a;b] [home=C] [base=C] [gender=f] [trained=DAY]\n  \
         withdraw N of UNIT (when)           those with the fewest duties then\n  \
         rank P R        tag P +law -experienced\n  \
         lock P must|never [in r3] [team T] [seat S]\n  \
         team T add city=C kind=K size=N from=r3 | dates=DAY/DAY\n  \
         team T drop from r3        team T move CITY from r3        seats T N from r3        (no `from` for a team with dates of its own)\n  \
         extend N                            N rounds more\n\
         P, UNIT and CITY are ids or names; \"Ann Lee\" is one word.\n\n\
         What lies before DATE has been. In a round under way only what an event forces changes: who leaves serves to the day before, a substitute serves the rest.\n\
         Later rounds change at a cost, the nearer the dearer; those after `published` of campaign.toml are drafts.",
        "读取CAMPAIGN与方案SCHEDULE，按所发生的事件重排，写出新文件夹OUT，要么完整写出，要么不写：与`lunban plan`相同的方案，以及\n  \
         changes.txt    何人离任、何人接任、自何日起、由谁批准、如何培训；对各目标的影响\n  \
         changes.csv    同上，供经办人使用：每项变更一行，含须告知者\n  \
         changes.json   同上，供程序使用\n  \
         campaign/      事件之后的任务文件夹，供下次变更读取；用--redact时不写\n\n\
         事件为下列之一：\n  \
         drop P from 日 | from 日 to 日 | in r3,r5-6 | for good    P退出该期间的任务\n  \
         away P （时间）                      同上，不论届时有无任务\n  \
         return P from 日                    P恢复可用\n  \
         decline P in r3                     P不接受该轮任务，但仍在名单\n  \
         add 编号 name=姓名 unit=单位 rank=职级 [tags=a;b] [home=地] [base=市] [gender=女] [trained=日]\n  \
         withdraw N of 单位 （时间）           撤回届时任务最少的N人\n  \
         rank P 职级      tag P +law -experienced\n  \
         lock P must|never [in r3] [team 组] [seat 席位]\n  \
         team 组 add city=市 kind=类型 size=N from=r3 | dates=日/日\n  \
         team 组 drop from r3        team 组 move 市 from r3        seats 组 N from r3        （自有日期的组不写`from`）\n  \
         extend N                            延长N轮\n\
         P、单位、市可写编号或名称；\"Ann Lee\"为一个词。\n\n\
         DATE之前的安排不变。进行中的轮次只作事件所迫的变更：离任者到前一日，接任者担任其余日期。\n\
         以后各轮的变更有代价，越近越贵；campaign.toml中`published`之后的轮次为草案。",
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
        ("event", Phrase::new("What happened; may be given several times", "所发生的事件，可多次给出")),
        (
            "events",
            Phrase::new(
                "A file of events: a table with a column `event`, or TOML with a list `events`",
                "事件文件：含`event`列的表，或含`events`列表的TOML",
            ),
        ),
        (
            "as_of",
            Phrase::new(
                "The first day that may change; the first that an event names where not given",
                "可变更的第一日，缺省为事件中最早的日期",
            ),
        ),
        ("out", Phrase::new("The folder to write", "要写出的文件夹")),
        (
            "trade",
            Phrase::new(
                "Say what 1 to N units more of change would buy on each goal",
                "列出再多1至N个单位的变更可换得什么",
            ),
        ),
        (
            "history",
            Phrase::new(
                "A file to which the version, its events and its orders are added; it is begun where it is not there",
                "将本版本、事件与变更单追加到此历史文件；尚无则新建",
            ),
        ),
        (
            "with",
            Phrase::new(
                "Write these too, parted by commas: xlsx, html, ics, docx, or all",
                "另外写出（逗号分隔）：xlsx、html、ics、docx，或 all 表示全部",
            ),
        ),
        ("revision", Phrase::new("The version of the schedule; 1 where not given", "方案版本号，缺省1")),
        (
            "redact",
            Phrase::new(
                "Leave names, phones and the units' own columns out; ids stay",
                "不写姓名、电话及单位自有列，仅留编号",
            ),
        ),
        ("force", Phrase::new("Replace an earlier plan in OUT", "替换OUT中先前的方案")),
    ],
    examples: "lunban replan data/jjj-2017 out/schedule.json --event \"drop U14-0001 from 2017-10-20\" -o next\n\
               lunban replan data/jjj-2017 out/schedule.json --events events.csv --as-of 2017-10-10 -o next --with xlsx,docx",
    exits: &[
        (Exit::Well, Phrase::new("every seat is filled", "席位全部排满")),
        (Exit::Short, Phrase::new("seats are open", "有空缺席位")),
        WRONG,
        (Exit::Internal, Phrase::new("a fault of lunban itself", "lunban自身的错误")),
        (Exit::Contradiction, Phrase::new("proven: hard demands contradict each other", "已证明：硬性要求相互矛盾")),
    ],
};

impl Replan {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        may_write_folder(&self.out, "schedule.json", self.replace())?;
        let mut clock = Clock::start();
        let read = read::campaign(&self.campaign)?;
        let problem = Problem::new(read.campaign.clone());
        let hash = campaign_hash(problem.campaign());
        let schedule = read::schedule(&problem, &self.schedule, &hash)?;
        screen.warn(&schedule.warnings);
        let open = |path| Recorded::open(path, &self.schedule, &hash, screen);
        let mut history = self.history.as_deref().map(open).transpose()?;
        clock.end("read");
        let events = self.read_events()?;
        let changed = apply(&problem, &schedule.schedule, &events.events, self.as_of)
            .map_err(|faults| self.wrong(&events, &faults.0))?;
        clock.end("apply");
        let (planned, trades) = self.solve(&changed, screen)?;
        clock.end("solve");
        let revision = history.as_ref().map_or(self.revision, Recorded::version);
        let file = self.changes(&changed, &planned, &events, &read);
        let mut files =
            rendered(&changed, &planned, revision, (&with::extras(&self.with), self.redact), screen.language)?;
        files.extend(changes_files(&file, screen.language));
        // Its rosters are full of names.
        if !self.redact {
            files.extend(self.campaign_again(&read, &changed)?);
        }
        clock.end("render");
        files.insert("run.json".into(), clock.run(1).render());
        write_folder(&self.out, &files, self.replace())?;
        let written = Written {
            folder: &self.out,
            files: &files,
            changed: &changed,
            changes: &file,
            events: &events.written,
            redacted: self.redact,
        };
        let head = history.as_mut().map(|history| history.add(&written)).transpose()?.flatten();
        let told = Told::of(&changed, &planned, file, &trades, &read.deployment).recorded(head);
        let text = screen.render(&told, |language| told.page(&self.out, self.redact, language));
        Ok(Answer { text, exit: if told.is_short() { Exit::Short } else { Exit::Well } })
    }

    /// The plan, and what more change would buy; the first Ctrl-C ends it with the best so far.
    fn solve(&self, changed: &Changed, screen: Screen) -> Result<(Plan, Vec<Trade>), Failure> {
        let stop = interrupt::stop_token(screen);
        let progress = Arc::new(Progress::start(&changed.problem, screen.language));
        let options = Options { stop: stop.clone(), observer: Some(progress.clone()), ..Options::default() };
        let solved = replan(changed, &options).and_then(|planned| {
            let trades = trade(changed, &planned.schedule, i64::from(self.trade), &options)?;
            Ok((planned, trades))
        });
        progress.clear();
        solved.map_err(|error| match (&error, changed.with_what_was()) {
            (PlanError::Contradiction, Err(faults)) => no_plan::against_what_was(&faults),
            (error, Ok(problem)) => no_plan::failure(&problem, error, &stop, None),
            (error, Err(_)) => no_plan::failure(&changed.problem, error, &stop, None),
        })
    }

    /// What may be replaced: never what was edited and not read.
    fn replace(&self) -> Replace<'_> {
        Replace::but(self.force, Some(&self.schedule))
    }

    fn read_events(&self) -> Result<ReadEvents, Failure> {
        match &self.events {
            Some(file) => ReadEvents::of_file(file).map_err(|faults| read::wrong(file, faults)),
            None => ReadEvents::of_texts(&self.event).map_err(|faults| read::wrong("--event".as_ref(), faults)),
        }
    }

    /// Events that do not go with the campaign and its schedule.
    fn wrong(&self, events: &ReadEvents, faults: &[lunban::Fault]) -> Failure {
        let located = faults.iter().map(|fault| events.locate(fault)).collect();
        read::wrong(self.events.as_deref().unwrap_or("--event".as_ref()), ReadFaults(located))
    }

    fn changes(&self, changed: &Changed, planned: &Plan, events: &ReadEvents, read: &Read) -> ChangesFile {
        let problem = &changed.problem;
        let logistics = &read.deployment.logistics;
        let coordinator = logistics.reporting.as_ref().map_or("city", |reporting| reporting.coordinator.as_str());
        let training = logistics.training.as_ref();
        let orders = orders(changed, &planned.schedule, coordinator, training);
        let before = Audit::values(problem, &changed.before).levels(problem);
        let levels: Vec<(i64, i64)> = before.into_iter().zip(planned.audit.levels(problem)).collect();
        let (as_of, events, redact) = (changed.as_of, &events.written, self.redact);
        let (withdrawn, orders) = (&changed.withdrawn, &orders[..]);
        ChangesFile::of(&Ordered { problem, as_of, events, withdrawn, orders, training, levels: &levels, redact })
    }

    fn campaign_again(&self, read: &Read, changed: &Changed) -> Result<BTreeMap<PathBuf, Vec<u8>>, Failure> {
        let again = campaign_files_again(&self.campaign, &changed.draft, &read.deployment, read.borders.as_deref());
        let again = again.map_err(|faults| read::wrong(&self.campaign, faults))?;
        Ok(again.into_iter().map(|(name, bytes)| (PathBuf::from("campaign").join(name), bytes)).collect())
    }
}

/// The hash of the campaign after events.
pub(super) fn hash_after(changed: &Changed) -> String {
    Campaign::build(changed.draft.clone()).map(|campaign| campaign_hash(&campaign)).unwrap_or_default()
}

/// The files of a plan that was made by a change: the same change gives the same bytes.
pub(super) fn rendered(
    changed: &Changed,
    planned: &Plan,
    revision: u32,
    (extras, redact): (&BTreeSet<Extra>, bool),
    language: Language,
) -> Result<BTreeMap<PathBuf, Vec<u8>>, Failure> {
    let outcome = Outcome {
        problem: &changed.problem,
        schedule: &planned.schedule,
        audit: &planned.audit,
        stopped: planned.stopped,
        certificates: certificates(&changed.problem, planned),
        made: Made {
            campaign_hash: hash_after(changed),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            seed: 0,
            backend: Backend::best().map(|backend| backend.to_string()).unwrap_or_default(),
            revision,
        },
        origin: None,
        explanation: Vec::new(),
        redact,
    };
    Ok(render(&outcome, extras, language)?)
}
