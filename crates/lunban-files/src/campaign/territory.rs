//! `[territory]` of the campaign file: how counties are divided among the teams of their city.

use std::collections::BTreeMap;

use lunban_core::territory::{Aim, ExceptionDraft, FixDraft, ForbidDraft, Load, SizesDraft, TerritoryDraft};
use lunban_core::{Text, nearest_text, text};

use crate::settings::{Keys, Reader, Setting};
use crate::table::Misread;

const KEYS: &[&str] = &["load", "aims", "kinds", "cores", "exceptions", "fix", "forbid"];

/// Reads the section; what cannot be read is noted and left out.
pub(super) fn read<'d, 't>(reader: &mut Reader<'d, 't>, section: &'d Setting<'t>) -> Option<TerritoryDraft> {
    let table = reader.table(section)?;
    let keys = reader.keys(table, KEYS);
    Some(TerritoryDraft {
        load: keys.get("load").and_then(|setting| word(reader, setting, &LOADS)).unwrap_or_default(),
        aims: items(reader, &keys, "aims", |reader, item| word(reader, item, &AIMS)),
        kinds: keys.get("kinds").map(|setting| kinds(reader, setting)).unwrap_or_default(),
        cores: keys.get("cores").map(|setting| cores(reader, setting)).unwrap_or_default(),
        exceptions: items(reader, &keys, "exceptions", exception),
        fix: items(reader, &keys, "fix", fix),
        forbid: items(reader, &keys, "forbid", forbid),
    })
}

const LOADS: [(&str, Load); 2] = [("counties", Load::Counties), ("column", Load::Column)];

const AIMS: [(&str, Aim); 3] = [("balance", Aim::Balance), ("distance", Aim::Distance), ("border", Aim::Border)];

/// What one of some words means.
fn word<'t, T: Copy>(reader: &mut Reader<'_, 't>, setting: &Setting<'t>, known: &[(&str, T)]) -> Option<T> {
    let written = reader.text(setting)?;
    let found = known.iter().find(|(word, _)| *word == written).map(|(_, meant)| *meant);
    if found.is_none() {
        let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
        let list = words.join(", ");
        let expected = text!("one of {list}", "须为其中之一：{list}");
        reader.note(setting, Misread::new("unknown-word", expected).maybe(nearest_text(&written, words)));
    }
    found
}

fn items<'d, 't, T>(
    reader: &mut Reader<'d, 't>,
    keys: &Keys<'d, 't>,
    key: &str,
    read: impl Fn(&mut Reader<'d, 't>, &'d Setting<'t>) -> Option<T>,
) -> Vec<T> {
    let list = keys.get(key).map(|setting| reader.list(setting)).unwrap_or_default();
    list.iter().filter_map(|item| read(reader, item)).collect()
}

fn kinds<'d, 't>(reader: &mut Reader<'d, 't>, setting: &'d Setting<'t>) -> BTreeMap<String, SizesDraft> {
    let table = reader.table(setting);
    let kinds = table.into_iter().flatten();
    kinds.filter_map(|(name, kind)| Some((name.get_ref().to_string(), sizes(reader, kind)?))).collect()
}

fn sizes<'d, 't>(reader: &mut Reader<'d, 't>, setting: &'d Setting<'t>) -> Option<SizesDraft> {
    let table = reader.table(setting)?;
    let keys = reader.keys(table, &["core", "at_least", "at_most"]);
    let mut number = |key: &str| {
        let found = keys.get(key);
        if found.is_none() {
            reader.missing(key, setting);
        }
        found.and_then(|found| reader.number(found))
    };
    let (at_least, at_most) = (number("at_least"), number("at_most"));
    let core = keys.get("core").and_then(|setting| flag(reader, setting)).unwrap_or_default();
    Some(SizesDraft { core, at_least: at_least?, at_most: at_most? })
}

fn flag<'t>(reader: &mut Reader<'_, 't>, setting: &Setting<'t>) -> Option<bool> {
    let flag = setting.get_ref().as_bool();
    if flag.is_none() {
        let expected = text!("true or false", "须为true或false");
        reader.note(setting, Misread::new("not-a-flag", expected).maybe(Text::plain("`true`")));
    }
    flag
}

fn cores<'d, 't>(reader: &mut Reader<'d, 't>, setting: &'d Setting<'t>) -> BTreeMap<String, String> {
    let cores = reader.table(setting).into_iter().flatten();
    cores.filter_map(|(city, county)| Some((city.get_ref().to_string(), reader.text(county)?))).collect()
}

fn exception<'d, 't>(reader: &mut Reader<'d, 't>, setting: &'d Setting<'t>) -> Option<ExceptionDraft> {
    let table = reader.table(setting)?;
    let keys = reader.keys(table, &["city", "kind", "at_least", "at_most", "reason"]);
    let (city, kind) = (needed(reader, &keys, "city", setting), needed(reader, &keys, "kind", setting));
    let mut number = |key| keys.get(key).and_then(|setting| reader.number(setting));
    let (at_least, at_most) = (number("at_least"), number("at_most"));
    let reason = keys.get("reason").and_then(|setting| reader.text(setting)).unwrap_or_default();
    Some(ExceptionDraft { city: city?, kind: kind?, at_least, at_most, reason })
}

fn fix<'d, 't>(reader: &mut Reader<'d, 't>, setting: &'d Setting<'t>) -> Option<FixDraft> {
    let table = reader.table(setting)?;
    let keys = reader.keys(table, &["team", "covers"]);
    let team = needed(reader, &keys, "team", setting)?;
    Some(FixDraft { team, covers: covers(reader, &keys, setting) })
}

fn forbid<'d, 't>(reader: &mut Reader<'d, 't>, setting: &'d Setting<'t>) -> Option<ForbidDraft> {
    let table = reader.table(setting)?;
    let keys = reader.keys(table, &["covers"]);
    Some(ForbidDraft { covers: covers(reader, &keys, setting) })
}

fn covers<'d, 't>(reader: &mut Reader<'d, 't>, keys: &Keys<'d, 't>, around: &'d Setting<'t>) -> Vec<String> {
    let Some(setting) = keys.get("covers") else {
        reader.missing("covers", around);
        return Vec::new();
    };
    reader.texts(setting)
}

/// A text that must be there.
pub(super) fn needed<'d, 't>(
    reader: &mut Reader<'d, 't>,
    keys: &Keys<'d, 't>,
    key: &str,
    around: &'d Setting<'t>,
) -> Option<String> {
    let found = keys.get(key);
    if found.is_none() {
        reader.missing(key, around);
    }
    found.and_then(|found| reader.text(found))
}
