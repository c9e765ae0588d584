//! Looks at a packed workbook before it is read: how much it unpacks to.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use super::book::Unreadable;

/// How every archive of this kind begins, XLSX among them.
pub(super) const BEGINNING: &[u8] = b"PK\x03\x04";

/// The most that the parts of a workbook unpack to, together. What an archive says of itself may be wrong, so it is unpacked to see.
const MOST_BYTES: u64 = 128 << 20;

/// Where documents of other kinds keep what they are: those for words, for slides, and of the other family of programs.
const OTHERS: [&str; 3] = ["word/", "ppt/", "content.xml"];

/// Refuses an archive that unpacks to too much, and one that does not unpack.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let broken = |error: &dyn std::fmt::Display| Unreadable::Broken(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.file_names().flatten().any(|name| OTHERS.iter().any(|other| name.starts_with(other))) {
        return Err(Unreadable::Other);
    }
    let mut left = MOST_BYTES;
    for position in 0..archive.len() {
        let part = archive.by_index(position).map_err(|error| broken(&error))?;
        let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|error| broken(&error))?;
        left = left.checked_sub(unpacked).ok_or(Unreadable::TooMuch)?;
    }
    Ok(())
}
