//! Words for people, in both languages at once.

use std::fmt;

use serde::Serialize;

/// A language of the screen. Files keep the data's own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

/// One sentence or phrase in every language the screen knows.
///
/// ```
/// use lunban_core::{Language, text};
/// let round = 3;
/// let phrase = text!("round {round}", "第{round}轮");
/// assert_eq!(phrase.to(Language::Chinese), "第3轮");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Text {
    /// In English.
    pub english: String,
    /// In Chinese.
    pub chinese: String,
}

impl Text {
    /// The phrase in one language.
    pub fn to(&self, language: Language) -> &str {
        match language {
            Language::English => &self.english,
            Language::Chinese => &self.chinese,
        }
    }

    /// A phrase that is the same in both: a name, a number.
    pub fn plain(words: impl Into<String>) -> Self {
        let words = words.into();
        Self { english: words.clone(), chinese: words }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

/// So many things are named in a list; of the others only how many they are.
const NAMED: usize = 6;

/// The first few of a list, and how many more there are.
///
/// ```
/// let letters = ["a", "b", "c", "d", "e", "f", "g", "h"].map(str::to_owned);
/// assert_eq!(lunban_core::listed(letters), "a, b, c, d, e, f, … +2");
/// ```
pub fn listed<I>(items: I) -> String
where
    I: IntoIterator<Item = String, IntoIter: ExactSizeIterator>,
{
    let items = items.into_iter();
    let more = items.len().saturating_sub(NAMED);
    let mut shown: Vec<String> = items.take(NAMED).collect();
    if more > 0 {
        shown.push(format!("… +{more}"));
    }
    shown.join(", ")
}

/// Builds a [`Text`] from two format strings, English then Chinese, over the same variables in scope.
#[macro_export]
macro_rules! text {
    ($english:literal, $chinese:literal $(,)?) => {
        $crate::Text { english: format!($english), chinese: format!($chinese) }
    };
}

#[cfg(test)]
mod tests {
    use super::{Language, Text};

    #[test]
    fn both_languages_share_what_is_in_scope() {
        let (people, seats) = (3, 2);
        let says = crate::text!("{people} people in {seats} seats", "{seats}个席位上有{people}人");
        assert_eq!(says.to(Language::English), "3 people in 2 seats");
        assert_eq!(says.to(Language::Chinese), "2个席位上有3人");
        assert_eq!(says.to_string(), "3 people in 2 seats");
    }

    #[test]
    fn a_plain_text_is_the_same_in_both() {
        let name = Text::plain("P0123");
        assert_eq!(name.to(Language::English), name.to(Language::Chinese));
    }
}
