//! Random small campaigns, as proptest strategies, so that a failing one shrinks.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use lunban_core::{
    Absence, CalendarDraft, DateRange, Draft, Gender, GoalDraft, HistoryDraft, KindDraft, LockDraft, LockMode,
    PersonDraft, PlaceDraft, RanksDraft, SeatsDraft, TeamDraft, TieDraft, TieScope, UnitDraft, WishDraft,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use toml::Table;

/// How large campaigns get.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) people: usize,
    pub(crate) teams: usize,
    pub(crate) rounds: u32,
}

/// Small enough to try every schedule.
pub(crate) const TINY: Size = Size { people: 4, teams: 2, rounds: 2 };
/// Small enough for the whole integer program at once.
pub(crate) const SMALL: Size = Size { people: 12, teams: 5, rounds: 4 };

const RANKS: [&str; 3] = ["staff", "division", "bureau"];
/// Units and ranks, as often as they are listed: leaders are mostly of unit B, so that fair shares bind.
const POSTINGS: [(&str, &str); 12] = [
    ("A", RANKS[0]),
    ("A", RANKS[0]),
    ("A", RANKS[0]),
    ("A", RANKS[0]),
    ("A", RANKS[0]),
    ("A", RANKS[1]),
    ("B", RANKS[1]),
    ("B", RANKS[1]),
    ("B", RANKS[2]),
    ("C", RANKS[0]),
    ("C", RANKS[0]),
    ("C", RANKS[2]),
];
const CITIES: [&str; 3] = ["110100", "130100", "130200"];
const COUNTIES: [&str; 3] = ["110101", "130102", "130202"];

/// A campaign of at most this size, any of the rules on.
pub(crate) fn campaign(size: Size) -> impl Strategy<Value = Draft> {
    let tables = (
        calendar(size.rounds),
        vec(team(), 1..=size.teams),
        vec(person(size), 2..=size.people),
        vec(lock(size), 0..=8),
        kinds(),
        vec(unit_limits(), 3),
        vec(past_duty(size), 0..=3),
        proptest::bool::weighted(0.3),
    );
    (tables, rules(), goals(), proptest::bool::weighted(0.3)).prop_map(|(tables, rules, goals, has_regions)| {
        let (mut calendar, mut teams, mut people, locks, kinds, limits, history, is_short) = tables;
        if is_short {
            // Few seats for many people: only there does a unit carry more than its share.
            calendar.rounds = 1;
            calendar.heavy.clear();
            teams.truncate(2);
            crowd(&mut people);
        }
        let rounds = calendar.rounds;
        let teams = numbered(teams, |team: &mut TeamDraft, number| team.team = format!("T{number}"));
        let mut people = numbered(people, |person: &mut PersonDraft, number| {
            person.id = format!("P{number:02}");
            person.name = format!("Person {number}");
        });
        for person in &mut people {
            keep_within(person, rounds);
        }
        let mut draft = Draft {
            name: "random".to_owned(),
            calendar,
            ranks: RanksDraft { order: RANKS.map(str::to_owned).to_vec(), ..RanksDraft::default() },
            kinds,
            rules,
            goals,
            places: places(has_regions),
            units: units(&limits),
            teams,
            people,
            locks,
            history,
            waivers: Vec::new(),
            published: None,
        };
        keep_known(&mut draft);
        keep_counted(&mut draft);
        draft
    })
}

/// Many people of one unit without rank, and a small unit with the only leaders, who are free.
fn crowd(people: &mut Vec<PersonDraft>) {
    let of =
        |unit: &str, rank: &str| PersonDraft { unit: unit.to_owned(), rank: rank.to_owned(), ..PersonDraft::default() };
    people.resize(people.len().max(20), of("A", RANKS[0]));
    for (position, person) in people.iter_mut().enumerate() {
        if position < 3 {
            *person = of("B", RANKS[1]);
        } else {
            (person.unit, person.rank) = ("A".to_owned(), RANKS[0].to_owned());
        }
    }
}

