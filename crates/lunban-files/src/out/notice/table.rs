//! Tables of a notice: ruled, with a head that stands on every page.

use docx_rs::{
    HeightRule, Table, TableAlignmentType, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType,
    VMergeType, WidthType,
};

use super::style::{Look, WIDTH};

/// The height of a table's head, in twentieths of a point. Only heads have an exact height; the package knows them by it.
const HEAD: f32 = 440.0;

/// The least height of other rows.
const ROW: f32 = 360.0;

/// One cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Words of its own, one paragraph for each line.
    Lines(Vec<String>),
    /// The cell above goes on.
    Above,
}

impl Cell {
    /// A cell of one line.
    pub(super) fn line(words: impl Into<String>) -> Self {
        Self::Lines(vec![words.into()])
    }
}

/// A column: its title, and its share of the width.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) title: String,
    pub(super) share: usize,
}

/// A table over the whole width. Cells of one column that go on from the one above are merged with it.
pub(super) fn table(columns: &[Column], rows: &[Vec<Cell>]) -> Table {
    let widths = widths(columns);
    let mut ruled = vec![head(columns, &widths)];
    ruled.extend(rows.iter().enumerate().map(|(position, cells)| row(cells, rows.get(position + 1), &widths)));
    Table::new(ruled)
        .set_grid(widths)
        .width(WIDTH, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center)
        .margins(TableCellMargins::new().margin(10, 50, 10, 50))
}

fn widths(columns: &[Column]) -> Vec<usize> {
    let shares: usize = columns.iter().map(|column| column.share).sum();
    columns.iter().map(|column| WIDTH * column.share / shares.max(1)).collect()
}

fn head(columns: &[Column], widths: &[usize]) -> TableRow {
    let cells = columns.iter().zip(widths);
    let cells = cells.map(|(column, &width)| cell(width).add_paragraph(Look::TableHead.paragraph(&column.title)));
    TableRow::new(cells.collect()).row_height(HEAD).height_rule(HeightRule::Exact)
}

fn row(cells: &[Cell], below: Option<&Vec<Cell>>, widths: &[usize]) -> TableRow {
    let goes_on = |column: usize| below.and_then(|row| row.get(column)) == Some(&Cell::Above);
    let cells = cells.iter().zip(widths).enumerate().map(|(column, (content, &width))| match content {
        Cell::Above => cell(width).vertical_merge(VMergeType::Continue).add_paragraph(Look::TableCell.paragraph("")),
        Cell::Lines(lines) => {
            let paragraphs = lines.iter().map(|line| Look::TableCell.paragraph(line));
            let filled = paragraphs.fold(cell(width), TableCell::add_paragraph);
            if goes_on(column) { filled.vertical_merge(VMergeType::Restart) } else { filled }
        }
    });
    TableRow::new(cells.collect()).row_height(ROW).height_rule(HeightRule::AtLeast).cant_split()
}

fn cell(width: usize) -> TableCell {
    TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Center)
}
