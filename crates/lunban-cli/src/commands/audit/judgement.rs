//! What is to be said of a schedule: for a program as data, for a person as a page.

use std::collections::BTreeMap;

use lunban::{Audit, Finding, Language, Problem, View, text};
use lunban_files::{FindingRecord, LocatedFault, Location, ReadSchedule, Side, aligned};
use serde::Serialize;

use crate::finding::{self, Names};
use crate::page::{indented, titled};

/// So many places of a finding are shown; the rest is counted.
const PLACES_SHOWN: usize = 6;

/// What an audit says of a schedule.
#[derive(Debug, Serialize)]
pub(super) struct Judgement {
    campaign: String,
    /// What is odd about the file.
    warnings: Vec<LocatedFault>,
    seats: u32,
    /// Seats that are open on some day.
    open: u32,
    /// Breaches of hard rules.
    breaches: i64,
    /// The value of each count.
    counts: BTreeMap<String, i64>,
    /// The value of each goal level, first to last.
    levels: Vec<i64>,
    findings: Vec<Found>,
    #[serde(skip)]
    names: Names,
}

/// A finding, and where in the file its duties stand.
#[derive(Debug, Serialize)]
struct Found {
    #[serde(flatten)]
    record: FindingRecord,
    /// Where its duties stand, or the seats that are open, where the file has places for them.
    places: Vec<Location>,
}

impl Judgement {
    /// What is to be said of an audited schedule.
    pub(super) fn of(problem: &Problem, read: ReadSchedule, audit: &Audit) -> Self {
        let view = View::new(problem, &read.schedule);
        let names = problem.campaign().rules().count_names();
        Self {
            campaign: problem.campaign().name().to_owned(),
            seats: problem.posts().iter().map(|post| post.seats).sum(),
            open: problem.posts().iter().map(|post| view.open(post.id)).sum(),
            breaches: audit.breaches,
            counts: names.zip(audit.counts.iter().copied()).collect(),
            levels: audit.levels(problem),
            findings: audit.findings.iter().map(|finding| Found::of(problem, &read, finding)).collect(),
            names: names_of(problem, &audit.findings),
            warnings: read.warnings,
        }
    }

    /// Whether every seat is filled and no hard rule broken.
    pub(super) fn is_clean(&self) -> bool {
        self.open == 0 && self.breaches == 0
    }

    /// The page in one language.
    pub(super) fn page(&self, language: Language) -> String {
        let Self { seats, open, breaches, .. } = self;
        let filled = seats.saturating_sub(*open);
        let head = [
            text!("seats     {seats}: {filled} filled, {open} open", "席位  {seats}：已排{filled}，空缺{open}"),
            text!("breaches  {breaches}", "违规  {breaches}"),
        ];
        let head = indented(head.map(|line| line.to(language).to_owned()));
        let broken = self.listed(|finding| finding.count.is_none(), language);
        let unfilled = self.listed(|finding| finding.count.as_deref() == Some("coverage.open"), language);
        let sections = [
            (text!("Hard rules broken", "违反的硬规则"), broken),
            (text!("Open seats", "空缺席位"), unfilled),
            (text!("Counts", "计数"), self.counts(language)),
        ];
        format!("{}\n\n{head}{}", self.campaign, titled(&sections, language))
    }

    fn listed(&self, holds: impl Fn(&FindingRecord) -> bool, language: Language) -> String {
        let found = self.findings.iter().filter(|finding| holds(&finding.record));
        indented(found.map(|found| finding::line(&found.record, &self.names, language) + &found.place(language)))
    }

    fn counts(&self, language: Language) -> String {
        let header = [text!("count", "计数"), text!("value", "数值")].map(|word| word.to(language).to_owned());
        let rows = self.counts.iter().map(|(count, value)| [count.clone(), value.to_string()]);
        aligned(&[Side::Left, Side::Right], &std::iter::once(header).chain(rows).collect::<Vec<_>>())
    }
}

impl Found {
    fn of(problem: &Problem, read: &ReadSchedule, finding: &Finding) -> Self {
        let held = read.places.iter().filter(|(duty, _)| finding.about.speaks_of(problem, duty));
        let held = held.map(|(_, place)| place.clone());
        let of_people = finding.about.people.is_empty();
        let post = finding.about.post.filter(|_| of_people);
        let open = post.and_then(|post| read.open.get(&post)).into_iter().flatten().cloned();
        let mut places: Vec<Location> = held.chain(open).collect();
        places.sort();
        Self { record: FindingRecord::of(problem, finding), places }
    }

    /// ` (line 17)`, ` (Duties!H17, Duties!H40)`, or nothing.
    fn place(&self, language: Language) -> String {
        let mut places: Vec<String> =
            self.places.iter().map(|place| place.within_file().to(language).to_owned()).collect();
        places.dedup();
        let more = places.len().saturating_sub(PLACES_SHOWN);
        places.truncate(PLACES_SHOWN);
        if more > 0 {
            places.push(format!("+{more}"));
        }
        let (english, chinese) = (places.join(", "), places.join("、"));
        if places.is_empty() { String::new() } else { text!(" ({english})", "（{chinese}）").to(language).to_owned() }
    }
}

/// The names of the people whom findings are about.
fn names_of(problem: &Problem, findings: &[Finding]) -> Names {
    let people = findings.iter().flat_map(|finding| &finding.about.people);
    let people = people.map(|&person| problem.campaign().person(person));
    people.map(|person| (person.id.clone(), person.name.clone())).collect()
}
