//! What is wrong with an input, and where in which file.

use std::fmt;

use lunban_core::{Language, Severity, Text, text};
use serde::{Serialize, Serializer};

use crate::advice::general;

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Location {
    /// The file, seen from the campaign folder, with `/` between folders.
    pub file: String,
    /// The sheet, of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The line, or the row of a sheet, from 1; none: the file or sheet as a whole.
    pub line: Option<u32>,
    /// The column within the line.
    pub column: Option<Column>,
}

/// A column of a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Column {
    /// In running text: the position of a character, from 1.
    Character(u32),
    /// In a table: the header of the column, as the file writes it.
    Header(String),
    /// On a sheet: the letters of the column.
    Letters(Letters),
}

/// A column of a sheet as spreadsheets call it: `A` to `Z`, then `AA`. They are ordered as the columns are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Letters(u32);

impl Letters {
    /// The column at a position, from 0.
    ///
    /// ```
    /// use lunban_files::Letters;
    /// assert_eq!([3, 25, 26, 701, 702].map(|position| Letters::at(position).to_string()), ["D", "Z", "AA", "ZZ", "AAA"]);
    /// ```
    pub fn at(position: u32) -> Self {
        Self(position)
    }
}

impl fmt::Display for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The digits are A to Z without a zero.
        let digits = std::iter::successors(Some(u64::from(self.0)), |rest| (rest / 26).checked_sub(1));
        let letters: Vec<u8> = digits.map(|rest| b'A' + (rest % 26) as u8).collect();
        letters.iter().rev().try_for_each(|letter| write!(f, "{}", char::from(*letter)))
    }
}

impl Serialize for Letters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Location {
    /// A file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), sheet: None, line: None, column: None }
    }

    /// A sheet of it, where it is a workbook.
    #[must_use]
    pub fn sheet(self, sheet: impl Into<Option<String>>) -> Self {
        Self { sheet: sheet.into(), ..self }
    }

    /// A line of it.
    #[must_use]
    pub fn line(self, line: u32) -> Self {
        Self { line: Some(line), ..self }
    }

    /// A column of that line.
    #[must_use]
    pub fn column(self, column: Column) -> Self {
        Self { column: Some(column), ..self }
    }
}

impl Location {
    /// The place within its file: `line 17`, or `名单!D17` on a sheet.
    ///
    /// ```
    /// use lunban_files::{Column, Letters, Location};
    /// let line = Location::file("assignments.csv").line(17);
    /// assert_eq!(line.within_file().chinese, "第17行");
    /// let cell = Location::file("schedule.xlsx").sheet("Duties".to_owned()).line(17).column(Column::Letters(Letters::at(3)));
    /// assert_eq!(cell.within_file().english, "Duties!D17");
    /// ```
    pub fn within_file(&self) -> Text {
        if let (None, Some(line)) = (&self.sheet, self.line) {
            return text!("line {line}", "第{line}行");
        }
        let whole = self.to_string();
        Text::plain(whole.strip_prefix(&self.file).unwrap_or(&whole).trim_start_matches(['!', ':']))
    }
}

/// `roster/U17.csv:17:rank`, as compilers and editors write it; `roster/U17.xlsx!名单!D17`, as spreadsheets do.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.sheet.is_some() { '!' } else { ':' };
        f.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, "!{sheet}")?;
        }
        if let (Some(Column::Letters(letters)), Some(line)) = (&self.column, self.line) {
            return write!(f, "{mark}{letters}{line}");
        }
        if let Some(line) = self.line {
            write!(f, "{mark}{line}")?;
        }
        match &self.column {
            Some(Column::Character(position)) => write!(f, "{mark}{position}"),
            Some(Column::Header(header)) => write!(f, "{mark}{header}"),
            Some(Column::Letters(letters)) => write!(f, "{mark}{letters}"),
            None => Ok(()),
        }
    }
}

