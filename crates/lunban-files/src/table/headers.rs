//! Which column of a table is which: English names and Chinese ones, and what is nearly one of them.

use std::collections::BTreeMap;

use lunban_core::{Language, Text, text};

use super::values::folded;
use super::{CsvTable, Row};
use crate::{Column, LocatedFault, Location};

/// A column that a table may have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ColumnKind {
    /// Its name in English, which is the name of core's field.
    pub(crate) field: &'static str,
    /// Other words for it.
    pub(crate) aliases: &'static [&'static str],
    /// Whether the table is of no use without it.
    pub(crate) needed: bool,
    /// Whether it is written only where some row has a value in it.
    pub(crate) rare: bool,
}

impl ColumnKind {
    /// A column that every table of its kind has.
    pub(crate) const fn needed(field: &'static str, aliases: &'static [&'static str]) -> Self {
        Self { needed: true, ..Self::optional(field, aliases) }
    }

    /// A column that may be left out.
    pub(crate) const fn optional(field: &'static str, aliases: &'static [&'static str]) -> Self {
        Self { field, aliases, needed: false, rare: false }
    }

    /// A column that few tables have.
    pub(crate) const fn rare(field: &'static str, aliases: &'static [&'static str]) -> Self {
        Self { rare: true, ..Self::optional(field, aliases) }
    }

    /// Its name in a language: of its other words the first Chinese one.
    pub(crate) fn title(&self, language: Language) -> &'static str {
        let chinese = || self.aliases.iter().copied().find(|word| !word.is_ascii());
        if language == Language::Chinese { chinese().unwrap_or(self.field) } else { self.field }
    }

    fn words(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.field).chain(self.aliases.iter().copied())
    }
}

/// What becomes of columns that a table is not known to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Own {
    /// They are handed through.
    Kept,
    /// Nothing uses them, and the planner is told.
    Unused,
}

/// The header of one table, understood.
#[derive(Debug)]
pub(crate) struct Header {
    line: u32,
    written: Vec<String>,
    positions: BTreeMap<&'static str, usize>,
    own: Vec<OwnColumn>,
}

/// A column of the table's own.
#[derive(Debug)]
struct OwnColumn {
    position: usize,
    /// A known word that its header shares a character with.
    resembles: Option<&'static str>,
}

impl Header {
    /// Reads the header of a table; a column that is nearly a known one is a fault, and then read as the one that was meant.
    pub(crate) fn read(
        table: &CsvTable,
        kinds: &[ColumnKind],
        own: Own,
        file: &str,
        faults: &mut Vec<LocatedFault>,
    ) -> Self {
        let written: Vec<String> = table.header.iter().map(str::to_owned).collect();
        let header = Self { line: table.header.line, written, positions: BTreeMap::new(), own: Vec::new() };
        let mut reading = Reading { header, kinds, file, table, faults };
        let unknown = reading.exact();
        reading.nearly(unknown, own);
        reading.missing();
        reading.header
    }

    /// The line it stands on.
    pub(crate) fn line(&self) -> u32 {
        self.line
    }

    /// Whether every needed column is there.
    pub(crate) fn is_whole(&self, kinds: &[ColumnKind]) -> bool {
        kinds.iter().all(|kind| !kind.needed || self.positions.contains_key(kind.field))
    }

    /// Where a column stands, if the table has it.
    pub(crate) fn position(&self, field: &str) -> Option<usize> {
        self.positions.get(field).copied()
    }

    /// What the file calls a column, if the table has it.
    pub(crate) fn written(&self, field: &str) -> Option<&str> {
        self.position(field).map(|position| self.written[position].as_str())
    }

    /// Every column with a header, in the order of the file: what it is called, and its field if it is not the table's own.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&str, Option<&'static str>)> {
        let known = |position| self.positions.iter().find(|(_, known)| **known == position).map(|(field, _)| *field);
        let columns = self.written.iter().enumerate().map(move |(position, word)| (word.as_str(), known(position)));
        columns.filter(|(word, _)| !word.is_empty())
    }

    /// Columns of the table's own, in the order of the file: where each stands and what it is called.
    pub(crate) fn own(&self) -> impl Iterator<Item = (usize, &str)> {
        self.own.iter().map(|column| (column.position, self.written[column.position].as_str()))
    }

    /// The known word that a header of the table's own may have been meant for, though it is too short to be sure.
    pub(crate) fn resembled(&self, header: &str) -> Option<&'static str> {
        self.own.iter().find(|column| self.written[column.position] == header)?.resembles
    }
}

struct Reading<'a> {
    header: Header,
    kinds: &'a [ColumnKind],
    file: &'a str,
    table: &'a CsvTable,
    faults: &'a mut Vec<LocatedFault>,
}

