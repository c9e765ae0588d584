//! Why no numbers fill every place: limits of units that together leave no way, none of which can be spared.

use std::collections::BTreeSet;

use lunban_core::{QuotaTask, QuotaUnit, UnitId};

use super::{Backend, QuotaError, Stated};

/// One limit of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuotaLimit {
    /// The unit.
    pub unit: UnitId,
    /// Which of its limits.
    pub kind: LimitKind,
    /// The number.
    pub people: u32,
}

/// What a limit of a unit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitKind {
    /// At most so many on one day, and of each band its share.
    AtOnce,
    /// At least so many in each round.
    LeastPerRound,
    /// At most so many in each round.
    MostPerRound,
    /// At least so many in all.
    LeastInAll,
    /// At most so many in all.
    MostInAll,
}

/// A smallest set of limits that leave no way: without any one of them there is one. Empty: there is none whatever the limits.
pub(super) fn cause(task: &QuotaTask, backend: Backend) -> Result<Vec<QuotaLimit>, QuotaError> {
    let mut kept: BTreeSet<QuotaLimit> = task.units.iter().flat_map(limits).collect();
    let mut tried: Vec<Vec<QuotaLimit>> = vec![kept.iter().copied().collect()];
    while let Some(group) = tried.pop() {
        let without: BTreeSet<QuotaLimit> = kept.iter().filter(|limit| !group.contains(limit)).copied().collect();
        if is_possible(task, &without, backend)? {
            tried.extend(halves(&group));
        } else {
            kept = without;
        }
    }
    Ok(kept.into_iter().collect())
}

/// The two halves of a group; a single one has none, for it was tried alone.
fn halves(group: &[QuotaLimit]) -> Vec<Vec<QuotaLimit>> {
    if group.len() < 2 {
        return Vec::new();
    }
    let (first, second) = group.split_at(group.len() / 2);
    vec![second.to_vec(), first.to_vec()]
}

/// The limits that a unit has.
fn limits(of: &QuotaUnit) -> Vec<QuotaLimit> {
    let limit = |kind| move |people| QuotaLimit { unit: of.unit, kind, people };
    let at_least = |people: u32| Some(people).filter(|people| *people > 0);
    let all = [
        Some(of.most_at_once).map(limit(LimitKind::AtOnce)),
        at_least(of.per_round.0).map(limit(LimitKind::LeastPerRound)),
        of.per_round.1.map(limit(LimitKind::MostPerRound)),
        at_least(of.in_all.0).map(limit(LimitKind::LeastInAll)),
        of.in_all.1.map(limit(LimitKind::MostInAll)),
    ];
    all.into_iter().flatten().collect()
}

/// Whether there are numbers that fill every place within some of the limits.
fn is_possible(task: &QuotaTask, kept: &BTreeSet<QuotaLimit>, backend: Backend) -> Result<bool, QuotaError> {
    let units = task.units.iter().map(|unit| within(unit, kept)).collect();
    let stated = Stated::new(&QuotaTask { units, ..task.clone() });
    stated.is_possible(backend)
}

/// A unit with only those of its limits that are kept.
fn within(unit: &QuotaUnit, kept: &BTreeSet<QuotaLimit>) -> QuotaUnit {
    let people =
        |kind| kept.iter().find(|limit| (limit.unit, limit.kind) == (unit.unit, kind)).map(|limit| limit.people);
    let at_once = people(LimitKind::AtOnce);
    QuotaUnit {
        most_at_once: at_once.unwrap_or_else(|| unit.people.values().sum()),
        most_of_band: if at_once.is_some() { unit.most_of_band.clone() } else { unit.people.clone() },
        per_round: (people(LimitKind::LeastPerRound).unwrap_or(0), people(LimitKind::MostPerRound)),
        in_all: (people(LimitKind::LeastInAll).unwrap_or(0), people(LimitKind::MostInAll)),
        ..unit.clone()
    }
}