/// One thing that is wrong: where, which value, what was expected instead, and perhaps what was meant.
///
/// ```
/// use lunban_core::{Language, Text, text};
/// use lunban_files::{Column, LocatedFault, Location};
///
/// let cell = Location::file("roster/U17.csv").line(17).column(Column::Header("职级".into()));
/// let expected = text!("a rank: one of 科级, 处级", "职级须为其中之一：科级, 处级");
/// let fault = LocatedFault::error("unknown-rank", cell, "处", expected).maybe(Text::plain("`处级`"));
/// assert_eq!(fault.to_string(), "roster/U17.csv:17:职级: `处`: expected a rank: one of 科级, 处级\n  Maybe `处级`");
/// assert_eq!(fault.to(Language::Chinese), "roster/U17.csv:17:职级：`处`：职级须为其中之一：科级, 处级\n  也许是 `处级`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LocatedFault {
    /// Whether it stops the work.
    pub severity: Severity,
    /// A stable code, kebab-case.
    pub code: &'static str,
    /// Where.
    #[serde(flatten)]
    pub location: Location,
    /// The value seen, as it was written.
    pub value: String,
    /// What was expected, or what it collides with.
    pub expected: Text,
    /// A guess at what was meant, or at what would mend it.
    pub maybe: Option<Text>,
    /// The other place it collides with, such as the first of two rows with one id.
    pub also: Option<Location>,
}

impl LocatedFault {
    /// An error.
    pub fn error(code: &'static str, location: Location, value: impl Into<String>, expected: Text) -> Self {
        let value = value.into();
        Self { severity: Severity::Error, code, location, value, expected, maybe: general(code), also: None }
    }

    /// A warning.
    pub fn warning(code: &'static str, location: Location, value: impl Into<String>, expected: Text) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, location, value, expected) }
    }

    /// The same fault with advice, where there is some, nearer than what its code alone allows.
    #[must_use]
    pub fn maybe(mut self, advice: impl Into<Option<Text>>) -> Self {
        self.maybe = advice.into().or(self.maybe);
        self
    }

    /// The same fault with the other place it collides with.
    #[must_use]
    pub fn also(mut self, location: Location) -> Self {
        self.also = Some(location);
        self
    }

    /// The fault in words: one line, then one for the advice and one for the other place, where there are such.
    pub fn to(&self, language: Language) -> String {
        let words = Words::of(language);
        let mut parts = vec![self.location.to_string()];
        if self.severity == Severity::Warning {
            parts.push(words.warning.to_owned());
        }
        if !self.value.is_empty() {
            parts.push(format!("`{}`", shortened(&self.value)));
        } else if self.location.column.is_some() {
            parts.push(words.empty.to_owned());
        }
        let expected = self.expected.to(language);
        parts.push(match self.severity {
            Severity::Error => format!("{}{expected}", words.expected),
            Severity::Warning => expected.to_owned(),
        });
        let advice = self.maybe.iter().map(|maybe| maybe.to(language));
        let advice = advice.map(|advice| format!("\n  {} {advice}", words.before(advice)));
        let other = self.also.iter().map(|also| format!("\n  {} {also}", words.also));
        parts.join(words.colon) + &advice.chain(other).collect::<String>()
    }
}

impl fmt::Display for LocatedFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to(Language::English))
    }
}

/// The words between the parts of a fault.
struct Words {
    colon: &'static str,
    warning: &'static str,
    empty: &'static str,
    /// Before what an error should have been; in Chinese the words for that say it themselves.
    expected: &'static str,
    /// Before what may have been meant.
    meant: &'static str,
    /// Before what may be done.
    done: &'static str,
    also: &'static str,
}

