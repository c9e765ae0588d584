//! A table as its file has it: where it stands, its header, its rows.

use lunban_core::text;

use super::headers::{has_needed_columns, known_columns};
use super::{Address, ColumnKind, Row, text_table};
use crate::text::decode;
use crate::{LocatedFault, Location, ReadFaults};

/// So many rows from the top one may be the header; those above it are titles and remarks.
const SEARCHED: usize = 50;

/// A table as its file has it.
#[derive(Debug)]
pub(crate) struct Grid {
    /// Where it stands.
    pub(crate) address: Address,
    /// The row that names the columns.
    pub(crate) header: Row,
    /// The rows below it; blank ones are left out.
    pub(crate) rows: Vec<Row>,
    /// What could not be read.
    pub(crate) faults: Vec<LocatedFault>,
}

impl Grid {
    /// A table of these rows.
    pub(super) fn new(address: Address, header: Row, rows: Vec<Row>, faults: Vec<LocatedFault>) -> Self {
        Self { address, header, rows, faults }
    }

    /// The table in a file of text, in any encoding that tables may have.
    pub(crate) fn of_text(bytes: Vec<u8>, kinds: &[ColumnKind], file: &str) -> Result<Self, ReadFaults> {
        let text = decode(bytes).map_err(|reason| reason.fault(file))?;
        if text.trim_start().starts_with('<') {
            let expected =
                text!("a table; this is a page or document under another name", "须为表格；此文件为网页或其他文档");
            let maybe =
                text!("open it in a spreadsheet program and save it as .xlsx", "用电子表格软件打开后另存为.xlsx");
            return Err(LocatedFault::error("not-a-table", Location::file(file), "", expected).maybe(maybe).into());
        }
        text_table::parse(&text, kinds, file).ok_or_else(|| {
            let expected = text!("a header and rows; the file is empty", "须有表头和数据行；此文件为空");
            LocatedFault::error("empty-file", Location::file(file), "", expected).into()
        })
    }
}

/// Which of the rows is the header: the first that has every column a table of this kind needs, else the one that knows the most, else the first.
pub(super) fn header_position(rows: &[Row], kinds: &[ColumnKind]) -> usize {
    let searched = &rows[..rows.len().min(SEARCHED)];
    let whole = || searched.iter().position(|row| !kinds.is_empty() && has_needed_columns(row, kinds));
    let known: Vec<usize> = searched.iter().map(|row| known_columns(row, kinds)).collect();
    let most = known.iter().max().copied().unwrap_or(0);
    whole().or_else(|| known.iter().position(|known| *known == most)).unwrap_or(0)
}
