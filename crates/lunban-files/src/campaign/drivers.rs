//! `drivers.csv`: who drives in which city.

use lunban_core::logistics::DriverDraft;

use super::format::Format;
use crate::table::{Cells, ColumnKind};

impl Format for DriverDraft {
    const COLUMNS: &'static [ColumnKind] = &[
        ColumnKind::needed("driver", &["编号", "司机编号"]),
        ColumnKind::optional("name", &["姓名", "司机"]),
        ColumnKind::needed("city", &["城市", "所在城市"]),
        ColumnKind::optional("phone", &["mobile", "电话", "手机", "联系电话"]),
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        Some(Self {
            driver: cells.text("driver"),
            name: cells.text("name"),
            city: cells.text("city"),
            phone: cells.text("phone"),
        })
    }

    fn write(&self) -> Vec<String> {
        vec![self.driver.clone(), self.name.clone(), self.city.clone(), self.phone.clone()]
    }
}
