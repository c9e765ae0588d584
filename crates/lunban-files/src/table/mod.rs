//! Tables in: a header and rows that remember their lines, from text or from a sheet of a workbook.

mod address;
mod cells;
mod dates;
mod grid;
mod headers;
mod reference;
mod row;
mod sheets;
mod text_table;
mod values;

pub(crate) use address::Address;
pub(crate) use cells::Cells;
pub(crate) use dates::{absence, day, rounds, span_of_days};
pub(crate) use grid::Grid;
pub(crate) use headers::{ColumnKind, Header, Own, has_needed_columns};
pub(crate) use reference::{Reference, WORKBOOKS, has_extension};
pub(crate) use row::{Content, Row};
pub(crate) use sheets::{Tables, Wanted, tables};
pub(crate) use values::{Misread, decimal, gender, items, lock_mode, resized, round_number, tie, whole_number, wishes};