impl Words {
    /// The word before advice: a value comes first in what was meant.
    fn before(&self, advice: &str) -> &'static str {
        if advice.starts_with('`') { self.meant } else { self.done }
    }

    fn of(language: Language) -> Self {
        match language {
            Language::English => Self {
                colon: ": ",
                warning: "warning",
                empty: "(empty)",
                expected: "expected ",
                meant: "Maybe",
                done: "Maybe",
                also: "See also",
            },
            Language::Chinese => Self {
                colon: "：",
                warning: "提示",
                empty: "（空）",
                expected: "",
                meant: "也许是",
                done: "或许可",
                also: "另见",
            },
        }
    }
}

/// The value on one line, and not more of it than a reader needs to find it.
fn shortened(value: &str) -> String {
    const MOST: usize = 60;
    let mut characters = value.chars().map(|character| if character.is_control() { ' ' } else { character });
    let shown: String = characters.by_ref().take(MOST).collect();
    if characters.next().is_some() { shown + "…" } else { shown }
}

/// Every fault of a campaign that cannot be used, warnings among them, sorted by file and line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct ReadFaults(pub Vec<LocatedFault>);

impl From<LocatedFault> for ReadFaults {
    fn from(fault: LocatedFault) -> Self {
        Self(vec![fault])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_a_whole_file_says_no_value() {
        let fault = LocatedFault::error("x", Location::file("units.csv"), "", text!("rows", "数据行"));
        assert_eq!(fault.to_string(), "units.csv: expected rows");
    }

    #[test]
    fn a_cell_of_a_sheet_is_addressed_as_spreadsheets_do() {
        let sheet = Location::file("roster/监测总站.xlsx").sheet("名单".to_owned());
        let cell = sheet.clone().line(17).column(Column::Letters(Letters::at(3)));
        assert_eq!(cell.to_string(), "roster/监测总站.xlsx!名单!D17");
        assert_eq!(sheet.clone().line(17).to_string(), "roster/监测总站.xlsx!名单!17");
        assert_eq!(sheet.to_string(), "roster/监测总站.xlsx!名单");
        let json = serde_json::to_value(cell).unwrap();
        assert_eq!(
            json,
            serde_json::json!({ "file": "roster/监测总站.xlsx", "sheet": "名单", "line": 17, "column": "D" })
        );
    }

    #[test]
    fn an_empty_cell_is_called_empty_and_a_warning_a_warning() {
        let cell = Location::file("units.csv").line(2).column(Column::Header("base".into()));
        let fault = LocatedFault::warning("x", cell, "", text!("a city", "城市"));
        assert_eq!(fault.to_string(), "units.csv:2:base: warning: (empty): a city");
        assert_eq!(fault.to(Language::Chinese), "units.csv:2:base：提示：（空）：城市");
    }

    #[test]
    fn chinese_advice_tells_what_was_meant_from_what_may_be_done() {
        let said = |maybe| LocatedFault::error("x", Location::file("f"), "v", text!("e", "中")).maybe(maybe);
        let advice = |maybe| said(maybe).to(Language::Chinese).lines().last().map(str::to_owned);
        assert_eq!(advice(Text::plain("`处级`")).as_deref(), Some("  也许是 `处级`"));
        assert_eq!(advice(text!("delete it", "删去此行")).as_deref(), Some("  或许可 删去此行"));
    }

    #[test]
    fn long_values_are_shortened_and_kept_on_one_line() {
        let fault = LocatedFault::error("x", Location::file("f"), "a\n".repeat(100), text!("b", "b"));
        assert_eq!(fault.to_string(), format!("f: `{}…`: expected b", "a ".repeat(30)));
    }

    #[test]
    fn json_has_the_place_beside_the_rest() {
        let place = Location::file("campaign.toml").line(3).column(Column::Character(7));
        let json = serde_json::to_value(LocatedFault::error("x", place, "v", text!("e", "中"))).unwrap();
        let expected = serde_json::json!({
            "severity": "error", "code": "x", "file": "campaign.toml", "line": 3, "column": 7, "value": "v",
            "expected": { "english": "e", "chinese": "中" }, "maybe": null, "also": null,
        });
        assert_eq!(json, expected);
    }
}
