//! What somebody wrote about who covers what: borders, the sizes of areas, and what is settled beforehand.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One row of borders: two places that touch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BorderDraft {
    /// The code of one place.
    pub code_a: String,
    /// The code of the other.
    pub code_b: String,
    /// How long the border is, in km.
    pub border_km: f64,
}

/// How the counties of a city are divided among its teams.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TerritoryDraft {
    /// What is balanced.
    pub load: Load,
    /// What is made best, first to last; empty: [`Aim::USUAL`].
    pub aims: Vec<Aim>,
    /// The kinds of team that cover counties, by name.
    pub kinds: BTreeMap<String, SizesDraft>,
    /// The core of a city, by city: the county that its city team is built around. Elsewhere the county nearest to the city's position.
    pub cores: BTreeMap<String, String>,
    /// Cities in which a kind of team has other sizes.
    pub exceptions: Vec<ExceptionDraft>,
    /// Counties that one team covers, perhaps with others.
    pub fix: Vec<FixDraft>,
    /// Counties that no team covers together.
    pub forbid: Vec<ForbidDraft>,
}

/// The sizes of the areas of one kind of team.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizesDraft {
    /// Whether its area is built around the core of the city.
    #[serde(default)]
    pub core: bool,
    /// At least so many counties.
    pub at_least: u32,
    /// At most so many counties.
    pub at_most: u32,
}

/// Other sizes in one city, on record with why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExceptionDraft {
    /// The city: code or name.
    pub city: String,
    /// The kind of team.
    pub kind: String,
    /// At least so many counties; none: as elsewhere.
    #[serde(default)]
    pub at_least: Option<u32>,
    /// At most so many counties; none: as elsewhere.
    #[serde(default)]
    pub at_most: Option<u32>,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Counties that one team covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixDraft {
    /// The team's id.
    pub team: String,
    /// The counties: codes or names.
    pub covers: Vec<String>,
}

/// Counties that no team covers together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForbidDraft {
    /// The counties: codes or names.
    pub covers: Vec<String>,
}

/// What a county weighs when areas are balanced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Load {
    /// Every county weighs 1.
    #[default]
    Counties,
    /// The column `load` of the places, such as km² or firms to inspect.
    Column,
}

/// One thing that is made as good as can be within each city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aim {
    /// The squares of the loads of all areas, summed: as small as can be, which is as even as can be, for loads and areas are given.
    Balance,
    /// The distances from the counties of an area to its seat, summed: as short as can be.
    Distance,
    /// The borders between areas, summed: as short as can be.
    Border,
}

impl Aim {
    /// Balanced first, then compact.
    pub const USUAL: [Self; 3] = [Self::Balance, Self::Distance, Self::Border];

    /// Its name, as settings write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Balance => "balance",
            Self::Distance => "distance",
            Self::Border => "border",
        }
    }
}
