//! A TOML text and where its keys stand.

use std::collections::BTreeMap;
use std::ops::Range;

use lunban_core::text;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::{Column, LocatedFault, Location};

/// A campaign file, parsed as far as it can be.
#[derive(Debug)]
pub(crate) struct Document<'t> {
    /// The text of the file, with its lines.
    pub(crate) source: Source<'t>,
    /// Its keys and values.
    pub(crate) root: DeTable<'t>,
    /// What is no TOML.
    pub(crate) faults: Vec<LocatedFault>,
}

impl<'t> Document<'t> {
    /// Parses a text; what is no TOML is left out and noted.
    pub(crate) fn parse(text: &'t str, file: &str) -> Self {
        let source = Source::new(text, file);
        let (root, errors) = DeTable::parse_recoverable(text);
        let faults = errors.iter().map(|error| syntax_fault(error, &source)).collect();
        Self { source, root: root.into_inner(), faults }
    }

    /// Where every key and list item stands.
    pub(crate) fn positions(&self) -> Positions {
        let mut positions = Positions { file: self.source.file.clone(), ..Positions::default() };
        positions.add_table(&self.root, &mut Vec::new(), &self.source);
        positions
    }
}

fn syntax_fault(error: &toml::de::Error, source: &Source<'_>) -> LocatedFault {
    let span = error.span().unwrap_or(0..0);
    let message = error.message();
    let expected = text!("TOML: {message}", "此处不合TOML语法（英文原文：{message}）");
    LocatedFault::error("syntax", source.location(span.clone()), source.written(span), expected)
}

/// A text that knows its lines.
#[derive(Debug)]
pub(crate) struct Source<'t> {
    file: String,
    text: &'t str,
    line_starts: Vec<usize>,
}

impl<'t> Source<'t> {
    fn new(text: &'t str, file: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(breaks.map(|(offset, _)| offset + 1)).collect();
        Self { file: file.to_owned(), text, line_starts }
    }

    /// The file as a whole.
    pub(crate) fn whole(&self) -> Location {
        Location::file(&self.file)
    }

    /// Where a part of the text begins.
    pub(crate) fn location(&self, span: Range<usize>) -> Location {
        let (line, column) = self.line_and_column(span.start);
        Location::file(&self.file).line(line).column(Column::Character(column))
    }

    /// A part of the text as it stands there.
    pub(crate) fn written(&self, span: Range<usize>) -> &'t str {
        self.text.get(span).unwrap_or_default().trim()
    }

    fn line_and_column(&self, offset: usize) -> (u32, u32) {
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let before = self.line_starts.get(line.saturating_sub(1)).and_then(|start| self.text.get(*start..offset));
        let column = before.unwrap_or_default().chars().count() + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    }
}

/// Where every setting of a campaign file stands, by its path of keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct Positions {
    file: String,
    by_path: BTreeMap<Vec<String>, (u32, u32)>,
}

impl Positions {
    /// Where a setting stands; of one that is not written: where the part of its path that is there stands.
    pub(crate) fn locate(&self, path: &[String]) -> Location {
        let written = (0..=path.len()).rev().find_map(|length| self.by_path.get(&path[..length]));
        let file = Location::file(&self.file);
        written.map_or(file.clone(), |(line, column)| file.line(*line).column(Column::Character(*column)))
    }

    fn add_table(&mut self, table: &DeTable<'_>, path: &mut Vec<String>, source: &Source<'_>) {
        for (key, value) in table {
            path.push(key.get_ref().to_string());
            self.by_path.insert(path.clone(), source.line_and_column(key.span().start));
            self.add_value(value, path, source);
            path.pop();
        }
    }

    fn add_value(&mut self, value: &Spanned<DeValue<'_>>, path: &mut Vec<String>, source: &Source<'_>) {
        match value.get_ref() {
            DeValue::Table(table) => self.add_table(table, path, source),
            DeValue::Array(items) => {
                for (position, item) in items.iter().enumerate() {
                    path.push(position.to_string());
                    self.by_path.insert(path.clone(), source.line_and_column(item.span().start));
                    self.add_value(item, path, source);
                    path.pop();
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn located(text: &str, path: &[&str]) -> String {
        let path: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
        Document::parse(text, "campaign.toml").positions().locate(&path).to_string()
    }

    const TEXT: &str = "[rules.rest]\ndays = 14\n\n[rules.团]\n  require = [{ tag = \"x\" }, { tag = \"y\" }]\n[[goals]]\n[[goals]]\nminimise = []\n";

    #[test]
    fn every_key_and_list_item_has_its_place() {
        assert_eq!(located(TEXT, &["rules", "rest", "days"]), "campaign.toml:2:1");
        assert_eq!(located(TEXT, &["rules", "团", "require", "1", "tag"]), "campaign.toml:5:31");
        assert_eq!(located(TEXT, &["goals", "1", "minimise"]), "campaign.toml:8:1");
    }

    #[test]
    fn what_is_not_written_stands_where_it_would_stand() {
        assert_eq!(located(TEXT, &["rules", "rest", "mode"]), "campaign.toml:1:8");
        assert_eq!(located(TEXT, &["campaign"]), "campaign.toml");
    }

    #[test]
    fn every_break_of_the_syntax_is_found() {
        let document = Document::parse("a = \n[b\nc = 1\nd = [1,\n", "campaign.toml");
        let lines: BTreeSet<_> = document.faults.iter().filter_map(|fault| fault.location.line).collect();
        assert_eq!(lines, BTreeSet::from([1, 2, 4]));
    }
}
