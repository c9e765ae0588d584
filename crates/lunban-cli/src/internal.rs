//! Faults of this program itself: told in one line that asks to report them, never as a backtrace.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};

use lunban::{Language, Text, text};

use crate::exit::Exit;
use crate::screen::say;

/// Asks to report a fault.
pub(crate) fn please_report(fault: &str) -> Text {
    text!(
        "internal fault: {fault}\n  This is a fault of lunban, not of your campaign. Please report it, with the campaign if you may share it.",
        "内部错误：{fault}\n  这是lunban的错误，与您的数据无关。请反馈，如可行请附上数据。"
    )
}

/// What the last panic said.
static SAID: Mutex<String> = Mutex::new(String::new());

/// Runs, and turns a panic into an exit code. One that was caught on its way, as those of a library that reads broken files, is nobody's business.
pub(crate) fn guarded(language: Language, run: impl FnOnce() -> Exit) -> Exit {
    let said = || SAID.lock().unwrap_or_else(PoisonError::into_inner);
    panic::set_hook(Box::new(move |panic| *said() = panic.to_string()));
    panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        say(please_report(&said()).to(language));
        Exit::Internal
    })
}
