//! Duties as they are read from a file, one after another, each with its place.

use std::collections::BTreeMap;

use lunban_core::{Duty, PostId, Problem, Schedule, Severity, text};

use super::resolve::{Resolver, Written};
use crate::{LocatedFault, Location, ReadFaults};

/// A schedule that was read, and what its reader should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadSchedule {
    /// The schedule.
    pub schedule: Schedule,
    /// What is odd but stops nothing.
    pub warnings: Vec<LocatedFault>,
    /// Where each duty stands.
    pub places: BTreeMap<Duty, Location>,
    /// Where the file leaves seats of a post open.
    pub open: BTreeMap<PostId, Vec<Location>>,
}

/// The duties of a file so far, and what is wrong with it.
#[derive(Debug)]
pub(super) struct Gathered<'p> {
    resolver: Resolver<'p>,
    places: BTreeMap<Duty, Location>,
    open: BTreeMap<PostId, Vec<Location>>,
    faults: Vec<LocatedFault>,
}

impl<'p> Gathered<'p> {
    /// Nothing yet.
    pub(super) fn of(problem: &'p Problem) -> Self {
        Self { resolver: Resolver::new(problem), places: BTreeMap::new(), open: BTreeMap::new(), faults: Vec::new() }
    }

    /// What is wrong so far, to add to.
    pub(super) fn faults(&mut self) -> &mut Vec<LocatedFault> {
        &mut self.faults
    }

    /// Who can tell what words mean.
    pub(super) fn resolver(&self) -> &Resolver<'p> {
        &self.resolver
    }

    /// Adds a duty or an open seat, which stands at a place; `at` knows where its fields stand.
    pub(super) fn take(&mut self, written: &Written<'_>, place: Location, at: impl Fn(&'static str) -> Location) {
        match self.resolver.seat(written) {
            Ok(seat) => match seat.duty() {
                None => self.open.entry(seat.post).or_default().push(place),
                Some(duty) => self.add(duty, written, place),
            },
            Err(misfits) => self.faults.extend(misfits.into_iter().map(|misfit| misfit.located(&at))),
        }
    }

    /// Notes that a place leaves a seat open, if there is such a seat.
    pub(super) fn leave_open(&mut self, written: &Written<'_>, place: Location) {
        if let Ok(seat) = self.resolver.seat(written) {
            self.open.entry(seat.post).or_default().push(place);
        }
    }

    fn add(&mut self, duty: Duty, written: &Written<'_>, place: Location) {
        let Some(first) = self.places.insert(duty, place.clone()) else { return };
        let value = if written.person.is_empty() { written.name } else { written.person };
        let expected = text!("each duty once", "每项任务只能出现一次");
        self.faults.push(LocatedFault::error("duplicate-duty", place, value, expected).also(first));
    }

    /// The schedule, or everything that is wrong with it.
    pub(super) fn finish(mut self) -> Result<ReadSchedule, ReadFaults> {
        self.faults.sort_by(|a, b| (&a.location, a.code).cmp(&(&b.location, b.code)));
        if self.faults.iter().any(|fault| fault.severity == Severity::Error) {
            return Err(ReadFaults(self.faults));
        }
        let schedule = Schedule::new(self.places.keys().copied().collect());
        Ok(ReadSchedule { schedule, warnings: self.faults, places: self.places, open: self.open })
    }
}
