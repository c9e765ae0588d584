//! Why a folder or a file was not written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use lunban_core::{Text, listed, text};

/// Why a folder or a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file's path leads out of the folder.
    Escapes {
        /// The path.
        name: PathBuf,
    },
    /// The target has no name of its own, such as `.` or `/`.
    NoName {
        /// The target.
        path: PathBuf,
    },
    /// A folder with something in it is there, and may not be replaced unless forced.
    Exists {
        /// The folder.
        path: PathBuf,
    },
    /// A file is there, and may not be replaced unless forced.
    FileExists {
        /// The file.
        path: PathBuf,
    },
    /// A folder is where a file should be.
    NotAFile {
        /// The folder.
        path: PathBuf,
    },
    /// A file is where a folder should be.
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// The folder that is there was not written by this program for the same purpose.
    NotOurs {
        /// The folder.
        path: PathBuf,
    },
    /// The folder that is there holds something of somebody else's.
    Strangers {
        /// The folder.
        path: PathBuf,
        /// What it holds.
        names: Vec<String>,
    },
    /// Somebody edited files of the folder since they were written.
    Edited {
        /// The folder.
        path: PathBuf,
        /// The files.
        names: Vec<String>,
    },
    /// Writing there is not allowed.
    MayNotWrite {
        /// Where.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The disk is full.
    DiskFull {
        /// The file that did not fit.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The new folder could not be moved into place, nor the old one back.
    Stranded {
        /// Where the old one is now.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Something else went wrong.
    Failed {
        /// Where.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl FolderError {
    /// What a fault of the system means for a path.
    pub(super) fn of(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::MayNotWrite { path, source },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path, source },
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => Self::NotAFolder { path },
            _ => Self::Failed { path, source },
        }
    }

    /// What went wrong, and on a line of its own what may help.
    pub fn says(&self) -> Text {
        match self {
            Self::Escapes { name } => {
                let name = name.display();
                text!("`{name}` is no path within the folder", "`{name}`不是文件夹内的路径")
            }
            Self::NoName { path } => {
                let path = path.display();
                text!(
                    "`{path}` names no folder that could be new\n  Maybe a folder in it, such as `out`",
                    "`{path}`不能作为新文件夹\n  或许可用其中的文件夹，例如`out`"
                )
            }
            Self::Exists { path } => {
                let path = path.display();
                text!(
                    "`{path}` is there already, and not empty\n  Maybe another folder, or --force to replace it",
                    "`{path}`已存在且非空\n  或许可换一个文件夹，或用 --force 替换"
                )
            }
            Self::FileExists { path } => {
                let path = path.display();
                text!(
                    "`{path}` is there already\n  Maybe another name, or --force to replace it",
                    "`{path}`已存在\n  或许可换一个名称，或用 --force 替换"
                )
            }
            Self::NotAFile { path } => {
                let path = path.display();
                text!(
                    "`{path}` is a folder, not a file\n  Maybe a file in it",
                    "`{path}`是文件夹，不是文件\n  或许可写成其中的文件"
                )
            }
            Self::NotAFolder { path } => {
                let path = path.display();
                text!(
                    "`{path}` is a file, not a folder\n  Maybe another name",
                    "`{path}`是文件，不是文件夹\n  或许可换一个名称"
                )
            }
            Self::NotOurs { path } => {
                let path = path.display();
                text!(
                    "`{path}` holds no earlier result of the same kind, so it is not replaced\n  Maybe a new folder",
                    "`{path}`中没有同类的先前结果，故不替换\n  或许可换一个新文件夹"
                )
            }
            Self::Strangers { path, names } => {
                let (path, english, chinese) = (path.display(), names.join(", "), names.join("、"));
                text!(
                    "`{path}` holds what this run would not write: {english}; so it is not replaced\n  Maybe move that elsewhere first",
                    "`{path}`中有本次不会写出的内容：{chinese}；故不替换\n  或许可先将其移走"
                )
            }
            Self::Edited { path, names } => {
                let (path, list) = (path.display(), listed(names.clone()));
                let (english, chinese) = keep(names);
                text!(
                    "`{path}` was edited since it was written: {list}; so it is not replaced\n  Maybe another folder{english}, or delete what may be lost",
                    "`{path}`写出后被修改过：{list}；故不替换\n  或许可换一个文件夹{chinese}，或先删除不再需要的文件"
                )
            }
            Self::MayNotWrite { path, source } => {
                let path = path.display();
                text!(
                    "`{path}` may not be written: {source}\n  Maybe another folder",
                    "`{path}`无写入权限：{source}\n  或许可换一个文件夹"
                )
            }
            Self::DiskFull { path, source } => {
                let path = path.display();
                text!(
                    "no room on the disk for `{path}`: {source}\n  Maybe another disk",
                    "磁盘空间不足，无法写入`{path}`：{source}\n  或许可换一个磁盘"
                )
            }
            Self::Stranded { path, source } => {
                let path = path.display();
                text!(
                    "the new folder could not be moved into place: {source}\n  Maybe move the old one back by hand: it is kept as `{path}`",
                    "新文件夹未能移入：{source}\n  原文件夹保留在`{path}`，或许可手动移回"
                )
            }
            Self::Failed { path, source } => {
                let path = path.display();
                text!("`{path}` was not written: {source}", "`{path}`未能写入：{source}")
            }
        }
    }
}

/// How a plan may take over what was edited, where that is a table which is read back.
fn keep(names: &[String]) -> (String, String) {
    let read_back = names.iter().find(|name| matches!(name.as_str(), "assignments.csv" | "schedule.xlsx"));
    let says = |words: &str| read_back.map(|name| format!("{words}{name}")).unwrap_or_default();
    (says(", with --keep and its "), says("，并用 --keep 保留其"))
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says().english)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_missing_permission_are_told_apart_and_named() {
        let of = |kind: io::ErrorKind| FolderError::of(Path::new("out/board.csv"), kind.into());
        assert!(matches!(of(io::ErrorKind::StorageFull), FolderError::DiskFull { .. }));
        assert!(matches!(of(io::ErrorKind::ReadOnlyFilesystem), FolderError::MayNotWrite { .. }));
        assert!(matches!(of(io::ErrorKind::Other), FolderError::Failed { .. }));
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::PermissionDenied, io::ErrorKind::Other] {
            let says = of(kind).says();
            assert!(says.english.contains("`out/board.csv`") && says.chinese.contains("`out/board.csv`"));
        }
    }
}
