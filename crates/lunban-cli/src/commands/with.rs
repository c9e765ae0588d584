//! What `--with` asks for: extras by their words, or `all`.

use std::collections::BTreeSet;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use lunban_files::Extra;

/// The word for every extra there is.
const ALL: &str = "all";

/// One word of the list.
#[derive(Clone, Copy, Debug)]
pub(super) enum With {
    All,
    One(Extra),
}

/// Knows the words, and tells them to whoever writes another.
pub(super) fn parser() -> impl TypedValueParser<Value = With> {
    let words = Extra::ALL.iter().map(|extra| extra.word()).chain([ALL]);
    PossibleValuesParser::new(words).map(|word| {
        let one = Extra::ALL.iter().copied().find(|extra| extra.word() == word);
        one.map_or(With::All, With::One)
    })
}

/// All that the list asks for.
pub(super) fn extras(list: &[With]) -> BTreeSet<Extra> {
    let extras = list.iter().flat_map(|with| match with {
        With::All => Extra::ALL.to_vec(),
        With::One(extra) => vec![*extra],
    });
    extras.collect()
}
