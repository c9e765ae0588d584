//! What one cell, or one item of a list in a cell, means.

use std::borrow::Cow;

use lunban_core::{Gender, LockMode, Text, TieDraft, TieScope, WishDraft, nearest_text, text};

use super::dates::rounds;

/// Why a value cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misread {
    /// A stable code, kebab-case.
    pub(crate) code: &'static str,
    /// What was expected.
    pub(crate) expected: Text,
    /// What may have been meant.
    pub(crate) maybe: Option<Text>,
}

impl Misread {
    pub(crate) fn new(code: &'static str, expected: Text) -> Self {
        Self { code, expected, maybe: None }
    }

    pub(crate) fn maybe(self, maybe: impl Into<Option<Text>>) -> Self {
        Self { maybe: maybe.into(), ..self }
    }
}

/// Full-width letters, digits and signs as the plain ones they stand for.
pub(crate) fn folded(written: &str) -> Cow<'_, str> {
    let fold = |character: char| match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    };
    if written.is_ascii() { Cow::Borrowed(written) } else { Cow::Owned(written.chars().map(fold).collect()) }
}

/// A word of Latin letters and digits as the plain ones it is meant to be, whatever their width; other words stay.
pub(crate) fn plain(written: &str) -> Cow<'_, str> {
    let folded = folded(written);
    if folded.is_ascii() { folded } else { Cow::Borrowed(written) }
}

/// The items of a list, parted by `;` or by any sign that stands for it.
pub(crate) fn items(written: &str) -> impl Iterator<Item = &str> {
    written.split([';', '；', ',', '，', '、', '\n']).map(str::trim).filter(|item| !item.is_empty())
}

/// A whole number of 0 or more.
pub(crate) fn whole_number(written: &str) -> Result<u32, Misread> {
    folded(written)
        .parse()
        .map_err(|_| Misread::new("not-a-whole-number", text!("a whole number of 0 or more", "须为不小于0的整数")))
}

/// A number with or without decimals.
pub(crate) fn decimal(written: &str) -> Result<f64, Misread> {
    let number = folded(written).parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| Misread::new("not-a-number", text!("a number", "须为数字")))
}

/// More rounds than anybody wishes for one by one.
const MOST_ROUNDS: u32 = 1000;

/// A round: `3`, `r3`, `第3轮`.
pub(crate) fn round_number(written: &str) -> Result<u32, Misread> {
    let written = folded(written);
    let number = written.trim().trim_start_matches(['r', 'R', '第']).trim_end_matches('轮').parse();
    number.map_err(|_| Misread::new("not-a-round", text!("a round such as 3", "须为轮次，例如3")))
}

/// Seats from a round on: `r4=5`.
pub(crate) fn resized(written: &str) -> Result<(u32, u32), Misread> {
    let expected = || text!("a round and the seats from it on, such as r4=5", "须为轮次及自该轮起的人数，例如r4=5");
    let (round, size) = written.split_once(['=', '＝']).ok_or_else(|| Misread::new("not-a-size", expected()))?;
    Ok((round_number(round)?, whole_number(size.trim())?))
}

/// A round with its sign, `r3` or `第3轮`, or rounds, `r5-6`; everything else is the word for a place.
pub(crate) fn wishes(written: &str) -> Result<Vec<WishDraft>, Misread> {
    let is_signed = written.starts_with(['r', 'R', '第', 'ｒ', 'Ｒ']);
    match rounds(&folded(written)).filter(|_| is_signed) {
        None => Ok(vec![WishDraft::Place(written.to_owned())]),
        Some((from, to)) if (from..from.saturating_add(MOST_ROUNDS)).contains(&to) => {
            Ok((from..=to).map(WishDraft::Round).collect())
        }
        Some(_) => {
            let expected = text!("the first round before the last, such as r5-6", "起始轮次须小于结束轮次，例如r5-6");
            Err(Misread::new("rounds-reversed", expected))
        }
    }
}

/// A tie to a person: `P0123`, `P0123@city`, `P0123@round!`.
pub(crate) fn tie(written: &str) -> Result<TieDraft, Misread> {
    let binding = written.strip_suffix(['!', '！']);
    let (person, scope) = match binding.unwrap_or(written).rsplit_once(['@', '＠']) {
        Some((person, scope)) => (person.trim(), tie_scope(scope)?),
        None => (binding.unwrap_or(written).trim(), TieScope::Team),
    };
    if person.is_empty() {
        return Err(Misread::new(
            "not-a-tie",
            text!("the id of a person, such as P0123@city", "须为人员编号，例如P0123@city"),
        ));
    }
    Ok(TieDraft { person: person.to_owned(), scope, hard: binding.is_some() })
}

