//! Random cities, divided by search and by trying everything.

use lunban_core::territory::{Aim, City, Counties, Length, Wanted};
use lunban_core::{KindId, PlaceId};
use petgraph::graph::{NodeIndex, UnGraph};
use proptest::prelude::*;

use super::TerritoryOptions;
use super::aims::{NoCover, reach};
use super::pieces::{Piece, pieces};
use crate::seam::Backend;

/// A city of counties on a grid three wide, some borders of it missing, with one area around the first county and some others.
fn city(loads: &[i64], missing: &[usize], lengths: &[i64], areas: u32) -> City {
    let counties = loads.len();
    let mut borders = UnGraph::default();
    for county in 0..counties {
        borders.add_node(PlaceId::at(county + 1));
    }
    let beside = (0..counties).flat_map(|county| [(county, county + 1, county % 3 != 2), (county, county + 3, true)]);
    let beside = beside.filter(|(_, other, is_beside)| *is_beside && *other < counties);
    for (number, (one, other, _)) in beside.enumerate().filter(|(number, _)| !missing.contains(number)) {
        borders.add_edge(NodeIndex::new(one), NodeIndex::new(other), Length(lengths[number % lengths.len()]));
    }
    let distance = |one: usize, other: usize| {
        let apart = (one % 3).abs_diff(other % 3) * 7 + (one / 3).abs_diff(other / 3) * 5;
        Length(i64::try_from(apart).unwrap())
    };
    let wanted = |kind, core, (at_least, at_most), areas| Wanted {
        kind: KindId::at(kind),
        core,
        at_least,
        at_most,
        is_exception: false,
        areas,
        teams: Vec::new(),
    };
    City {
        city: PlaceId::at(0),
        counties: (1..=counties).map(PlaceId::at).collect(),
        loads: loads.to_vec(),
        borders,
        distances: (0..counties).map(|one| (0..counties).map(|other| distance(one, other)).collect()).collect(),
        core: 0,
        kinds: vec![wanted(0, true, (2, 4), 1), wanted(1, false, (1, 3), areas)],
        fixed: Vec::new(),
        forbidden: Vec::new(),
    }
}

/// What a cover reaches of each aim; less is better.
fn values(cover: &[Piece], aims: &[Aim]) -> Vec<i64> {
    let value = |aim: &Aim| match aim {
        Aim::Balance => cover.iter().map(|piece| piece.load.pow(2)).sum(),
        Aim::Distance => cover.iter().map(|piece| piece.distance.0).sum(),
        Aim::Border => cover.iter().map(|piece| piece.border.0).sum::<i64>() / 2,
    };
    aims.iter().map(value).collect()
}

/// The best values, by telling each county in turn to every area; connection is asked of every set anew.
fn tried(city: &City, aims: &[Aim]) -> Option<Vec<i64>> {
    let teams = 1 + city.kinds[1].areas as usize;
    let mut told = vec![0_usize; city.counties.len()];
    let mut best = None;
    loop {
        let cover: Option<Vec<Piece>> = (0..teams)
            .map(|team| {
                piece(city, usize::from(team > 0), Counties::of((0..told.len()).filter(|county| told[*county] == team)))
            })
            .collect();
        if let Some(found) = cover.map(|cover| values(&cover, aims)) {
            best = Some(best.map_or(found.clone(), |best: Vec<i64>| best.min(found)));
        }
        let Some(next) = told.iter().position(|team| team + 1 < teams) else { return best };
        told[..next].fill(0);
        told[next] += 1;
    }
}

fn piece(city: &City, kind: usize, counties: Counties) -> Option<Piece> {
    let Wanted { core, at_least, at_most, .. } = city.kinds[kind];
    let first = counties.iter().next()?;
    let mut reached = vec![first];
    let mut next = 0;
    while let Some(&county) = reached.get(next) {
        let beside: Vec<usize> =
            city.neighbours(county).iter().filter(|other| counties.has(*other) && !reached.contains(other)).collect();
        reached.extend(beside);
        next += 1;
    }
    let is_area = (at_least..=at_most).contains(&counties.count()) && reached.len() == counties.count() as usize;
    if !is_area || core != counties.has(city.core) {
        return None;
    }
    let distance = if core { city.reach(counties, city.core) } else { city.seat(counties).1 };
    Some(Piece { kind, counties, load: city.load(counties), distance, border: city.outline(counties) })
}

/// Values, bounds and areas.
type Searched = (Vec<i64>, Vec<i64>, Vec<Counties>);

