//! Tables of text, as spreadsheet programs save them: cells parted by commas, semicolons or tabs.

use csv::StringRecord;
use lunban_core::text;

use super::grid::header_position;
use super::headers::has_needed_columns;
use super::{Address, ColumnKind, Grid, Row};
use crate::LocatedFault;

/// The most cells of a table, blank ones among them.
const MOST_CELLS: usize = 8_000_000;

/// The table in a text; none if it is blank.
pub(super) fn parse(text: &str, kinds: &[ColumnKind], file: &str) -> Option<Grid> {
    let address = Address::text(file);
    let parting = parting(text, kinds);
    let (records, is_cut) = records(text, parting);
    let rows: Vec<Row> = records.iter().map(|(line, cells)| Row::of_words(*line, cells)).collect();
    let header = header_position(&rows, kinds);
    let width = records.get(header)?.1.len();
    let mut faults = Vec::from_iter(unclosed_quote(text, records.last()?, &address));
    faults.extend(is_cut.then(|| too_many(&address)));
    let misfit = |(row, (line, cells)): (&Row, &(u32, StringRecord))| {
        (cells.len() < width || row.width() > width).then(|| misfit(*line, cells, (width, parting), &address))
    };
    let misfits: Vec<Option<LocatedFault>> = rows.iter().zip(&records).map(misfit).collect();
    let mut rows = rows.into_iter().zip(misfits).skip(header);
    let (header, _) = rows.next()?;
    let (fitting, others): (Vec<_>, Vec<_>) = rows.partition(|(_, misfit)| misfit.is_none());
    faults.extend(others.into_iter().filter_map(|(_, misfit)| misfit));
    Some(Grid::new(address, header, fitting.into_iter().map(|(row, _)| row).collect(), faults))
}

/// The rows that are not blank, each with its line; and whether there are more cells than a table ever has, so that they are not all of it.
fn records(text: &str, parting: u8) -> (Vec<(u32, StringRecord)>, bool) {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(parting).from_reader(text.as_bytes());
    let mut lines = Lines { text: text.as_bytes(), offset: 0, line: 1 };
    // Text is UTF-8 and rows may be of any length, so there is no row that the reader could refuse.
    let mut left = MOST_CELLS;
    let mut is_cut = false;
    let records = reader.records().map_while(Result::ok);
    let records = records.take_while(|cells| {
        is_cut = cells.len() > left;
        left = left.saturating_sub(cells.len());
        !is_cut
    });
    let records = records.map(|cells| {
        let offset = cells.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        (lines.at(offset), cells)
    });
    let records = records.filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty())).collect();
    (records, is_cut)
}

