//! What stands on a sheet: rows of cells as words, with what is merged filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use calamine::{Data, Dimensions, Reader as _, Xls, Xlsx};

use super::book::Unreadable;
use super::budget::{Budget, TooMuch};
use super::value::content;
use crate::table::{Content, Row};

/// What stands on a sheet.
#[derive(Debug, Default)]
pub(crate) struct SheetCells {
    /// The rows that hold something, in order.
    pub(crate) rows: Vec<Row>,
    /// For the rows of cells that reach down over others: the last row that they reach.
    pub(crate) reach: BTreeMap<u32, u32>,
    /// Rows with a cell that reaches over several columns.
    pub(crate) wide: BTreeSet<u32>,
}

/// The cells of a sheet by row and column, as they come.
struct Gathered {
    cells: BTreeMap<u32, BTreeMap<u32, Content>>,
    budget: Budget,
}

/// Reads a sheet of an XLSX, cell by cell: however far its corners are apart, only what is there takes room.
pub(super) fn of_xlsx<R: Read + Seek>(book: &mut Xlsx<R>, name: &str) -> Result<SheetCells, Unreadable> {
    let merged = book.merge_cells_by_sheet_name(name)?;
    let mut gathered = Gathered::new();
    let mut cells = book.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        gathered.take(cell.pos, cell.value.into(), cell.formula.is_some())?;
    }
    Ok(gathered.filled(&merged)?)
}

/// Reads a sheet of an XLS.
pub(super) fn of_xls<R: Read + Seek>(book: &mut Xls<R>, name: &str) -> Result<SheetCells, Unreadable> {
    let merged = book.merge_cells_by_sheet_name(name)?;
    let range = book.worksheet_range(name)?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut gathered = Gathered::new();
    for (row, cells) in (first_row..).zip(range.rows()) {
        for (column, value) in (first_column..).zip(cells) {
            gathered.take((row, column), value.clone(), false)?;
        }
    }
    Ok(gathered.filled(&merged)?)
}

impl Gathered {
    fn new() -> Self {
        Self { cells: BTreeMap::new(), budget: Budget::of_a_sheet() }
    }

    /// Adds a cell, unless it holds nothing.
    fn take(&mut self, (row, column): (u32, u32), value: Data, is_formula: bool) -> Result<(), TooMuch> {
        let Some(content) = content(value, is_formula) else { return Ok(()) };
        self.put(row, column, content)
    }

    fn put(&mut self, row: u32, column: u32, content: Content) -> Result<(), TooMuch> {
        self.budget.take((row, column), content.shown())?;
        self.cells.entry(row).or_default().insert(column, content);
        Ok(())
    }

    /// The sheet. A cell that reaches over several rows stands in each of them that holds anything else.
    fn filled(mut self, merged: &[Dimensions]) -> Result<SheetCells, TooMuch> {
        let (mut reach, mut wide) = (BTreeMap::new(), BTreeSet::new());
        for region in merged {
            let ((first, column), (last, last_column)) = (region.start, region.end);
            if column < last_column {
                wide.insert(first.saturating_add(1));
            }
            let content = self.cells.get(&first).and_then(|row| row.get(&column)).cloned();
            let Some(content) = content.filter(|_| first < last) else { continue };
            let below: Vec<u32> = self.cells.range(first..=last).skip(1).map(|(row, _)| *row).collect();
            for row in below {
                self.put(row, column, content.clone())?;
            }
            let reached: &mut u32 = reach.entry(first.saturating_add(1)).or_default();
            *reached = last.saturating_add(1).max(*reached);
        }
        let rows = self.cells.into_iter().map(|(row, cells)| {
            let cells =
                cells.into_iter().filter_map(|(column, content)| Some((usize::try_from(column).ok()?, content)));
            Row::new(row.saturating_add(1), cells)
        });
        Ok(SheetCells { rows: rows.filter(|row| !row.is_blank()).collect(), reach, wide })
    }
}
