//! `history.csv`: duties of earlier campaigns.

use lunban_core::{HistoryDraft, text};

use super::format::Format;
use crate::table::{Cells, ColumnKind, day};

impl Format for HistoryDraft {
    const COLUMNS: &'static [ColumnKind] = &[
        ColumnKind::optional("campaign", &["行动"]),
        ColumnKind::needed("person", &["人员", "编号", "工号"]),
        ColumnKind::needed("start", &["开始", "开始日期"]),
        ColumnKind::needed("end", &["结束", "结束日期"]),
        ColumnKind::optional("city", &["城市"]),
        ColumnKind::optional("seat", &["席位"]),
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        for column in ["start", "end"] {
            cells.require(column, text!("a day", "须填写日期"));
        }
        let (start, end) = (cells.value("start", day), cells.value("end", day));
        Some(Self {
            campaign: cells.text("campaign"),
            person: cells.text("person"),
            start: start?,
            end: end?,
            city: cells.text("city"),
            seat: cells.text("seat"),
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.campaign.clone(),
            self.person.clone(),
            self.start.to_string(),
            self.end.to_string(),
            self.city.clone(),
            self.seat.clone(),
        ]
    }
}
