//! Tables with faults: each is named with file, line, column, value, what was expected, and perhaps what was meant.

use encoding_rs::GB18030;

use crate::sample::Sample;

#[test]
fn a_misspelt_column() {
    let sample = Sample::new().change("roster/U1.csv", "unavailable", "unavialable");
    assert_eq!(
        sample.errors(),
        ["roster/U1.csv:1:unavialable: `unavialable`: expected the name of a column\n  Maybe `unavailable`"]
    );
    let sample = Sample::new().change("teams.csv", "vehicles", "vehicle");
    assert_eq!(sample.errors(), ["teams.csv:1:vehicle: `vehicle`: expected the name of a column\n  Maybe `vehicles`"]);
}

#[test]
fn a_column_that_is_missing_or_twice() {
    let sample = Sample::new().change("roster/U2.csv", "职级", "职等");
    assert_eq!(
        sample.errors(),
        ["roster/U2.csv:1:rank: (empty): expected a column `rank` (职级, 级别)\n  Maybe `职等`"]
    );
    let sample = Sample::new().change("roster/U2.csv", "特长", "姓名");
    assert_eq!(
        sample.errors(),
        [
            "roster/U2.csv:1:姓名: `姓名`: expected each column once\n  Maybe one of the two has another name\n  See also roster/U2.csv:1:姓名"
        ]
    );
}

#[test]
fn an_id_twice_names_both_rows() {
    let sample = Sample::new().change("roster/U2.csv", "P04", "P02");
    assert_eq!(
        sample.errors().concat(),
        "roster/U2.csv:2:编号: `P02`: expected an id that no other row has\n  Maybe one of the two rows is a copy, or its id is mistyped\n  See also roster/U1.csv:3:id"
    );
}

#[test]
fn an_unknown_rank() {
    let sample = Sample::new().change("roster/U1.csv", "李四,处级", "李四,处");
    assert_eq!(
        sample.errors(),
        ["roster/U1.csv:3:rank: `处`: expected a rank: one of 科级, 处级, 司局级\n  Maybe `处级`"]
    );
}

#[test]
fn an_unknown_unit() {
    let sample = Sample::new().change("roster/U2.csv", "规划院", "规化院");
    assert_eq!(
        sample.errors(),
        ["roster/U2.csv:2:单位: `规化院`: expected the id or name of a unit in units\n  Maybe `规划院`"]
    );
}

#[test]
fn a_roster_named_after_no_unit_is_one_fault() {
    let text = Sample::new().text("roster/U1.csv");
    let sample = Sample::new().without("roster/U1.csv").with("roster/U9.csv", text);
    let errors = sample.errors();
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert!(
        errors[0].starts_with("roster/U9.csv:1:unit: `U9`: expected the id or name of a unit in units"),
        "{errors:#?}"
    );
}

#[test]
fn an_unknown_place_and_an_ambiguous_one() {
    let sample = Sample::new().change("teams.csv", "邢台市", "刑台市");
    assert_eq!(
        sample.errors(),
        ["teams.csv:4:city: `刑台市`: expected the code or name of a city in places\n  Maybe `邢台市`"]
    );
    let sample = Sample::new().change("teams.csv", "130104", "桥西区");
    assert_eq!(
        sample.errors(),
        [
            "teams.csv:3:covers: `桥西区`: expected one place; several bear this name: 130104 河北省石家庄市桥西区, 130503 河北省邢台市桥西区\n  Maybe the code, such as `130104`"
        ]
    );
}

#[test]
fn a_day_that_no_calendar_has() {
    let sample = Sample::new().change("roster/U1.csv", "2017-09-13", "2017-02-30");
    assert_eq!(
        sample.errors(),
        ["roster/U1.csv:2:trained: `2017-02-30`: expected a day of that month, which has 28\n  Maybe `2017-02-28`"]
    );
    let sample = Sample::new().change("roster/U1.csv", "2017-10-01/2017-10-08", "5;2017-10-01/2017-10-38");
    let errors = sample.errors();
    assert_eq!(
        errors[0].split(": ").take(2).collect::<Vec<_>>(),
        ["roster/U1.csv:3:unavailable", "`2017-10-01/2017-10-38`"]
    );
}

#[test]
fn a_round_out_of_range() {
    let sample = Sample::new().change("roster/U1.csv", "1-2", "1-9").change("locks.csv", "P01,2", "P01,0");
    assert_eq!(
        sample.errors(),
        [
            "locks.csv:2:round: `0`: expected a round from 1 to 3\n  Maybe another round, or more `rounds` in campaign.toml",
            "roster/U1.csv:4:unavailable: `9`: expected a round from 1 to 3\n  Maybe another round, or more `rounds` in campaign.toml"
        ]
    );
}

