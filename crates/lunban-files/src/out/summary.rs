//! `summary.txt`: a plan on a page, for the planner.

mod fairness;
pub(super) mod goals;
mod people;

pub(super) use goals::standing;

use std::collections::BTreeMap;

use lunban_core::{Language, Text, View, text};

use super::json::explanation;
use super::lines::Line;
use super::turns::Turn;
use super::{Outcome, told};

/// So many lines of a list are shown; the rest is counted.
const SHOWN: usize = 20;

/// So many teams are named on one line.
const TEAMS_SHOWN: usize = 8;

/// The page in one language.
pub(super) fn write(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> Vec<u8> {
    let mut sections = vec![brief(outcome, lines, language)];
    sections.extend(people::sections(outcome, lines, language));
    sections.push(fairness::section(outcome, lines, language));
    sections.join("\n").into_bytes()
}

/// What comes first on it: the plan, its goals, and what is short.
pub(super) fn brief(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> String {
    let view = View::new(outcome.problem, outcome.schedule);
    let open = outcome.problem.posts().iter().map(|post| view.open(post.id)).sum();
    let sections = [
        head(outcome, open, language),
        goals::section(outcome, language),
        waivers(lines, language),
        open_seats(lines, open, language),
        standby_short(outcome, language),
        why(outcome, language),
    ];
    let filled: Vec<String> = sections.into_iter().filter(|section| !section.is_empty()).collect();
    filled.join("\n")
}

/// A heading with the lines under it.
fn titled(title: &Text, body: &str, language: Language) -> String {
    format!("{}\n\n{body}", title.to(language))
}

/// What the plan is of; `open` seats are open on some day.
fn head(outcome: &Outcome<'_>, open: u32, language: Language) -> String {
    let campaign = outcome.problem.campaign();
    let (rounds, span) = (campaign.calendar().rounds().len(), campaign.span());
    let (teams, people) = (campaign.teams().len(), campaign.people().len());
    let seats: u32 = outcome.problem.posts().iter().map(|post| post.seats).sum();
    let filled = seats - open;
    let mut said = vec![
        Text::plain(campaign.name()),
        Text::plain(""),
        text!("  rounds  {rounds}, {span}", "  轮次  {rounds}轮，{span}"),
        text!("  teams   {teams}", "  组数  {teams}"),
        text!("  people  {people}", "  人员  {people}人"),
        text!("  seats   {seats}: {filled} filled, {open} open", "  席位  {seats}：已排{filled}，空缺{open}"),
    ];
    if outcome.stopped {
        said.push(text!("  stopped early: the best schedule so far", "  提前停止：为当前最好方案"));
    }
    said.iter().flat_map(|line| [line.to(language), "\n"]).collect()
}

/// How many waivers, and who holds a seat by one.
fn waivers(lines: &[Line<'_>], language: Language) -> String {
    let waived: Vec<&Line<'_>> = lines.iter().filter(|line| line.waiver).collect();
    if waived.is_empty() {
        return String::new();
    }
    let count = waived.len();
    let said = waived.iter().map(|line| {
        let turn = Turn::of(line.post);
        let (team, seat, rank) = (&line.team().id, line.seat(), line.rank());
        let who = line.who();
        text!("{turn}  {team} {seat}: {who}, {rank}", "{turn}  {team} {seat}：{who}，{rank}")
    });
    titled(&text!("Waivers of rank: {count}", "职级豁免：{count}项"), &listed(said, language), language)
}

/// Open seats, those of one turn, kind and role together.
fn open_seats(lines: &[Line<'_>], open: u32, language: Language) -> String {
    if open == 0 {
        return String::new();
    }
    let mut groups: BTreeMap<_, Vec<&Line<'_>>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.holder.is_none()) {
        let post = line.post;
        groups.entry((post.round.is_none(), Turn::of(post), post.kind, post.role)).or_default().push(line);
    }
    let said = groups.values().map(|lines| {
        let (turn, kind, seat, seats) = (Turn::of(lines[0].post), lines[0].kind(), lines[0].seat(), lines.len());
        let teams = teams(lines);
        text!("{turn}  {kind} {seat}, {seats} open: {teams}", "{turn}  {kind} {seat}，空缺{seats}席：{teams}")
    });
    titled(&text!("Open seats: {open}", "空缺席位：{open}席"), &listed(said, language), language)
}

/// Where fewer people are on standby than the rule `reserve` asks for.
fn standby_short(outcome: &Outcome<'_>, language: Language) -> String {
    let short = || outcome.audit.findings.iter().filter(|finding| finding.rule == "reserve");
    let missing: i64 = short().map(|finding| finding.amount).sum();
    if missing == 0 {
        return String::new();
    }
    let title = text!("Standby short: {missing}", "备勤不足：缺{missing}人次");
    titled(&title, &listed(short().map(|finding| finding.about.says.clone()), language), language)
}

/// What keeps seats open, or asks for waivers, and what would mend it.
fn why(outcome: &Outcome<'_>, language: Language) -> String {
    match told(&explanation(outcome), language) {
        nothing if nothing.is_empty() => nothing,
        facts => titled(&text!("Why", "原因"), &facts, language),
    }
}

/// The teams of these lines, each once, the first of them by name.
fn teams(lines: &[&Line<'_>]) -> String {
    let mut teams: Vec<&str> = lines.iter().map(|line| line.team().id.as_str()).collect();
    teams.dedup();
    let more = teams.len().saturating_sub(TEAMS_SHOWN);
    teams.truncate(TEAMS_SHOWN);
    let named = teams.join(" ");
    if more == 0 { named } else { format!("{named} +{more}") }
}

/// The first lines of a list, and how many more there are.
fn listed(lines: impl Iterator<Item = Text>, language: Language) -> String {
    let mut lines: Vec<Text> = lines.collect();
    let more = lines.len().saturating_sub(SHOWN);
    if more > 0 {
        lines.truncate(SHOWN);
        lines.push(text!("and {more} more", "另有{more}项"));
    }
    lines.iter().flat_map(|line| ["  ", line.to(language), "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut_and_the_rest_counted() {
        let said = listed((1..=23).map(|number| Text::plain(number.to_string())), Language::English);
        assert_eq!(said.lines().count(), SHOWN + 1);
        assert!(said.ends_with("  20\n  and 3 more\n"));
        let all = listed((1..=20).map(|number| Text::plain(number.to_string())), Language::English);
        assert!(all.ends_with("  20\n"));
    }
}
