//! The campaign file: TOML whose every key knows its line.

mod document;
mod reader;

pub(crate) use document::{Document, Positions};
pub(crate) use reader::{Keys, Reader, Setting};