impl Reading<'_> {
    /// Takes the columns whose header is a known word, and gives the positions of the others.
    fn exact(&mut self) -> Vec<usize> {
        let mut unknown = Vec::new();
        for position in 0..self.header.written.len() {
            let key = key(&self.header.written[position]);
            match self.kinds.iter().find(|kind| kind.words().any(|word| word == key)) {
                Some(kind) => self.take(kind.field, position),
                None => unknown.push(position),
            }
        }
        unknown
    }

    fn take(&mut self, field: &'static str, position: usize) {
        match self.header.positions.get(field) {
            Some(&first) => self.twice(first, position),
            None => {
                self.header.positions.insert(field, position);
            }
        }
    }

    fn twice(&mut self, first: usize, position: usize) {
        let expected = text!("each column once", "每列只能出现一次");
        let (first, second) = (self.at(&self.header.written[first]), self.at(&self.header.written[position]));
        self.faults
            .push(LocatedFault::error("column-twice", second, &self.header.written[position], expected).also(first));
    }

    /// Sorts out the columns whose header is no known word.
    fn nearly(&mut self, unknown: Vec<usize>, own: Own) {
        for position in unknown {
            let word = self.header.written[position].clone();
            if word.is_empty() {
                self.unnamed(position);
            } else if let Some((field, near)) = self.meant(&word) {
                self.misspelt(&word, near);
                self.header.positions.insert(field, position);
            } else {
                self.own(position, &word, own);
            }
        }
    }

    fn misspelt(&mut self, word: &str, near: &str) {
        let expected = text!("the name of a column", "须为列名");
        let fault = LocatedFault::error("unknown-column", self.at(word), word, expected);
        self.faults.push(fault.maybe(Text::plain(format!("`{near}`"))));
    }

    /// The column that a header nearly names, unless the table has that column beside it: then both are meant.
    fn meant(&self, word: &str) -> Option<(&'static str, &'static str)> {
        let key = key(word);
        let free = self.kinds.iter().filter(|kind| !self.header.positions.contains_key(kind.field));
        let words = free.flat_map(|kind| kind.words().map(|near| (kind.field, near)));
        let near = words.map(|(field, near)| (strsim::osa_distance(&key, near), field, near));
        near.filter(|(distance, _, near)| *distance <= slips(near)).min().map(|(_, field, near)| (field, near))
    }

    fn own(&mut self, position: usize, word: &str, own: Own) {
        let first = self.header.own().find(|(_, header)| *header == word).map(|(first, _)| first);
        if let Some(first) = first {
            return self.twice(first, position);
        }
        let resembles = self.resembled(word);
        if own == Own::Unused {
            let known = self.kinds.iter().map(|kind| kind.field).collect::<Vec<_>>().join(", ");
            let expected = text!("not used; the columns of this table are {known}", "未被使用；此表的列为{known}");
            let maybe = resembles.map(|known| Text::plain(format!("`{known}`")));
            self.faults.push(LocatedFault::warning("unused-column", self.at(word), word, expected).maybe(maybe));
        }
        self.header.own.push(OwnColumn { position, resembles });
    }

    /// The word of two Chinese characters, for a column that the table lacks, that a word of two shares one with.
    fn resembled(&self, word: &str) -> Option<&'static str> {
        let key = key(word);
        let is_short = |word: &str| !word.is_ascii() && word.chars().count() == 2;
        let free = self.kinds.iter().filter(|kind| !self.header.positions.contains_key(kind.field));
        let mut words = free.flat_map(ColumnKind::words).filter(|near| is_short(near));
        words.find(|near| is_short(&key) && strsim::hamming(&key, near) == Ok(1))
    }

    fn unnamed(&mut self, position: usize) {
        if let Some(row) = self.table.rows.iter().find(|row| !row.cell(position).is_empty()) {
            let expected = text!("a header over every column; this one is not used", "每列须有表头；此列未被使用");
            let location = Location::file(self.file).line(row.line);
            self.faults.push(LocatedFault::warning("unnamed-column", location, row.cell(position), expected));
        }
    }

    fn missing(&mut self) {
        for kind in self.kinds.iter().filter(|kind| kind.needed && !self.header.positions.contains_key(kind.field)) {
            let (field, also) = (kind.field, kind.aliases.join(", "));
            let expected = text!("a column `{field}` ({also})", "须有“{field}”列（{also}）");
            let near = self.header.own().map(|(_, word)| word).find(|word| may_mean(word, kind));
            let maybe = near.map(|near| Text::plain(format!("`{near}`")));
            self.faults.push(LocatedFault::error("missing-column", self.at(field), "", expected).maybe(maybe));
        }
    }

    fn at(&self, header: &str) -> Location {
        Location::file(self.file).line(self.table.header.line).column(Column::Header(header.to_owned()))
    }
}

/// Whether a row has a word for each column that a table needs.
pub(crate) fn has_needed_columns(row: &Row, kinds: &[ColumnKind]) -> bool {
    let is_there = |kind: &ColumnKind| row.iter().any(|cell| kind.words().any(|word| word == key(cell)));
    kinds.iter().filter(|kind| kind.needed).all(is_there)
}

