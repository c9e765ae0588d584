//! Change orders: `changes.csv` and `changes.json` for clerks and programs, `changes.txt` for whoever reads.

mod training;

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use lunban_core::change::{Order, Route};
use lunban_core::logistics::TrainingDraft;
use lunban_core::rules::Phrase;
use lunban_core::{Campaign, Language, PersonId, Problem, RoundId, Text, text};
use serde::{Deserialize, Serialize};

use super::cells::{csv, titles};
use super::columns::{Side, aligned};
use super::json::pretty;
use crate::history::State;

pub use training::TrainingRecord;

/// The version of the format of `changes.json`.
const FORMAT: u32 = 1;

/// The columns of `changes.csv`.
const COLUMNS: [Phrase; 19] = [
    Phrase::new("order", "序号"),
    Phrase::new("round", "轮次"),
    Phrase::new("start", "开始"),
    Phrase::new("end", "结束"),
    Phrase::new("team", "组"),
    Phrase::new("city", "城市"),
    Phrase::new("seat", "席位"),
    Phrase::new("leaves", "离任编号"),
    Phrase::new("leaves_name", "离任"),
    Phrase::new("joins", "接任编号"),
    Phrase::new("joins_name", "接任"),
    Phrase::new("seat_ends", "席位撤销"),
    Phrase::new("names_substitute", "选派单位"),
    Phrase::new("approved_by", "批准"),
    Phrase::new("state", "状态"),
    Phrase::new("tell", "须告知"),
    Phrase::new("training", "培训"),
    Phrase::new("certificate", "证件编号"),
    Phrase::new("valid_to", "有效期至"),
];

/// A replan as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangesFile {
    /// The version of the format.
    pub format: u32,
    /// The name of the campaign.
    pub campaign: String,
    /// The first day that may change.
    pub as_of: NaiveDate,
    /// The events, as they were written.
    pub events: Vec<String>,
    /// Whom events took that named nobody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<WithdrawnRecord>,
    /// What changes, by post.
    pub changes: Vec<ChangeRecord>,
    /// What it does to each goal level.
    pub levels: Vec<ChangedLevel>,
}

/// Whom an event took that named nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawnRecord {
    /// The event, from 1.
    pub event: usize,
    /// The ids of the people.
    pub people: Vec<String>,
    /// Their names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// One change of one seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRecord {
    /// Its number, from 1.
    pub order: usize,
    /// The round; none for a team with dates of its own.
    pub round: Option<u32>,
    /// The first day that changes.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
    /// The id of the team.
    pub team: String,
    /// The name of its city.
    pub city: String,
    /// The role.
    pub seat: String,
    /// The id of who leaves; none: the seat was open.
    pub leaves: Option<String>,
    /// Their name.
    pub leaves_name: Option<String>,
    /// The id of who joins; none: the seat stays open, or ends.
    pub joins: Option<String>,
    /// Their name.
    pub joins_name: Option<String>,
    /// Whether the seat is no more: its team is dropped, goes elsewhere or has fewer seats.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub seat_ends: bool,
    /// The unit that names the substitute: that of who leaves.
    pub names_substitute: Option<String>,
    /// Who approves: `office`, or `city-leader`, whose id follows where one serves then.
    pub approved_by: String,
    /// The id of that leader.
    pub approver: Option<String>,
    /// Whether the office puts it on record after it is approved.
    pub on_record_with_office: bool,
    /// How far it has come.
    pub state: State,
    /// The ids of people who must be told.
    pub tell: Vec<String>,
    /// The ids of units that must be told.
    pub tell_units: Vec<String>,
    /// How whoever joins is trained; none: nobody joins, or the campaign says nothing of training.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub training: Option<TrainingRecord>,
}

/// A replan, from which its orders are told.
#[derive(Clone, Copy, Debug)]
pub struct Ordered<'a> {
    /// The campaign after the events.
    pub problem: &'a Problem,
    /// The first day that may change.
    pub as_of: NaiveDate,
    /// The events, as they were written.
    pub events: &'a [String],
    /// Whom events took that named nobody, by the position of the event.
    pub withdrawn: &'a BTreeMap<usize, Vec<PersonId>>,
    /// The orders.
    pub orders: &'a [Order],
    /// Sessions and certificates.
    pub training: Option<&'a TrainingDraft>,
    /// The values of each goal level before and after.
    pub levels: &'a [(i64, i64)],
    /// Whether names are left out.
    pub redact: bool,
}

