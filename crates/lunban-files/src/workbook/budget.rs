//! How much a workbook may hold: a file of a few bytes can unpack to more than any machine has.

/// The most cells on a sheet that hold something.
const MOST_CELLS: usize = 3_000_000;

/// The most bytes that the words of a sheet have together.
const MOST_BYTES: usize = 128 << 20;

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

    /// Takes off a cell with words.
    pub(super) fn take(&mut self, words: &str) -> Result<(), TooMuch> {
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
        assert_eq!(budget.take("abc"), Ok(()));
        assert_eq!(budget.take("abc"), Err(TooMuch));
        let mut budget = Budget { cells: 1, bytes: 5 };
        assert_eq!((budget.take(""), budget.take("")), (Ok(()), Err(TooMuch)));
    }
}
