//! The parameters of one rule, read from the campaign's settings with every fault noted.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use toml::{Table, Value};

use crate::{Campaign, Fault, RankId, RoundId, Spot, TagId, Text, UnitId, nearest_text, text};

/// A share of a whole, exact to a millionth.
///
/// Decimal shares are not what floats are: 0.35 of 20 is 7, not a hair more and so 8 when rounded up.
///
/// ```
/// use lunban_core::rules::Share;
/// assert_eq!(Share::from_decimal(0.35).unwrap().of_rounded_up(20), 7);
/// assert_eq!(Share::from_decimal(0.35).unwrap().of_rounded_up(21), 8);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    millionths: u32,
}

impl Share {
    /// Millionths in a whole.
    pub const WHOLE: u32 = 1_000_000;

    /// Whether one of [`Share::WHOLE`] numbers from 0 on is among this share of them.
    pub fn holds(self, number: u32) -> bool {
        number < self.millionths
    }

    /// The share nearest to a decimal from 0 to 1.
    pub fn from_decimal(decimal: f64) -> Option<Self> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1 million fits")]
        (0.0..=1.0).contains(&decimal).then(|| Self { millionths: (decimal * 1e6).round() as u32 })
    }

    /// This share of `whole`, to the nearest whole.
    pub fn of_rounded(self, whole: u32) -> u32 {
        let product = u64::from(whole) * u64::from(self.millionths);
        u32::try_from((product + 500_000) / 1_000_000).unwrap_or(whole)
    }

    /// This share of `whole`, rounded up.
    pub fn of_rounded_up(self, whole: usize) -> i64 {
        let product = whole as u64 * u64::from(self.millionths);
        i64::try_from(product.div_ceil(1_000_000)).unwrap_or(i64::MAX)
    }
}

/// The word for what is not to be had at any price.
const NEVER: &str = "never";

/// Prices above this would leave no room for exact sums.
const MOST_PRICE: i64 = 1_000;

