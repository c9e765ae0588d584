//! What a plan is written as beside its tables, where asked for: one module for each.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use lunban_core::{Language, Text, text};

use super::lines::Line;
use super::{Outcome, xlsx};

/// Something that a plan is written as beside its tables, where asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extra {
    /// A workbook for people who plan and send in a spreadsheet program.
    Xlsx,
}

/// A file could not be made: a fault of this program or of a library it is built on, whatever the plan.
#[derive(Debug, thiserror::Error)]
#[error("`{file}` could not be made: {source}")]
pub struct RenderError {
    file: &'static str,
    source: Box<dyn Error + Send + Sync>,
}

impl Extra {
    /// All there are.
    pub const ALL: &'static [Self] = &[Self::Xlsx];

    /// The word that asks for it.
    ///
    /// ```
    /// assert_eq!(lunban_files::Extra::Xlsx.word(), "xlsx");
    /// ```
    pub const fn word(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
        }
    }

    /// Its file or folder in the folder of the plan.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Xlsx => "schedule.xlsx",
        }
    }

    /// What it is for.
    pub fn says(self) -> Text {
        match self {
            Self::Xlsx => text!("the whole plan as a workbook, to read and to edit", "整个方案的工作簿，供查看和修改"),
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
        };
        written.map_err(|source| RenderError { file: self.file(), source })
    }
}
