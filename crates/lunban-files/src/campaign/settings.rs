//! `campaign.toml`: calendar, ranks, kinds of team, rules and goals, and which files hold the tables.

use std::collections::BTreeMap;

use lunban_core::logistics::LogisticsDraft;
use lunban_core::{CalendarDraft, DeploymentDraft, Draft, GoalDraft, KindDraft, RanksDraft, SeatsDraft, Text, text};
use toml::de::{DeTable, DeValue};

use super::files::FileNames;
use super::{logistics, territory};
use crate::found::{Found, Gap};
use crate::settings::{Document, Keys, Positions, Reader, Setting};
use crate::table::Misread;

/// What the campaign file says.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// Everything but the tables.
    pub(super) draft: Draft,
    /// What no schedule depends on.
    pub(super) deployment: DeploymentDraft,
    /// Where the tables are.
    pub(super) files: FileNames,
    /// Where every key stands.
    pub(super) positions: Positions,
}

const SECTIONS: &[&str] = &[
    "campaign",
    "ranks",
    "kinds",
    "files",
    "rules",
    "goals",
    "territory",
    "reporting",
    "training",
    "vehicles",
    "budget",
];

/// Reads a campaign file.
pub(super) fn read(written: &str, file: &str, found: &mut Found) -> Settings {
    let document = Document::parse(written, file);
    let mut reading = Reading { reader: Reader::new(&document.source), found };
    let (draft, deployment, files) = reading.settings(&document.root);
    let faults = reading.reader.faults;
    let positions = document.positions();
    if document.faults.is_empty() {
        found.faults().extend(faults);
    } else {
        // What follows from text that is no TOML cannot be told from what is wrong by itself.
        found.leave(Gap::Settings);
        found.faults().extend(document.faults);
    }
    Settings { draft, deployment, files, positions }
}

struct Reading<'f, 'd, 't> {
    reader: Reader<'d, 't>,
    found: &'f mut Found,
}

