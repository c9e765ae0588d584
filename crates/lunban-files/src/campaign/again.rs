//! A campaign folder once more, after its tables have changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lunban_core::{DeploymentDraft, Draft};

use super::campaign_files;
use super::files::Folder;
use crate::ReadFaults;

/// The files of a campaign that was read from `path`, with the tables of a changed draft; its campaign file keeps its settings and comments. Tables have their
/// usual names, so `[files]` is left out.
///
/// # Errors
/// If the campaign file cannot be read any more.
pub fn campaign_files_again(
    path: &Path,
    draft: &Draft,
    deployment: &DeploymentDraft,
    borders: Option<&[u8]>,
) -> Result<BTreeMap<PathBuf, Vec<u8>>, ReadFaults> {
    let folder = Folder::of(path);
    let settings = settings_again(&folder.text(folder.settings())?, draft.calendar.rounds);
    let mut files = campaign_files(draft, deployment, &settings);
    files.extend(borders.map(|borders| (PathBuf::from("borders.csv"), borders.to_vec())));
    Ok(files)
}

/// A campaign file with another number of rounds, and no word of where tables are.
fn settings_again(written: &str, rounds: u32) -> String {
    let mut section = String::new();
    let mut lines = Vec::new();
    for line in written.lines() {
        if let Some(header) = line.trim().strip_prefix('[') {
            header.trim_end().trim_end_matches(']').trim().clone_into(&mut section);
        }
        if section == "files" {
            continue;
        }
        let key = line.split('=').next().unwrap_or_default().trim();
        let is_rounds = section == "campaign" && key == "rounds";
        lines.push(if is_rounds { format!("rounds = {rounds}") } else { line.to_owned() });
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::settings_again;

    #[test]
    fn rounds_change_and_files_are_left_out() {
        let written = "[campaign]\n# how many\nrounds = 8\n\n[files]\nroster = \"x/*\"\n\n[kinds.city]\nrounds = 8\n";
        assert_eq!(settings_again(written, 9), "[campaign]\n# how many\nrounds = 9\n\n[kinds.city]\nrounds = 8\n");
    }
}