fn tie_scope(written: &str) -> Result<TieScope, Misread> {
    match written.trim() {
        "team" | "组" => Ok(TieScope::Team),
        "city" | "市" | "城市" => Ok(TieScope::City),
        "round" | "轮" | "轮次" => Ok(TieScope::Round),
        other => {
            let expected = text!("@team, @city or @round", "须为@team、@city或@round");
            Err(Misread::new("unknown-scope", expected).maybe(nearest_text(other, ["team", "city", "round"])))
        }
    }
}

/// A gender: 男, 女, m, f, male, female.
pub(crate) fn gender(written: &str) -> Result<Gender, Misread> {
    match folded(written).to_lowercase().as_str() {
        "男" | "男性" | "m" | "male" => Ok(Gender::Male),
        "女" | "女性" | "f" | "female" => Ok(Gender::Female),
        other => {
            let expected = text!("男 or 女, m or f", "须为男或女");
            Err(Misread::new("unknown-gender", expected).maybe(nearest_text(other, ["male", "female"])))
        }
    }
}

/// Whether a lock must or must not be.
pub(crate) fn lock_mode(written: &str) -> Result<LockMode, Misread> {
    match folded(written).to_lowercase().as_str() {
        "must" | "必须" => Ok(LockMode::Must),
        "never" | "不得" => Ok(LockMode::Never),
        other => {
            let expected = text!("must or never", "须为must（必须）或never（不得）");
            Err(Misread::new("unknown-mode", expected).maybe(nearest_text(other, ["must", "never"])))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_numbers_are_numbers() {
        assert_eq!(whole_number("１２"), Ok(12));
        assert_eq!(decimal("－116.5"), Ok(-116.5));
        assert!(whole_number("-1").is_err() && whole_number("1.5").is_err() && decimal("NaN").is_err());
    }

    #[test]
    fn words_of_latin_letters_are_plain_whatever_their_width() {
        assert_eq!((plain("Ｕ０１－２"), plain("U01")), (Cow::Borrowed("U01-2"), Cow::Borrowed("U01")));
        assert_eq!((plain("总站（一）"), plain("Ａ所")), (Cow::Borrowed("总站（一）"), Cow::Borrowed("Ａ所")));
    }

    #[test]
    fn lists_are_parted_by_any_usual_sign() {
        assert_eq!(items("a; b；c、d，e,f;;").collect::<Vec<_>>(), ["a", "b", "c", "d", "e", "f"]);
    }

    #[test]
    fn a_wish_is_a_round_only_with_its_sign() {
        assert_eq!(wishes("r3"), Ok(vec![WishDraft::Round(3)]));
        assert_eq!(wishes("第３轮"), Ok(vec![WishDraft::Round(3)]));
        for place in ["3", "5-6", "110100", "rome", "第三师"] {
            assert_eq!(wishes(place), Ok(vec![WishDraft::Place(place.to_owned())]));
        }
    }

    #[test]
    fn a_wish_may_be_a_run_of_rounds() {
        for rounds in ["r5-6", "r5-r6", "Ｒ５－６", "第5至6轮"] {
            assert_eq!(wishes(rounds), Ok(vec![WishDraft::Round(5), WishDraft::Round(6)]), "{rounds}");
        }
        for wrong in ["r6-5", "r1-4000000000"] {
            assert_eq!(wishes(wrong).unwrap_err().code, "rounds-reversed", "{wrong}");
        }
    }

    #[test]
    fn a_tie_has_a_scope_and_may_bind() {
        let expected = |scope, hard| Ok(TieDraft { person: "P1".to_owned(), scope, hard });
        assert_eq!(tie("P1"), expected(TieScope::Team, false));
        assert_eq!(tie("P1!"), expected(TieScope::Team, true));
        assert_eq!(tie("P1@city"), expected(TieScope::City, false));
        assert_eq!(tie("P1＠round！"), expected(TieScope::Round, true));
        assert_eq!(tie("P1@citty").unwrap_err().maybe, Some(Text::plain("`city`")));
        assert_eq!(tie("@city!").unwrap_err().code, "not-a-tie");
    }

    #[test]
    fn genders_and_modes_are_read_in_both_languages() {
        assert_eq!((gender("女"), gender("Ｍ")), (Ok(Gender::Female), Ok(Gender::Male)));
        assert_eq!((lock_mode("必须"), lock_mode("Never")), (Ok(LockMode::Must), Ok(LockMode::Never)));
        assert_eq!(lock_mode("mut").unwrap_err().maybe, Some(Text::plain("`must`")));
    }
}
