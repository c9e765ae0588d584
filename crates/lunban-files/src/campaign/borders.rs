//! `borders.csv`: which places share a border, and how long it is.

use std::collections::BTreeSet;

use lunban_core::territory::BorderDraft;
use lunban_core::{PlaceDraft, nearest_text, text};

use crate::LocatedFault;
use crate::origin::Source;
use crate::out::csv;
use crate::table::{Cells, ColumnKind, Grid, Header, Misread, Own, decimal};

pub(super) const COLUMNS: &[ColumnKind] = &[
    ColumnKind::needed("code_a", &["代码甲"]),
    ColumnKind::needed("code_b", &["代码乙"]),
    ColumnKind::needed("border_km", &["边界长度", "边界公里"]),
];

/// The table as text, for whoever hands it on.
pub(super) fn text(table: &Grid) -> Vec<u8> {
    let width = table.header.width();
    let rows = std::iter::once(&table.header).chain(&table.rows);
    csv(rows.map(|row| (0..width).map(|position| row.cell(position).to_owned()).collect()))
}

/// Checks that borders are numbers between places that there are.
pub(super) fn check(table: &Grid, places: &[PlaceDraft], faults: &mut Vec<LocatedFault>) {
    let header = Header::read(table, COLUMNS, Own::Unused, faults);
    let codes: BTreeSet<&str> = places.iter().map(|place| place.code.as_str()).collect();
    let code = |written: &str| {
        codes.get(written).map(|_| ()).ok_or_else(|| {
            let expected = text!("the code of a place in places", "须为地点表中的代码");
            Misread::new("unknown-place", expected).maybe(nearest_text(written, codes.iter().copied()))
        })
    };
    for row in table.rows.iter().filter(|_| header.is_whole(COLUMNS)) {
        let mut cells = Cells { unit: "", header: &header, row, faults };
        for field in ["code_a", "code_b"] {
            cells.value(field, code);
        }
        cells.value("border_km", decimal);
    }
}

/// The rows, of a table that has been checked.
pub(super) fn rows(table: &Grid) -> (Vec<BorderDraft>, Source) {
    let mut faults = Vec::new();
    let header = Header::read(table, COLUMNS, Own::Unused, &mut faults);
    let mut rows = Vec::new();
    let mut lines = Vec::new();
    for row in table.rows.iter().filter(|_| header.is_whole(COLUMNS)) {
        let mut cells = Cells { unit: "", header: &header, row, faults: &mut faults };
        let (code_a, code_b) = (cells.text("code_a"), cells.text("code_b"));
        rows.push(BorderDraft { code_a, code_b, border_km: cells.value("border_km", decimal).unwrap_or_default() });
        lines.push(row.line);
    }
    (rows, Source { header, lines })
}
