//! `report.html`: a plan to look at, search and print; one file that needs no network.
//!
//! The file holds the plan as data, and a program that shows it in either language: `templates/report/`. The data cannot break out of its
//! place, the program puts words on the page as text only, and the browser is told to run nothing else and to load nothing.

mod data;
mod goals;
mod people;

use std::collections::BTreeMap;
use std::path::PathBuf;

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lunban_core::Language;
use sha2::{Digest, Sha256};

use super::Outcome;
use super::lines::Line;
use data::Data;

/// What it is called in the folder of a plan.
const FILE: &str = "report.html";

/// How it looks.
const STYLE: &str = concat!(
    include_str!("../../../templates/report/style.css"),
    include_str!("../../../templates/report/views.css"),
    include_str!("../../../templates/report/print.css"),
);

/// What shows it, piece by piece.
const SCRIPT: &str = concat!(
    include_str!("../../../templates/report/words.js"),
    include_str!("../../../templates/report/dom.js"),
    include_str!("../../../templates/report/plan.js"),
    include_str!("../../../templates/report/find.js"),
    include_str!("../../../templates/report/charts.js"),
    include_str!("../../../templates/report/overview.js"),
    include_str!("../../../templates/report/board.js"),
    include_str!("../../../templates/report/people.js"),
    include_str!("../../../templates/report/person.js"),
    include_str!("../../../templates/report/units.js"),
    include_str!("../../../templates/report/fairness.js"),
    include_str!("../../../templates/report/map.js"),
    include_str!("../../../templates/report/findings.js"),
    include_str!("../../../templates/report/main.js"),
);

/// The page around the data.
#[derive(Template)]
#[template(path = "report/report.html")]
struct Page<'a> {
    language: &'static str,
    title: &'a str,
    style: &'a str,
    script: &'a str,
    /// The only script that a browser may run here, by its hash.
    script_hash: String,
    data: Data<'a>,
}

/// The page, first shown in one language.
pub(super) fn write(
    outcome: &Outcome<'_>,
    lines: &[Line<'_>],
    language: Language,
) -> Result<BTreeMap<PathBuf, Vec<u8>>, askama::Error> {
    // A browser hashes what it reads, and it reads every end of line as a line feed.
    let script = SCRIPT.replace("\r\n", "\n");
    let page = Page {
        language: data::tag(language),
        title: outcome.problem.campaign().name(),
        style: STYLE,
        script: &script,
        script_hash: STANDARD.encode(Sha256::digest(&script)),
        data: Data::of(outcome, lines, language),
    };
    Ok(BTreeMap::from([(PathBuf::from(FILE), page.render()?.into_bytes())]))
}
