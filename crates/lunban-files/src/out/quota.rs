//! What units are to send, before names are known: a table with one row a place, and rosters for them to fill in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lunban_core::rules::Phrase;
use lunban_core::{Band, Campaign, Language, RoundId, UnitId, text};

use super::cells::{csv, titles, words};
use super::extra::RenderError;
use crate::campaign::{Form, form_workbook};
use crate::folder::file_names;
use crate::workbook::{Cell, Style, write};

/// Places by unit, round and rank.
type Places = BTreeMap<(UnitId, RoundId, Band), u32>;

/// The columns of the table; the last two are left to the unit.
const COLUMNS: [Phrase; 8] = [
    Phrase::new("unit", "单位"),
    Phrase::new("unit_name", "单位名称"),
    Phrase::new("round", "轮次"),
    Phrase::new("start", "开始"),
    Phrase::new("end", "结束"),
    Phrase::new("rank", "职级"),
    Phrase::new("id", "编号"),
    Phrase::new("name", "姓名"),
];

/// What stands above the people on a roster.
const ASKED: Phrase = Phrase::new("places", "名额");
const OTHERS: Phrase = Phrase::new("others", "其他");
const ALL: Phrase = Phrase::new("all", "合计");

/// A row for each place that a unit is to fill, unit by unit, round by round, ranks from high to low. A place that asks for no rank has an
/// empty one.
pub fn quota_table(campaign: &Campaign, places: &Places, language: Language) -> Vec<u8> {
    let mut sorted: Vec<_> = places.iter().collect();
    sorted.sort_by_key(|((unit, round, band), _)| (*unit, *round, std::cmp::Reverse(*band)));
    let rows = sorted.into_iter().flat_map(|(&(unit, round, band), &places)| {
        std::iter::repeat_n(row(campaign, unit, round, band), places as usize)
    });
    csv(std::iter::once(titles(&COLUMNS, language)).chain(rows))
}

fn row(campaign: &Campaign, unit: UnitId, round: RoundId, band: Band) -> Vec<String> {
    let (unit, span) = (campaign.unit(unit), campaign.calendar().round(round).span);
    let (start, end) = (span.first().to_string(), span.last().to_string());
    let rank = band.0.map_or("", |rank| campaign.ranks().name(rank));
    words([&unit.id, &unit.name, &round.number().to_string(), &start, &end, rank, "", ""])
}

/// A workbook with the roster of each unit that is to send people on a sheet of its own, to be filled in; above the people stands how many
/// of which rank it is asked for in each round.
///
/// # Errors
/// If it could not be made, which is a fault of this program.
pub fn quota_workbook(campaign: &Campaign, places: &Places, language: Language) -> Result<Vec<u8>, RenderError> {
    let forms: Vec<Form<'_>> = sending(places).into_iter().map(|unit| form(campaign, places, unit, language)).collect();
    bytes(campaign, &forms, language, "quota.xlsx")
}

/// The same as a workbook for each unit, called as its id.
///
/// # Errors
/// As [`quota_workbook`].
pub fn quota_workbooks(
    campaign: &Campaign,
    places: &Places,
    language: Language,
) -> Result<BTreeMap<PathBuf, Vec<u8>>, RenderError> {
    let sending = sending(places);
    let names = file_names(sending.iter().map(|&unit| campaign.unit(unit).id.as_str()));
    let file = |(unit, name): (UnitId, String)| {
        let file = format!("{name}.xlsx");
        let bytes = bytes(campaign, &[form(campaign, places, unit, language)], language, &file)?;
        Ok((Path::new(&file).to_owned(), bytes))
    };
    sending.into_iter().zip(names).map(file).collect()
}

fn bytes(campaign: &Campaign, forms: &[Form<'_>], language: Language, file: &str) -> Result<Vec<u8>, RenderError> {
    write(&form_workbook(campaign.draft(), forms, language)).map_err(|source| RenderError::of(file, source))
}

/// Units with a place to fill.
fn sending(places: &Places) -> BTreeSet<UnitId> {
    places.iter().filter(|(_, places)| **places > 0).map(|((unit, ..), _)| *unit).collect()
}

fn form<'c>(campaign: &'c Campaign, places: &Places, unit: UnitId, language: Language) -> Form<'c> {
    let draft = campaign.draft();
    let people = campaign.unit(unit).people.iter().map(|person| &draft.people[person.index()]).collect();
    Form { unit: &draft.units[unit.index()], people, above: asked(campaign, places, unit, language) }
}

/// How many of which rank in each round: a row a rank, from high to low, and an empty row below.
fn asked(campaign: &Campaign, places: &Places, unit: UnitId, language: Language) -> Vec<Vec<Cell>> {
    let rounds = || campaign.calendar().ids();
    let bands: BTreeSet<Band> = places.keys().filter(|(of, ..)| *of == unit).map(|(_, _, band)| *band).collect();
    let head = |round: RoundId| {
        let (number, days) = (round.number(), campaign.calendar().round(round).span);
        let word = text!("r{number}\n{days}", "第{number}轮\n{days}");
        Cell::words(word.to(language), Style::Header)
    };
    let all = Cell::words(ALL.to(language), Style::Header);
    let title = Cell::words(ASKED.to(language), Style::Header);
    let header = std::iter::once(title).chain(rounds().map(head)).chain([all]).collect();
    let row = |band: &Band| {
        let rank = band.0.map_or(OTHERS.to(language), |rank| campaign.ranks().name(rank));
        let sends = |round| i64::from(places.get(&(unit, round, *band)).copied().unwrap_or(0));
        let all = rounds().map(sends).sum::<i64>();
        let label = Cell::words(rank, Style::Label);
        let numbers = rounds().map(sends).chain([all]).map(|places| Cell::number(places, Style::Fact));
        std::iter::once(label).chain(numbers).collect()
    };
    std::iter::once(header).chain(bands.iter().rev().map(row)).chain([Vec::new()]).collect()
}
