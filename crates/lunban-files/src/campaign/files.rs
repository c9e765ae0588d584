//! The folder of a campaign, and which of its files hold which table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};
use lunban_core::{Text, text};

use crate::input::{bytes, unreadable};
use crate::table::{Reference, has_extension};
use crate::text::decode;
use crate::{LocatedFault, Location, ReadFaults};

/// What a table may be called; the first is what it is usually called.
const TABLES: [&str; 5] = ["csv", "xlsx", "xlsm", "xls", "et"];

/// The files that hold the tables, by table; those that the campaign file does not name have their usual names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FileNames {
    named: BTreeMap<&'static str, String>,
}

impl FileNames {
    /// The keys of `[files]`.
    pub(super) const KEYS: &'static [&'static str] =
        &["places", "borders", "units", "teams", "roster", "locks", "history", "waivers", "contacts", "drivers"];

    /// The files that a campaign file names.
    pub(super) fn new(named: BTreeMap<&'static str, String>) -> Self {
        Self { named }
    }

    /// The file of a table, seen from the campaign folder, and its sheet; for rosters the pattern of their files.
    pub(super) fn of(&self, key: &str, folder: &Folder) -> Reference {
        match self.named.get(key) {
            Some(named) => Reference::parse(named),
            None if key == "roster" => Reference::parse("roster/*"),
            None => Reference { file: usual(key, folder).swap_remove(0), sheet: None },
        }
    }

    /// The fault of a table that has several files of its usual names.
    pub(super) fn twice(&self, key: &str, folder: &Folder) -> Option<LocatedFault> {
        let files = if self.is_named(key) || key == "roster" { Vec::new() } else { usual(key, folder) };
        files.get(1).map(|second| twice(&files[0], second))
    }

    /// Whether the campaign file names the file of a table, so that it must be there.
    pub(super) fn is_named(&self, key: &str) -> bool {
        self.named.contains_key(key)
    }
}

/// The files that are there of the usual names of a table; where there is none, the first of the names.
fn usual(key: &str, folder: &Folder) -> Vec<String> {
    let names = TABLES.map(|extension| format!("{key}.{extension}"));
    let found: Vec<String> = names.iter().filter(|name| folder.has(name)).cloned().collect();
    if found.is_empty() { names.into_iter().take(1).collect() } else { found }
}

/// The fault of a file that is called as another is, but for the extension: one of them is out of date.
pub(super) fn twice(first: &str, second: &str) -> LocatedFault {
    let expected = text!("one file of this name; `{first}` is there too", "同名文件只能有一个；另有`{first}`");
    let maybe = text!("delete the older of the two", "删去其中较旧的一个");
    LocatedFault::error("table-twice", Location::file(second), "", expected).maybe(maybe)
}

/// What a file is called, but for the extension.
pub(super) fn without_extension(file: &str) -> PathBuf {
    Path::new(file).with_extension("")
}

/// Whether a file is called as tables are.
pub(super) fn is_table(file: &str) -> bool {
    has_extension(file, &TABLES)
}

/// The folder of a campaign.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    root: PathBuf,
    settings: String,
}

impl Folder {
    /// The folder that a path means: itself, or the one that the campaign file it names lies in.
    pub(super) fn of(path: &Path) -> Self {
        match path.file_name().filter(|_| !path.is_dir()) {
            Some(name) => {
                let root = path.parent().map(Path::to_owned).unwrap_or_default();
                Self { root, settings: name.to_string_lossy().into_owned() }
            }
            None => Self { root: path.to_owned(), settings: "campaign.toml".to_owned() },
        }
    }

    /// The campaign file.
    pub(super) fn settings(&self) -> &str {
        &self.settings
    }

    /// Whether there is nothing at all where a campaign is looked for.
    pub(super) fn is_missing(&self) -> bool {
        let is_settings = Path::new(&self.settings).extension().is_some_and(|extension| extension == "toml");
        !is_settings && !self.has(&self.settings)
    }

    /// Whether a file is there.
    pub(super) fn has(&self, file: &str) -> bool {
        self.root.join(file).exists()
    }

    /// The bytes of a file.
    pub(super) fn bytes(&self, file: &str) -> Result<Vec<u8>, ReadFaults> {
        let path = self.root.join(file);
        if path.is_dir() {
            let expected = text!("a file; this is a folder", "须为文件；此处为文件夹");
            let fault = LocatedFault::error("file-is-folder", Location::file(file), "", expected);
            return Err(fault.maybe(Text::plain(format!("`{file}/*`"))).into());
        }
        bytes(&path, file)
    }

    /// The text of a file.
    pub(super) fn text(&self, file: &str) -> Result<String, ReadFaults> {
        decode(self.bytes(file)?).map_err(|reason| reason.fault(file))
    }

    /// The files that fit a pattern, sorted; hidden ones, such as the locks of an open spreadsheet, are passed over, and
    /// where the pattern leaves open what kind of file it is, those that are not called as tables are.
    pub(super) fn matching(&self, pattern: &str) -> Result<Vec<String>, ReadFaults> {
        let here = Pattern::escape(&self.root.to_string_lossy());
        let whole = Path::new(&here).join(pattern);
        let options = MatchOptions { require_literal_leading_dot: true, ..MatchOptions::default() };
        let paths = glob::glob_with(&whole.to_string_lossy(), options).map_err(|error| {
            let message = error.msg;
            let expected = text!("a pattern of files: {message}", "须为文件模式：{message}");
            ReadFaults::from(LocatedFault::error("not-a-pattern", Location::file(&self.settings), pattern, expected))
        })?;
        let mut files = Vec::new();
        for path in paths {
            let path = path.map_err(|error| unreadable(&self.name(error.path()), error.error()))?;
            files.push(self.name(&path));
        }
        let is_open = pattern.ends_with('*');
        files.retain(|file| !file.rsplit('/').next().unwrap_or_default().starts_with('~'));
        files.retain(|file| !is_open || is_table(file));
        files.sort_unstable();
        Ok(files)
    }

    /// The files that lie in an inner folder itself, hidden ones passed over.
    pub(super) fn files_in(&self, inner: &str) -> Vec<String> {
        self.entries(inner).into_iter().filter(|file| self.root.join(file).is_file()).collect()
    }

    /// The files in an inner folder and in the folders below it, hidden ones passed over.
    pub(super) fn files_below(&self, inner: &str) -> Vec<String> {
        let below = |entry: String| {
            // A link to a folder may lead round in a circle.
            let path = self.root.join(&entry);
            if path.is_dir() && !path.is_symlink() { self.files_below(&entry) } else { vec![entry] }
        };
        self.entries(inner).into_iter().flat_map(below).collect()
    }

    /// What lies in an inner folder, sorted; what cannot be listed holds nothing that could be named.
    fn entries(&self, inner: &str) -> Vec<String> {
        let entries = fs::read_dir(self.root.join(inner)).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.map(|entry| self.name(&entry.path())).collect();
        names.retain(|name| !name.rsplit('/').next().unwrap_or_default().starts_with(['.', '~']));
        names.sort_unstable();
        names
    }

    /// A path seen from the folder, with `/` between its parts.
    fn name(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        let parts = inside.components().map(|part| part.as_os_str().to_string_lossy());
        parts.collect::<Vec<_>>().join("/")
    }
}

/// The name of a file without folders and extension: the unit whose roster it is, where the roster does not say.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
