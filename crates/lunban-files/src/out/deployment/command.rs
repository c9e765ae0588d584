//! `command.csv` and `command.txt`: who coordinates whom in each round, and on the dates of teams that have their own.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use lunban_core::logistics::{Command, Office};
use lunban_core::rules::Phrase;
use lunban_core::{Campaign, DateRange, Language, RoundId, Team, TeamId, text};

use super::Deployment;
use crate::out::called::TeamNames;
use crate::out::cells::{csv, titles, words};

const COLUMNS: [Phrase; 9] = [
    Phrase::new("round", "轮次"),
    Phrase::new("start", "开始"),
    Phrase::new("end", "结束"),
    Phrase::new("team", "组"),
    Phrase::new("city", "城市"),
    Phrase::new("reports_to", "上级组"),
    Phrase::new("leader", "组长编号"),
    Phrase::new("leader_name", "组长"),
    Phrase::new("leader_phone", "组长电话"),
];

pub(super) fn write(of: &Deployment<'_>, command: &Command, language: Language) -> BTreeMap<PathBuf, Vec<u8>> {
    BTreeMap::from([
        (PathBuf::from("command.csv"), table(of, command, language)),
        (PathBuf::from("command.txt"), tree(of, command, language).into_bytes()),
    ])
}

/// Teams that are there together: those of a round, or one with dates of its own.
struct Turn {
    round: Option<RoundId>,
    span: DateRange,
    teams: Vec<TeamId>,
}

/// Round by round, then the teams with dates of their own, by dates.
fn turns(campaign: &Campaign) -> Vec<Turn> {
    let teams = || (0..campaign.teams().len()).map(TeamId::at);
    let of_rounds: Vec<TeamId> = teams().filter(|&team| campaign.team(team).dates.is_none()).collect();
    let rounds = campaign.calendar().ids().map(|round| Turn {
        round: Some(round),
        span: campaign.calendar().round(round).span,
        teams: of_rounds.clone(),
    });
    let own =
        teams().filter_map(|team| Some(Turn { round: None, span: campaign.team(team).dates?, teams: vec![team] }));
    let mut own: Vec<Turn> = own.collect();
    own.sort_by_key(|turn| turn.span);
    rounds.chain(own).collect()
}

/// A row for each team and its dates; a team led by two on them has two rows.
fn table(of: &Deployment<'_>, command: &Command, language: Language) -> Vec<u8> {
    let mut rows = vec![titles(&COLUMNS, language)];
    for Turn { round, span, teams } in turns(of.campaign()) {
        for team in teams {
            rows.extend(rows_of(of, command, team, (round, span)));
        }
    }
    csv(rows)
}

fn rows_of(
    of: &Deployment<'_>,
    command: &Command,
    team: TeamId,
    (round, span): (Option<RoundId>, DateRange),
) -> Vec<Vec<String>> {
    let campaign = of.campaign();
    let above = match command.above(team) {
        Office::Centre => "",
        Office::Team(above) => &campaign.team(above).id,
    };
    let leaders = Command::leaders(of.problem, of.schedule, team, span);
    let mut called: Vec<[&str; 3]> = leaders.into_iter().map(|leader| of.called(leader)).collect();
    if called.is_empty() {
        called.push([""; 3]);
    }
    let round = round.map(|round| round.number().to_string()).unwrap_or_default();
    let (start, end) = (span.first().to_string(), span.last().to_string());
    let Team { id, city, .. } = campaign.team(team);
    let city = &campaign.places().place(*city).name;
    let row = |[leader, name, phone]: [&str; 3]| words([&round, &start, &end, id, city, above, leader, name, phone]);
    called.into_iter().map(row).collect()
}

/// The tree with the leaders of each round, and of teams with dates of their own.
fn tree(of: &Deployment<'_>, command: &Command, language: Language) -> String {
    let campaign = of.campaign();
    let names = TeamNames::of(campaign);
    let mut page = format!("{}\n", campaign.name());
    for Turn { round, span, teams } in turns(campaign) {
        let title = match round.map(RoundId::number) {
            Some(number) => text!("Round {number}, {span}", "第{number}轮，{span}"),
            None => text!("{span}", "{span}"),
        };
        let office = text!("office", "巡查协调办公室");
        let _ = write!(page, "\n{}\n{}\n", title.to(language), office.to(language));
        let here = |above: Office| -> Vec<TeamId> {
            command.below(above).into_iter().filter(|team| teams.contains(team)).collect()
        };
        for (team, branch, trunk) in branches(&here(Office::Centre)) {
            let _ = writeln!(page, "{branch} {}", line(of, &names, (team, span), language));
            for (inner, branch, _) in branches(&here(Office::Team(team))) {
                let _ = writeln!(page, "{trunk}  {branch} {}", line(of, &names, (inner, span), language));
            }
        }
    }
    page
}

/// Teams with the branch each hangs on, and what goes on beside those below it.
fn branches(teams: &[TeamId]) -> impl Iterator<Item = (TeamId, &'static str, &'static str)> + '_ {
    let last = teams.len().saturating_sub(1);
    let branch = move |position: usize| if position == last { ("└─", " ") } else { ("├─", "│") };
    teams.iter().enumerate().map(move |(position, &team)| (team, branch(position).0, branch(position).1))
}

fn line(of: &Deployment<'_>, names: &TeamNames<'_>, (team, span): (TeamId, DateRange), language: Language) -> String {
    let leaders = Command::leaders(of.problem, of.schedule, team, span);
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
