//! Workbooks in: XLSX and the older XLS, told apart by what they hold. Whatever is in them, the worst is a fault.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader as _, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use lunban_core::text;

use super::budget::TooMuch;
use super::cells::{self, SheetCells};
use super::{compound, packed};
use crate::{LocatedFault, Location, ReadFaults};

/// Whether bytes are those of a workbook, or of something that is packed as workbooks are.
pub(crate) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(packed::BEGINNING) || bytes.starts_with(compound::BEGINNING)
}

/// A workbook that is open.
pub(crate) struct Book {
    file: String,
    reader: Reader,
}

enum Reader {
    Xlsx(Box<Xlsx<Cursor<Vec<u8>>>>),
    Xls(Box<Xls<Cursor<Vec<u8>>>>),
}

impl Book {
    /// Opens the workbook in the bytes of a file.
    pub(crate) fn open(bytes: Vec<u8>, file: &str) -> Result<Self, ReadFaults> {
        let opened = if bytes.starts_with(packed::BEGINNING) { open_xlsx(bytes) } else { open_xls(bytes) };
        match opened {
            Ok(reader) => Ok(Self { file: file.to_owned(), reader }),
            Err(unreadable) => Err(unreadable.fault(Location::file(file))),
        }
    }

    /// Its sheets of cells, in order: their names, and whether they are to be seen.
    pub(crate) fn sheets(&self) -> Vec<(String, bool)> {
        let sheets = match &self.reader {
            Reader::Xlsx(xlsx) => xlsx.sheets_metadata(),
            Reader::Xls(xls) => xls.sheets_metadata(),
        };
        let sheets = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        sheets.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
    }

    /// What stands on one of its sheets.
    pub(crate) fn sheet(&mut self, name: &str) -> Result<SheetCells, ReadFaults> {
        let read = match &mut self.reader {
            Reader::Xlsx(xlsx) => guarded(|| cells::of_xlsx(xlsx, name)),
            Reader::Xls(xls) => guarded(|| cells::of_xls(xls, name)),
        };
        read.map_err(|unreadable| unreadable.fault(Location::file(&self.file).sheet(name.to_owned())))
    }
}

fn open_xlsx(bytes: Vec<u8>) -> Result<Reader, Unreadable> {
    packed::check(&bytes)?;
    guarded(|| Ok(Reader::Xlsx(Box::new(Xlsx::new(Cursor::new(bytes))?))))
}

fn open_xls(bytes: Vec<u8>) -> Result<Reader, Unreadable> {
    if matches!(guarded(|| Ok(Xlsx::new(Cursor::new(&bytes[..])).err())), Ok(Some(XlsxError::Password))) {
        return Err(Unreadable::Locked);
    }
    compound::check(&bytes)?;
    guarded(|| Ok(Reader::Xls(Box::new(Xls::new(Cursor::new(bytes))?))))
}

/// The library looks into broken files without looking where they end, and panics there.
fn guarded<T>(read: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(Unreadable::Broken(String::new())))
}

/// Why a workbook cannot be read.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// It is locked with a password.
    Locked,
    /// It is something else that is packed alike.
    Other,
    /// It holds more than the table of a campaign ever does.
    TooMuch,
    /// It is broken, in the words of whoever tried.
    Broken(String),
}

impl Unreadable {
    fn fault(self, place: Location) -> ReadFaults {
        let again = || text!("open it in a spreadsheet program and save it again", "用电子表格软件打开后重新保存");
        let (code, expected, maybe) = match self {
            Self::Locked => (
                "workbook-locked",
                text!("a workbook without a password; this one has one", "工作簿不得加密；此文件有密码"),
                text!("open it, take the password out, and save it again", "打开后取消密码，重新保存"),
            ),
            Self::Other => (
                "not-a-workbook",
                text!(
                    "a workbook, .xlsx or .xls; this is a document of another kind",
                    "须为.xlsx或.xls工作簿；此文件为其他文档"
                ),
                text!("open it in a spreadsheet program and save it as .xlsx", "用电子表格软件打开后另存为.xlsx"),
            ),
            Self::TooMuch => (
                "workbook-too-large",
                text!(
                    "the table of a campaign; this holds far more than any has",
                    "须为任务表格；此文件的内容远超任何任务所需"
                ),
                text!("copy the rows that count into a new workbook", "将有用的行复制到新工作簿"),
            ),
            Self::Broken(reason) if reason.is_empty() => (
                "workbook-broken",
                text!("a workbook that is whole; this one is broken", "须为完整的工作簿；此文件已损坏"),
                again(),
            ),
            Self::Broken(reason) => (
                "workbook-broken",
                text!(
                    "a workbook that is whole; this one is broken: {reason}",
                    "须为完整的工作簿；此文件已损坏：{reason}"
                ),
                again(),
            ),
        };
        LocatedFault::error(code, place, "", expected).maybe(maybe).into()
    }
}

impl From<XlsxError> for Unreadable {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::Locked,
            XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => Self::Other,
            other => Self::Broken(other.to_string()),
        }
    }
}

impl From<XlsError> for Unreadable {
    fn from(error: XlsError) -> Self {
        match error {
            XlsError::Password => Self::Locked,
            other => Self::Broken(other.to_string()),
        }
    }
}

impl From<TooMuch> for Unreadable {
    fn from(_: TooMuch) -> Self {
        Self::TooMuch
    }
}