/// The settings under `[rules.<id>]`.
#[derive(Debug)]
pub struct Parameters<'a> {
    campaign: &'a Campaign,
    path: Vec<String>,
    table: &'a Table,
    known: BTreeSet<String>,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Parameters<'a> {
    pub(crate) fn new(campaign: &'a Campaign, path: Vec<String>, table: &'a Table, faults: &'a mut Vec<Fault>) -> Self {
        Self { campaign, path, table, known: BTreeSet::new(), faults }
    }

    /// The campaign the rule is for; its rules and goals are not there yet.
    pub fn campaign(&self) -> &'a Campaign {
        self.campaign
    }

    /// Where a key stands.
    pub fn spot(&self, key: &str) -> Spot {
        Spot::setting(self.path.iter().cloned().chain([key.to_owned()]))
    }

    /// Notes a fault of a key.
    pub fn fault(&mut self, code: &'static str, key: &str, expected: Text, maybe: Option<Text>) {
        let value = self.table.get(key).map(shown).unwrap_or_default();
        let fault = Fault::error(code, self.spot(key), value, expected).maybe(maybe);
        self.faults.push(fault);
    }

    /// Notes that a key may not mean what it says; it stops nothing.
    pub fn warn(&mut self, code: &'static str, key: &str, expected: Text) {
        let value = self.table.get(key).map(shown).unwrap_or_default();
        self.faults.push(Fault::warning(code, self.spot(key), value, expected));
    }

    /// The value of a key as it stands.
    pub fn value(&mut self, key: &str) -> Option<&'a Value> {
        self.known.insert(key.to_owned());
        self.table.get(key)
    }

    /// The keys that nobody has asked for.
    pub fn others(&self) -> Vec<&'a str> {
        self.table.keys().map(String::as_str).filter(|key| !self.known.contains(*key)).collect()
    }

    /// A whole number within a range.
    pub fn integer(&mut self, key: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let value = self.value(key)?;
        let number = value.as_integer().filter(|number| range.contains(number));
        if number.is_none() {
            let quoted =
                value.as_str().and_then(|seen| seen.trim().parse().ok()).filter(|number| range.contains(number));
            let quoted = quoted.map(|number: i64| text!("`{number}`, without quotes", "`{number}`，不加引号"));
            let (low, high) = range.into_inner();
            let nearest = value.as_integer().map(|number| Text::plain(format!("`{}`", number.clamp(low, high))));
            let expected = text!("a whole number from {low} to {high}", "须为{low}到{high}之间的整数");
            self.fault("parameter-out-of-range", key, expected, quoted.or(nearest));
        }
        number
    }

    /// A price from 1 to a thousand, or the word `never`, which is none; where nothing is written, another.
    pub(crate) fn price_or(&mut self, key: &str, other: Option<i64>) -> Option<i64> {
        let Some(value) = self.value(key) else { return other };
        let price = value.as_integer().filter(|price| (1..=MOST_PRICE).contains(price));
        if price.is_none() && value.as_str() != Some(NEVER) {
            let expected = text!(
                "a whole number from 1 to {MOST_PRICE}, or \"{NEVER}\"",
                "须为1到{MOST_PRICE}之间的整数，或\"{NEVER}\""
            );
            self.fault("parameter-not-a-price", key, expected, Some(text!("`\"{NEVER}\"`", "`\"{NEVER}\"`")));
        }
        price
    }

    /// A share from 0 to 1.
    pub fn share(&mut self, key: &str) -> Option<Share> {
        #[expect(clippy::cast_precision_loss, reason = "only 0 and 1 are shares")]
        let decimal = match self.value(key)? {
            Value::Float(decimal) => Some(*decimal),
            Value::Integer(whole) => Some(*whole as f64),
            _ => None,
        };
        let share = decimal.and_then(Share::from_decimal);
        if share.is_none() {
            let expected = text!("a share from 0 to 1", "须为0到1之间的比例");
            let percent = decimal.filter(|value| (1.0..=100.0).contains(value)).map(|value| value / 100.0);
            let maybe = percent.map(|share| Text::plain(format!("`{share}`")));
            self.fault("parameter-out-of-range", key, expected, maybe);
        }
        share
    }

    /// One of some words.
    pub fn word(&mut self, key: &str, words: &[&'static str]) -> Option<&'static str> {
        let value = self.value(key)?;
        let word = value.as_str().and_then(|seen| words.iter().copied().find(|word| *word == seen));
        if word.is_none() {
            let list = words.join(", ");
            let maybe = nearest_text(value.as_str().unwrap_or_default(), words.iter().copied());
            self.fault("parameter-unknown-word", key, text!("one of {list}", "须为其中之一：{list}"), maybe);
        }
        word
    }

    /// A text.
    pub fn text(&mut self, key: &str) -> Option<&'a str> {
        let word = self.value(key)?.as_str();
        if word.is_none() {
            self.fault("parameter-not-a-text", key, text!("a text in quotes", "须为带引号的文字"), None);
        }
        word
    }

    /// The tag that a key names with a word, written there or meant where the key is left out. One that nobody bears is a slip where it is
    /// nearly one that somebody does; else there may be nobody yet, and the planner is told.
    pub fn tag(&mut self, key: &str, word: &str) -> Option<TagId> {
        let known = self.campaign.find_tag(word);
        if known.is_none() {
            let maybe = nearest_text(word, self.campaign.tags().iter().map(String::as_str));
            let expected = text!("a tag that somebody bears", "须为有人带有的标签");
            let fault = if maybe.is_some() && self.table.contains_key(key) {
                Fault::error("unknown-tag", self.spot(key), word, expected)
            } else {
                Fault::warning("tag-of-nobody", self.spot(key), word, text!("nobody bears this tag", "无人带有此标签"))
            };
            self.faults.push(fault.maybe(maybe));
        }
        known
    }

    /// A rank.
    pub fn rank(&mut self, key: &str) -> Option<RankId> {
        let word = self.text(key)?;
        let ranks = self.campaign.ranks();
        let found = ranks.find(word);
        if found.is_none() {
            self.fault("unknown-rank", key, ranks.known(), nearest_text(word, ranks.words()));
        }
        found
    }

    /// A unit, by its id or its name.
    pub fn unit(&mut self, key: &str) -> Option<UnitId> {
        let word = self.text(key)?;
        let found = self.campaign.find_unit(word);
        if found.is_none() {
            let known = self.campaign.unit_words();
            let expected = text!("the id or name of a unit in units", "须为单位表中的编号或名称");
            self.fault("unknown-unit", key, expected, nearest_text(word, known));
        }
        found
    }

    /// A list of rounds by number.
    pub fn rounds(&mut self, key: &str) -> Vec<RoundId> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let calendar = self.campaign.calendar();
        let round = |value: &Value| calendar.numbered(u32::try_from(value.as_integer()?).ok()?);
        let rounds: Option<Vec<RoundId>> = value.as_array().and_then(|list| list.iter().map(round).collect());
        rounds.filter(|rounds| !rounds.is_empty()).unwrap_or_else(|| {
            let last = calendar.rounds().len();
            let expected =
                text!("a list of rounds from 1 to {last}: [1, ...]", "须为1到{last}之间轮次的列表：[1, ...]");
            self.fault("parameter-not-rounds", key, expected, Some(Text::plain(format!("`[{last}]`"))));
            Vec::new()
        })
    }

    /// True or false.
    pub fn flag(&mut self, key: &str) -> Option<bool> {
        let flag = self.value(key)?.as_bool();
        if flag.is_none() {
            self.fault("parameter-not-a-flag", key, text!("true or false", "须为true或false"), None);
        }
        flag
    }

    /// A list of days.
    pub fn dates(&mut self, key: &str) -> Vec<NaiveDate> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let day = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned).parse().ok();
        let days: Option<Vec<NaiveDate>> = value.as_array().and_then(|days| days.iter().map(day).collect());
        days.unwrap_or_else(|| {
            let expected = text!("a list of days [2017-09-13, ...]", "须为日期列表 [2017-09-13, ...]");
            self.fault("parameter-not-days", key, expected, None);
            Vec::new()
        })
    }

    /// Reads a table of parameters under a key, then notes the keys of it that were not asked for.
    pub fn table<T>(&mut self, key: &str, read: impl FnOnce(&mut Parameters<'_>) -> T) -> Option<T> {
        let value = self.value(key)?;
        let Some(table) = value.as_table() else {
            self.fault("parameter-not-a-table", key, text!("a table {{ key = value }}", "须为表 {{ 键 = 值 }}"), None);
            return None;
        };
        Some(self.nested(&[key.to_owned()], table, read))
    }

    /// Reads each table of a list under a key.
    pub fn list<T>(&mut self, key: &str, mut read: impl FnMut(&mut Parameters<'_>) -> T) -> Vec<T> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let tables: Option<Vec<&Table>> = value.as_array().and_then(|list| list.iter().map(Value::as_table).collect());
        let Some(tables) = tables else {
            let expected = text!("a list of tables [{{ key = value }}]", "须为表的列表 [{{ 键 = 值 }}]");
            self.fault("parameter-not-a-list", key, expected, None);
            return Vec::new();
        };
        let read_one = |(position, table): (usize, &'a Table)| {
            self.nested(&[key.to_owned(), position.to_string()], table, &mut read)
        };
        tables.into_iter().enumerate().map(read_one).collect()
    }

    fn nested<T>(&mut self, keys: &[String], table: &Table, read: impl FnOnce(&mut Parameters<'_>) -> T) -> T {
        let path = self.path.iter().chain(keys).cloned().collect();
        let mut nested = Parameters::new(self.campaign, path, table, self.faults);
        let read = read(&mut nested);
        nested.finish();
        read
    }

    /// Notes every key that was not asked for.
    pub(crate) fn finish(self) {
        let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        let list = if known.is_empty() { "-".to_owned() } else { known.join(", ") };
        for key in self.others() {
            let expected = text!("a known key: {list}", "须为已知的键：{list}");
            let fault = Fault::error("unknown-key", self.spot(key), key, expected);
            self.faults.push(fault.maybe(nearest_text(key, known.iter().copied())));
        }
    }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
