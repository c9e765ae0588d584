//! `schedule.xlsx`: the whole plan as a workbook, one module for each sheet.

mod duties;
mod fairness;
mod findings;
pub(super) mod fingerprint;
mod legend;
mod overview;
pub(super) mod people;
pub(super) mod teams;
mod who;

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
    let bytes = workbook::write(&workbook(outcome, lines, language))?;
    Ok(BTreeMap::from([(PathBuf::from(Extra::Xlsx.file()), bytes)]))
}

/// All its sheets: first those of the whole plan, then one for each unit.
fn workbook(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> Workbook {
    let campaign = outcome.problem.campaign();
    let people = people::sheet(outcome, lines, language);
    let fingerprint = fingerprint::sheet(outcome.problem, outcome.schedule, &people);
    let mut sheets = vec![
        overview::sheet(outcome, lines, language),
        teams::sheet(outcome, lines, language),
        people,
        duties::sheet(outcome, lines, language),
        fairness::sheet(outcome, lines, language),
        findings::sheet(outcome, lines, language),
    ];
    sheets.extend(people::unit_sheets(outcome, lines, language));
    sheets.push(fingerprint);
    Workbook { title: campaign.name().to_owned(), date: campaign.span().first(), sheets }
}

#[cfg(test)]
mod tests;
