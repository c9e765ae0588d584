//! The workbook as it is written, and as people hand it back.

use lunban_core::{Campaign, Problem, Schedule};

use super::*;
use crate::out::lines::lines;
use crate::out::tests::Example;
use crate::out::{ReadSchedule, read_schedule_table};
use crate::workbook::{Book, Cell, Style, Value};

const FILE: &str = "schedule.xlsx";

fn workbook_of(outcome: &Outcome<'_>) -> Workbook {
    workbook(outcome, &lines(outcome), Language::English)
}

fn bytes(workbook: &Workbook) -> Vec<u8> {
    workbook::write(workbook).unwrap()
}

fn read(example: &Example, workbook: &Workbook, sheet: Option<&str>) -> Result<ReadSchedule, Vec<String>> {
    let read = read_schedule_table(&example.problem, bytes(workbook), FILE, sheet);
    read.map_err(|faults| faults.0.iter().map(ToString::to_string).collect())
}

/// Writes words into a cell, such as `E4`.
fn edit(workbook: &mut Workbook, sheet: &str, cell: &str, words: &str) {
    let (column, row) = (usize::from(cell.as_bytes()[0] - b'A'), cell[1..].parse::<usize>().unwrap() - 1);
    let sheet = workbook.sheets.iter_mut().find(|known| known.name == sheet).unwrap();
    sheet.rows[row][column] = Cell::words(words, Style::Plain);
}

fn cell<'w>(workbook: &'w Workbook, sheet: &str, cell: &str) -> &'w Cell {
    let (column, row) = (usize::from(cell.as_bytes()[0] - b'A'), cell[1..].parse::<usize>().unwrap() - 1);
    &workbook.sheets.iter().find(|known| known.name == sheet).unwrap().rows[row][column]
}

/// Who serves in a round and team, by id.
fn who(example: &Example, schedule: &Schedule, round: u32, team: &str) -> Vec<String> {
    let campaign = example.problem.campaign();
    let in_team = schedule.duties().iter().filter(|duty| {
        let post = example.problem.post(duty.post);
        post.round.map(lunban_core::RoundId::number) == Some(round) && campaign.team(post.team).id == team
    });
    in_team.map(|duty| campaign.person(duty.person).id.clone()).collect()
}

#[test]
fn what_was_written_is_read_back_from_either_sheet() {
    let example = Example::new();
    let workbook = workbook_of(&example.outcome());
    for (sheet, first) in [(None, "Duties!H2"), (Some("Duties"), "Duties!H2"), (Some("Teams"), "Teams!E4")] {
        let read = read(&example, &workbook, sheet).unwrap();
        assert_eq!((&read.schedule, read.warnings), (&example.schedule, Vec::new()), "{sheet:?}");
        assert_eq!(read.places[&example.schedule.duties()[0]].within_file().english, first);
        assert_eq!(read.open.len(), 1, "{sheet:?}");
    }
}

#[test]
fn the_sheet_that_was_edited_counts() {
    let example = Example::new();
    let mut teams = workbook_of(&example.outcome());
    assert_eq!(cell(&teams, "Teams", "E6").value, Value::Words("李四".to_owned()));
    edit(&mut teams, "Teams", "E6", "孙七");
    let edited = read(&example, &teams, None).unwrap();
    assert_eq!(who(&example, &edited.schedule, 1, "T2"), ["P07", "P05"]);
    assert!(edited.places.values().all(|place| place.sheet.as_deref() == Some("Teams")));
    let mut duties = workbook_of(&example.outcome());
    edit(&mut duties, "Duties", "H4", "P07");
    edit(&mut duties, "Duties", "I4", "");
    let edited = read(&example, &duties, None).unwrap();
    assert_eq!(who(&example, &edited.schedule, 1, "T2"), ["P07", "P05"]);
    assert!(edited.places.values().all(|place| place.sheet.as_deref() == Some("Duties")));
}

