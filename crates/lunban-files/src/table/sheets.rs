//! Which tables a file holds: a file of text is one; of a workbook, the sheets that have the columns.

use std::collections::BTreeMap;

use glob::Pattern;
use lunban_core::{Text, nearest_text, text};

use super::grid::header_position;
use super::headers::{has_needed_columns, known_columns};
use super::{Address, ColumnKind, Grid, Row};
use crate::workbook::{Book, SheetCells, is_workbook};
use crate::{LocatedFault, Location, ReadFaults};

/// What is wanted of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'w> {
    /// The columns of the tables.
    pub(crate) kinds: &'w [ColumnKind],
    /// The sheet by its name, or several by a pattern; none: those that hold such tables.
    pub(crate) sheet: Option<&'w str>,
    /// Whether there may be several.
    pub(crate) several: bool,
}

/// The tables that were found, and what else is to be said of the file.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// The tables, in the order of their sheets.
    pub(crate) tables: Vec<Grid>,
    /// Sheets that were passed over.
    pub(crate) warnings: Vec<LocatedFault>,
}

/// The tables in the bytes of a file.
///
/// # Errors
/// If there is none, or there are several where one is wanted, or they cannot be read.
pub(crate) fn tables(bytes: Vec<u8>, file: &str, wanted: Wanted<'_>) -> Result<Tables, ReadFaults> {
    if !is_workbook(&bytes) {
        return text_table(bytes, file, wanted);
    }
    let mut book = Book::open(bytes, file)?;
    let found = match wanted.sheet {
        Some(sheet) => named(&mut book, file, sheet, wanted.kinds)?,
        None => fitting(&mut book, file, wanted)?,
    };
    if found.tables.is_empty() {
        let expected = text!("a header and rows; there is nothing on any sheet", "须有表头和数据行；各工作表均为空");
        return Err(LocatedFault::error("empty-file", Location::file(file), "", expected).into());
    }
    if found.tables.len() > 1 && !wanted.several {
        return Err(several(&found.tables, file));
    }
    Ok(found)
}

fn text_table(bytes: Vec<u8>, file: &str, wanted: Wanted<'_>) -> Result<Tables, ReadFaults> {
    if let Some(sheet) = wanted.sheet {
        let expected = text!("a workbook, to have a sheet; this is text", "须为工作簿才有工作表；此文件为文本");
        let fault = LocatedFault::error("no-sheets", Location::file(file), sheet, expected);
        return Err(fault.maybe(Text::plain(format!("`{file}`"))).into());
    }
    Ok(Tables { tables: vec![Grid::of_text(bytes, wanted.kinds, file)?], warnings: Vec::new() })
}

/// The sheets that were asked for, hidden or not.
fn named(book: &mut Book, file: &str, wanted: &str, kinds: &[ColumnKind]) -> Result<Tables, ReadFaults> {
    let pattern = Pattern::new(wanted).ok();
    let sheets = book.sheets();
    let is_wanted = |name: &str| name == wanted || pattern.as_ref().is_some_and(|pattern| pattern.matches(name));
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).filter(|name| is_wanted(name)).collect();
    if names.is_empty() {
        let known = sheets.iter().map(|(name, _)| name.as_str());
        let list = known.clone().collect::<Vec<_>>().join(", ");
        let expected = text!("a sheet of this workbook: one of {list}", "须为此工作簿的工作表之一：{list}");
        let fault = LocatedFault::error("unknown-sheet", Location::file(file), wanted, expected);
        return Err(fault.maybe(nearest_text(wanted, known)).into());
    }
    let mut found = Tables::default();
    for name in names {
        found.add(book.sheet(name)?, kinds, Address::sheet(file, name));
    }
    Ok(found)
}

/// The visible sheets that are such tables, and where there may be several those that are nearly such; if none is, the first that holds
/// anything, so that what it lacks is told.
fn fitting(book: &mut Book, file: &str, wanted: Wanted<'_>) -> Result<Tables, ReadFaults> {
    let kinds = wanted.kinds;
    let mut found = Tables::default();
    for (name, _) in book.sheets().into_iter().filter(|(_, is_visible)| *is_visible) {
        found.add(book.sheet(&name)?, kinds, Address::sheet(file, name));
    }
    let Tables { tables, mut warnings } = found;
    let is_whole = |table: &Grid| has_needed_columns(&table.header, kinds);
    let is_strict = !wanted.several && tables.iter().any(is_whole);
    let fits = |table: &Grid| is_whole(table) || (!is_strict && known_columns(&table.header, kinds) >= 2);
    let (fitting, mut others): (Vec<Grid>, Vec<Grid>) = tables.into_iter().partition(fits);
    if fitting.is_empty() {
        others.truncate(1);
        return Ok(Tables { tables: others, warnings });
    }
    warnings.extend(others.iter().map(|other| {
        let expected = text!("not read; it has not the columns of this table", "未读取；没有此表的列");
        LocatedFault::warning("sheet-not-read", other.address.whole(), "", expected)
    }));
    Ok(Tables { tables: fitting, warnings })
}

impl Tables {
    /// Adds the table on a sheet, unless there is nothing on it.
    fn add(&mut self, cells: SheetCells, kinds: &[ColumnKind], address: Address) {
        let SheetCells { rows, reach, wide } = cells;
        let Some((header, below)) = parted(rows, &reach, kinds) else { return };
        let is_caption = |row: &Row| wide.contains(&row.line) && row.filled().count() == 1;
        let (captions, rows): (Vec<Row>, Vec<Row>) = below.into_iter().partition(is_caption);
        self.warnings.extend(captions.iter().map(|row| {
            let expected =
                text!("not read; one cell over several columns is taken for a remark", "未读取；跨列的单元格视为说明");
            LocatedFault::warning("remark-not-read", address.line(row.line), row.shown(), expected)
        }));
        self.tables.push(Grid { address, header, rows, faults: Vec::new() });
    }
}

/// The header of a sheet and the rows below it. A header of several rows, over which some of its cells reach, is the last of them.
fn parted(mut rows: Vec<Row>, reach: &BTreeMap<u32, u32>, kinds: &[ColumnKind]) -> Option<(Row, Vec<Row>)> {
    if rows.is_empty() {
        return None;
    }
    let first = rows[header_position(&rows, kinds)].line;
    let last = reach.get(&first).copied().unwrap_or(first);
    let below = rows.split_off(rows.partition_point(|row| row.line <= last));
    let above = rows.into_iter().filter(|row| row.line >= first).rev();
    let header = above.reduce(|mut lowest: Row, upper| {
        upper.filled().for_each(|(position, words)| lowest.fill(position, words));
        lowest
    })?;
    Some((header, below))
}

fn several(tables: &[Grid], file: &str) -> ReadFaults {
    let names: Vec<&str> = tables.iter().filter_map(|table| table.address.sheet_name()).collect();
    let list = names.join(", ");
    let expected =
        text!("one table; each of these sheets holds one: {list}", "须只有一张表；以下工作表各有一张：{list}");
    let maybe = Text::plain(format!("`{file}!{}`", names.first().copied().unwrap_or_default()));
    LocatedFault::error("several-sheets", Location::file(file), "", expected).maybe(maybe).into()
}
