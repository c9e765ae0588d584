//! Free-format MPS: fields parted by blanks, so names may be long; rows first, then columns with their coefficients.

use std::fmt::Write;

use super::Export;
use super::names::Names;
use crate::Row;

/// The name of the row that is minimised.
const GOAL: &str = "goal";

/// Letters of names; a hyphen parts nothing here.
fn is_legal(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "._~-".contains(letter)
}

/// The program as text.
pub(super) fn write(export: &Export<'_>) -> String {
    let program = export.program();
    let columns = Names::of(export.problem, program.columns().iter().map(|column| &column.label), is_legal);
    let rows = Names::of(export.problem, program.rows().iter().map(|row| &row.label), is_legal);
    let mut text = format!("* minimises {}\nNAME lunban\nROWS\n N {GOAL}\n", export.title);
    for (row, name) in program.rows().iter().zip(&rows) {
        line(&mut text, [sense(row), name]);
    }
    write_columns(export, &columns, &rows, &mut text);
    text.push_str("RHS\n");
    for (row, name) in program.rows().iter().zip(&rows) {
        let bound = row.lower.or(row.upper).unwrap_or(0);
        if bound != 0 {
            line(&mut text, ["RHS", name, &bound.to_string()]);
        }
    }
    write_ranges(export, &rows, &mut text);
    write_bounds(export, &columns, &mut text);
    text.push_str("ENDATA\n");
    text
}

/// The letter of a row: `G` counts from its lower bound up, also where a range ends it.
fn sense(row: &Row) -> &'static str {
    match (row.lower, row.upper) {
        (Some(lower), Some(upper)) if lower == upper => "E",
        (Some(_), _) => "G",
        (None, Some(_)) => "L",
        (None, None) => "N",
    }
}

/// Every column with its coefficients, all of them whole numbers. One without any is named all the same.
fn write_columns(export: &Export<'_>, columns: &[String], rows: &[String], text: &mut String) {
    let mut entries: Vec<Vec<(&str, i64)>> = vec![Vec::new(); columns.len()];
    for &(column, factor) in export.objective() {
        entries[column.index()].push((GOAL, factor));
    }
    for (row, name) in export.program().rows().iter().zip(rows) {
        for &(column, factor) in &row.terms {
            entries[column.index()].push((name, factor));
        }
    }
    text.push_str("COLUMNS\n MARKER 'MARKER' 'INTORG'\n");
    for (name, mut entries) in columns.iter().zip(entries) {
        if entries.is_empty() {
            entries.push((GOAL, 0));
        }
        for (row, factor) in entries {
            line(text, [name, row, &factor.to_string()]);
        }
    }
    text.push_str(" MARKER 'MARKER' 'INTEND'\n");
}

/// The width of rows with two different bounds.
fn write_ranges(export: &Export<'_>, rows: &[String], text: &mut String) {
    let ranges: Vec<(&String, i64)> = export
        .program()
        .rows()
        .iter()
        .zip(rows)
        .filter_map(|(row, name)| Some((name, row.upper? - row.lower?)))
        .filter(|(_, width)| *width != 0)
        .collect();
    if !ranges.is_empty() {
        text.push_str("RANGES\n");
    }
    for (name, width) in ranges {
        line(text, ["RNG", name, &width.to_string()]);
    }
}

/// Both bounds of every column: readers differ in what they take for granted.
fn write_bounds(export: &Export<'_>, columns: &[String], text: &mut String) {
    text.push_str("BOUNDS\n");
    for (column, name) in export.program().columns().iter().zip(columns) {
        if column.lower == column.upper {
            line(text, ["FX", "BND", name, &column.lower.to_string()]);
        } else {
            line(text, ["LO", "BND", name, &column.lower.to_string()]);
            line(text, ["UP", "BND", name, &column.upper.to_string()]);
        }
    }
}

fn line<const N: usize>(text: &mut String, fields: [&str; N]) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, " {}", fields.join(" "));
}
