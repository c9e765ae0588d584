//! Events as people write them: in a call, one text each, or in a file.
//!
//! ```text
//! text ──words──> Event        events.csv, events.toml ──file──> texts with their places
//! ```

mod file;
mod words;

use std::path::Path;

use lunban_core::change::Event;
use lunban_core::{Fault, Spot, Table};

use crate::{LocatedFault, Location, ReadFaults};

/// Events, and where each of them stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadEvents {
    /// The events, in order.
    pub events: Vec<Event>,
    /// Each as it was written.
    pub written: Vec<String>,
    /// Where each stands.
    places: Vec<Location>,
}

impl ReadEvents {
    /// Events as a call gives them.
    ///
    /// # Errors
    /// Every text that is no event, at once.
    ///
    /// ```
    /// use lunban_files::ReadEvents;
    ///
    /// let read = ReadEvents::of_texts(&["drop P0123 from 2017-10-20".to_owned(), "extend 2".to_owned()]).unwrap();
    /// assert_eq!(read.events.len(), 2);
    /// let faults = ReadEvents::of_texts(&["dorp P0123 for good".to_owned()]).unwrap_err();
    /// assert!(faults.0[0].to_string().starts_with("--event 1: `dorp`: expected an event"));
    /// ```
    pub fn of_texts(texts: &[String]) -> Result<Self, ReadFaults> {
        let place = |number: usize| Location::file(format!("--event {number}"));
        Self::of(texts.iter().enumerate().map(|(position, text)| (text.clone(), place(position + 1))).collect())
    }

    /// Events of a file: a table with a column `event`, or TOML with a list `events`.
    ///
    /// # Errors
    /// If it cannot be read, or holds what is no event: every fault at once.
    pub fn of_file(path: &Path) -> Result<Self, ReadFaults> {
        Self::of(file::texts(path)?)
    }

    fn of(texts: Vec<(String, Location)>) -> Result<Self, ReadFaults> {
        let mut read = Self::default();
        let mut faults = Vec::new();
        for (text, place) in texts {
            match words::event(&text) {
                Ok(event) => {
                    read.events.push(event);
                    read.written.push(text);
                    read.places.push(place);
                }
                Err(fault) => {
                    let words::Fault { value, misread } = *fault;
                    faults.push(LocatedFault::error(misread.code, place, value, misread.expected).maybe(misread.maybe));
                }
            }
        }
        if faults.is_empty() { Ok(read) } else { Err(ReadFaults(faults)) }
    }

    /// A fault that came of the events, where they stand.
    pub fn locate(&self, fault: &Fault) -> LocatedFault {
        let place = |spot: &Spot| match spot {
            Spot::Cell { table: Table::Events, row, .. } => {
                self.places.get(*row).cloned().unwrap_or_else(|| Location::file("events"))
            }
            Spot::Setting(keys) if keys.first().is_some_and(|key| key == "as-of") => Location::file("--as-of"),
            // What only shows in the changed campaign.
            other => Location::file(format!("campaign after the events, {other}")),
        };
        let located = LocatedFault::error(fault.code, place(&fault.spot), &fault.value, fault.expected.clone());
        let located = located.maybe(fault.maybe.clone());
        fault.also.iter().fold(located, |located, also| located.also(place(also)))
    }
}
