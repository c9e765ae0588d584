//! Faults found so far, and which of core's faults are only their consequences.

use std::collections::BTreeSet;

use lunban_core::{Fault, Severity, Spot, Table};

use crate::LocatedFault;

/// A part of a campaign that could not be read whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// The campaign file as a whole.
    Settings,
    /// One section of it.
    Section(&'static str),
    /// One table.
    Table(Table),
}

impl Gap {
    /// Whether core's fault may come from this gap alone, and so says nothing that a planner can act on yet.
    fn explains(self, fault: &Fault) -> bool {
        let codes: &[&str] = match self {
            Self::Settings => {
                return matches!(fault.spot, Spot::Setting(_)) || SECTIONS.iter().any(|gap| gap.explains(fault));
            }
            Self::Section(section) if is_in(section, &fault.spot) => return true,
            Self::Section("campaign") => &["round-out-of-range", "outside-campaign"],
            Self::Section("ranks") => &["unknown-rank"],
            Self::Section("kinds") => &["unknown-kind", "unknown-seat", "size-out-of-range"],
            Self::Table(Table::Places) => &["unknown-place", "ambiguous-place"],
            Self::Table(Table::Units) => &["unknown-unit", "unknown-source"],
            Self::Table(Table::Teams) => &["unknown-team", "no-teams"],
            Self::Table(Table::People) => &["unknown-person", "unknown-source", "unknown-tag", "tag-of-nobody"],
            Self::Section(_) | Self::Table(_) => &[],
        };
        codes.contains(&fault.code)
    }
}

/// The sections that tables and rules refer to.
const SECTIONS: [Gap; 3] = [Gap::Section("campaign"), Gap::Section("ranks"), Gap::Section("kinds")];

fn is_in(section: &str, spot: &Spot) -> bool {
    matches!(spot, Spot::Setting(path) if path.first().is_some_and(|first| first == section))
}

/// Faults found so far, and what could not be read.
#[derive(Debug, Default)]
pub(crate) struct Found {
    faults: Vec<LocatedFault>,
    gaps: BTreeSet<Gap>,
}

impl Found {
    /// The faults, to add to.
    pub(crate) fn faults(&mut self) -> &mut Vec<LocatedFault> {
        &mut self.faults
    }

    /// Notes that a part of the campaign could not be read.
    pub(crate) fn leave(&mut self, gap: Gap) {
        self.gaps.insert(gap);
    }

    /// Whether a part of the campaign could not be read whole.
    pub(crate) fn lacks(&self, gap: Gap) -> bool {
        self.gaps.contains(&gap)
    }

    /// Notes faults of core, each with its place, but for those that follow from what was found before: from a part that could not
    /// be read, or from the very cell that was found wrong.
    pub(crate) fn extend_from_core(&mut self, faults: impl IntoIterator<Item = (LocatedFault, Fault)>) {
        let wrong: BTreeSet<_> = self.faults.iter().map(|fault| fault.location.clone()).collect();
        let news = faults.into_iter().filter(|(located, fault)| {
            !wrong.contains(&located.location) && !self.gaps.iter().any(|gap| gap.explains(fault))
        });
        self.faults.extend(news.map(|(located, _)| located));
    }

    /// Whether there is an error among them.
    pub(crate) fn has_errors(&self) -> bool {
        self.faults.iter().any(|fault| fault.severity == Severity::Error)
    }

    /// All of them, each once, sorted by file, line and column.
    pub(crate) fn into_sorted(mut self) -> Vec<LocatedFault> {
        self.faults.sort_by(|a, b| {
            (&a.location, a.severity, a.code, &a.value).cmp(&(&b.location, b.severity, b.code, &b.value))
        });
        self.faults.dedup();
        self.faults
    }
}
