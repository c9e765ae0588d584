//! Nearer: people of one span trade cities all at once, as far as that makes the last level less. Exchanges trade in paths and cycles, and where
//! rules of teams bind a city they end short of the nearest.

use std::collections::BTreeMap;

use lunban_core::{Choices, DateRange, Grain, PersonId, SlotId, Stated, Window};
use rayon::prelude::*;

use super::{Placement, finer, in_slots, refined, spans};
use crate::duty::holders;
use crate::repair::keeps;
use crate::road::Work;

/// Spans that are looked at side by side.
const SIDE_BY_SIDE: usize = 2;

/// Nearer cities are looked for where the last level is farther from its bound than this share of it: what is nearer is near enough for the
/// time that it takes.
const FAR: f64 = 0.007;

/// Everybody in cities no farther than they were, as the last level counts it, at no more on the levels above; as they were where that is
/// near a bound, or where there are so many cities that regions came before them.
pub(crate) fn nearer(work: &Work<'_>, placed: Placement, bound: i64) -> Placement {
    if work.pools.has_regions() || !work.problem.campaign().rules().keep_dates_apart() || !is_far(work, &placed, bound)
    {
        return placed;
    }
    let mut placed = placed;
    for spans in spans(work, &placed).chunks(SIDE_BY_SIDE) {
        if work.control.is_over() {
            break;
        }
        let found: Vec<Option<Placement>> =
            spans.par_iter().map(|&span| Span::new(work, &placed, span).nearest()).collect();
        for (nth, (&span, found)) in spans.iter().zip(found).enumerate() {
            let Some(here) = found else { continue };
            let mut next = placed.clone();
            next.retain(|&(_, slot)| work.pools.slot(slot).span != span);
            next.extend(here);
            // Those side by side knew nothing of one another.
            if nth == 0 || Span::new(work, &placed, span).is_kept_by(&next) {
                placed = next;
            }
        }
    }
    placed
}

/// Whether the last level is far from its bound.
fn is_far(work: &Work<'_>, placed: &Placement, bound: i64) -> bool {
    let Some(stated) = refined(work, placed, &Placement::new(), Grain::City) else { return false };
    let held = in_slots(work, &stated, Grain::City, placed);
    let levels = work.levels_with(&stated, &held, work.above() + 1);
    let last = levels.as_ref().and_then(|levels| levels.last());
    last.is_some_and(|&last| (last - bound) as f64 > FAR * bound.max(0) as f64)
}

/// The people of one span and where they are, and what they may choose.
struct Span<'w> {
    work: &'w Work<'w>,
    stated: Stated,
    held: Vec<usize>,
    levels: Vec<i64>,
}

impl<'w> Span<'w> {
    fn new(work: &'w Work<'w>, placed: &Placement, span: DateRange) -> Self {
        let (here, elsewhere): (Placement, Placement) =
            placed.iter().partition(|&&(_, slot)| work.pools.slot(slot).span == span);
        let mut free: BTreeMap<PersonId, Vec<SlotId>> = BTreeMap::new();
        for &(person, slot) in &here {
            free.entry(person).or_default().extend(finer(work, person, slot, Grain::City));
        }
        let tops = work.pools.at(Grain::City).filter(|&slot| work.pools.slot(slot).span == span).collect();
        let choices = Choices { tops, free: free.into_iter().collect(), fixed: elsewhere, seated: true };
        let stated = Window::new(work.problem, &work.pools, Grain::City, &choices).state();
        let held = in_slots(work, &stated, Grain::City, &here);
        let levels = work.levels_with(&stated, &held, work.above() + 1).unwrap_or_default();
        Self { work, stated, held, levels }
    }

    /// The cities of the span with the last level as low as a short search gets it; none if that is no less, or they break a rule as they are.
    fn nearest(&self) -> Option<Placement> {
        let values = self.work.lower_last(&self.stated, &self.levels)?;
        Some(holders(&self.stated, &self.stated.on(&values)))
    }

    /// Whether it comes to no more with everybody as they are in another placement.
    fn is_kept_by(&self, next: &Placement) -> bool {
        let held = in_slots(self.work, &self.stated, Grain::City, next);
        let levels = self.work.levels_with(&self.stated, &held, self.levels.len());
        held.len() == self.held.len() && levels.is_some_and(|levels| keeps(&levels, &self.levels))
    }
}
