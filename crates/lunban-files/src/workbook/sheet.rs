//! A sheet as plain data: what its cells hold, how they look, and what goes with them.

use chrono::NaiveDate;

use super::{Check, Style};

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sheet {
    /// Its name; what a name cannot hold is replaced, and namesakes are numbered.
    pub(crate) name: String,
    /// Its cells, row by row.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// The width of each column, in Latin letters.
    pub(crate) widths: Vec<u16>,
    /// So many rows and columns stay in sight, on paper on every page.
    pub(crate) frozen: (u32, u16),
    /// The row whose cells get buttons that filter what is below.
    pub(crate) filter: Option<u32>,
    /// What people may write in cells that are there to be filled in.
    pub(crate) checks: Vec<Check>,
    /// What is drawn beside its cells.
    pub(crate) charts: Vec<Chart>,
    /// Whether it is for programs only.
    pub(crate) is_hidden: bool,
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
    /// A number of hundredths.
    Hundredths(i64),
    /// A day.
    Day(NaiveDate),
}

/// A drawing of numbers on the same sheet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chart {
    /// What it shows.
    pub(crate) title: String,
    /// Whether its bars lie, so that long names have room; else they stand.
    pub(crate) is_lying: bool,
    /// The first and the last row of what it shows.
    pub(crate) rows: (u32, u32),
    /// The column of the names of what it shows.
    pub(crate) names: u16,
    /// The columns of numbers, each with what it is.
    pub(crate) series: Vec<(u16, String)>,
    /// The row and column of its upper left corner.
    pub(crate) at: (u32, u16),
}

impl Sheet {
    /// The last row and column that have a cell.
    pub(super) fn last(&self) -> Option<(u32, u16)> {
        let columns = self.rows.iter().map(Vec::len).max()?.checked_sub(1)?;
        Some((u32::try_from(self.rows.len() - 1).ok()?, u16::try_from(columns).ok()?))
    }

    /// The row that comes next.
    pub(crate) fn next_row(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }
}

impl Cell {
    /// Words; nothing where there are none.
    pub(crate) fn words(words: impl Into<String>, style: Style) -> Self {
        let words = words.into();
        Self { value: if words.is_empty() { Value::Nothing } else { Value::Words(words) }, style }
    }

    /// Its words; nothing where it holds none.
    pub(crate) fn as_words(&self) -> &str {
        if let Value::Words(words) = &self.value { words } else { "" }
    }

    /// A whole number.
    pub(crate) fn number(number: impl Into<i64>, style: Style) -> Self {
        Self { value: Value::Number(number.into()), style }
    }

    /// How many there are of something.
    pub(crate) fn count(count: usize, style: Style) -> Self {
        Self::number(i64::try_from(count).unwrap_or(i64::MAX), style)
    }

    /// A day.
    pub(crate) fn day(day: NaiveDate, style: Style) -> Self {
        Self { value: Value::Day(day), style }
    }
}
