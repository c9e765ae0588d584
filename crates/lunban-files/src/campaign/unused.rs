//! What a campaign has but does not use, and the planner is told: columns of rosters that no rule looks at, kept and handed through; units
//! that some team draws on but that have nobody.

use std::collections::BTreeSet;

use lunban_core::{Campaign, PersonDraft, Source as Drawn, Spot, Table, Text, Unit, text};

use crate::LocatedFault;
use crate::origin::{Origin, Source};

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
        Some(warning(source, source.header.written(field)?, None))
    });
    known.chain(own(sources)).collect()
}

/// A warning for each unit without people that some team draws on; `rows` are the units as their table has them.
pub(super) fn units(campaign: &Campaign, rows: &[String], origin: &Origin) -> Vec<LocatedFault> {
    let draws_on = |unit: &Unit| {
        let is_of_kind = |source: &Drawn| matches!(source, Drawn::UnitKind(kind) if *kind == unit.kind);
        let mut sources = campaign.teams().iter().map(|team| &campaign.kind(team.kind).from);
        sources.any(|sources| sources.is_empty() || sources.iter().any(is_of_kind))
    };
    let idle = campaign.units().iter().filter(|unit| unit.people.is_empty() && draws_on(unit));
    let warnings = idle.filter_map(|unit| {
        let row = rows.iter().position(|row| *row == unit.id)?;
        let place = origin.locate(&Spot::Cell { table: Table::Units, row, field: "unit" });
        let expected = text!(
            "teams may draw on this unit, but no roster has anybody of it",
            "有组从此单位抽人，但名单中没有该单位人员"
        );
        let maybe =
            text!("its roster is missing, or in a file that is not read", "补上其名单；也可能名单在未读取的文件中");
        Some(LocatedFault::warning("unit-without-people", place, &unit.id, expected).maybe(maybe))
    });
    warnings.collect()
}

/// The units' own columns.
fn own(sources: &[Source]) -> impl Iterator<Item = LocatedFault> {
    let mut seen = BTreeSet::new();
    let columns = sources.iter().flat_map(|source| source.header.own().map(move |(_, header)| (source, header)));
    let first = columns.filter(move |(_, header)| seen.insert(*header));
    first.map(|(source, header)| warning(source, header, source.header.resembled(header)))
}

fn warning(source: &Source, header: &str, resembled: Option<&str>) -> LocatedFault {
    let place = source.header.head(header);
    let expected = text!("not used by any rule; kept and handed through", "没有规则使用此列；原样保留");
    let maybe = resembled.map(|known| Text::plain(format!("`{known}`")));
    LocatedFault::warning("unused-column", place, header, expected).maybe(maybe)
}
