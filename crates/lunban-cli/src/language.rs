//! Which language the screen speaks.

use std::ffi::OsString;

use clap::ValueEnum;
use lunban::Language;

/// A language, as `--lang` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tongue {
    En,
    Zh,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::En => Self::English,
            Tongue::Zh => Self::Chinese,
        }
    }
}

/// The language to speak before the call is understood: the one it names, else the locale's.
pub(crate) fn of_call(words: &[OsString]) -> Language {
    named(words).map_or_else(|| of_locale(sys_locale::get_locale().as_deref()), Language::from)
}

fn named(words: &[OsString]) -> Option<Tongue> {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let beside = words.windows(2).filter(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let within = words.iter().filter_map(|word| word.strip_prefix("--lang="));
    beside.chain(within).find_map(|word| Tongue::from_str(word, true).ok())
}

fn of_locale(locale: Option<&str>) -> Language {
    let speaks_chinese = locale.is_some_and(|locale| locale.to_lowercase().starts_with("zh"));
    if speaks_chinese { Language::Chinese } else { Language::English }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(call: &str) -> Option<Tongue> {
        named(&call.split(' ').map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn a_call_names_its_language_in_two_ways() {
        assert_eq!(of("lunban --lang zh rules"), Some(Tongue::Zh));
        assert_eq!(of("lunban rules --lang=en"), Some(Tongue::En));
        assert_eq!(of("lunban rules zh"), None);
        assert_eq!(of("lunban --lang"), None);
        assert_eq!(of("lunban --lang fr"), None);
    }

    #[test]
    fn a_locale_is_chinese_or_else_english() {
        assert_eq!(of_locale(Some("zh-CN")), Language::Chinese);
        assert_eq!(of_locale(Some("zh_TW.UTF-8")), Language::Chinese);
        assert_eq!(of_locale(Some("en-GB")), Language::English);
        assert_eq!(of_locale(None), Language::English);
    }
}
