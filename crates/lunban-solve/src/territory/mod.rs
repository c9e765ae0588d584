//! Divides the counties of each city among its teams: every connected area is listed, then the best cover of all counties by such areas is found and
//! proven.
//!
//! Cities are apart from one another, and small: a city of 24 counties has some thousand connected areas of two to four. A relaxation that a solver
//! finds proposes prices of counties; in whole numbers they bound every cover, and a search cut by that bound goes through all that is
//! left. So an answer needs no trust in a solver, and without any solver it is the same, only later.

mod aims;
mod cities;
mod error;
mod pieces;
mod prices;
mod search;
mod shares;
#[cfg(test)]
mod tests;

pub use cities::divide;
pub use error::TerritoryError;

use crate::seam::Backend;

/// How to divide.
#[derive(Clone, Copy, Debug)]
pub struct TerritoryOptions {
    /// Who proposes prices; none: nobody.
    pub backend: Option<Backend>,
    /// No search takes more steps than this; what it has then is bounded, not proven.
    pub steps: u64,
}

impl Default for TerritoryOptions {
    fn default() -> Self {
        Self { backend: Backend::best(), steps: 5_000_000 }
    }
}
