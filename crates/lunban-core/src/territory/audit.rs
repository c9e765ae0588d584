//! Judges who covers what from what was written alone: the tables of teams, places and borders. It shares nothing with the solve, not even the
//! graph: counties are told by their codes, and areas are flooded from one of them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Aim, BorderDraft, Length, Load, SizesDraft, TerritoryDraft};
use crate::campaign::Places;
use crate::rules::great_circle_km;
use crate::{Campaign, PlaceDraft, PlaceId, PlaceLevel, TeamDraft, Text, text};

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TerritoryFinding {
    /// A stable code, kebab-case.
    pub code: &'static str,
    /// The county, team or city.
    pub of: String,
    /// In words.
    pub says: Text,
}

/// What was found, and what was measured in each city.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TerritoryAudit {
    /// All that is not as it should be.
    pub findings: Vec<TerritoryFinding>,
    /// What is reached of each aim, by the code of the city.
    pub reached: BTreeMap<String, BTreeMap<Aim, i64>>,
}

/// Judges the `covers` of a table of teams, whoever made it.
pub fn audit(
    campaign: &Campaign,
    teams: &[TeamDraft],
    draft: &TerritoryDraft,
    borders: &[BorderDraft],
) -> TerritoryAudit {
    let mut auditor = Auditor {
        places: campaign.places(),
        draft,
        touching: touching(borders),
        rows: campaign.draft().places.iter().map(|place| (place.code.as_str(), place)).collect(),
        findings: Vec::new(),
    };
    let told: Vec<Told<'_>> = teams.iter().filter_map(|team| auditor.told(team)).collect();
    auditor.once(&told);
    for area in &told {
        auditor.area(area);
    }
    auditor.settled(&told);
    let reached = auditor.reached(&told);
    auditor.findings.sort();
    TerritoryAudit { findings: auditor.findings, reached }
}

/// A team of a kind that covers counties, with their codes.
struct Told<'a> {
    team: &'a TeamDraft,
    sizes: SizesDraft,
    city: &'a str,
    covers: Vec<&'a str>,
}

struct Auditor<'a> {
    places: &'a Places,
    draft: &'a TerritoryDraft,
    touching: BTreeMap<&'a str, BTreeMap<&'a str, Length>>,
    rows: BTreeMap<&'a str, &'a PlaceDraft>,
    findings: Vec<TerritoryFinding>,
}

fn touching(borders: &[BorderDraft]) -> BTreeMap<&str, BTreeMap<&str, Length>> {
    let mut touching: BTreeMap<&str, BTreeMap<&str, Length>> = BTreeMap::new();
    for border in borders {
        let length = Length::of_km(border.border_km);
        touching.entry(&border.code_a).or_default().insert(&border.code_b, length);
        touching.entry(&border.code_b).or_default().insert(&border.code_a, length);
    }
    touching
}

impl<'a> Auditor<'a> {
    fn finds(&mut self, code: &'static str, of: &str, says: Text) {
        self.findings.push(TerritoryFinding { code, of: of.to_owned(), says });
    }

