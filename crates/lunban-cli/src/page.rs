//! Pages for a person: titled sections of indented lines.

use lunban::{Language, Text};

/// Lines of a section.
pub(crate) fn indented(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().flat_map(|line| ["  ".to_owned(), line, "\n".to_owned()]).collect()
}

/// Sections with their titles, each after an empty line; those without a line are left out.
pub(crate) fn titled(sections: &[(Text, String)], language: Language) -> String {
    let filled = sections.iter().filter(|(_, body)| !body.is_empty());
    filled.flat_map(|(title, body)| ["\n", title.to(language), "\n\n", body]).collect()
}

#[cfg(test)]
mod tests {
    use lunban::text;

    use super::*;

    #[test]
    fn empty_sections_are_left_out() {
        let lines = indented(["one".to_owned(), "two".to_owned()]);
        let page = titled(&[(text!("A", "甲"), lines), (text!("B", "乙"), String::new())], Language::Chinese);
        assert_eq!(page, "\n甲\n\n  one\n  two\n");
    }
}
