//! What the page knows: the plan as plain data, by positions in its own tables.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use lunban_core::rules::{Phrase, fair_shares};
use lunban_core::{
    About, Campaign, DateRange, Language, PersonId, Place, PlaceId, Problem, RankId, TeamId, Text, UnitId, View,
};
use serde::Serialize;

use super::goals::{Goal, goals};
use super::people::{Able, Person, people};
use crate::out::Outcome;
use crate::out::called::{self, TeamNames};
use crate::out::ledger::{Ledger, Load};
use crate::out::lines::Line;
use crate::out::turns::{Turn, turns};

/// All that the page shows.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    campaign: &'a str,
    /// `en` or `zh`: the language it is first shown in.
    language: &'static str,
    /// Whether names are left out.
    redacted: bool,
    stopped: bool,
    breaches: i64,
    /// Seats, and those of them that are open on some day.
    seats: u32,
    open: u32,
    made: Made<'a>,
    span: Days,
    turns: Vec<TurnData>,
    ranks: Vec<Group<'a>>,
    units: Vec<Group<'a>>,
    cities: Vec<City<'a>>,
    kinds: Vec<Text>,
    teams: Vec<Team<'a>>,
    people: Vec<Person<'a>>,
    /// Why somebody cannot serve in a turn; people speak of these by position.
    reasons: Vec<Text>,
    duties: Vec<Duty>,
    goals: Vec<Goal<'a>>,
    findings: Vec<Finding>,
    /// What each rule says, for those that have findings.
    rules: Vec<RuleData>,
}

#[derive(Serialize)]
struct Made<'a> {
    version: &'a str,
    seed: u64,
    backend: &'a str,
    revision: u32,
    hash: &'a str,
}

/// First day and last.
#[derive(Clone, Copy, Serialize)]
struct Days(NaiveDate, NaiveDate);

#[derive(Serialize)]
struct TurnData {
    name: Text,
    days: Days,
    weight: u32,
}

/// A unit or a rank, with what its people carry.
#[derive(Serialize)]
struct Group<'a> {
    id: &'a str,
    name: &'a str,
    people: usize,
    idle: usize,
    duties: usize,
    target: Option<i64>,
    share: Option<i64>,
    heavy: usize,
    km: i64,
}

#[derive(Serialize)]
struct City<'a> {
    code: &'a str,
    name: &'a str,
    province: &'a str,
    at: Option<(f64, f64)>,
}

#[derive(Serialize)]
struct Team<'a> {
    id: &'a str,
    name: Text,
    short: Text,
    city: usize,
    kind: usize,
    covers: Vec<County<'a>>,
}

#[derive(Serialize)]
struct County<'a> {
    name: &'a str,
    at: Option<(f64, f64)>,
}

/// A duty, or an open seat.
#[derive(Serialize)]
struct Duty {
    turn: usize,
    team: usize,
    seat: Text,
    leads: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<usize>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    waiver: bool,
    /// The days, where they are not all those of the turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<Days>,
    /// How many people may hold the post.
    able: usize,
}

#[derive(Serialize)]
struct Finding {
    rule: &'static str,
    /// The count it adds to; none: a hard rule is broken.
    count: Option<String>,
    amount: i64,
    people: Vec<usize>,
    unit: Option<usize>,
    team: Option<usize>,
    turn: Option<usize>,
    says: Text,
}

#[derive(Serialize)]
struct RuleData {
    id: &'static str,
    says: Text,
}

/// A language as the web calls it.
pub(super) fn tag(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::Chinese => "zh",
    }
}

