//! A ranking for people: a legend of the levels, whoever can, and why others cannot.

use lunban::{Language, text};
use lunban_files::{Side, aligned};

use super::{Ranked, Ranking};

/// The first `limit` of those who can, and of those of the same unit who cannot; all, others who cannot among them, where there is no limit.
pub(super) fn page(ranking: &Ranking, limit: Option<usize>, language: Language) -> String {
    let (able, barred): (Vec<&Ranked>, Vec<&Ranked>) = ranking.candidates.iter().partition(|one| one.change.is_some());
    let (can, cannot) = (able.len(), barred.len());
    let title = text!("{can} can take the seat, {cannot} cannot", "可接任{can}人，不可接任{cannot}人");
    let mut page = title.to(language).to_owned() + "\n";
    if can > 0 {
        page += &changes(ranking, &able, limit, language);
    }
    let is_shown = |one: &&&Ranked| limit.is_none() || one.same_unit;
    let shown: Vec<&Ranked> = barred.iter().filter(is_shown).copied().collect();
    page += &bars(&shown, limit, language);
    let others = cannot - shown.len();
    if others > 0 {
        page += text!(
            "\nOf other units, {others} cannot; --all says why\n",
            "\n其他单位不可接任{others}人；--all列出原因\n"
        )
        .to(language);
    }
    page
}

/// So many of how many, where not all are shown.
fn of_all(shown: usize, all: usize, language: Language) -> String {
    let words = text!(": {shown} of {all}, all with --all", "：{all}人中的前{shown}人，--all列出全部");
    if shown < all { words.to(language).to_owned() } else { String::new() }
}

/// What each goal level changes by, under its number; what the numbers count stands above.
fn changes(ranking: &Ranking, able: &[&Ranked], limit: Option<usize>, language: Language) -> String {
    let shown = &able[..able.len().min(limit.unwrap_or(usize::MAX))];
    let levels = (1..).zip(&ranking.levels);
    let legend: Vec<[String; 2]> =
        levels.map(|(number, counts): (usize, _)| [number.to_string(), counts.clone()]).collect();
    let heads = [text!("person", "编号"), text!("name", "姓名"), text!("unit", "单位"), text!("rank", "职级")];
    let numbers = (1..=ranking.levels.len()).map(|number| number.to_string());
    let mut rows = vec![heads.iter().map(|head| head.to(language).to_owned()).chain(numbers).collect::<Vec<_>>()];
    rows.extend(shown.iter().map(|one| {
        let changes = one.change.iter().flatten().map(|change| format!("{change:+}"));
        who(one).into_iter().chain(changes).collect()
    }));
    let sides: Vec<Side> = [Side::Left; 4].into_iter().chain(ranking.levels.iter().map(|_| Side::Right)).collect();
    let of_levels = text!("Goal levels, and what they count", "各级目标及其所计");
    let title = text!("What each level changes by, against the seat staying open", "与席位空缺相比，各级目标的变化");
    let (title, of_all) = (title.to(language), of_all(shown.len(), able.len(), language));
    let legend = aligned(&[Side::Right, Side::Left], &legend);
    format!("\n{}\n\n{legend}\n{title}{of_all}\n\n{}", of_levels.to(language), aligned(&sides, &rows))
}

/// Why others cannot.
fn bars(barred: &[&Ranked], limit: Option<usize>, language: Language) -> String {
    let shown = &barred[..barred.len().min(limit.unwrap_or(usize::MAX))];
    if shown.is_empty() {
        return String::new();
    }
    let rows = shown.iter().map(|one| {
        let bars = one.bars.iter().map(|bar| format!("`{}`: {}", bar.rule, bar.says.to(language)));
        let mut row = who(one).to_vec();
        row.push(bars.collect::<Vec<_>>().join("; "));
        row
    });
    let title = match limit {
        Some(_) => text!("Of the same unit, but barred", "同单位但不可接任"),
        None => text!("Barred", "不可接任"),
    };
    let of_all = of_all(shown.len(), barred.len(), language);
    format!("\n{}{of_all}\n\n{}", title.to(language), aligned(&[Side::Left; 5], &rows.collect::<Vec<_>>()))
}

fn who(one: &Ranked) -> [String; 4] {
    [one.person.clone(), one.name.clone().unwrap_or_default(), one.unit.clone(), one.rank.clone()]
}
