//! `lunban history`: verifies what happened to a schedule, adds what was decided, and replays it.

pub(super) mod anchor;
mod replay;

use std::path::{Path, PathBuf};

use clap::Args;
use lunban::rules::Phrase;
use lunban::{Language, text};
use lunban_files::{Entry, History, Publication, Record, State, Version};
use serde::Serialize;

use super::{Answer, read};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::page::indented;
use crate::screen::Screen;

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Story {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "EVENT")]
    event: Vec<String>,
    #[arg(long, value_name = "SCHEDULE")]
    schedule: Option<PathBuf>,
    #[arg(long, value_name = "HASH")]
    head: Option<String>,
    #[arg(long, num_args = 2, value_names = ["CAMPAIGN", "SCHEDULE"])]
    replay: Vec<PathBuf>,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Verifies and continues the history of a schedule", "核验并续写方案的历史"),
    more: Phrase::new(
        "Reads FILE, which `lunban replan --history FILE` appends to: every record has the hash of the one before, so nothing in it\n\
         changes unseen. Shows versions with their events, what was decided of their orders, and what was published. A record that\n\
         was cut off while it was written is left out, and said.\n\n\
         Whole lines that are lost at its end do not show by themselves. --schedule takes the schedule.json that holds now, and says\n\
         whether it is that of the last version; --head takes the hash that was shown when a record was last added, or its first\n\
         digits, and says whether that record is there.\n\n\
         --event appends what was decided, where it does not contradict what is on file:\n  \
         approve 2.1 by NAME on DAY      order 1 of version 2; so `reject` and, once approved, `record`\n  \
         publish 2 as DOCUMENT on DAY    version 2 is made known under a number, once its orders are approved\n\
         A substitute who was rejected goes back in as an event of a replan: `decline P in r3`.\n\
         --replay makes every version again from the first campaign and schedule, and compares the bytes.",
        "读取`lunban replan --history FILE`所追加的FILE：每条记录含前一条的摘要，任何改动都会被发现。\n\
         列出各版本及其事件、变更单的决定、公布情况。写入时中断的记录不计，并予说明。\n\n\
         末尾整行丢失时文件本身看不出。--schedule给出现行schedule.json，核对是否为最后一版的方案；\n\
         --head给出上次续写时显示的摘要（或其前几位），核对该记录是否仍在。\n\n\
         --event追加决定，不得与已有记录矛盾：\n  \
         approve 2.1 by 姓名 on 日      第2版第1单；reject同；批准后可record（备案）\n  \
         publish 2 as 文号 on 日        变更单均批准后，公布第2版\n\
         被否决的接替者作为下次变更的事件：`decline P in r3`。\n\
         --replay 由最初的任务与方案重新生成各版本，并逐字节比较。",
    ),
    arguments: &[
        ("file", Phrase::new("The file of the history", "历史文件")),
        ("event", Phrase::new("What was decided; may be given several times", "所作决定，可多次给出")),
        (
            "schedule",
            Phrase::new(
                "The schedule.json that holds now: it must be that of the last version",
                "现行schedule.json，须为最后一版的方案",
            ),
        ),
        (
            "head",
            Phrase::new(
                "The hash of a record, or its first 8 digits: it must be there",
                "某条记录的摘要或其前8位，须仍在",
            ),
        ),
        (
            "replay",
            Phrase::new("Make every version again from this campaign and schedule", "由此任务与方案重新生成各版本"),
        ),
    ],
    examples: "lunban history history.jsonl --event \"approve 1.1 by 张三 on 2017-11-01\"\n\
               lunban history history.jsonl --schedule next/schedule.json\n\
               lunban history history.jsonl --replay data/jjj-2017 out/schedule.json",
    exits: &[
        (Exit::Well, Phrase::new("verified", "核验无误")),
        (Exit::Short, Phrase::new("a replay gave other bytes", "重新生成的内容不同")),
        WRONG,
    ],
};

/// What is told of a history.
#[derive(Debug, Serialize)]
struct Told<'h> {
    records: &'h [Record],
    /// Whether a last record was cut off, and is left out.
    cut: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<Head>,
    orders: Vec<Order>,
    /// Versions that a replay made otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    differing: Option<Vec<u32>>,
}

/// The record up to which a history goes.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Head {
    pub(super) record: u32,
    pub(super) hash: String,
}

impl Head {
    /// So many digits tell one record from another.
    const SHOWN: usize = 16;

    pub(super) fn of(history: &History) -> Option<Self> {
        history.records().last().map(|record| Self { record: record.number, hash: record.hash.clone() })
    }

