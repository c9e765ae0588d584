//! `waivers.csv`: waivers of rank granted beforehand.

use lunban_core::WaiverDraft;

use super::format::{Format, optional};
use crate::table::{Cells, ColumnKind, day, round_number};

impl Format for WaiverDraft {
    const COLUMNS: &'static [ColumnKind] = &[
        ColumnKind::optional("round", &["轮次"]),
        ColumnKind::optional("team", &["组", "组号"]),
        ColumnKind::optional("seat", &["席位"]),
        ColumnKind::needed("approved_by", &["批准人", "批准"]),
        ColumnKind::optional("date", &["日期", "批准日期"]),
        ColumnKind::optional("reason", &["事由", "原因"]),
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let before = cells.faults.len();
        let round = cells.value("round", round_number);
        // An empty round means any round: a waiver whose round cannot be read would grant more than was granted.
        (cells.faults.len() == before).then_some(())?;
        Some(Self {
            round,
            team: Some(cells.text("team")).filter(|team| !team.is_empty()),
            seat: Some(cells.text("seat")).filter(|seat| !seat.is_empty()),
            approved_by: cells.text("approved_by"),
            date: cells.value("date", day),
            reason: cells.text("reason"),
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            optional(self.round),
            optional(self.team.as_ref()),
            optional(self.seat.as_ref()),
            self.approved_by.clone(),
            optional(self.date),
            self.reason.clone(),
        ]
    }
}
