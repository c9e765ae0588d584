//! `board.csv`: teams by rounds with names in the cells, as such tables look in a notice.

use std::collections::BTreeMap;

use lunban_core::rules::Phrase;
use lunban_core::{Language, TeamId};

use super::Outcome;
use super::cells::{csv, titles, words};
use super::lines::Line;
use super::turns::{Turn, turns};

/// What stands in the place of a name where nobody serves.
const OPEN: &str = "（空缺）";

/// The columns before those of the turns.
const TEAM: [Phrase; 3] = [Phrase::new("team", "组"), Phrase::new("city", "城市"), Phrase::new("kind", "类型")];

/// The table: a row a team, a column a turn, the leader first in each cell and open seats last of their role.
pub(super) fn write(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> Vec<u8> {
    let campaign = outcome.problem.campaign();
    let turns = turns(outcome.problem);
    let mut header = titles(&TEAM, language);
    header.extend(turns.iter().map(Turn::to_string));
    let names = names(lines);
    let rows = campaign.teams().iter().enumerate().map(|(position, team)| {
        let (city, kind) = (campaign.places().place(team.city), campaign.kind(team.kind));
        let mut row = words([&team.id, &city.name, &kind.name]);
        row.extend(turns.iter().map(|turn| names.get(&(TeamId::at(position), *turn)).cloned().unwrap_or_default()));
        row
    });
    csv(std::iter::once(header).chain(rows))
}

/// The names of each team's people in each turn.
fn names(lines: &[Line<'_>]) -> BTreeMap<(TeamId, Turn), String> {
    let mut seated: Vec<&Line<'_>> = lines.iter().collect();
    seated.sort_by_key(|line| (line.post.id, line.holder.is_none(), line.holder, line.span));
    let mut names: BTreeMap<(TeamId, Turn), Vec<String>> = BTreeMap::new();
    for line in seated {
        names.entry((line.post.team, Turn::of(line.post))).or_default().push(name(line));
    }
    names.into_iter().map(|(key, names)| (key, names.join("、"))).collect()
}

/// A name, with the dates where they are not all those of the turn.
fn name(line: &Line<'_>) -> String {
    let name = if line.holder.is_some() { line.name_or_id() } else { OPEN };
    if line.is_whole() { name.to_owned() } else { format!("{name}({})", line.span) }
}
