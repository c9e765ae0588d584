//! Headings of a Chinese notice are numbered in Chinese: 一, 二, ... 十二, ... 二十.

use lunban_core::Language;

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// The number of a section: `一、` or `1  `.
pub(super) fn section(number: usize, language: Language) -> String {
    match language {
        Language::English => format!("{number}  "),
        Language::Chinese => format!("{}、", in_chinese(number)),
    }
}

/// The number of a part of a section: `（一）` or `1.1  `.
pub(super) fn part(section: usize, number: usize, language: Language) -> String {
    match language {
        Language::English => format!("{section}.{number}  "),
        Language::Chinese => format!("（{}）", in_chinese(number)),
    }
}

/// A number below 100 in Chinese; greater ones in digits, as notices write them.
fn in_chinese(number: usize) -> String {
    match number {
        1..=99 => {
            let tens = match number / 10 {
                0 => String::new(),
                1 => "十".to_owned(),
                tens => format!("{}十", DIGITS[tens]),
            };
            tens + DIGITS[number % 10]
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_a_notice_writes_them() {
        let numbers = [1, 9, 10, 11, 20, 25, 99, 100].map(in_chinese);
        assert_eq!(numbers, ["一", "九", "十", "十一", "二十", "二十五", "九十九", "100"]);
        assert_eq!((section(2, Language::Chinese), part(2, 12, Language::Chinese)), ("二、".into(), "（十二）".into()));
        assert_eq!((section(2, Language::English), part(2, 12, Language::English)), ("2  ".into(), "2.12  ".into()));
    }
}
