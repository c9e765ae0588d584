//! Synthetic people for a campaign: how many is settled first, then each trait is drawn by itself.

mod absences;
mod census;
mod contacts;
mod homes;
mod limits;
mod locks;
mod names;
mod own_columns;
mod surroundings;
mod tags;
mod ties;
mod training;
mod wishes;

pub(crate) use census::Census;
pub(crate) use names::Names;

use lunban_core::{Draft, PersonDraft};

use crate::Profile;
use crate::dice::{Dice, Topic};
use surroundings::Surroundings;
use wishes::Wishes;

/// A campaign with the people that a profile plans for it.
pub(crate) fn inhabit(draft: Draft, profile: &Profile, seed: u64) -> Draft {
    let people = draw(&draft, &Census::planned(&draft, profile), profile, seed);
    let locks = locks::draw(&draft, &people, profile, &mut Dice::new(seed, Topic::Locks));
    Draft { people, locks, ..draft }
}

/// The people that a census counts, sorted by id, with everything else about them drawn by a profile from a seed.
pub(crate) fn draw(draft: &Draft, census: &Census, profile: &Profile, seed: u64) -> Vec<PersonDraft> {
    let dice = |topic| Dice::new(seed, topic);
    let around = Surroundings::of(draft);
    let mut people = census.people();
    names::give(&mut people, profile, &mut dice(Topic::Names));
    tags::give(&mut people, census, &mut dice(Topic::Tags));
    contacts::give(&mut people, &around, profile, &mut dice(Topic::Contacts));
    own_columns::give(&mut people, census, &mut dice(Topic::OwnColumns));

    let mut residents: Vec<&mut PersonDraft> =
        people.iter_mut().filter(|person| census.is_resident(&person.unit)).collect();
    let leading = leading_ranks(draft, profile);
    homes::give(&mut residents, &around, profile, &mut dice(Topic::Homes));
    let away = absences::give(&mut residents, &draft.calendar, &leading, profile, &mut dice(Topic::Absences));
    let wishes = Wishes { away: &away, around: &around, calendar: &draft.calendar, profile };
    wishes.give(&mut residents, &mut dice(Topic::Wishes));
    limits::give(&mut residents, profile, &mut dice(Topic::Limits));
    ties::give(&mut residents, &leading, profile, &mut dice(Topic::Ties));
    training::give(&mut residents, draft.calendar.start, profile, &mut dice(Topic::Training));
    people
}

/// The highest ranks: as many as the profile names leaders of.
fn leading_ranks<'a>(draft: &'a Draft, profile: &Profile) -> Vec<&'a str> {
    draft.ranks.order.iter().rev().take(profile.leaders.len()).map(String::as_str).collect()
}

/// How many there are, in the numbers that profiles are written in.
fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
