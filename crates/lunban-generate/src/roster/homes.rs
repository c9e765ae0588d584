//! Homes: where people must not be sent.

use lunban_core::PersonDraft;

use super::count;
use super::surroundings::Surroundings;
use crate::dice::Dice;
use crate::{Percent, Profile};

/// Of a hundred homes in the campaign's cities, those that name the county.
const BY_COUNTY: Percent = Percent(50);

/// Gives some people homes in the campaign's cities, and some others a home elsewhere.
pub(super) fn give(residents: &mut [&mut PersonDraft], around: &Surroundings, profile: &Profile, dice: &mut Dice) {
    let all = count(residents);
    let (here, elsewhere) = (profile.homes_in_campaign.of(all), profile.homes_elsewhere.of(all));
    let positions: Vec<usize> = (0..residents.len()).collect();
    let with_home = dice.some_of(here + elsewhere, &positions);
    let at_home = dice.some_of(here, &with_home);
    let two_homes = dice.some_of(profile.second_homes.of(count(&at_home)), &at_home);
    for person in with_home {
        if at_home.binary_search(&person).is_err() {
            residents[person].home = dice.some_of(1, &around.elsewhere);
            continue;
        }
        let homes = if two_homes.binary_search(&person).is_ok() { 2 } else { 1 };
        let list = if dice.happens(BY_COUNTY) { &around.counties } else { &around.cities };
        residents[person].home = dice.some_of(homes, list);
    }
}
