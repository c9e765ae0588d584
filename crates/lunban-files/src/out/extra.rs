//! What a plan is written as beside its tables, where asked for: one module for each.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use lunban_core::{Language, Text, text};

use super::lines::Line;
use super::{Outcome, calendar, notice, page, xlsx};

/// Something that a plan is written as beside its tables, where asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extra {
    /// A workbook for people who plan and send in a spreadsheet program.
    Xlsx,
    /// A page to look at, search and print, in a browser.
    Html,
    /// Calendars for the people who serve, one for each team and each person.
    Ics,
    /// A notice for whoever sends people, as a document.
    Docx,
}

/// A file could not be made: a fault of this program or of a library it is built on, whatever the plan.
#[derive(Debug, thiserror::Error)]
#[error("`{file}` could not be made: {source}")]
pub struct RenderError {
    file: String,
    source: Box<dyn Error + Send + Sync>,
}

impl RenderError {
    /// What went wrong with a file.
    pub(crate) fn of(file: impl Into<String>, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { file: file.into(), source: source.into() }
    }
}

impl Extra {
    /// All there are.
    pub const ALL: &'static [Self] = &[Self::Xlsx, Self::Html, Self::Ics, Self::Docx];

    /// The word that asks for it.
    ///
    /// ```
    /// assert_eq!(lunban_files::Extra::Xlsx.word(), "xlsx");
    /// ```
    pub const fn word(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Html => "html",
            Self::Ics => "ics",
            Self::Docx => "docx",
        }
    }

    /// Its file or folder in the folder of the plan.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Xlsx => "schedule.xlsx",
            Self::Html => "report.html",
            Self::Ics => "calendar",
            Self::Docx => "notice.docx",
        }
    }

    /// What it is for.
    pub fn says(self) -> Text {
        match self {
            Self::Xlsx => text!("the whole plan as a workbook, to read and to edit", "整个方案的工作簿，供查看和修改"),
            Self::Html => text!("a page to search and print, in any browser", "网页，可检索、打印，用浏览器打开"),
            Self::Ics => text!("calendars, one for each team and each person", "日历，每组、每人各一份"),
            Self::Docx => text!("a notice with tables of rounds and units", "通知，含各轮次、各单位安排表"),
        }
    }

    /// Its files, by their paths in the folder of the plan.
    pub(super) fn write(
        self,
        outcome: &Outcome<'_>,
        lines: &[Line<'_>],
        language: Language,
    ) -> Result<BTreeMap<PathBuf, Vec<u8>>, RenderError> {
        let written = match self {
            Self::Xlsx => xlsx::write(outcome, lines, language).map_err(Into::into),
            Self::Html => page::write(outcome, lines, language).map_err(Into::into),
            Self::Ics => Ok(calendar::write(outcome, lines, language)),
            Self::Docx => notice::write(outcome, lines, language),
        };
        written.map_err(|source| RenderError::of(self.file(), source))
    }
}
