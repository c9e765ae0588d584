//! The integer program as plain data: whole-number columns, rows and counts, every one with a name a person can read.

mod choices;
mod export;
mod settled;
mod statement;
mod window;

pub use choices::{Choices, Single};
pub use export::Export;
pub use statement::{Statement, Sum};
pub use window::{Group, Holding, Stated, Window};

pub use crate::pools::{Grain, Part, Pools, Slot, SlotId};

use chrono::NaiveDate;

use crate::{PersonId, PlaceId, Problem, TeamId, UnitId};

/// A position among the columns of one program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(u32);

impl ColumnId {
    /// The column at a position.
    ///
    /// # Panics
    /// If a program has more than `u32::MAX` columns.
    pub fn at(position: usize) -> Self {
        Self(u32::try_from(position).expect("a program has fewer than 2^32 columns"))
    }

    /// The position.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a column or row is about; rendered only where somebody reads it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// The rule it comes from, and what it is there.
    pub what: (&'static str, &'static str),
    /// A person.
    pub person: Option<PersonId>,
    /// A unit.
    pub unit: Option<UnitId>,
    /// A team.
    pub team: Option<TeamId>,
    /// A city.
    pub city: Option<PlaceId>,
    /// A day.
    pub day: Option<NaiveDate>,
    /// A slot of the window.
    pub slot: Option<SlotId>,
    /// Any other number that tells it from its like.
    pub number: Option<i64>,
}

impl Label {
    /// The label in words without spaces: `rest.gap__P0123__2017-09-29`.
    pub fn render(&self, problem: &Problem) -> String {
        let campaign = problem.campaign();
        let mut words = vec![format!("{}.{}", self.what.0, self.what.1)];
        words.extend(self.person.map(|person| campaign.person(person).id.clone()));
        words.extend(self.unit.map(|unit| campaign.unit(unit).id.clone()));
        words.extend(self.team.map(|team| campaign.team(team).id.clone()));
        words.extend(self.city.map(|city| campaign.places().place(city).code.clone()));
        words.extend(self.day.map(|day| day.to_string()));
        words.extend(self.slot.map(|slot| format!("s{}", slot.index())));
        words.extend(self.number.map(|number| number.to_string()));
        words.join("__").replace(char::is_whitespace, "_")
    }
}

/// A whole-number unknown within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is.
    pub label: Label,
    /// Its least value.
    pub lower: i64,
    /// Its greatest value.
    pub upper: i64,
}

/// `lower <= sum of terms <= upper`; an absent bound does not bind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub label: Label,
    /// Columns and coefficients; each column once.
    pub terms: Vec<(ColumnId, i64)>,
    /// The least the sum may be.
    pub lower: Option<i64>,
    /// The most the sum may be.
    pub upper: Option<i64>,
}

/// An integer program with several objectives, the counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    columns: Vec<Column>,
    rows: Vec<Row>,
    counts: Vec<Sum>,
    contradictions: Vec<Unmet>,
    missed: Vec<Unmet>,
}

/// What no values of the columns can change: something asked for that is missing whatever they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// What asks for it.
    pub label: Label,
    /// How much is missing.
    pub by: i64,
}

impl Program {
    pub(crate) fn new(counts: usize) -> Self {
        Self { counts: vec![Sum::default(); counts], ..Self::default() }
    }

    /// Its columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Its rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Each count as a sum over columns, by [`crate::CountId`].
    pub fn counts(&self) -> &[Sum] {
        &self.counts
    }

    /// Whether no row is beyond its bounds whatever its columns are, each taken by itself.
    pub fn may_hold(&self) -> bool {
        let reach = |row: &Row| {
            let ends = row.terms.iter().map(|&(column, factor)| {
                let column = &self.columns[column.index()];
                (factor.saturating_mul(column.lower), factor.saturating_mul(column.upper))
            });
            ends.fold((0_i64, 0_i64), |(least, most), (one, other)| {
                (least.saturating_add(one.min(other)), most.saturating_add(one.max(other)))
            })
        };
        let may_hold = |row: &Row| {
            let (least, most) = reach(row);
            row.lower.is_none_or(|lower| lower <= most) && row.upper.is_none_or(|upper| least <= upper)
        };
        self.contradictions.is_empty() && self.rows.iter().all(may_hold)
    }

