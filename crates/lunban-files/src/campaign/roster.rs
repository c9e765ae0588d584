//! Rosters: people, as their units hand them in.

use lunban_core::{Absence, Gender, PersonDraft, TieDraft, TieScope, UnitDraft, WishDraft};

use super::files::stem;
use super::format::{Format, list, optional};
use crate::table::{Address, Cells, ColumnKind, Own, absence, day, gender, tie, whole_number, wishes};

impl Format for PersonDraft {
    const COLUMNS: &'static [ColumnKind] = &[
        ColumnKind::needed("id", &["编号", "工号", "人员编号", "职工号"]),
        ColumnKind::needed("name", &["姓名"]),
        ColumnKind::optional("unit", &["单位", "所在单位", "派出单位"]),
        ColumnKind::needed("rank", &["职级", "级别"]),
        ColumnKind::optional("gender", &["sex", "性别", "性別"]),
        ColumnKind::optional("tags", &["tag", "标签", "標簽", "特长", "特点"]),
        ColumnKind::optional("home", &["籍贯", "回避地", "回避", "回避城市"]),
        ColumnKind::optional("base", &["常驻地", "工作地"]),
        ColumnKind::optional("unavailable", &["不可参加", "不能参加", "请假", "请假时间", "休假"]),
        ColumnKind::optional("prefer", &["意愿", "意向"]),
        ColumnKind::optional("avoid", &["不愿"]),
        ColumnKind::optional("min", &["最少"]),
        ColumnKind::optional("max", &["最多"]),
        ColumnKind::optional("target", &["目标"]),
        ColumnKind::optional("with", &["同组"]),
        ColumnKind::optional("apart", &["不同组"]),
        ColumnKind::optional("trained", &["培训", "培训日期"]),
        ColumnKind::optional("phone", &["mobile", "电话", "手机", "手机号", "联系电话"]),
    ];

    const OWN: Own = Own::Kept;

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let unit = Some(cells.text("unit")).filter(|unit| !unit.is_empty());
        Some(Self {
            id: cells.text("id"),
            name: cells.text("name"),
            unit: unit.unwrap_or_else(|| cells.unit.to_owned()),
            rank: cells.text("rank"),
            gender: cells.value("gender", gender),
            tags: cells.words("tags"),
            home: cells.words("home"),
            base: cells.text("base"),
            unavailable: cells.list("unavailable", absence),
            prefer: cells.list("prefer", wishes).concat(),
            avoid: cells.list("avoid", wishes).concat(),
            min: cells.value("min", whole_number),
            max: cells.value("max", whole_number),
            target: cells.value("target", whole_number),
            with: cells.list("with", tie),
            apart: cells.list("apart", tie),
            trained: cells.value("trained", day),
            phone: cells.text("phone"),
            extra: cells.own(),
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.name.clone(),
            self.unit.clone(),
            self.rank.clone(),
            self.gender.map(gender_word).unwrap_or_default().to_owned(),
            list(&self.tags),
            list(&self.home),
            self.base.clone(),
            list(self.unavailable.iter().map(absence_words)),
            list(self.prefer.iter().map(wish_words)),
            list(self.avoid.iter().map(wish_words)),
            optional(self.min),
            optional(self.max),
            optional(self.target),
            list(self.with.iter().map(tie_words)),
            list(self.apart.iter().map(tie_words)),
            optional(self.trained),
            self.phone.clone(),
        ]
    }
}

/// The unit whose roster a table is where it does not say so itself: the one that its sheet or its file is called as. Of `several` in
/// a file each has its own sheet.
pub(super) fn unit<'a>(address: &'a Address, several: bool, units: &[UnitDraft]) -> &'a str {
    let is_unit = |word: &&str| units.iter().any(|unit| unit.unit == **word || unit.name == **word);
    let (file, sheet) = (stem(address.file()), address.sheet_name().map(str::trim));
    let usual = if several { sheet.unwrap_or(file) } else { file };
    sheet.filter(is_unit).or_else(|| Some(file).filter(is_unit)).unwrap_or(usual)
}

fn gender_word(gender: Gender) -> &'static str {
    match gender {
        Gender::Female => "女",
        Gender::Male => "男",
    }
}

fn absence_words(absence: &Absence) -> String {
    match absence {
        Absence::Rounds { from, to } if from == to => from.to_string(),
        Absence::Rounds { from, to } => format!("{from}-{to}"),
        Absence::Dates(dates) => dates.to_string(),
    }
}

fn wish_words(wish: &WishDraft) -> String {
    match wish {
        WishDraft::Round(round) => format!("r{round}"),
        WishDraft::Place(place) => place.clone(),
    }
}

fn tie_words(tie: &TieDraft) -> String {
    let scope = match tie.scope {
        // The scope that is meant where none is written, unless the id would be mistaken for more than an id.
        TieScope::Team if tie.person.contains('@') || tie.person.ends_with('!') => "@team",
        TieScope::Team => "",
        TieScope::City => "@city",
        TieScope::Round => "@round",
    };
    let binding = if tie.hard { "!" } else { "" };
    format!("{}{scope}{binding}", tie.person)
}