    fn code(&self, word: &str, level: PlaceLevel) -> Option<&'a str> {
        self.places.find(word, Some(level)).ok().map(|place| self.places.place(place).code.as_str())
    }

    /// The team, where it covers counties; what it covers that is no county is told.
    fn told(&mut self, team: &'a TeamDraft) -> Option<Told<'a>> {
        let sizes = *self.draft.kinds.get(&team.kind).filter(|_| team.dates.is_none())?;
        let city = self.code(&team.city, PlaceLevel::City)?;
        let mut covers = Vec::new();
        for word in &team.covers {
            match self.code(word, PlaceLevel::County) {
                Some(code) => covers.push(code),
                None => self.finds("unknown-county", word, text!("no county is called so", "没有此县（市、区）")),
            }
        }
        Some(Told { team, sizes, city, covers })
    }

    /// Every county of a city with such teams is covered, once.
    fn once(&mut self, told: &[Told<'a>]) {
        let cities: BTreeSet<&str> = told.iter().map(|told| told.city).collect();
        let mut times: BTreeMap<&str, u32> = BTreeMap::new();
        for code in told.iter().flat_map(|told| &told.covers) {
            *times.entry(code).or_default() += 1;
        }
        let rows: Vec<&PlaceDraft> = self.rows.values().copied().collect();
        for county in rows.into_iter().filter(|place| cities.contains(place.parent.as_str())) {
            let times = times.remove(county.code.as_str()).unwrap_or(0);
            if times != 1 {
                self.finds("not-once", &county.code, text!("covered {times} times", "被{times}个组负责"));
            }
        }
        for code in times.into_keys() {
            self.finds("not-once", code, text!("covered though no team is in its city", "其所在市无组，却被负责"));
        }
    }

    /// The area of one team: in its city, of a lawful size, connected, around the core.
    fn area(&mut self, told: &Told<'a>) {
        let id = &told.team.team;
        let strangers =
            told.covers.iter().filter(|code| self.rows.get(*code).is_some_and(|row| row.parent != told.city));
        for code in strangers.copied().collect::<Vec<_>>() {
            self.finds("other-city", id, text!("covers {code}, which is of another city", "负责{code}，不属本市"));
        }
        let (least, most) = self.sizes(told);
        let size = told.covers.len();
        if !(least as usize..=most as usize).contains(&size) {
            let says = text!(
                "covers {size} counties, where {least} to {most} are allowed",
                "负责{size}个县（市、区），应为{least}至{most}个"
            );
            self.finds("size", id, says);
        }
        let reached = self.flooded(&told.covers);
        if reached < size {
            let says =
                text!("only {reached} of its {size} counties hang together", "{size}个县（市、区）中仅{reached}个相连");
            self.finds("not-connected", id, says);
        }
        if told.sizes.core && !told.covers.iter().any(|code| self.is_core(told.city, code)) {
            self.finds("without-core", id, text!("does not cover the core of its city", "未包含该市主城区"));
        }
    }

    /// The sizes of a team's area: those of its kind, or of the exception that is declared for its city.
    fn sizes(&self, told: &Told<'_>) -> (u32, u32) {
        let mut exceptions = self.draft.exceptions.iter();
        let exception = exceptions.find(|exception| {
            exception.kind == told.team.kind && self.code(&exception.city, PlaceLevel::City) == Some(told.city)
        });
        let least = exception.and_then(|exception| exception.at_least).unwrap_or(told.sizes.at_least);
        let most = exception.and_then(|exception| exception.at_most).unwrap_or(told.sizes.at_most);
        (least, most)
    }

    /// How many of some counties are reached from the first of them without leaving them.
    fn flooded(&self, codes: &[&str]) -> usize {
        let mut reached: BTreeSet<&str> = codes.iter().take(1).copied().collect();
        let mut next: Vec<&str> = reached.iter().copied().collect();
        while let Some(code) = next.pop() {
            for beside in self.touching.get(code).into_iter().flat_map(BTreeMap::keys) {
                if codes.contains(beside) && reached.insert(beside) {
                    next.push(beside);
                }
            }
        }
        reached.len()
    }

    /// Whether a county is the core of a city: the one written, else the one nearest to the city.
    fn is_core(&self, city: &str, county: &str) -> bool {
        let mut written = self.draft.cores.iter();
        if let Some((_, core)) = written.find(|(word, _)| self.code(word, PlaceLevel::City) == Some(city)) {
            return core == county || self.rows.get(county).is_some_and(|row| row.name == *core);
        }
        let of_city = self.rows.values().filter(|row| row.parent == city);
        let nearest = of_city.map(|row| (self.between(city, &row.code), row.code.as_str())).min();
        nearest.is_some_and(|(_, code)| code == county)
    }

    fn place(&self, code: &str) -> PlaceId {
        PlaceId::at(self.places.all().iter().position(|place| place.code == code).unwrap_or_default())
    }

    fn between(&self, from: &str, to: &str) -> Length {
        Length::of_km(great_circle_km(self.places, self.place(from), self.place(to)).unwrap_or_default())
    }

    /// What was settled beforehand is kept.
    fn settled(&mut self, told: &[Told<'a>]) {
        let is_of = |row: Option<&&PlaceDraft>, word: &str| row.is_some_and(|row| row.code == word || row.name == word);
        for fix in &self.draft.fix {
            let Some(told) = told.iter().find(|told| told.team.team == fix.team) else { continue };
            for word in &fix.covers {
                if !told.covers.iter().any(|code| is_of(self.rows.get(code), word)) {
                    self.finds("not-as-fixed", &fix.team, text!("does not cover {word}", "未负责{word}"));
                }
            }
        }
        for forbid in &self.draft.forbid {
            let covers_all = |told: &&Told<'a>| {
                forbid.covers.iter().all(|word| told.covers.iter().any(|code| is_of(self.rows.get(code), word)))
            };
            if let Some(told) = told.iter().find(covers_all) {
                let words = forbid.covers.join(";");
                self.finds("forbidden", &told.team.team, text!("covers {words} together", "同时负责{words}"));
            }
        }
    }

    /// What is reached of each aim in each city.
    fn reached(&self, told: &[Told<'a>]) -> BTreeMap<String, BTreeMap<Aim, i64>> {
        let mut cities: BTreeMap<&str, Vec<&Told<'a>>> = BTreeMap::new();
        for told in told {
            cities.entry(told.city).or_default().push(told);
        }
        let measured = cities.into_iter().map(|(city, areas)| (city.to_owned(), self.measured(city, &areas)));
        measured.collect()
    }

    fn measured(&self, city: &str, areas: &[&Told<'a>]) -> BTreeMap<Aim, i64> {
        let load = |code: &&str| match self.draft.load {
            Load::Counties => 1,
            Load::Column => self.rows.get(code).and_then(|row| row.load).map_or(0, i64::from),
        };
        let square = |told: &&Told<'_>| told.covers.iter().map(load).sum::<i64>().pow(2);
        let from =
            |seat: &str, told: &Told<'_>| told.covers.iter().map(|code| self.between(seat, code)).sum::<Length>();
        let distance = |told: &&&Told<'_>| {
            let seats = told.covers.iter().filter(|code| !told.sizes.core || self.is_core(city, code));
            seats.map(|seat| from(seat, told)).min().unwrap_or_default()
        };
        let area_of = |code: &str| areas.iter().position(|told| told.covers.contains(&code));
        let crossed =
            self.touching.iter().flat_map(|(a, beside)| beside.iter().map(move |(b, length)| (a, b, *length)));
        let crossed = crossed.filter(|(a, b, _)| a < b && area_of(a).zip(area_of(b)).is_some_and(|(a, b)| a != b));
        BTreeMap::from([
            (Aim::Balance, areas.iter().map(square).sum()),
            (Aim::Distance, areas.iter().map(|told| distance(&told)).sum::<Length>().0),
            (Aim::Border, crossed.map(|(.., length)| length).sum::<Length>().0),
        ])
    }
}
