//! CPLEX LP: the program as a person would write it down.

use std::fmt::{Result, Write};

use super::Export;
use super::names::Names;
use crate::{ColumnId, Row};

/// Terms on a line; readers take 560 letters at most.
const TERMS_A_LINE: usize = 2;

/// Names on a line.
const NAMES_A_LINE: usize = 2;

/// Letters of names; a hyphen would be a minus.
fn is_legal(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "._~".contains(letter)
}

/// The program as text.
pub(super) fn write(export: &Export<'_>) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_to(export, &mut text);
    text
}

fn write_to(export: &Export<'_>, text: &mut String) -> Result {
    let program = export.program();
    let columns = Names::of(export.problem, program.columns().iter().map(|column| &column.label), is_legal);
    let rows = Names::of(export.problem, program.rows().iter().map(|row| &row.label), is_legal);
    writeln!(text, "\\ minimises {}\nMinimize", export.title)?;
    write_goal(export, &columns, text)?;
    writeln!(text, "Subject To")?;
    for (row, name) in program.rows().iter().zip(&rows) {
        write_row(row, name, &columns, text)?;
    }
    writeln!(text, "Bounds")?;
    for (column, name) in program.columns().iter().zip(&columns) {
        match (column.lower, column.upper) {
            (lower, upper) if lower == upper => writeln!(text, " {name} = {lower}")?,
            (lower, upper) => writeln!(text, " {lower} <= {name} <= {upper}")?,
        }
    }
    writeln!(text, "Generals")?;
    for names in columns.chunks(NAMES_A_LINE) {
        writeln!(text, " {}", names.join(" "))?;
    }
    writeln!(text, "End")
}

/// The goal; one without a term names a column all the same, for some readers want one.
fn write_goal(export: &Export<'_>, columns: &[String], text: &mut String) -> Result {
    write!(text, " goal: ")?;
    match columns.first() {
        Some(first) if export.objective().is_empty() => write!(text, "0 {first}")?,
        _ => write_terms(export.objective(), columns, text)?,
    }
    writeln!(text)
}

fn write_row(row: &Row, name: &str, columns: &[String], text: &mut String) -> Result {
    write!(text, " {name}: ")?;
    match (row.lower, row.upper) {
        (Some(lower), Some(upper)) if lower != upper => write!(text, "{lower} <= ")?,
        _ => {}
    }
    write_terms(&row.terms, columns, text)?;
    match (row.lower, row.upper) {
        (Some(lower), Some(upper)) if lower == upper => writeln!(text, " = {lower}"),
        (_, Some(upper)) => writeln!(text, " <= {upper}"),
        (Some(lower), None) => writeln!(text, " >= {lower}"),
        (None, None) => writeln!(text, " >= -infinity"),
    }
}

/// `2 x + y - 3 z`
fn write_terms(terms: &[(ColumnId, i64)], columns: &[String], text: &mut String) -> Result {
    for (position, &(column, factor)) in terms.iter().enumerate() {
        if position > 0 && position % TERMS_A_LINE == 0 {
            write!(text, "\n  ")?;
        }
        let sign = match (position, factor < 0) {
            (0, false) => "",
            (0, true) => "- ",
            (_, false) => " + ",
            (_, true) => " - ",
        };
        let name = &columns[column.index()];
        match factor.unsigned_abs() {
            1 => write!(text, "{sign}{name}")?,
            times => write!(text, "{sign}{times} {name}")?,
        }
    }
    Ok(())
}
