//! Another roster for a campaign that there is.

use lunban_core::Draft;

use crate::Profile;
use crate::roster::{self, Census};

/// The same places, teams, units and settings with a new synthetic roster.
///
/// Each unit keeps its number of people of each rank, each kind of unit its number of people with each tag; a campaign without
/// people gets as many as the [`Profile`] says. All else is drawn from the seed by the default [`Profile`]. Locks are
/// left out, for they speak of people who are gone.
///
/// ```
/// use lunban_generate::{Shape, generate, like};
/// let (one, other) = (generate(Shape::Jjj, 1).draft, generate(Shape::Jjj, 2).draft);
/// assert_eq!(like(&one, 2), other);
/// ```
pub fn like(draft: &Draft, seed: u64) -> Draft {
    let profile = Profile::default();
    let census = if draft.people.is_empty() { Census::planned(draft, &profile) } else { Census::taken(draft) };
    let people = roster::draw(draft, &census, &profile, seed);
    Draft { people, locks: Vec::new(), ..draft.clone() }
}

#[cfg(test)]
mod tests {
    use lunban_core::{Campaign, Draft};

    use super::like;
    use crate::{SHIPPED_SEED, Shape, generate, template, tiny};

    #[test]
    fn the_shipped_seed_gives_the_shipped_roster() {
        // Absences and locks of the scarce one are of its own profile.
        for shape in Shape::ALL.into_iter().filter(|shape| *shape != Shape::Scarce) {
            let shipped = generate(shape, SHIPPED_SEED).draft;
            assert_eq!(like(&generate(shape, 7).draft, SHIPPED_SEED), shipped, "{shape}");
        }
    }

    #[test]
    fn a_campaign_without_people_gets_some() {
        let shipped = generate(Shape::Jjj, SHIPPED_SEED).draft;
        let empty = Draft { people: Vec::new(), ..shipped.clone() };
        assert_eq!(like(&empty, SHIPPED_SEED), shipped);
    }

    #[test]
    fn the_order_of_rows_reaches_nothing() {
        let draft = tiny().draft;
        let mut turned = draft.clone();
        turned.places.reverse();
        turned.units.reverse();
        turned.teams.reverse();
        turned.people.reverse();
        assert_eq!(like(&turned, 3).people, like(&draft, 3).people);
    }

    #[test]
    fn every_campaign_made_here_can_be_redrawn() {
        for draft in [tiny().draft, template().draft] {
            let redrawn = like(&draft, 3);
            assert_eq!(redrawn.people.len(), draft.people.len());
            Campaign::build(redrawn).unwrap();
        }
    }
}
