//! What a person or a program sees: data on stdout, everything else on stderr.

use std::io::{self, Write};

use lunban::{Language, Text, text};
use lunban_files::LocatedFault;
use serde::Serialize;

/// So many warnings are shown beside other work; `check` shows all.
const WARNINGS_SHOWN: usize = 10;

/// How a command speaks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    /// The language.
    pub(crate) language: Language,
    /// Whether stdout is for a program.
    pub(crate) json: bool,
}

impl Screen {
    /// What goes to stdout: the data itself for a program, words for a person.
    pub(crate) fn render<T: Serialize>(self, data: &T, words: impl FnOnce(Language) -> String) -> String {
        if self.json { as_json(data) } else { words(self.language) }
    }

    /// Says something on stderr, whether or not somebody listens.
    pub(crate) fn say(self, words: &Text) {
        say(words.to(self.language));
    }

    /// Says the first warnings on stderr, and how many more there are. Columns of a unit's own come last: every roster has some.
    pub(crate) fn warn(self, warnings: &[LocatedFault]) {
        let (columns, others): (Vec<_>, Vec<_>) = warnings.iter().partition(|warning| warning.code == "unused-column");
        for warning in others.into_iter().chain(columns).take(WARNINGS_SHOWN) {
            say(&warning.to(self.language));
        }
        let more = warnings.len().saturating_sub(WARNINGS_SHOWN);
        if more > 0 {
            let plural = if more == 1 { "" } else { "s" };
            self.say(&text!(
                "and {more} more warning{plural}; `lunban check` shows all",
                "另有{more}条提示；`lunban check`可全部列出"
            ));
        }
    }
}

/// Writes to stdout. Whoever stopped reading has seen enough: that is no fault.
pub(crate) fn show(data: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(data.as_bytes()).and_then(|()| out.flush()) {
        Err(fault) if fault.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// A line on stderr.
pub(crate) fn say(line: &str) {
    // Nobody is left to be told where stderr is closed.
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Indented JSON that ends with a line feed.
pub(crate) fn as_json<T: Serialize>(data: &T) -> String {
    serde_json::to_string_pretty(data).unwrap_or_default() + "\n"
}
