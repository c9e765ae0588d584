//! What is wrong with a territory, and what the audit finds in one.

use super::*;
use crate::testing::Tiny;
use crate::{PlaceDraft, TeamDraft};

/// City 130100 at 0, its counties a to f in a row, 0.1 degrees apart.
fn campaign(teams: &[&str], change: impl FnOnce(&mut crate::Draft)) -> Campaign {
    let place = |code: &str, level: &str, parent: &str, lon: f64| PlaceDraft {
        code: code.to_owned(),
        name: format!("name of {code}"),
        level: level.to_owned(),
        parent: parent.to_owned(),
        lon: Some(lon),
        lat: Some(0.0),
        ..PlaceDraft::default()
    };
    let tiny = teams.iter().fold(Tiny::new(), |tiny, team| tiny.team(team)).person("P1 A staff");
    let tiny = tiny.change(|draft| {
        draft.places = vec![place("130000", "province", "", 0.0), place("130100", "city", "130000", 0.0)];
        draft.units.iter_mut().for_each(|unit| unit.base = String::new());
        for (position, code) in ["a", "b", "c", "d", "e", "f"].into_iter().enumerate() {
            draft.places.push(place(code, "county", "130100", 0.1 * position as f64));
        }
    });
    tiny.change(change).campaign()
}

const TEAMS: [&str; 2] = ["T0 130100 city 3", "T1 130100 county 3"];

fn borders(pairs: &str) -> Vec<BorderDraft> {
    let border =
        |pair: &str| BorderDraft { code_a: pair[..1].to_owned(), code_b: pair[1..].to_owned(), border_km: 1.0 };
    pairs.split(' ').map(border).collect()
}

fn draft() -> TerritoryDraft {
    let sizes = |core, at_least, at_most| SizesDraft { core, at_least, at_most };
    let kinds = [("city".to_owned(), sizes(true, 3, 4)), ("county".to_owned(), sizes(false, 2, 3))];
    TerritoryDraft { kinds: kinds.into(), ..TerritoryDraft::default() }
}

fn faults(campaign: &Campaign, draft: &TerritoryDraft, pairs: &str) -> Vec<String> {
    match Territory::build(campaign, draft, &borders(pairs), Number::OfTeams) {
        Ok(_) => Vec::new(),
        Err(Faults(faults)) => faults.iter().map(|fault| format!("{}: {fault}", fault.code)).collect(),
    }
}

const ROW: &str = "ab bc cd de ef";

#[test]
fn a_row_of_counties_has_no_fault_and_its_core_is_nearest_to_the_city() {
    let territory = Territory::build(&campaign(&TEAMS, |_| ()), &draft(), &borders(ROW), Number::OfTeams).unwrap();
    let city = &territory.cities[0];
    assert_eq!((city.core, city.counties.len(), city.kinds.len()), (0, 6, 2));
    assert!(city.kinds[0].core, "the kind with the core comes first");
    assert_eq!(city.neighbours(2), Counties::of([1, 3]));
    assert_eq!(city.outline(Counties::of([1, 2])), Length(20));
    assert_eq!(city.seat(Counties::of([2, 3, 4])), (3, Length(222)));
}

#[test]
fn a_county_that_touches_none_is_named_with_what_would_mend_it() {
    let found = faults(&campaign(&TEAMS, |_| ()), &draft(), "ab bc cd de");
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("isolated-county: Borders: `f name of f`: a border with another county of"),
        "{found:?}"
    );
    assert!(found[0].contains("Maybe a row for it in the table of borders"), "{found:?}");
}

#[test]
fn a_border_to_no_place_or_to_itself_is_a_fault() {
    let found = faults(&campaign(&TEAMS, |_| ()), &draft(), "ab bc cd de ef ex bb");
    let codes: Vec<&str> = found.iter().filter_map(|fault| fault.split(": ").next()).collect();
    assert_eq!(codes, ["unknown-place", "border-with-itself"]);
    assert!(found[0].contains("Borders row 6, code_b: `x`"), "{found:?}");
}

