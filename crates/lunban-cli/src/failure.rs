//! Why a command gave no answer.

use lunban::{Severity, Text, text};
use lunban_files::{FindingRecord, FolderError, HistoryError, LocatedFault, ReadFaults, RenderError};
use serde::Serialize;

use crate::exit::Exit;
use crate::finding::{self, Names};
use crate::internal::please_report;
use crate::screen::{Screen, as_json, say, show};

/// Why a command gave no answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Files that were read are wrong.
    Input {
        /// The campaign or the schedule.
        path: String,
        /// Every fault in it.
        faults: ReadFaults,
    },
    /// Something else.
    Said(Box<Said>),
}

/// What went wrong, in words.
#[derive(Debug, Serialize)]
pub(crate) struct Said {
    /// How the command ends.
    #[serde(skip)]
    pub(crate) exit: Exit,
    /// A stable code, kebab-case.
    pub(crate) code: &'static str,
    /// In words; what may help stands on a line of its own.
    pub(crate) words: Text,
    /// What stands behind it.
    pub(crate) findings: Vec<FindingRecord>,
}

impl Failure {
    /// A failure that words explain.
    pub(crate) fn said(exit: Exit, code: &'static str, words: Text) -> Self {
        Self::Said(Box::new(Said { exit, code, words, findings: Vec::new() }))
    }

    /// How the command ends.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Input { .. } => Exit::Wrong,
            Self::Said(said) => said.exit,
        }
    }

    /// Tells a person on stderr, and a program on stdout.
    pub(crate) fn tell(&self, screen: Screen) {
        match self {
            Self::Input { path, faults } => tell_faults(path, faults, screen),
            Self::Said(said) => said.tell(screen),
        }
        if screen.json {
            // A program that stopped reading is told by the exit code.
            let _ = show(&self.as_json());
        }
    }

    fn as_json(&self) -> String {
        #[derive(Serialize)]
        #[serde(rename_all = "kebab-case")]
        enum Told<'a> {
            Faults(&'a [LocatedFault]),
            Failure(&'a Said),
        }
        match self {
            Self::Input { faults, .. } => as_json(&Told::Faults(&faults.0)),
            Self::Said(said) => as_json(&Told::Failure(said)),
        }
    }
}

impl Said {
    fn tell(&self, screen: Screen) {
        let Text { english, chinese } = &self.words;
        screen.say(&text!("error: {english}", "错误：{chinese}"));
        for record in &self.findings {
            say(&format!("  {}", finding::line(record, &Names::new(), screen.language)));
        }
    }
}

/// Every error, then the first warnings.
fn tell_faults(path: &str, faults: &ReadFaults, screen: Screen) {
    let (errors, warnings): (Vec<_>, Vec<_>) =
        faults.0.iter().cloned().partition(|fault| fault.severity == Severity::Error);
    for error in &errors {
        say(&error.to(screen.language));
    }
    screen.warn(&warnings);
    let count = errors.len();
    let plural = if count == 1 { "" } else { "s" };
    screen.say(&text!(
        "error: {path} cannot be used: {count} error{plural}, nothing is written",
        "错误：{path}无法使用：共{count}处错误，未写出任何文件"
    ));
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        Self::said(Exit::Wrong, "folder", error.says())
    }
}

impl From<HistoryError> for Failure {
    fn from(error: HistoryError) -> Self {
        Self::said(Exit::Wrong, "history", error.says())
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        Self::said(Exit::Internal, "render", please_report(&error.to_string()))
    }
}
