//! Why nothing was added to a history.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use lunban_core::{Text, text};

/// Why nothing was added to a history.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The system does not let it be written.
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Somebody else wrote to the file since it was read, so that the next record would not follow the last.
    Grown {
        /// The file.
        path: PathBuf,
    },
}

impl HistoryError {
    /// What a fault of the system means for a file.
    pub(super) fn of(path: &Path) -> impl Fn(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Unwritable { path: path.clone(), source }
    }

    /// What went wrong, and on a line of its own what may help.
    pub fn says(&self) -> Text {
        match self {
            Self::Unwritable { path, source } => {
                let path = path.display();
                text!(
                    "{path}: nothing can be added to this history: {source}\n  Maybe a file in a folder that is there and may be written to",
                    "{path}：无法续写此历史文件：{source}\n  或许可改用已有且可写的文件夹中的文件"
                )
            }
            Self::Grown { path } => {
                let path = path.display();
                text!(
                    "{path}: somebody else added to this history meanwhile\n  Maybe the same call again, one after the other",
                    "{path}：此历史文件同时被他人续写\n  或许可逐一重新执行"
                )
            }
        }
    }
}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says().english)
    }
}
