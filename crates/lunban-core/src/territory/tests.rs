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
fn borders_that_are_missing_altogether_are_one_fault() {
    let Err(Faults(found)) = Territory::build(&campaign(&TEAMS, |_| ()), &draft(), &[], Number::OfTeams) else {
        panic!()
    };
    assert_eq!((found.len(), found[0].code), (1, "no-borders"));
}

#[test]
fn a_county_without_a_position_is_named_with_its_row() {
    // The third county of the table comes first in it, whatever its code.
    let unplaced = campaign(&TEAMS, |draft| {
        (draft.places[4].lon, draft.places[4].lat) = (None, None);
        draft.places.swap(0, 4);
    });
    let found = faults(&unplaced, &draft(), ROW);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("no-position: Places row 1, lon: `c name of c`"), "{found:?}");
}

#[test]
fn a_core_that_is_cut_off_is_named_with_what_would_mend_it() {
    let cut = faults(&campaign(&TEAMS, |_| ()), &draft(), "ab cd de ef");
    assert_eq!(cut.len(), 1, "{cut:?}");
    assert!(
        cut[0].starts_with("core-cut-off: Borders: `a name of a`: a core from which borders lead to at least 3"),
        "{cut:?}"
    );
    assert!(cut[0].contains("itself among them; they lead to 2\n  Maybe rows for it"), "{cut:?}");
    let cores = [("130100".to_owned(), "b".to_owned())].into();
    let written = faults(&campaign(&TEAMS, |_| ()), &TerritoryDraft { cores, ..draft() }, "ab cd de ef");
    assert!(written[0].starts_with("core-cut-off: territory.cores.130100: `b name of b`"), "{written:?}");
    let joined = faults(&campaign(&TEAMS, |_| ()), &draft(), "ab bc de ef");
    assert_eq!(joined, [""; 0], "three around the core and three apart are two areas");
}

#[test]
fn more_parts_than_teams_are_named() {
    let sizes = |core, at_least, at_most| SizesDraft { core, at_least, at_most };
    let kinds = [("city".to_owned(), sizes(true, 2, 4)), ("county".to_owned(), sizes(false, 2, 4))].into();
    let found = faults(&campaign(&TEAMS, |_| ()), &TerritoryDraft { kinds, ..draft() }, "ab cd ef");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("at most 2 parts, for as many teams; there are 3, one with each of a name of a, c"),
        "{found:?}"
    );
}

#[test]
fn cores_that_contradict_what_there_is_are_faults() {
    let written = |cores: &[(&str, &str)]| {
        let cores = cores.iter().map(|(city, core)| ((*city).to_owned(), (*core).to_owned())).collect();
        TerritoryDraft { cores, ..draft() }
    };
    let of = |draft: &TerritoryDraft| -> Vec<String> {
        faults(&campaign(&TEAMS, |_| ()), draft, ROW)
            .iter()
            .map(|fault| fault.split(": `").next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(of(&written(&[("130101", "a")])), ["unknown-place: territory.cores.130101"]);
    let twice = [("130100", "a"), ("name of 130100", "b")];
    assert_eq!(of(&written(&twice)), ["core-twice: territory.cores.name of 130100"]);
    let mut without = written(&[("130100", "a")]);
    without.kinds.values_mut().for_each(|kind| kind.core = false);
    assert_eq!(of(&without), ["core-without-kind: territory.cores.130100"]);
}

#[test]
fn one_border_with_two_lengths_is_a_fault() {
    let mut borders = borders("ab bc cd de ef ba");
    assert!(Territory::build(&campaign(&TEAMS, |_| ()), &draft(), &borders, Number::OfTeams).is_ok(), "the same twice");
    borders[5].border_km = 2.0;
    let Err(Faults(found)) = Territory::build(&campaign(&TEAMS, |_| ()), &draft(), &borders, Number::OfTeams) else {
        panic!()
    };
    assert_eq!((found.len(), found[0].code, found[0].also.is_some()), (1, "border-twice", true));
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
