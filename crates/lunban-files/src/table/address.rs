//! Which table of which file: a file of text is one, a workbook has one on each sheet.

use crate::{Column, Letters, Location};

/// Where a table stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    file: String,
    sheet: Option<String>,
}

impl Address {
    /// The table that a file of text is.
    pub(crate) fn text(file: impl Into<String>) -> Self {
        Self { file: file.into(), sheet: None }
    }

    /// The table on a sheet of a workbook.
    pub(crate) fn sheet(file: impl Into<String>, sheet: impl Into<String>) -> Self {
        Self { file: file.into(), sheet: Some(sheet.into()) }
    }

    /// The file.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// The sheet, of a workbook.
    pub(crate) fn sheet_name(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// The table as a whole.
    pub(crate) fn whole(&self) -> Location {
        Location::file(&self.file).sheet(self.sheet.clone())
    }

    /// One line of it.
    pub(crate) fn line(&self, line: u32) -> Location {
        self.whole().line(line)
    }

    /// One cell of a column without a header: text has no other way to say which it is than its line.
    pub(crate) fn unnamed(&self, line: u32, position: usize) -> Location {
        if self.sheet.is_some() { self.cell(line, Some(position), "") } else { self.line(line) }
    }

    /// One cell: its line, its position if the table has such a column, and the header of that column.
    pub(crate) fn cell(&self, line: u32, position: Option<usize>, header: &str) -> Location {
        let line = self.line(line);
        match (&self.sheet, position.and_then(|position| u32::try_from(position).ok())) {
            (None, _) => line.column(Column::Header(header.to_owned())),
            (Some(_), Some(position)) => line.column(Column::Letters(Letters::at(position))),
            (Some(_), None) => line,
        }
    }
}
