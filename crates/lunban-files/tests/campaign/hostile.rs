//! Files that were made to do harm, or that somebody spoilt: a clear fault, and no more memory than a table takes.
//!
//! `tests/data` has three that no library of ours writes, each with the roster of one unit: `roster.xls` and `roster.xlsx` were saved by `LibreOffice` 7.4,
//! `locked.xlsx` is the latter with a password.

use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::sample::Sample;

/// A file beside these tests.
fn data(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn with_roster(name: &str, bytes: Vec<u8>) -> Sample {
    Sample::new().without("roster/U2.csv").with(name, bytes)
}

/// The first error of a campaign with this roster.
fn error(name: &str, bytes: Vec<u8>) -> String {
    with_roster(name, bytes).errors().swap_remove(0)
}

#[test]
fn what_libreoffice_saved_is_read_whatever_it_is_called() {
    for (file, name) in
        [("roster.xlsx", "U2.xlsx"), ("roster.xls", "U2.xls"), ("roster.xls", "U2.xlsx"), ("roster.xlsx", "U2.csv")]
    {
        let read =
            with_roster(&format!("roster/{name}"), data(file)).read().unwrap_or_else(|faults| panic!("{faults}"));
        let person = read.campaign.person(read.campaign.find_person("P04").unwrap());
        assert_eq!((person.name.as_str(), person.tags.len(), person.away.len()), ("赵六", 2, 2), "{file} as {name}");
    }
}

#[test]
fn a_password_is_said_to_be_one() {
    let said = error("roster/U2.xlsx", data("locked.xlsx"));
    assert!(said.starts_with("roster/U2.xlsx: expected a workbook without a password"), "{said}");
}

#[test]
fn a_roster_in_gb18030_with_carriage_returns_is_read() {
    let text = Sample::new().text("roster/U2.csv").replace('\n', "\r\n");
    let (bytes, ..) = encoding_rs::GB18030.encode(&text);
    let read =
        Sample::new().with("roster/U2.csv", bytes.into_owned()).read().unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(read.campaign.draft(), Sample::new().read().unwrap().campaign.draft());
}

/// A workbook with another part in the place of one of its own.
type Part<'a> = &'a mut dyn FnMut(&mut ZipWriter<Cursor<Vec<u8>>>);

fn repacked(bytes: Vec<u8>, name: &str, part: Part<'_>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for position in 0..archive.len() {
        let entry = archive.by_index_raw(position).unwrap();
        if entry.name().unwrap() == name {
            writer
                .start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))
                .unwrap();
            part(&mut writer);
        } else {
            writer.raw_copy_file(entry).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_unpacks_to_a_gigabyte_is_refused() {
    let zeros = vec![b' '; 1 << 20];
    let bomb = repacked(data("roster.xlsx"), "xl/worksheets/sheet1.xml", &mut |part| {
        (0..1024).for_each(|_| part.write_all(&zeros).unwrap());
    });
    assert!(bomb.len() < 2 << 20, "{}", bomb.len());
    let said = error("roster/U2.xlsx", bomb);
    assert!(said.starts_with("roster/U2.xlsx: expected the table of a campaign; this holds far more"), "{said}");
}

#[test]
fn cells_without_number_and_words_without_end_are_refused() {
    let row = "<c t=\"inlineStr\"><is><t>x</t></is></c>".repeat(1000);
    let sheet = repacked(data("roster.xlsx"), "xl/worksheets/sheet1.xml", &mut |part| {
        part.write_all(b"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>")
            .unwrap();
        (0..5000).for_each(|_| part.write_all(format!("<row>{row}</row>").as_bytes()).unwrap());
        part.write_all(b"</sheetData></worksheet>").unwrap();
    });
    let said = error("roster/U2.xlsx", sheet);
    assert!(said.contains("this holds far more than any has"), "{said}");
    let wide = format!("id,name,rank\n{}\n", "a,".repeat(9_000_000));
    assert!(error("roster/U2.csv", wide.into_bytes()).contains("far more cells than any has"));
}

/// Such a reference took ninety gigabytes once: a row of so many columns.
#[test]
fn a_cell_beyond_the_last_column_is_refused() {
    let sheet = repacked(data("roster.xlsx"), "xl/worksheets/sheet1.xml", &mut |part| {
        part.write_all(
            b"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">\
              <c r=\"ZZZZZZ1\" t=\"inlineStr\"><is><t>id</t></is></c></row></sheetData></worksheet>",
        )
        .unwrap();
    });
    let said = error("roster/U2.xlsx", sheet);
    assert!(said.contains("this holds far more than any has"), "{said}");
}

#[test]
fn other_documents_under_the_name_of_a_table_are_named_for_what_they_are() {
    let page = b"<html><body><table><tr><td>id</td></tr></table></body></html>".to_vec();
    assert!(error("roster/U2.csv", page).contains("this is a page or document under another name"));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(b"<w:document/>").unwrap();
    let said = error("roster/U2.xlsx", archive.finish().unwrap().into_inner());
    assert!(said.contains("this is a document of another kind"), "{said}");
    let cut = data("roster.xlsx")[..3000].to_vec();
    let said = error("roster/U2.xlsx", cut);
    assert!(said.contains("a workbook that is whole; this one is broken"), "{said}");
}

#[test]
fn a_workbook_of_a_million_empty_rows_is_a_roster_like_another() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip([["编号", "姓名", "职级"], ["P04", "赵六", "局级"], ["P05", "钱七", "科级"]])
    {
        sheet.write_row(row, 0, cells).unwrap();
    }
    let format = rust_xlsxwriter::Format::new().set_bold();
    (3..1_048_576).for_each(|row| {
        sheet.write_blank(row, 0, &format).unwrap();
    });
    let read = with_roster("roster/U2.xlsx", book.save_to_buffer().unwrap())
        .read()
        .unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(read.campaign.people().len(), 5);
}
