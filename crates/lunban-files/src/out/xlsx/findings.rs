//! Waivers of rank with who granted them, then everything that the audit found.

use lunban_core::rules::Phrase;
use lunban_core::{Finding, Language, PersonId, text};

use super::legend::header;
use crate::out::Outcome;
use crate::out::json::FindingRecord;
use crate::out::lines::Line;
use crate::out::turns::Turn;
use crate::workbook::{Cell, Sheet, Style};

/// The name of the sheet.
const NAME: Phrase = Phrase::new("Findings", "审核");

const WAIVERS: [Phrase; 9] = [
    Phrase::new("days", "日期"),
    Phrase::new("team", "组"),
    Phrase::new("seat", "席位"),
    Phrase::new("held by", "任职者"),
    Phrase::new("unit", "单位"),
    Phrase::new("rank", "职级"),
    Phrase::new("approved by", "批准人"),
    Phrase::new("date", "批准日期"),
    Phrase::new("reason", "事由"),
];

const FINDINGS: [Phrase; 9] = [
    Phrase::new("days", "日期"),
    Phrase::new("team", "组"),
    Phrase::new("seat", "席位"),
    Phrase::new("people", "有关人员"),
    Phrase::new("unit", "单位"),
    Phrase::new("rule", "规则"),
    Phrase::new("count", "计数"),
    Phrase::new("amount", "数量"),
    Phrase::new("words", "说明"),
];

const WIDTHS: [u16; 9] = [26, 12, 10, 30, 30, 16, 22, 12, 80];

/// The sheet.
pub(super) fn sheet(outcome: &Outcome<'_>, lines: &[Line<'_>], language: Language) -> Sheet {
    let title = |words: lunban_core::Text| vec![Cell::words(words.to(language), Style::Title)];
    let waived: Vec<&Line<'_>> = lines.iter().filter(|line| line.waiver).collect();
    let mut findings: Vec<&Finding> = outcome.audit.findings.iter().collect();
    findings.sort_by_key(|finding| finding.count.is_some());
    let (waivers, found) = (waived.len(), findings.len());
    let mut rows = vec![title(text!("Waivers of rank: {waivers}", "职级豁免：{waivers}项"))];
    if waivers > 0 {
        rows.push(header(&WAIVERS, language));
        rows.extend(waived.into_iter().map(|line| waiver(outcome, line)));
    }
    rows.push(Vec::new());
    rows.push(title(text!("Findings of the audit: {found}", "审核结果：{found}条")));
    rows.push(header(&FINDINGS, language));
    let filter = u32::try_from(rows.len() - 1).ok();
    rows.extend(findings.into_iter().map(|found| finding(outcome, found, language)));
    Sheet { name: NAME.to(language).to_owned(), rows, widths: WIDTHS.to_vec(), filter, ..Sheet::default() }
}

fn waiver(outcome: &Outcome<'_>, line: &Line<'_>) -> Vec<Cell> {
    let granted = outcome.problem.campaign().waiver_for(line.post);
    let words = |words: &str| Cell::words(words, Style::Plain);
    let date = granted.and_then(|waiver| waiver.date);
    vec![
        words(&Turn::of(line.post).to_string()),
        words(&line.team().id),
        words(line.seat()),
        words(&line.who()),
        words(line.unit().map_or("", |unit| unit.name.as_str())),
        words(line.rank()),
        words(granted.map_or("", |waiver| waiver.approved_by.as_str())),
        date.map_or_else(|| words(""), |date| Cell::day(date, Style::Plain)),
        Cell::words(granted.map_or("", |waiver| waiver.reason.as_str()), Style::Wrapped),
    ]
}

fn finding(outcome: &Outcome<'_>, finding: &Finding, language: Language) -> Vec<Cell> {
    let campaign = outcome.problem.campaign();
    let record = FindingRecord::of(outcome.problem, finding);
    let style = if finding.count.is_none() { Style::Breach } else { Style::Plain };
    let words = |words: &str| Cell::words(words, style);
    let days = finding.about.span.map(|span| span.to_string()).unwrap_or_default();
    let round = finding.about.round.map(|round| format!("r{} ", round.number())).unwrap_or_default();
    let name = |person: PersonId| {
        let person = campaign.person(person);
        if outcome.redact { person.id.clone() } else { format!("{} {}", person.id, person.name) }
    };
    let people: Vec<String> = finding.about.people.iter().map(|&person| name(person)).collect();
    vec![
        words((round + &days).trim_end()),
        words(record.team.as_deref().unwrap_or_default()),
        words(record.seat.as_deref().unwrap_or_default()),
        words(&people.join("、")),
        words(finding.about.unit.map_or("", |unit| campaign.unit(unit).name.as_str())),
        words(&record.rule),
        words(record.count.as_deref().unwrap_or_default()),
        Cell::number(record.amount, style),
        Cell::words(finding.about.says.to(language), if finding.count.is_none() { style } else { Style::Wrapped }),
    ]
}
