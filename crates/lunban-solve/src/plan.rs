//! A plan: a schedule with what is proven of it.

use lunban_core::{Audit, Finding, Level, Problem, Schedule};

use crate::ladder::Rung;

/// What shows that a bound is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Counting: every part at its least.
    Counting,
    /// Prices of rows: a Lagrange bound computed in whole numbers.
    Prices,
    /// A solver's search tree, closed with no gap.
    Search,
}

/// What is known of one goal level: its value in the schedule, and what no schedule goes below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The level.
    pub level: Level,
    /// Its value in the schedule.
    pub value: i64,
    /// No schedule that is as good on the levels above has less.
    pub bound: i64,
    /// What shows the bound.
    pub proof: Proof,
}

impl Certificate {
    /// How much better another schedule could be, at most.
    pub fn gap(&self) -> i64 {
        self.value - self.bound
    }

    /// Whether no schedule that is as good on the levels above is better on this one.
    pub fn is_proven(&self) -> bool {
        self.gap() == 0
    }
}

/// A schedule with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The schedule.
    pub schedule: Schedule,
    /// What the audit says of it.
    pub audit: Audit,
    /// For each goal level, first to last.
    pub certificates: Vec<Certificate>,
    /// Whether a limit or a stop came before the work was done.
    pub stopped: bool,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// Hard minima, musts or pairs contradict the hard rules: proven.
    #[error("what must be contradicts the hard rules: no schedule obeys them all")]
    Contradiction,
    /// A limit came before any schedule.
    #[error("no plan found in the time; one may exist")]
    NoPlanInTime,
    /// This build has no backend.
    #[error("this build has no solver\n  Maybe build it with the feature `highs` or `microlp`")]
    NoBackend,
    /// A backend failed.
    #[error("the solver failed: {0}")]
    Backend(String),
    /// A schedule that breaks a hard rule came out: a fault of this program.
    #[error("internal fault: the schedule found breaks {} hard rules", .0.len())]
    Unlawful(Vec<Finding>),
    /// A schedule that is better than its bound came out: a fault of this program or of a solver.
    #[error("internal fault: level {level} reaches {value}, below its bound {bound}")]
    FalseBound {
        /// The level, from 1.
        level: usize,
        /// Its value in the schedule.
        value: i64,
        /// The bound that cannot be one.
        bound: i64,
    },
}

impl Plan {
    /// A schedule as a plan: judged by the audit, with the bounds that were proven for its levels.
    pub(crate) fn new(problem: &Problem, schedule: Schedule, rungs: &[Rung], stopped: bool) -> Result<Self, PlanError> {
        let audit = Audit::of(problem, &schedule);
        if !audit.is_lawful() {
            let breaches = audit.findings.into_iter().filter(|finding| finding.count.is_none());
            return Err(PlanError::Unlawful(breaches.collect()));
        }
        let levels = problem.campaign().goals().levels().iter().cloned();
        let certificates: Vec<Certificate> = levels
            .zip(audit.levels(problem))
            .zip(rungs)
            .map(|((level, value), rung)| Certificate { level, value, bound: rung.bound, proof: rung.proof })
            .collect();
        match certificates.iter().enumerate().find(|(_, certificate)| certificate.gap() < 0) {
            Some((level, &Certificate { value, bound, .. })) => {
                Err(PlanError::FalseBound { level: level + 1, value, bound })
            }
            None => Ok(Self { schedule, audit, certificates, stopped }),
        }
    }
}
