//! Campaigns whose tables are workbooks, as units fill them in: titles, merged cells, real dates, formulas, locks, and worse.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use crate::sample::Sample;

/// Writes the cells of one sheet.
type Writer = fn(&mut Worksheet) -> Result<(), XlsxError>;

/// The bytes of a workbook with these sheets.
fn workbook(sheets: &[(&str, Writer)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, fill) in sheets {
        fill(book.add_worksheet().set_name(*name).unwrap()).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// Rows of words from a row and column on.
fn put(sheet: &mut Worksheet, row: u32, column: u16, rows: &[&[&str]]) -> Result<(), XlsxError> {
    for (row, cells) in (row..).zip(rows) {
        sheet.write_row(row, column, cells.iter().copied())?;
    }
    Ok(())
}

/// The roster of U2 as its unit hands it in.
fn roster(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bare = Format::new();
    sheet.merge_range(0, 0, 0, 7, "规划院派驻人员名单", &bare)?;
    put(
        sheet,
        2,
        1,
        &[&["编 号*", "姓名", "单位", "职级（必填）", "性别", "特长", "培训", "不可参加\n(轮次或日期)", "电话"]],
    )?;
    put(sheet, 3, 1, &[&["Ｐ０４", "赵六　", "", "局级", "女", "law、commended", "", "１－２"]])?;
    put(sheet, 4, 1, &[&["P05", "钱七", "", " 科级", "男", "", "2017年9月13日", ""]])?;
    sheet.merge_range(3, 3, 4, 3, "规划院", &bare)?;
    let day = ExcelDateTime::from_ymd(2017, 9, 13)?;
    sheet.write_datetime_with_format(3, 7, &day, &Format::new().set_num_format("yyyy/m/d"))?;
    sheet.write_number(3, 9, 13_800_000_004_f64)?;
    sheet.merge_range(6, 1, 6, 5, "以上人员均已培训", &bare)?;
    Ok(())
}

fn with_roster(fill: fn(&mut Worksheet) -> Result<(), XlsxError>) -> Sample {
    Sample::new().without("roster/U2.csv").with("roster/U2.xlsx", workbook(&[("名单", fill)]))
}

#[test]
fn a_roster_is_read_as_its_unit_filled_it_in() {
    let read = with_roster(roster).read().unwrap_or_else(|faults| panic!("{faults}"));
    let campaign = &read.campaign;
    let person = |id: &str| campaign.person(campaign.find_person(id).unwrap());
    assert_eq!((person("P04").name.as_str(), person("P04").phone.as_str()), ("赵六", "13800000004"));
    assert_eq!(person("P04").trained.unwrap().to_string(), "2017-09-13");
    assert_eq!(person("P05").trained, person("P04").trained);
    assert_eq!((person("P04").away.len(), person("P04").tags.len()), (2, 2));
    assert_eq!(campaign.unit(person("P05").unit).id, "U2", "merged over both rows");
    let said = "roster/U2.xlsx!名单!7: warning: `以上人员均已培训`: not read; one cell over several columns is taken for a remark";
    assert!(read.warnings.iter().any(|warning| warning.to_string() == said), "{:?}", read.warnings);
}

#[test]
fn errors_point_at_the_cell() {
    let sample = with_roster(|sheet| {
        put(sheet, 0, 0, &[&["规划院"], &["编号", "姓名", "职级", "性别"]])?;
        put(sheet, 2, 0, &[&["P04", "赵六", "处", "女"], &["P05", "", "科级", "x"]])
    });
    let expected = [
        "roster/U2.xlsx!名单!C3: `处`: expected a rank: one of 科级, 处级, 司局级\n  Maybe `处级`",
        "roster/U2.xlsx!名单!B4: (empty): expected a name",
        "roster/U2.xlsx!名单!D4: `x`: expected 男 or 女, m or f",
    ];
    let mut errors = sample.errors();
    errors.retain(|error| error.starts_with("roster"));
    assert_eq!(errors.len(), 3, "{errors:?}");
    for (error, expected) in errors.iter().zip(expected) {
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn a_missing_column_points_at_the_header() {
    let sample = with_roster(|sheet| put(sheet, 1, 1, &[&["编号", "姓名"], &["P04", "赵六"]]));
    assert_eq!(sample.errors()[0], "roster/U2.xlsx!名单!2: expected a column `rank` (职级, 级别)");
}

#[test]
fn a_workbook_may_hold_many_units_a_sheet_each_or_in_a_column() {
    fn people(sheet: &mut Worksheet, rows: &[&[&str]]) -> Result<(), XlsxError> {
        put(sheet, 0, 0, &[&["编号", "姓名", "职级"]])?;
        put(sheet, 1, 0, rows)
    }
    let sheets = workbook(&[
        ("说明", |sheet| put(sheet, 0, 0, &[&["请各单位填写"]])),
        ("监测总站", |sheet| {
            people(sheet, &[&["P01", "张三", "司局级"], &["P02", "李四", "处级"], &["P03", "王五", "科级"]])
        }),
        ("U2", |sheet| people(sheet, &[&["P04", "赵六", "局级"], &["P05", "钱七", "科级"]])),
    ]);
    let column = workbook(&[("Sheet1", |sheet| {
        put(sheet, 0, 0, &[&["单位", "编号", "姓名", "职级"]])?;
        put(
            sheet,
            1,
            0,
            &[&["监测总站", "P01", "张三", "司局级"], &["", "P02", "李四", "处级"], &["U1", "P03", "王五", "科级"]],
        )?;
        put(sheet, 4, 0, &[&["规划院", "P04", "赵六", "局级"], &["规划院", "P05", "钱七", "科级"]])?;
        sheet.merge_range(1, 0, 2, 0, "监测总站", &Format::new()).map(drop)
    })]);
    for bytes in [sheets, column] {
        let sample = Sample::new().without("roster/U1.csv").without("roster/U2.csv").with("roster/all.xlsx", bytes);
        let campaign = sample.read().unwrap_or_else(|faults| panic!("{faults}")).campaign;
        let units = campaign.people().iter().map(|person| campaign.unit(person.unit).id.as_str());
        assert_eq!(units.collect::<Vec<_>>(), ["U1", "U1", "U1", "U2", "U2"]);
    }
}

#[test]
fn a_sheet_may_be_named_and_every_table_may_be_one() {
    let book = workbook(&[
        ("units", |sheet| {
            put(
                sheet,
                0,
                0,
                &[
                    &["单位", "名称", "类型", "所在地"],
                    &["U1", "监测总站", "direct", "110100"],
                    &["U2", "规划院", "direct", "北京市"],
                ],
            )
        }),
        ("旧teams", |sheet| put(sheet, 0, 0, &[&["组", "城市", "类型"], &["T9", "石家庄市", "city"]])),
        ("teams", |sheet| {
            put(
                sheet,
                0,
                0,
                &[
                    &["组", "城市", "类型", "人数"],
                    &["T1", "北京市", "驻市"],
                    &["T2", "石家庄市", "city"],
                    &["T3", "邢台市", "city"],
                ],
            )?;
            [(1, 3), (2, 2), (3, 2)].into_iter().try_for_each(|(row, size)| sheet.write_number(row, 3, size).map(drop))
        }),
    ]);
    let named = |files: &str| {
        let settings = Sample::new().text("campaign.toml") + "[files]\n" + files;
        let sample = Sample::new().without("units.csv").without("teams.csv").with("表.xlsx", book.clone());
        sample.with("campaign.toml", settings)
    };
    let both = named("units = \"表.xlsx\"\nteams = \"表.xlsx\"\n").errors();
    assert_eq!(
        both,
        ["表.xlsx: expected one table; each of these sheets holds one: 旧teams, teams\n  Maybe `表.xlsx!旧teams`"]
    );
    let campaign = named("units = \"表.xlsx!units\"\nteams = \"表.xlsx!teams\"\n").read().unwrap().campaign;
    assert_eq!((campaign.units().len(), campaign.teams().len()), (2, 3));
    let wrong = named("units = \"表.xlsx!unit\"\nteams = \"表.xlsx!teams\"\n").errors();
    assert_eq!(
        wrong,
        ["表.xlsx: `unit`: expected a sheet of this workbook: one of units, 旧teams, teams\n  Maybe `units`"]
    );
}

#[test]
fn a_table_of_the_usual_name_may_be_a_workbook() {
    let units = workbook(&[("Sheet1", |sheet| {
        put(
            sheet,
            0,
            0,
            &[
                &["unit", "name", "kind", "base"],
                &["U1", "监测总站", "direct", "110100"],
                &["U2", "规划院", "direct", "110100"],
            ],
        )
    })]);
    assert_eq!(Sample::new().without("units.csv").with("units.xlsx", units).read().unwrap().campaign.units().len(), 2);
}

#[test]
fn headers_of_two_rows_are_read_by_the_lower() {
    let read = with_roster(|sheet| {
        let bare = Format::new();
        put(sheet, 0, 0, &[&["编号", "姓名", "职级", "意愿"], &["", "", "", "意愿", "不愿"]])?;
        for (column, word) in ["编号", "姓名", "职级"].into_iter().enumerate() {
            let column = u16::try_from(column).unwrap_or(0);
            sheet.merge_range(0, column, 1, column, word, &bare)?;
        }
        sheet.merge_range(0, 3, 0, 4, "意愿情况", &bare)?;
        put(sheet, 2, 0, &[&["P04", "赵六", "局级", "r1", "r2"], &["P05", "钱七", "科级"]])
    });
    let campaign = read.read().unwrap_or_else(|faults| panic!("{faults}")).campaign;
    let person = campaign.person(campaign.find_person("P04").unwrap());
    assert_eq!((person.prefers.rounds.len(), person.avoids.rounds.len()), (1, 1));
}

#[test]
fn what_is_no_value_is_an_error_in_a_known_column_and_shown_in_others() {
    let sample = with_roster(|sheet| {
        put(
            sheet,
            0,
            0,
            &[&["编号", "姓名", "职级", "max", "党员", "备注"], &["", "赵六", "", ""], &["P05", "钱七", "科级", ""]],
        )?;
        sheet.write_number(1, 0, 110_101_199_001_011_234_f64)?;
        sheet.write_formula(1, 2, Formula::new("=VLOOKUP(1,A:B,9)").set_result("#REF!"))?;
        sheet.write_formula(2, 3, Formula::new("=1+1").set_result("2"))?;
        sheet.write_boolean(2, 4, true)?;
        sheet.write_formula(2, 5, Formula::new("=NA()").set_result("#N/A")).map(drop)
    });
    let errors = sample.errors();
    let expected = [
        "roster/U2.xlsx!名单!A2: `110101199001011230`: expected text; of a number this long a spreadsheet keeps fifteen digits",
        "roster/U2.xlsx!名单!C2: `#REF!`: expected a value; the formula in this cell fails",
    ];
    for expected in expected {
        assert!(errors.iter().any(|error| error.starts_with(expected)), "{errors:?}");
    }
    assert!(!errors.iter().any(|error| error.contains("U2.xlsx!名单!F3")), "{errors:?}");
}

#[test]
fn hidden_sheets_are_passed_over() {
    let mut book = Workbook::new();
    put(
        book.add_worksheet().set_name("名单").unwrap(),
        0,
        0,
        &[&["编号", "姓名", "职级"], &["P04", "赵六", "局级"], &["P05", "钱七", "科级"]],
    )
    .unwrap();
    let old = book.add_worksheet().set_name("上次").unwrap().set_hidden(true);
    put(old, 0, 0, &[&["编号", "姓名", "职级"], &["P04", "赵六", "局级"]]).unwrap();
    let sample = Sample::new().without("roster/U2.csv").with("roster/U2.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(sample.read().unwrap().campaign.people().len(), 5);
}

#[test]
fn far_corners_and_a_million_blank_rows_take_no_room() {
    let sample = with_roster(|sheet| {
        put(sheet, 0, 0, &[&["编号", "姓名", "职级"], &["P04", "赵六", "局级"], &["P05", "钱七", "科级"]])?;
        let bare = Format::new().set_bold();
        for row in (3..1_048_576).step_by(1000) {
            sheet.write_blank(row, 0, &bare)?;
        }
        sheet.write_string(1_048_575, 16_383, " ").map(drop)
    });
    assert_eq!(sample.read().unwrap_or_else(|faults| panic!("{faults}")).campaign.people().len(), 5);
    let noted = with_roster(|sheet| {
        put(sheet, 0, 0, &[&["编号", "姓名", "职级"], &["P04", "赵六", "局级"], &["P05", "钱七", "科级"]])?;
        sheet.write_string(1, 16_383, "备注").map(drop)
    });
    assert!(noted.warnings().iter().any(|warning| warning.starts_with("roster/U2.xlsx!名单!XFD2: warning: `备注`")));
}

#[test]
fn an_empty_workbook_and_an_empty_roster() {
    let empty = with_roster(|_| Ok(())).errors();
    assert!(
        empty[0].starts_with("roster/U2.xlsx: expected a header and rows; there is nothing on any sheet"),
        "{empty:?}"
    );
    let header = with_roster(|sheet| put(sheet, 3, 0, &[&["编号", "姓名", "职级"]])).errors();
    assert!(header[0].starts_with("roster/U2.xlsx!名单!4: expected rows; there is only a header"), "{header:?}");
}
