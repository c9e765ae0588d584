//! `schedule.xlsx`: the whole plan as a workbook, one module for each sheet.

mod duties;

use std::collections::BTreeMap;
use std::path::PathBuf;

use lunban_core::Language;

use super::lines::Line;
use super::{Extra, Outcome};
use crate::workbook::{self, Workbook, WorkbookError};

/// The workbook, by its path in the folder of the plan.
pub(super) fn write(
    outcome: &Outcome<'_>,
    lines: &[Line<'_>],
    language: Language,
) -> Result<BTreeMap<PathBuf, Vec<u8>>, WorkbookError> {
    let campaign = outcome.problem.campaign();
    let workbook = Workbook {
        title: campaign.name().to_owned(),
        date: campaign.span().first(),
        sheets: vec![duties::sheet(outcome, lines, language)],
    };
    Ok(BTreeMap::from([(PathBuf::from(Extra::Xlsx.file()), workbook::write(&workbook)?)]))
}
