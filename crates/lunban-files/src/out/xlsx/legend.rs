//! What the colours mean, and the words over columns, which sheets have in common.

use lunban_core::rules::Phrase;
use lunban_core::{Language, Problem};

use crate::out::Outcome;
use crate::out::turns::Turn;
use crate::workbook::{Cell, Style};

/// The first two rows of a sheet: what the campaign is called and the sheet shows, then what the colours on it mean.
pub(super) fn top(
    outcome: &Outcome<'_>,
    title: Phrase,
    colours: &[(Phrase, Style)],
    language: Language,
) -> [Vec<Cell>; 2] {
    let name = outcome.problem.campaign().name();
    let title = [name, title.to(language)].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("　");
    let colours = colours.iter().map(|(word, style)| Cell::words(word.to(language), *style)).collect();
    [vec![Cell::words(title, Style::Title)], colours]
}

/// Words over columns.
pub(super) fn header(columns: &[Phrase], language: Language) -> Vec<Cell> {
    columns.iter().map(|column| Cell::words(column.to(language), Style::Header)).collect()
}

/// The words over the columns of turns, heavy rounds told apart: the round on the first line, its days below.
pub(super) fn turn_headers(turns: &[Turn], problem: &Problem, language: Language) -> Vec<Cell> {
    let calendar = problem.campaign().calendar();
    let header = |turn: &Turn| {
        let days = turn.span();
        let Some(round) = turn.round() else { return Cell::words(days.to_string(), Style::Header) };
        let number = round.number();
        let word = match language {
            Language::English => format!("r{number}\n{days}"),
            Language::Chinese => format!("第{number}轮\n{days}"),
        };
        let is_heavy = calendar.round(round).weight > 1;
        Cell::words(word, if is_heavy { Style::HeavyHeader } else { Style::Header })
    };
    turns.iter().map(header).collect()
}

/// What the colours of duties mean.
pub(super) mod colour {
    use super::{Phrase, Style};

    pub(in super::super) const LEADER: (Phrase, Style) = (Phrase::new("leads", "组长"), Style::Leader);
    pub(in super::super) const MEMBER: (Phrase, Style) = (Phrase::new("member", "成员"), Style::Member);
    pub(in super::super) const OPEN: (Phrase, Style) = (Phrase::new("open", "空缺"), Style::Open);
    pub(in super::super) const WAIVER: (Phrase, Style) = (Phrase::new("waiver", "豁免"), Style::Waiver);
    pub(in super::super) const BREACH: (Phrase, Style) = (Phrase::new("breach", "违规"), Style::Breach);
    pub(in super::super) const AWAY: (Phrase, Style) = (Phrase::new("away", "不可参加"), Style::Away);
    pub(in super::super) const HEAVY: (Phrase, Style) = (Phrase::new("heavy round", "重点轮次"), Style::HeavyHeader);
}
