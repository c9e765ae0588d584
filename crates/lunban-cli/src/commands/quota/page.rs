//! A quota: for a program as data, for a person as a table for each rank.

use std::path::Path;

use lunban::{Band, Campaign, Evenness, Language, Quota, QuotaTask, RoundId, Text, UnitId, text};
use lunban_files::{Side, aligned};
use serde::Serialize;

use super::name;
use crate::page::{indented, titled};

/// What units send, with how even it is.
#[derive(Debug, Serialize)]
pub(super) struct QuotaPage {
    file: String,
    /// The folder of the rosters to fill in, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    rosters: Option<String>,
    campaign: String,
    ranks: Vec<RankTable>,
    /// Over all rounds together.
    in_all: EvennessRecord,
    /// Round by round, given what units send in all.
    by_round: EvennessRecord,
}

/// Distances from proportion, in thousandths of a place; proven the least.
#[derive(Debug, Serialize)]
struct EvennessRecord {
    largest: i64,
    sum: i64,
}

/// The places that ask for one rank, or for none.
#[derive(Debug, Serialize)]
struct RankTable {
    rank: Option<String>,
    #[serde(skip)]
    title: Text,
    rounds: Vec<u32>,
    units: Vec<UnitRow>,
}

/// What a unit sends.
#[derive(Debug, Serialize)]
struct UnitRow {
    unit: String,
    name: String,
    /// Its people of that rank.
    people: u32,
    /// Round by round.
    sends: Vec<u32>,
}

impl From<Evenness> for EvennessRecord {
    fn from(Evenness { largest, sum }: Evenness) -> Self {
        Self { largest, sum }
    }
}

impl QuotaPage {
    /// The page of a quota, written to a file, and as rosters to a folder.
    pub(super) fn of(
        campaign: &Campaign,
        task: &QuotaTask,
        quota: &Quota,
        file: &Path,
        rosters: Option<&Path>,
    ) -> Self {
        let ranks = task.bands.iter().map(|&band| RankTable::of(campaign, task, quota, band));
        Self {
            file: file.display().to_string(),
            rosters: rosters.map(|folder| folder.display().to_string()),
            campaign: campaign.name().to_owned(),
            ranks: ranks.collect(),
            in_all: quota.in_all.into(),
            by_round: quota.by_round.into(),
        }
    }

    /// The page in one language.
    pub(super) fn write(&self, language: Language) -> String {
        let mut sections: Vec<(Text, String)> =
            self.ranks.iter().map(|table| (table.title.clone(), table.write(language))).collect();
        let evenness =
            [(text!("in all rounds", "各轮合计"), &self.in_all), (text!("round by round", "逐轮"), &self.by_round)];
        let lines = evenness.map(|(Text { english, chinese }, record)| {
            let (largest, sum) = (thousandths(record.largest), thousandths(record.sum));
            let words = text!(
                "{english}: at most {largest} places from proportion, {sum} together; proven the least",
                "{chinese}：与比例最多相差{largest}席，合计{sum}席；已证明为最小"
            );
            words.to(language).to_owned()
        });
        sections.push((text!("How even", "均衡程度"), indented(lines)));
        let files = std::iter::once(&self.file).chain(&self.rosters).cloned();
        sections.push((text!("To fill in", "待填写"), indented(files)));
        format!("{}\n{}", self.campaign, titled(&sections, language))
    }
}

impl RankTable {
    fn of(campaign: &Campaign, task: &QuotaTask, quota: &Quota, band: Band) -> Self {
        let rounds = || campaign.calendar().ids();
        let sends = |unit: UnitId, round: RoundId| quota.places.get(&(unit, round, band)).copied().unwrap_or(0);
        let units = task.units.iter().map(|unit| {
            let known = campaign.unit(unit.unit);
            UnitRow {
                unit: known.id.clone(),
                name: known.name.clone(),
                people: unit.people.get(&band).copied().unwrap_or(0),
                sends: rounds().map(|round| sends(unit.unit, round)).collect(),
            }
        });
        Self {
            rank: band.0.map(|rank| campaign.ranks().name(rank).to_owned()),
            title: name(campaign, band),
            rounds: rounds().map(|round| task.places(round, band)).collect(),
            units: units.collect(),
        }
    }

    fn write(&self, language: Language) -> String {
        let mut header = [text!("unit", "单位"), Text::plain(""), text!("people", "人数")]
            .map(|word| word.to(language).to_owned())
            .to_vec();
        header.extend((1..=self.rounds.len()).map(|round| format!("r{round}")));
        let all = text!("all", "合计").to(language).to_owned();
        header.push(all.clone());
        let row = |words: [String; 3], numbers: &[u32]| {
            let sum = numbers.iter().sum::<u32>();
            let numbers = numbers.iter().chain([&sum]).map(ToString::to_string);
            words.into_iter().chain(numbers).collect::<Vec<String>>()
        };
        let people: u32 = self.units.iter().map(|unit| unit.people).sum();
        let units = self
            .units
            .iter()
            .map(|unit| row([unit.unit.clone(), unit.name.clone(), unit.people.to_string()], &unit.sends));
        let total = row([all, String::new(), people.to_string()], &self.rounds);
        let rows: Vec<Vec<String>> = std::iter::once(header).chain(units).chain([total]).collect();
        let mut sides = vec![Side::Left, Side::Left];
        sides.resize(self.rounds.len() + 4, Side::Right);
        aligned(&sides, &rows)
    }
}

/// `1.333`, of thousandths.
fn thousandths(number: i64) -> String {
    format!("{}.{:03}", number / 1000, number % 1000)
}
