//! Every fault of a draft, each alone and several at once; and that the order of rows reaches nothing.

use crate::testing::Tiny;
use crate::{Absence, Draft, HistoryDraft, KindDraft, PlaceDraft, SeatsDraft, Severity, UnitDraft, WaiverDraft};

fn sound() -> Tiny {
    Tiny::new().people(["P1 A bureau law", "P2 B division"]).team("T1 130100 city 3")
}

fn place(code: &str, level: &str, parent: &str) -> PlaceDraft {
    let (code, name) = (code.to_owned(), format!("place {code}"));
    PlaceDraft { code, name, level: level.to_owned(), parent: parent.to_owned(), ..PlaceDraft::default() }
}

fn history(person: &str, city: &str, [start, end]: [u32; 2]) -> HistoryDraft {
    let day = |day| chrono::NaiveDate::from_ymd_opt(2016, 9, day).unwrap();
    HistoryDraft {
        campaign: "before".to_owned(),
        person: person.to_owned(),
        start: day(start),
        end: day(end),
        city: city.to_owned(),
        seat: "leader".to_owned(),
    }
}

fn waiver(round: Option<u32>, team: Option<&str>, seat: Option<&str>) -> WaiverDraft {
    let word = |word: Option<&str>| word.map(str::to_owned);
    let (approved_by, reason) = ("office".to_owned(), "nobody free".to_owned());
    WaiverDraft { round, team: word(team), seat: word(seat), approved_by, date: None, reason }
}

type Break = fn(&mut Draft);

