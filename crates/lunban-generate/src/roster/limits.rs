//! Limits of one's own: people who can be sent only once, or should be.

use lunban_core::PersonDraft;

use crate::Profile;
use crate::dice::Dice;

/// Gives some people of each rank a maximum of one duty, and some of the others a target of one.
pub(super) fn give(residents: &mut [&mut PersonDraft], profile: &Profile, dice: &mut Dice) {
    let everybody: Vec<usize> = (0..residents.len()).collect();
    let at_most = dice.some_of_each_rank(profile.once_at_most, residents, &everybody);
    let others: Vec<usize> = everybody.into_iter().filter(|person| at_most.binary_search(person).is_err()).collect();
    for person in dice.some_of_each_rank(profile.once_if_possible, residents, &others) {
        residents[person].target = Some(1);
    }
    for person in at_most {
        residents[person].max = Some(1);
    }
}
