//! A colour for each area, other than those of the areas it touches.

use std::collections::{BTreeMap, BTreeSet};

use lunban_core::PlaceId;

/// Light enough for dark words, and told apart by most eyes.
const COLOURS: [&str; 8] = ["#8dd3c7", "#ffd92f", "#bebada", "#fb9a99", "#80b1d3", "#fdb462", "#b3de69", "#e5c494"];

/// The colours, area by area: each takes the one that is used least so far among those that no area it touches has.
pub(super) fn colours(
    areas: usize,
    area_of: &BTreeMap<PlaceId, usize>,
    touching: &[(PlaceId, PlaceId)],
) -> Vec<&'static str> {
    let mut beside: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); areas];
    for (one, other) in touching {
        if let (Some(&one), Some(&other)) = (area_of.get(one), area_of.get(other)) {
            beside[one].insert(other);
            beside[other].insert(one);
        }
    }
    let mut chosen: Vec<Option<usize>> = vec![None; areas];
    let mut used = [0_usize; COLOURS.len()];
    for area in 0..areas {
        let taken = |colour: &usize| beside[area].iter().any(|other| chosen[*other] == Some(*colour));
        let free = (0..COLOURS.len()).min_by_key(|colour| (taken(colour), used[*colour], *colour)).unwrap_or_default();
        chosen[area] = Some(free);
        used[free] += 1;
    }
    chosen.into_iter().map(|colour| COLOURS[colour.unwrap_or_default()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_that_touch_have_other_colours() {
        let county = PlaceId::at;
        let area_of: BTreeMap<PlaceId, usize> = (0..6).map(|position| (county(position), position / 2)).collect();
        let touching = [(county(1), county(2)), (county(3), county(4)), (county(0), county(5))];
        let found = colours(3, &area_of, &touching);
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 3);
    }
}
