//! How many teams each city gets, where only their number in all is known: so that the most loaded city has as little load a team as can be.
//!
//! The next team always goes to the city with the most load a team: no other way makes the greatest load a team smaller, since a city's
//! only falls with each team it gets. A number with which a city has no cover is passed over.

use lunban_core::territory::{City, Territory};

use super::TerritoryError;

/// The number of teams of the sharing kind in each city, such that they add up; `is_possible` says whether a city can be divided so.
pub(super) fn share(
    territory: &Territory,
    asked: u32,
    is_possible: impl Fn(&City, u32) -> bool,
) -> Result<Vec<u32>, TerritoryError> {
    let numbers: Vec<Vec<u32>> = territory.cities.iter().map(|city| possible(city, &is_possible)).collect();
    if let Some((city, _)) = territory.cities.iter().zip(&numbers).find(|(_, numbers)| numbers.is_empty()) {
        return Err(TerritoryError::NoCover { city: city.city, maybe: None });
    }
    let ends = |end: fn(&Vec<u32>) -> Option<&u32>| numbers.iter().filter_map(end).sum::<u32>();
    let (least, most) = (ends(|numbers| numbers.first()), ends(|numbers| numbers.last()));
    let refused = TerritoryError::NotShared { asked, least, most };
    let mut shares: Vec<u32> = numbers.iter().filter_map(|numbers| numbers.first().copied()).collect();
    let mut left = asked.checked_sub(least).ok_or_else(|| refused.clone())?;
    while left > 0 {
        let next = |city: usize| numbers[city].iter().copied().find(|number| *number > shares[city]);
        let rising =
            (0..shares.len()).filter_map(|city| Some((city, next(city).filter(|next| next - shares[city] <= left)?)));
        let Some((city, number)) = rising.max_by(|(one, _), (other, _)| heavier(territory, &shares, *one, *other))
        else {
            return Err(refused);
        };
        left -= number - shares[city];
        shares[city] = number;
    }
    Ok(shares)
}

/// Which of two cities has more load a team; of two alike the earlier one.
fn heavier(territory: &Territory, shares: &[u32], one: usize, other: usize) -> std::cmp::Ordering {
    let load = |city: usize| i128::from(territory.cities[city].loads.iter().sum::<i64>());
    let teams = |city: usize| {
        let cores: u32 = territory.cities[city].kinds.iter().filter(|kind| kind.core).map(|kind| kind.areas).sum();
        i128::from(shares[city] + cores).max(1)
    };
    (load(one) * teams(other)).cmp(&(load(other) * teams(one))).then(other.cmp(&one))
}

/// The numbers of teams with which a city can be divided, in order.
fn possible(city: &City, is_possible: &impl Fn(&City, u32) -> bool) -> Vec<u32> {
    let counties = u32::try_from(city.counties.len()).unwrap_or(u32::MAX);
    (0..=counties).filter(|&number| fits(city, number, counties) && is_possible(city, number)).collect()
}

/// Whether sizes add up.
fn fits(city: &City, number: u32, counties: u32) -> bool {
    let (mut least, mut most) = (0, 0);
    for kind in &city.kinds {
        let areas = if kind.core { kind.areas } else { number };
        least += areas * kind.at_least;
        most += areas * kind.at_most;
    }
    (least..=most).contains(&counties)
}
