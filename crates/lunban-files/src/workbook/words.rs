//! Words as a cell can hold them.

use std::borrow::Cow;

/// The most a cell holds, in units of UTF-16.
const MOST: usize = 32_767;

/// What follows words that were cut.
const CUT: &str = "…";

/// The words without what a cell cannot hold: characters that XML forbids become `�`, and what is too long is cut.
pub(crate) fn held(words: &str) -> Cow<'_, str> {
    // The library takes a text between these marks for XML of its own; a blank at the end, which readers drop, keeps it a text.
    let is_marked = words.starts_with("<r>") && words.ends_with("</r>");
    if words.chars().all(is_legal) && !is_marked && length(words) < MOST {
        return Cow::Borrowed(words);
    }
    let legal: String =
        words.chars().map(|sign| if is_legal(sign) { sign } else { char::REPLACEMENT_CHARACTER }).collect();
    let held = if length(&legal) < MOST { legal } else { beginning(&legal).to_owned() + CUT };
    Cow::Owned(if is_marked { held + " " } else { held })
}

fn is_legal(sign: char) -> bool {
    matches!(sign, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

fn length(words: &str) -> usize {
    words.encode_utf16().count()
}

/// As much of it as leaves room for the signs that may follow.
fn beginning(words: &str) -> &str {
    let ends = words.char_indices().scan(0, |units, (start, sign)| {
        *units += sign.len_utf16();
        Some((*units, start + sign.len_utf8()))
    });
    let end = ends.take_while(|(units, _)| *units < MOST - 1).last().map_or(0, |(_, end)| end);
    &words[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_stay() {
        for words in ["", "张三", "=1+1", "a\tb\nc", "<r>", "𠮷", "_x0041_"] {
            assert_eq!(held(words), words);
        }
    }

    #[test]
    fn what_xml_forbids_is_replaced() {
        assert_eq!(held("a\0b\u{1f}c\u{ffff}"), "a\u{fffd}b\u{fffd}c\u{fffd}");
    }

    #[test]
    fn words_that_are_too_long_are_cut_between_characters() {
        for long in ["长".repeat(40_000), "𠮷".repeat(20_000), format!("<r>{}</r>", "a".repeat(40_000))] {
            let cut = held(&long);
            assert!(length(&cut) <= MOST && cut.trim_end().ends_with(CUT), "{}", length(&cut));
            assert!(long.starts_with(cut.trim_end().trim_end_matches(CUT)));
        }
    }

    #[test]
    fn words_are_never_taken_for_xml() {
        assert_eq!(held("<r><t>x</t></r>"), "<r><t>x</t></r> ");
    }
}
