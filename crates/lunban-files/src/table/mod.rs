//! CSV tables in: a header and rows that remember their lines.

mod cells;
mod dates;
mod headers;
mod values;

pub(crate) use cells::Cells;
pub(crate) use dates::{absence, day, span_of_days};
pub(crate) use headers::{ColumnKind, Header, Own, has_needed_columns};
pub(crate) use values::{Misread, decimal, gender, lock_mode, round_number, tie, whole_number, wishes};

use csv::StringRecord;
use headers::known_columns;
use lunban_core::text;

use crate::text::decode;
use crate::{LocatedFault, Location, ReadFaults};

/// A table as its file has it.
#[derive(Debug)]
pub(crate) struct CsvTable {
    /// The first row that is not blank.
    pub(crate) header: Row,
    /// Rows with as many cells as the header; blank ones are left out.
    pub(crate) rows: Vec<Row>,
    /// Rows that could not be read.
    pub(crate) faults: Vec<LocatedFault>,
    /// The row that follows the header, of whatever width.
    second: Option<Row>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The line it begins on.
    pub(crate) line: u32,
    cells: StringRecord,
}

impl Row {
    /// A cell without the blanks around it, and without the guard that keeps a spreadsheet from running it.
    pub(crate) fn cell(&self, position: usize) -> &str {
        crate::unguard(self.cells.get(position).unwrap_or_default().trim())
    }

    /// Its cells, as [`Row::cell`] gives them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| crate::unguard(cell.trim()))
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    fn is_blank_from(&self, position: usize) -> bool {
        self.cells.iter().skip(position).all(|cell| cell.trim().is_empty())
    }
}

impl CsvTable {
    /// The table in the bytes of a file, in any encoding that tables may have.
    pub(crate) fn from_bytes(bytes: Vec<u8>, file: &str) -> Result<Self, ReadFaults> {
        let text = decode(bytes).map_err(|reason| reason.fault(file))?;
        Self::parse(&text, file).ok_or_else(|| {
            let expected = text!("a header and rows; the file is empty", "须有表头和数据行；此文件为空");
            LocatedFault::error("empty-file", Location::file(file), "", expected).into()
        })
    }

    /// The table in a text; none if it is blank.
    pub(crate) fn parse(text: &str, file: &str) -> Option<Self> {
        let mut rows = rows(text);
        rows.retain(|row| !row.is_blank());
        let mut faults = Vec::from_iter(unclosed_quote(text, rows.last()?, file));
        let mut rows = rows.into_iter();
        let header = rows.next()?;
        let width = header.cells.len();
        let mut rows = rows.peekable();
        let second = rows.peek().cloned();
        let (rows, misfits): (Vec<Row>, Vec<Row>) =
            rows.partition(|row| row.cells.len() >= width && row.is_blank_from(width));
        faults.extend(misfits.iter().map(|row| misfit(row, width, file)));
        Some(Self { header, rows, faults, second })
    }

    /// The fault of a table whose header stands below a title: one word alone, and then a row of words for columns.
    pub(crate) fn titled(&self, kinds: &[ColumnKind], file: &str) -> Option<LocatedFault> {
        let second = self.second.as_ref()?;
        let mut words = self.header.iter().filter(|cell| !cell.is_empty());
        let (title, others) = (words.next()?, words.count());
        let is_title = others == 0 && known_columns(&self.header, kinds) == 0 && known_columns(second, kinds) >= 2;
        is_title.then(|| {
            let (first, second) = (self.header.line, second.line);
            let expected = text!(
                "a header on the first line; the header seems to be on line {second}",
                "首行须为表头；表头似在第{second}行"
            );
            let maybe = text!("delete line {first}", "删去第{first}行");
            LocatedFault::error("title-above-header", Location::file(file).line(first), title, expected).maybe(maybe)
        })
    }
}

fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut lines = Lines { text: text.as_bytes(), offset: 0, line: 1 };
    // Text is UTF-8 and rows may be of any length, so there is no row that the reader could refuse.
    let records = reader.records().map_while(Result::ok);
    records
        .map(|cells| {
            let offset = cells.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
            Row { line: lines.at(offset), cells }
        })
        .collect()
}

