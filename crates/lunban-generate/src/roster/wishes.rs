//! Rounds and places that people prefer or would rather not have.

use std::collections::BTreeMap;

use lunban_core::{CalendarDraft, PersonDraft, WishDraft};

use super::absences::{Rounds, is_heavy, weighted_rounds};
use super::count;
use super::surroundings::Surroundings;
use crate::Profile;
use crate::dice::Dice;

/// What wishes are drawn from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wishes<'a> {
    /// The rounds in which each of the people is away.
    pub(super) away: &'a [Rounds],
    pub(super) around: &'a Surroundings,
    pub(super) calendar: &'a CalendarDraft,
    pub(super) profile: &'a Profile,
}

impl Wishes<'_> {
    /// Gives some people wishes for rounds, of one sort each, and some people, perhaps the same, wishes for places.
    pub(super) fn give(self, residents: &mut [&mut PersonDraft], dice: &mut Dice) {
        self.give_busy_units(residents, dice);
        self.give_weary(residents, dice);
        let others = without_wishes(residents);
        for person in dice.some_of(self.profile.round_wishes.of(count(&others)), &others) {
            self.wish_for_rounds(residents[person], &self.away[person], dice);
        }
        let everybody: Vec<usize> = (0..residents.len()).collect();
        for person in dice.some_of(self.profile.place_wishes.of(count(&everybody)), &everybody) {
            self.wish_for_places(residents[person], dice);
        }
        self.give_homesick(residents, dice);
    }

    /// In some units most people wish for the same two rounds.
    fn give_busy_units(self, residents: &mut [&mut PersonDraft], dice: &mut Dice) {
        let mut of_unit: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (position, person) in residents.iter().enumerate() {
            of_unit.entry(&person.unit).or_default().push(position);
        }
        let units: Vec<Vec<usize>> = of_unit.into_values().collect();
        let light: Vec<u32> = (1..=self.calendar.rounds).filter(|&round| !is_heavy(self.calendar, round)).collect();
        for people in dice.some_of(self.profile.busy_units, &units) {
            let rounds = dice.some_of(2, &light);
            for person in dice.some_of(self.profile.busy.of(count(&people)), &people) {
                residents[person].prefer.extend(rounds.iter().copied().map(WishDraft::Round));
            }
        }
    }

    /// Most people with a tag would rather be free in heavy rounds.
    fn give_weary(self, residents: &mut [&mut PersonDraft], dice: &mut Dice) {
        let (tag, share) = self.profile.weary;
        let mut bearers = without_wishes(residents);
        bearers.retain(|&person| residents[person].tags.iter().any(|borne| borne == tag));
        let heavy: Vec<u32> = (1..=self.calendar.rounds).filter(|&round| is_heavy(self.calendar, round)).collect();
        for person in dice.some_of(share.of(count(&bearers)), &bearers) {
            residents[person].avoid.extend(heavy.iter().copied().map(WishDraft::Round));
        }
    }

    /// A wish for rounds in which the person is there.
    fn wish_for_rounds(self, person: &mut PersonDraft, away: &Rounds, dice: &mut Dice) {
        let profile = self.profile;
        let avoids = dice.happens(profile.wishes_to_avoid);
        let (rounds, heavy, wishes) = if avoids {
            (profile.rounds_avoided, profile.heavy_avoided, &mut person.avoid)
        } else {
            (profile.rounds_preferred, profile.heavy_preferred, &mut person.prefer)
        };
        let there: Vec<(u32, u32)> =
            weighted_rounds(self.calendar, heavy).filter(|(round, _)| !away.contains(round)).collect();
        let rounds = dice.within(rounds);
        wishes.extend(dice.some_weighted(rounds, &there).into_iter().map(WishDraft::Round));
    }

    /// A wish for cities, or for one province.
    fn wish_for_places(self, person: &mut PersonDraft, dice: &mut Dice) {
        let Self { around, profile, .. } = self;
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

    /// Some people whose home is a city of the campaign ask to be sent there, and wish for no other place.
    fn give_homesick(self, residents: &mut [&mut PersonDraft], dice: &mut Dice) {
        let is_city = |home: &String| self.around.cities.contains(home);
        let is_of_place = |wish: &WishDraft| matches!(wish, WishDraft::Place(_));
        let could: Vec<usize> = (0..residents.len())
            .filter(|&person| {
                let person = &*residents[person];
                person.home.iter().any(is_city) && !person.prefer.iter().chain(&person.avoid).any(is_of_place)
            })
            .collect();
        for person in dice.some_of(self.profile.home_wishes.of(count(residents)), &could) {
            let homes = residents[person].home.clone().into_iter().filter(is_city);
            residents[person].prefer.extend(homes.map(WishDraft::Place));
        }
    }
}

/// Those who wish for nothing yet.
fn without_wishes(residents: &[&mut PersonDraft]) -> Vec<usize> {
    let wishes = |person: &PersonDraft| person.prefer.len() + person.avoid.len();
    (0..residents.len()).filter(|&person| wishes(residents[person]) == 0).collect()
}
