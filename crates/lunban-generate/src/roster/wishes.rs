//! Rounds and places that people prefer or would rather not have.

use lunban_core::{CalendarDraft, PersonDraft, WishDraft};

use super::absences::{Rounds, weighted_rounds};
use super::count;
use super::surroundings::Surroundings;
use crate::Profile;
use crate::dice::Dice;

/// Gives some people wishes for rounds, and some people, perhaps the same, wishes for places.
pub(super) fn give(
    residents: &mut [&mut PersonDraft],
    away: &[Rounds],
    around: &Surroundings,
    calendar: &CalendarDraft,
    profile: &Profile,
    dice: &mut Dice,
) {
    let positions: Vec<usize> = (0..residents.len()).collect();
    let people = count(residents);
    for person in dice.some_of(profile.round_wishes.of(people), &positions) {
        wish_for_rounds(residents[person], &away[person], calendar, profile, dice);
    }
    for person in dice.some_of(profile.place_wishes.of(people), &positions) {
        wish_for_places(residents[person], around, profile, dice);
    }
}

/// A wish for rounds in which the person is there.
fn wish_for_rounds(
    person: &mut PersonDraft,
    away: &Rounds,
    calendar: &CalendarDraft,
    profile: &Profile,
    dice: &mut Dice,
) {
    let avoids = dice.happens(profile.wishes_to_avoid);
    let (rounds, heavy, wishes) = if avoids {
        (profile.rounds_avoided, profile.heavy_avoided, &mut person.avoid)
    } else {
        (profile.rounds_preferred, profile.heavy_preferred, &mut person.prefer)
    };
    let there: Vec<(u32, u32)> = weighted_rounds(calendar, heavy).filter(|(round, _)| !away.contains(round)).collect();
    let rounds = dice.within(rounds);
    wishes.extend(dice.some_weighted(rounds, &there).into_iter().map(WishDraft::Round));
}

/// A wish for cities, or for one province.
fn wish_for_places(person: &mut PersonDraft, around: &Surroundings, profile: &Profile, dice: &mut Dice) {
    let avoids = dice.happens(profile.wishes_to_avoid);
    let places = if dice.happens(profile.wishes_by_province) && !around.provinces.is_empty() {
        dice.some_of(1, &around.provinces)
    } else {
        let cities = dice.within(if avoids { profile.cities_avoided } else { profile.cities_preferred });
        dice.some_of(cities, &around.cities)
    };
    let wishes = if avoids { &mut person.avoid } else { &mut person.prefer };
    wishes.extend(places.into_iter().map(WishDraft::Place));
}
