//! Single dropouts, taken over by the first who can and planned anew: how often planning does better.

use std::collections::BTreeMap;

use lunban_core::change::{Event, When, apply, translate};
use lunban_core::rules::Share;
use lunban_core::{Audit, PersonId, RoundId, Schedule};
use rand::RngExt;
use rayon::prelude::*;

use super::trial::{Called, Standing, Trial};
use super::{Sample, Simulated, dropouts};
use crate::options::Options;
use crate::plan::PlanError;
use crate::replan::replan;

/// So often a seat is drawn until somebody drops out of it.
const DRAWS: usize = 100_000;

/// Draws single dropouts from the schedule and compares; none where it was told to stop.
pub(super) fn compare(
    standing: &Standing<'_>,
    simulated: &Simulated,
    options: &Options,
) -> Result<Option<Sample>, PlanError> {
    let numbers = (0..simulated.sampled).into_par_iter();
    let compared: Result<Vec<Compared>, PlanError> = numbers
        .filter_map(|number| drawn(standing, simulated, number))
        .map(|seat| if standing.control().is_over() { Ok(Compared::Nothing) } else { one(standing, seat, options) })
        .collect();
    let compared = compared?;
    if standing.control().is_over() {
        return Ok(None);
    }
    let mut sample = Sample::default();
    let mut on: BTreeMap<(usize, String), u32> = BTreeMap::new();
    for compared in compared {
        match compared {
            Compared::Nothing => continue,
            Compared::Same => {}
            Compared::Better { level, name, filled } => {
                sample.better += 1;
                sample.filled += u32::from(filled);
                *on.entry((level, name)).or_default() += 1;
            }
        }
        sample.events += 1;
    }
    sample.on = on.into_iter().map(|((_, name), times)| (name, times)).collect();
    Ok(Some(sample))
}

/// What planning anew came to.
enum Compared {
    /// The dropout contradicts what must be: nothing to compare.
    Nothing,
    Same,
    Better {
        level: usize,
        name: String,
        filled: bool,
    },
}

/// A seat that somebody drops out of, each as likely as its rate says; none if hardly anybody ever does.
fn drawn(standing: &Standing<'_>, simulated: &Simulated, number: u32) -> Option<usize> {
    let mut random = dropouts::stream(simulated.seed, u64::from(u32::MAX) + 1 + u64::from(number));
    let campaign = standing.problem().campaign();
    if standing.seats.is_empty() {
        return None;
    }
    (0..DRAWS).find_map(|_| {
        let seat = random.random_range(0..standing.seats.len());
        let (post, rank) = (standing.post(seat), campaign.person(standing.seats[seat].person).rank);
        let rate = simulated.rates.of(post.round, rank);
        (rate.holds(random.random_range(0..Share::WHOLE)) && post.round.is_some()).then_some(seat)
    })
}

fn one(standing: &Standing<'_>, seat: usize, options: &Options) -> Result<Compared, PlanError> {
    let (problem, duty) = (standing.original, standing.seats[seat]);
    let Some(round) = standing.post(seat).round.map(RoundId::number) else { return Ok(Compared::Nothing) };
    let person = problem.campaign().person(duty.person).id.clone();
    let event = Event::Drop { person, when: When::Rounds(vec![(round, round)]) };
    let Ok(changed) = apply(problem, standing.schedule, &[event], Some(duty.span.first())) else {
        return Ok(Compared::Nothing);
    };
    let planned = match replan(&changed, &Options { threads: None, observer: None, ..options.clone() }) {
        Ok(planned) => planned,
        Err(PlanError::Contradiction) => return Ok(Compared::Nothing),
        Err(_) if standing.control().is_over() => return Ok(Compared::Nothing),
        Err(fault) => return Err(fault),
    };
    let repaired = translate(problem, &changed.problem, &repaired(standing, seat, duty.person));
    let levels = |schedule: &Schedule| Audit::values(&changed.problem, schedule).levels(&changed.problem);
    let (ours, theirs) = (levels(&planned.schedule), levels(&repaired));
    let Some(level) = ours.iter().zip(&theirs).position(|(ours, theirs)| ours != theirs).filter(|_| ours < theirs)
    else {
        return Ok(Compared::Same);
    };
    let campaign = changed.problem.campaign();
    let counts = campaign.goals().levels()[level].terms.iter().map(|(count, _)| campaign.rules().count_name(*count));
    let name = counts.collect::<Vec<_>>().join(" + ");
    let filled = repaired.duties().len() < planned.schedule.duties().len();
    Ok(Compared::Better { level, name, filled })
}

/// The schedule with one dropout taken over as trials do it, everybody callable.
fn repaired(standing: &Standing<'_>, seat: usize, person: PersonId) -> Schedule {
    let called = Called::Everybody;
    let mut trial = Trial::new(standing, &called);
    trial.lose(seat, person);
    trial.schedule()
}
