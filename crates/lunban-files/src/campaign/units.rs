//! `units.csv`: the units that send people.

use lunban_core::UnitDraft;

use super::format::{Format, optional};
use crate::table::{Cells, ColumnKind, whole_number};

impl Format for UnitDraft {
    const COLUMNS: &'static [ColumnKind] = &[
        ColumnKind::needed("unit", &["单位", "编号", "单位编号"]),
        ColumnKind::optional("name", &["名称", "单位名称"]),
        ColumnKind::needed("kind", &["类型", "单位类型"]),
        ColumnKind::optional("headcount", &["人数", "总人数"]),
        ColumnKind::optional("base", &["所在地", "常驻地", "驻地"]),
        ColumnKind::optional("min_per_round", &["每轮最少"]),
        ColumnKind::optional("max_per_round", &["每轮最多"]),
        ColumnKind::optional("min_total", &["合计最少"]),
        ColumnKind::optional("max_total", &["合计最多"]),
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        Some(Self {
            unit: cells.text("unit"),
            name: cells.text("name"),
            kind: cells.text("kind"),
            headcount: cells.value("headcount", whole_number),
            base: cells.text("base"),
            min_per_round: cells.value("min_per_round", whole_number),
            max_per_round: cells.value("max_per_round", whole_number),
            min_total: cells.value("min_total", whole_number),
            max_total: cells.value("max_total", whole_number),
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.unit.clone(),
            self.name.clone(),
            self.kind.clone(),
            optional(self.headcount),
            self.base.clone(),
            optional(self.min_per_round),
            optional(self.max_per_round),
            optional(self.min_total),
            optional(self.max_total),
        ]
    }
}