/// One goal level before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedLevel {
    /// The level, from 1.
    pub level: usize,
    /// Its counts, `a + b`.
    pub counts: String,
    /// Its value before the events.
    pub before: i64,
    /// Its value after the replan.
    pub after: i64,
}

impl ChangesFile {
    /// What a replan changes.
    pub fn of(of: &Ordered<'_>) -> Self {
        let campaign = of.problem.campaign();
        let goals = campaign.goals().levels().iter();
        let counts = goals.map(|level| {
            let names = level.terms.iter().map(|(count, _)| campaign.rules().count_name(*count));
            names.collect::<Vec<_>>().join(" + ")
        });
        let levels = counts.zip(of.levels).enumerate();
        Self {
            format: FORMAT,
            campaign: campaign.name().to_owned(),
            as_of: of.as_of,
            events: of
                .events
                .iter()
                .map(|event| if of.redact { without_names(campaign, event) } else { event.clone() })
                .collect(),
            withdrawn: of.withdrawn.iter().map(|(&position, people)| withdrawn(of, position, people)).collect(),
            changes: (1..).zip(of.orders).map(|(number, order)| record(of, number, order)).collect(),
            levels: levels
                .map(|(position, (counts, &(before, after)))| ChangedLevel {
                    level: position + 1,
                    counts,
                    before,
                    after,
                })
                .collect(),
        }
    }
}

/// An event with ids in place of names.
fn without_names(campaign: &Campaign, event: &str) -> String {
    let mut words = format!(" {event} ");
    for person in campaign.people() {
        for quoted in [format!("\"{}\"", person.name), person.name.clone()] {
            for before in [' ', '='] {
                words = words.replace(&format!("{before}{quoted} "), &format!("{before}{} ", person.id));
            }
        }
    }
    words.trim().to_owned()
}

fn withdrawn(of: &Ordered<'_>, position: usize, people: &[PersonId]) -> WithdrawnRecord {
    let people = people.iter().map(|&person| of.problem.campaign().person(person));
    let (people, names): (Vec<String>, Vec<String>) = people.map(|one| (one.id.clone(), one.name.clone())).unzip();
    WithdrawnRecord { event: position + 1, people, names: if of.redact { Vec::new() } else { names } }
}

fn record(of: &Ordered<'_>, number: usize, order: &Order) -> ChangeRecord {
    let (campaign, seat) = (of.problem.campaign(), &order.seat);
    let id = |person: PersonId| campaign.person(person).id.clone();
    let name = |person: PersonId| (!of.redact).then(|| campaign.person(person).name.clone());
    let (approved_by, approver) = match order.route {
        Route::Office => ("office", None),
        Route::CityLeader(leader) => ("city-leader", leader),
    };
    ChangeRecord {
        order: number,
        round: seat.round.map(RoundId::number),
        start: order.span.first(),
        end: order.span.last(),
        team: seat.team.clone(),
        city: campaign.places().place(seat.city).name.clone(),
        seat: seat.role.clone(),
        leaves: order.leaves.map(id),
        leaves_name: order.leaves.and_then(name),
        joins: order.joins.map(id),
        joins_name: order.joins.and_then(name),
        seat_ends: order.is_no_more,
        names_substitute: order.leaves.map(|person| campaign.unit(campaign.person(person).unit).id.clone()),
        approved_by: approved_by.to_owned(),
        approver: approver.map(id),
        on_record_with_office: order.route != Route::Office,
        state: State::Proposed,
        tell: order.tell.iter().copied().map(id).collect(),
        tell_units: order.tell_units.iter().map(|&unit| campaign.unit(unit).id.clone()).collect(),
        training: TrainingRecord::of(order, of.training),
    }
}

/// `changes.csv`, `changes.json` and `changes.txt`.
pub fn changes_files(changes: &ChangesFile, language: Language) -> BTreeMap<PathBuf, Vec<u8>> {
    let rows = changes.changes.iter().map(|change| row(change, language));
    BTreeMap::from([
        (PathBuf::from("changes.csv"), csv(std::iter::once(titles(&COLUMNS, language)).chain(rows))),
        (PathBuf::from("changes.json"), pretty(changes).into_bytes()),
        (PathBuf::from("changes.txt"), changes_page(changes, language).into_bytes()),
    ])
}

