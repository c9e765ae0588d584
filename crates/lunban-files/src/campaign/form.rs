//! A roster as a workbook for a unit to fill in: with drop-down lists, checks, and what each column means.

use lunban_core::rules::Phrase;
use lunban_core::{Draft, Language, PersonDraft, UnitDraft, text};

use super::format::Format;
use crate::table::ColumnKind;
use crate::workbook::{Allows, Cell, Check, List, Sheet, Style, Workbook, sheet_names};

/// So many rows are there to be filled in.
const ROWS: usize = 200;

/// The name of the hidden sheet of lists.
const LISTS: &str = "lists";

/// Duties of a person, as rosters may limit them.
const MOST_DUTIES: i32 = 1000;

/// The roster of one unit.
pub(crate) struct Form<'f> {
    /// The unit.
    pub(crate) unit: &'f UnitDraft,
    /// Who is known already.
    pub(crate) people: Vec<&'f PersonDraft>,
    /// What the unit is to know: rows that stand above the people.
    pub(crate) above: Vec<Vec<Cell>>,
}

/// What a column is for, in words for whoever fills it in; the unit has a sheet or file of its own.
const HINTS: &[(&str, Phrase)] = &[
    ("id", Phrase::new("Needed. Nobody else of any unit has it.", "必填。各单位之间不得重复。")),
    ("name", Phrase::new("Needed.", "必填。")),
    ("rank", Phrase::new("Needed. One of the list.", "必填。从列表中选择。")),
    ("gender", Phrase::new("One of the list.", "从列表中选择。")),
    (
        "tags",
        Phrase::new(
            "What they are, several parted by ; as in: experienced;law",
            "特长，多项用;分隔，如：experienced;law",
        ),
    ),
    ("home", Phrase::new("Places where they must not serve, several parted by ;", "须回避的地方，多项用;分隔")),
    ("base", Phrase::new("The city they work in; empty: that of the unit.", "工作城市；空为单位所在城市。")),
    (
        "unavailable",
        Phrase::new(
            "When they are away: rounds such as 3 or 5-6, days such as 2017-10-01/2017-10-08; several parted by ;",
            "不可参加的时间：轮次如3或5-6，日期如2017-10-01/2017-10-08；多项用;分隔",
        ),
    ),
    (
        "prefer",
        Phrase::new("Rounds such as r3, and places; several parted by ;", "希望的轮次（如r3）和地方；多项用;分隔"),
    ),
    (
        "avoid",
        Phrase::new("Rounds such as r3, and places; several parted by ;", "不愿的轮次（如r3）和地方；多项用;分隔"),
    ),
    ("min", Phrase::new("At least so many duties; mostly empty.", "至少几次任务；一般留空。")),
    ("max", Phrase::new("At most so many duties; mostly empty.", "至多几次任务；一般留空。")),
    ("target", Phrase::new("About so many duties; mostly empty.", "希望几次任务；一般留空。")),
    ("with", Phrase::new("Ids of those to serve with, several parted by ;", "同组人员编号，多项用;分隔")),
    ("apart", Phrase::new("Ids of those not to serve with, several parted by ;", "不同组人员编号，多项用;分隔")),
    ("trained", Phrase::new("The day the training ended; empty: not yet.", "培训结束日期；未培训留空。")),
    ("phone", Phrase::new("Not shown to other units.", "不向其他单位显示。")),
];

/// A workbook of rosters, a sheet each, called as the unit is.
pub(crate) fn workbook(draft: &Draft, forms: &[Form<'_>], language: Language) -> Workbook {
    let lists = Lists::of(draft, forms.len());
    let mut sheets: Vec<Sheet> = forms.iter().map(|form| form.sheet(draft, &lists, language)).collect();
    sheets.push(lists.sheet());
    Workbook { title: draft.name.clone(), date: draft.calendar.start, sheets }
}

impl Form<'_> {
    fn sheet(&self, draft: &Draft, lists: &Lists, language: Language) -> Sheet {
        let (campaign, unit) = (&draft.name, self.called());
        let title = text!("{campaign}: roster of {unit}", "{campaign}　{unit}名单");
        let remark = text!(
            "One row a person; * is needed. A chosen cell says what to write in it, some have lists.",
            "每人一行，标*者必填。选中单元格可见填写说明，部分单元格有下拉列表。"
        );
        let mut rows = vec![
            vec![Cell::words(title.to(language), Style::Title)],
            vec![Cell::words(remark.to(language), Style::Remark)],
        ];
        rows.extend(self.above.iter().cloned());
        let first = rows.len() + 1;
        rows.push(columns().map(|(_, kind, _)| header(kind, language)).collect());
        rows.extend(self.people.iter().map(|person| row(person)));
        rows.resize(first + ROWS.max(self.people.len()), columns().map(|(_, kind, _)| blank(kind)).collect());
        let number = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
        let span = (number(first), number(rows.len() - 1));
        let checks = (0..).zip(columns()).map(|(column, (_, kind, hint))| Check {
            column,
            rows: span,
            allows: lists.allows(kind.field),
            title: kind.title(language).to_owned(),
            says: hint.to(language).to_owned(),
        });
        Sheet {
            name: self.sheet_name(draft).to_owned(),
            checks: checks.collect(),
            rows,
            widths: columns().map(|(_, kind, _)| width(kind.field)).collect(),
            frozen: (number(first), 2),
            ..Sheet::default()
        }
    }

    fn called(&self) -> &str {
        if self.unit.name.is_empty() { &self.unit.unit } else { &self.unit.name }
    }

    /// The unit's name where it alone has it and a sheet can bear it, so that it is known by it when it is read; else its id.
    fn sheet_name(&self, draft: &Draft) -> &str {
        let name = self.called();
        let is_its_own = draft.units.iter().filter(|unit| unit.name == name || unit.unit == name).count() == 1;
        let is_held = sheet_names([name]) == [name] && !name.eq_ignore_ascii_case(LISTS);
        if is_its_own && is_held { name } else { &self.unit.unit }
    }
}

