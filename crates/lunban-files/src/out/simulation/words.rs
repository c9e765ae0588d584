//! A simulation in words.

use lunban_core::{Language, Text, text};

use super::{ReserveRecord, SimulationFile};
use crate::out::columns::{Side, aligned};

/// So many of what breaks are named.
const SHOWN: usize = 6;

/// The page in one language.
pub(super) fn page(file: &SimulationFile, language: Language) -> String {
    let mut sections = vec![head(file, language), reserves(file, language)];
    sections.extend(breaks(file, language));
    sections.extend(sample(file, language));
    sections.join("\n")
}

fn head(file: &SimulationFile, language: Language) -> String {
    let (trials, duties, rates) = (file.trials, file.duties, file.rates.join(", "));
    let dropouts = file.reserves.first().map_or(0, |reserve| reserve.dropouts);
    let each = per_trial(dropouts, trials);
    let says = text!(
        "The campaign played through {trials} times: of {duties} duties {each} are dropped out of each time, at rates {rates}",
        "整个行动模拟{trials}次：{duties}次任务中每次平均{each}次因故退出，退出率{rates}"
    );
    let open = file.open_before;
    let before = text!(
        "{open} seats are open before anybody drops out, and stay so: what follows is of the others",
        "有{open}席在任何人退出之前即空缺，始终如此；以下只计其余席位"
    );
    let before = if open > 0 { format!("{}\n", before.to(language)) } else { String::new() };
    format!("{}\n{before}", says.to(language))
}

/// A row for each reserve.
fn reserves(file: &SimulationFile, language: Language) -> String {
    let titles = [
        text!("on standby, of each rank", "各职级备勤人数"),
        text!("every seat filled", "席位全满"),
        text!("±", "±"),
        text!("open seats", "空缺席位"),
        text!("own unit", "本单位接任"),
        text!("other unit", "外单位接任"),
        text!("by moves", "多人调动"),
        text!("changes a round", "每轮变更"),
    ];
    let mut rows = vec![titles.map(|title| title.to(language).to_owned())];
    rows.extend(file.reserves.iter().map(|reserve| row(file, reserve, language)));
    let sides = [Side::Left, Side::Right, Side::Right, Side::Right, Side::Right, Side::Right, Side::Right, Side::Right];
    aligned(&sides, &rows)
}

fn row(file: &SimulationFile, reserve: &ReserveRecord, language: Language) -> [String; 8] {
    let each = |number: u64| per_trial(number, file.trials);
    let changes: u64 = reserve.changes.iter().sum();
    let rounds = u32::try_from(reserve.changes.len().max(1)).unwrap_or(u32::MAX);
    let (chance, margin) = chance(reserve.filled_trials, file.trials);
    [
        called(&reserve.reserve, language),
        format!("{:.1} %", 100.0 * chance),
        format!("{:.1}", 100.0 * margin),
        each(reserve.open),
        each(reserve.by_own_unit),
        each(reserve.by_others),
        each(reserve.by_moves),
        per_trial(changes, file.trials.saturating_mul(rounds)),
    ]
}

/// Who may be called up, in words.
pub(super) fn called(reserve: &str, language: Language) -> String {
    match reserve {
        "planned" => text!("as planned", "按计划").to(language).to_owned(),
        "everybody" => text!("everybody who can", "所有可任者").to(language).to_owned(),
        number => number.to_owned(),
    }
}

