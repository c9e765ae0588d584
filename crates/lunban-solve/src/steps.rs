//! The steps of the road one by one, for whoever measures them; [`crate::plan`] goes the whole road.

use lunban_core::{Problem, Schedule, Stated, Sum, Window};

use crate::duty::{Duty, DutyProgram, Promise};
use crate::ladder::Layers;
use crate::options::Options;
use crate::plan::PlanError;
use crate::road::Work;
use crate::seating;

/// The road of one problem.
pub struct Steps<'p> {
    work: Work<'p>,
    stated: Stated,
    objectives: Vec<Sum>,
}

/// Who serves when.
#[derive(Debug)]
pub struct Duties(Promise);

impl<'p> Steps<'p> {
    /// States the duty program of a problem.
    ///
    /// # Errors
    /// If this build has no backend.
    pub fn new(problem: &'p Problem) -> Result<Self, PlanError> {
        let work = Work::new(problem, &Options::default())?;
        let stated = Window::duty(problem, &work.pools).state();
        let objectives = work.objectives(&stated);
        Ok(Self { work, stated, objectives })
    }

    /// Who serves when, by exchanges; none if they break a rule.
    pub fn duties(&self) -> Option<Duties> {
        self.with(|program| program.first().ok().map(Duties))
    }

    /// How many levels are proven of the best duties near some, and how many there are.
    pub fn climb(&self, duties: &Duties) -> (usize, usize) {
        self.with(|program| {
            let mut duty = Duty::new(program);
            duty.improve(duties.0.clone());
            (duty.proven(), self.objectives.len())
        })
    }

    /// Who of them sits in which team.
    ///
    /// # Errors
    /// If the solver fails.
    pub fn seating(&self, duties: &Duties) -> Result<Schedule, PlanError> {
        self.with(|program| seating::seat(&self.work, program.holders(&duties.0.held)))
    }

    fn with<T>(&self, step: impl FnOnce(DutyProgram<'_>) -> T) -> T {
        let Self { work, stated, objectives } = self;
        let layers = Layers::new(stated, objectives);
        step(DutyProgram { work, stated, layers: &layers, objectives })
    }
}