fn row(change: &ChangeRecord, language: Language) -> Vec<String> {
    let own = |word: &Option<String>| word.clone().unwrap_or_default();
    let training = change.training.as_ref();
    vec![
        change.order.to_string(),
        change.round.map(|round| round.to_string()).unwrap_or_default(),
        change.start.to_string(),
        change.end.to_string(),
        change.team.clone(),
        change.city.clone(),
        change.seat.clone(),
        own(&change.leaves),
        own(&change.leaves_name),
        own(&change.joins),
        own(&change.joins_name),
        if change.seat_ends { text!("yes", "是").to(language).to_owned() } else { String::new() },
        own(&change.names_substitute),
        approval(change).to(language).to_owned(),
        change.state.says().to(language).to_owned(),
        change.tell.iter().chain(&change.tell_units).cloned().collect::<Vec<_>>().join(";"),
        training.map(|training| training.says().to(language).to_owned()).unwrap_or_default(),
        own(&training.and_then(|training| training.certificate.clone())),
        training.and_then(|training| training.valid_to).map(|day| day.to_string()).unwrap_or_default(),
    ]
}

/// The route that the plan has for it.
fn approval(change: &ChangeRecord) -> Text {
    match (change.approved_by.as_str(), &change.approver) {
        ("office", _) => text!("coordination office", "协调办公室"),
        (_, Some(leader)) => text!(
            "leader of the city team, {leader}; on record with the office",
            "驻市组组长{leader}批准，报办公室备案"
        ),
        (_, None) => text!("leader of the city team; on record with the office", "驻市组组长批准，报办公室备案"),
    }
}

/// The orders as a table for people, and what the goals come to.
pub fn changes_page(changes: &ChangesFile, language: Language) -> String {
    let (as_of, count) = (changes.as_of, changes.changes.len());
    let plural = if count == 1 { "" } else { "s" };
    let title = text!("As of {as_of}: {count} change{plural}", "自{as_of}起：变更{count}项");
    let mut page = format!("{}\n\n", title.to(language));
    for (number, event) in (1..).zip(&changes.events) {
        page.extend(["  ", event, "\n"]);
        page.extend(changes.withdrawn.iter().filter(|one| one.event == number).map(|one| taken(one, language)));
    }
    let heads = [
        text!("round", "轮次"),
        text!("days", "日期"),
        text!("team", "组"),
        text!("seat", "席位"),
        text!("leaves", "离任"),
        text!("joins", "接任"),
        text!("approved by", "批准"),
    ];
    let mut rows = vec![heads.map(|head| head.to(language).to_owned())];
    rows.extend(changes.changes.iter().map(|change| line(change, language)));
    if count > 0 {
        page.push('\n');
        page.push_str(&aligned(&[Side::Left; 7], &rows));
    }
    page + &training::page(&changes.changes, language) + &levels(changes, language)
}

/// Whom an event took.
fn taken(withdrawn: &WithdrawnRecord, language: Language) -> String {
    let mut names = withdrawn.names.iter();
    let each = withdrawn.people.iter().map(|id| names.next().map_or_else(|| id.clone(), |name| format!("{id} {name}")));
    let list = each.collect::<Vec<_>>().join(", ");
    text!("    takes {list}\n", "    撤回{list}\n").to(language).to_owned()
}

/// Somebody by id and name, or what stands for nobody.
fn who(id: Option<&str>, name: Option<&str>, nobody: &Text, language: Language) -> String {
    match (id, name) {
        (Some(id), Some(name)) => format!("{id} {name}"),
        (Some(id), None) => id.to_owned(),
        (None, _) => nobody.to(language).to_owned(),
    }
}

fn line(change: &ChangeRecord, language: Language) -> [String; 7] {
    let nobody = if change.seat_ends {
        text!("(no such seat more)", "（席位撤销）")
    } else {
        text!("(stays open)", "（空缺）")
    };
    [
        change.round.map(|round| round.to_string()).unwrap_or_default(),
        format!("{}/{}", change.start, change.end),
        change.team.clone(),
        change.seat.clone(),
        who(change.leaves.as_deref(), change.leaves_name.as_deref(), &text!("(open before)", "（原空缺）"), language),
        who(change.joins.as_deref(), change.joins_name.as_deref(), &nobody, language),
        approval(change).to(language).to_owned(),
    ]
}

fn levels(changes: &ChangesFile, language: Language) -> String {
    let differing = changes.levels.iter().filter(|level| level.before != level.after);
    let rows: Vec<[String; 3]> = differing
        .map(|level| [level.level.to_string(), level.counts.clone(), format!("{} → {}", level.before, level.after)])
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let title = text!("Goals that change", "变化的目标");
    format!("\n{}\n\n{}", title.to(language), aligned(&[Side::Right, Side::Left, Side::Left], &rows))
}