fn too_many(address: &Address) -> LocatedFault {
    let expected = text!(
        "the table of a campaign; this holds far more cells than any has",
        "须为任务表格；此文件的内容远超任何任务所需"
    );
    LocatedFault::error("table-too-large", address.whole(), "", expected)
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

/// What parts the cells of a table that has one column: it stands in no text that people write.
const NOTHING: u8 = 0x1f;

/// What stands most often between the words of the first line that has more than one; nothing, where the header is one word and all that such a table needs:
/// then a comma in a row is the row's own.
fn parting(text: &str, kinds: &[ColumnKind]) -> u8 {
    const PARTINGS: [u8; 3] = [b';', b'\t', b','];
    let parts = |line: &&str| line.bytes().any(|byte| PARTINGS.contains(&byte));
    let is_header = |line: &str| {
        let row = Row::of_words(1, &StringRecord::from(vec![line.trim().trim_matches('"')]));
        kinds.iter().any(|kind| kind.needed) && has_needed_columns(&row, kinds)
    };
    if text.lines().take_while(|line| !parts(line)).any(is_header) {
        return NOTHING;
    }
    let header = text.lines().find(parts).unwrap_or_default();
    let count = |parting: &u8| header.bytes().filter(|byte| byte == parting).count();
    // Of equals `max_by_key` takes the last: the comma.
    PARTINGS.into_iter().max_by_key(count).unwrap_or(b',')
}

fn unclosed_quote(text: &str, (line, cells): &(u32, StringRecord), address: &Address) -> Option<LocatedFault> {
    let swallowed = cells.iter().find(|cell| cell.contains('\n'))?;
    let is_odd = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    is_odd.then(|| {
        let expected =
            text!("a quote that is closed; this one runs to the end", "引号须成对；此处的引号直到文件末尾未闭合");
        LocatedFault::error("unclosed-quote", address.line(*line), swallowed, expected)
    })
}

fn misfit(line: u32, cells: &StringRecord, (width, parting): (usize, u8), address: &Address) -> LocatedFault {
    let mark = char::from(parting).to_string();
    let value = cells.iter().map(|cell| crate::unguard(cell.trim())).collect::<Vec<_>>().join(&mark);
    let count = cells.len();
    let expected =
        text!("{width} cells, as the header has; here are {count}", "须与表头一致，为{width}列；此行有{count}列");
    let mark = if parting == b'\t' { "Tab" } else { &mark };
    let maybe = if count > width {
        text!("quotes around a cell that has a `{mark}` of its own", "给自身含`{mark}`的单元格加引号")
    } else {
        text!("a `{mark}` for each cell that is empty, too", "每个空单元格也须有`{mark}`")
    };
    LocatedFault::error("row-length", address.line(line), value, expected).maybe(maybe)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(u32, Vec<String>)> {
        let table = parse(text, &[], "t.csv").unwrap();
        assert_eq!(table.faults, []);
        let cells = |row: &Row| (0..row.width()).map(|position| row.cell(position).to_owned()).collect();
        table.rows.iter().map(|row| (row.line, cells(row))).collect()
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
        let table = parse("a,b\n1\n1,2,,\n1,2,3\n", &[], "t.csv").unwrap();
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [3]);
        let faults: Vec<_> = table.faults.iter().map(|fault| (fault.location.line, fault.value.as_str())).collect();
        assert_eq!(faults, [(Some(2), "1"), (Some(4), "1,2,3")]);
    }

    #[test]
    fn a_quote_that_is_not_closed_is_a_fault_where_it_opens() {
        let table = parse("a,b\n1,2\n3,\"4\n5,6\n", &[], "t.csv").unwrap();
        assert_eq!(table.faults[0].to_string().split(": ").next(), Some("t.csv:3"));
    }

    #[test]
    fn lines_above_the_header_are_passed_over_whatever_their_width() {
        const KINDS: &[ColumnKind] = &[ColumnKind::needed("id", &["编号"]), ColumnKind::needed("name", &["姓名"])];
        for text in ["名单\n填表：张三\n编号;姓名\n1;a\n", "名单;;\n填表;张三;\n编号;姓名;\n1;a;\n"]
        {
            let table = parse(text, KINDS, "t.csv").unwrap();
            assert_eq!((table.header.line, table.rows.len(), &table.faults[..]), (3, 1, &[][..]), "{text}");
        }
    }

    #[test]
    fn in_a_table_of_one_column_every_mark_is_the_row_s_own() {
        const EVENT: &[ColumnKind] = &[ColumnKind::needed("event", &["事件"])];
        let cells = |text: &str| {
            let table = parse(text, EVENT, "e.csv").unwrap();
            assert_eq!(table.faults, []);
            table.rows.iter().map(|row| row.cell(0).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(cells("event\ndrop P in r3,r5-6\nadd N tags=a;b\n"), ["drop P in r3,r5-6", "add N tags=a;b"]);
        assert_eq!(cells("Changes\n\n\"事件\"\n\"drop \"\"Ann\"\" in r3,r5\"\n"), ["drop \"Ann\" in r3,r5"]);
        assert_eq!(cells("event;by\ndrop P in r3,r5;Li\n"), ["drop P in r3,r5"]);
    }

    #[test]
    fn a_row_of_another_length_says_which_mark_is_too_much_or_missing() {
        let advice = |text: &str| parse(text, &[], "t.csv").unwrap().faults[0].maybe.as_ref().unwrap().english.clone();
        assert_eq!(advice("a,b\nx,y,1\n"), "quotes around a cell that has a `,` of its own");
        assert_eq!(advice("a;b\nx;y;1\n"), "quotes around a cell that has a `;` of its own");
        assert_eq!(advice("a;b\nx\n"), "a `;` for each cell that is empty, too");
    }

    #[test]
    fn a_blank_text_is_no_table() {
        assert!(parse("", &[], "t.csv").is_none());
        assert!(parse(" \r\n,,\n", &[], "t.csv").is_none());
    }
}
