//! The cells of one row, read field by field.

use lunban_core::Text;

use super::values::{Misread, items};
use super::{Header, Row};
use crate::{Column, LocatedFault, Location};

/// One row, with the header that names its cells; what cannot be read is noted and left out.
#[derive(Debug)]
pub(crate) struct Cells<'a> {
    pub(crate) file: &'a str,
    pub(crate) header: &'a Header,
    pub(crate) row: &'a Row,
    pub(crate) faults: &'a mut Vec<LocatedFault>,
}

impl<'a> Cells<'a> {
    /// The words of a cell; empty if the table has no such column.
    pub(crate) fn text(&self, field: &str) -> String {
        self.written(field).to_owned()
    }

    /// The value of a cell; none if it is empty.
    pub(crate) fn value<T>(&mut self, field: &str, read: impl Fn(&str) -> Result<T, Misread>) -> Option<T> {
        let written = self.written(field);
        (!written.is_empty()).then(|| read(written))?.map_err(|misread| self.note(field, written, misread)).ok()
    }

    /// The values of a cell that holds a list.
    pub(crate) fn list<T>(&mut self, field: &str, read: impl Fn(&str) -> Result<T, Misread>) -> Vec<T> {
        let written = self.written(field);
        let values =
            items(written).filter_map(|item| read(item).map_err(|misread| self.note(field, item, misread)).ok());
        values.collect()
    }

    /// The words of a cell that holds a list.
    pub(crate) fn words(&self, field: &str) -> Vec<String> {
        items(self.written(field)).map(str::to_owned).collect()
    }

    /// Notes that a cell that must have a value is empty.
    pub(crate) fn require(&mut self, field: &str, expected: Text) {
        if self.written(field).is_empty() {
            self.note(field, "", Misread::new("empty-cell", expected));
        }
    }

    /// The cells of the table's own columns, with their headers.
    pub(crate) fn own(&self) -> Vec<(String, String)> {
        self.header.own().map(|(position, header)| (header.to_owned(), self.row.cell(position).to_owned())).collect()
    }

    fn written(&self, field: &str) -> &'a str {
        self.header.position(field).map_or("", |position| self.row.cell(position))
    }

    fn note(&mut self, field: &str, value: &str, misread: Misread) {
        let header = self.header.written(field).unwrap_or(field).to_owned();
        let location = Location::file(self.file).line(self.row.line).column(Column::Header(header));
        let fault = LocatedFault::error(misread.code, location, value, misread.expected).maybe(misread.maybe);
        self.faults.push(fault);
    }
}
