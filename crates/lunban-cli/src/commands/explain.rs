//! `lunban explain`: why seats are open, why somebody serves here and not there, what the value of a goal is made of.

mod asked;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use lunban::change::apply;
use lunban::explain::{duty, unfilled, worth};
use lunban::rules::Phrase;
use lunban::{
    Audit, Fact, Faults, Options, PersonId, PlanError, PostId, Problem, Schedule, StopToken, Subject, Text, View, text,
};
use lunban_files::{FactRecord, ReadEvents, ReadFaults, campaign_hash, told};
use serde::Serialize;

use super::{Answer, no_plan, read};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::page::{indented, titled};
use crate::screen::Screen;
use asked::Asked;

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[arg(value_name = "CAMPAIGN")]
    campaign: PathBuf,
    #[arg(value_name = "SCHEDULE")]
    schedule: PathBuf,
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    #[arg(long, value_name = "ID")]
    team: Option<String>,
    #[arg(long, value_name = "N")]
    round: Option<String>,
    #[arg(long, value_name = "N")]
    goal: Option<String>,
    #[arg(long, value_name = "RANK")]
    rank: Option<String>,
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    #[arg(long)]
    redact: bool,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Says why: open seats, duties, goals", "说明原因：空缺、任务、目标"),
    more: Phrase::new(
        "Reads CAMPAIGN and SCHEDULE and writes nothing. It says\n\n  \
         why seats are open or held with a waiver: requirements that together keep them\n  \
         so (without any one of them they could be filled), and the fewest exceptions\n  \
         that would fill them; what an exception costs is `exception` of its rule in\n  \
         campaign.toml, a number or \"never\"\n  \
         --person P                     why P serves where they do: what not to would cost\n  \
         --person P --team T --round N  why P does not serve there: which rules bar it, or\n                                 \
         what it would cost on each goal level\n  \
         --goal N                       what the value of a level is made of, unit by unit\n  \
         --rank R --round N             what one more person would be worth\n\n\
         What is asked for may be combined; only that is said then.",
        "读取CAMPAIGN与SCHEDULE，不写任何文件。说明：\n\n  \
         为何席位空缺或须豁免：共同造成的要求（缺其一即可满足），以及使其满足的最少例外；\n  \
         每项例外的代价见campaign.toml中各规则的`exception`，为数字或\"never\"\n  \
         --person P                     P为何任此职：不任的代价\n  \
         --person P --team T --round N  P为何不在该处：被哪条规则禁止，或在各级目标上的代价\n  \
         --goal N                       某级目标的数值由何构成，按单位列出\n  \
         --rank R --round N             多一人的价值\n\n\
         可同时询问多项；此时只答所问。",
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
        ("person", Phrase::new("The id or name of a person", "人员编号或姓名")),
        ("team", Phrase::new("The id of a team", "组编号")),
        ("round", Phrase::new("The number of a round", "轮次")),
        ("goal", Phrase::new("The number of a goal level", "目标级数")),
        ("rank", Phrase::new("A rank", "职级")),
        (
            "as_of",
            Phrase::new(
                "What was before that day cannot be otherwise any more: its duties are taken as locked",
                "此日之前的安排不可再变：视同锁定",
            ),
        ),
        ("redact", Phrase::new("Leave out names", "略去姓名")),
    ],
    examples: "lunban explain data/jjj-2017 out/schedule.json\n\
               lunban explain data/jjj-2017 out/schedule.json --person U14-0001 --team 110100-0 --round 2\n\
               lunban explain data/jjj-2017 out/schedule.json --goal 7",
    exits: &[(Exit::Well, Phrase::new("explained", "已说明")), WRONG],
};

/// All that is explained.
#[derive(Debug, Serialize)]
struct Explained {
    /// Seats that are open or held with a waiver.
    #[serde(skip_serializing_if = "Option::is_none")]
    unfilled: Option<Vec<FactRecord>>,
    /// Duties of one person, as they are or as they might be.
    duties: Vec<FactRecord>,
    /// Goal levels.
    goals: Vec<FactRecord>,
    /// What one more person would be worth.
    worth: Vec<FactRecord>,
}

