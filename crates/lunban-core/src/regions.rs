//! Cities grouped by where they lie: where there are very many, first the region of a duty is settled and then the city.

use std::collections::BTreeMap;

use crate::{PlaceId, Places};

/// Groups of cities: those at one place are always in one group.
///
/// There are at most so many groups, and no more than there are places on the map. The group that spans most is cut in two, as long as one spans
/// anything, so none is much larger than the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regions {
    groups: Vec<Vec<PlaceId>>,
    of_city: BTreeMap<PlaceId, usize>,
}

/// A city, and where it lies in thousandths of a degree: east and north, as long as each other.
type Position = (PlaceId, [i64; 2]);

impl Regions {
    /// Groups some cities into at most so many regions. Cities whose position is not known are a region of their own.
    pub fn new(places: &Places, cities: impl IntoIterator<Item = PlaceId>, most: usize) -> Self {
        let (known, unknown): (Vec<_>, Vec<_>) =
            cities.into_iter().map(|city| (city, position(places, city))).partition(|(_, position)| position.is_some());
        let known = known.into_iter().filter_map(|(city, position)| Some((city, position?))).collect();
        let unknown: Vec<PlaceId> = unknown.into_iter().map(|(city, _)| city).collect();
        let mut parts: Vec<Vec<Position>> = vec![known];
        while parts.len() < most {
            let widest = (0..parts.len()).max_by_key(|&part| (extent(&parts[part]).0, std::cmp::Reverse(part)));
            let Some((part, (wide, axis))) = widest.map(|part| (part, extent(&parts[part]))) else { break };
            if wide == 0 {
                break;
            }
            let (one, other) = cut(std::mem::take(&mut parts[part]), axis);
            parts[part] = one;
            parts.push(other);
        }
        let of = |part: Vec<Position>| part.into_iter().map(|(city, _)| city).collect();
        let mut groups: Vec<Vec<PlaceId>> =
            parts.into_iter().map(of).chain([unknown]).filter(|group: &Vec<_>| !group.is_empty()).collect();
        for group in &mut groups {
            group.sort_unstable();
        }
        groups.sort_unstable();
        let numbered = groups.iter().enumerate();
        let of_city = numbered.flat_map(|(region, group)| group.iter().map(move |&city| (city, region))).collect();
        Self { groups, of_city }
    }

    /// The groups, each sorted.
    pub fn groups(&self) -> &[Vec<PlaceId>] {
        &self.groups
    }

    /// The number of the group that a city is in, if it is one of them.
    pub fn of(&self, city: PlaceId) -> Option<usize> {
        self.of_city.get(&city).copied()
    }
}

/// Where a city lies. At 38 degrees north a degree of longitude is 0.79 of one of latitude; near enough for groups.
fn position(places: &Places, city: PlaceId) -> Option<[i64; 2]> {
    #[expect(clippy::cast_possible_truncation, reason = "degrees are at most 180")]
    let thousandths = |degrees: f64, scale: f64| (degrees * scale * 1000.0).round() as i64;
    places.place(city).position.map(|(lon, lat)| [thousandths(lon, 0.79), thousandths(lat, 1.0)])
}

/// The longer side of the box around some cities, and its axis.
fn extent(cities: &[Position]) -> (i64, usize) {
    let side = |axis: usize| {
        let along = || cities.iter().map(|(_, position)| position[axis]);
        along().max().unwrap_or(0) - along().min().unwrap_or(0)
    };
    let (east, north) = (side(0), side(1));
    if east >= north { (east, 0) } else { (north, 1) }
}

/// Two parts as equal as can be, with no place on both sides.
fn cut(mut cities: Vec<Position>, axis: usize) -> (Vec<Position>, Vec<Position>) {
    cities.sort_by_key(|&(city, position)| (position[axis], city));
    let along = |at: usize| cities[at].1[axis];
    let middle = cities.len() / 2;
    let is_edge = |at: &usize| along(at - 1) < along(*at);
    let at = (1..cities.len()).filter(is_edge).min_by_key(|at| at.abs_diff(middle)).unwrap_or(middle);
    let other = cities.split_off(at);
    (cities, other)
}

#[cfg(test)]
mod tests {
    use crate::{Place, PlaceId, PlaceLevel, Places};

    use super::Regions;

    /// Six cities: three at one place, two near each other, and one whose position is not known.
    const CITIES: [(&str, Option<f64>); 6] = [
        ("A", Some(116.0)),
        ("B", Some(116.0)),
        ("C", Some(116.0)),
        ("D", Some(120.0)),
        ("E", Some(120.5)),
        ("F", None),
    ];

    fn groups(most: usize) -> Vec<String> {
        let place = |(code, lon): (&str, Option<f64>)| Place {
            code: code.to_owned(),
            name: code.to_owned(),
            level: PlaceLevel::City,
            parent: None,
            position: lon.map(|lon| (lon, 38.0)),
            load: None,
        };
        let places = Places::of(CITIES.into_iter().map(place));
        let regions = Regions::new(&places, (0..CITIES.len()).map(PlaceId::at), most);
        assert!((0..CITIES.len()).map(PlaceId::at).all(|city| regions.of(city).is_some()));
        let named = |group: &Vec<PlaceId>| group.iter().map(|&city| places.place(city).code.clone()).collect();
        regions.groups().iter().map(named).collect()
    }

    #[test]
    fn cities_at_one_place_are_one_region_and_near_ones_where_there_are_too_many() {
        assert_eq!(groups(10), ["ABC", "D", "E", "F"]);
        assert_eq!(groups(2), ["ABC", "DE", "F"]);
        assert_eq!(groups(1), ["ABCDE", "F"]);
    }
}
