//! One city to divide: its counties, which of them touch, how far they are apart, and the areas that are wanted.

use std::fmt;

use petgraph::graph::{NodeIndex, UnGraph};

use super::Length;
use crate::{KindId, PlaceId, TeamId};

/// Counties that touch, with the length of each border.
pub type Borders = UnGraph<PlaceId, Length>;

/// Some counties of one city: a set of their positions.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Counties(u128);

/// A city that is to be divided among its teams.
#[derive(Clone, Debug)]
pub struct City {
    /// The city.
    pub city: PlaceId,
    /// Its counties, by code; their positions are what [`Counties`] holds.
    pub counties: Vec<PlaceId>,
    /// What each county weighs.
    pub loads: Vec<i64>,
    /// Its counties as a graph, with the same positions.
    pub borders: Borders,
    /// For each county the distance to every county.
    pub distances: Vec<Vec<Length>>,
    /// The county that the area of a kind with a core is built around.
    pub core: usize,
    /// The areas that are wanted, by kind of team.
    pub kinds: Vec<Wanted>,
    /// Counties that one team covers together, perhaps with others.
    pub fixed: Vec<Fixed>,
    /// Counties that no team covers together.
    pub forbidden: Vec<Counties>,
}

/// The areas of one kind of team in a city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The kind of team.
    pub kind: KindId,
    /// Whether its area is built around the core.
    pub core: bool,
    /// At least so many counties each.
    pub at_least: u32,
    /// At most so many counties each.
    pub at_most: u32,
    /// Whether these sizes are an exception to those of the campaign.
    pub is_exception: bool,
    /// How many areas.
    pub areas: u32,
    /// The teams of this kind that there are, by id.
    pub teams: Vec<TeamId>,
}

/// Counties that one team covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The team.
    pub team: TeamId,
    /// The position of its kind among the wanted.
    pub kind: usize,
    /// The counties.
    pub counties: Counties,
}

impl City {
    /// The most counties a city may have.
    pub const MOST_COUNTIES: usize = 128;

    /// All its counties.
    pub fn all(&self) -> Counties {
        Counties::of(0..self.counties.len())
    }

    /// The counties that a county touches.
    pub fn neighbours(&self, county: usize) -> Counties {
        Counties::of(self.borders.neighbors(NodeIndex::new(county)).map(NodeIndex::index))
    }

    /// The length of the borders that counties have with others of their city.
    pub fn outline(&self, area: Counties) -> Length {
        let is_crossed = |edge: petgraph::graph::EdgeReference<'_, Length>| {
            use petgraph::visit::EdgeRef;
            (area.has(edge.source().index()) != area.has(edge.target().index())).then(|| *edge.weight())
        };
        self.borders.edge_references().filter_map(is_crossed).sum()
    }

    /// What counties weigh together.
    pub fn load(&self, area: Counties) -> i64 {
        area.iter().map(|county| self.loads[county]).sum()
    }

    /// The county of an area from which all of it is reached in the shortest way, and the sum of distances from there.
    pub fn seat(&self, area: Counties) -> (usize, Length) {
        let from = |seat| (self.reach(area, seat), seat);
        let (length, seat) = area.iter().map(from).min().unwrap_or_default();
        (seat, length)
    }

    /// The sum of distances from a county to all of an area.
    pub fn reach(&self, area: Counties, seat: usize) -> Length {
        area.iter().map(|county| self.distances[seat][county]).sum()
    }
}

impl Counties {
    /// The counties at these positions.
    pub fn of(positions: impl IntoIterator<Item = usize>) -> Self {
        positions.into_iter().fold(Self::default(), Self::with)
    }

    /// These and one more.
    #[must_use]
    pub fn with(self, county: usize) -> Self {
        Self(self.0 | 1 << county)
    }

    /// Those of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are not among others.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether a county is among them.
    pub fn has(self, county: usize) -> bool {
        self.0 >> county & 1 == 1
    }

    /// Whether all of others are among them.
    pub fn holds(self, other: Self) -> bool {
        other.without(self).is_empty()
    }

    /// Whether some county is in both.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many there are.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Their positions, in order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let next = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(next)
        })
    }
}

impl fmt::Debug for Counties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
