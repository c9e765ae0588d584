//! How a command ends, as the number that scripts look at.

use std::process::ExitCode;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done; of a schedule: every seat is filled and no hard rule broken.
    Well = 0,
    /// A schedule has open seats or breaks a hard rule.
    Short = 1,
    /// The call or the input is wrong.
    Wrong = 2,
    /// A limit came before any schedule.
    NoPlanInTime = 3,
    /// A fault of this program.
    Internal = 4,
    /// Proven: no schedule obeys what is demanded.
    Contradiction = 5,
    /// Ctrl-C came before any schedule.
    Interrupted = 130,
}

impl Exit {
    /// The number.
    pub(crate) fn code(self) -> u8 {
        self as u8
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}
