//! What the words of a call mean in a campaign: people, teams, rounds.

use lunban::{Campaign, PersonId, Text, nearest_text, text};

use crate::exit::Exit;
use crate::failure::Failure;

/// A person by id or name.
pub(super) fn person(campaign: &Campaign, word: &str) -> Result<PersonId, Failure> {
    campaign.person_called(word).map_err(|(Text { english, chinese }, maybe)| {
        wrong(text!("`--person {word}`: expected {english}", "`--person {word}`：{chinese}"), maybe)
    })
}

/// The thing with a name, if it is asked for.
pub(super) fn find<'n, T, I: Iterator<Item = &'n str>>(
    word: Option<&str>,
    option: &str,
    known: impl Fn(&str) -> Option<T>,
    names: impl Fn() -> I,
) -> Result<Option<T>, Failure> {
    let Some(word) = word else { return Ok(None) };
    let found = known(word);
    if found.is_none() {
        let expected = text!("`{option} {word}`: nothing is called so", "`{option} {word}`：没有此名");
        return Err(wrong(expected, nearest_text(word, names())));
    }
    Ok(found)
}

/// The thing with a number from 1 to a last one, if it is asked for.
pub(super) fn numbered<T>(
    word: Option<&str>,
    option: &str,
    last: usize,
    known: impl Fn(u32) -> Option<T>,
) -> Result<Option<T>, Failure> {
    let Some(word) = word else { return Ok(None) };
    let found = word.parse().ok().and_then(known);
    if found.is_none() {
        let expected =
            text!("`{option} {word}`: expected a number from 1 to {last}", "`{option} {word}`：须为1到{last}");
        return Err(wrong(expected, None));
    }
    Ok(found)
}

/// A call that cannot be meant so, and on a line of its own what may have been meant or may help.
pub(super) fn wrong(expected: Text, maybe: Option<Text>) -> Failure {
    let words = match maybe {
        Some(maybe) => with_maybe(&expected, &maybe),
        None => expected,
    };
    Failure::said(Exit::Wrong, "wrong-call", words)
}

/// Words, and on a line of its own what may have been meant or may help.
pub(super) fn with_maybe(words: &Text, maybe: &Text) -> Text {
    // As faults of files say it.
    let before = if maybe.chinese.starts_with('`') { "也许是" } else { "或许可" };
    Text {
        english: format!("{}\n  Maybe {}", words.english, maybe.english),
        chinese: format!("{}\n  {before}{}", words.chinese, maybe.chinese),
    }
}
