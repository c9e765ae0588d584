//! One row of a table: the cells that hold something.

use super::Misread;

/// A row of a table; cells that hold nothing are not kept, for a sheet may be wide and empty.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// The line it begins on, or its row on a sheet.
    pub(crate) line: u32,
    /// What its cells hold, by position.
    cells: Vec<(usize, Content)>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Words, with no blanks around them.
    Words(String),
    /// Something that cannot be taken for words, with what a spreadsheet shows in its place.
    Unreadable(String, Box<Misread>),
}

impl Row {
    /// A row of cells by position, in order; those that are blank are left out.
    pub(crate) fn new(line: u32, cells: impl IntoIterator<Item = (usize, Content)>) -> Self {
        let cells = cells.into_iter().filter(|(_, content)| !content.shown().trim().is_empty());
        Self { line, cells: cells.collect() }
    }

    /// A row of words.
    pub(crate) fn of_words<'w>(line: u32, words: impl IntoIterator<Item = &'w str>) -> Self {
        let cells = words.into_iter().map(|words| Content::Words(words.trim().to_owned()));
        Self::new(line, cells.enumerate())
    }

    /// A cell without the blanks around it, and without the guard that keeps a spreadsheet from running it.
    pub(crate) fn cell(&self, position: usize) -> &str {
        self.content(position).map_or("", Content::shown)
    }

    /// Why a cell cannot be read, if it cannot.
    pub(crate) fn misread(&self, position: usize) -> Option<&Misread> {
        match self.content(position)? {
            Content::Words(_) => None,
            Content::Unreadable(_, misread) => Some(misread),
        }
    }

    fn content(&self, position: usize) -> Option<&Content> {
        let place = self.cells.binary_search_by_key(&position, |(position, _)| *position).ok()?;
        Some(&self.cells[place].1)
    }

    /// The cells that hold something, with their positions.
    pub(crate) fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        self.cells.iter().map(|(position, content)| (*position, content.shown()))
    }

    /// Puts words where there is nothing.
    pub(crate) fn fill(&mut self, position: usize, words: &str) {
        if let Err(place) = self.cells.binary_search_by_key(&position, |(position, _)| *position) {
            self.cells.insert(place, (position, Content::Words(words.to_owned())));
        }
    }

    /// So many positions it reaches over.
    pub(crate) fn width(&self) -> usize {
        self.cells.last().map_or(0, |(position, _)| position + 1)
    }

    /// Whether no cell holds anything.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.is_empty()
    }

    /// What it holds as one text, for whoever looks for the row.
    pub(crate) fn shown(&self) -> String {
        self.filled().map(|(_, words)| words).collect::<Vec<_>>().join(", ")
    }
}

impl Content {
    /// The words, or what a spreadsheet shows in their place.
    pub(crate) fn shown(&self) -> &str {
        match self {
            Self::Words(words) | Self::Unreadable(words, _) => crate::unguard(words),
        }
    }
}