#[test]
fn cells_that_cannot_be_read() {
    let sample = Sample::new()
        .change("teams.csv", "驻市,3", "驻市,three")
        .change("roster/U1.csv", "P02@city!", "P02@ctiy")
        .change("locks.csv", "never", "nver")
        .change("places.csv", "116.411", "116°");
    assert_eq!(
        sample.errors(),
        [
            "locks.csv:3:mode: `nver`: expected must or never\n  Maybe `never`",
            "places.csv:3:lon: `116°`: expected a number",
            "roster/U1.csv:2:with: `P02@ctiy`: expected @team, @city or @round\n  Maybe `city`",
            "teams.csv:2:size: `three`: expected a whole number of 0 or more"
        ]
    );
}

#[test]
fn an_empty_file_and_one_with_a_header_alone() {
    for (content, place) in [("", "roster/U2.csv"), ("\r\n", "roster/U2.csv"), ("id,name,rank\n", "roster/U2.csv:1")] {
        let errors = Sample::new().with("roster/U2.csv", content).errors();
        assert_eq!(errors.len(), 1, "{errors:#?}");
        assert_eq!(errors[0].split(": ").next(), Some(place));
    }
    assert!(Sample::new().with("locks.csv", "person,mode\n").read().is_ok(), "no locks are no fault");
}

#[test]
fn a_file_in_no_known_encoding() {
    let mut bytes = Sample::new().text("roster/U1.csv").into_bytes();
    let third = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1).unwrap().0 + 1;
    bytes[third] = 0xff;
    let sample = Sample::new().with("roster/U1.csv", bytes);
    assert_eq!(
        sample.errors(),
        ["roster/U1.csv:3: expected text in UTF-8 or GB18030; this is neither\n  Maybe save it as CSV UTF-8"]
    );
    let broken = Sample::new().with("units.csv", b"PK\x03\x04\x14\0".to_vec()).errors();
    assert!(broken[0].starts_with("units.csv: expected a workbook that is whole; this one is broken: "), "{broken:?}");
}

#[test]
fn a_roster_that_is_a_folder() {
    let sample = Sample::new().with("roster/U3.csv/", "");
    assert_eq!(sample.errors(), ["roster/U3.csv: expected a file; this is a folder\n  Maybe `roster/U3.csv/*`"]);
    let settings = Sample::new().text("campaign.toml") + "[files]\nroster = \"roster\"\n";
    let errors = Sample::new().with("campaign.toml", settings).errors();
    assert_eq!(errors, ["roster: expected a file; this is a folder\n  Maybe `roster/*`"]);
}

#[test]
fn files_that_are_not_there() {
    assert_eq!(
        Sample::new().without("places.csv").errors(),
        ["places.csv: expected a file that is there\n  Maybe another folder, or another name for it under [files]"]
    );
    let none = Sample::new().without("roster/U1.csv").without("roster/U2.csv").without("locks.csv");
    assert_eq!(
        none.errors(),
        [
            "campaign.toml: `roster/*`: expected files of rosters; none fits this pattern\n  Maybe another folder, or another name for it under [files]"
        ]
    );
    assert_eq!(
        Sample::new().without("campaign.toml").errors(),
        ["campaign.toml: expected a file that is there\n  Maybe another folder, or another name for it under [files]"]
    );
}

#[test]
fn rows_of_another_length_than_the_header() {
    let sample = Sample::new().change("teams.csv", "T3,邢台市,city,2,130503,", "T3,邢台市,city");
    assert_eq!(
        sample.errors(),
        [
            "teams.csv:4: `T3,邢台市,city`: expected 6 cells, as the header has; here are 3\n  Maybe a `,` for each cell that is empty, too"
        ]
    );
}

#[test]
fn borders_between_places_that_there_are_not() {
    let sample = Sample::new().with("borders.csv", "code_a,code_b,border_km\n130104,130503,12.5\n130104,1305033,x\n");
    assert_eq!(
        sample.errors(),
        [
            "borders.csv:3:border_km: `x`: expected a number",
            "borders.csv:3:code_b: `1305033`: expected the code of a place in places\n  Maybe `130503`"
        ]
    );
}

#[test]
fn a_line_is_right_in_every_encoding() {
    let text = Sample::new().text("roster/U2.csv").replace("科级", "科").replace('\n', "\r\n\r\n");
    let (bytes, ..) = GB18030.encode(&text);
    let errors = Sample::new().with("roster/U2.csv", bytes.into_owned()).errors();
    assert_eq!(errors, ["roster/U2.csv:5:职级: `科`: expected a rank: one of 科级, 处级, 司局级\n  Maybe `科级`"]);
}

