//! How a file is named, and a sheet of it: `roster/监测总站.xlsx!名单`.

/// What a workbook may be called; WPS has a word of its own.
pub(crate) const WORKBOOKS: [&str; 4] = ["xlsx", "xlsm", "xls", "et"];

/// A file, and perhaps a sheet of it; either may be a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The file.
    pub(crate) file: String,
    /// The sheet; none: whichever holds the table.
    pub(crate) sheet: Option<String>,
}

impl Reference {
    /// Reads it. A `!` parts the sheet from the file only where the file is called a workbook, or may be: a file of text may have one in its name.
    pub(crate) fn parse(written: &str) -> Self {
        let is_workbook = |file: &str| file.ends_with('*') || has_extension(file, &WORKBOOKS);
        let mut parts = written.match_indices('!').map(|(mark, _)| (&written[..mark], &written[mark + 1..]));
        match parts.find(|(file, sheet)| is_workbook(file) && !sheet.is_empty()) {
            Some((file, sheet)) => Self { file: file.to_owned(), sheet: Some(sheet.to_owned()) },
            None => Self { file: written.to_owned(), sheet: None },
        }
    }
}

/// Whether a file is called one of these, in capitals or small letters.
pub(crate) fn has_extension(file: &str, extensions: &[&str]) -> bool {
    let extension = file.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension);
    extension.is_some_and(|extension| extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_follows_a_workbook() {
        let parsed = |written| {
            let Reference { file, sheet } = Reference::parse(written);
            (file, sheet.unwrap_or_default())
        };
        let parts = |file: &str, sheet: &str| (file.to_owned(), sheet.to_owned());
        assert_eq!(parsed("roster/监测总站.xlsx!名单"), parts("roster/监测总站.xlsx", "名单"));
        assert_eq!(parsed("A.XLS!a!b"), parts("A.XLS", "a!b"));
        assert_eq!(parsed("wow!.xlsx!*"), parts("wow!.xlsx", "*"));
        assert_eq!(parsed("roster/*!名单"), parts("roster/*", "名单"));
        for whole in ["roster/*.csv", "a!b.csv", "a.xlsx", "a.xlsx!"] {
            assert_eq!(parsed(whole), parts(whole, ""));
        }
    }
}
