//! Plans who serves where and when, and proves how good the plan is: the one crate to embed.
//!
//! A [`Draft`] says what there is, [`Campaign::build`] checks it, [`plan`] fills the seats. Words and tables stand for whatever your
//! field calls them; rules are switched on by name.
//!
//! ```
//! use lunban::*;
//!
//! let person = |id: &str| PersonDraft { id: id.into(), name: id.into(), unit: "A".into(), rank: "nurse".into(), ..Default::default() };
//! let campaign = Campaign::build(Draft {
//!     calendar: CalendarDraft { rounds: 4, days_per_round: 7, ..Default::default() },
//!     ranks: RanksDraft { order: vec!["nurse".into()], ..Default::default() },
//!     kinds: vec![KindDraft { name: "ward".into(), seats: vec![("night".into(), SeatsDraft::Fixed(1))], from: vec![] }],
//!     places: vec![PlaceDraft { code: "1".into(), name: "Town".into(), level: "city".into(), ..Default::default() }],
//!     units: vec![UnitDraft { unit: "A".into(), ..Default::default() }],
//!     teams: vec![TeamDraft { team: "East".into(), city: "Town".into(), kind: "ward".into(), ..Default::default() }],
//!     people: vec![person("Ann"), person("Bo")],
//!     ..Default::default()
//! })?;
//! let problem = Problem::new(campaign);
//! let plan = plan(&problem, &Options::default())?;
//! assert_eq!(plan.schedule.duties().len(), 4);
//! assert!(plan.certificates.iter().all(Certificate::is_proven));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is wrong with a draft comes as [`Faults`], all at once; [`Audit`] judges any [`Schedule`] without a solver; a rule of your own joins
//! with [`Registry::with`].

pub use lunban_core::*;
pub use lunban_solve::{
    Backend, Certificate, Evenness, LevelNews, LimitKind, News, Observer, Options, Plan, PlanError, Proof, Quota,
    QuotaError, QuotaLimit, Stage, StopToken, TerritoryError, TerritoryOptions, divide, explain, plan, plan_whole,
    quota, replan, simulate,
};
