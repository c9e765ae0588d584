//! What the value of a cell is in words.

use calamine::{CellErrorType, Data, ExcelDateTime};
use lunban_core::text;

use crate::table::{Content, Misread};

/// Spreadsheets keep so many digits of a number; what is above has lost some.
const EXACT: f64 = 1e15;

/// The days of dates that say only a time.
const FIRST_DAY: f64 = 1.0;

/// What a cell holds; none if that is nothing.
pub(super) fn content(value: Data, is_formula: bool) -> Option<Content> {
    let words = match value {
        Data::Empty if is_formula => return Some(without_value()),
        Data::Empty => return None,
        Data::Error(error) => return Some(failed(&error)),
        Data::Float(number) if number.abs() >= EXACT => return Some(rounded(number)),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => shown(number),
        Data::Bool(is_true) => if is_true { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(moment) => day_or_time(&moment),
        Data::DateTimeIso(moment) => moment.trim_end_matches("T00:00:00").to_owned(),
        Data::DurationIso(words) | Data::String(words) => words.trim().to_owned(),
    };
    (!words.is_empty()).then_some(Content::Words(words))
}

/// A number as a spreadsheet shows it: with at most fifteen digits, so that what rounding left behind is not seen.
fn shown(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // A zero has no sign for people.
    (rounded + 0.0).to_string()
}

/// A day, with the time where it is not midnight; or a time of day or a length of time alone.
fn day_or_time(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    match (moment.is_duration() || moment.as_f64() < FIRST_DAY, hour, minute) {
        (true, ..) => {
            let minutes = (moment.as_f64() * 24.0 * 60.0).round();
            format!("{}:{:02}", (minutes / 60.0).floor(), minutes % 60.0)
        }
        (false, 0, 0) => format!("{year}-{month:02}-{day:02}"),
        _ => format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}"),
    }
}

fn failed(error: &CellErrorType) -> Content {
    let expected = text!("a value; the formula in this cell fails", "须为值；此单元格的公式出错");
    let maybe = text!("write the value itself in its place", "直接填写值");
    Content::Unreadable(error.to_string(), Box::new(Misread::new("cell-error", expected).maybe(maybe)))
}

fn without_value() -> Content {
    let expected = text!("a value; the formula in this cell has none yet", "须为值；此单元格的公式尚未计算");
    let maybe = text!("open the workbook in a spreadsheet program and save it", "用电子表格软件打开工作簿后保存");
    Content::Unreadable("=".to_owned(), Box::new(Misread::new("formula-without-value", expected).maybe(maybe)))
}

fn rounded(number: f64) -> Content {
    let expected = text!(
        "text; of a number this long a spreadsheet keeps fifteen digits, and the others are lost",
        "须为文本；电子表格对如此长的数字只保留十五位，其余已丢失"
    );
    let maybe = text!("make the column text, and write the value again", "将该列设为文本格式后重新填写");
    Content::Unreadable(number.to_string(), Box::new(Misread::new("rounded-number", expected).maybe(maybe)))
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    fn words(value: Data) -> String {
        match content(value, false) {
            None => String::new(),
            Some(Content::Words(words)) => words,
            Some(Content::Unreadable(shown, misread)) => format!("{}: {shown}", misread.code),
        }
    }

    fn moment(number: f64) -> String {
        words(Data::DateTime(ExcelDateTime::new(number, ExcelDateTimeType::DateTime, false)))
    }

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let numbers = [3.0, -0.0, 116.4, 0.1 + 0.2, 13_800_000_000.0, 1e14];
        let expected = ["3", "0", "116.4", "0.3", "13800000000", "100000000000000"];
        assert_eq!(numbers.map(|number| words(Data::Float(number))), expected);
    }

    #[test]
    fn days_are_days_and_times_times() {
        assert_eq!(moment(42_993.0), "2017-09-15");
        assert_eq!(moment(42_993.5), "2017-09-15 12:00");
        assert_eq!(moment(0.354_166_666_67), "8:30");
        let long = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(words(Data::DateTime(long)), "36:00");
        assert_eq!(words(Data::DateTimeIso("2017-09-15T00:00:00".to_owned())), "2017-09-15");
    }

    #[test]
    fn what_is_no_value_is_said_to_be_none() {
        assert_eq!(words(Data::Error(CellErrorType::Ref)), "cell-error: #REF!");
        assert_eq!(words(Data::Float(110_101_199_001_011_234.0)), "rounded-number: 110101199001011230");
        assert!(matches!(content(Data::Empty, true), Some(Content::Unreadable(..))));
        assert_eq!(words(Data::Empty), "");
        assert_eq!(words(Data::String("　张三\u{a0}".to_owned())), "张三");
    }
}
