//! What the campaigns of one ministry share: its ranks, the seats of its teams, its rules.

use std::collections::BTreeMap;

use lunban_core::{KindDraft, RanksDraft, SeatsDraft};
use toml::{Table, Value};

/// Ranks, low to high, and the words that units write for them.
pub(crate) fn ranks() -> RanksDraft {
    let aliases = [
        ("司级", "司局级"),
        ("局级", "司局级"),
        ("司(局)级", "司局级"),
        ("司（局）级", "司局级"),
        ("司长", "司局级"),
        ("处长", "处级"),
        ("科长", "科级"),
    ];
    RanksDraft {
        order: ["科员", "科级", "处级", "司局级"].map(str::to_owned).to_vec(),
        aliases: aliases.into_iter().map(|(alias, rank)| (alias.to_owned(), rank.to_owned())).collect(),
    }
}

/// A kind of team that draws on the direct units: one seat for each of its leading roles, the rest for members.
pub(crate) fn kind(name: &str, leading: &[&str]) -> KindDraft {
    let leading = leading.iter().map(|role| ((*role).to_owned(), SeatsDraft::Fixed(1)));
    KindDraft {
        name: name.to_owned(),
        seats: leading.chain([("member".to_owned(), SeatsDraft::Rest)]).collect(),
        from: vec!["direct".to_owned()],
    }
}

/// Rules from a table of their settings.
pub(crate) fn rules(table: Table) -> BTreeMap<String, Table> {
    let settings = |(id, settings)| match settings {
        Value::Table(settings) => Some((id, settings)),
        _ => None,
    };
    table.into_iter().filter_map(settings).collect()
}
