//! File names from ids that people wrote: safe on every system, and never the same for two ids.

use std::collections::BTreeSet;
use std::fmt::Write;

/// Names that Windows keeps for devices, whatever follows a dot.
const DEVICES: &[&str] = &["CON", "PRN", "AUX", "NUL"];
const NUMBERED_DEVICES: &[&str] = &["COM", "LPT"];

/// The longest name, in bytes; file systems allow 255, and an extension follows.
const LONGEST: usize = 200;

/// A file name for each id, in order, without extension. Ids that are safe already stay as they are.
///
/// Names differ even where the file system does not tell capitals from small letters.
pub(crate) fn file_names<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    ids.into_iter()
        .map(|id| {
            let safe = shortened(&escaped(id));
            let numbered = (2..).map(|number| format!("{safe}~{number}"));
            let mut free = std::iter::once(safe.clone()).chain(numbered);
            free.find(|name| taken.insert(name.to_lowercase())).unwrap_or(safe)
        })
        .collect()
}

/// The id with what a file name cannot hold as `%` and hexadecimal bytes.
fn escaped(id: &str) -> String {
    let last = id.chars().count().saturating_sub(1);
    let mut name = String::new();
    for (position, letter) in id.chars().enumerate() {
        let is_end = position == 0 || position == last;
        let is_unsafe = letter.is_control()
            || r#"/\:*?"<>|%~"#.contains(letter)
            || (is_end && matches!(letter, '.' | ' '))
            || (position == 0 && is_device(id));
        if is_unsafe {
            for byte in letter.to_string().bytes() {
                // Writing to a string cannot fail.
                let _ = write!(name, "%{byte:02X}");
            }
        } else {
            name.push(letter);
        }
    }
    name
}

fn is_device(id: &str) -> bool {
    let stem = id.split('.').next().unwrap_or(id).trim_end().to_uppercase();
    let number = NUMBERED_DEVICES.iter().find_map(|device| stem.strip_prefix(device));
    DEVICES.contains(&stem.as_str()) || number.is_some_and(|number| number.chars().count() == 1)
}

fn shortened(name: &str) -> String {
    let ends = name.char_indices().map(|(start, letter)| start + letter.len_utf8());
    name[..ends.take_while(|end| *end <= LONGEST).last().unwrap_or(0)].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(id: &str) -> String {
        file_names([id]).remove(0)
    }

    #[test]
    fn ordinary_ids_stay() {
        for id in ["U01", "环境保护部", "a-b_c.d", "COMMON", "console"] {
            assert_eq!(name(id), id);
        }
    }

    #[test]
    fn what_a_file_name_cannot_hold_is_escaped() {
        assert_eq!(name("a/b"), "a%2Fb");
        assert_eq!(name(".."), "%2E%2E");
        assert_eq!(name("../x"), "%2E.%2Fx");
        assert_eq!(name("a."), "a%2E");
        assert_eq!(name("con"), "%63on");
        assert_eq!(name("LPT1.x"), "%4CPT1.x");
    }

    #[test]
    fn no_two_ids_share_a_name() {
        assert_eq!(file_names(["a/b", "a%2Fb", "u1", "U1", "U1~2"]), ["a%2Fb", "a%252Fb", "u1", "U1~2", "U1%7E2"]);
        let long = "长".repeat(100);
        let names = file_names([format!("{long}一").as_str(), format!("{long}二").as_str()]);
        assert_ne!(names[0], names[1]);
        assert!(names.iter().all(|name| name.len() < 210));
    }
}
