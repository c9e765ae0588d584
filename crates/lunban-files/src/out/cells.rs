//! CSV for people: it opens in a spreadsheet as it stands, in Chinese, and nothing in it is ever run.

use lunban_core::Language;
use lunban_core::rules::Phrase;

/// What makes a spreadsheet read UTF-8 as UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// What a spreadsheet may take for the beginning of a formula, the full-width forms among them.
const RISKY: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell as it is written: one that a spreadsheet might run gets a `'` before it. A number, negative ones too, is one to a spreadsheet and stays.
///
/// ```
/// use lunban_files::{guard, unguard};
/// assert_eq!(guard("=HYPERLINK(0)"), "'=HYPERLINK(0)");
/// assert_eq!(guard("张三"), "张三");
/// assert_eq!(guard("-4240.00"), "-4240.00");
/// assert_eq!(unguard(&guard("'-2")), "'-2");
/// ```
pub fn guard(cell: &str) -> String {
    if is_risky(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// A cell as it was before [`guard`].
pub fn unguard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_risky(rest)).unwrap_or(cell)
}

/// Cells that already look guarded count too: so the guard can always be undone.
fn is_risky(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(RISKY) && !is_number(cell)
}

/// Digits, with or without a minus before them and a point among them.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits.split_once('.').map_or_else(|| is_digits(digits), |(whole, part)| is_digits(whole) && is_digits(part))
}

/// A table as CSV: UTF-8 with a byte order mark, every cell guarded, lines ended by a line feed.
pub(crate) fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(BOM.to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|cell| guard(cell))).expect("memory takes every row");
    }
    writer.into_inner().expect("memory takes every row")
}

/// A header in one language.
pub(super) fn titles(columns: &[Phrase], language: Language) -> Vec<String> {
    columns.iter().map(|column| column.to(language).to_owned()).collect()
}

/// What stands where something holds.
pub(super) const YES: Phrase = Phrase::new("yes", "是");

/// A row of words.
pub(super) fn words<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_might_run_is_guarded() {
        for cell in ["=cmd", "+1", "-2+3", "-1.", "-x", "@x", "\tx", "\rx", "＝1", "'=1", "''+1"] {
            assert_eq!(guard(cell), format!("'{cell}"));
        }
    }

    #[test]
    fn other_cells_stand_as_they_are() {
        for cell in ["", "张三", "'quoted'", "2017-09-15", "a=b", " =1", "-2", "-0.50", "12"] {
            assert_eq!(guard(cell), cell);
            assert_eq!(unguard(cell), cell);
        }
    }

    #[test]
    fn the_guard_is_undone() {
        for cell in ["=cmd", "'=cmd", "''=cmd", "'", "''", "'a", "-", "＠x", "-2", "'-2"] {
            assert_eq!(unguard(&guard(cell)), cell);
        }
    }

    #[test]
    fn a_table_begins_with_the_byte_order_mark_and_quotes_what_needs_it() {
        let bytes = csv([words(["姓名", "a,b"]), words(["=1", "\"x\""])]);
        assert_eq!(bytes, "\u{feff}姓名,\"a,b\"\n'=1,\"\"\"x\"\"\"\n".as_bytes());
    }
}