#[test]
fn sheets_that_were_edited_apart_are_a_fault_but_not_alike() {
    let example = Example::new();
    let mut both = workbook_of(&example.outcome());
    edit(&mut both, "Teams", "E6", "P07");
    edit(&mut both, "Duties", "H4", "P07");
    edit(&mut both, "Duties", "I4", "孙七");
    assert_eq!(who(&example, &read(&example, &both, None).unwrap().schedule, 1, "T2"), ["P07", "P05"]);
    edit(&mut both, "Teams", "E6", "P06");
    let said = "schedule.xlsx!Duties: expected the same duties as on `schedule.xlsx!Teams`; 2 differ, and both sheets were edited\n  \
                Maybe `schedule.xlsx!Duties`\n  See also schedule.xlsx!Teams";
    assert_eq!(read(&example, &both, None).unwrap_err(), [said]);
    assert!(read(&example, &both, Some("Teams")).is_ok());
}

#[test]
fn what_is_written_on_the_sheets_of_people_is_told_and_never_lost() {
    let example = Example::new();
    let written = workbook_of(&example.outcome());
    let sheet = written.sheets.iter().find(|sheet| sheet.name == "People").unwrap();
    let line = |id: &str| sheet.rows.iter().position(|row| row[0].as_words() == id).unwrap() + 1;
    let (here, there) = (format!("G{}", line("P05")), format!("H{}", line("P05")));
    let duty = cell(&written, "People", &here).as_words().to_owned();
    assert!(duty.starts_with("T2 "), "{duty}");
    // The second round in place of the first.
    let mut moved = written.clone();
    edit(&mut moved, "People", &here, "");
    edit(&mut moved, "People", &there, &duty);
    let said = read(&example, &moved, None).unwrap_err();
    assert!(
        said[0].starts_with(&format!("schedule.xlsx!People!{here}: (empty): expected `{duty}`, as the duties have it")),
        "{said:?}"
    );
    assert!(said[1].starts_with(&format!("schedule.xlsx!People!{there}: `{duty}`: expected")), "{said:?}");
    assert!(said[0].contains("Maybe the same change on the sheet of teams or of duties"), "{said:?}");
    assert!(read(&example, &moved, Some("Teams")).is_ok(), "who names a sheet says what counts");
    // The sheet of a unit is no other.
    let mut of_unit = written.clone();
    edit(&mut of_unit, "监测总站", "G4", "T1");
    assert!(read(&example, &of_unit, None).unwrap_err()[0].starts_with("schedule.xlsx!监测总站!G4: `T1`"));
    // What is changed where it is read may be changed here too.
    let mut both = written.clone();
    edit(&mut both, "Teams", "E6", "孙七");
    edit(&mut both, "People", &format!("G{}", line("P02")), "");
    assert_eq!(who(&example, &read(&example, &both, None).unwrap().schedule, 1, "T2"), ["P07", "P05"]);
}

#[test]
fn a_workbook_without_marks_of_people_is_read_as_before() {
    let example = Example::new();
    let mut earlier = workbook_of(&example.outcome());
    earlier.sheets.last_mut().unwrap().rows.truncate(1);
    edit(&mut earlier, "Teams", "E6", "孙七");
    assert_eq!(who(&example, &read(&example, &earlier, None).unwrap().schedule, 1, "T2"), ["P07", "P05"]);
}

#[test]
fn people_write_names_ids_dates_and_blanks() {
    let example = Example::new();
    let mut workbook = workbook_of(&example.outcome());
    assert_eq!(cell(&workbook, "Teams", "E4").value, Value::Words("张三 P01".to_owned()), "two are called so");
    edit(&mut workbook, "Teams", "E4", "张三（卫星中心）");
    edit(&mut workbook, "Teams", "E6", "李四(2017-09-15/2017-09-20)、P07（2017-09-21/2017-09-28）");
    edit(&mut workbook, "Teams", "F6", "");
    let read = read(&example, &workbook, None).unwrap();
    assert_eq!(who(&example, &read.schedule, 1, "T1"), ["P01", "P03"]);
    assert_eq!(who(&example, &read.schedule, 1, "T2"), ["P02", "P07", "P05"]);
    assert_eq!(who(&example, &read.schedule, 2, "T2"), [""; 0]);
    assert!(read.open.values().flatten().any(|place| place.to_string() == "schedule.xlsx!Teams!F6"));
}

