//! Files that look like rosters but are not read: the planner is told, so that nobody's unit is left out unnoticed.

use std::path::Path;

use lunban_core::{Text, text};

use super::files::{Folder, is_table, stem};
use crate::table::{ColumnKind, Tables, WORKBOOKS, Wanted, has_extension, has_needed_columns, tables};
use crate::{LocatedFault, Location};

/// What systems leave in any folder.
const LITTER: [&str; 2] = ["Thumbs.db", "desktop.ini"];

/// A fault for each file in or below the folder of the rosters that is none of `read`, and for each roster beside that folder that is
/// none of the other tables.
pub(super) fn faults(
    folder: &Folder,
    pattern: &str,
    read: &[String],
    others: &[String],
    columns: &[ColumnKind],
) -> Vec<LocatedFault> {
    // What was taken for a roster and is a folder has its own fault.
    let is_read = |file: &String| read.iter().any(|read| Path::new(file).starts_with(read)) || others.contains(file);
    let rosters = literal_folder(pattern);
    let inside = if rosters.is_empty() { Vec::new() } else { folder.files_below(&rosters) };
    let inside = inside.into_iter().filter(|file| !is_read(file) && !is_litter(file)).map(|file| stray(&file, read));
    let beside = folder.files_in("").into_iter().filter(|file| !is_read(file) && is_roster(folder, file, columns));
    inside.chain(beside.map(|file| not_read(&file, &other_place(pattern)))).collect()
}

/// The folders of a pattern before its first sign that stands for others.
fn literal_folder(pattern: &str) -> String {
    let folders = pattern.rsplit_once('/').map_or("", |(folders, _)| folders);
    let literal = folders.split('/').take_while(|name| !name.contains(['*', '?', '[']));
    literal.collect::<Vec<_>>().join("/")
}

fn is_litter(file: &str) -> bool {
    LITTER.contains(&file.rsplit('/').next().unwrap_or(file))
}

/// A workbook is an error, since a unit is missing then; but not where the same table was saved as CSV beside it.
fn stray(file: &str, read: &[String]) -> LocatedFault {
    if !has_extension(file, &WORKBOOKS) {
        let maybe = text!(
            "save it as .xlsx or CSV in the folder of the rosters, if it is one",
            "如为名单，另存为.xlsx或CSV，放在名单文件夹中"
        );
        return not_read(file, &maybe);
    }
    if let Some(read) = read.iter().find(|read| stem(read) == stem(file)) {
        return not_read(file, &text!("leave it: `{read}` is read", "不处理：已读取`{read}`"));
    }
    let expected =
        text!("rosters where [files] says; this workbook is not read", "名单须在[files]所指之处；此工作簿未读取");
    let maybe = text!(
        "`roster = \"roster/*\"`, with the workbook in that folder",
        "`roster = \"roster/*\"`，并将工作簿放在该文件夹中"
    );
    LocatedFault::error("workbook", Location::file(file), "", expected).maybe(maybe)
}

fn other_place(pattern: &str) -> Text {
    text!("move it to where rosters are read from, `{pattern}`", "移到读取名单之处，即`{pattern}`")
}

fn not_read(file: &str, maybe: &Text) -> LocatedFault {
    LocatedFault::warning("not-read", Location::file(file), "", text!("not read", "未读取")).maybe(maybe.clone())
}

fn is_roster(folder: &Folder, file: &str, columns: &[ColumnKind]) -> bool {
    let wanted = Wanted { kinds: columns, sheet: None, several: true };
    let found = || tables(folder.bytes(file).ok()?, file, wanted).ok();
    let is_roster = |found: Tables| found.tables.iter().any(|table| has_needed_columns(&table.header, columns));
    is_table(file) && found().is_some_and(is_roster)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_a_pattern_ends_before_the_first_sign() {
        assert_eq!(literal_folder("roster/*.csv"), "roster");
        assert_eq!(literal_folder("a/b-*/*.csv"), "a");
        assert_eq!(literal_folder("*.csv"), "");
    }
}
