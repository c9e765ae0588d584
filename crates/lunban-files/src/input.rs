//! Files in: whole, or not at all.

use std::fs::File;
use std::io::{Error, ErrorKind, Read};
use std::path::Path;

use lunban_core::text;

use crate::{LocatedFault, Location, ReadFaults};

/// The most bytes that are read of a file: a campaign a hundred times as large as a ministry's has no larger one. What is no file may never end.
const MOST_BYTES: u64 = 192 << 20;

/// The bytes of a file, which faults call `file`.
///
/// # Errors
/// If it cannot be read, is far too large, or was written to meanwhile: half of a table may look like a whole one.
pub(crate) fn bytes(path: &Path, file: &str) -> Result<Vec<u8>, ReadFaults> {
    let unreadable = |error: &Error| unreadable(file, error);
    let mut opened = File::open(path).map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::new();
    let read = opened.by_ref().take(MOST_BYTES + 1).read_to_end(&mut bytes);
    let length = u64::try_from(read.map_err(|error| unreadable(&error))?).unwrap_or(u64::MAX);
    let known = opened.metadata().map_err(|error| unreadable(&error))?;
    let fault = |code, expected| LocatedFault::error(code, Location::file(file), "", expected);
    if length > MOST_BYTES {
        let most = MOST_BYTES >> 20;
        let expected = text!("a file of at most {most} MiB; this is larger", "文件不得超过{most}MiB；此文件更大");
        return Err(fault("file-too-large", expected).into());
    }
    if known.is_file() && known.len() != length {
        let expected = text!(
            "a file that nobody writes to; this one changed while it was read",
            "文件不得正在写入；读取时此文件有变化"
        );
        let maybe = text!("try again when it is saved or copied whole", "待其保存或复制完毕后重试");
        return Err(fault("file-changed", expected).maybe(maybe).into());
    }
    Ok(bytes)
}

/// The fault of a file that the system does not give.
pub(crate) fn unreadable(file: &str, error: &Error) -> ReadFaults {
    let (code, expected) = if error.kind() == ErrorKind::NotFound {
        ("missing-file", text!("a file that is there", "文件不存在"))
    } else {
        ("unreadable-file", text!("a file that can be read: {error}", "文件无法读取：{error}"))
    };
    LocatedFault::error(code, Location::file(file), "", expected).into()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    fn codes(faults: &ReadFaults) -> Vec<&str> {
        faults.0.iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn what_never_ends_is_not_read_to_its_end() {
        if cfg!(target_os = "linux") {
            assert_eq!(codes(&bytes(Path::new("/dev/zero"), "zero").unwrap_err()), ["file-too-large"]);
            assert_eq!(bytes(Path::new("/dev/null"), "null").unwrap(), b"");
        }
    }

    /// While somebody shortens it and writes it anew, it is read whole, as one of those, or said to change.
    #[test]
    fn a_file_that_shrinks_while_it_is_read_is_whole_or_said_to_change() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("roster.csv");
        let whole = "P0001,张三\n".repeat(40_000).into_bytes();
        fs::write(&path, &whole).unwrap();
        let is_over = AtomicBool::new(false);
        let (mut wholes, mut changes) = (0, 0);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let file = File::options().write(true).open(&path).unwrap();
                    file.set_len(100).unwrap();
                    file.set_len(whole.len() as u64).unwrap();
                    std::thread::yield_now();
                }
            });
            for _ in 0..2000 {
                match bytes(&path, "roster.csv") {
                    Ok(read) => {
                        assert!(read.len() == 100 || read.len() == whole.len(), "{}", read.len());
                        wholes += 1;
                    }
                    Err(faults) => {
                        assert_eq!(codes(&faults), ["file-changed"]);
                        changes += 1;
                    }
                }
            }
            is_over.store(true, Ordering::Relaxed);
        });
        assert_eq!(wholes + changes, 2000);
    }
}
