//! Values of the campaign file, read one by one; what cannot be read is noted and left out.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use lunban_core::{Text, nearest, text};
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue, ValueDeserializer};

use super::document::Source;
use crate::LocatedFault;
use crate::table::{Misread, day};

/// A value that knows where it stands.
pub(crate) type Setting<'t> = Spanned<DeValue<'t>>;

/// The values of one table by their known keys.
pub(crate) type Keys<'d, 't> = BTreeMap<&'static str, &'d Setting<'t>>;

/// Reads values of one campaign file.
#[derive(Debug)]
pub(crate) struct Reader<'d, 't> {
    source: &'d Source<'t>,
    /// What could not be read.
    pub(crate) faults: Vec<LocatedFault>,
}

impl<'d, 't> Reader<'d, 't> {
    pub(crate) fn new(source: &'d Source<'t>) -> Self {
        Self { source, faults: Vec::new() }
    }

    /// The values of a table. A key that is not known is a fault, and then read as the key that was meant.
    pub(crate) fn keys(&mut self, table: &'d DeTable<'t>, known: &[&'static str]) -> Keys<'d, 't> {
        let find = |word: &str| known.iter().copied().find(|known| *known == word);
        let exact = table.iter().filter_map(|(key, value)| Some((find(key.get_ref())?, value)));
        let mut keys: Keys<'d, 't> = exact.collect();
        for (key, value) in table.iter().filter(|(key, _)| find(key.get_ref()).is_none()) {
            let near = nearest(key.get_ref(), known.iter().copied()).and_then(find);
            let list = known.join(", ");
            let expected = text!("a known key: {list}", "须为已知的键：{list}");
            let maybe = near.map(|near| Text::plain(format!("`{near}`")));
            let location = self.source.location(key.span());
            let fault = LocatedFault::error("unknown-key", location, key.get_ref().as_ref(), expected);
            self.faults.push(fault.maybe(maybe));
            if let Some(near) = near {
                keys.entry(near).or_insert(value);
            }
        }
        keys
    }

    /// Notes that a table lacks a key it needs.
    pub(crate) fn missing(&mut self, key: &str, table: &Setting<'t>) {
        let location = self.source.location(table.span());
        let expected = text!("the key `{key}`", "须有键`{key}`");
        self.faults.push(LocatedFault::error("missing-key", location, "", expected));
    }

    /// Notes that the file lacks a section it needs.
    pub(crate) fn missing_section(&mut self, section: &str) {
        let expected = text!("a section [{section}]", "须有[{section}]一节");
        self.faults.push(LocatedFault::error("missing-section", self.source.whole(), "", expected));
    }

    /// A table.
    pub(crate) fn table(&mut self, setting: &'d Setting<'t>) -> Option<&'d DeTable<'t>> {
        let table = setting.get_ref().as_table();
        self.or_note(table, setting, "not-a-table", || text!("a table {{ key = value }}", "须为表 {{ 键 = 值 }}"))
    }

    /// The items of a list.
    pub(crate) fn list(&mut self, setting: &'d Setting<'t>) -> &'d [Setting<'t>] {
        let list = setting.get_ref().as_array().map(|list| &list[..]);
        self.or_note(list, setting, "not-a-list", || text!("a list [ ... ]", "须为列表 [ ... ]")).unwrap_or_default()
    }

    /// A text.
    pub(crate) fn text(&mut self, setting: &Setting<'t>) -> Option<String> {
        let words = setting.get_ref().as_str().map(|words| words.trim().to_owned());
        self.or_note(words, setting, "not-a-text", || text!("a text in quotes", "须为带引号的文字"))
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, setting: &'d Setting<'t>) -> Vec<String> {
        self.list(setting).iter().filter_map(|item| self.text(item)).collect()
    }

    /// A whole number.
    pub(crate) fn number<N: TryFrom<i64>>(&mut self, setting: &Setting<'t>) -> Option<N> {
        let integer = setting.get_ref().as_integer();
        let number = integer.and_then(|integer| i64::from_str_radix(integer.as_str(), integer.radix()).ok());
        let number = number.and_then(|number| N::try_from(number).ok());
        self.or_note(number, setting, "not-a-whole-number", || {
            text!("a whole number of 0 or more", "须为不小于0的整数")
        })
    }

    /// A day, as a date of TOML or as a text.
    pub(crate) fn day(&mut self, setting: &Setting<'t>) -> Option<NaiveDate> {
        let written = match setting.get_ref() {
            DeValue::Datetime(day) => day.to_string(),
            DeValue::String(words) => words.trim().to_owned(),
            other => other.type_str().to_owned(),
        };
        day(&written).map_err(|misread| self.note(setting, misread)).ok()
    }

    /// A table as it stands, for whoever knows what is in it.
    pub(crate) fn whole_table(&mut self, setting: &'d Setting<'t>) -> Option<toml::Table> {
        self.table(setting)?;
        let table = toml::Table::deserialize(ValueDeserializer::from(setting.clone()));
        table.map_err(|error| self.note_error(setting, &error)).ok()
    }

    /// Notes that a value cannot be read.
    pub(crate) fn note(&mut self, setting: &Setting<'t>, misread: Misread) {
        let location = self.source.location(setting.span());
        let fault = LocatedFault::error(misread.code, location, self.source.written(setting.span()), misread.expected);
        self.faults.push(fault.maybe(misread.maybe));
    }

    /// Notes that a key cannot be read.
    pub(crate) fn note_key(&mut self, key: &Spanned<DeString<'t>>, misread: Misread) {
        let location = self.source.location(key.span());
        self.faults.push(LocatedFault::error(misread.code, location, key.get_ref().as_ref(), misread.expected));
    }

    fn note_error(&mut self, setting: &Setting<'t>, error: &toml::de::Error) {
        let span = error.span().unwrap_or_else(|| setting.span());
        let message = error.message();
        let expected = text!("a value that can be read: {message}", "此值无法读取（英文原文：{message}）");
        let location = self.source.location(span.clone());
        self.faults.push(LocatedFault::error("unreadable-value", location, self.source.written(span), expected));
    }

    fn or_note<T>(
        &mut self,
        value: Option<T>,
        setting: &Setting<'t>,
        code: &'static str,
        expected: fn() -> Text,
    ) -> Option<T> {
        if value.is_none() {
            self.note(setting, Misread::new(code, expected()));
        }
        value
    }
}