impl Explain {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        let problem = Problem::new(read::campaign(&self.campaign)?.campaign);
        let asked = Asked::of(self, &problem)?;
        let hash = campaign_hash(problem.campaign());
        let read = read::schedule(&problem, &self.schedule, &hash)?;
        screen.warn(&read.warnings);
        let problem = self.as_of.map_or(Ok(problem.clone()), |day| as_of(&problem, &read.schedule, day))?;
        let explained = self.explain(&problem, &read.schedule, &asked);
        let explained = explained.map_err(|error| no_plan::failure(&problem, &error, &StopToken::default(), None))?;
        let page = |language| {
            let section = |title: Text, facts: &[FactRecord]| (title, told(facts, language));
            let nothing = text!("every seat is filled, and none takes a waiver", "席位均已排满，且无须豁免");
            let unfilled = match explained.unfilled.as_deref() {
                Some([]) => indented([nothing.to(language).to_owned()]),
                unfilled => told(unfilled.unwrap_or_default(), language),
            };
            let sections = [
                (text!("Seats", "席位"), unfilled),
                section(text!("Duties", "任务"), &explained.duties),
                section(text!("Goals", "目标"), &explained.goals),
                section(text!("One more person", "增加一人"), &explained.worth),
            ];
            titled(&sections, language)
        };
        Ok(Answer { text: screen.render(&explained, page), exit: Exit::Well })
    }

    fn has_begun(&self, problem: &Problem, post: PostId) -> bool {
        self.as_of.is_some_and(|day| problem.post(post).span.first() < day)
    }

    fn explain(&self, problem: &Problem, schedule: &Schedule, asked: &Asked) -> Result<Explained, PlanError> {
        let options = Options::default();
        let record = |fact: &Fact| FactRecord::of(problem, fact, self.redact);
        let unfilled = if asked.is_general() {
            Some(unfilled(problem, schedule, &options)?.facts.iter().map(record).collect())
        } else {
            None
        };
        let (been, duties): (Vec<_>, Vec<_>) =
            asked.duties(problem, schedule).into_iter().partition(|&(_, post)| self.has_begun(problem, post));
        let been = been.into_iter().map(|(person, post)| has_been(problem, schedule, person, post));
        let duties = duties.into_iter();
        let duties: Result<Vec<Fact>, PlanError> =
            duties.map(|(person, post)| duty(problem, schedule, person, post, &options)).collect();
        let none = asked.without_duty(problem, schedule);
        let audit = Audit::of(problem, schedule);
        let goals = asked.goal.iter().map(|&goal| record(&audit.made_of(problem, goal))).collect();
        let worth: Result<Vec<Fact>, PlanError> =
            asked.one_more.iter().map(|&(rank, round)| worth(problem, schedule, rank, round, &options)).collect();
        Ok(Explained {
            unfilled,
            duties: been.chain(duties?).chain(none).map(|fact| record(&fact)).collect(),
            goals,
            worth: worth?.iter().map(record).collect(),
        })
    }
}

/// That somebody did or did not serve there, which nothing changes any more.
fn has_been(problem: &Problem, schedule: &Schedule, person: PersonId, post: PostId) -> Fact {
    let name = problem.campaign().names(&[person]);
    let Text { english, chinese } = problem.say_seats(&[post]);
    let begun = problem.post(post).span.first();
    let says = if View::new(problem, schedule).of_post(post).iter().any(|duty| duty.person == person) {
        text!("{name} serves {english}, since {begun}: that has been", "{name}自{begun}起任职，{chinese}：已成事实")
    } else {
        text!(
            "{name} does not serve {english}, which began on {begun}: that has been",
            "{name}未任职，{chinese}（{begun}开始）：已成事实"
        )
    };
    Fact::new("has-been", Subject::of_posts(problem, &[post]).people([person]), says)
}

/// The campaign with what was before a day as it was.
fn as_of(problem: &Problem, schedule: &Schedule, day: NaiveDate) -> Result<Problem, Failure> {
    let wrong = |faults: Faults| {
        let nothing = ReadEvents::default();
        let faults = faults.0.iter().map(|fault| nothing.locate(fault)).collect();
        read::wrong("--as-of".as_ref(), ReadFaults(faults))
    };
    apply(problem, schedule, &[], Some(day)).and_then(|changed| changed.with_what_was()).map_err(wrong)
}