/// What is wrong with a table or the settings, and what the fault says: code, place, value, advice.
const FAULTS: &[(&str, Break)] = &[
    ("missing-id at People row 2, id: ", |draft| draft.people[1].id.clear()),
    ("duplicate-id at People row 2, id: P1, also People row 1, id", |draft| draft.people[1].id = "P1".to_owned()),
    ("duplicate-id at Units row 3, unit: A, also Units row 1, unit", |draft| draft.units[2].unit = "A".to_owned()),
    ("duplicate-id at Places row 9, code: 130202, also Places row 8, code", |draft| {
        draft.places.push(place("130202", "county", "130200"));
    }),
    ("duplicate-id at Teams row 2, team: T1, also Teams row 1, team", |draft| draft.teams.push(draft.teams[0].clone())),
    ("missing-name at People row 1, name: ", |draft| draft.people[0].name.clear()),
    ("unknown-unit at People row 1, unit: Unit AA, maybe `Unit A`", |draft| {
        draft.people[0].unit = "Unit AA".to_owned();
    }),
    ("unknown-rank at People row 1, rank: burau, maybe `bureau`", |draft| draft.people[0].rank = "burau".to_owned()),
    ("min-above-max at People row 1, min: 3", |draft| {
        (draft.people[0].min, draft.people[0].max) = (Some(3), Some(2));
    }),
    ("duties-out-of-range at People row 1, target: 1001, maybe `1000`", |draft| draft.people[0].target = Some(1001)),
    ("duties-out-of-range at People row 1, max: 4000000000, maybe `1000`", |draft| {
        draft.people[0].max = Some(4_000_000_000);
    }),
    ("min-above-max at Units row 1, min_per_round: 3", |draft| {
        (draft.units[0].min_per_round, draft.units[0].max_per_round) = (Some(3), Some(2));
    }),
    ("min-above-max at Units row 1, min_total: 3", |draft| {
        (draft.units[0].min_total, draft.units[0].max_total) = (Some(3), Some(2));
    }),
    ("unknown-place at People row 1, home: nowhere, maybe `lower`", |draft| {
        draft.people[0].home.push("nowhere".to_owned());
    }),
    ("ambiguous-place at People row 1, home: bridge, maybe the code, such as `110101`", |draft| {
        draft.people[0].home.push("bridge".to_owned());
    }),
    ("unknown-place at People row 1, base: lowr, maybe `lower`", |draft| draft.people[0].base = "lowr".to_owned()),
    ("unknown-place at People row 1, base: mill", |draft| draft.people[0].base = "mill".to_owned()),
    ("unknown-place at Units row 1, base: uper, maybe `upper`", |draft| draft.units[0].base = "uper".to_owned()),
    ("unknown-place at Teams row 1, city: uper, maybe `upper`", |draft| draft.teams[0].city = "uper".to_owned()),
    ("unknown-place at Teams row 1, covers: mil, maybe `mill`", |draft| draft.teams[0].covers.push("mil".to_owned())),
    ("missing-city at Teams row 1, city: ", |draft| draft.teams[0].city.clear()),
    ("unknown-kind at Teams row 1, kind: citys, maybe `city`", |draft| draft.teams[0].kind = "citys".to_owned()),
    ("size-out-of-range at Teams row 1, size: 0", |draft| draft.teams[0].size = Some(0)),
    ("size-out-of-range at Teams row 1, size: 10001", |draft| draft.teams[0].size = Some(10_001)),
    ("size-out-of-range at Teams row 1, size: 3", |draft| {
        draft.kinds[0].seats.truncate(1);
    }),
    ("no-teams at Teams: ", |draft| draft.teams.clear()),
    ("no-seats at kinds.county.seats: ", |draft| draft.kinds[1].seats.clear()),
    ("several-rests at kinds.county.seats: rest", |draft| draft.kinds[1].seats[0].1 = SeatsDraft::Rest),
    ("duplicate-kind at kinds.city: city, maybe another name for one of the two, also kinds.city", |draft| {
        draft.kinds.push(draft.kinds[0].clone());
    }),
    ("duplicate-kind at kinds.驻市: 驻市, maybe another name for one of the two, also kinds.city", |draft| {
        draft.kinds.push(KindDraft { name: "驻市".to_owned(), ..draft.kinds[0].clone() });
    }),
    ("duplicate-role at kinds.city.seats: leader, maybe another name for one of the two", |draft| {
        draft.kinds[0].seats.push(("leader".to_owned(), SeatsDraft::Fixed(1)));
    }),
    ("unknown-source at kinds.city.from: lo, maybe `local`", |draft| draft.kinds[0].from.push("lo".to_owned())),
    ("unknown-level at Places row 9, level: citty, maybe `city`", |draft| {
        draft.places.push(place("990100", "citty", ""));
    }),
    ("unknown-place at Places row 9, parent: 990000, maybe `990100`", |draft| {
        draft.places.push(place("990100", "city", "990000"));
    }),
    ("parent-not-above at Places row 9, parent: 990101", |draft| {
        draft.places.push(place("990101", "county", "990101"));
    }),
    ("parent-not-above at Places row 3, parent: 130202", |draft| draft.places[2].parent = "130202".to_owned()),
    ("degrees-out-of-range at Places row 1, lon: 181", |draft| draft.places[0].lon = Some(181.0)),
    ("degrees-out-of-range at Places row 1, lat: NaN", |draft| draft.places[0].lat = Some(f64::NAN)),
    ("rounds-out-of-range at campaign.rounds: 0", |draft| draft.calendar.rounds = 0),
    ("days-out-of-range at campaign.days_per_round: 0", |draft| draft.calendar.days_per_round = 0),
    ("overlap-out-of-range at campaign.overlap_days: 14", |draft| draft.calendar.overlap_days = 14),
    ("date-out-of-range at campaign.start: +262142-12-31", |draft| draft.calendar.start = chrono::NaiveDate::MAX),
    ("round-out-of-range at campaign.heavy.3: 3", |draft| draft.calendar.heavy = [(3, 2)].into()),
    ("weight-out-of-range at campaign.heavy.2: 0", |draft| draft.calendar.heavy = [(2, 0)].into()),
    ("round-out-of-range at People row 1, unavailable: 3", |draft| {
        draft.people[0].unavailable.push(Absence::Rounds { from: 1, to: 3 });
    }),
    ("rounds-reversed at People row 1, unavailable: 2-1", |draft| {
        draft.people[0].unavailable.push(Absence::Rounds { from: 2, to: 1 });
    }),
    ("duplicate-rank at ranks.order: staff", |draft| draft.ranks.order.push("staff".to_owned())),
    ("unknown-rank at ranks.aliases.chief: burau, maybe `bureau`", |draft| {
        draft.ranks.aliases.insert("chief".to_owned(), "burau".to_owned());
    }),
    ("unknown-rule at rules.rests: rests, maybe `rest`", |draft| {
        draft.rules.insert("rests".to_owned(), toml::Table::new());
    }),
    ("rules-exclude at rules.return: return, maybe `mode = \"off\"` for one of them", |draft| {
        draft.rules.insert("return".to_owned(), toml::Table::new());
        draft.rules.insert("no-return".to_owned(), toml::Table::new());
    }),
    ("dates-reversed at History row 1, end: 2016-09-01", |draft| draft.history.push(history("P1", "upper", [2, 1]))),
    ("unknown-place at History row 1, city: uper, maybe `upper`", |draft| {
        draft.history.push(history("P1", "uper", [1, 2]));
    }),
    ("unknown-team at Waivers row 1, team: T11, maybe `T1`", |draft| {
        draft.waivers.push(waiver(None, Some("T11"), None));
    }),
    ("unknown-seat at Waivers row 1, seat: leaders, maybe `leader`", |draft| {
        draft.waivers.push(waiver(None, None, Some("leaders")));
    }),
    ("no-approver at Waivers row 1, approved_by: , maybe delete the row, if nobody has granted it yet", |draft| {
        draft.waivers.push(WaiverDraft { approved_by: String::new(), ..waiver(None, None, None) });
    }),
    ("kind-not-drawn-on at Units row 4, kind: direc, maybe `direct`", |draft| {
        let unit = draft.units[0].clone();
        draft.kinds[0].from.push("direct".to_owned());
        draft.units[0].kind = "direct".to_owned();
        draft.units.push(UnitDraft { unit: "Z".to_owned(), name: "Z".to_owned(), kind: "direc".to_owned(), ..unit });
    }),
    ("round-out-of-range at Waivers row 1, round: 3", |draft| draft.waivers.push(waiver(Some(3), None, None))),
];

