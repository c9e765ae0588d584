//! Dates and absences as planners write them.

use chrono::NaiveDate;
use lunban_core::{Absence, DateRange, Text, text};

use super::values::{Misread, folded, round_number};

/// Signs and words between the first and the last of a span.
const TO: &[&str] = &["/", "~", "至", "到", "--", "-", "–", "—"];

/// A day: `2017-10-01`, `2017/10/1`, `2017.10.1` or `2017年10月1日`.
pub(crate) fn day(written: &str) -> Result<NaiveDate, Misread> {
    let written = folded(written);
    match leading_date(&written) {
        Some((date, "")) => date.day(),
        _ => Err(not_a_date()),
    }
}

/// Days from one to another, `2017-10-01/2017-10-08`, or a single day.
pub(crate) fn span_of_days(written: &str) -> Result<DateRange, Misread> {
    let written = folded(written);
    let (first, rest) = leading_date(&written).ok_or_else(not_a_date)?;
    let first = first.day()?;
    let last = if rest.is_empty() { first } else { day(after_to(rest).ok_or_else(not_a_date)?)? };
    DateRange::new(first, last).ok_or_else(|| {
        let expected = text!("the first day before the last", "起始日期不得晚于结束日期");
        Misread::new("dates-reversed", expected).maybe(Text::plain(format!("`{last}/{first}`")))
    })
}

/// A time away: a round `3`, rounds `5-6`, or days.
pub(crate) fn absence(written: &str) -> Result<Absence, Misread> {
    let written = folded(written);
    if leading_date(&written).is_some() {
        return span_of_days(&written).map(Absence::Dates);
    }
    rounds(&written).map(|(from, to)| Absence::Rounds { from, to }).ok_or_else(|| {
        let expected = text!(
            "a round such as 3, rounds such as 5-6, or dates such as 2017-10-01/2017-10-08",
            "须为轮次（如3、5-6）或日期（如2017-10-01/2017-10-08）"
        );
        Misread::new("not-an-absence", expected).maybe(rounds_that_became_a_day(&written))
    })
}

/// The first and the last of a run of rounds, `5-6` or `第5至6轮`, or one round twice.
pub(crate) fn rounds(written: &str) -> Option<(u32, u32)> {
    if let Ok(round) = round_number(written) {
        return Some((round, round));
    }
    let inner = written.trim_start_matches('第').trim_end_matches('轮');
    TO.iter().find_map(|to| {
        let (from, last) = inner.split_once(to)?;
        Some((round_number(from).ok()?, round_number(last).ok()?))
    })
}

/// Spreadsheets take `5-6` for the sixth of May.
fn rounds_that_became_a_day(written: &str) -> Option<Text> {
    let (from, to) = written.strip_suffix('日')?.split_once('月')?;
    let (from, to) = (from.parse::<u32>().ok()?, to.parse::<u32>().ok()?);
    Some(text!("`{from}-{to}`, which a spreadsheet took for a date", "`{from}-{to}`，被电子表格误认为日期"))
}

/// Three numbers that are meant as a date, whether or not there is such a day.
#[derive(Clone, Copy)]
struct Written {
    year: i32,
    month: u32,
    day: u32,
}

impl Written {
    fn day(self) -> Result<NaiveDate, Misread> {
        let Self { year, month, day } = self;
        NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
            let last = (28..=31).rev().find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some());
            let expected = match last {
                Some(last) => text!("a day of that month, which has {last}", "该月只有{last}天"),
                None => text!("a month from 1 to 12", "月份须在1到12之间"),
            };
            let near = last.and_then(|last| NaiveDate::from_ymd_opt(year, month, last)).filter(|_| day > 0);
            Misread::new("impossible-date", expected).maybe(near.map(|near| Text::plain(format!("`{near}`"))))
        })
    }
}

