//! Names of sheets from words that people wrote: legal in every spreadsheet program, and never the same for two sheets.

use std::collections::BTreeSet;

/// The longest name, in units of UTF-16.
const LONGEST: usize = 31;

/// What a sheet without a name is called.
const NAMELESS: &str = "-";

/// A name that Excel keeps for itself.
const RESERVED: &str = "history";

/// A name for each sheet, in order. Words that are legal already stay as they are.
///
/// Names differ even where capitals are not told from small letters.
pub(crate) fn sheet_names<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::from([RESERVED.to_owned()]);
    let words = words.into_iter().map(|words| {
        let legal = legal(words);
        let numbered = (2..).map(|number| {
            let end = format!("~{number}");
            shortened(&legal, LONGEST - end.len()) + &end
        });
        let mut free = std::iter::once(legal.clone()).chain(numbered);
        free.find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
    });
    words.collect()
}

fn legal(words: &str) -> String {
    let is_forbidden =
        |sign: char| sign.is_control() || r"*?:[]\/'".contains(sign) || matches!(sign, '\u{fffe}' | '\u{ffff}');
    let legal: String = words.trim().chars().map(|sign| if is_forbidden(sign) { '_' } else { sign }).collect();
    let name = shortened(&legal, LONGEST);
    if name.is_empty() { NAMELESS.to_owned() } else { name }
}

/// As many whole characters as fit.
fn shortened(name: &str, longest: usize) -> String {
    let mut units = 0;
    let fits = |sign: &char| {
        units += sign.len_utf16();
        units <= longest
    };
    let fitting: String = name.chars().take_while(fits).collect();
    fitting.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_names_stay() {
        let names = ["总览", "监测总站", "U01", "a-b c.d", "名单（1）"];
        assert_eq!(sheet_names(names), names);
    }

    #[test]
    fn what_a_name_cannot_hold_is_replaced() {
        assert_eq!(
            sheet_names(["a/b:c*?[d]\\", "'x'", "", " \n", "History"]),
            ["a_b_c___d__", "_x_", "-", "-~2", "History~2"]
        );
    }

    #[test]
    fn no_two_sheets_share_a_name() {
        let long = "很".repeat(40);
        let names = sheet_names([long.as_str(), long.as_str(), "u1", "U1", "u1~2", "a/b", "a:b"]);
        assert_eq!(names[2..], ["u1", "U1~2", "u1~2~2", "a_b", "a_b~2"]);
        assert_eq!((names[0].chars().count(), names[1].as_str()), (31, format!("{}~2", "很".repeat(29)).as_str()));
    }

    #[test]
    fn characters_are_never_cut_in_two() {
        assert_eq!(sheet_names(["𠮷".repeat(20).as_str()]), ["𠮷".repeat(15)]);
    }
}
