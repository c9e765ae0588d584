//! The parts of a document as one file.

use std::error::Error;
use std::io::{Cursor, Read, Seek, Write};

use chrono::{Datelike, NaiveDate};
use docx_rs::Docx;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// A package could not be made.
pub(super) type Failure = Box<dyn Error + Send + Sync>;

/// The part that holds the text.
const TEXT: &str = "word/document.xml";

/// Heads of tables as the crate writes them, known by their exact height, and what makes them stand on every page.
const HEAD: &str = r#"w:hRule="exact" />"#;
const REPEATED: &str = "<w:tblHeader />";

/// The file. The crate that builds it leaves its parts uncompressed and knows no heads of tables: both is mended here. The date of
/// every part is the one given, so that the same notice has the same bytes.
pub(super) fn packed(document: Docx, date: NaiveDate) -> Result<Vec<u8>, Failure> {
    let mut loose = Cursor::new(Vec::new());
    document.pack(&mut loose)?;
    let mut parts = ZipArchive::new(loose)?;
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(midnight(date));
    for position in 0..parts.len() {
        put(&mut parts, position, &mut package, options)?;
    }
    Ok(package.finish()?.into_inner())
}

fn put<R: Read + Seek, W: Write + Seek>(
    parts: &mut ZipArchive<R>,
    position: usize,
    package: &mut ZipWriter<W>,
    options: SimpleFileOptions,
) -> ZipResult<()> {
    let mut part = parts.by_index(position)?;
    if part.is_dir() {
        return Ok(());
    }
    let name = part.name()?.into_owned();
    let mut content = String::new();
    part.read_to_string(&mut content)?;
    if name == TEXT {
        content = content.replace(HEAD, &format!("{HEAD}{REPEATED}"));
    }
    package.start_file(name, options)?;
    Ok(package.write_all(content.as_bytes())?)
}

/// Archives know the years from 1980 to 2107; other dates become their first day.
fn midnight(date: NaiveDate) -> DateTime {
    let number = |number: u32| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(date.year()).unwrap_or_default();
    DateTime::from_date_and_time(year, number(date.month()), number(date.day()), 0, 0, 0).unwrap_or_default()
}
