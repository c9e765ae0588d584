//! What people may write in the cells of a column that are there to be filled in: spreadsheet programs show it, and refuse the rest.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula, XlsxError,
};

/// The longest title and the longest message that spreadsheet programs show, in units of UTF-16.
const LONGEST: (usize, usize) = (32, 255);

/// What people may write in some rows of a column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Check {
    /// The column.
    pub(crate) column: u16,
    /// The first row and the last.
    pub(crate) rows: (u32, u32),
    /// What may stand there.
    pub(crate) allows: Allows,
    /// What the column is called.
    pub(crate) title: String,
    /// What to write there: shown while a cell is chosen, and where something else was written.
    pub(crate) says: String,
}

/// What may stand in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Allows {
    /// Anything.
    Anything,
    /// One word of a list, and nothing else.
    OneOf(List),
    /// Anything; the words of a list are offered.
    Offered(List),
    /// A whole number from one to another.
    WholeNumber(i32, i32),
    /// A day from this one on.
    DayFrom(NaiveDate),
    /// What no other of these rows holds.
    Once,
}

/// The words in a column of a sheet of the same workbook, from its first row on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// The sheet, by its position.
    pub(crate) sheet: usize,
    /// The column.
    pub(crate) column: u16,
    /// How many words there are.
    pub(crate) words: usize,
}

impl Check {
    /// What the library calls it; `names` are those of the sheets.
    pub(super) fn validation(&self, names: &[String]) -> Result<DataValidation, XlsxError> {
        let words_of = |list: List| {
            let (column, last) = (letters(list.column), list.words);
            Formula::new(format!("='{}'!${column}$1:${column}${last}", names[list.sheet]))
        };
        let rule = DataValidation::new();
        let rule = match self.allows {
            Allows::Anything => rule.allow_any_value(),
            Allows::OneOf(words) => rule.allow_list_formula(words_of(words)),
            Allows::Offered(words) => rule.allow_list_formula(words_of(words)).show_error_message(false),
            Allows::WholeNumber(least, most) => rule.allow_whole_number(DataValidationRule::Between(least, most)),
            Allows::DayFrom(day) => {
                let short = |number: u32| u8::try_from(number).unwrap_or(1);
                let year = u16::try_from(day.year()).unwrap_or(1900);
                let day = ExcelDateTime::from_ymd(year, short(day.month()), short(day.day()))?;
                // A day in words is read too.
                let rule = rule.allow_date(DataValidationRule::GreaterThanOrEqualTo(day));
                rule.set_error_style(DataValidationErrorStyle::Warning)
            }
            Allows::Once => {
                let (column, (first, last)) = (letters(self.column), (self.rows.0 + 1, self.rows.1 + 1));
                rule.allow_custom(Formula::new(format!(
                    "=COUNTIF(${column}${first}:${column}${last},{column}{first})=1"
                )))
            }
        };
        let (title, says) = (shortened(&self.title, LONGEST.0), shortened(&self.says, LONGEST.1));
        rule.set_input_title(&title)?.set_input_message(&says)?.set_error_title(&title)?.set_error_message(&says)
    }
}

/// `A` to `Z`, then `AA`.
fn letters(column: u16) -> String {
    crate::Letters::at(column.into()).to_string()
}

fn shortened(words: &str, longest: usize) -> String {
    let mut units = 0;
    let fits = |sign: &char| {
        units += sign.len_utf16();
        units <= longest
    };
    words.chars().take_while(fits).collect()
}
