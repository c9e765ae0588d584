//! Whole synthetic campaigns: one file a shape, and each is a draft without people and the profile of its roster.

mod jjj;
mod long;
pub(crate) mod ministry;
mod scale;
mod scarce;
mod sister;

use std::fmt;
use std::str::FromStr;

use lunban_core::{Draft, nearest};

use crate::{Generated, Profile, deployment, roster, settings};

/// A campaign that can be made from nothing but a seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// The plan's campaign: 102 teams in 28 cities, 8 rounds, 310 seats a round, 1,300 residents.
    Jjj,
    /// Its sister: 28 teams of 8 with a deputy each, 25 rounds, 5,800 residents.
    Sister,
    /// A longer one: 290 teams of 3 or 4, 11 rounds that overlap by two days, 9,000 residents.
    Long,
    /// The plan's campaign, short of leaders and experience, with a round in which most leaders are away, and 20 locks.
    Scarce,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Self; 4] = [Self::Jjj, Self::Sister, Self::Long, Self::Scarce];

    /// Its name, as the command line writes it.
    ///
    /// ```
    /// use lunban_generate::Shape;
    /// assert_eq!(Shape::Sister.name().parse(), Ok(Shape::Sister));
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::Jjj => "jjj",
            Self::Sister => "sister",
            Self::Long => "long",
            Self::Scarce => "scarce",
        }
    }

    /// The profile that its roster is drawn by.
    pub fn profile(self) -> Profile {
        match self {
            Self::Jjj => Profile::default(),
            Self::Sister => sister::profile(),
            Self::Long => long::profile(),
            Self::Scarce => scarce::profile(),
        }
    }

    /// The campaign without people.
    fn outline(self) -> Draft {
        match self {
            Self::Jjj => jjj::outline(),
            Self::Sister => sister::outline(),
            Self::Long => long::outline(),
            Self::Scarce => scarce::outline(),
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that names no shape.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is no shape: expected one of jjj, sister, long, scarce{}", .maybe.map(|shape| format!("\n  Maybe `{shape}`")).unwrap_or_default())]
pub struct UnknownShape {
    /// The word.
    pub word: String,
    /// The shape whose name is nearest, if one is near.
    pub maybe: Option<Shape>,
}

impl FromStr for Shape {
    type Err = UnknownShape;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let find = |name: &str| Self::ALL.into_iter().find(|shape| shape.name() == name);
        let maybe = || nearest(word, Self::ALL.map(Self::name)).and_then(find);
        find(word).ok_or_else(|| UnknownShape { word: word.to_owned(), maybe: maybe() })
    }
}

/// A campaign of a shape, its people drawn from a seed by the shape's own profile.
pub fn generate(shape: Shape, seed: u64) -> Generated {
    generate_with(shape, &shape.profile(), seed)
}

/// The same `times` over: so many times as many cities, teams, units and people.
///
/// ```
/// use lunban_generate::{Shape, generate_scaled};
/// let draft = generate_scaled(Shape::Jjj, 10, 1).draft;
/// assert_eq!(draft.teams.len(), 1_020);
/// ```
pub fn generate_scaled(shape: Shape, times: u32, seed: u64) -> Generated {
    inhabited(scale::scaled(shape.outline(), times), &shape.profile().times(times), seed)
}

/// The same by another profile: a scarcer roster, a more demanding one.
///
/// ```
/// use lunban_generate::{Profile, Shape, generate_with};
/// let scarce = Profile { leaders: vec![70, 400], ..Profile::default() };
/// let draft = generate_with(Shape::Jjj, &scarce, 1).draft;
/// let of_bureau_rank = draft.people.iter().filter(|person| person.rank == "司局级");
/// assert_eq!(of_bureau_rank.count(), 70);
/// ```
pub fn generate_with(shape: Shape, profile: &Profile, seed: u64) -> Generated {
    inhabited(shape.outline(), profile, seed)
}

fn inhabited(outline: Draft, profile: &Profile, seed: u64) -> Generated {
    let draft = roster::inhabit(outline, profile, seed);
    let deployment = deployment::of(&draft);
    let settings = settings(&draft, &deployment, seed);
    Generated { draft, deployment, settings }
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn a_misspelt_shape_is_told_what_it_may_be() {
        let error = "sistr".parse::<Shape>().unwrap_err();
        assert_eq!(error.maybe, Some(Shape::Sister));
        assert_eq!(
            error.to_string(),
            "`sistr` is no shape: expected one of jjj, sister, long, scarce\n  Maybe `sister`"
        );
    }
}
