//! Columns of rosters that no rule of the campaign looks at: kept and handed through, and the planner is told.

use std::collections::BTreeSet;

use lunban_core::{Campaign, PersonDraft, Table, text};

use crate::origin::{Origin, Source};
use crate::{Column, LocatedFault, Location};

/// A column, the rules that look at it, and whether a person has something in it.
type Use = (&'static str, &'static [&'static str], fn(&PersonDraft) -> bool);

const USES: &[Use] = &[
    ("gender", &["team-mix"], |person| person.gender.is_some()),
    ("home", &["recusal"], |person| !person.home.is_empty()),
    ("base", &["travel"], |person| !person.base.is_empty()),
    ("unavailable", &["availability"], |person| !person.unavailable.is_empty()),
    ("prefer", &["wishes"], |person| !person.prefer.is_empty()),
    ("avoid", &["wishes"], |person| !person.avoid.is_empty()),
    ("min", &["workload"], |person| person.min.is_some()),
    ("max", &["workload"], |person| person.max.is_some()),
    ("target", &["workload"], |person| person.target.is_some()),
    ("with", &["pairs"], |person| !person.with.is_empty()),
    ("apart", &["pairs"], |person| !person.apart.is_empty()),
    ("trained", &["training"], |person| person.trained.is_some()),
];

/// A warning for each such column, once, in the first roster that has it.
pub(super) fn columns(campaign: &Campaign, origin: &Origin) -> Vec<LocatedFault> {
    let sources = origin.sources(Table::People);
    let people = &campaign.draft().people;
    let is_unused = |rules: &[&str]| !rules.iter().any(|rule| campaign.rules().find(rule).is_some());
    let known = USES.iter().filter(|(_, rules, is_set)| is_unused(rules) && people.iter().any(is_set));
    let known = known.filter_map(|(field, ..)| {
        let source = sources.iter().find(|source| source.header.position(field).is_some())?;
        Some(warning(source, source.header.written(field)?))
    });
    known.chain(own(sources)).collect()
}

/// The units' own columns.
fn own(sources: &[Source]) -> impl Iterator<Item = LocatedFault> {
    let mut seen = BTreeSet::new();
    let columns = sources.iter().flat_map(|source| source.header.own().map(move |(_, header)| (source, header)));
    columns.filter(move |(_, header)| seen.insert(*header)).map(|(source, header)| warning(source, header))
}

fn warning(source: &Source, header: &str) -> LocatedFault {
    let place = Location::file(&source.file).line(source.header.line()).column(Column::Header(header.to_owned()));
    let expected = text!("not used by any rule; kept and handed through", "没有规则使用此列；原样保留");
    LocatedFault::warning("unused-column", place, header, expected)
}
