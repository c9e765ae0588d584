//! How much a workbook may hold: a file of a few bytes can unpack to more than any machine has.

/// The most cells on a sheet that hold something.
const MOST_CELLS: usize = 3_000_000;

/// The most bytes that the words of a sheet have together.
const MOST_BYTES: usize = 128 << 20;

/// So many rows and columns a sheet has; a cell beyond them is a number that was spoilt.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// There is more than the table of a campaign ever holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMuch;

/// What is left of it while a sheet is read.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    bytes: usize,
}

impl Budget {
    /// That of one sheet.
    pub(super) fn of_a_sheet() -> Self {
        Self { cells: MOST_CELLS, bytes: MOST_BYTES }
    }

    /// Takes off a cell with words, at a row and column.
    pub(super) fn take(&mut self, (row, column): (u32, u32), words: &str) -> Result<(), TooMuch> {
        if row >= ROWS || column >= COLUMNS {
            return Err(TooMuch);
        }
        self.cells = self.cells.checked_sub(1).ok_or(TooMuch)?;
        self.bytes = self.bytes.checked_sub(words.len()).ok_or(TooMuch)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_cells_and_words_count() {
        let mut budget = Budget { cells: 2, bytes: 5 };
        assert_eq!(budget.take((0, 0), "abc"), Ok(()));
        assert_eq!(budget.take((0, 1), "abc"), Err(TooMuch));
        let mut budget = Budget { cells: 1, bytes: 5 };
        assert_eq!((budget.take((0, 0), ""), budget.take((0, 1), "")), (Ok(()), Err(TooMuch)));
    }

    #[test]
    fn no_cell_lies_beyond_the_sheet() {
        let mut budget = Budget::of_a_sheet();
        assert_eq!(budget.take((ROWS - 1, COLUMNS - 1), "x"), Ok(()));
        assert_eq!(budget.take((ROWS, 0), "x"), Err(TooMuch));
        assert_eq!(budget.take((0, COLUMNS), "x"), Err(TooMuch));
    }
}