/// Rounds of 14 days, now and then overlapping by two for handover, some of them heavy.
fn calendar(rounds: u32) -> impl Strategy<Value = CalendarDraft> {
    let overlap = prop_oneof![4 => Just(0_u32), 1 => Just(2)];
    let all: Vec<u32> = (1..=rounds).collect();
    let heavy = prop_oneof![1 => Just(all.clone()), 1 => subsequence(all, 0..=rounds as usize)];
    (1..=rounds, overlap, heavy).prop_map(|(rounds, overlap_days, heavy)| CalendarDraft {
        start: day(1),
        rounds,
        days_per_round: 14,
        overlap_days,
        published: None,
        heavy: heavy.into_iter().filter(|round| *round <= rounds).map(|round| (round, 2)).collect(),
    })
}

fn numbered<T>(mut rows: Vec<T>, name: impl Fn(&mut T, usize)) -> Vec<T> {
    rows.iter_mut().enumerate().for_each(|(position, row)| name(row, position + 1));
    rows
}

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2017, 9, number).expect("a day of September")
}

/// Cities apart from one another, or two by two at one place: then each pair is a region.
fn places(has_regions: bool) -> Vec<PlaceDraft> {
    let east = |city: usize| if has_regions { city / 2 * 2 } else { city };
    let place = |code: &str, level: &str, parent: &str| PlaceDraft {
        code: code.to_owned(),
        name: format!("{level} {code}"),
        level: level.to_owned(),
        parent: parent.to_owned(),
        lon: CITIES.iter().position(|city| *city == code).map(|city| 110.0 + east(city) as f64 * 1.7),
        lat: Some(39.0),
        ..PlaceDraft::default()
    };
    let provinces = ["110000", "130000"].map(|code| place(code, "province", ""));
    let cities = CITIES.map(|code| place(code, "city", &format!("{}0000", &code[..2])));
    let counties = COUNTIES.map(|code| place(code, "county", &format!("{}00", &code[..4])));
    [provinces.to_vec(), cities.to_vec(), counties.to_vec()].concat()
}

/// Least and most people of a unit in each round, and duties in all.
type UnitLimits = [Option<u32>; 4];

fn unit_limits() -> impl Strategy<Value = UnitLimits> {
    let limit = |range| option::weighted(0.15, range);
    [limit(1..=1_u32), limit(1..=3), limit(1..=2), limit(2..=4)]
}

fn units(limits: &[UnitLimits]) -> Vec<UnitDraft> {
    let kinds = [("A", "direct", CITIES[0]), ("B", "direct", CITIES[1]), ("C", "centre", CITIES[0])];
    let unit = |((unit, kind, base), &[min_per_round, max_per_round, min_total, max_total]): (
        (&str, &str, &str),
        &UnitLimits,
    )| UnitDraft {
        unit: unit.to_owned(),
        name: format!("Unit {unit}"),
        kind: kind.to_owned(),
        base: base.to_owned(),
        min_per_round,
        max_per_round: max_per_round.max(min_per_round),
        min_total,
        max_total: max_total.max(min_total),
        ..UnitDraft::default()
    };
    kinds.into_iter().zip(limits).map(unit).collect()
}

fn kinds() -> impl Strategy<Value = Vec<KindDraft>> {
    let sources = [vec!["direct"], vec![], vec!["centre", "experienced"]];
    let from = select(vec![0, 0, 0, 0, 1, 2])
        .prop_map(move |which| sources[which].iter().copied().map(str::to_owned).collect());
    (from.clone(), from, any::<bool>()).prop_map(|(city, county, has_deputy)| {
        let seats = |deputy: bool| {
            let mut seats = vec![("leader".to_owned(), SeatsDraft::Fixed(1))];
            seats.extend(deputy.then(|| ("deputy".to_owned(), SeatsDraft::Fixed(1))));
            seats.push(("member".to_owned(), SeatsDraft::Rest));
            seats
        };
        vec![
            KindDraft { name: "city".to_owned(), seats: seats(has_deputy), from: city },
            KindDraft { name: "county".to_owned(), seats: seats(false), from: county },
        ]
    })
}

