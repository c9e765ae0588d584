//! All cities of a territory, each by itself.

use std::collections::BTreeSet;

use lunban_core::territory::{Area, City, CityDivision, Division, Number, Territory};
use lunban_core::{Campaign, KindId, Text, text};
use rayon::prelude::*;

use super::aims::{NoCover, Reached, reach};
use super::pieces::{MOST_PIECES, Piece, pieces};
use super::shares::share;
use super::{TerritoryError, TerritoryOptions};

/// Divides every city: exact within each, or with the gap that is left.
///
/// # Errors
/// The first city, by code, that cannot be divided; with [`Number::InAll`] also a number that cannot be shared out.
pub fn divide(
    campaign: &Campaign,
    territory: &Territory,
    number: Number,
    options: &TerritoryOptions,
) -> Result<Division, TerritoryError> {
    let cities = match number {
        Number::OfTeams => territory.cities.clone(),
        Number::InAll(asked) => shared(territory, asked, options)?,
    };
    let divided: Vec<Result<CityDivision, TerritoryError>> =
        cities.par_iter().map(|city| one(campaign, territory, city, options)).collect();
    let kinds: BTreeSet<KindId> = territory.cities.iter().flat_map(|city| &city.kinds).map(|kind| kind.kind).collect();
    Ok(Division { kinds: kinds.into_iter().collect(), cities: divided.into_iter().collect::<Result<_, _>>()? })
}

/// The cities with as many areas as are shared out to each.
fn shared(territory: &Territory, asked: u32, options: &TerritoryOptions) -> Result<Vec<City>, TerritoryError> {
    let shares = share(territory, asked, |city, number| has_cover(&with(city, number), options))?;
    Ok(territory.cities.iter().zip(shares).map(|(city, number)| with(city, number)).collect())
}

/// A city that wants so many areas of the kind without a core.
fn with(city: &City, number: u32) -> City {
    let mut city = city.clone();
    city.kinds.iter_mut().filter(|kind| !kind.core).take(1).for_each(|kind| kind.areas = number);
    city
}

fn has_cover(city: &City, options: &TerritoryOptions) -> bool {
    pieces(city).is_some_and(|pieces| reach(city, &pieces, &[], options).is_ok())
}

fn one(
    campaign: &Campaign,
    territory: &Territory,
    city: &City,
    options: &TerritoryOptions,
) -> Result<CityDivision, TerritoryError> {
    let of = city.city;
    let pieces = pieces(city).ok_or(TerritoryError::TooManyAreas { city: of, most: MOST_PIECES })?;
    match reach(city, &pieces, &territory.aims, options) {
        Ok(reached) => Ok(told(campaign, city, &pieces, reached)),
        Err(NoCover::InTime) => Err(TerritoryError::NoCoverInTime { city: of }),
        Err(NoCover::Proven) => Err(TerritoryError::NoCover { city: of, maybe: remedy(campaign, city, options) }),
    }
}

/// What there is a cover without, or the smallest change of one size with which there is one, in words.
fn remedy(campaign: &Campaign, city: &City, options: &TerritoryOptions) -> Option<Text> {
    let is_asked = !city.fixed.is_empty() || !city.forbidden.is_empty();
    let free = City { fixed: Vec::new(), forbidden: Vec::new(), ..city.clone() };
    if is_asked && has_cover(&free, options) {
        return Some(text!(
            "fewer rows of that city under `fix` and `forbid` in [territory]: without them there is one",
            "减少[territory]中该市的`fix`与`forbid`：去掉后即可划分"
        ));
    }
    let changes =
        (1..=3).flat_map(|by| (0..city.kinds.len()).flat_map(move |kind| [(kind, by, true), (kind, by, false)]));
    changes.into_iter().find_map(|(kind, by, is_less)| {
        let mut other = city.clone();
        let wanted = &mut other.kinds[kind];
        let (key, size) = if is_less {
            wanted.at_least = wanted.at_least.checked_sub(by).filter(|size| *size > 0)?;
            ("at_least", wanted.at_least)
        } else {
            wanted.at_most += by;
            ("at_most", wanted.at_most)
        };
        let name = &campaign.kind(city.kinds[kind].kind).name;
        has_cover(&other, options).then(|| {
            text!(
                "an exception in [[territory.exceptions]]: {key} = {size} for `{name}`, with which there is one",
                "在[[territory.exceptions]]中为`{name}`写{key} = {size}，即可划分"
            )
        })
    })
}

/// The areas of a cover with their teams: those that are fixed to one, then the others by their first counties.
fn told(campaign: &Campaign, city: &City, pieces: &[Piece], Reached { mut cover, aims }: Reached) -> CityDivision {
    cover.sort_by_key(|piece| pieces[*piece].counties.iter().next());
    let mut taken: BTreeSet<String> = campaign.teams().iter().map(|team| team.id.clone()).collect();
    let mut areas = Vec::new();
    for (position, kind) in city.kinds.iter().enumerate() {
        let of_kind = || cover.iter().map(|piece| &pieces[*piece]).filter(|piece| piece.kind == position);
        let fixed = |piece: &Piece| {
            city.fixed.iter().find(|fixed| piece.counties.holds(fixed.counties) && !fixed.counties.is_empty())
        };
        let held: Vec<_> = of_kind().filter_map(|piece| Some(fixed(piece)?.team)).collect();
        let mut free = kind.teams.iter().filter(|team| !held.contains(team));
        for piece in of_kind() {
            let team = fixed(piece).map(|fixed| fixed.team).or_else(|| free.next().copied());
            let team = team.map_or_else(|| fresh(campaign, city, &mut taken), |team| campaign.team(team).id.clone());
            let seat = if kind.core { city.core } else { city.seat(piece.counties).0 };
            areas.push(Area {
                team,
                kind: kind.kind,
                seat: city.counties[seat],
                counties: piece.counties.iter().map(|county| city.counties[county]).collect(),
                load: piece.load,
                distance: piece.distance,
                is_exception: kind.is_exception,
            });
        }
    }
    CityDivision { city: city.city, areas, aims }
}

/// An id that no team has: the code of the city and the next number.
fn fresh(campaign: &Campaign, city: &City, taken: &mut BTreeSet<String>) -> String {
    let code = &campaign.places().place(city.city).code;
    let mut ids = (1_u32..).map(|number| format!("{code}-{number}"));
    let id = ids.find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(id.clone());
    id
}
