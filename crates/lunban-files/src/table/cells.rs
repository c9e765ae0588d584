//! The cells of one row, read field by field.

use lunban_core::Text;

use super::values::{Misread, items, plain};
use super::{Header, Row};
use crate::LocatedFault;

/// One row, with the header that names its cells; what cannot be read is noted and left out.
#[derive(Debug)]
pub(crate) struct Cells<'a> {
    /// The unit whose table it is, as far as its sheet or file says.
    pub(crate) unit: &'a str,
    pub(crate) header: &'a Header,
    pub(crate) row: &'a Row,
    pub(crate) faults: &'a mut Vec<LocatedFault>,
}

impl<'a> Cells<'a> {
    /// The words of a cell; empty if the table has no such column.
    pub(crate) fn text(&mut self, field: &str) -> String {
        plain(self.written(field)).into_owned()
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
    pub(crate) fn words(&mut self, field: &str) -> Vec<String> {
        items(self.written(field)).map(|item| plain(item).into_owned()).collect()
    }

    /// Notes that a cell that must have a value is empty.
    pub(crate) fn require(&mut self, field: &str, expected: Text) {
        let is_blank = self.header.position(field).is_none_or(|position| self.row.cell(position).is_empty());
        if is_blank {
            self.note(field, "", Misread::new("empty-cell", expected));
        }
    }

    /// The cells of the table's own columns, with their headers.
    pub(crate) fn own(&self) -> Vec<(String, String)> {
        self.header.own().map(|(position, header)| (header.to_owned(), self.row.cell(position).to_owned())).collect()
    }

    /// What stands in a cell; nothing, and a note, where that cannot be read.
    fn written(&mut self, field: &str) -> &'a str {
        let Some(position) = self.header.position(field) else { return "" };
        let written = self.row.cell(position);
        let Some(misread) = self.row.misread(position) else { return written };
        self.note(field, written, misread.clone());
        ""
    }

    fn note(&mut self, field: &str, value: &str, misread: Misread) {
        let location = self.header.at(self.row.line, field);
        let fault = LocatedFault::error(misread.code, location, value, misread.expected).maybe(misread.maybe);
        self.faults.push(fault);
    }
}