#[test]
fn all_faults_come_at_once() {
    let sample = Sample::new()
        .change("campaign.toml", "days = 14", "day = 14")
        .change("campaign.toml", "heavy", "haevy")
        .change("units.csv", "190", "many")
        .change("teams.csv", "驻市", "驻省")
        .change("roster/U1.csv", "李四,处级", "李四,处")
        .change("roster/U1.csv", "1-2", "8")
        .change("roster/U2.csv", "性别", "姓名")
        .with("roster/U3.csv", "");
    let places: Vec<String> =
        sample.errors().iter().map(|error| error.split(": ").next().unwrap_or_default().to_owned()).collect();
    assert_eq!(
        places,
        [
            "campaign.toml:6:1",
            "campaign.toml:19:1",
            "roster/U1.csv:3:rank",
            "roster/U1.csv:4:unavailable",
            "roster/U2.csv:1:姓名",
            "roster/U3.csv",
            "teams.csv:2:kind",
            "units.csv:2:headcount"
        ]
    );
}

#[test]
fn a_home_written_in_part_is_an_error_and_one_that_is_elsewhere_a_warning() {
    for (written, meant) in [("石家庄", "石家庄市"), ("河北省石家庄市", "石家庄市")] {
        let sample = Sample::new().change("roster/U1.csv", "石家庄市,3", &format!("{written},3"));
        let said = format!(
            "roster/U1.csv:2:home: `{written}`: expected the code or name of a place in places\n  Maybe `{meant}`"
        );
        assert_eq!(sample.errors(), [said]);
    }
    // A city of another province, though it looks like one of these.
    let sample = Sample::new().change("roster/U1.csv", "石家庄市,3", "邢合市,3");
    let said = "roster/U1.csv:2:home: warning: `邢合市`: the code or name of a place in places\n  Maybe `邢台市`";
    assert!(sample.warnings().contains(&said.to_owned()), "{:?}", sample.warnings());
}

#[test]
fn an_absence_in_another_year() {
    let sample = Sample::new().change("roster/U1.csv", "2017-10-01/2017-10-08", "2007-10-01/2007-10-08");
    let said = "roster/U1.csv:3:unavailable: warning: `2007-10-01/2007-10-08`: outside the campaign (2017-09-15/2017-10-26), so it keeps nobody away\n  Maybe another year";
    assert!(sample.warnings().contains(&said.to_owned()), "{:?}", sample.warnings());
    let near = Sample::new().change("roster/U1.csv", "2017-10-01/2017-10-08", "2018-10-01");
    assert!(near.warnings().iter().all(|warning| !warning.contains("outside")), "holidays are entered beforehand");
    let rounds = Sample::new().change("roster/U1.csv", "2017-10-01/2017-10-08", "2018-01-02").warnings();
    let said = "Maybe rounds, which a spreadsheet took for a date: `r1-2`";
    assert!(rounds.iter().any(|warning| warning.ends_with(said)), "{rounds:?}");
}

#[test]
fn a_wish_for_a_round_without_its_sign() {
    let sample = Sample::new().change("roster/U1.csv", ",r1,", ",1,");
    assert_eq!(
        sample.errors(),
        ["roster/U1.csv:2:prefer: `1`: expected the code or name of a place in places\n  Maybe `r1`, for a round"]
    );
}

#[test]
fn a_tie_to_oneself() {
    let sample = Sample::new().change("roster/U1.csv", "P02@city!", "P01");
    let errors = sample.errors();
    let said = "roster/U1.csv:2:with: `P01`: expected the id of another person; this is the person's own";
    assert!(errors.len() == 1 && errors[0].starts_with(said), "{errors:?}");
}

#[test]
fn who_must_be_together_and_apart() {
    let roster = "id,name,unit,rank,with,apart\nP08,甲一,U1,科级,P09!,\nP09,乙二,U1,科级,,P08@city!\n";
    let expected =
        "people whom no `with` binds together; P09 - P08 must serve together, so none of them could ever serve";
    let mend = "Maybe one of the ties without `!`\n  See also roster/U3.csv:2:with";
    let errors = Sample::new().with("roster/U3.csv", roster).errors();
    assert_eq!(errors, [format!("roster/U3.csv:3:apart: `P08`: expected {expected}\n  {mend}")]);
}

#[test]
fn more_duties_than_anybody_has() {
    let roster = "id,name,unit,rank,max\nP08,甲一,U1,科级,4000000000\n";
    let errors = Sample::new().with("roster/U3.csv", roster).errors();
    assert_eq!(errors, ["roster/U3.csv:2:max: `4000000000`: expected duties from 0 to 1000\n  Maybe `1000`"]);
}
