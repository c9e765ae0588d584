//! `command.csv` and `command.txt`: who coordinates whom in each round.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use lunban_core::logistics::{Command, Office};
use lunban_core::{Language, RoundId, TeamId, text};

use super::Deployment;
use crate::out::called::TeamNames;
use crate::out::cells::{csv, words};

const COLUMNS: [&str; 9] =
    ["round", "start", "end", "team", "city", "reports_to", "leader", "leader_name", "leader_phone"];

pub(super) fn write(of: &Deployment<'_>, command: &Command, language: Language) -> BTreeMap<PathBuf, Vec<u8>> {
    BTreeMap::from([
        (PathBuf::from("command.csv"), table(of, command)),
        (PathBuf::from("command.txt"), tree(of, command, language).into_bytes()),
    ])
}

/// A row for each team and round; a team led by two in one round has two rows.
fn table(of: &Deployment<'_>, command: &Command) -> Vec<u8> {
    let campaign = of.campaign();
    let mut rows = vec![words(COLUMNS)];
    for round in campaign.calendar().ids() {
        let span = campaign.calendar().round(round).span;
        for position in (0..campaign.teams().len()).filter(|position| campaign.teams()[*position].dates.is_none()) {
            let team = campaign.team(TeamId::at(position));
            let above = match command.above(TeamId::at(position)) {
                Office::Centre => "",
                Office::Team(above) => &campaign.team(above).id,
            };
            let leaders = Command::leaders(of.problem, of.schedule, TeamId::at(position), round);
            let mut called: Vec<[&str; 3]> = leaders.into_iter().map(|leader| of.called(leader)).collect();
            if called.is_empty() {
                called.push([""; 3]);
            }
            for [leader, name, phone] in called {
                let (start, end) = (span.first().to_string(), span.last().to_string());
                let city = &campaign.places().place(team.city).name;
                rows.push(words([
                    &round.number().to_string(),
                    &start,
                    &end,
                    &team.id,
                    city,
                    above,
                    leader,
                    name,
                    phone,
                ]));
            }
        }
    }
    csv(rows)
}

/// The tree with the leaders of each round.
fn tree(of: &Deployment<'_>, command: &Command, language: Language) -> String {
    let campaign = of.campaign();
    let names = TeamNames::of(campaign);
    let mut page = format!("{}\n", campaign.name());
    for round in campaign.calendar().ids() {
        let (number, span) = (round.number(), campaign.calendar().round(round).span);
        let title = text!("Round {number}, {span}", "第{number}轮，{span}");
        let office = text!("office", "巡查协调办公室");
        let _ = write!(page, "\n{}\n{}\n", title.to(language), office.to(language));
        for team in command.below(Office::Centre) {
            let _ = writeln!(page, "├─ {}", line(of, &names, (team, round), language));
            for inner in command.below(Office::Team(team)) {
                let _ = writeln!(page, "│  ├─ {}", line(of, &names, (inner, round), language));
            }
        }
    }
    page
}

fn line(of: &Deployment<'_>, names: &TeamNames<'_>, (team, round): (TeamId, RoundId), language: Language) -> String {
    let leaders = Command::leaders(of.problem, of.schedule, team, round);
    let leaders: Vec<String> = leaders
        .into_iter()
        .map(|leader| {
            let [id, name, _] = of.called(leader);
            if name.is_empty() { id.to_owned() } else { format!("{name} {id}") }
        })
        .collect();
    let nobody = text!("(open)", "（空缺）");
    let who = if leaders.is_empty() { nobody.to(language).to_owned() } else { leaders.join(", ") };
    format!("{} {}  {who}", of.campaign().team(team).id, names.name(team).to(language))
}
