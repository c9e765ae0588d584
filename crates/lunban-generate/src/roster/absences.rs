//! When people are away, in rounds and in dates.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use lunban_core::{Absence, CalendarDraft, DateRange, PersonDraft};

use super::count;
use crate::dice::Dice;
use crate::{Profile, ShortRound, Span};

/// Numbers of rounds.
pub(super) type Rounds = BTreeSet<u32>;

/// Gives absences to some people; the rounds in which each of all is away.
pub(super) fn give(
    residents: &mut [&mut PersonDraft],
    calendar: &CalendarDraft,
    leading: &[&str],
    profile: &Profile,
    dice: &mut Dice,
) -> Vec<Rounds> {
    let mut away = vec![Rounds::new(); residents.len()];
    if calendar.rounds == 0 {
        return away;
    }
    leaders_away(residents, calendar, leading, profile, dice, &mut away);
    let stays = short_round(residents, leading, profile, dice, &mut away);
    for person in who_is_away(&away, profile, dice) {
        let rounds = dice.within(profile.rounds_away);
        let is_open = |round: u32| !away[person].contains(&round) && !stays.contains(&(person, round));
        let others: Vec<(u32, u32)> =
            weighted_rounds(calendar, profile.heavy_away).filter(|&(round, _)| is_open(round)).collect();
        let missing = rounds.saturating_sub(u32::from(!away[person].is_empty()));
        away[person].extend(dice.some_weighted(missing, &others));
        residents[person].unavailable = written(&away[person], calendar, profile, dice);
    }
    away
}

/// Every round with a weight to draw it by: so much for a heavy one, 1 for another.
pub(super) fn weighted_rounds(calendar: &CalendarDraft, heavy: u32) -> impl Iterator<Item = (u32, u32)> {
    (1..=calendar.rounds).map(move |round| (round, if is_heavy(calendar, round) { heavy } else { 1 }))
}

/// Whether a round weighs more than others.
pub(super) fn is_heavy(calendar: &CalendarDraft, round: u32) -> bool {
    calendar.heavy.get(&round).is_some_and(|weight| *weight > 1)
}

/// Puts half of the leaders of some units out of one and the same round.
fn leaders_away(
    residents: &[&mut PersonDraft],
    calendar: &CalendarDraft,
    leading: &[&str],
    profile: &Profile,
    dice: &mut Dice,
    away: &mut [Rounds],
) {
    let mut leaders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (position, person) in residents.iter().enumerate().filter(|(_, person)| leading.contains(&person.rank.as_str()))
    {
        leaders.entry(&person.unit).or_default().push(position);
    }
    let units: Vec<Vec<usize>> = leaders.into_values().filter(|leaders| leaders.len() > 1).collect();
    for leaders in dice.some_of(profile.units_without_leaders, &units) {
        let round = dice.within(Span::new(1, calendar.rounds));
        for leader in dice.some_of(count(&leaders).div_ceil(2), &leaders) {
            away[leader].insert(round);
        }
    }
}

/// Puts all of the highest rank but a few out of the short round: those few, with that round.
fn short_round(
    residents: &[&mut PersonDraft],
    leading: &[&str],
    profile: &Profile,
    dice: &mut Dice,
    away: &mut [Rounds],
) -> BTreeSet<(usize, u32)> {
    let Some(ShortRound { round, free }) = profile.short_round else { return BTreeSet::new() };
    let is_highest = |person: &usize| Some(&residents[*person].rank.as_str()) == leading.first();
    let highest: Vec<usize> = (0..residents.len()).filter(is_highest).collect();
    let stay = dice.some_of(free, &highest);
    for person in highest {
        if stay.contains(&person) {
            away[person].remove(&round);
        } else {
            away[person].insert(round);
        }
    }
    stay.into_iter().map(|person| (person, round)).collect()
}

/// Everybody who is away already, and as many others as make up the share.
fn who_is_away(away: &[Rounds], profile: &Profile, dice: &mut Dice) -> Vec<usize> {
    let (mut absent, present): (Vec<usize>, Vec<usize>) = (0..away.len()).partition(|&person| !away[person].is_empty());
    let missing = profile.away.of(count(away)).saturating_sub(count(&absent));
    absent.extend(dice.some_of(missing, &present));
    absent.sort_unstable();
    absent
}

/// Rounds as a roster writes them: each run as rounds, or as dates that may begin and end in mid-round.
fn written(rounds: &Rounds, calendar: &CalendarDraft, profile: &Profile, dice: &mut Dice) -> Vec<Absence> {
    let absence = |(from, to): (u32, u32)| {
        let dates = dice.happens(profile.absences_as_dates).then(|| dates(from, to, calendar, dice)).flatten();
        dates.map_or(Absence::Rounds { from, to }, Absence::Dates)
    };
    runs(rounds).into_iter().map(absence).collect()
}

/// Runs of rounds, first and last.
fn runs(rounds: &Rounds) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &round in rounds {
        match runs.last_mut() {
            Some((_, to)) if *to + 1 == round => *to = round,
            _ => runs.push((round, round)),
        }
    }
    runs
}

/// Dates that touch each round of a run, and no other: they leave out at most the first third of it and the last.
fn dates(from: u32, to: u32, calendar: &CalendarDraft, dice: &mut Dice) -> Option<DateRange> {
    let spare = calendar.days_per_round / 3 + 1;
    let step = u64::from(calendar.days_per_round.saturating_sub(calendar.overlap_days));
    let last_day = calendar.days_per_round.checked_sub(1)?;
    let first_of = |round: u32| calendar.start.checked_add_days(Days::new(u64::from(round - 1) * step));
    let first = first_of(from)?.checked_add_days(Days::new(u64::from(dice.below(spare))))?;
    let last = first_of(to)?.checked_add_days(Days::new(u64::from(last_day - dice.below(spare))))?;
    DateRange::new(first, last)
}

#[cfg(test)]
mod tests {
    use super::{Rounds, dates, runs};
    use crate::dice::{Dice, Topic};
    use lunban_core::{CalendarDraft, DateRange};

    #[test]
    fn neighbouring_rounds_are_one_run() {
        assert_eq!(runs(&Rounds::from([1, 2, 3, 5, 8])), [(1, 3), (5, 5), (8, 8)]);
    }

    #[test]
    fn dates_touch_their_rounds_and_no_other() {
        let calendar = CalendarDraft { start: "2017-09-15".parse().unwrap(), rounds: 8, ..CalendarDraft::default() };
        let mut dice = Dice::new(1, Topic::Absences);
        let rounds: DateRange = "2017-09-29/2017-10-26".parse().unwrap();
        for _ in 0..100 {
            let dates = dates(2, 3, &calendar, &mut dice).unwrap();
            assert!(rounds.covers(dates) && dates.days() >= 20, "{dates}");
        }
    }
}
