//! Columns of text, aligned on a terminal where a Chinese character is as wide as two Latin ones.

use unicode_width::UnicodeWidthStr;

/// On which side of a column its cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Rows as lines: two spaces before each and between columns, none at the end.
///
/// ```
/// use lunban_files::{Side, aligned};
/// let rows = [["北京".to_owned(), "1".to_owned()], ["abc".to_owned(), "20".to_owned()]];
/// assert_eq!(aligned(&[Side::Left, Side::Right], &rows), "  北京   1\n  abc   20\n");
/// ```
pub fn aligned<R: AsRef<[String]>>(sides: &[Side], rows: &[R]) -> String {
    let width = |column: usize| rows.iter().filter_map(|row| row.as_ref().get(column)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..sides.len()).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for ((cell, width), side) in row.as_ref().iter().zip(&widths).zip(sides) {
            let gap = " ".repeat(width - cell.width());
            line.push_str("  ");
            match side {
                Side::Left => line.extend([cell.as_str(), &gap]),
                Side::Right => line.extend([gap.as_str(), cell]),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_two_columns_wide() {
        let row = |name: &str, number: &str| [name.to_owned(), number.to_owned()];
        let text = aligned(&[Side::Left, Side::Right], &[row("北京", "1"), row("abc", "20")]);
        assert_eq!(text, "  北京   1\n  abc   20\n");
    }
}