/// The share of trials, and half the width of the interval that holds the chance in 19 of 20 cases (Wilson, 1927).
pub(super) fn chance(filled: u32, trials: u32) -> (f64, f64) {
    const Z: f64 = 1.96;
    let n = f64::from(trials.max(1));
    let share = f64::from(filled) / n;
    let spread = (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    (share, Z * spread / (1.0 + Z * Z / n))
}

fn per_trial(number: u64, trials: u32) -> String {
    format!("{:.2}", number as f64 / f64::from(trials.max(1)))
}

/// Which rank and round break first, with the largest reserve that ever breaks.
fn breaks(file: &SimulationFile, language: Language) -> Option<String> {
    let reserve = file.reserves.iter().rev().find(|reserve| reserve.open > 0)?;
    let mut first: Vec<_> = reserve.breaks.iter().filter(|one| one.first_trials > 0).collect();
    first.sort_by_key(|one| (std::cmp::Reverse(one.first_trials), one.round));
    let who = called(&reserve.reserve, language);
    let title = text!("What breaks first, with on standby: {who}", "最先出现空缺之处（备勤：{who}）");
    let rows = first.iter().take(SHOWN).map(|one| {
        let Text { english, chinese } = match one.round {
            Some(round) => text!("round {round}", "第{round}轮"),
            None => text!("own dates", "自定日期"),
        };
        let (rank, times, open) = (&one.rank, one.first_trials, per_trial(one.open, file.trials));
        let says = text!(
            "{english}, {rank}: first in {times} trials, {open} seats open each time",
            "{chinese}，{rank}：{times}次最先空缺，平均空缺{open}席"
        );
        format!("  {}\n", says.to(language))
    });
    Some(format!("{}\n\n{}", title.to(language), rows.collect::<String>()))
}

fn sample(file: &SimulationFile, language: Language) -> Option<String> {
    let sample = &file.sample;
    let (events, better, fills) = (sample.events, sample.replan_better, sample.replan_fills);
    let on: Vec<String> = sample.better_on.iter().map(|(name, times)| format!("{name} {times}")).collect();
    let on = if on.is_empty() { String::new() } else { format!(" ({})", on.join(", ")) };
    let says = text!(
        "Of {events} single dropouts planned anew, {better} come out better than by the first who can take the seat{on}; in {fills} only planning anew fills every seat",
        "抽取{events}次单人退出重新编排：{better}次优于由首位可任者接任{on}；其中{fills}次只有重新编排才能排满"
    );
    (events > 0).then(|| format!("{}\n", says.to(language)))
}

#[cfg(test)]
mod tests {
    use lunban_core::Language;

    use super::{chance, page};
    use crate::out::simulation::{BreakRecord, ReserveRecord, SimulationFile};

    #[test]
    fn a_chance_has_the_margin_of_its_trials() {
        let (half, margin) = chance(500, 1000);
        assert!((half - 0.5).abs() < 1e-9 && (margin - 0.0309).abs() < 1e-3, "{margin}");
        // Never once is no proof of never.
        assert!(chance(0, 1000).1 > 0.0015);
    }

    #[test]
    fn what_breaks_first_is_named_in_both_languages() {
        let none = ReserveRecord {
            reserve: "1".to_owned(),
            of_rank: Some(1),
            filled_trials: 40,
            dropouts: 200,
            by_own_unit: 90,
            by_others: 30,
            by_moves: 20,
            open: 60,
            changes: vec![100, 40],
            breaks: vec![BreakRecord {
                round: Some(2),
                rank: "bureau".to_owned(),
                dropouts: 80,
                open: 60,
                first_trials: 60,
            }],
        };
        let all = ReserveRecord {
            reserve: "everybody".to_owned(),
            of_rank: None,
            filled_trials: 100,
            open: 0,
            breaks: Vec::new(),
            ..none.clone()
        };
        let file = SimulationFile {
            trials: 100,
            reserves: vec![none, all],
            ..SimulationFile::new("tiny", String::new(), (40, 2), vec!["0.05".to_owned()])
        };
        let english = page(&file, Language::English);
        assert!(english.contains("round 2, bureau: first in 60 trials, 0.60 seats open each time"), "{english}");
        assert!(english.contains("40.0 %") && english.contains("2 seats are open before"), "{english}");
        assert!(page(&file, Language::Chinese).contains("第2轮，bureau：60次最先空缺"));
    }
}
