//! Tags: exactly as many people bear each as the census counts.

use lunban_core::PersonDraft;

use super::Census;
use crate::dice::Dice;

/// Gives the tags of each kind of unit to people of that kind.
pub(super) fn give(people: &mut [PersonDraft], census: &Census, dice: &mut Dice) {
    for (kind, tag, bearers) in census.tags() {
        let of_kind: Vec<usize> =
            (0..people.len()).filter(|&person| census.kind_of(&people[person].unit) == kind).collect();
        for person in dice.some_of(bearers, &of_kind) {
            people[person].tags.push(tag.to_owned());
        }
    }
}