/// Counts lines along a text. The CSV reader's own count stops at blank lines, before the row that follows them.
struct Lines<'t> {
    text: &'t [u8],
    offset: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the first byte at or after an offset that is not a line break; offsets come in order.
    fn at(&mut self, offset: usize) -> u32 {
        while let Some(byte) = self.text.get(self.offset) {
            if self.offset >= offset && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line += u32::from(*byte == b'\n');
            self.offset += 1;
        }
        self.line
    }
}

/// What stands most often between the words of the first line.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: &u8| header.bytes().filter(|byte| byte == delimiter).count();
    // Of equals `max_by_key` takes the last: the comma.
    [b';', b'\t', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

fn unclosed_quote(text: &str, last: &Row, file: &str) -> Option<LocatedFault> {
    let swallowed = last.cells.iter().find(|cell| cell.contains('\n'))?;
    let is_odd = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    is_odd.then(|| {
        let expected =
            text!("a quote that is closed; this one runs to the end", "引号须成对；此处的引号直到文件末尾未闭合");
        LocatedFault::error("unclosed-quote", Location::file(file).line(last.line), swallowed, expected)
    })
}

fn misfit(row: &Row, width: usize, file: &str) -> LocatedFault {
    let cells = row.cells.len();
    let value = row.cells.iter().collect::<Vec<_>>().join(",");
    let expected =
        text!("{width} cells, as the header has; here are {cells}", "须与表头一致，为{width}列；此行有{cells}列");
    LocatedFault::error("row-length", Location::file(file).line(row.line), value, expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(u32, Vec<String>)> {
        let table = CsvTable::parse(text, "t.csv").unwrap();
        assert_eq!(table.faults, []);
        table.rows.iter().map(|row| (row.line, row.iter().map(str::to_owned).collect())).collect()
    }

    #[test]
    fn rows_remember_their_lines_over_blank_ones_and_breaks_in_cells() {
        let text = "\n\na,b\n\n1,2\n,\n\"3\n3\",4\n\n5,6";
        let seen: Vec<u32> = lines(text).into_iter().map(|(line, _)| line).collect();
        assert_eq!(seen, [5, 7, 10]);
        assert_eq!(lines(&text.replace('\n', "\r\n")).iter().map(|row| row.0).collect::<Vec<_>>(), [5, 7, 10]);
    }

    #[test]
    fn tabs_and_semicolons_part_cells_too() {
        let expected = [(2, vec!["1".to_owned(), "x,y".to_owned()])];
        assert_eq!(lines("a\tb\n1\tx,y\n"), expected);
        assert_eq!(lines("a;b\n 1 ; x,y \n"), expected);
    }

    #[test]
    fn a_row_of_another_length_is_a_fault_but_for_blank_cells_beyond_the_header() {
        let table = CsvTable::parse("a,b\n1\n1,2,,\n1,2,3\n", "t.csv").unwrap();
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [3]);
        let faults: Vec<_> = table.faults.iter().map(|fault| (fault.location.line, fault.value.as_str())).collect();
        assert_eq!(faults, [(Some(2), "1"), (Some(4), "1,2,3")]);
    }

    #[test]
    fn a_quote_that_is_not_closed_is_a_fault_where_it_opens() {
        let table = CsvTable::parse("a,b\n1,2\n3,\"4\n5,6\n", "t.csv").unwrap();
        assert_eq!(table.faults[0].to_string().split(": ").next(), Some("t.csv:3"));
    }

    #[test]
    fn a_title_above_the_header_is_told_once() {
        const KINDS: &[ColumnKind] = &[ColumnKind::needed("id", &["编号"]), ColumnKind::needed("name", &["姓名"])];
        let titled =
            |text| CsvTable::parse(text, "t.csv").unwrap().titled(KINDS, "t.csv").map(|fault| fault.to_string());
        let said = "t.csv:1: `名单`: expected a header on the first line; the header seems to be on line 2\n  Maybe delete line 1";
        for text in ["名单\n编号,姓名\n1,a\n", "名单,,\n编号,姓名,\n1,a,\n"] {
            assert_eq!(titled(text).as_deref(), Some(said), "{text}");
        }
        for text in ["id\n编号,姓名\n", "编号,姓名\n1,a\n", "名单\n1,2\n", "名单\n"] {
            assert_eq!(titled(text), None, "{text}");
        }
    }

    #[test]
    fn a_blank_text_is_no_table() {
        assert!(CsvTable::parse("", "t.csv").is_none());
        assert!(CsvTable::parse(" \r\n,,\n", "t.csv").is_none());
    }
}
