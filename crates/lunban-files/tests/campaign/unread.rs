//! Files and units that would be left out: the planner is told of each.

use crate::sample::Sample;

#[test]
fn a_workbook_that_the_pattern_leaves_out_is_an_error_unless_its_table_is_there() {
    let sample = Sample::new().change("campaign.toml", "[[goals]]", "[files]\nroster = \"roster/*.csv\"\n[[goals]]");
    let unread = sample.clone().with("roster/U3.xlsx", "x").with("roster/old/U4.XLS", "x");
    let said = |file: &str| {
        format!(
            "{file}: expected rosters where [files] says; this workbook is not read\n  \
             Maybe `roster = \"roster/*\"`, with the workbook in that folder"
        )
    };
    assert_eq!(unread.errors(), [said("roster/U3.xlsx"), said("roster/old/U4.XLS")]);
    let saved = sample.with("roster/U1.xlsx", "x");
    let said = "roster/U1.xlsx: warning: not read\n  Maybe leave it: `roster/U1.csv` is read".to_owned();
    assert!(saved.warnings().contains(&said), "{:?}", saved.warnings());
}

#[test]
fn two_files_of_one_name_are_an_error_for_one_is_out_of_date() {
    let sample = Sample::new().with("roster/U1.xlsx", "x").with("units.xls", "x");
    let said = |first: &str, second: &str| {
        format!("{second}: expected one file of this name; `{first}` is there too\n  Maybe delete the older of the two")
    };
    assert_eq!(sample.errors(), [said("roster/U1.csv", "roster/U1.xlsx"), said("units.csv", "units.xls")]);
}

#[test]
fn other_files_in_and_below_the_folder_of_the_rosters_are_named() {
    let sample = Sample::new().with("roster/more/U3.csv", "x").with("roster/U3.ods", "x");
    let sample = sample.with("roster/.hidden", "x").with("roster/~$U1.xlsx", "x").with("roster/Thumbs.db", "x");
    let unread: Vec<String> = sample.warnings().into_iter().filter(|warning| warning.contains("not read")).collect();
    let said = |file: &str| {
        format!("{file}: warning: not read\n  Maybe save it as .xlsx or CSV in the folder of the rosters, if it is one")
    };
    assert_eq!(unread, [said("roster/U3.ods"), said("roster/more/U3.csv")]);
}

#[test]
fn a_roster_beside_the_folder_is_named_and_other_tables_there_are_not() {
    let roster = Sample::new().text("roster/U2.csv");
    let sample = Sample::new().with("B.csv", roster).with("notes.csv", "id,name\n1,a\n");
    let unread: Vec<String> = sample.warnings().into_iter().filter(|warning| warning.contains("not read")).collect();
    let said = "B.csv: warning: not read\n  Maybe move it to where rosters are read from, `roster/*`";
    assert_eq!(unread, [said]);
}

#[test]
fn a_unit_without_people_is_named_where_a_team_may_draw_on_it() {
    let sample = Sample::new().change("units.csv", "U2,", "U9,站外,local,,\nU3,评估中心,direct,,\nU2,");
    let said = "units.csv:4:unit: warning: `U3`: teams may draw on this unit, but no roster has anybody of it\n  Maybe its roster is missing, or in a file that is not read";
    let warnings = sample.warnings();
    let idle: Vec<&String> = warnings.iter().filter(|warning| warning.starts_with("units.csv")).collect();
    assert_eq!(idle, [said]);
}

#[test]
fn units_write_their_absences_under_many_names() {
    let sample = Sample::new().change("roster/U2.csv", "特长,回避地", "请假,回避城市");
    let sample =
        sample.change("roster/U2.csv", "law、commended", "2").change("roster/U2.csv", "男,,", "男,2017年10月1日,");
    let campaign = sample.read().unwrap_or_else(|faults| panic!("{faults}")).campaign;
    let away = |id: &str| !campaign.person(campaign.find_person(id).unwrap()).away.is_empty();
    assert!(away("P04") && away("P05"));
    assert_eq!(campaign.person(campaign.find_person("P04").unwrap()).homes.len(), 1);
}

#[test]
fn titles_above_a_header_are_passed_over() {
    let text = Sample::new().text("roster/U2.csv");
    let sample = Sample::new().with("roster/U2.csv", format!("规划院名单\n{text}"));
    assert_eq!(sample.warnings(), Sample::new().warnings());
}