fn team() -> impl Strategy<Value = TeamDraft> {
    let tags = subsequence(vec!["ward"], 0..=1);
    let dates = (1..=30_u32, 3..=20_u32).prop_map(|(first, days)| DateRange::starting(day(first), days).expect("days"));
    let team = (select(&CITIES[..]), any::<bool>(), 2..=3_u32, tags, option::weighted(0.08, dates));
    team.prop_map(|(city, is_city, size, tags, dates)| TeamDraft {
        tags: tags.into_iter().map(str::to_owned).collect(),
        city: city.to_owned(),
        kind: if is_city { "city" } else { "county" }.to_owned(),
        size: Some(size),
        dates,
        ..TeamDraft::default()
    })
}

fn person(size: Size) -> impl Strategy<Value = PersonDraft> {
    let rounds = size.rounds;
    let place = || select([&CITIES[..], &COUNTIES[..], &["110000", "130000"]].concat()).prop_map(str::to_owned);
    let wish = move || prop_oneof![(1..=rounds).prop_map(WishDraft::Round), place().prop_map(WishDraft::Place)];
    let who = (
        select(&POSTINGS[..]),
        prop_oneof![3 => Just(vec![]), 1 => subsequence(vec!["commended", "experienced"], 1..=2)],
        option::of(prop_oneof![Just(Gender::Female), Just(Gender::Male)]),
        option::weighted(0.5, place()),
    );
    let when = (vec(absence(rounds), 0..=1), vec(wish(), 0..=1), vec(wish(), 0..=1), option::weighted(0.3, 1..=30_u32));
    let limits = [option::weighted(0.1, 1..=1_u32), option::weighted(0.1, 1..=2), option::weighted(0.1, 0..=2)];
    let ties = (vec(tie(size), 0..=1), vec(tie(size), 0..=1), any::<[bool; 2]>());
    (who, when, limits, ties).prop_map(
        |(
            ((unit, rank), tags, gender, home),
            (unavailable, prefer, avoid, trained),
            [min, max, target],
            (with, apart, tied),
        )| {
            PersonDraft {
                unit: unit.to_owned(),
                rank: rank.to_owned(),
                tags: tags.into_iter().map(str::to_owned).collect(),
                gender,
                home: home.into_iter().collect(),
                unavailable,
                prefer,
                avoid,
                min,
                max: max.max(min),
                target,
                with: with.into_iter().filter(|_| tied[0]).collect(),
                apart: apart.into_iter().filter(|_| tied[1]).collect(),
                trained: trained.map(day),
                ..PersonDraft::default()
            }
        },
    )
}

fn tie(size: Size) -> impl Strategy<Value = TieDraft> {
    let scope = prop_oneof![Just(TieScope::Team), Just(TieScope::City), Just(TieScope::Round)];
    let person = (1..=size.people).prop_map(|number| format!("P{number:02}"));
    (person, scope, proptest::bool::weighted(0.3)).prop_map(|(person, scope, hard)| TieDraft { person, scope, hard })
}

fn past_duty(size: Size) -> impl Strategy<Value = HistoryDraft> {
    (1..=size.people, select(&CITIES[..])).prop_map(|(person, city)| HistoryDraft {
        campaign: "earlier".to_owned(),
        person: format!("P{person:02}"),
        start: NaiveDate::from_ymd_opt(2016, 3, 1).expect("a day"),
        end: NaiveDate::from_ymd_opt(2016, 3, 14).expect("a day"),
        city: city.to_owned(),
        seat: "member".to_owned(),
    })
}

fn absence(rounds: u32) -> impl Strategy<Value = Absence> {
    let dates = (1..=20_u32, 0..=9_u32).prop_map(|(first, more)| {
        let span = DateRange::new(day(first), day(first + more)).expect("in order");
        Absence::Dates(span)
    });
    prop_oneof![(1..=rounds).prop_map(|round| Absence::Rounds { from: round, to: round }), dates]
}

