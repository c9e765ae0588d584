//! What a table of a campaign is made of: its columns, and how a row is read and written.

use crate::table::{Cells, ColumnKind, Own};

/// The rows of one table of a campaign folder.
pub(crate) trait Format: Sized {
    /// Its columns, in the order they are written in.
    const COLUMNS: &'static [ColumnKind];

    /// What becomes of columns it does not know.
    const OWN: Own = Own::Unused;

    /// Reads a row; none if it says too little to be one. What cannot be read is noted.
    fn read(cells: &mut Cells<'_>) -> Option<Self>;

    /// The cells of the row, in the order of the columns.
    fn write(&self) -> Vec<String>;
}

/// The cell of a value that may not be there.
pub(super) fn optional(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The cell of a list.
pub(super) fn list(items: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut cell = String::new();
    for item in items {
        if !cell.is_empty() {
            cell.push(';');
        }
        cell.push_str(item.as_ref());
    }
    cell
}
