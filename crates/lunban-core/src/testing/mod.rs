//! Tiny campaigns from few words, so that a test reads as a sentence: given this campaign and this schedule, these findings.

mod agreement;
mod completion;
mod shown;
mod tiny;
mod words;

pub(crate) use tiny::Tiny;
