//! `places.csv`: provinces, cities and counties.

use lunban_core::PlaceDraft;

use super::format::{Format, optional};
use crate::table::{Cells, ColumnKind, decimal, whole_number};

impl Format for PlaceDraft {
    const COLUMNS: &'static [ColumnKind] = &[
        ColumnKind::needed("code", &["代码", "编码", "编号", "行政区划代码"]),
        ColumnKind::needed("name", &["名称", "地名"]),
        ColumnKind::needed("level", &["级别", "层级"]),
        ColumnKind::optional("parent", &["上级", "上级代码"]),
        ColumnKind::optional("lon", &["longitude", "经度"]),
        ColumnKind::optional("lat", &["latitude", "纬度"]),
        ColumnKind::optional("kind", &["类型"]),
        ColumnKind::rare("load", &["负荷", "工作量", "企业数", "面积"]),
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        Some(Self {
            code: cells.text("code"),
            name: cells.text("name"),
            level: cells.text("level"),
            parent: cells.text("parent"),
            lon: cells.value("lon", decimal),
            lat: cells.value("lat", decimal),
            kind: cells.text("kind"),
            load: cells.value("load", whole_number),
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.code.clone(),
            self.name.clone(),
            self.level.clone(),
            self.parent.clone(),
            optional(self.lon),
            optional(self.lat),
            self.kind.clone(),
            optional(self.load),
        ]
    }
}
