//! Writes a workbook: with the styles, the one place that knows the library for it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Worksheet, XlsxError};

use super::names::sheet_names;
use super::words::held;
use super::{Cell, Sheet, Style, Value, Workbook};

/// The number of 1900-03-01, the first day whose number all spreadsheet programs agree on.
const EARLIEST: u32 = 61;

/// The number of 9999-12-31.
const LATEST: u32 = 2_958_465;

/// How days are shown.
const DAY: &str = "yyyy-mm-dd";

type Formats = BTreeMap<Style, Format>;

/// The bytes of a workbook; the same workbook gives the same bytes.
pub(crate) fn write(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let formats = Style::ALL.iter().map(|&style| (style, style.format())).collect();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.set_properties(&properties(workbook)?);
    let names = sheet_names(workbook.sheets.iter().map(|sheet| sheet.name.as_str()));
    for (sheet, name) in workbook.sheets.iter().zip(names) {
        fill(book.add_worksheet().set_name(name)?, sheet, &formats)?;
    }
    book.save_to_buffer()
}

/// Without a date of its own a workbook would bear that of the clock.
fn properties(workbook: &Workbook) -> Result<DocProperties, XlsxError> {
    let date = ExcelDateTime::from_serial_datetime(serial(workbook.date).unwrap_or(EARLIEST))?;
    Ok(DocProperties::new().set_title(held(&workbook.title)).set_creation_datetime(&date))
}

/// Puts on it what a sheet has.
fn fill(worksheet: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    for (row, cells) in (0..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            put(worksheet, row, column, cell, &formats[&cell.style])?;
        }
    }
    for (column, &width) in (0..).zip(&sheet.widths) {
        worksheet.set_column_width(column, width)?;
    }
    worksheet.set_freeze_panes(sheet.frozen.0, sheet.frozen.1)?;
    if let (Some(row), Some((last_row, last_column))) = (sheet.filter, sheet.last()) {
        worksheet.autofilter(row, 0, last_row, last_column)?;
    }
    Ok(())
}

fn put(worksheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match &cell.value {
        Value::Nothing => worksheet.write_blank(row, column, format)?,
        Value::Words(words) => worksheet.write_string_with_format(row, column, held(words), format)?,
        Value::Number(number) => worksheet.write_number_with_format(row, column, *number as f64, format)?,
        Value::Day(day) => match serial(*day) {
            Some(number) => {
                worksheet.write_number_with_format(row, column, number, &format.clone().set_num_format(DAY))?
            }
            None => worksheet.write_string_with_format(row, column, day.to_string(), format)?,
        },
    };
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
