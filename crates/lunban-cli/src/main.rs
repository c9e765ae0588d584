//! `lunban`: from a folder of rosters to a proven schedule, one module a subcommand.
//!
//! A command reads, calls the libraries, and answers with a text for stdout and the way to end. Only `main` prints that answer.

mod call;
mod clock;
mod commands;
mod exit;
mod failure;
mod finding;
mod help;
mod internal;
mod interrupt;
mod language;
mod machine;
mod page;
mod progress;
mod screen;
mod wrong_call;

use std::ffi::OsString;
use std::process::ExitCode;

use lunban::{Language, text};

use call::Call;
use exit::Exit;
use failure::Failure;

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let language = language::of_call(&words);
    internal::guarded(language, || run(&words, language)).into()
}

fn run(words: &[OsString], language: Language) -> Exit {
    let call = match Call::read(words, language) {
        Ok(call) => call,
        Err(error) => return wrong_call::show(&error, language),
    };
    let screen = call.screen(language);
    let shown = call.answer(screen).and_then(|answer| {
        screen::show(&answer.text).map_err(|fault| {
            Failure::said(
                Exit::Wrong,
                "stdout",
                text!("stdout cannot be written: {fault}", "标准输出无法写入：{fault}"),
            )
        })?;
        Ok(answer.exit)
    });
    shown.unwrap_or_else(|failure| {
        failure.tell(screen);
        failure.exit()
    })
}
