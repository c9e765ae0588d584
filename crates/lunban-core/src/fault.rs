//! What is wrong with an input, said of the entity it is wrong with.
//!
//! Core knows rows and fields, not files: whoever read the [`crate::Draft`] from somewhere turns a [`Spot`] into a
//! file, a line and a column.

use std::fmt;

use serde::Serialize;

use crate::Text;

/// One table of a [`crate::Draft`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Places.
    Places,
    /// Units.
    Units,
    /// Teams.
    Teams,
    /// People, of all rosters.
    People,
    /// Locks.
    Locks,
    /// Duties of earlier campaigns.
    History,
    /// Waivers granted beforehand.
    Waivers,
    /// Which places touch.
    Borders,
    /// Liaison people.
    Contacts,
    /// Drivers.
    Drivers,
    /// Events, in the order in which they were told.
    Events,
}

/// Where in a [`crate::Draft`] something is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// A setting, by its path of keys: `["rules", "rest", "days"]`. A number stands for a place in a list.
    Setting(Vec<String>),
    /// One cell: the table, the position of its row in the draft, the column.
    Cell {
        /// The table.
        table: Table,
        /// The position of the row in the draft's table, from 0.
        row: usize,
        /// The column.
        field: &'static str,
    },
    /// A table as a whole.
    Table(Table),
}

impl Spot {
    /// The setting at a path of keys.
    pub fn setting<S: Into<String>>(keys: impl IntoIterator<Item = S>) -> Self {
        Self::Setting(keys.into_iter().map(Into::into).collect())
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(keys) => f.write_str(&keys.join(".")),
            Self::Cell { table, row, field } => write!(f, "{table:?} row {}, {field}", row + 1),
            Self::Table(table) => write!(f, "{table:?}"),
        }
    }
}

/// Whether a fault stops the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The input cannot be used.
    Error,
    /// The input can be used; the planner should know.
    Warning,
}

/// One thing that is wrong: where, which value, what was expected instead, and perhaps what was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Whether it stops the work.
    pub severity: Severity,
    /// A stable code, kebab-case.
    pub code: &'static str,
    /// Where.
    pub spot: Spot,
    /// The value seen, as it was written.
    pub value: String,
    /// What was expected, or what it collides with.
    pub expected: Text,
    /// A guess at what was meant, or at what would mend it.
    pub maybe: Option<Text>,
    /// The other place it collides with, such as the first of two rows with one id.
    pub also: Option<Spot>,
}

impl Fault {
    /// An error.
    pub fn error(code: &'static str, spot: Spot, value: impl Into<String>, expected: Text) -> Self {
        Self { severity: Severity::Error, code, spot, value: value.into(), expected, maybe: None, also: None }
    }

    /// A warning.
    pub fn warning(code: &'static str, spot: Spot, value: impl Into<String>, expected: Text) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, spot, value, expected) }
    }

    /// The same fault with advice.
    #[must_use]
    pub fn maybe(mut self, advice: impl Into<Option<Text>>) -> Self {
        self.maybe = advice.into();
        self
    }

    /// The same fault with the other place it collides with.
    #[must_use]
    pub fn also(mut self, spot: Spot) -> Self {
        self.also = Some(spot);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: `{}`: {}", self.spot, self.value, self.expected)?;
        if let Some(maybe) = &self.maybe {
            write!(f, "\n  Maybe {maybe}")?;
        }
        Ok(())
    }
}

/// Every fault of a draft that cannot be built, warnings among them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Faults(pub Vec<Fault>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, fault) in self.0.iter().enumerate() {
            if position > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

/// The known word nearest to `word`, if one is near enough to be meant.
///
/// ```
/// assert_eq!(lunban_core::nearest("overlap_day", ["start", "overlap_days"]), Some("overlap_days"));
/// assert_eq!(lunban_core::nearest("处", ["科级", "处级"]), Some("处级"));
/// assert_eq!(lunban_core::nearest("zebra", ["start", "rounds"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = |candidate: &str| {
        let score = strsim::normalized_damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase());
        let contained = !word.is_empty() && (candidate.contains(word) || word.contains(candidate));
        if contained { score.max(0.6) } else { score }
    };
    known
        .into_iter()
        .filter(|candidate| !candidate.is_empty())
        .map(|candidate| (near(candidate), candidate))
        .filter(|(score, _)| *score >= 0.55)
        .max_by(|(a, left), (b, right)| a.total_cmp(b).then_with(|| right.cmp(left)))
        .map(|(_, candidate)| candidate)
}

/// Advice that names the nearest known word, if there is one.
pub fn nearest_text<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Text> {
    nearest(word, known).map(|near| Text::plain(format!("`{near}`")))
}

#[cfg(test)]
mod tests {
    use super::{Fault, Faults, Spot, Table, nearest, nearest_text};
    use crate::text;

    #[test]
    fn the_nearest_word_is_the_likeliest_to_be_meant() {
        assert_eq!(nearest("max_shar", ["max_share", "max_share_of_rank"]), Some("max_share"));
        assert_eq!(nearest("Bureau", ["bureau", "division"]), Some("bureau"));
        assert_eq!(nearest("司局", ["科级", "司局级"]), Some("司局级"));
        assert_eq!(nearest("zebra", ["bureau", "division"]), None);
    }

    #[test]
    fn words_equally_near_give_the_first_in_their_order_however_they_stand() {
        assert_eq!(nearest("P1x", ["P1b", "P1a"]), Some("P1a"));
        assert_eq!(nearest("P1x", ["P1a", "P1b"]), Some("P1a"));
    }

    #[test]
    fn nothing_is_near_to_nothing() {
        assert_eq!(nearest("", ["bureau", ""]), None);
        assert_eq!(nearest("bureau", []), None);
        assert_eq!(nearest_text("burau", ["bureau"]).unwrap().english, "`bureau`");
    }

    #[test]
    fn a_fault_shows_where_what_and_advice() {
        let spot = Spot::Cell { table: Table::People, row: 16, field: "rank" };
        let fault = Fault::error("unknown-rank", spot, "burau", text!("a rank", "职级"));
        let advised = fault.clone().maybe(nearest_text("burau", ["bureau"]));
        assert_eq!(fault.to_string(), "People row 17, rank: `burau`: a rank");
        assert_eq!(advised.to_string(), "People row 17, rank: `burau`: a rank\n  Maybe `bureau`");
        assert_eq!(Faults(vec![fault.clone(), fault]).to_string().lines().count(), 2);
        assert_eq!(Spot::setting(["rules", "rest", "days"]).to_string(), "rules.rest.days");
    }
}
