//! Workbooks: what stands on their sheets, as plain data, and the one place that writes it.

mod names;
mod style;
mod words;
mod write;

use chrono::NaiveDate;

pub(crate) use style::Style;
pub(crate) use write::write;

/// A workbook could not be made.
pub(crate) use rust_xlsxwriter::XlsxError as WorkbookError;

/// A workbook.
#[derive(Clone, Debug)]
pub(crate) struct Workbook {
    /// Its title, in the properties of the file.
    pub(crate) title: String,
    /// Its date there; never that of the clock.
    pub(crate) date: NaiveDate,
    /// Its sheets, in order.
    pub(crate) sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sheet {
    /// Its name; what a name cannot hold is replaced, and namesakes are numbered.
    pub(crate) name: String,
    /// Its cells, row by row.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// The width of each column, in Latin letters.
    pub(crate) widths: Vec<u16>,
    /// So many rows and columns stay in sight.
    pub(crate) frozen: (u32, u16),
    /// The row whose cells get buttons that filter what is below.
    pub(crate) filter: Option<u32>,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    /// What it holds.
    pub(crate) value: Value,
    /// How it looks.
    pub(crate) style: Style,
}

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Value {
    /// Nothing.
    #[default]
    Nothing,
    /// Words; never run as a formula, whatever they begin with.
    Words(String),
    /// A whole number.
    Number(i64),
    /// A day.
    Day(NaiveDate),
}

impl Sheet {
    /// The last row and column that have a cell.
    fn last(&self) -> Option<(u32, u16)> {
        let columns = self.rows.iter().map(Vec::len).max()?.checked_sub(1)?;
        Some((u32::try_from(self.rows.len() - 1).ok()?, u16::try_from(columns).ok()?))
    }
}

impl Cell {
    /// Words; nothing where there are none.
    pub(crate) fn words(words: impl Into<String>, style: Style) -> Self {
        let words = words.into();
        Self { value: if words.is_empty() { Value::Nothing } else { Value::Words(words) }, style }
    }

    /// A whole number.
    pub(crate) fn number(number: i64, style: Style) -> Self {
        Self { value: Value::Number(number), style }
    }

    /// A day.
    pub(crate) fn day(day: NaiveDate, style: Style) -> Self {
        Self { value: Value::Day(day), style }
    }
}
