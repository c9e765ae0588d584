//! The facts of a campaign as tables for a person.

use lunban::{Language, Text, text};
use lunban_files::{LocatedFault, Side, aligned, told};

use super::facts::{Facts, KindFacts};
use crate::page::{indented, titled};

/// The page in one language.
pub(super) fn write(facts: &Facts, language: Language) -> String {
    let sections = [
        (text!("Warnings", "提示"), located(&facts.warnings, language)),
        (
            text!("What would stop `territory` or `deploy`", "`territory`或`deploy`无法进行之处"),
            located(&facts.deployment, language),
        ),
        (text!("What cannot be filled", "无法满足"), shortages(facts, language)),
        (text!("Who could serve", "可任人员"), capacity(facts, language)),
        (text!("Rounds", "轮次"), rounds(facts, language)),
        (text!("Teams", "工作组"), kinds(facts, language)),
        (text!("People", "人员"), units(facts, language)),
        (text!("Units without people", "没有人员的单位"), without_people(facts)),
    ];
    format!("{}\n{}", facts.campaign, titled(&sections, language))
}

fn located(faults: &[LocatedFault], language: Language) -> String {
    indented(faults.iter().map(|fault| fault.to(language).replace('\n', "\n  ")))
}

/// What cannot be filled; or that nobody looked.
fn shortages(facts: &Facts, language: Language) -> String {
    let words = text!(
        "not looked at: there are more than 100,000 people times kinds of seat; plan it to see",
        "未检查：人数×席位类别超过10万；编排后可知"
    );
    indented((!facts.is_looked_at).then(|| words.to(language).to_owned())) + &told(&facts.shortages, language)
}

/// Each kind of seat on its dates: seats, who could hold them, and what keeps the others.
fn capacity(facts: &Facts, language: Language) -> String {
    let header = [
        text!("round", "轮次"),
        text!("seat", "席位"),
        text!("seats", "席位数"),
        text!("able", "可任"),
        text!("unwaived", "无须豁免"),
        text!("at once", "至多同时"),
        text!("fewest", "最少"),
        text!("team", "组"),
        text!("kept by one rule alone", "仅因一条规则不可任"),
    ];
    let rows = facts.capacity.iter().map(|seats| {
        let kept: Vec<String> = seats.kept.iter().map(|(rule, number)| format!("{rule} {number}")).collect();
        vec![
            seats.round.map_or_else(String::new, |round| round.to_string()),
            seats.seat.clone(),
            seats.seats.to_string(),
            seats.able.to_string(),
            seats.without_waiver.to_string(),
            seats.at_most.to_string(),
            seats.fewest.map_or_else(String::new, |fewest| fewest.to_string()),
            seats.narrowest_team.clone().unwrap_or_default(),
            kept.join(", "),
        ]
    });
    let (left, right) = (Side::Left, Side::Right);
    table(&[right, left, right, right, right, right, right, left, left], &header, rows, language)
}

fn rounds(facts: &Facts, language: Language) -> String {
    let header = [text!("round", "轮次"), text!("days", "日期"), text!("seats", "席位"), text!("weight", "权重")];
    let rows = facts.rounds.iter().map(|round| {
        let days = format!("{}/{}", round.start, round.end);
        vec![round.round.to_string(), days, round.seats.to_string(), round.weight.to_string()]
    });
    table(&[Side::Right, Side::Left, Side::Right, Side::Right], &header, rows, language)
}

fn kinds(facts: &Facts, language: Language) -> String {
    let header = [text!("kind", "组别"), text!("teams", "组数"), text!("seats in all teams", "各组席位合计")];
    let rows = facts.kinds.iter().map(|kind| {
        let own_dates = match kind.teams_with_own_dates {
            0 => String::new(),
            own => text!(" ({own} on dates of their own)", "（{own}组日期自定）").to(language).to_owned(),
        };
        vec![kind.kind.clone(), kind.teams.to_string(), seats(kind) + &own_dates]
    });
    table(&[Side::Left, Side::Right, Side::Left], &header, rows, language)
}

/// `28 leader + 60 member`
fn seats(kind: &KindFacts) -> String {
    let roles = kind.roles.iter().map(|role| format!("{} {}", role.seats, role.role));
    roles.collect::<Vec<_>>().join(" + ")
}

fn units(facts: &Facts, language: Language) -> String {
    let ranks = facts.ranks.iter().map(Text::plain);
    let header: Vec<Text> = [text!("unit", "单位"), Text::plain(""), text!("kind", "类型"), text!("people", "人数")]
        .into_iter()
        .chain(ranks)
        .collect();
    let row = |words: [&str; 3], people: &[usize]| {
        let sum = people.iter().sum::<usize>();
        let numbers = std::iter::once(&sum).chain(people).map(ToString::to_string);
        words.map(str::to_owned).into_iter().chain(numbers).collect::<Vec<_>>()
    };
    let all: Vec<usize> =
        (0..facts.ranks.len()).map(|rank| facts.units.iter().map(|unit| unit.people[rank]).sum()).collect();
    let total = row([text!("all", "合计").to(language), "", ""], &all);
    let rows = facts.units.iter().map(|unit| row([&unit.unit, &unit.name, &unit.kind], &unit.people));
    let numbers = std::iter::repeat_n(Side::Right, facts.ranks.len() + 1);
    let sides: Vec<Side> = [Side::Left; 3].into_iter().chain(numbers).collect();
    table(&sides, &header, rows.chain([total]), language)
}

fn without_people(facts: &Facts) -> String {
    let units = facts.units_without_people.join(" ");
    indented((!units.is_empty()).then_some(units))
}

fn table(sides: &[Side], header: &[Text], rows: impl Iterator<Item = Vec<String>>, language: Language) -> String {
    let header: Vec<String> = header.iter().map(|word| word.to(language).to_owned()).collect();
    aligned(sides, &std::iter::once(header).chain(rows).collect::<Vec<_>>())
}
