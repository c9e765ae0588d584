//! How many people there are: of each rank in each unit, with each tag in each kind of unit.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::{Draft, PersonDraft, UnitDraft};

use crate::Profile;
use crate::apportion::{apportion, apportion_at_least};

/// The numbers of a roster, without its people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Census {
    /// By unit id.
    units: BTreeMap<String, UnitCount>,
    /// People of a kind of unit who bear a tag.
    tags: BTreeMap<(String, String), u32>,
}

/// The people of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
struct UnitCount {
    kind: String,
    is_resident: bool,
    /// Ranks, highest first, with their people.
    ranks: Vec<(String, u32)>,
}

impl Census {
    /// The numbers that a profile plans for the units of a draft: those of residents in proportion to headcount.
    pub(crate) fn planned(draft: &Draft, profile: &Profile) -> Self {
        let mut census = Self::without_people(draft);
        census.plan_residents(draft, profile);
        census.plan_pools(draft, profile);
        census
    }

    /// The numbers of the roster that a draft has. People of units or ranks that it does not name are left out.
    pub(crate) fn taken(draft: &Draft) -> Self {
        let mut census = Self::without_people(draft);
        for person in &draft.people {
            let Some(unit) = find_unit(draft, &person.unit) else { continue };
            let rank = draft.ranks.aliases.get(&person.rank).unwrap_or(&person.rank);
            let counted = census.units.get_mut(&unit.unit).into_iter().flat_map(|counted| &mut counted.ranks);
            for (_, people) in counted.filter(|(name, _)| name == rank) {
                *people += 1;
            }
            for tag in person.tags.iter().collect::<BTreeSet<_>>() {
                *census.tags.entry((unit.kind.clone(), tag.clone())).or_default() += 1;
            }
        }
        census
    }

    fn without_people(draft: &Draft) -> Self {
        let resident_kinds = resident_kinds(draft);
        let ranks: Vec<(String, u32)> = draft.ranks.order.iter().rev().map(|rank| (rank.clone(), 0)).collect();
        let count = |unit: &UnitDraft| UnitCount {
            kind: unit.kind.clone(),
            is_resident: resident_kinds.contains(unit.kind.as_str()),
            ranks: ranks.clone(),
        };
        let units = draft.units.iter().map(|unit| (unit.unit.clone(), count(unit))).collect();
        Self { units, tags: BTreeMap::new() }
    }

    fn plan_residents(&mut self, draft: &Draft, profile: &Profile) {
        let headcounts: BTreeMap<&str, u32> =
            draft.units.iter().map(|unit| (unit.unit.as_str(), unit.headcount.unwrap_or(1))).collect();
        let mut units: Vec<(&String, &mut UnitCount)> =
            self.units.iter_mut().filter(|(_, unit)| unit.is_resident).collect();
        let weights: Vec<u32> = units.iter().map(|(id, _)| headcounts[id.as_str()]).collect();
        let people = apportion_at_least(profile.residents, &weights, profile.least_per_unit);
        let planned = ranks_of(&people, profile, draft.ranks.order.len());
        for ((_, unit), planned) in units.iter_mut().zip(planned) {
            for ((_, people), planned) in unit.ranks.iter_mut().zip(planned) {
                *people = planned;
            }
        }
        let kinds: BTreeSet<String> = units.iter().map(|(_, unit)| unit.kind.clone()).collect();
        for kind in kinds {
            let of_kind = units.iter().zip(&people).filter(|((_, unit), _)| unit.kind == kind);
            let people: u32 = of_kind.map(|(_, people)| people).sum();
            for (tag, share) in &profile.tags {
                self.tags.insert((kind.clone(), (*tag).to_owned()), share.of(people));
            }
        }
    }

    fn plan_pools(&mut self, draft: &Draft, profile: &Profile) {
        for unit in draft.units.iter().filter(|unit| profile.pools.contains(&unit.kind.as_str())) {
            let Some(counted) = self.units.get_mut(&unit.unit).filter(|counted| !counted.is_resident) else { continue };
            for ((_, people), planned) in counted.ranks.iter_mut().zip(&profile.pool_ranks) {
                *people = *planned;
            }
            let people: u32 = counted.ranks.iter().map(|(_, people)| people).sum();
            *self.tags.entry((unit.kind.clone(), unit.kind.clone())).or_default() += people;
        }
    }