/// The columns to fill in: their position among those of rosters, what they are, and what to write.
fn columns() -> impl Iterator<Item = (usize, &'static ColumnKind, &'static Phrase)> {
    let hint = |kind: &ColumnKind| HINTS.iter().find(|(field, _)| *field == kind.field).map(|(_, hint)| hint);
    PersonDraft::COLUMNS.iter().enumerate().filter_map(move |(position, kind)| Some((position, kind, hint(kind)?)))
}

fn header(kind: &ColumnKind, language: Language) -> Cell {
    let mark = if kind.needed { "*" } else { "" };
    Cell::words(format!("{}{mark}", kind.title(language)), Style::Header)
}

fn row(person: &PersonDraft) -> Vec<Cell> {
    let mut words = person.write();
    let cell = |(position, kind, _): (usize, &ColumnKind, _)| match kind.field {
        "min" | "max" | "target" => {
            words[position].parse().map_or_else(|_| blank(kind), |number: i64| Cell::number(number, Style::Plain))
        }
        "trained" => person.trained.map_or_else(|| blank(kind), |day| Cell::day(day, Style::Plain)),
        _ => Cell::words(std::mem::take(&mut words[position]), Style::Blank),
    };
    columns().map(cell).collect()
}

/// Numbers and days are what a spreadsheet takes them for; all else is words.
fn blank(kind: &ColumnKind) -> Cell {
    let is_value = matches!(kind.field, "min" | "max" | "target" | "trained");
    Cell::words("", if is_value { Style::Plain } else { Style::Blank })
}

fn width(field: &str) -> u16 {
    match field {
        "min" | "max" | "target" | "gender" => 7,
        "unavailable" => 26,
        "tags" | "home" | "prefer" | "avoid" => 20,
        _ => 13,
    }
}

/// The words that cells offer, each list a column of a hidden sheet.
struct Lists {
    sheet: usize,
    lists: Vec<(&'static str, Vec<String>)>,
}

impl Lists {
    /// Those of a campaign; `sheet` is where they will stand.
    fn of(draft: &Draft, sheet: usize) -> Self {
        let mut tags: Vec<String> = draft.people.iter().flat_map(|person| person.tags.iter().cloned()).collect();
        tags.sort_unstable();
        tags.dedup();
        let cities: Vec<&str> =
            draft.places.iter().filter(|place| place.level == "city").map(|place| place.name.as_str()).collect();
        let cities = cities.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let genders = ["男", "女"].map(str::to_owned).to_vec();
        let lists = [
            ("rank", draft.ranks.order.clone()),
            ("gender", genders),
            ("tags", tags),
            ("home", cities.clone()),
            ("base", cities),
        ];
        Self { sheet, lists: lists.into_iter().filter(|(_, words)| !words.is_empty()).collect() }
    }

    fn sheet(&self) -> Sheet {
        let longest = self.lists.iter().map(|(_, words)| words.len()).max().unwrap_or(0);
        let word =
            |words: &Vec<String>, row: usize| Cell::words(words.get(row).cloned().unwrap_or_default(), Style::Plain);
        let rows = (0..longest).map(|row| self.lists.iter().map(|(_, words)| word(words, row)).collect());
        Sheet { name: LISTS.to_owned(), rows: rows.collect(), is_hidden: true, ..Sheet::default() }
    }

    fn allows(&self, field: &str) -> Allows {
        let numbered = (0..).zip(&self.lists).find(|(_, (known, _))| *known == field);
        let list = numbered.map(|(column, (_, words))| List { sheet: self.sheet, column, words: words.len() });
        match (field, list) {
            ("rank" | "gender", Some(list)) => Allows::OneOf(list),
            (_, Some(list)) => Allows::Offered(list),
            ("id", _) => Allows::Once,
            ("min" | "max" | "target", _) => Allows::WholeNumber(0, MOST_DUTIES),
            ("trained", _) => chrono::NaiveDate::from_ymd_opt(1990, 1, 1).map_or(Allows::Anything, Allows::DayFrom),
            _ => Allows::Anything,
        }
    }
}
