//! When people are trained: before the first day, or late.

use chrono::{Days, NaiveDate};
use lunban_core::PersonDraft;

use crate::Profile;
use crate::dice::Dice;

/// Gives everybody a day of training: two days before the first, or for some of each rank one after it.
pub(super) fn give(residents: &mut [&mut PersonDraft], start: NaiveDate, profile: &Profile, dice: &mut Dice) {
    let everybody: Vec<usize> = (0..residents.len()).collect();
    let late = dice.some_of_each_rank(profile.trained_late, residents, &everybody);
    for person in residents.iter_mut() {
        person.trained = start.checked_sub_days(BEFORE);
    }
    for person in late {
        residents[person].trained = start.checked_add_days(Days::new(dice.within(profile.days_late).into()));
    }
}

/// How long before the first day most people are trained.
const BEFORE: Days = Days::new(2);
