//! The first sheet: what the plan is of, its goals with their certificates, and its rounds.

use lunban_core::rules::Phrase;
use lunban_core::{Language, Post, View};

use super::legend::header;
use crate::out::lines::Line;
use crate::out::summary::goals;
use crate::out::{Outcome, graded};
use crate::workbook::{Cell, Sheet, Style};

/// The name of the sheet.
const NAME: Phrase = Phrase::new("Overview", "总览");

const WIDTHS: [u16; 7] = [16, 48, 12, 12, 12, 14, 32];

const GOALS: [Phrase; 7] = [
    Phrase::new("goal", "目标层级"),
    Phrase::new("counts", "计数"),
    Phrase::new("value", "数值"),
    Phrase::new("bound", "下界"),
    Phrase::new("gap", "差距"),
    Phrase::new("shown by", "证明方式"),
    Phrase::new("certificate", "结论"),
];

const ROUNDS: [Phrase; 7] = [
    Phrase::new("round", "轮次"),
    Phrase::new("days", "日期"),
    Phrase::new("weight", "权重"),
    Phrase::new("seats", "席位"),
    Phrase::new("filled", "已排"),
    Phrase::new("open", "空缺"),
    Phrase::new("waivers", "豁免"),
];

/// The sheet.
pub(super) fn sheet(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> Sheet {
    let title = vec![vec![Cell::words(outcome.problem.campaign().name(), Style::Title)]];
    let view = View::new(outcome.problem, outcome.schedule);
    let sections = [
        title,
        facts(outcome, lines, &view, language),
        certificates(outcome, language),
        rounds(outcome, lines, &view, language),
        made(outcome, language),
    ];
    let rows = sections.join(&[Vec::new()][..]);
    Sheet { name: NAME.to(language).to_owned(), rows, widths: WIDTHS.to_vec(), ..Sheet::default() }
}

fn facts(outcome: &Outcome<'_>, lines: &[Line<'_>], view: &View<'_>, language: Language) -> Vec<Vec<Cell>> {
    let campaign = outcome.problem.campaign();
    let posts = || outcome.problem.posts().iter();
    let (seats, open) = (seats(posts()), open(view, posts()));
    let named =
        |english, chinese, value| vec![Cell::words(Phrase::new(english, chinese).to(language), Style::Label), value];
    let wanting = |count: i64, style| Cell::number(count, if count == 0 { Style::Good } else { style });
    let mut rows = vec![
        named("days", "日期", Cell::words(campaign.span().to_string(), Style::Fact)),
        named("rounds", "轮次", Cell::count(campaign.calendar().rounds().len(), Style::Fact)),
        named("teams", "组数", Cell::count(campaign.teams().len(), Style::Fact)),
        named("people", "人数", Cell::count(campaign.people().len(), Style::Fact)),
        named("seats", "席位", Cell::number(seats, Style::Fact)),
        named("open seats", "空缺席位", wanting(open.into(), Style::Open)),
        named("waivers of rank", "职级豁免", wanting(waivers(lines, |_| true), Style::Waiver)),
        named("hard rules broken", "违反硬规则", wanting(outcome.audit.breaches, Style::Breach)),
    ];
    if outcome.stopped {
        let words = Phrase::new("stopped early: the best schedule so far", "提前停止：为当前最好方案");
        rows.push(vec![Cell::words(words.to(language), Style::Remark)]);
    }
    rows
}

fn certificates(outcome: &Outcome<'_>, language: Language) -> Vec<Vec<Cell>> {
    let rows = graded(&outcome.certificates).enumerate().map(|(level, (certificate, given))| {
        let proven = if certificate.is_proven() { Style::Good } else { Style::Waiver };
        vec![
            Cell::count(level + 1, Style::Lead),
            Cell::words(goals::counts(certificate), Style::Wrapped),
            Cell::number(certificate.value, Style::Plain),
            Cell::number(certificate.bound, Style::Plain),
            Cell::number(certificate.gap(), Style::Plain),
            Cell::words(&certificate.proven_by, Style::Plain),
            Cell::words(goals::standing(certificate, given).to(language), proven),
        ]
    });
    std::iter::once(header(&GOALS, language)).chain(rows).collect()
}

fn rounds(outcome: &Outcome<'_>, lines: &[Line<'_>], view: &View<'_>, language: Language) -> Vec<Vec<Cell>> {
    let calendar = outcome.problem.campaign().calendar();
    let rows = calendar.ids().map(|id| {
        let (round, of_round) = (calendar.round(id), |post: &Post| post.round == Some(id));
        let posts = || outcome.problem.posts().iter().filter(|post| of_round(post));
        let (seats, open) = (seats(posts()), open(view, posts()));
        let wanting = |count: i64, style| Cell::number(count, if count == 0 { Style::Plain } else { style });
        vec![
            Cell::number(id.number(), Style::Lead),
            Cell::words(round.span.to_string(), Style::Plain),
            Cell::number(round.weight, if round.weight > 1 { Style::HeavyHeader } else { Style::Plain }),
            Cell::number(seats, Style::Plain),
            Cell::number(seats - open, Style::Plain),
            wanting(open.into(), Style::Open),
            wanting(waivers(lines, of_round), Style::Waiver),
        ]
    });
    std::iter::once(header(&ROUNDS, language)).chain(rows).collect()
}

/// What made the plan, and of what: the same again gives the same.
fn made(outcome: &Outcome<'_>, language: Language) -> Vec<Vec<Cell>> {
    let made = &outcome.made;
    let rows = [
        (Phrase::new("program", "程序"), format!("lunban {} ({})", made.version, made.backend)),
        (Phrase::new("seed", "种子"), made.seed.to_string()),
        (Phrase::new("campaign", "数据摘要"), made.campaign_hash.clone()),
    ];
    let row = |(name, value): (Phrase, String)| {
        vec![Cell::words(name.to(language), Style::Remark), Cell::words(value, Style::Remark)]
    };
    rows.map(row).to_vec()
}

fn seats<'p>(posts: impl Iterator<Item = &'p Post>) -> u32 {
    posts.map(|post| post.seats).sum()
}

fn open<'p>(view: &View<'_>, posts: impl Iterator<Item = &'p Post>) -> u32 {
    posts.map(|post| view.open(post.id)).sum()
}

fn waivers(lines: &[Line<'_>], of: impl Fn(&Post) -> bool) -> i64 {
    let count = lines.iter().filter(|line| line.waiver && of(line.post)).count();
    i64::try_from(count).unwrap_or(i64::MAX)
}