impl<'d, 't> Reading<'_, 'd, 't> {
    fn settings(&mut self, root: &'d DeTable<'t>) -> (Draft, DeploymentDraft, FileNames) {
        let sections = self.reader.keys(root, SECTIONS);
        let campaign = self.section("campaign", &sections, Self::campaign);
        // Half a calendar would be at odds with itself; core checks the rest of the campaign without it.
        let (name, calendar) = campaign.filter(|_| !self.found.lacks(Gap::Section("campaign"))).unwrap_or_default();
        let ranks = self.section("ranks", &sections, Self::ranks);
        let kinds = self.section("kinds", &sections, Self::kinds);
        let files = self.section("files", &sections, Self::files);
        let rules = self.section("rules", &sections, Self::rules);
        let goals = self.section("goals", &sections, Self::goals);
        let territory =
            self.section("territory", &sections, |reading, section| territory::read(&mut reading.reader, section));
        for needed in ["campaign", "kinds"].into_iter().filter(|section| !sections.contains_key(section)) {
            self.reader.missing_section(needed);
            self.found.leave(Gap::Section(needed));
        }
        let draft = Draft {
            name,
            calendar,
            ranks: ranks.unwrap_or_default(),
            kinds: kinds.unwrap_or_default(),
            rules: rules.unwrap_or_default(),
            goals: goals.unwrap_or_default(),
            ..Draft::default()
        };
        let logistics = LogisticsDraft {
            reporting: self
                .section("reporting", &sections, |reading, section| logistics::reporting(&mut reading.reader, section)),
            training: self
                .section("training", &sections, |reading, section| logistics::training(&mut reading.reader, section)),
            vehicles: self
                .section("vehicles", &sections, |reading, section| logistics::vehicles(&mut reading.reader, section)),
            budget: self
                .section("budget", &sections, |reading, section| logistics::budget(&mut reading.reader, section)),
            ..LogisticsDraft::default()
        };
        let deployment = DeploymentDraft { territory, logistics, ..DeploymentDraft::default() };
        (draft, deployment, files.unwrap_or_default())
    }

    /// Reads one section, if it is there; values that could not be read leave a gap, misspelt keys do not.
    fn section<T>(
        &mut self,
        name: &'static str,
        sections: &Keys<'d, 't>,
        read: fn(&mut Self, &'d Setting<'t>) -> Option<T>,
    ) -> Option<T> {
        let before = self.reader.faults.len();
        let section = sections.get(name).and_then(|section| read(self, section));
        let is_misspelt = |fault: &crate::LocatedFault| fault.code == "unknown-key" && fault.maybe.is_some();
        if !self.reader.faults[before..].iter().all(is_misspelt) {
            self.found.leave(Gap::Section(name));
        }
        section
    }

    fn campaign(&mut self, section: &'d Setting<'t>) -> Option<(String, CalendarDraft)> {
        let table = self.reader.table(section)?;
        let known = ["name", "start", "rounds", "days_per_round", "overlap_days", "heavy", "published"];
        let keys = self.reader.keys(table, &known);
        for needed in ["start", "rounds", "days_per_round"].into_iter().filter(|key| !keys.contains_key(key)) {
            self.reader.missing(needed, section);
        }
        let default = CalendarDraft::default();
        let mut number = |key| keys.get(key).and_then(|setting| self.reader.number(setting));
        let calendar = CalendarDraft {
            rounds: number("rounds").unwrap_or(default.rounds),
            days_per_round: number("days_per_round").unwrap_or(default.days_per_round),
            overlap_days: number("overlap_days").unwrap_or(default.overlap_days),
            published: number("published"),
            start: keys.get("start").and_then(|setting| self.reader.day(setting)).unwrap_or(default.start),
            heavy: keys.get("heavy").map(|setting| self.heavy(setting)).unwrap_or_default(),
        };
        let name = keys.get("name").and_then(|setting| self.reader.text(setting)).unwrap_or_default();
        Some((name, calendar))
    }

    fn heavy(&mut self, setting: &'d Setting<'t>) -> BTreeMap<u32, u32> {
        let mut heavy = BTreeMap::new();
        for (round, weight) in self.reader.table(setting).into_iter().flatten() {
            if let Ok(number) = round.get_ref().parse::<u32>() {
                heavy.extend(self.reader.number(weight).map(|weight| (number, weight)));
            } else {
                let expected =
                    text!("the number of a round and its weight, such as 2 = 2", "须为“轮次 = 权重”，例如2 = 2");
                self.reader.note_key(round, Misread::new("not-a-round", expected));
            }
        }
        heavy
    }

    fn ranks(&mut self, section: &'d Setting<'t>) -> Option<RanksDraft> {
        let table = self.reader.table(section)?;
        let keys = self.reader.keys(table, &["order", "aliases"]);
        let order = keys.get("order").map(|setting| self.reader.texts(setting)).unwrap_or_default();
        let aliases = keys.get("aliases").and_then(|setting| self.reader.table(setting)).into_iter().flatten();
        let aliases = aliases.filter_map(|(alias, rank)| Some((alias.get_ref().to_string(), self.reader.text(rank)?)));
        Some(RanksDraft { order, aliases: aliases.collect() })
    }

    fn kinds(&mut self, section: &'d Setting<'t>) -> Option<Vec<KindDraft>> {
        let table = self.reader.table(section)?;
        Some(table.iter().filter_map(|(name, kind)| self.kind(name.get_ref(), kind)).collect())
    }

    fn kind(&mut self, name: &str, setting: &'d Setting<'t>) -> Option<KindDraft> {
        let table = self.reader.table(setting)?;
        let keys = self.reader.keys(table, &["seats", "from"]);
        let seats = keys.get("seats").and_then(|setting| self.reader.table(setting)).into_iter().flatten();
        let seats = seats.filter_map(|(role, seats)| Some((role.get_ref().to_string(), self.seats(seats)?))).collect();
        let from = keys.get("from").map(|setting| self.reader.texts(setting)).unwrap_or_default();
        Some(KindDraft { name: name.to_owned(), seats, from })
    }

    fn seats(&mut self, setting: &'d Setting<'t>) -> Option<SeatsDraft> {
        match setting.get_ref() {
            DeValue::Integer(_) => self.reader.number(setting).map(SeatsDraft::Fixed),
            DeValue::String(word) if word == "rest" => Some(SeatsDraft::Rest),
            _ => {
                let expected = text!("a number of seats, or \"rest\"", "须为席位数，或\"rest\"");
                self.reader.note(setting, Misread::new("not-seats", expected).maybe(Text::plain("`\"rest\"`")));
                None
            }
        }
    }

    fn files(&mut self, section: &'d Setting<'t>) -> Option<FileNames> {
        let table = self.reader.table(section)?;
        let keys = self.reader.keys(table, FileNames::KEYS);
        let named = keys.into_iter().filter_map(|(key, setting)| Some((key, self.reader.text(setting)?)));
        Some(FileNames::new(named.collect()))
    }

    fn rules(&mut self, section: &'d Setting<'t>) -> Option<BTreeMap<String, toml::Table>> {
        let table = self.reader.table(section)?;
        let rules =
            table.iter().filter_map(|(id, rule)| Some((id.get_ref().to_string(), self.reader.whole_table(rule)?)));
        Some(rules.collect())
    }

    #[expect(clippy::unnecessary_wraps, reason = "every reader of a section has this shape")]
    fn goals(&mut self, section: &'d Setting<'t>) -> Option<Vec<Vec<GoalDraft>>> {
        // A level that cannot be read keeps its place, so that faults of later ones point at them.
        Some(self.reader.list(section).iter().map(|level| self.level(level).unwrap_or_default()).collect())
    }

    fn level(&mut self, setting: &'d Setting<'t>) -> Option<Vec<GoalDraft>> {
        let table = self.reader.table(setting)?;
        let keys = self.reader.keys(table, &["minimise"]);
        let Some(terms) = keys.get("minimise") else {
            self.reader.missing("minimise", setting);
            return None;
        };
        let terms = self.reader.list(terms);
        Some(terms.iter().filter_map(|term| self.goal(term)).collect())
    }

    fn goal(&mut self, setting: &'d Setting<'t>) -> Option<GoalDraft> {
        let table = self.reader.table(setting)?;
        let keys = self.reader.keys(table, &["count", "weight"]);
        let Some(count) = keys.get("count") else {
            self.reader.missing("count", setting);
            return None;
        };
        let weight = match keys.get("weight") {
            Some(weight) => self.reader.number(weight)?,
            None => 1,
        };
        Some(GoalDraft { count: self.reader.text(count)?, weight })
    }
}