/// The date that a text begins with, and what follows it.
fn leading_date(written: &str) -> Option<(Written, &str)> {
    let (year, rest) = leading_digits(written, 4..=4)?;
    let mut characters = rest.chars();
    let separator = characters.next().filter(|character| matches!(character, '-' | '/' | '.' | '年'))?;
    let (month, rest) = leading_digits(characters.as_str(), 1..=2)?;
    let (day, rest) = leading_digits(rest.strip_prefix(if separator == '年' { '月' } else { separator })?, 1..=2)?;
    let rest = if separator == '年' { rest.strip_prefix(['日', '号']).unwrap_or(rest) } else { rest };
    Some((Written { year: i32::try_from(year).ok()?, month, day }, rest.trim_start()))
}

fn leading_digits(written: &str, count: std::ops::RangeInclusive<usize>) -> Option<(u32, &str)> {
    let end = written.find(|character: char| !character.is_ascii_digit()).unwrap_or(written.len());
    let number = written[..end].parse().ok().filter(|_| count.contains(&end))?;
    Some((number, &written[end..]))
}

fn after_to(rest: &str) -> Option<&str> {
    TO.iter().find_map(|to| rest.strip_prefix(to)).map(str::trim_start)
}

fn not_a_date() -> Misread {
    Misread::new("not-a-date", text!("a date such as 2017-10-01", "须为日期，例如2017-10-01"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_day_is_written_in_many_ways() {
        for written in ["2017-10-01", "2017-10-1", "2017/10/1", "2017.10.01", "2017年10月1日", "２０１７－１０－０１"]
        {
            assert_eq!(day(written), Ok(date(2017, 10, 1)), "{written}");
        }
    }

    #[test]
    fn a_day_that_no_calendar_has_is_told_from_what_is_no_date() {
        let misread = day("2017-02-30").unwrap_err();
        assert_eq!((misread.code, misread.maybe), ("impossible-date", Some(Text::plain("`2017-02-28`"))));
        assert_eq!(day("2017-13-01").unwrap_err().code, "impossible-date");
        for written in ["", "soon", "2017", "2017-10", "17-10-01", "2017-10/01", "2017-10-01x", "2017-10-011"] {
            assert_eq!(day(written).unwrap_err().code, "not-a-date", "{written}");
        }
    }

    #[test]
    fn a_span_runs_from_one_day_to_another() {
        let span = DateRange::new(date(2017, 10, 1), date(2017, 10, 8));
        for written in
            ["2017-10-01/2017-10-08", "2017/10/1-2017/10/8", "2017/10/1/2017/10/8", "2017年10月1日至2017年10月8日"]
        {
            assert_eq!(span_of_days(written).ok(), span, "{written}");
        }
        assert_eq!(span_of_days("2017-10-08/2017-10-01").unwrap_err().code, "dates-reversed");
        assert_eq!(span_of_days("2017-10-01/").unwrap_err().code, "not-a-date");
    }

    #[test]
    fn an_absence_is_rounds_or_days() {
        for written in ["3", "r3", "R3", "第3轮", "３", "3轮"] {
            assert_eq!(absence(written), Ok(Absence::Rounds { from: 3, to: 3 }), "{written}");
        }
        for written in ["5-6", "r5-r6", "5~6", "第5-6轮", "5至6", "第5轮至第6轮", "５－６"] {
            assert_eq!(absence(written), Ok(Absence::Rounds { from: 5, to: 6 }), "{written}");
        }
        let day = date(2017, 10, 1);
        assert_eq!(absence("2017-10-01"), Ok(Absence::Dates(DateRange::new(day, day).unwrap())));
        assert_eq!(absence("holiday").unwrap_err().code, "not-an-absence");
    }

    #[test]
    fn rounds_that_a_spreadsheet_took_for_a_day_are_recognised() {
        assert_eq!(absence("5月6日").unwrap_err().maybe.unwrap().english, "`5-6`, which a spreadsheet took for a date");
    }
}
