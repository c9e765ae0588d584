//! Facts as lines of text.

use lunban_core::Language;

use super::{FactRecord, FindingWords};

/// Facts with what they rest on and what would mend them, each deeper than what it belongs to.
pub fn told(facts: &[FactRecord], language: Language) -> String {
    facts.iter().map(|fact| tree(fact, None, 1, language)).collect()
}

/// What a fact is to the one above it.
#[derive(Clone, Copy)]
enum Link {
    Because,
    Maybe,
}

fn tree(fact: &FactRecord, as_what: Option<Link>, depth: usize, language: Language) -> String {
    let FindingWords { english, chinese } = &fact.words;
    let line = match (as_what, language) {
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
    use super::*;

    fn fact(code: &str, words: &str) -> FactRecord {
        let words = FindingWords { english: words.to_owned(), chinese: words.to_owned() };
        FactRecord { code: code.to_owned(), words, ..FactRecord::default() }
    }

    #[test]
    fn what_a_fact_rests_on_stands_deeper_than_it() {
        let mut open = fact("seats-open", "two open");
        open.because = vec![fact("requirement", "nobody is free")];
        open.remedies =
            vec![FactRecord { because: vec![fact("exception", "Ann serves")], ..fact("exceptions", "one") }];
        let lines =
            ["  two open [seats-open]", "    because nobody is free", "    Maybe one", "      because Ann serves"];
        assert_eq!(told(&[open], Language::English).lines().collect::<Vec<_>>(), lines);
    }
}