    /// Rows without any column that cannot hold: where there are some, the program has no solution.
    pub fn contradictions(&self) -> &[Unmet] {
        &self.contradictions
    }

    /// Minima that are missed whatever the columns are, with what no column can add to them.
    pub fn missed(&self) -> &[Unmet] {
        &self.missed
    }

    pub(crate) fn miss(&mut self, unmet: Unmet) {
        self.missed.push(unmet);
    }

    /// Adds a column.
    pub fn column(&mut self, label: Label, lower: i64, upper: i64) -> ColumnId {
        self.columns.push(Column { label, lower, upper });
        ColumnId::at(self.columns.len() - 1)
    }

    /// Adds a row `lower <= sum <= upper`; one without any column that cannot hold is a contradiction.
    pub fn row(&mut self, label: Label, sum: Sum, lower: Option<i64>, upper: Option<i64>) {
        let (terms, constant) = sum.into_parts();
        let (lower, upper) = (lower.map(|bound| bound - constant), upper.map(|bound| bound - constant));
        if terms.is_empty() {
            let by = lower.unwrap_or(0).max(upper.map_or(0, |upper| -upper));
            if by > 0 {
                self.contradictions.push(Unmet { label, by });
            }
            return;
        }
        self.rows.push(Row { label, terms, lower, upper });
    }

    /// The same with other upper bounds of its columns, and no counts.
    #[must_use]
    pub fn bounded(&self, upper: impl IntoIterator<Item = i64>) -> Self {
        let columns = self.columns.iter().zip(upper).map(|(column, upper)| Column { upper, ..*column });
        let (rows, contradictions) = (self.rows.clone(), self.contradictions.clone());
        Self { columns: columns.collect(), rows, contradictions, ..Self::default() }
    }

    /// The same columns with only some of the rows, asked for one after another, and no counts: a relaxation.
    #[must_use]
    pub fn with_rows(&self, mut is_kept: impl FnMut(&Row) -> bool) -> Self {
        let rows = self.rows.iter().filter(|row| is_kept(row)).cloned().collect();
        let contradictions = self.contradictions.clone();
        Self { columns: self.columns.clone(), rows, contradictions, ..Self::default() }
    }

    /// Whether whole numbers, one a column, obey all bounds and rows: exact, in integers.
    pub fn admits(&self, values: &[i64]) -> bool {
        self.contradictions.is_empty()
            && self.columns.iter().zip(values).all(|(column, value)| (column.lower..=column.upper).contains(value))
            && self.rows.iter().all(|row| {
                let sum: i64 = row.terms.iter().map(|(column, factor)| factor * values[column.index()]).sum();
                row.lower.is_none_or(|lower| lower <= sum) && row.upper.is_none_or(|upper| sum <= upper)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::{Label, Program, Sum};

    #[test]
    fn what_no_column_reaches_may_not_hold() {
        for (lower, upper, may_hold) in
            [(None, Some(-2), false), (None, Some(-1), true), (Some(3), None, false), (Some(2), Some(2), true)]
        {
            let mut program = Program::new(0);
            let (one, other) = (program.column(Label::default(), 0, 2), program.column(Label::default(), 0, 1));
            let mut sum = Sum::default();
            sum.add_column(one, 1);
            sum.add_column(other, -1);
            program.row(Label::default(), sum, lower, upper);
            assert_eq!(program.may_hold(), may_hold, "{lower:?} {upper:?}");
        }
    }

    #[test]
    fn a_contradiction_may_not_hold() {
        let mut program = Program::new(0);
        program.row(Label::default(), Sum::default(), Some(1), None);
        assert!(!program.may_hold());
    }
}
