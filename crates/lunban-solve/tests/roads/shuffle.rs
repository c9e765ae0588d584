//! The same campaign in other words: rows in another order, under other ids.

use std::collections::BTreeMap;

use lunban_core::{Draft, WishDraft};

/// A prime above the number of rows of any table of a random campaign.
const PRIME: usize = 61;

/// A place for each row of a table, another one for each factor that is no multiple of the prime.
fn place(position: usize, factor: usize) -> usize {
    (position + 1) * factor % PRIME
}

/// The campaign with the rows of every table in another order, and other ids for people, teams, units and places; which ones, the case says.
pub(crate) fn shuffled(draft: &Draft, case: usize) -> Draft {
    let mut draft = renamed(draft.clone(), 2 + case % (PRIME - 2));
    let factor = 1 + case / 2 % (PRIME - 1);
    reorder(&mut draft.kinds, factor);
    reorder(&mut draft.places, factor);
    reorder(&mut draft.units, factor);
    reorder(&mut draft.teams, factor);
    reorder(&mut draft.people, factor);
    reorder(&mut draft.locks, factor);
    reorder(&mut draft.history, factor);
    reorder(&mut draft.waivers, factor);
    draft
}

fn reorder<T>(rows: &mut Vec<T>, factor: usize) {
    let numbered: BTreeMap<usize, T> =
        std::mem::take(rows).into_iter().enumerate().map(|(position, row)| (place(position, factor), row)).collect();
    rows.extend(numbered.into_values());
}

/// New ids by old ones.
struct Names(BTreeMap<String, String>);

impl Names {
    fn new<'a>(ids: impl Iterator<Item = &'a String>, letter: char, factor: usize) -> Self {
        let name = |(position, id): (usize, &String)| (id.clone(), format!("{letter}{:02}", place(position, factor)));
        Self(ids.enumerate().map(name).collect())
    }

    fn put(&self, id: &mut String) {
        if let Some(name) = self.0.get(id) {
            id.clone_from(name);
        }
    }
}

fn renamed(mut draft: Draft, factor: usize) -> Draft {
    let people = Names::new(draft.people.iter().map(|person| &person.id), 'p', factor);
    let teams = Names::new(draft.teams.iter().map(|team| &team.team), 't', factor);
    let units = Names::new(draft.units.iter().map(|unit| &unit.unit), 'u', factor);
    let places = Names::new(draft.places.iter().map(|place| &place.code), 'x', factor);
    for place in &mut draft.places {
        places.put(&mut place.code);
        places.put(&mut place.parent);
    }
    for unit in &mut draft.units {
        units.put(&mut unit.unit);
        places.put(&mut unit.base);
    }
    for team in &mut draft.teams {
        teams.put(&mut team.team);
        places.put(&mut team.city);
        team.covers.iter_mut().for_each(|county| places.put(county));
    }
    for person in &mut draft.people {
        people.put(&mut person.id);
        units.put(&mut person.unit);
        places.put(&mut person.base);
        person.home.iter_mut().for_each(|home| places.put(home));
        person.with.iter_mut().chain(&mut person.apart).for_each(|tie| people.put(&mut tie.person));
        for wish in person.prefer.iter_mut().chain(&mut person.avoid) {
            if let WishDraft::Place(place) = wish {
                places.put(place);
            }
        }
    }
    for lock in &mut draft.locks {
        people.put(&mut lock.person);
        lock.team.iter_mut().for_each(|team| teams.put(team));
    }
    for duty in &mut draft.history {
        people.put(&mut duty.person);
        places.put(&mut duty.city);
    }
    for waiver in &mut draft.waivers {
        waiver.team.iter_mut().for_each(|team| teams.put(team));
    }
    draft
}