#[test]
fn what_cannot_be_read_is_said_of_its_cell() {
    let example = Example::new();
    let mut workbook = workbook_of(&example.outcome());
    edit(&mut workbook, "Teams", "E4", "张三");
    edit(&mut workbook, "Teams", "E6", "李五");
    edit(&mut workbook, "Teams", "A8", "T9");
    let said = read(&example, &workbook, None).unwrap_err();
    let begins = [
        "schedule.xlsx!Teams!E4: `张三`: expected one person; several bear this name: `P01` of 卫星中心, `P04` of 监测总站",
        "schedule.xlsx!Teams!E6: `李五`: expected the name of a person in a roster",
        "schedule.xlsx!Teams!A8: `T9`: expected the id of a team in teams",
    ];
    for begin in begins {
        assert!(said.iter().any(|fault| fault.starts_with(begin)), "{begin} in {said:#?}");
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes_and_bears_the_date_of_the_campaign() {
    let example = Example::new();
    let bytes = bytes(&workbook_of(&example.outcome()));
    assert!(bytes == self::bytes(&workbook_of(&example.outcome())));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let properties = std::io::read_to_string(archive.by_name("docProps/core.xml").unwrap()).unwrap();
    assert!(properties.contains("2017-09-15T00:00:00Z"), "{properties}");
}

#[test]
fn a_redacted_workbook_has_ids_but_no_name_and_no_phone() {
    let example = Example::new();
    let outcome = Outcome { redact: true, ..example.outcome() };
    let workbook = workbook_of(&outcome);
    let words = workbook.sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten());
    let words: Vec<&str> = words
        .filter_map(|cell| if let Value::Words(words) = &cell.value { Some(words.as_str()) } else { None })
        .collect();
    for secret in ["张三", "李四", "王五", "赵六", "孙七", "cmd", "+86", "汉"] {
        assert!(!words.iter().any(|word| word.contains(secret)), "{secret}");
    }
    assert_eq!(read(&example, &workbook, None).unwrap().schedule, example.schedule);
}

#[test]
fn whatever_units_and_people_are_called_every_sheet_opens() {
    let long = "很长".repeat(20_000);
    let names = ["=1+1", "<r><t>x</t></r>", "a\u{1}b", long.as_str(), "_x0041_", "张、三", "P02"];
    let mut draft = Example::new().problem.campaign().draft().clone();
    for (person, name) in draft.people.iter_mut().zip(names) {
        name.clone_into(&mut person.name);
    }
    for (unit, name) in draft.units.iter_mut().zip(["Duties", "'很[长]的/名:字*?\\".repeat(4).as_str()]) {
        name.clone_into(&mut unit.name);
    }
    let example = Example::of(Problem::new(Campaign::build(draft).unwrap()));
    let workbook = workbook_of(&example.outcome());
    let mut book = Book::open(bytes(&workbook), FILE).unwrap();
    let sheets = book.sheets();
    assert_eq!(sheets.len(), workbook.sheets.len());
    assert!(sheets.iter().all(|(name, _)| book.sheet(name).is_ok_and(|sheet| !sheet.rows.is_empty())));
    for sheet in ["Duties", "Teams"] {
        assert_eq!(read(&example, &workbook, Some(sheet)).unwrap().schedule, example.schedule);
    }
}

#[test]
fn the_sheet_of_a_unit_shows_its_own_people_only() {
    let example = Example::new();
    let workbook = workbook_of(&example.outcome());
    let sheet = workbook.sheets.iter().find(|sheet| sheet.name == "监测总站").unwrap();
    let ids = sheet.rows[3..].iter().map(|row| row[0].value.clone());
    assert_eq!(ids.collect::<Vec<_>>(), ["P04", "P05", "P06"].map(|id| Value::Words(id.to_owned())));
}