fn lock(size: Size) -> impl Strategy<Value = LockDraft> {
    let mode = prop_oneof![Just(LockMode::Must), Just(LockMode::Never)];
    let seat = option::weighted(0.4, select(vec!["leader", "member"]).prop_map(str::to_owned));
    let team = option::weighted(0.7, (1..=size.teams).prop_map(|number| format!("T{number}")));
    (1..=size.people, option::weighted(0.8, 1..=size.rounds), team, seat, mode).prop_map(
        |(person, round, team, seat, mode)| LockDraft { person: format!("P{person:02}"), round, team, seat, mode },
    )
}

/// What the strategies drew for larger campaigns is cut to this one's.
fn keep_within(person: &mut PersonDraft, rounds: u32) {
    person.unavailable.retain(|absence| !matches!(absence, Absence::Rounds { to, .. } if *to > rounds));
    for wishes in [&mut person.prefer, &mut person.avoid] {
        wishes.retain(|wish| !matches!(wish, WishDraft::Round(round) if *round > rounds));
    }
}

/// Locks, ties and duties of the past that speak of somebody who is there.
fn keep_known(draft: &mut Draft) {
    let rounds = draft.calendar.rounds;
    let teams: Vec<String> = draft.teams.iter().map(|team| team.team.clone()).collect();
    let people: Vec<String> = draft.people.iter().map(|person| person.id.clone()).collect();
    draft.locks.retain(|lock| {
        people.contains(&lock.person)
            && lock.round.is_none_or(|round| round <= rounds)
            && lock.team.as_ref().is_none_or(|team| teams.contains(team))
    });
    draft.history.retain(|duty| people.contains(&duty.person));
    for person in &mut draft.people {
        for ties in [&mut person.with, &mut person.apart] {
            ties.retain(|tie| tie.person != person.id && people.contains(&tie.person));
        }
    }
}

