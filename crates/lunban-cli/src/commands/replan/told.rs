//! What is to be said of a replan: for a program as data, for a person as a page.

use std::path::Path;

use lunban::change::Changed;
use lunban::replan::Trade;
use lunban::{Audit, DeploymentDraft, Language, Plan, text};
use lunban_files::{ChangesFile, Side, aligned, changes_page};
use serde::Serialize;

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
            changes: file,
        }
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
        page + written.to(language)
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

    fn bought(&self, language: Language) -> String {
        if self.trades.is_empty() {
            return String::new();
        }
        let levels = |levels: &[i64]| levels.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let rows = self.trades.iter().map(|trade| [format!("+{}", trade.more), levels(&trade.levels)]);
        let title = text!("What more change would buy: all levels", "多变更可换得：各级目标");
        format!("\n{}\n\n{}", title.to(language), aligned(&[Side::Right, Side::Left], &rows.collect::<Vec<_>>()))
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