fn searched(city: &City, aims: &[Aim], options: &TerritoryOptions) -> Result<Searched, NoCover> {
    let pieces = pieces(city).unwrap();
    let reached = reach(city, &pieces, aims, options)?;
    let cover: Vec<Piece> = reached.cover.iter().map(|piece| pieces[*piece]).collect();
    let bounds = reached.aims.iter().map(|known| known.bound).collect();
    let told: Vec<i64> = reached.aims.iter().map(|known| known.value).collect();
    assert_eq!(told, values(&cover, aims), "what is told is what the cover has");
    Ok((told, bounds, cover.iter().map(|piece| piece.counties).collect()))
}

fn aims() -> impl Strategy<Value = Vec<Aim>> {
    Just(Aim::USUAL.to_vec()).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_search_finds_and_proves_what_trying_everything_finds(
        loads in prop::collection::vec(1..=5_i64, 4..=8),
        missing in prop::collection::vec(0..12_usize, 0..=3),
        lengths in prop::collection::vec(0..=20_i64, 5),
        areas in 1..=2_u32,
        aims in aims(),
    ) {
        let city = city(&loads, &missing, &lengths, areas);
        let best = tried(&city, &aims);
        let mut covers = Vec::new();
        for backend in std::iter::once(None).chain(Backend::ALL.iter().copied().map(Some)) {
            let options = TerritoryOptions { backend, ..TerritoryOptions::default() };
            match searched(&city, &aims, &options) {
                Ok((values, bounds, cover)) => {
                    prop_assert_eq!(Some(&values), best.as_ref());
                    prop_assert_eq!(values, bounds, "all is proven");
                    covers.push(cover);
                }
                Err(fault) => {
                    prop_assert_eq!(fault, NoCover::Proven);
                    prop_assert_eq!(&best, &None);
                }
            }
        }
        covers.dedup();
        prop_assert!(covers.len() <= 1, "the same cover whoever proposes prices");
    }

    #[test]
    fn a_search_that_is_cut_short_claims_no_more_than_is_true(
        loads in prop::collection::vec(1..=5_i64, 6..=8),
        lengths in prop::collection::vec(0..=20_i64, 5),
        steps in 1..=12_u64,
        aim in prop::sample::select(Aim::USUAL.to_vec()),
    ) {
        let city = city(&loads, &[], &lengths, 2);
        let best = tried(&city, &[aim]);
        let options = TerritoryOptions { steps, ..TerritoryOptions::default() };
        match searched(&city, &[aim], &options) {
            Ok((values, bounds, _)) => {
                let best = best.expect("a cover was found");
                prop_assert!(bounds <= best && best <= values, "{bounds:?} {best:?} {values:?}");
            }
            Err(NoCover::Proven) => prop_assert_eq!(best, None),
            Err(NoCover::InTime) => {}
        }
    }
}

#[test]
fn a_step_limit_leaves_a_gap_that_is_told() {
    let city = city(&[1, 1, 1, 1, 1, 1, 1, 1], &[], &[3, 9, 4], 2);
    let gap = |steps| {
        let options = TerritoryOptions { steps, backend: None };
        searched(&city, &[Aim::Distance], &options).map(|(values, bounds, _)| values[0] - bounds[0])
    };
    assert_eq!(gap(1), Err(NoCover::InTime));
    assert_eq!(gap(1_000), Ok(0));
    assert!(
        (2..40).any(|steps| gap(steps).is_ok_and(|gap| gap > 0)),
        "some limit between stops at a cover that is not proven"
    );
}

#[test]
fn what_is_fixed_and_forbidden_is_kept() {
    use lunban_core::TeamId;
    use lunban_core::territory::Fixed;
    let mut city = city(&[1; 8], &[], &[3], 2);
    let free = searched(&city, &[Aim::Distance], &TerritoryOptions::default()).unwrap();
    let apart = Counties::of(free.2[1].iter().take(2));
    city.forbidden.push(apart);
    let forbidden = searched(&city, &[Aim::Distance], &TerritoryOptions::default()).unwrap();
    assert!(forbidden.2.iter().all(|area| !area.holds(apart)) && forbidden.0 >= free.0);
    city.forbidden.clear();
    let together = Counties::of([2, 7]);
    city.fixed.push(Fixed { team: TeamId::at(1), kind: 1, counties: Counties::of([2, 5]) });
    city.fixed.push(Fixed { team: TeamId::at(2), kind: 1, counties: Counties::of([7]) });
    let fixed = searched(&city, &[Aim::Distance], &TerritoryOptions::default()).unwrap();
    assert!(fixed.2.iter().all(|area| !area.holds(together)), "two teams' counties are not in one area");
    assert!(fixed.2.iter().any(|area| area.holds(Counties::of([2, 5]))));
}

#[test]
fn a_city_with_more_areas_than_can_be_listed_is_not_begun() {
    let mut city = city(&[1; 60], &[], &[3], 2);
    city.kinds[1].at_most = 30;
    assert_eq!(pieces(&city), None);
}
