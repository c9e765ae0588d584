//! Which column of a table is which: English names and Chinese ones, and what is nearly one of them.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::{Language, Text, text};

use super::values::folded;
use super::{Address, Grid, Row};
use crate::{LocatedFault, Location};

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
    address: Address,
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
    pub(crate) fn read(table: &Grid, kinds: &[ColumnKind], own: Own, faults: &mut Vec<LocatedFault>) -> Self {
        let written = (0..table.header.width()).map(|position| table.header.cell(position).to_owned()).collect();
        let (address, line) = (table.address.clone(), table.header.line);
        let header = Self { address, line, written, positions: BTreeMap::new(), own: Vec::new() };
        let mut reading = Reading { header, kinds, table, faults };
        let unknown = reading.exact();
        let unknown = reading.with_remarks(unknown);
        reading.nearly(unknown, own);
        reading.unnamed();
        reading.missing();
        reading.header
    }

    /// Where a field of a line stands. A table that says nothing of the field is at fault as a whole, once: in its header.
    pub(crate) fn at(&self, line: u32, field: &str) -> Location {
        match self.written(field) {
            Some(written) => self.address.cell(line, self.position(field), written),
            None => self.address.cell(self.line, None, field),
        }
    }

    /// Where the header of a column stands, by the word that the table has for it.
    pub(crate) fn head(&self, word: &str) -> Location {
        self.address.cell(self.line, self.written.iter().position(|written| written == word), word)
    }

    fn head_at(&self, position: usize) -> Location {
        self.address.cell(self.line, Some(position), &self.written[position])
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
    table: &'a Grid,
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

    /// Takes the columns whose header is a known word with a remark, unless the table has that column beside it.
    fn with_remarks(&mut self, unknown: Vec<usize>) -> Vec<usize> {
        let is_other = |position: &usize| {
            let word = without_remark(&self.header.written[*position]).map(key);
            let kind = self.kinds.iter().find(|kind| kind.words().any(|known| Some(known) == word.as_deref()));
            match kind.filter(|kind| !self.header.positions.contains_key(kind.field)) {
                Some(kind) => self.header.positions.insert(kind.field, *position).is_some(),
                None => true,
            }
        };
        unknown.into_iter().filter(is_other).collect()
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
        let (first, second) = (self.header.head_at(first), self.header.head_at(position));
        self.faults
            .push(LocatedFault::error("column-twice", second, &self.header.written[position], expected).also(first));
    }

    /// Sorts out the columns whose header is no known word.
    fn nearly(&mut self, unknown: Vec<usize>, own: Own) {
        for position in unknown {
            let word = self.header.written[position].clone();
            if word.is_empty() {
                continue;
            }
            if let Some((field, near)) = self.meant(&word) {
                self.misspelt(position, &word, near);
                self.header.positions.insert(field, position);
            } else {
                self.own(position, &word, own);
            }
        }
    }

    fn misspelt(&mut self, position: usize, word: &str, near: &str) {
        let expected = text!("the name of a column", "须为列名");
        let fault = LocatedFault::error("unknown-column", self.header.head_at(position), word, expected);
        self.faults.push(fault.maybe(Text::plain(format!("`{near}`"))));
    }

    /// The column that a header nearly names, unless the table has that column beside it: then both are meant.
    fn meant(&self, word: &str) -> Option<(&'static str, &'static str)> {
        let key = key(without_remark(word).unwrap_or(word));
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
            let place = self.header.head_at(position);
            self.faults.push(LocatedFault::warning("unused-column", place, word, expected).maybe(maybe));
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

    /// Columns without a header that hold something, each once.
    fn unnamed(&mut self) {
        let mut seen = BTreeSet::new();
        for row in &self.table.rows {
            for (position, cell) in row.filled().filter(|(position, _)| self.table.header.cell(*position).is_empty()) {
                if seen.insert(position) {
                    let expected =
                        text!("a header over every column; this one is not used", "每列须有表头；此列未被使用");
                    let location = self.table.address.unnamed(row.line, position);
                    self.faults.push(LocatedFault::warning("unnamed-column", location, cell, expected));
                }
            }
        }
    }

    fn missing(&mut self) {
        for kind in self.kinds.iter().filter(|kind| kind.needed && !self.header.positions.contains_key(kind.field)) {
            let (field, also) = (kind.field, kind.aliases.join(", "));
            let expected = text!("a column `{field}` ({also})", "须有“{field}”列（{also}）");
            let near = self.header.own().map(|(_, word)| word).find(|word| may_mean(word, kind));
            let maybe = near.map(|near| Text::plain(format!("`{near}`")));
            let place = self.header.at(self.header.line, field);
            self.faults.push(LocatedFault::error("missing-column", place, "", expected).maybe(maybe));
        }
    }
}

/// Whether a row has a word for each column that a table needs.
pub(crate) fn has_needed_columns(row: &Row, kinds: &[ColumnKind]) -> bool {
    let words: Vec<Word> = row.filled().map(|(_, cell)| Word::new(cell)).collect();
    kinds.iter().filter(|kind| kind.needed).all(|kind| words.iter().any(|word| word.names(kind)))
}

/// How many cells of a row are words for columns of a table.
pub(crate) fn known_columns(row: &Row, kinds: &[ColumnKind]) -> usize {
    let words = row.filled().map(|(_, cell)| Word::new(cell));
    words.filter(|word| kinds.iter().any(|kind| word.names(kind))).count()
}

/// A header as it is compared: without differences of case, width and blanks, and without the star that forms have.
fn key(written: &str) -> String {
    let plain = folded(written).to_lowercase();
    let bare = plain.trim_matches(|sign: char| sign == '*' || sign.is_whitespace());
    let between = if bare.is_ascii() { "_" } else { "" };
    bare.split_whitespace().collect::<Vec<_>>().join(between).replace('-', "_")
}

/// The header without the remark in brackets at its end, `职级（必填）`; none if it has no such.
fn without_remark(written: &str) -> Option<&str> {
    let open = written.strip_suffix([')', '）'])?;
    Some(open.rsplit_once(['(', '（'])?.0)
}

/// What a cell may say as a header, with a remark and without.
struct Word {
    whole: String,
    bare: Option<String>,
}

impl Word {
    fn new(written: &str) -> Self {
        Self { whole: key(written), bare: without_remark(written).map(key) }
    }

    /// Whether it is a word for a column.
    fn names(&self, kind: &ColumnKind) -> bool {
        kind.words().any(|word| word == self.whole || Some(word) == self.bare.as_deref())
    }
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
        let table = Grid::of_text(header.into(), KINDS, "t.csv").unwrap();
        let mut faults = Vec::new();
        let header = Header::read(&table, KINDS, own, &mut faults);
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
    fn headers_of_forms_are_known_with_their_blanks_stars_and_remarks() {
        let written = "编 号*,职　级（必填）,性\u{a0}别,\"不可参加\n(轮次或日期)\",Phone (mobile)";
        let (header, faults) = read(written, Own::Kept);
        let fields = ["id", "rank", "gender", "unavailable", "phone"];
        assert_eq!(fields.map(|field| header.position(field)), [Some(0), Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!(faults, [""; 0]);
        let (header, faults) = read("编号,职级,电话（备用）,电话", Own::Kept);
        assert_eq!((header.position("phone"), header.own().count(), faults.len()), (Some(3), 1, 0));
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
