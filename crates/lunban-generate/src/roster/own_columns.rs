//! Columns that units add for themselves: nothing here reads them, and every unit gets its own back.

use lunban_core::PersonDraft;

use super::Census;
use crate::dice::Dice;

/// A column, and what people write in it.
type Column = (&'static str, &'static [&'static str]);

const DEPARTMENT: Column = ("部门", &["办公室", "综合处", "业务一处", "业务二处", "技术室", "信息室"]);
const REMARK: Column = ("备注", &["无", "素食", "晕车", "可带车"]);
const LICENCE: Column = ("驾照", &["无", "C1", "C2", "B2"]);
const TITLE: Column = ("职称", &["工程师", "高级工程师", "正高级工程师", "无"]);

/// The last digits of an identity card: digits, so that a reader who takes them for a number is found out by `0042`.
const CARD: &str = "身份证后四位";

/// What one unit adds; the units take turns.
const SETS: &[&[Column]] = &[&[DEPARTMENT, REMARK], &[], &[LICENCE], &[DEPARTMENT, TITLE], &[REMARK, LICENCE]];

/// Every so many units one asks for identity cards.
const CARD_EVERY: usize = 4;

/// Fills the columns of each unit for all of its people.
pub(super) fn give(people: &mut [PersonDraft], census: &Census, dice: &mut Dice) {
    let units: Vec<&str> = census.units().collect();
    for person in people {
        let Ok(unit) = units.binary_search(&person.unit.as_str()) else { continue };
        for (column, words) in SETS[unit % SETS.len()] {
            let word = dice.one_of(words).copied().unwrap_or_default();
            person.extra.push(((*column).to_owned(), word.to_owned()));
        }
        if unit % CARD_EVERY == 0 {
            person.extra.push((CARD.to_owned(), format!("{:04}", dice.below(10_000))));
        }
    }
}