#[test]
fn each_fault_is_found_alone() {
    assert_eq!(sound().faults(), [""; 0]);
    for (fault, change) in FAULTS {
        assert_eq!(sound().change(change).faults(), [*fault]);
    }
}

#[test]
fn faults_of_lines_of_words_are_found_too() {
    let with = |line: &str| sound().person(line).faults();
    assert_eq!(with("P3 A staff with=P4"), ["unknown-person at People row 3, with: P4"]);
    assert_eq!(with("P3 A staff apart=P3"), ["unknown-person at People row 3, apart: P3"]);
    assert_eq!(with("P3 A staff prefer=r9"), ["round-out-of-range at People row 3, prefer: 9"]);
    assert_eq!(with("P3 A staff avoid=uper"), ["unknown-place at People row 3, avoid: uper, maybe `upper`"]);
    let lock = |line: &str| sound().lock(line).faults();
    assert_eq!(lock("P9 must"), ["unknown-person at Locks row 1, person: P9"]);
    assert_eq!(lock("P1 r3 never"), ["round-out-of-range at Locks row 1, round: 3"]);
    assert_eq!(lock("P1 T11 never"), ["unknown-team at Locks row 1, team: T11, maybe `T1`"]);
    assert_eq!(lock("P1 leaders never"), ["unknown-seat at Locks row 1, seat: leaders, maybe `leader`"]);
}

#[test]
fn no_ranks_leave_every_rank_unknown() {
    let faults = sound().change(|draft| draft.ranks.order.clear()).faults();
    assert_eq!(faults[0], "no-ranks at ranks.order: ");
    assert_eq!(faults.len(), 3);
}

