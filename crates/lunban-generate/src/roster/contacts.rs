//! Where people work, and how to reach them.

use lunban_core::PersonDraft;

use super::count;
use super::surroundings::Surroundings;
use crate::Profile;
use crate::dice::Dice;

/// Gives everybody a phone, and a few a city of work that may not be their unit's.
///
/// No mobile phone in China has a number that begins with 100, so nobody is called by mistake.
pub(super) fn give(people: &mut [PersonDraft], around: &Surroundings, profile: &Profile, dice: &mut Dice) {
    let positions: Vec<usize> = (0..people.len()).collect();
    for person in dice.some_of(profile.bases_elsewhere.of(count(people)), &positions) {
        people[person].base = dice.one_of(&around.bases).cloned().unwrap_or_default();
    }
    for person in people {
        person.phone = format!("100{:08}", dice.below(100_000_000));
    }
}
