//! `locks.csv`: duties that must, or must not, be.

use lunban_core::{LockDraft, LockMode, text};

use super::format::{Format, optional};
use crate::table::{Cells, ColumnKind, lock_mode, round_number};

impl Format for LockDraft {
    const COLUMNS: &'static [ColumnKind] = &[
        ColumnKind::needed("person", &["人员", "编号", "工号"]),
        ColumnKind::optional("round", &["轮次"]),
        ColumnKind::optional("team", &["组", "组号"]),
        ColumnKind::optional("seat", &["席位"]),
        ColumnKind::needed("mode", &["方式"]),
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        cells.require("mode", text!("must or never", "须为must（必须）或never（不得）"));
        let before = cells.faults.len();
        let (round, mode) = (cells.value("round", round_number), cells.value("mode", lock_mode));
        // An empty round means any round: a lock whose round cannot be read would bind more than its writer meant.
        (cells.faults.len() == before).then_some(())?;
        Some(Self {
            person: cells.text("person"),
            round,
            team: Some(cells.text("team")).filter(|team| !team.is_empty()),
            seat: Some(cells.text("seat")).filter(|seat| !seat.is_empty()),
            mode: mode?,
        })
    }

    fn write(&self) -> Vec<String> {
        let mode = match self.mode {
            LockMode::Must => "must",
            LockMode::Never => "never",
        };
        vec![
            self.person.clone(),
            optional(self.round),
            optional(self.team.as_ref()),
            optional(self.seat.as_ref()),
            mode.to_owned(),
        ]
    }
}
