//! `contacts.csv`: whom provinces, cities and counties name for liaison.

use lunban_core::logistics::ContactDraft;

use super::format::Format;
use crate::table::{Cells, ColumnKind};

impl Format for ContactDraft {
    const COLUMNS: &'static [ColumnKind] = &[
        ColumnKind::needed("place", &["地点", "地区", "行政区划"]),
        ColumnKind::needed("name", &["姓名", "联络员"]),
        ColumnKind::optional("title", &["职务"]),
        ColumnKind::optional("phone", &["mobile", "电话", "手机", "联系电话"]),
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        Some(Self {
            place: cells.text("place"),
            name: cells.text("name"),
            title: cells.text("title"),
            phone: cells.text("phone"),
        })
    }

    fn write(&self) -> Vec<String> {
        vec![self.place.clone(), self.name.clone(), self.title.clone(), self.phone.clone()]
    }
}
