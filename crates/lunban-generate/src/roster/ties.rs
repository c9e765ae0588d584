//! Ties: people who serve together, and people who do not serve in one team.

use lunban_core::{PersonDraft, TieDraft, TieScope};

use super::count;
use crate::dice::Dice;
use crate::{Percent, Profile};

/// Ties some people in pairs, each person once at most; every other pair must keep to it. People who serve together are one with
/// limits of their own and one without, as long as there are such, so that keeping together costs a duty.
pub(super) fn give(residents: &mut [&mut PersonDraft], leading: &[&str], profile: &Profile, dice: &mut Dice) {
    let people = count(residents);
    let pairs = |share: Percent| share.of(people) / 2;
    let (together, apart) = (pairs(profile.together), pairs(profile.apart));
    // A leader can hardly go along with somebody: teams have one.
    let free = |person: &usize| !leading.contains(&residents[*person].rank.as_str());
    let (limited, others): (Vec<usize>, Vec<usize>) =
        (0..residents.len()).filter(free).partition(|&person| has_limits(residents[person]));
    let mut limited = dice.in_turn(&limited).into_iter();
    let mut others = dice.in_turn(&others).into_iter();
    for (pair, scope) in (0..together).zip(SCOPES.into_iter().cycle()) {
        let one = limited.next().or_else(|| others.next());
        let Some((one, other)) = one.zip(others.next()) else { return };
        residents[one].with.push(TieDraft { person: residents[other].id.clone(), scope, hard: pair % 2 == 0 });
    }
    for pair in 0..apart {
        let Some((one, other)) = others.next().zip(others.next()) else { return };
        let tie = TieDraft { person: residents[other].id.clone(), scope: TieScope::Team, hard: pair % 2 == 0 };
        residents[one].apart.push(tie);
    }
}

/// What pairs share, in turn.
const SCOPES: [TieScope; 3] = [TieScope::Team, TieScope::City, TieScope::Round];

fn has_limits(person: &PersonDraft) -> bool {
    person.max.is_some() || person.target.is_some()
}
