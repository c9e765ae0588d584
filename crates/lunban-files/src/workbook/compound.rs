//! Looks at an old workbook before it is read: how large its sheets are.
//!
//! The library lays the cells of an XLS out in full, from the first row and column to the last, so that two cells in far corners, or a
//! number that was spoilt, would take more memory than there is.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::book::Unreadable;

/// How every document of this kind begins.
pub(super) const BEGINNING: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The most cells that all sheets lay out, blank ones among them.
const MOST_CELLS: u64 = 8_000_000;

/// The most cells that a sheet may announce: all that its kind can have.
const MOST_ANNOUNCED: u64 = 65_536 * 256;

/// The kinds of record that matter here, by their numbers in the format.
mod kind {
    pub(super) const BEGIN: u16 = 0x0809;
    pub(super) const END: u16 = 0x000a;
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const DIMENSIONS: u16 = 0x0200;
    /// Those that begin with a row and a column.
    pub(super) const CELLS: [u16; 8] = [0x0006, 0x00bd, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e];
    /// Several cells of a row; it ends with the last column.
    pub(super) const ROW_OF_CELLS: u16 = 0x00bd;
}

/// Refuses a workbook whose sheets would take too much room, and a document that is none.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut document = CompoundFile::open(Cursor::new(bytes)).map_err(|error| Unreadable::Broken(error.to_string()))?;
    let name = ["Workbook", "Book"].into_iter().find(|name| document.is_stream(name)).ok_or(Unreadable::Other)?;
    let mut stream = Vec::new();
    let opened = document.open_stream(name).and_then(|mut found| found.read_to_end(&mut stream));
    opened.map_err(|error| Unreadable::Broken(error.to_string()))?;
    let mut left = MOST_CELLS;
    for sheet in sheets(&stream) {
        left = left.checked_sub(room(sheet)?).ok_or(Unreadable::TooMuch)?;
    }
    Ok(())
}

/// Where the sheets begin.
fn sheets(stream: &[u8]) -> impl Iterator<Item = &[u8]> {
    let entries = records(stream).take_while(|(kind, _)| *kind != kind::END).filter(|(kind, _)| *kind == kind::SHEET);
    let starts = entries.filter_map(|(_, data)| usize::try_from(u32::from_le_bytes(data.first_chunk().copied()?)).ok());
    starts.filter_map(|start| stream.get(start..))
}

/// The cells from the first row and column of a sheet to the last.
fn room(sheet: &[u8]) -> Result<u64, Unreadable> {
    let (mut rows, mut columns) = (0, 0);
    let mut depth = 0;
    for (kind, data) in records(sheet) {
        match kind {
            kind::BEGIN => depth += 1,
            kind::END if depth <= 1 => break,
            kind::END => depth -= 1,
            kind::DIMENSIONS if announced(data) > MOST_ANNOUNCED => return Err(Unreadable::TooMuch),
            _ if kind::CELLS.contains(&kind) => {
                let last = if kind == kind::ROW_OF_CELLS { data.len().saturating_sub(2) } else { 2 };
                rows = rows.max(number(data, 0) + 1);
                columns = columns.max(number(data, last).max(number(data, 2)) + 1);
            }
            _ => {}
        }
    }
    Ok(rows * columns)
}

/// The cells from the first row and column to the last that a sheet says it has. Rows are long numbers but in the oldest files.
fn announced(data: &[u8]) -> u64 {
    let (rows, columns) = if data.len() >= 14 {
        (number(data, 4) | (number(data, 6) << 16), number(data, 10))
    } else {
        (number(data, 2), number(data, 6))
    };
    rows * columns
}

/// A short number; 0 beyond the end.
fn number(data: &[u8], at: usize) -> u64 {
    let bytes = data.get(at..).and_then(|rest| rest.first_chunk().copied());
    bytes.map_or(0, u16::from_le_bytes).into()
}

/// The records of a stream: their kinds and what they hold.
fn records(mut stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (head, rest) = stream.split_first_chunk::<4>()?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, rest) = rest.split_at_checked(length)?;
        stream = rest;
        Some((u16::from_le_bytes([head[0], head[1]]), data))
    })
}
