//! Locks: a few duties that must or must not be, none of which contradicts another.

use std::collections::BTreeSet;

use lunban_core::{Draft, LockDraft, LockMode, PersonDraft};

use super::leading_ranks;
use crate::dice::Dice;
use crate::{Profile, Span};

/// Locks of as many people as the profile has, from those who are never away, trained in time, neither tied nor limited, and of no leading rank: whatever
/// the round, such a duty can be.
pub(super) fn draw(draft: &Draft, people: &[PersonDraft], profile: &Profile, dice: &mut Dice) -> Vec<LockDraft> {
    let leading = leading_ranks(draft, profile);
    let tied: BTreeSet<&str> = people.iter().flat_map(ties).collect();
    let is_at_hand = |person: &&PersonDraft| {
        let in_time = person.trained.is_some_and(|day| day < draft.calendar.start);
        let is_limited = person.max.is_some() || person.target.is_some();
        let is_bound = ties(person).next().is_some() || tied.contains(person.id.as_str());
        in_time && person.unavailable.is_empty() && !is_limited && !is_bound && !leading.contains(&person.rank.as_str())
    };
    let at_hand: Vec<&PersonDraft> = people.iter().filter(is_at_hand).collect();
    let teams: Vec<&str> = draft.teams.iter().map(|team| team.team.as_str()).collect();
    let drawn = dice.some_of(profile.locks, &at_hand);
    let lock = |(position, person): (usize, &PersonDraft)| {
        let id = person.id.clone();
        if position.is_multiple_of(2) {
            let round = Some(dice.within(Span::new(1, draft.calendar.rounds.max(1))));
            LockDraft { person: id, round, team: None, seat: None, mode: LockMode::Must }
        } else {
            let team = dice.one_of(&teams).map(|team| (*team).to_owned());
            LockDraft { person: id, round: None, team, seat: None, mode: LockMode::Never }
        }
    };
    drawn.into_iter().enumerate().map(lock).collect()
}

fn ties(person: &PersonDraft) -> impl Iterator<Item = &str> {
    person.with.iter().chain(&person.apart).map(|tie| tie.person.as_str())
}
