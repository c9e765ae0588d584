//! `teams.csv`: the teams and their cities.

use lunban_core::TeamDraft;

use super::format::{Format, list, optional};
use crate::table::{Cells, ColumnKind, resized, round_number, span_of_days, whole_number};

impl Format for TeamDraft {
    const COLUMNS: &'static [ColumnKind] = &[
        ColumnKind::needed("team", &["组", "组号", "编号"]),
        ColumnKind::needed("city", &["城市", "所在城市"]),
        ColumnKind::needed("kind", &["类型", "组别"]),
        ColumnKind::optional("size", &["人数"]),
        ColumnKind::optional("covers", &["覆盖", "覆盖区县"]),
        ColumnKind::optional("vehicles", &["车辆", "车辆数"]),
        ColumnKind::rare("tags", &["标签", "专科"]),
        ColumnKind::rare("dates", &["日期", "起止日期"]),
        ColumnKind::rare("from_round", &["起始轮次"]),
        ColumnKind::rare("to_round", &["结束轮次"]),
        ColumnKind::rare("resized", &["人数调整"]),
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        Some(Self {
            team: cells.text("team"),
            city: cells.text("city"),
            kind: cells.text("kind"),
            size: cells.value("size", whole_number),
            covers: cells.words("covers"),
            vehicles: cells.value("vehicles", whole_number),
            tags: cells.words("tags"),
            dates: cells.value("dates", span_of_days),
            from_round: cells.value("from_round", round_number),
            to_round: cells.value("to_round", round_number),
            resized: cells.list("resized", resized).into_iter().collect(),
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.team.clone(),
            self.city.clone(),
            self.kind.clone(),
            optional(self.size),
            list(&self.covers),
            optional(self.vehicles),
            list(&self.tags),
            optional(self.dates),
            optional(self.from_round),
            optional(self.to_round),
            self.resized.iter().map(|(round, size)| format!("r{round}={size}")).collect::<Vec<_>>().join(";"),
        ]
    }
}
