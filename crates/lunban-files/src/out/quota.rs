//! The table in which units fill in whom they send: one row a place.

use std::collections::BTreeMap;

use lunban_core::{Band, Campaign, RoundId, UnitId};

use super::cells::{csv, words};

/// The columns; the last two are left to the unit.
const COLUMNS: [&str; 8] = ["unit", "unit_name", "round", "start", "end", "rank", "id", "name"];

/// A row for each place that a unit is to fill, unit by unit, round by round, ranks from high to low. A place that asks for no rank has an
/// empty one.
pub fn quota_table(campaign: &Campaign, places: &BTreeMap<(UnitId, RoundId, Band), u32>) -> Vec<u8> {
    let mut sorted: Vec<_> = places.iter().collect();
    sorted.sort_by_key(|((unit, round, band), _)| (*unit, *round, std::cmp::Reverse(*band)));
    let rows = sorted.into_iter().flat_map(|(&(unit, round, band), &places)| {
        std::iter::repeat_n(row(campaign, unit, round, band), places as usize)
    });
    csv(std::iter::once(words(COLUMNS)).chain(rows))
}

fn row(campaign: &Campaign, unit: UnitId, round: RoundId, band: Band) -> Vec<String> {
    let (unit, span) = (campaign.unit(unit), campaign.calendar().round(round).span);
    let (start, end) = (span.first().to_string(), span.last().to_string());
    let rank = band.0.map_or("", |rank| campaign.ranks().name(rank));
    words([&unit.id, &unit.name, &round.number().to_string(), &start, &end, rank, "", ""])
}
