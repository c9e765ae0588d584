//! Random small campaigns, as proptest strategies, so that a failing one shrinks.

use chrono::NaiveDate;
use lunban_core::{
    Absence, CalendarDraft, Draft, GoalDraft, KindDraft, LockDraft, LockMode, PersonDraft, PlaceDraft, RanksDraft,
    SeatsDraft, TeamDraft, UnitDraft, WishDraft,
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
const CITIES: [&str; 3] = ["110100", "130100", "130200"];
const COUNTIES: [&str; 3] = ["110101", "130102", "130202"];

/// A campaign of at most this size, any of the rules on.
pub(crate) fn campaign(size: Size) -> impl Strategy<Value = Draft> {
    let tables = (
        1..=size.rounds,
        vec(team(), 1..=size.teams),
        vec(person(size.rounds), 2..=size.people),
        vec(lock(size), 0..=5),
        kinds(),
    );
    (tables, rules(), goals()).prop_map(|((rounds, teams, people, locks, kinds), rules, goals)| {
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
            calendar: CalendarDraft { start: day(1), rounds, days_per_round: 14, ..CalendarDraft::default() },
            ranks: RanksDraft { order: RANKS.map(str::to_owned).to_vec(), ..RanksDraft::default() },
            kinds,
            rules,
            goals,
            places: places(),
            units: units(),
            teams,
            people,
            locks,
        };
        keep_lockable(&mut draft);
        draft
    })
}

fn numbered<T>(mut rows: Vec<T>, name: impl Fn(&mut T, usize)) -> Vec<T> {
    rows.iter_mut().enumerate().for_each(|(position, row)| name(row, position + 1));
    rows
}

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2017, 9, number).expect("a day of September")
}

fn places() -> Vec<PlaceDraft> {
    let place = |code: &str, level: &str, parent: &str| PlaceDraft {
        code: code.to_owned(),
        name: format!("{level} {code}"),
        level: level.to_owned(),
        parent: parent.to_owned(),
        ..PlaceDraft::default()
    };
    let provinces = ["110000", "130000"].map(|code| place(code, "province", ""));
    let cities = CITIES.map(|code| place(code, "city", &format!("{}0000", &code[..2])));
    let counties = COUNTIES.map(|code| place(code, "county", &format!("{}00", &code[..4])));
    [provinces.to_vec(), cities.to_vec(), counties.to_vec()].concat()
}

fn units() -> Vec<UnitDraft> {
    let unit = |(unit, kind): (&str, &str)| UnitDraft {
        unit: unit.to_owned(),
        name: format!("Unit {unit}"),
        kind: kind.to_owned(),
        base: CITIES[0].to_owned(),
        ..UnitDraft::default()
    };
    [("A", "direct"), ("B", "direct"), ("C", "centre")].map(unit).to_vec()
}

fn kinds() -> impl Strategy<Value = Vec<KindDraft>> {
    let from = prop_oneof![3 => Just(vec!["direct".to_owned()]), 1 => Just(Vec::new())];
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
    (select(&CITIES[..]), any::<bool>(), 2..=3_u32).prop_map(|(city, is_city, size)| TeamDraft {
        city: city.to_owned(),
        kind: if is_city { "city" } else { "county" }.to_owned(),
        size: Some(size),
        ..TeamDraft::default()
    })
}

