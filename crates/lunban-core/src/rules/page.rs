//! The page of a rule: what `lunban rules` and the documentation show.

use crate::{Language, Mode};

/// A fixed phrase in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// In English.
    pub english: &'static str,
    /// In Chinese.
    pub chinese: &'static str,
}

impl Phrase {
    /// A phrase, English then Chinese.
    pub const fn new(english: &'static str, chinese: &'static str) -> Self {
        Self { english, chinese }
    }

    /// The phrase in one language.
    pub fn to(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Chinese => self.chinese,
        }
    }
}

/// One parameter of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParameterPage {
    /// Its key in `[rules.<id>]`.
    pub key: &'static str,
    /// What it means, its unit, its range and its default.
    pub says: Phrase,
}

/// One count of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountPage {
    /// Its name; goals call it `<id>.<name>`.
    pub name: &'static str,
    /// What one unit of it is.
    pub says: Phrase,
    /// What it is a count of.
    pub of: CountOf,
}

/// What a count is a count of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountOf {
    /// What is missing to a minimum: it joins the level of `coverage.open` where no goal names it.
    Missing,
    /// Duties that take a waiver.
    Waivers,
    /// Anything else.
    Others,
}

/// An exception to a rule, for when it is asked what the fewest exceptions are that would fill every seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExceptionPage {
    /// What one costs where the campaign does not say.
    pub price: i64,
    /// What one unit of it is.
    pub says: Phrase,
}

/// All that is said about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The id, as campaigns and findings write it.
    pub id: &'static str,
    /// What it says.
    pub says: Phrase,
    /// Where it comes from: the section of the plan with its words, or that it is an assumption.
    pub source: Phrase,
    /// Whether it binds or counts where the campaign does not say.
    pub mode: Mode,
    /// Whether it is on where the campaign does not name it: only rules that read nothing but what the tables say.
    pub always: bool,
    /// What an exception to it is; none: no exception is thought of.
    pub exception: Option<ExceptionPage>,
    /// Its parameters.
    pub parameters: &'static [ParameterPage],
    /// Its counts.
    pub counts: &'static [CountPage],
    /// How a campaign file writes it.
    pub example: &'static str,
}
