//! What is to be said of a replan: for a program as data, for a person as a page.

use std::path::Path;

use lunban::change::Changed;
use lunban::replan::Trade;
use lunban::{Audit, DeploymentDraft, Language, Plan, text};
use lunban_files::{ChangesFile, Side, aligned, changes_page};
use serde::Serialize;

use crate::commands::history::Head;

/// A replan that is written.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    #[serde(flatten)]
    changes: ChangesFile,
    certificates: Vec<Bounded>,
    open: i64,
    trades: Vec<Bought>,
    /// People whose duties change.
    touched: usize,
    /// The day on which certificates of training end, where that is before the campaign does.
    #[serde(skip_serializing_if = "Option::is_none")]
    certificates_end: Option<String>,
    /// The record of it in the history.
    #[serde(skip_serializing_if = "Option::is_none")]
    history: Option<Head>,
}

/// One goal level with what is proven of it.
#[derive(Debug, Serialize)]
struct Bounded {
    level: usize,
    value: i64,
    bound: i64,
    proven: bool,
    /// Whether a level above is unproven, so that this one only holds given the values there.
    given_levels_above: bool,
}

/// What more change buys.
#[derive(Debug, Serialize)]
struct Bought {
    more: i64,
    levels: Vec<i64>,
}

impl Told {
    pub(super) fn of(
        changed: &Changed,
        planned: &Plan,
        file: ChangesFile,
        trades: &[Trade],
        deployment: &DeploymentDraft,
    ) -> Self {
        let proven = planned.certificates.iter().take_while(|certificate| certificate.is_proven()).count();
        let certificates = planned.certificates.iter().enumerate().map(|(position, certificate)| Bounded {
            level: position + 1,
            value: certificate.value,
            bound: certificate.bound,
            proven: certificate.is_proven(),
            given_levels_above: position > proven,
        });
        let mut touched: Vec<&String> =
            file.changes.iter().flat_map(|change| change.leaves.iter().chain(&change.joins)).collect();
        touched.sort_unstable();
        touched.dedup();
        let touched = touched.len();
        Self {
            certificates: certificates.collect(),
            open: open(changed, planned),
            trades: trades.iter().map(|trade| Bought { more: trade.more, levels: trade.levels.clone() }).collect(),
            touched,
            certificates_end: certificates_end(changed, deployment),
            history: None,
            changes: file,
        }
    }

    /// The same, with its record in the history, where it went into one.
    pub(super) fn recorded(self, history: Option<Head>) -> Self {
        Self { history, ..self }
    }

    pub(super) fn is_short(&self) -> bool {
        self.open > 0
    }

    pub(super) fn page(&self, folder: &Path, is_redacted: bool, language: Language) -> String {
        let mut page = changes_page(&self.changes, language) + &self.proven(language);
        if let Some(end) = &self.certificates_end {
            let says = text!(
                "\nCertificates of training end on {end}, before the campaign does\n",
                "\n培训证件有效期至{end}，早于任务结束\n"
            );
            page += says.to(language);
        }
        page += &self.bought(language);
        let folder = folder.display();
        let written = if is_redacted {
            text!("\nWritten: {folder}\n", "\n已写出：{folder}\n")
        } else {
            text!(
                "\nWritten: {folder}; its campaign/ is the campaign after the events\n",
                "\n已写出：{folder}；其中campaign/为事件之后的任务\n"
            )
        };
        page += written.to(language);
        if let Some(head) = &self.history {
            let (record, digits) = (head.record, head.digits());
            let says = text!("In the history: record {record}, {digits}\n", "已记入历史：第{record}条，{digits}\n");
            page += says.to(language);
        }
        page
    }

    fn proven(&self, language: Language) -> String {
        let row = |(level, proven): (&lunban_files::ChangedLevel, &Bounded)| {
            let gap = proven.value - proven.bound;
            let says = match (proven.proven, proven.given_levels_above) {
                (true, false) => text!("optimal", "最优"),
                (true, true) => text!("optimal given the levels above", "最优（在以上各层取现值时）"),
                (false, false) => text!("at most {gap} better", "至多可再降{gap}"),
                (false, true) => {
                    text!("at most {gap} better given the levels above", "至多可再降{gap}（在以上各层取现值时）")
                }
            };
            [level.level.to_string(), level.counts.clone(), proven.value.to_string(), says.to(language).to_owned()]
        };
        let rows: Vec<[String; 4]> = self.changes.levels.iter().zip(&self.certificates).map(row).collect();
        let title = text!("Goals", "目标");
        format!("\n{}\n\n{}", title.to(language), aligned(&[Side::Right, Side::Left, Side::Right, Side::Left], &rows))
    }

    /// What more change buys, level by level; what stays as it is goes without saying.
    fn bought(&self, language: Language) -> String {
        if self.trades.is_empty() {
            return String::new();
        }
        let nothing = text!("no level is better", "各级均无改善");
        let rows = self.trades.iter().flat_map(|trade| {
            let mut rows: Vec<[String; 4]> = self.differing(trade).collect();
            if rows.is_empty() {
                rows.push([String::new(), String::new(), nothing.to(language).to_owned(), String::new()]);
            }
            rows[0][0] = format!("+{}", trade.more);
            rows
        });
        let title = text!("What more change would buy", "多变更可换得");
        let sides = [Side::Right, Side::Right, Side::Left, Side::Left];
        format!("\n{}\n\n{}", title.to(language), aligned(&sides, &rows.collect::<Vec<_>>()))
    }

    /// The levels that come to something else than in the plan.
    fn differing<'t>(&'t self, trade: &'t Bought) -> impl Iterator<Item = [String; 4]> + 't {
        let levels = self.changes.levels.iter().zip(&self.certificates).zip(&trade.levels);
        let levels = levels.filter(|((_, planned), value)| planned.value != **value);
        levels.map(|((level, planned), value)| {
            [String::new(), level.level.to_string(), level.counts.clone(), format!("{} → {value}", planned.value)]
        })
    }
}

/// Seats that are open on a day from the first that may change on; others cannot be helped.
fn open(changed: &Changed, planned: &Plan) -> i64 {
    let count = changed.problem.campaign().rules().find_count("coverage.open");
    let findings = planned.audit.findings.iter().filter(|finding| count.is_some() && finding.count == count);
    let is_to_come = |span: Option<lunban::DateRange>| span.is_none_or(|span| span.last() >= changed.as_of);
    let open: Vec<&lunban::Finding> = findings.filter(|finding| is_to_come(finding.about.span)).collect();
    debug_assert!(Audit::values(&changed.problem, &planned.schedule).is_lawful());
    open.iter().map(|finding| finding.amount).sum()
}

fn certificates_end(changed: &Changed, deployment: &DeploymentDraft) -> Option<String> {
    let valid_to = deployment.logistics.training.as_ref()?.certificates.valid_to;
    (valid_to < changed.problem.campaign().span().last()).then(|| valid_to.to_string())
}
