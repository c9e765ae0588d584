//! Synthetic campaigns: real places, real units, and people who do not exist.
//!
//! A campaign is made as a [`Draft`], with the text of its `campaign.toml`; nothing here touches a file or a clock. Every draw
//! comes from a seed, in whole numbers, so one seed gives one draft on every machine. How hard a campaign is to plan follows
//! from its [`Profile`], never from the choice of a seed.
//!
//! ```
//! use lunban_core::Campaign;
//! use lunban_generate::{SHIPPED_SEED, Shape, generate};
//!
//! let generated = generate(Shape::Jjj, SHIPPED_SEED);
//! let campaign = Campaign::build(generated.draft).unwrap();
//! assert_eq!(campaign.teams().iter().map(|team| team.size()).sum::<u32>(), 310);
//! ```

mod apportion;
mod deployment;
mod dice;
mod geo;
mod like;
mod profile;
mod roster;
mod settings;
mod shapes;
mod template;
mod territory;
mod tiny;

pub use geo::{BORDERS, borders_within};
pub use like::like;
pub use profile::{Bearers, Percent, Profile, ShortRound, Span};
pub use settings::settings;
pub use shapes::{Shape, UnknownShape, generate, generate_scaled, generate_with};
pub use template::template;
pub use tiny::tiny;

use std::ops::RangeInclusive;

use lunban_core::{DeploymentDraft, Draft};

/// The seed of the campaigns that ship: the first day of the real one. Chosen once, before anything was planned with it.
pub const SHIPPED_SEED: u64 = 20_170_915;

/// Twenty other seeds, written down before any was tried: what holds for the shipped roster must hold for these.
pub const ACCEPTANCE_SEEDS: RangeInclusive<u64> = 201..=220;

/// A campaign made here.
#[derive(Clone, Debug, PartialEq)]
pub struct Generated {
    /// All of it, as reading the settings and the tables gives it.
    pub draft: Draft,
    /// What a deployment needs beside people.
    pub deployment: DeploymentDraft,
    /// The text of its `campaign.toml`: the same name, calendar, ranks, kinds, rules and goals.
    pub settings: String,
}
