//! What is to be said of a plan that is written: for a program as data, for a person as a page.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lunban::{Language, Text, text};
use lunban_files::{
    CertificateRecord, Extra, LocatedFault, OpenRecord, Outcome, ScheduleFile, ScheduleHeader, Side, aligned, brief,
};
use serde::Serialize;

use crate::commands::written::Written;

/// A plan that is written, with what its planner must know.
#[derive(Debug, Serialize)]
pub(super) struct PlanResult {
    #[serde(flatten)]
    written: Written,
    header: ScheduleHeader,
    stopped: bool,
    certificates: Vec<CertificateRecord>,
    open: Vec<OpenRecord>,
    /// Duties that need a waiver of rank.
    waivers: usize,
    /// Duties that were to be kept, where some were named.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<usize>,
    warnings: Vec<LocatedFault>,
    #[serde(skip)]
    folder: PathBuf,
    #[serde(skip)]
    extras: BTreeSet<Extra>,
}

impl PlanResult {
    /// What is to be said of an outcome, its files written to a folder, those of extras among them.
    pub(super) fn of(
        outcome: &Outcome<'_>,
        folder: &Path,
        files: &BTreeMap<PathBuf, Vec<u8>>,
        extras: BTreeSet<Extra>,
        warnings: Vec<LocatedFault>,
    ) -> Self {
        let file = ScheduleFile::of(outcome);
        Self {
            written: Written::of(folder, files),
            header: file.header,
            stopped: file.stopped,
            certificates: file.certificates,
            open: file.open,
            waivers: file.duties.iter().filter(|duty| duty.waiver).count(),
            kept: None,
            warnings,
            folder: folder.to_owned(),
            extras,
        }
    }

    /// The same, of a plan that kept so many duties.
    pub(super) fn keeping(self, kept: Option<usize>) -> Self {
        Self { kept, ..self }
    }

    /// Whether something is missing: a seat is open, or, for the strict, a rank needs a waiver.
    pub(super) fn is_short(&self, strict: bool) -> bool {
        !self.open.is_empty() || (strict && self.waivers > 0)
    }

    /// The page in one language: the plan in brief, and where to look.
    pub(super) fn page(&self, outcome: &Outcome<'_>, language: Language) -> String {
        let title = text!("Where to look", "查看");
        let (brief, title) = (brief(outcome, language), title.to(language));
        format!("{brief}\n{}{title}\n\n{}", self.keeps(language), self.places(language))
    }

    /// How many duties were kept as they stood.
    fn keeps(&self, language: Language) -> String {
        let said = self.kept.map(|kept| text!("Kept as they stood: {kept} duties\n\n", "原样保留：{kept}项任务\n\n"));
        said.map(|said| said.to(language).to_owned()).unwrap_or_default()
    }

    fn places(&self, language: Language) -> String {
        let places: [(&str, Text); 6] = [
            ("summary.txt", text!("goals, what is short, fairness in numbers", "目标、缺口、公平性数字")),
            ("assignments.csv", text!("one row a duty, to read and to edit", "每项任务一行，供查看和修改")),
            ("board.csv", text!("teams x rounds, names in cells", "组×轮次，格内为姓名")),
            ("fairness.csv", text!("what each unit, rank and person carries", "各单位、职级、个人的任务")),
            ("units", text!("for each unit its own people, to send back", "各单位人员的任务，供发回")),
            ("schedule.json", text!("the whole result, for programs", "完整结果，供程序使用")),
        ];
        let extras = self.extras.iter().map(|extra| (extra.file(), extra.says()));
        let rows = places.into_iter().chain(extras);
        let rows =
            rows.map(|(name, says)| [self.folder.join(name).display().to_string(), says.to(language).to_owned()]);
        aligned(&[Side::Left; 2], &rows.collect::<Vec<_>>())
    }
}
