//! One small campaign with a schedule by hand: one seat is open, one is held by a waiver.

mod calendar;
mod json;
mod notice;
mod page;
mod read;
mod summary;
mod tables;

use std::path::Path;

use lunban_core::{
    Absence, Audit, Campaign, Draft, Gender, KindDraft, Language, PersonDraft, PlaceDraft, Problem, RanksDraft,
    Schedule, SeatsDraft, TeamDraft, TieDraft, TieScope, UnitDraft, WishDraft,
};

use super::*;

/// What was sent out, and what it was made of.
pub(super) struct Example {
    pub(super) problem: Problem,
    pub(super) schedule: Schedule,
    pub(super) audit: Audit,
}

impl Example {
    pub(super) fn new() -> Self {
        Self::of(problem())
    }

    /// The same schedule of a problem with these teams and people.
    pub(super) fn of(problem: Problem) -> Self {
        let schedule = schedule(&problem);
        let audit = Audit::of(&problem, &schedule);
        Self { problem, schedule, audit }
    }

    pub(super) fn outcome(&self) -> Outcome<'_> {
        Outcome {
            problem: &self.problem,
            schedule: &self.schedule,
            audit: &self.audit,
            certificates: certificates(),
            stopped: false,
            made: Made {
                campaign_hash: "abc".to_owned(),
                version: "0.1.0".to_owned(),
                seed: 7,
                backend: "highs".to_owned(),
                revision: 2,
            },
            origin: None,
            explanation: Vec::new(),
            redact: false,
        }
    }

    /// One file, as text without its byte order mark.
    fn file(&self, name: &str) -> String {
        file(&self.outcome(), name)
    }
}

fn file(outcome: &Outcome<'_>, name: &str) -> String {
    let files = rendered(outcome, Language::English);
    String::from_utf8(files[&PathBuf::from(name)].clone()).unwrap().trim_start_matches('\u{feff}').to_owned()
}

/// The files that every plan has.
fn rendered(outcome: &Outcome<'_>, language: Language) -> BTreeMap<PathBuf, Vec<u8>> {
    render(outcome, &BTreeSet::new(), language).unwrap()
}

fn certificates() -> Vec<GoalCertificate> {
    let certificate = |names: &[(&str, i64)], value, bound| GoalCertificate {
        counts: names.iter().map(|&(count, weight)| WeightedCount { count: count.to_owned(), weight }).collect(),
        value,
        bound,
        proven_by: "search".to_owned(),
    };
    vec![
        certificate(&[("coverage.open", 1)], 1, 1),
        certificate(&[("leader-rank.waivers", 1)], 1, 0),
        certificate(&[("wishes.against", 2)], 0, 0),
    ]
}

fn problem() -> Problem {
    let settings = "[leader-rank]\ncity = { rank = \"司局级\", at_least = \"处级\" }\ncounty = { rank = \"处级\" }";
    let rules: BTreeMap<String, toml::Table> = toml::from_str(settings).unwrap();
    let mut draft = Draft {
        name: "秋季巡查".to_owned(),
        ranks: RanksDraft {
            order: ["科级", "处级", "司局级"].map(str::to_owned).to_vec(), ..RanksDraft::default()
        },
        kinds: vec![kind("city"), kind("county")],
        rules,
        places: places(),
        units: vec![unit("U1", "卫星中心"), unit("U/2", "监测总站")],
        teams: vec![
            team("T1", "石家庄市", "city", 2),
            team("T2", "唐山市", "county", 2),
            team("T3", "保定市", "county", 1),
        ],
        people: people(),
        ..Draft::default()
    };
    draft.calendar.start = "2017-09-15".parse().unwrap();
    draft.calendar.rounds = 2;
    Problem::new(Campaign::build(draft).unwrap())
}

fn places() -> Vec<PlaceDraft> {
    let place = |code: &str, name: &str, level: &str, parent: &str| PlaceDraft {
        code: code.to_owned(),
        name: name.to_owned(),
        level: level.to_owned(),
        parent: parent.to_owned(),
        ..PlaceDraft::default()
    };
    vec![
        place("130000", "河北省", "province", ""),
        place("130100", "石家庄市", "city", "130000"),
        place("130200", "唐山市", "city", "130000"),
        place("130600", "保定市", "city", "130000"),
    ]
}

fn kind(name: &str) -> KindDraft {
    let seats = vec![("leader".to_owned(), SeatsDraft::Fixed(1)), ("member".to_owned(), SeatsDraft::Rest)];
    KindDraft { name: name.to_owned(), seats, from: Vec::new() }
}

fn unit(id: &str, name: &str) -> UnitDraft {
    UnitDraft { unit: id.to_owned(), name: name.to_owned(), ..UnitDraft::default() }
}

fn team(id: &str, city: &str, kind: &str, size: u32) -> TeamDraft {
    TeamDraft {
        team: id.to_owned(),
        city: city.to_owned(),
        kind: kind.to_owned(),
        size: Some(size),
        ..TeamDraft::default()
    }
}

fn people() -> Vec<PersonDraft> {
    let person = |id: &str, name: &str, unit: &str, rank: &str| PersonDraft {
        id: id.to_owned(),
        name: name.to_owned(),
        unit: unit.to_owned(),
        rank: rank.to_owned(),
        ..PersonDraft::default()
    };
    let first = PersonDraft {
        gender: Some(Gender::Male),
        tags: vec!["experienced".to_owned(), "law".to_owned()],
        unavailable: vec![Absence::Rounds { from: 2, to: 2 }, Absence::Dates("2018-02-01/2018-02-03".parse().unwrap())],
        avoid: vec![WishDraft::Round(2), WishDraft::Place("唐山市".to_owned())],
        with: vec![TieDraft { person: "P03".to_owned(), scope: TieScope::City, hard: true }],
        phone: "+86 1".to_owned(),
        extra: vec![("民族".to_owned(), "汉".to_owned()), ("duties".to_owned(), "9".to_owned())],
        ..person("P01", "张三", "U1", "司局级")
    };
    vec![
        first,
        person("P02", "李四", "U1", "处级"),
        person("P03", "=cmd|' /C calc'!A0", "U1", "科级"),
        person("P04", "张三", "U/2", "处级"),
        person("P05", "+王五", "U/2", "科级"),
        person("P06", "赵六", "U/2", "科级"),
        person("P07", "孙七", "U1", "处级"),
    ]
}

/// Round, team, seat and person of each duty.
fn schedule(problem: &Problem) -> Schedule {
    let duties = [
        (1, "T1", 0, "P01"),
        (1, "T1", 1, "P03"),
        (1, "T2", 0, "P02"),
        (1, "T2", 1, "P05"),
        (1, "T3", 0, "P04"),
        (2, "T1", 0, "P04"),
        (2, "T1", 1, "P05"),
        (2, "T2", 0, "P02"),
        (2, "T3", 0, "P07"),
    ];
    let campaign = problem.campaign();
    let pairs = duties.map(|(round, team, role, person)| {
        let span = campaign.calendar().round(campaign.calendar().numbered(round).unwrap()).span;
        let team = campaign.find_team(team).unwrap();
        let post = problem.find_post(span, team, lunban_core::RoleId::at(role)).unwrap();
        (campaign.find_person(person).unwrap(), post)
    });
    Schedule::of_whole(problem, pairs)
}
