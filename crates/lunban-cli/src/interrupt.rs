//! Ctrl-C: the first asks to stop with the best schedule so far, the second stops at once.

use lunban::{StopToken, Text, text};

use crate::exit::Exit;
use crate::screen::Screen;

/// A token that the first Ctrl-C stops: the best schedule so far is the answer.
pub(crate) fn stop_token(screen: Screen) -> StopToken {
    let words = text!(
        "stopping with the best schedule so far; Ctrl-C again stops at once",
        "正在停止并写出当前最好方案；再按Ctrl-C立即结束"
    );
    token(screen, words)
}

/// A token that the first Ctrl-C stops, with what is said then.
///
/// Where the system takes no handler, Ctrl-C ends the run at once, as it does without one.
pub(crate) fn token(screen: Screen, words: Text) -> StopToken {
    let token = StopToken::default();
    let asked = token.clone();
    let on_interrupt = move || {
        if asked.is_stopped() {
            std::process::exit(Exit::Interrupted.code().into());
        }
        asked.stop();
        screen.say(&words);
    };
    let _ = ctrlc::set_handler(on_interrupt);
    token
}