#[test]
fn all_faults_come_at_once() {
    let several = sound().change(|draft| {
        draft.people[0].rank = "burau".to_owned();
        draft.people[1].unit = "Z".to_owned();
        draft.teams[0].kind = "citys".to_owned();
        draft.calendar.overlap_days = 20;
    });
    let several = several.rule("rest", "day = 3").lock("P9 r2 must");
    let codes: Vec<String> =
        several.faults().iter().filter_map(|fault| fault.split(' ').next()).map(str::to_owned).collect();
    assert_eq!(codes.len(), 6, "{codes:?}");
    for code in
        ["overlap-out-of-range", "unknown-rank", "unknown-unit", "unknown-kind", "unknown-person", "unknown-key"]
    {
        assert!(codes.iter().any(|known| known == code), "{code} is not among {codes:?}");
    }
}

#[test]
fn what_stops_nothing_is_a_warning() {
    let somewhere_else = sound().change(|draft| {
        draft.people[0].home.push("elsewhere".to_owned());
        draft.history.push(history("P9", "upper", [1, 2]));
    });
    let campaign = somewhere_else.campaign();
    let codes: Vec<_> = campaign.warnings().iter().map(|fault| (fault.code, fault.severity)).collect();
    assert_eq!(codes, [("unknown-place", Severity::Warning), ("unknown-person", Severity::Warning)]);
    assert!(campaign.people()[0].homes.is_empty());
}

#[test]
fn a_name_means_what_its_column_can_hold() {
    let campaign = sound().person("P3 A staff home=north base=north").campaign();
    let person = campaign.person(campaign.find_person("P3").unwrap());
    // Borne by a province and by its own city: the city.
    assert_eq!(campaign.places().place(person.homes[0]).code, "110100");
    assert_eq!(person.base, Some(person.homes[0]));
}

#[test]
fn the_planners_words_for_kinds_are_understood() {
    let campaign = sound().team("T2 130200 驻县 2").campaign();
    assert_eq!(campaign.kind(campaign.teams()[1].kind).name, "county");
}

