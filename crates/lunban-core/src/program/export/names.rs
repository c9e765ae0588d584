//! Names that a format allows, each borne once.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::{Label, Problem};

/// Names are cut to this length, which leaves room for what tells namesakes apart: formats allow 255.
const LONGEST: usize = 240;

/// Names given so far, and how often each was asked for.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: BTreeMap<String, u32>,
}

impl Names {
    /// A name for each label, as near as can be to how it is rendered; namesakes end in `~2`, `~3`.
    pub(super) fn of<'l>(
        problem: &Problem,
        labels: impl Iterator<Item = &'l Label>,
        is_legal: impl Fn(char) -> bool,
    ) -> Vec<String> {
        let mut names = Self::default();
        labels.map(|label| names.give(&legal(&label.render(problem), &is_legal))).collect()
    }

    fn give(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        while self.given.contains_key(&free) {
            let asked = self.given.entry(name.to_owned()).or_insert(1);
            *asked += 1;
            free = format!("{name}~{asked}");
        }
        self.given.insert(free.clone(), 1);
        free
    }
}

/// The words in letters that are legal: others become `_`, those of other scripts their code point, such as `u5F20`.
fn legal(words: &str, is_legal: &impl Fn(char) -> bool) -> String {
    let mut name = String::new();
    for letter in words.chars().take(LONGEST) {
        match letter {
            _ if is_legal(letter) => name.push(letter),
            _ if letter.is_ascii() => name.push('_'),
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(name, "u{:X}", u32::from(letter));
            }
        }
    }
    name.truncate(LONGEST);
    let mut start = name.chars();
    let begins_like_a_number = match (start.next(), start.next()) {
        (Some('e' | 'E'), Some(second)) => second.is_ascii_digit(),
        (Some(first), _) => !first.is_ascii_alphabetic(),
        (None, _) => true,
    };
    if begins_like_a_number { format!("_{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namesakes_are_told_apart_whatever_others_are_called() {
        let mut names = Names::default();
        let given = ["a", "a~2", "a", "a", "b"].map(|name| names.give(name));
        assert_eq!(given, ["a", "a~2", "a~3", "a~4", "b"]);
    }

    #[test]
    fn what_a_format_does_not_allow_is_replaced() {
        let is_legal = |letter: char| letter.is_ascii_alphanumeric() || "._".contains(letter);
        assert_eq!(legal("rest.gap__张三__2017-09-29", &is_legal), "rest.gap__u5F20u4E09__2017_09_29");
        assert_eq!(legal("e5.x", &is_legal), "_e5.x");
        assert_eq!(legal("9.x", &is_legal), "_9.x");
        assert_eq!(legal(&"张".repeat(300), &is_legal).len(), LONGEST);
    }
}