    /// Everybody counted: ids, units and ranks, the highest rank of each unit first.
    pub(crate) fn people(&self) -> Vec<PersonDraft> {
        let of_unit = |(id, unit): (&String, &UnitCount)| {
            let ranks: Vec<&String> =
                unit.ranks.iter().flat_map(|(rank, people)| std::iter::repeat_n(rank, *people as usize)).collect();
            let person = |(position, rank): (usize, &String)| PersonDraft {
                id: format!("{id}-{:04}", position + 1),
                unit: id.clone(),
                rank: rank.clone(),
                ..PersonDraft::default()
            };
            ranks.into_iter().enumerate().map(person).collect::<Vec<_>>()
        };
        self.units.iter().flat_map(of_unit).collect()
    }

    /// Whether a unit sends residents.
    pub(crate) fn is_resident(&self, unit: &str) -> bool {
        self.units.get(unit).is_some_and(|unit| unit.is_resident)
    }

    /// The kind of a unit.
    pub(crate) fn kind_of(&self, unit: &str) -> &str {
        self.units.get(unit).map_or("", |unit| &unit.kind)
    }

    /// The units, by id.
    pub(crate) fn units(&self) -> impl Iterator<Item = &str> {
        self.units.keys().map(String::as_str)
    }

    /// Kinds of unit, tags, and how many people of the kind bear the tag.
    pub(crate) fn tags(&self) -> impl Iterator<Item = (&str, &str, u32)> {
        self.tags.iter().map(|((kind, tag), people)| (kind.as_str(), tag.as_str(), *people))
    }
}

/// The people of each rank, highest first, in units of so many people: the leaders in proportion, the others on two ranks.
fn ranks_of(people: &[u32], profile: &Profile, ranks: usize) -> Vec<Vec<u32>> {
    let Some(lowest) = ranks.checked_sub(1) else { return vec![Vec::new(); people.len()] };
    let mut of_rank = vec![vec![0; people.len()]; ranks];
    let mut left = people.to_vec();
    for (rank, &total) in profile.leaders.iter().enumerate().take(lowest) {
        of_rank[rank] = take(&mut left, &apportion(total, people));
    }
    let next = profile.leaders.len().min(lowest);
    if next < lowest {
        let total = profile.next_rank.of(left.iter().sum());
        let wanted = apportion(total, &left);
        of_rank[next] = take(&mut left, &wanted);
    }
    of_rank[(next + 1).min(lowest)] = left;
    (0..people.len()).map(|unit| of_rank.iter().map(|of_rank| of_rank[unit]).collect()).collect()
}

/// Takes from each unit what is wanted, or what is left.
fn take(left: &mut [u32], wanted: &[u32]) -> Vec<u32> {
    let of_unit = |(left, wanted): (&mut u32, &u32)| {
        let taken = (*left).min(*wanted);
        *left -= taken;
        taken
    };
    left.iter_mut().zip(wanted).map(of_unit).collect()
}

/// The unit that a roster calls by its id or its name.
fn find_unit<'a>(draft: &'a Draft, word: &str) -> Option<&'a UnitDraft> {
    let by_id = draft.units.iter().find(|unit| unit.unit == word);
    by_id.or_else(|| draft.units.iter().find(|unit| unit.name == word))
}

/// The kinds of unit that teams which follow the rounds draw on; every kind where such teams name only tags, or nothing.
fn resident_kinds(draft: &Draft) -> BTreeSet<&str> {
    let is_irregular = |kind: &str| draft.teams.iter().any(|team| team.dates.is_some() && team.kind == kind);
    let regular = || draft.kinds.iter().filter(|kind| !is_irregular(&kind.name));
    let is_named = |kind: &str| regular().any(|team| team.from.iter().any(|word| word == kind));
    let kinds: BTreeSet<&str> = draft.units.iter().map(|unit| unit.kind.as_str()).collect();
    let named: BTreeSet<&str> = kinds.iter().copied().filter(|kind| is_named(kind)).collect();
    if named.is_empty() || regular().any(|kind| kind.from.is_empty()) { kinds } else { named }
}