    /// The digits that are shown to a person.
    pub(super) fn digits(&self) -> &str {
        self.hash.get(..Self::SHOWN).unwrap_or(&self.hash)
    }
}

/// An order and what was decided of it.
#[derive(Debug, Serialize)]
struct Order {
    order: String,
    state: State,
}

/// A history that a call names; a record that was cut off is said.
pub(super) fn read(path: &Path, screen: Screen) -> Result<History, Failure> {
    let history = History::read(path).map_err(|faults| read::wrong(path, faults))?;
    if history.is_cut() {
        let (file, whole) = (path.display(), history.records().len());
        screen.say(&text!(
            "{file}: the last record was cut off while it was written; read to record {whole}",
            "{file}：最后一条记录写入时中断；读至第{whole}条"
        ));
    }
    Ok(history)
}

impl Story {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        if !self.file.exists() {
            return Err(no_history(&self.file));
        }
        let mut history = read(&self.file, screen)?;
        if let Some(schedule) = &self.schedule {
            anchor::must_be_last(&history, &self.file, schedule)?;
        }
        if let Some(head) = &self.head {
            anchor::must_hold(&history, &self.file, head)?;
        }
        let entries = history.deeds(&self.event).map_err(|faults| read::wrong("--event".as_ref(), faults))?;
        if !entries.is_empty() {
            history.append(&self.file, entries)?;
        }
        let differing = match &self.replay[..] {
            [campaign, schedule] => Some(replay::differing(&history, campaign, schedule)?),
            _ => None,
        };
        let is_same = differing.as_ref().is_none_or(Vec::is_empty);
        let orders = history.versions().flat_map(|version| {
            let state = |order| Order {
                order: format!("{}.{order}", version.version),
                state: history.state(version.version, order),
            };
            (1..=version.orders).map(state).collect::<Vec<_>>()
        });
        let (orders, head) = (orders.collect(), Head::of(&history));
        let told = Told { records: history.records(), cut: history.is_cut(), head, orders, differing };
        let text = screen.render(&told, |language| page(&told, language));
        Ok(Answer { text, exit: if is_same { Exit::Well } else { Exit::Short } })
    }
}

fn no_history(path: &Path) -> Failure {
    let path = path.display();
    let words = text!(
        "{path}: there is no such file\n  Maybe the file that `lunban replan --history` wrote",
        "{path}：没有此文件\n  或许可用`lunban replan --history`所写的文件"
    );
    Failure::said(Exit::Wrong, "no-history", words)
}

fn page(told: &Told<'_>, language: Language) -> String {
    let line = |record: &Record| match &record.entry {
        Entry::Version(Version { version, events, orders, as_of, .. }) => {
            let (events, as_of) = (events.join("; "), as_of.map(|day| day.to_string()).unwrap_or_default());
            text!(
                "version {version}, as of {as_of}: {orders} orders; {events}",
                "第{version}版，自{as_of}起：变更单{orders}项；{events}"
            )
        }
        Entry::Decided(decision) => {
            let (version, order, state) = (decision.version, decision.order, decision.deed.after().says());
            let (by, date) = (&decision.by, decision.date);
            let (english, chinese) = (state.english, state.chinese);
            text!(
                "order {version}.{order} {english} by {by} on {date}",
                "变更单{version}.{order}{chinese}：{by}，{date}"
            )
        }
        Entry::Published(Publication { version, document, date }) => {
            text!("version {version} published as {document} on {date}", "第{version}版于{date}公布，文号{document}")
        }
    };
    let lines = told.records.iter().map(|record| format!("{}  {}", record.number, line(record).to(language)));
    let mut page = indented(lines);
    let open = told.orders.iter().filter(|order| order.state == State::Proposed).map(|order| order.order.as_str());
    let open: Vec<&str> = open.collect();
    if !open.is_empty() {
        let list = open.join(", ");
        page += text!("\nProposed, not decided: {list}\n", "\n尚未决定：{list}\n").to(language);
    }
    if let Some(head) = &told.head {
        let (record, digits) = (head.record, head.digits());
        page += text!("\nHead: record {record}, {digits}\n", "\n末条：第{record}条，{digits}\n").to(language);
    }
    match told.differing.as_deref() {
        Some([]) => page += text!("\nReplayed: the same bytes\n", "\n重新生成：逐字节相同\n").to(language),
        Some(differing) => {
            let list = differing.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            page += text!("\nReplayed: other bytes in versions {list}\n", "\n重新生成：第{list}版不同\n").to(language);
        }
        None => {}
    }
    page
}
