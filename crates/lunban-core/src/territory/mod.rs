//! Who covers which counties: the counties of each city divided among its teams, each area connected, compact and balanced.
//!
//! ```text
//! Campaign + TerritoryDraft + BorderDrafts ──build──> Territory ──divide──> Division ──audit──> findings
//!                                                                (lunban-solve)
//! ```
//!
//! A [`Territory`] says what is wanted, city by city; a [`Division`] is plain data, whoever made it. [`audit`] judges one from what was
//! written alone: it shares nothing with the [`City`] that the solve works on.

mod apart;
mod audit;
mod build;
mod city;
mod cores;
mod division;
mod draft;
mod length;
mod sizes;
#[cfg(test)]
mod tests;

pub use audit::{TerritoryAudit, TerritoryFinding, audit};
pub use city::{Borders, City, Counties, Fixed, Wanted};
pub use division::{AimCertificate, Area, CityDivision, Division};
pub use draft::{Aim, BorderDraft, ExceptionDraft, FixDraft, ForbidDraft, Load, SizesDraft, TerritoryDraft};
pub use length::Length;
pub(crate) use sizes::named;

use crate::{Campaign, Fault, Faults};

/// What is wanted: every city that has teams which cover counties.
#[derive(Clone, Debug)]
pub struct Territory {
    /// What is made best, first to last.
    pub aims: Vec<Aim>,
    /// The cities, by code.
    pub cities: Vec<City>,
}

/// How many areas each city gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// As many as it has teams.
    OfTeams,
    /// So many in all of the kind without a core, shared out among the cities; of other kinds as many as there are teams.
    InAll(u32),
}

impl Territory {
    /// Puts a campaign beside what was written of its territory.
    ///
    /// # Errors
    /// Every fault at once: places and kinds that are not known, counties that touch none, sizes that cannot be kept.
    pub fn build(
        campaign: &Campaign,
        draft: &TerritoryDraft,
        borders: &[BorderDraft],
        number: Number,
    ) -> Result<Self, Faults> {
        let mut faults: Vec<Fault> = Vec::new();
        let cities = build::cities(campaign, draft, borders, number, &mut faults);
        if !faults.is_empty() {
            return Err(Faults(faults));
        }
        let aims = if draft.aims.is_empty() { Aim::USUAL.to_vec() } else { draft.aims.clone() };
        Ok(Self { aims, cities })
    }
}