/// How many cells of a row are words for columns of a table.
pub(crate) fn known_columns(row: &Row, kinds: &[ColumnKind]) -> usize {
    let is_known = |cell: &str| kinds.iter().any(|kind| kind.words().any(|word| word == key(cell)));
    row.iter().filter(|cell| is_known(cell)).count()
}

/// A header as it is compared: without differences of case, width and blanks.
fn key(written: &str) -> String {
    folded(written).trim().to_lowercase().replace([' ', '-'], "_")
}

/// How many slips of the pen still leave a word recognisable. Short words have too many neighbours that mean something else: 性别 and 性质.
fn slips(word: &str) -> usize {
    word.chars().count() / if word.is_ascii() { 4 } else { 3 }
}

/// Whether a header may be another word for a column that is missing: half of it is right.
fn may_mean(written: &str, kind: &ColumnKind) -> bool {
    let key = key(written);
    kind.words().any(|word| strsim::osa_distance(&key, word) * 2 <= word.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: &[ColumnKind] = &[
        ColumnKind::needed("id", &["编号", "工号"]),
        ColumnKind::needed("rank", &["职级"]),
        ColumnKind::optional("gender", &["性别"]),
        ColumnKind::optional("unavailable", &["不可参加"]),
        ColumnKind::optional("phone", &["电话"]),
    ];

    fn read(header: &str, own: Own) -> (Header, Vec<String>) {
        let table = CsvTable::parse(header, "t.csv").unwrap();
        let mut faults = Vec::new();
        let header = Header::read(&table, KINDS, own, "t.csv", &mut faults);
        (header, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn columns_are_known_in_both_languages_whatever_their_case_and_order() {
        let (header, faults) = read("职级,ＩＤ,Un-available", Own::Kept);
        assert_eq!(header.position("rank"), Some(0));
        assert_eq!(header.position("id"), Some(1));
        assert_eq!(
            faults,
            ["t.csv:1:Un-available: `Un-available`: expected the name of a column\n  Maybe `unavailable`"]
        );
    }

    #[test]
    fn a_header_nearly_like_a_known_one_is_an_error_and_read_as_it() {
        let (header, faults) = read("id,rnak,不可参见", Own::Kept);
        assert_eq!(
            faults,
            [
                "t.csv:1:rnak: `rnak`: expected the name of a column\n  Maybe `rank`",
                "t.csv:1:不可参见: `不可参见`: expected the name of a column\n  Maybe `不可参加`"
            ]
        );
        assert_eq!(header.position("rank"), Some(1));
        assert!(header.is_whole(KINDS));
    }

    #[test]
    fn columns_of_a_units_own_are_kept_in_order() {
        let (header, faults) = read("民族,id,性质,rank,phone,phone2", Own::Kept);
        assert_eq!(header.own().collect::<Vec<_>>(), [(0, "民族"), (2, "性质"), (5, "phone2")]);
        assert_eq!(faults, [""; 0]);
        let (_, faults) = read("民族,id,rank", Own::Unused);
        assert_eq!(
            faults,
            [
                "t.csv:1:民族: warning: `民族`: not used; the columns of this table are id, rank, gender, unavailable, phone"
            ]
        );
    }

    #[test]
    fn a_short_header_that_shares_a_character_with_a_known_one_may_be_meant_for_it() {
        let (header, _) = read("编号,职级,性質,民族", Own::Kept);
        assert_eq!((header.resembled("性質"), header.resembled("民族")), (Some("性别"), None));
        let (header, _) = read("编号,职级,性别,性質", Own::Kept);
        assert_eq!(header.resembled("性質"), None, "the table has that column");
        let (_, faults) = read("编号,职级,电画", Own::Unused);
        assert!(faults[0].ends_with("\n  Maybe `电话`"), "{faults:?}");
    }

    #[test]
    fn a_column_twice_is_an_error_that_names_both() {
        let (_, faults) = read("id,rank,工号,x,x", Own::Kept);
        assert_eq!(
            faults,
            [
                "t.csv:1:工号: `工号`: expected each column once\n  Maybe one of the two has another name\n  See also t.csv:1:id",
                "t.csv:1:x: `x`: expected each column once\n  Maybe one of the two has another name\n  See also t.csv:1:x"
            ]
        );
    }

    #[test]
    fn a_missing_column_is_named_with_what_may_be_it() {
        let (header, faults) = read("工号,职极", Own::Kept);
        assert_eq!(faults, ["t.csv:1:rank: (empty): expected a column `rank` (职级)\n  Maybe `职极`"]);
        assert!(!header.is_whole(KINDS));
    }

    #[test]
    fn a_column_without_a_header_is_told_of_only_if_it_holds_something() {
        assert_eq!(read("id,rank,\n1,a,\n", Own::Kept).1, [""; 0]);
        assert_eq!(
            read("id,rank,\n1,a,\n2,b,c\n", Own::Kept).1,
            ["t.csv:3: warning: `c`: a header over every column; this one is not used"]
        );
    }
}
