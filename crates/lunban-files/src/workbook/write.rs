//! Writes a workbook: with the styles, the one place that knows the library for it.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ChartType, DocProperties, ExcelDateTime, Format, Worksheet, XlsxError};

use super::names::sheet_names;
use super::words::held;
use super::{Cell, Chart, Sheet, Style, Value, Workbook};

/// The number of 1900-03-01, the first day whose number all spreadsheet programs agree on.
const EARLIEST: u32 = 61;

/// The number of 9999-12-31.
const LATEST: u32 = 2_958_465;

/// The most rows of a sheet.
const MOST_ROWS: usize = 1_048_576;

/// Paper of 297 x 420 mm, as the library counts papers.
const A3: u8 = 8;

/// How days are shown, and hundredths.
const DAY: &str = "yyyy-mm-dd";
const HUNDREDTHS: &str = "0.00";

/// The height of a line of words in points.
const LINE_HEIGHT: f64 = 15.0;

/// The size of a chart in pixels: so much for its title and axes, and so much for each row.
const CHART_WIDTH: u32 = 720;
const CHART_HEIGHT: u32 = 260;
const BAR_HEIGHT: u32 = 22;

/// The bytes of a workbook; the same workbook gives the same bytes.
pub(crate) fn write(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.set_properties(&properties(workbook)?);
    let names = sheet_names(workbook.sheets.iter().map(|sheet| sheet.name.as_str()));
    for (sheet, name) in workbook.sheets.iter().zip(&names) {
        let worksheet = book.add_worksheet().set_name(name)?;
        fill(worksheet, sheet, &formats)?;
        arrange(worksheet, sheet)?;
        for chart in &sheet.charts {
            draw(worksheet, chart, name)?;
        }
        for check in &sheet.checks {
            let (first, last) = check.rows;
            worksheet.add_data_validation(first, check.column, last, check.column, &check.validation(&names)?)?;
        }
    }
    book.save_to_buffer()
}

/// Without a date of its own a workbook would bear that of the clock.
fn properties(workbook: &Workbook) -> Result<DocProperties, XlsxError> {
    let (year, month, day) = (workbook.date.year(), workbook.date.month(), workbook.date.day());
    let number = |number: u32| u8::try_from(number).unwrap_or(1);
    let known = u16::try_from(year).ok().filter(|year| (1900..=9999).contains(year)).unwrap_or(2000);
    let date = ExcelDateTime::from_ymd(known, number(month), number(day))?;
    Ok(DocProperties::new().set_title(held(&workbook.title)).set_creation_datetime(&date))
}

/// The formats of every style, for words, for days, and for hundredths.
struct Formats(BTreeMap<Style, [Format; 3]>);

impl Formats {
    fn new() -> Self {
        let formats = |style: Style| {
            let format = style.format();
            let (day, hundredths) = (format.clone().set_num_format(DAY), format.clone().set_num_format(HUNDREDTHS));
            [format, day, hundredths]
        };
        Self(Style::ALL.iter().map(|&style| (style, formats(style))).collect())
    }

    fn of(&self, cell: &Cell) -> &Format {
        let [words, day, hundredths] = &self.0[&cell.style];
        match cell.value {
            Value::Day(_) => day,
            Value::Hundredths(_) => hundredths,
            Value::Nothing | Value::Words(_) | Value::Number(_) => words,
        }
    }
}

/// Puts the cells on their sheet; rows that no sheet has room for are left out.
fn fill(worksheet: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    for (row, cells) in (0..).zip(sheet.rows.iter().take(MOST_ROWS)) {
        for (column, cell) in (0..).zip(cells) {
            put(worksheet, row, column, cell, formats.of(cell))?;
        }
        // Programs see to the height of other rows by themselves, but not all of them to this.
        let lines = cells.iter().map(lines).max().unwrap_or(1);
        if lines > 1 {
            worksheet.set_row_height(row, f64::from(lines) * LINE_HEIGHT)?;
        }
    }
    Ok(())
}

/// So many lines a header is written on.
fn lines(cell: &Cell) -> u16 {
    match (&cell.value, cell.style) {
        (Value::Words(words), Style::Header | Style::HeavyHeader) => u16::try_from(words.lines().count()).unwrap_or(1),
        _ => 1,
    }
}

fn put(worksheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match &cell.value {
        Value::Nothing => worksheet.write_blank(row, column, format)?,
        Value::Words(words) => worksheet.write_string_with_format(row, column, held(words), format)?,
        Value::Number(number) => worksheet.write_number_with_format(row, column, *number as f64, format)?,
        Value::Hundredths(number) => worksheet.write_number_with_format(row, column, *number as f64 / 100.0, format)?,
        Value::Day(day) => match serial(*day) {
            Some(number) => worksheet.write_number_with_format(row, column, number, format)?,
            None => worksheet.write_string_with_format(row, column, day.to_string(), format)?,
        },
    };
    Ok(())
}

/// Widths, what stays in sight, filters, and paper: a landscape as wide as the sheet, with its name and the page under it.
fn arrange(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    for (column, &width) in (0..).zip(&sheet.widths) {
        worksheet.set_column_width(column, width)?;
    }
    let (rows, columns) = sheet.frozen;
    worksheet.set_freeze_panes(rows, columns)?;
    if let Some(last) = rows.checked_sub(1) {
        worksheet.set_repeat_rows(0, last)?;
    }
    if let (Some(row), Some((last_row, last_column))) = (sheet.filter, sheet.last()) {
        worksheet.autofilter(row, 0, last_row, last_column)?;
    }
    worksheet.set_paper_size(A3).set_landscape().set_print_fit_to_pages(1, 0).set_footer("&L&A&R&P / &N");
    worksheet.set_hidden(sheet.is_hidden);
    Ok(())
}

fn draw(worksheet: &mut Worksheet, chart: &Chart, sheet: &str) -> Result<(), XlsxError> {
    let kind = if chart.is_lying { ChartType::Bar } else { ChartType::Column };
    let mut drawn = rust_xlsxwriter::Chart::new(kind);
    drawn.title().set_name(held(&chart.title).as_ref());
    let (first, last) = chart.rows;
    for (column, name) in &chart.series {
        let series = drawn.add_series();
        series.set_name(held(name).as_ref());
        series.set_categories((sheet, first, chart.names, last, chart.names));
        series.set_values((sheet, first, *column, last, *column));
    }
    if chart.series.len() < 2 {
        drawn.legend().set_hidden();
    }
    drawn.set_width(CHART_WIDTH).set_height(CHART_HEIGHT);
    if chart.is_lying {
        // The first row on top, as in the table.
        drawn.y_axis().set_reverse();
        drawn.set_height(CHART_HEIGHT + BAR_HEIGHT * (last - first + 1));
    }
    worksheet.insert_chart(chart.at.0, chart.at.1, &drawn)?;
    Ok(())
}

/// The number that spreadsheets know a day by.
fn serial(day: NaiveDate) -> Option<u32> {
    let number = day.signed_duration_since(NaiveDate::from_ymd_opt(1899, 12, 30)?).num_days();
    u32::try_from(number).ok().filter(|number| (EARLIEST..=LATEST).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(words: &str) -> NaiveDate {
        words.parse().unwrap()
    }

    #[test]
    fn days_have_the_numbers_that_spreadsheets_give_them() {
        assert_eq!(serial(day("2017-09-15")), Some(42_993));
        assert_eq!((serial(day("1900-03-01")), serial(day("9999-12-31"))), (Some(EARLIEST), Some(LATEST)));
        assert_eq!((serial(day("1900-02-28")), serial(day("+10000-01-01"))), (None, None));
    }
}
