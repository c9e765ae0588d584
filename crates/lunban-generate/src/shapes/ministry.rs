//! What the campaigns of one ministry share: its ranks, the seats of its teams, its rules.

use std::collections::BTreeMap;

use lunban_core::{KindDraft, RanksDraft, SeatsDraft};
use toml::{Table, Value, toml};

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

/// The rules that all campaigns have in common, and those of one campaign: what it says of a rule stands beside or in place of what is common.
pub(crate) fn usual_rules(own: Table) -> BTreeMap<String, Table> {
    let mut usual = rules(toml! {
        [leader-rank]
        city = { rank = "司局级", at_least = "处级" }

        [workload]

        [rest]
        days = 14

        [unit-share]
        max_share = 0.35
        max_share_of_rank = 0.5

        [recusal]
        scope = "city"

        [no-return]

        [team-mix]
        require = [{ tag = "experienced", at_least = 1 }]
        max_same_unit = 2

        [fair-share]

        [heavy-rounds]

        [commended-first]

        [travel]

        [training]
    });
    for (rule, settings) in rules(own) {
        usual.entry(rule).or_default().extend(settings);
    }
    usual
}
