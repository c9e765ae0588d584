//! Why there is no division.

use lunban_core::{PlaceId, Text};

/// Why there is no division.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TerritoryError {
    /// Proven: no areas of these sizes cover the city.
    #[error("no connected areas of these sizes cover the city: proven")]
    NoCover {
        /// The city.
        city: PlaceId,
        /// Other sizes with which there is a cover, in words.
        maybe: Option<Text>,
    },
    /// No cover was found within the steps allowed.
    #[error("no cover was found in the steps allowed")]
    NoCoverInTime {
        /// The city.
        city: PlaceId,
    },
    /// The sizes allow more areas than can be listed.
    #[error("more than {most} connected areas have these sizes")]
    TooManyAreas {
        /// The city.
        city: PlaceId,
        /// So many are listed at most.
        most: usize,
    },
    /// So many teams cannot be shared out among the cities.
    #[error("the cities take {least} to {most} teams, not {asked}")]
    NotShared {
        /// What was asked for.
        asked: u32,
        /// They take at least so many.
        least: u32,
        /// They take at most so many.
        most: u32,
    },
}