impl<'a> Data<'a> {
    /// The data of an outcome.
    pub(super) fn of(outcome: &'a Outcome<'a>, lines: &[Line<'_>], language: Language) -> Self {
        let (problem, campaign) = (outcome.problem, outcome.problem.campaign());
        let view = View::new(problem, outcome.schedule);
        let (turns, ledger) = (turns(problem), Ledger::of(problem, lines));
        let (people, reasons) = people(outcome, lines, &turns, &ledger);
        Self {
            campaign: campaign.name(),
            language: tag(language),
            redacted: outcome.redact,
            stopped: outcome.stopped,
            breaches: outcome.audit.breaches,
            seats: problem.posts().iter().map(|post| post.seats).sum(),
            open: problem.posts().iter().map(|post| view.open(post.id)).sum(),
            made: made(outcome),
            span: Days::of(campaign.span()),
            turns: turns.iter().map(|turn| turn_data(campaign, *turn)).collect(),
            ranks: ranks(campaign, &ledger),
            units: units(problem, &ledger),
            cities: cities(campaign),
            kinds: campaign.kinds().iter().map(|kind| called::kind(&kind.name)).collect(),
            teams: teams(campaign),
            people,
            reasons,
            duties: duties(problem, lines, &turns),
            goals: goals(outcome),
            findings: findings(outcome, &turns),
            rules: rules(outcome),
        }
    }
}

impl Days {
    fn of(span: DateRange) -> Self {
        Self(span.first(), span.last())
    }
}

fn made<'a>(outcome: &'a Outcome<'_>) -> Made<'a> {
    let made = &outcome.made;
    Made {
        version: &made.version,
        seed: made.seed,
        backend: &made.backend,
        revision: made.revision,
        hash: &made.campaign_hash,
    }
}

fn turn_data(campaign: &Campaign, turn: Turn) -> TurnData {
    let weight = turn.round().map_or(1, |round| campaign.calendar().round(round).weight);
    TurnData { name: turn.name(), days: Days::of(turn.span()), weight }
}

fn group<'a>(id: &'a str, name: &'a str, load: &Load, share: Option<i64>) -> Group<'a> {
    let Load { people, idle, duties, target, heavy, km } = *load;
    Group { id, name, people, idle, duties, target, share, heavy, km }
}

fn ranks<'a>(campaign: &'a Campaign, ledger: &Ledger<'_>) -> Vec<Group<'a>> {
    let loads = ledger.ranks();
    let ranks = campaign.ranks().names().iter().enumerate();
    let load = |position| loads.get(&RankId::at(position)).copied().unwrap_or_default();
    ranks.map(|(position, name)| group(name, name, &load(position), None)).collect()
}

fn units<'a>(problem: &'a Problem, ledger: &Ledger<'_>) -> Vec<Group<'a>> {
    let loads = ledger.units();
    let shares: BTreeMap<UnitId, i64> = fair_shares(problem).into_iter().collect();
    let units = problem.campaign().units().iter().enumerate().map(|(position, unit)| (UnitId::at(position), unit));
    let load = |id| loads.get(&id).copied().unwrap_or_default();
    units.map(|(id, unit)| group(&unit.id, &unit.name, &load(id), shares.get(&id).copied())).collect()
}

fn home_cities(campaign: &Campaign) -> Vec<PlaceId> {
    let cities: BTreeSet<PlaceId> = campaign.teams().iter().map(|team| team.city).collect();
    cities.into_iter().collect()
}

fn cities(campaign: &Campaign) -> Vec<City<'_>> {
    let places = campaign.places();
    let city = |id| {
        let Place { code, name, position, .. } = places.place(id);
        let province = places.province_of(id).map_or("", |province| &places.place(province).name);
        City { code, name, province, at: *position }
    };
    home_cities(campaign).into_iter().map(city).collect()
}

fn teams(campaign: &Campaign) -> Vec<Team<'_>> {
    let (names, cities) = (TeamNames::of(campaign), home_cities(campaign));
    let county = |&county: &PlaceId| {
        let place = campaign.places().place(county);
        County { name: &place.name, at: place.position }
    };
    let teams = campaign.teams().iter().enumerate().map(|(position, team)| (TeamId::at(position), team));
    teams
        .map(|(id, team)| Team {
            id: &team.id,
            name: names.name(id),
            short: names.name_in_city(id),
            city: cities.binary_search(&team.city).unwrap_or_default(),
            kind: team.kind.index(),
            covers: team.covers.iter().map(county).collect(),
        })
        .collect()
}

fn duties(problem: &Problem, lines: &[Line<'_>], turns: &[Turn]) -> Vec<Duty> {
    let able = Able::of(problem);
    let duty = |line: &Line<'_>| Duty {
        turn: position_of(turns, Turn::of(line.post)),
        team: line.post.team.index(),
        seat: called::seat(line.seat()),
        leads: line.post.role.index() == 0,
        person: line.holder.map(PersonId::index),
        waiver: line.waiver,
        days: (!line.is_whole()).then(|| Days::of(line.span)),
        able: able.people(line.post.id),
    };
    lines.iter().map(duty).collect()
}

/// Every turn of a line is one of the campaign's.
fn position_of(turns: &[Turn], turn: Turn) -> usize {
    turns.iter().position(|known| *known == turn).unwrap_or_default()
}

fn findings(outcome: &Outcome<'_>, turns: &[Turn]) -> Vec<Finding> {
    let (problem, rules) = (outcome.problem, outcome.problem.campaign().rules());
    let turn_of = |about: &About| {
        let of_post = about.post.map(|post| Turn::of(problem.post(post)));
        let known = |turn: &&Turn| {
            Some(**turn) == of_post || (of_post.is_none() && turn.round().is_some() && turn.round() == about.round)
        };
        turns.iter().find(known).map(|turn| position_of(turns, *turn))
    };
    let findings = outcome.audit.findings.iter();
    findings
        .map(|finding| Finding {
            rule: finding.rule,
            count: finding.count.map(|count| rules.count_name(count)),
            amount: finding.amount,
            people: finding.about.people.iter().map(|person| person.index()).collect(),
            unit: finding.about.unit.map(UnitId::index),
            team: finding.about.team.map(TeamId::index),
            turn: turn_of(&finding.about),
            says: finding.about.says.clone(),
        })
        .collect()
}

fn rules(outcome: &Outcome<'_>) -> Vec<RuleData> {
    let found: BTreeSet<&str> = outcome.audit.findings.iter().map(|finding| finding.rule).collect();
    let entries = outcome.problem.campaign().rules().entries().iter().filter(|entry| found.contains(entry.id()));
    let says = |says: Phrase| Text { english: says.english.to_owned(), chinese: says.chinese.to_owned() };
    entries.map(|entry| RuleData { id: entry.id(), says: says(entry.page().says) }).collect()
}
