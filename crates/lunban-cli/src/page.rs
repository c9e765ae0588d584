//! Pages for a person: titled sections of indented lines.

use lunban::{Language, Text};
use lunban_files::{FactRecord, FindingWords};

/// Lines of a section.
pub(crate) fn indented(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().flat_map(|line| ["  ".to_owned(), line, "\n".to_owned()]).collect()
}

/// Sections with their titles, each after an empty line; those without a line are left out.
pub(crate) fn titled(sections: &[(Text, String)], language: Language) -> String {
    let filled = sections.iter().filter(|(_, body)| !body.is_empty());
    filled.flat_map(|(title, body)| ["\n", title.to(language), "\n\n", body]).collect()
}

/// Facts with what they rest on and what would mend them, each deeper than what it belongs to.
pub(crate) fn facts(facts: &[FactRecord], language: Language) -> String {
    facts.iter().map(|fact| tree(fact, None, 1, language)).collect()
}

/// What a fact is to the one above it.
#[derive(Clone, Copy)]
enum Link {
    Because,
    Maybe,
}

fn tree(fact: &FactRecord, link: Option<Link>, depth: usize, language: Language) -> String {
    let FindingWords { english, chinese } = &fact.words;
    let line = match (link, language) {
        (None, Language::English) => format!("{english} [{}]", fact.code),
        (None, Language::Chinese) => format!("{chinese} [{}]", fact.code),
        (Some(Link::Because), Language::English) => format!("because {english}"),
        (Some(Link::Because), Language::Chinese) => format!("因为{chinese}"),
        (Some(Link::Maybe), Language::English) => format!("Maybe {english}"),
        (Some(Link::Maybe), Language::Chinese) => format!("可：{chinese}"),
    };
    let below = |facts: &[FactRecord], link| -> String {
        facts.iter().map(|fact| tree(fact, Some(link), depth + 1, language)).collect()
    };
    let indent = "  ".repeat(depth);
    format!("{indent}{line}\n{}{}", below(&fact.because, Link::Because), below(&fact.remedies, Link::Maybe))
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