fn person(rounds: u32) -> impl Strategy<Value = PersonDraft> {
    let place = || select([&CITIES[..], &COUNTIES[..], &["110000", "130000"]].concat()).prop_map(str::to_owned);
    let some = |often: f64| option::weighted(often, place());
    let wish = move || prop_oneof![(1..=rounds).prop_map(WishDraft::Round), place().prop_map(WishDraft::Place)];
    let who = (
        prop_oneof![3 => Just("A"), 2 => Just("B"), 1 => Just("C")],
        prop_oneof![3 => Just(RANKS[0]), 3 => Just(RANKS[1]), 2 => Just(RANKS[2])],
        prop_oneof![3 => Just(vec![]), 1 => subsequence(vec!["commended", "experienced"], 1..=2)],
    );
    let when = (vec(absence(rounds), 0..=1), vec(wish(), 0..=1), vec(wish(), 0..=1));
    (who, some(0.5), when).prop_map(|((unit, rank, tags), home, (unavailable, prefer, avoid))| PersonDraft {
        unit: unit.to_owned(),
        rank: rank.to_owned(),
        tags: tags.into_iter().map(str::to_owned).collect(),
        home: home.into_iter().collect(),
        unavailable,
        prefer,
        avoid,
        ..PersonDraft::default()
    })
}

fn absence(rounds: u32) -> impl Strategy<Value = Absence> {
    let dates = (1..=20_u32, 0..=9_u32).prop_map(|(first, more)| {
        let span = lunban_core::DateRange::new(day(first), day(first + more)).expect("in order");
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

fn keep_lockable(draft: &mut Draft) {
    let rounds = draft.calendar.rounds;
    let teams: Vec<&str> = draft.teams.iter().map(|team| team.team.as_str()).collect();
    let people: Vec<&str> = draft.people.iter().map(|person| person.id.as_str()).collect();
    draft.locks.retain(|lock| {
        people.contains(&lock.person.as_str())
            && lock.round.is_none_or(|round| round <= rounds)
            && lock.team.as_ref().is_none_or(|team| teams.contains(&team.as_str()))
    });
}

/// Each rule on or off, its parameters in a range where it binds.
fn rules() -> impl Strategy<Value = std::collections::BTreeMap<String, Table>> {
    let leader_rank = select(vec![
        "city = { rank = \"bureau\", at_least = \"division\" }\ncounty = { rank = \"division\" }",
        "city = { rank = \"bureau\" }",
        "city = { rank = \"division\", at_least = \"staff\", deputy = { rank = \"staff\" } }\ncounty = { rank = \"division\", at_least = \"staff\" }",
    ]);
    let workload =
        (1..=2_i64, 0..=1_i64).prop_map(|(target, more)| format!("target = {target}\nmax = {}", target + more));
    let rest = select(vec!["days = 14", "days = 1", "days = 28"]);
    let unit_share = (select(vec![0.2, 0.4, 0.7]), select(vec![0.5, 1.0]))
        .prop_map(|(share, of_rank)| format!("max_share = {share}\nmax_share_of_rank = {of_rank}"));
    let recusal = select(vec!["scope = \"city\"", "scope = \"province\""]);
    let team_mix = select(vec![
        "require = [{ tag = \"experienced\", at_least = 1 }]\nmax_same_unit = 2",
        "max_same_unit = 1",
        "require = [{ tag = \"commended\" }]",
    ]);
    (
        option::weighted(0.8, leader_rank.prop_map(str::to_owned)),
        option::weighted(0.8, workload),
        option::weighted(0.6, rest.prop_map(str::to_owned)),
        option::weighted(0.6, unit_share),
        option::weighted(0.7, recusal.prop_map(str::to_owned)),
        option::weighted(0.6, Just(String::new())),
        option::weighted(0.7, team_mix.prop_map(str::to_owned)),
    )
        .prop_map(|(leader_rank, workload, rest, unit_share, recusal, no_return, team_mix)| {
            [
                ("leader-rank", leader_rank),
                ("workload", workload),
                ("rest", rest),
                ("unit-share", unit_share),
                ("recusal", recusal),
                ("no-return", no_return),
                ("team-mix", team_mix),
            ]
            .into_iter()
            .filter_map(|(id, text)| Some((id.to_owned(), text?.parse().expect("settings are TOML"))))
            .collect()
        })
}

/// The default ladder, which is what most campaigns have.
fn goals() -> impl Strategy<Value = Vec<Vec<GoalDraft>>> {
    Just(Vec::new())
}