#[test]
fn more_teams_than_counties_or_sizes_that_do_not_add_up_say_what_would_mend_them() {
    let many: Vec<String> = (0..7).map(|team| format!("T{team} 130100 county 3")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let found = faults(&campaign(&many, |_| ()), &draft(), ROW);
    assert!(found[0].contains("at most 6 teams, for it has as many counties; 7 are there"), "{found:?}");
    let one = faults(&campaign(&TEAMS[..1], |_| ()), &draft(), ROW);
    assert!(one[0].contains("6 counties are to be covered by 1 teams, which cover 3 to 4"), "{one:?}");
    let few =
        faults(&campaign(&["T0 130100 city 3", "T1 130100 county 3", "T2 130100 county 3"], |_| ()), &draft(), ROW);
    assert!(
        few[0]
            .contains("Maybe 1 fewer of the kind `county`, or an exception in [[territory.exceptions]]: at_least = 1"),
        "{few:?}"
    );
}

#[test]
fn settings_that_name_nothing_are_faults_all_at_once() {
    let mut draft = draft();
    draft.kinds.insert("contry".to_owned(), SizesDraft { core: false, at_least: 3, at_most: 2 });
    draft.cores.insert("130100".to_owned(), "z".to_owned());
    draft.fix.push(FixDraft { team: "T9".to_owned(), covers: Vec::new() });
    draft.forbid.push(ForbidDraft { covers: vec!["z".to_owned()] });
    draft.load = Load::Column;
    let exception = |city: &str, kind: &str| ExceptionDraft {
        city: city.to_owned(),
        kind: kind.to_owned(),
        at_least: None,
        at_most: None,
        reason: String::new(),
    };
    draft.exceptions = vec![exception("130101", "county"), exception("130100", "couny")];
    let found = faults(&campaign(&TEAMS, |_| ()), &draft, ROW);
    let mut codes: Vec<&str> = found.iter().filter_map(|fault| fault.split(": ").next()).collect();
    codes.dedup();
    let expected = [
        "unknown-kind",
        "sizes-reversed",
        "unknown-place",
        "unknown-kind",
        "not-a-county-of-the-city",
        "no-load",
        "unknown-team",
        "not-a-county-of-the-city",
    ];
    assert_eq!(codes, expected, "{found:#?}");
}

fn findings(covers: [&str; 2], draft: &TerritoryDraft) -> Vec<String> {
    let campaign = campaign(&TEAMS, |_| ());
    let told = |(team, covers): (&TeamDraft, &str)| TeamDraft {
        covers: covers.chars().map(|code| code.to_string()).collect(),
        ..team.clone()
    };
    let teams: Vec<TeamDraft> = campaign.draft().teams.iter().zip(covers).map(told).collect();
    let audit = audit(&campaign, &teams, draft, &borders(ROW));
    audit.findings.iter().map(|finding| format!("{} {}", finding.code, finding.of)).collect()
}

#[test]
fn the_audit_finds_every_breach() {
    assert_eq!(findings(["abc", "def"], &draft()), [""; 0]);
    assert_eq!(findings(["abc", "de"], &draft()), ["not-once f"]);
    assert_eq!(findings(["abcd", "def"], &draft()), ["not-once d"]);
    assert_eq!(findings(["ab", "cdef"], &draft()), ["size T0", "size T1"]);
    assert_eq!(findings(["abd", "cef"], &draft()), ["not-connected T0", "not-connected T1"]);
    assert_eq!(findings(["def", "abc"], &draft()), ["without-core T0"]);
    let fix = vec![FixDraft { team: "T1".to_owned(), covers: vec!["name of c".to_owned()] }];
    let forbid = vec![ForbidDraft { covers: vec!["a".to_owned(), "c".to_owned()] }];
    assert_eq!(
        findings(["abc", "def"], &TerritoryDraft { fix, forbid, ..draft() }),
        ["forbidden T0", "not-as-fixed T1"]
    );
    let cores = [("130100".to_owned(), "d".to_owned())].into();
    assert_eq!(findings(["abc", "def"], &TerritoryDraft { cores, ..draft() }), ["without-core T0"]);
}

#[test]
fn the_audit_measures_what_is_reached() {
    let campaign = campaign(&TEAMS, |_| ());
    let teams: Vec<TeamDraft> = campaign
        .draft()
        .teams
        .iter()
        .zip(["abc", "def"])
        .map(|(team, covers)| TeamDraft {
            covers: covers.chars().map(|code| code.to_string()).collect(),
            ..team.clone()
        })
        .collect();
    let reached = &audit(&campaign, &teams, &draft(), &borders(ROW)).reached["130100"];
    // From the end of a row to the others 11.1 and 22.2 km, from the middle 11.1 twice; one border of 1 km between the areas.
    assert_eq!(reached.values().copied().collect::<Vec<_>>(), [9 + 9, 333 + 222, 10]);
}
