//! Lines of a calendar folded as RFC 5545, 3.1 wants them: at most 75 bytes each, cut between letters.
//!
//! The crate that writes calendars folds too, but lets the last part of a line have 76.

/// The most bytes of a line, without its end.
const MOST: usize = 75;

/// How a line goes on below.
const FOLD: &str = "\r\n ";

/// A calendar with its lines folded anew.
pub(in crate::out) fn folded(calendar: &str) -> String {
    let mut text = String::with_capacity(calendar.len() + calendar.len() / MOST * FOLD.len());
    for line in calendar.replace(FOLD, "").split_terminator("\r\n") {
        fold(line, &mut text);
        text.push_str("\r\n");
    }
    text
}

fn fold(line: &str, text: &mut String) {
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > MOST {
            text.push_str(FOLD);
            length = 1;
        }
        text.push(letter);
        length += letter.len_utf8();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer_than_75_bytes_wherever_its_letters_end() {
        for length in 70..240 {
            for letters in ["巡查", "轮b班", "é", "a"] {
                let line: String = format!("SUMMARY:{}", letters.repeat(80)).chars().take(length).collect();
                let text = folded(&format!("{line}\r\n"));
                assert!(text.split("\r\n").all(|part| part.len() <= MOST), "{text}");
                assert_eq!(text.replace(FOLD, ""), format!("{line}\r\n"));
            }
        }
    }

    #[test]
    fn a_line_is_filled_before_it_is_folded() {
        assert_eq!(folded(&format!("{}\r\nEND\r\n", "a".repeat(75))), format!("{}\r\nEND\r\n", "a".repeat(75)));
        let (full, rest) = ("a".repeat(75), "b".repeat(74));
        assert_eq!(folded(&format!("{full}{rest}c\r\n")), format!("{full}\r\n {rest}\r\n c\r\n"));
    }

    #[test]
    fn what_was_folded_otherwise_is_folded_anew() {
        assert_eq!(folded("SUMMARY:轮\r\n 班\r\n"), "SUMMARY:轮班\r\n");
    }
}