#[test]
fn rounds_follow_each_other_with_their_overlap() {
    let spans = |overlap| {
        let campaign = sound().rounds(3, overlap).change(|draft| draft.calendar.heavy = [(2, 5)].into()).campaign();
        let rounds = campaign.calendar().rounds().to_vec();
        assert_eq!(rounds.iter().map(|round| round.weight).collect::<Vec<_>>(), [1, 5, 1]);
        rounds.iter().map(|round| round.span.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(spans(0), ["2017-09-01/2017-09-14", "2017-09-15/2017-09-28", "2017-09-29/2017-10-12"]);
    assert_eq!(spans(2), ["2017-09-01/2017-09-14", "2017-09-13/2017-09-26", "2017-09-25/2017-10-08"]);
}

#[test]
fn the_order_of_rows_reaches_nothing() {
    let tiny = Tiny::busy().rule("locks", "").lock("P1 T2 never").lock("P4 r1 must").lock("P2 leader never");
    let tiny = tiny.change(|draft| {
        draft.history = vec![history("P2", "upper", [1, 2]), history("P1", "lower", [3, 4])];
        draft.waivers = vec![waiver(Some(2), None, None), waiver(Some(1), Some("T1"), None)];
    });
    let shuffled = tiny.clone().change(|draft| {
        draft.places.reverse();
        draft.units.rotate_left(1);
        draft.teams.reverse();
        draft.people.rotate_left(2);
        draft.locks.rotate_left(1);
        draft.history.reverse();
        draft.waivers.reverse();
    });
    assert_eq!(tiny.campaign().draft(), shuffled.campaign().draft());
    assert_eq!(tiny.campaign().people(), shuffled.campaign().people());
    assert_eq!(tiny.campaign().waivers(), shuffled.campaign().waivers());
    let program = |tiny: &Tiny| {
        let problem = tiny.problem();
        let pools = crate::Pools::new(&problem);
        crate::Window::whole(&problem, &pools).state().program
    };
    assert_eq!(program(&tiny), program(&shuffled));
}

#[test]
fn a_fault_points_at_the_row_as_it_was_written() {
    let reversed = sound().lock("P2 r9 never").lock("P1 never").change(|draft| {
        draft.people.reverse();
        draft.people[1].rank = "burau".to_owned();
    });
    let expected =
        ["unknown-rank at People row 2, rank: burau, maybe `bureau`", "round-out-of-range at Locks row 1, round: 9"];
    assert_eq!(reversed.faults(), expected);
}

/// A campaign in which locks bind, two rounds with a rest between them, and a team with two members.
fn locked() -> Tiny {
    sound().rule("locks", "").rule("rest", "").rule("availability", "").rule("coverage", "").person("P3 A staff away=1")
}

#[test]
fn a_must_that_a_hard_rule_bars_names_the_rule() {
    let mend = "maybe lock another round, team or seat, or mend the roster";
    let barred = locked().lock("P3 r1 must");
    assert_eq!(barred.faults(), [format!("lock-against-rule at Locks row 1, person: P3, r1, {mend}")]);
    let faults = crate::Campaign::build(barred.draft()).unwrap_err();
    assert!(faults.0[0].expected.english.contains("availability (away 2017-09-01/2017-09-14)"));
    assert_eq!(locked().lock("P3 must").faults(), [""; 0]);
    let never = locked().lock("P1 must").lock("P1 never");
    assert_eq!(never.faults(), [format!("lock-against-rule at Locks row 1, person: P1, {mend}")]);
}

#[test]
fn a_must_without_a_post_is_a_fault() {
    let nowhere = locked().team("T2 130200 county 1").lock("P1 r1 T2 member must");
    assert_eq!(nowhere.faults(), ["lock-without-post at Locks row 1, person: P1, r1, T2, member"]);
}

#[test]
fn two_musts_of_one_person_that_no_schedule_obeys_are_a_fault() {
    let both = locked().lock("P1 r1 must").lock("P1 r2 must");
    let fault = "lock-against-lock at Locks row 2, person: P1, r2, maybe one of the two locks is not meant, also Locks row 1, person";
    assert_eq!(both.faults(), [fault]);
    let faults = crate::Campaign::build(both.draft()).unwrap_err();
    assert!(faults.0[0].expected.english.contains("they break `rest`"));
    assert_eq!(both.clone().rule("rest", "days = 0").faults(), [""; 0]);
    assert_eq!(both.rule("rest", "mode = \"soft\"").faults(), [""; 0]);
}

#[test]
fn two_people_locked_into_one_seat_are_a_fault() {
    let leader = "r1 T1 leader must";
    let both = locked().lock(&format!("P1 {leader}")).lock(&format!("P2 {leader}"));
    let faults = both.faults();
    assert_eq!(faults.len(), 1);
    assert!(faults[0].starts_with("lock-against-lock at Locks row 2, person: P2, r1, T1, leader"), "{faults:?}");
    // There are two seats for members.
    assert_eq!(locked().lock("P1 r1 T1 member must").lock("P2 r1 T1 member must").faults(), [""; 0]);
}

#[test]
fn two_musts_that_one_duty_fulfils_are_lawful() {
    assert_eq!(locked().lock("P1 r1 must").lock("P1 T1 leader must").faults(), [""; 0]);
    assert_eq!(locked().lock("P1 r1 must").lock("P2 r2 must").faults(), [""; 0]);
}

#[test]
fn soft_locks_are_wishes_and_bar_nothing() {
    let soft = locked().rule("locks", "mode = \"soft\"");
    assert_eq!(soft.lock("P3 r1 must").lock("P1 r1 must").lock("P1 r2 must").faults(), [""; 0]);
}

#[test]
fn a_headcount_below_the_roster_is_told_with_both() {
    let counted = |headcount| {
        sound().people(["P3 A staff", "P4 A staff"]).change(|draft| draft.units[0].headcount = Some(headcount))
    };
    assert_eq!(counted(2).faults(), ["headcount-below-roster at Units row 1, headcount: 2, maybe `3`"]);
    assert_eq!(counted(3).faults(), [""; 0]);
}
