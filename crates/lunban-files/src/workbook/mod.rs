//! Workbooks, in and out.
//!
//! In: a [`Book`] gives the [`SheetCells`] of its sheets. Out: a [`Workbook`] is plain data, and [`write`] makes a file of it.

mod book;
mod budget;
mod cells;
mod check;
mod compound;
mod names;
mod packed;
mod sheet;
mod style;
mod value;
mod words;
mod write;

use chrono::NaiveDate;

pub(crate) use book::{Book, is_workbook};
pub(crate) use cells::SheetCells;
pub(crate) use check::{Allows, Check, List};
pub(crate) use names::sheet_names;
pub(crate) use sheet::{Cell, Chart, Sheet, Value};
pub(crate) use style::Style;
pub(crate) use words::held;
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