/// A rule that is on in `often` of the campaigns, with one of these settings.
fn rule(
    id: &'static str,
    often: f64,
    settings: &[&'static str],
) -> impl Strategy<Value = Option<(&'static str, String)>> + use<> {
    option::weighted(often, select(settings.to_vec()).prop_map(move |settings| (id, settings.to_owned())))
}

/// Each rule on or off, its parameters in a range where it binds; now and then one is in another mode than by itself.
fn rules() -> impl Strategy<Value = BTreeMap<String, Table>> {
    let ranked = [
        "city = { rank = \"bureau\", at_least = \"division\" }\ncounty = { rank = \"division\" }",
        "city = { rank = \"bureau\" }\nmax_waivers = 1",
        "city = { rank = \"division\", at_least = \"staff\", deputy = { rank = \"staff\" } }\ncounty = { rank = \"division\", at_least = \"staff\" }\nmax_waivers = 2",
    ];
    let workload = ["target = 1", "target = 2", "target = 1\nmax = 1\nhistory = true", "target = 2\nmin = 1"];
    let mix = [
        "require = [{ tag = \"experienced\", at_least = 1 }]\nmax_same_unit = 2",
        "max_same_unit = 1",
        "require = [{ tag = \"commended\" }, { gender = \"f\", at_most = 1 }]",
        "require = [{ gender = \"f\" }, { rank = \"staff\", at_most = 1, kind = \"city\" }]",
    ];
    let share =
        ["max_share = 0.2\nmax_share_of_rank = 0.5", "max_share = 0.4\nmax_share_of_rank = 1", "max_share = 0.7"];
    let curriculum = [
        "require = [{ teams = \"ward\", at_least = 1 }]",
        "require = [{ teams = \"city\", at_most = 1 }, { people = \"experienced\", teams = \"county\", at_least = 1 }]",
    ];
    let hard = (
        rule("leader-rank", 0.9, &ranked),
        rule("workload", 0.8, &workload),
        rule("rest", 0.75, &["days = 14", "days = 1", "days = 28"]),
        rule("unit-share", 0.6, &share),
        rule("recusal", 0.7, &["scope = \"city\"", "scope = \"province\""]),
        rule("no-return", 0.7, &[""]),
        rule("team-mix", 0.7, &mix),
        rule("training", 0.4, &["sessions = [2017-09-10]", "sessions = [2017-08-30, 2017-09-20]"]),
        rule("curriculum", 0.4, &curriculum),
    );
    let soft = (
        rule("fair-share", 0.9, &[""]),
        rule("heavy-rounds", 0.9, &[""]),
        rule("commended-first", 0.5, &[""]),
        rule("travel", 0.6, &[""]),
        rule("return", 0.4, &[""]),
    );
    (hard, soft, option::weighted(0.3, unusual_mode())).prop_map(|(hard, soft, unusual)| {
        let hard = [hard.0, hard.1, hard.2, hard.3, hard.4, hard.5, hard.6, hard.7, hard.8];
        let soft = [soft.0, soft.1, soft.2, soft.3, soft.4];
        let on = hard.into_iter().chain(soft).flatten();
        let mut rules: BTreeMap<String, Table> =
            on.map(|(id, settings)| (id.to_owned(), settings.parse().expect("settings are TOML"))).collect();
        if rules.contains_key("no-return") {
            rules.remove("return");
        }
        if let Some((id, mode)) = unusual.filter(|(id, _)| ALWAYS.contains(id) || rules.contains_key(*id)) {
            rules.entry(id.to_owned()).or_default().insert("mode".to_owned(), mode.into());
        }
        rules
    })
}

/// Rules that are on where the campaign does not name them.
const ALWAYS: [&str; 7] = ["coverage", "one-seat", "pool", "availability", "pairs", "locks", "wishes"];

/// A rule that binds by itself and is made to count, or one that counts and is made to bind, or one that is always on and is off.
fn unusual_mode() -> impl Strategy<Value = (&'static str, &'static str)> {
    let softened = [
        "one-seat",
        "leader-rank",
        "pool",
        "availability",
        "workload",
        "rest",
        "unit-share",
        "recusal",
        "no-return",
        "team-mix",
        "training",
        "curriculum",
        "locks",
    ];
    let hardened = ["pairs", "wishes", "heavy-rounds", "return", "commended-first", "fair-share"];
    let off = ["one-seat", "pool", "availability"];
    prop_oneof![
        10 => select(softened.to_vec()).prop_map(|id| (id, "soft")),
        2 => select(hardened.to_vec()).prop_map(|id| (id, "hard")),
        1 => select(off.to_vec()).prop_map(|id| (id, "off")),
    ]
}

/// Mostly the default ladder, else levels of some of the counts in another order.
fn goals() -> impl Strategy<Value = Vec<Vec<GoalDraft>>> {
    let level = |counts: &[(&str, i64)]| -> Vec<GoalDraft> {
        counts.iter().map(|&(count, weight)| GoalDraft { count: count.to_owned(), weight }).collect()
    };
    let orders = vec![
        vec![
            level(&[("coverage.open", 1)]),
            level(&[("return.new", 1)]),
            level(&[("fair-share.sum", 2), ("fair-share.largest", 1)]),
        ],
        vec![level(&[("fair-share.largest", 1), ("coverage.open", 3)]), level(&[("return.new", 2), ("travel.km", 1)])],
        vec![level(&[("wishes.against", 2), ("pairs.broken", 1)]), level(&[("coverage.open", 1)])],
    ];
    prop_oneof![2 => Just(Vec::new()), 1 => select(orders)]
}

/// Levels of the counts whose rules are on.
fn keep_counted(draft: &mut Draft) {
    let on = |count: &str| {
        let rule = count.split('.').next().unwrap_or_default();
        ALWAYS.contains(&rule) || draft.rules.contains_key(rule)
    };
    for level in &mut draft.goals {
        level.retain(|goal| on(&goal.count));
    }
    draft.goals.retain(|level| !level.is_empty());
}
