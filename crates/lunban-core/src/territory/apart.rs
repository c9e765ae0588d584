//! Counties of one city that no border joins: what lies apart must be large enough for an area of its own.

use super::sizes::named;
use super::{City, Counties};
use crate::campaign::Places;
use crate::{Fault, Spot, Table, listed, text};

/// The faults of a city whose parts are too small for any area, or for that around the core, or too many for its teams. `spot` is where its core is written.
pub(super) fn faults(places: &Places, city: &City, spot: Spot) -> Vec<Fault> {
    let parts = parts(city);
    let around = around_core(places, city, &parts, spot);
    let is_told = |part: &Counties| around.is_some() && part.has(city.core);
    let small = parts.iter().filter(|part| !is_told(part)).filter_map(|part| too_small(places, city, *part));
    let faults: Vec<Fault> = small.collect();
    let many = if faults.is_empty() { too_many(places, city, &parts) } else { None };
    around.into_iter().chain(faults).chain(many).collect()
}

/// The counties of a city, apart where no border joins them.
fn parts(city: &City) -> Vec<Counties> {
    let mut left = city.all();
    let mut parts = Vec::new();
    while let Some(first) = left.iter().next() {
        let part = reached(city, first);
        left = left.without(part);
        parts.push(part);
    }
    parts
}

/// All that borders lead to from a county.
fn reached(city: &City, from: usize) -> Counties {
    let mut reached = Counties::of([from]);
    loop {
        let wider = reached.iter().fold(reached, |wider, county| wider.or(city.neighbours(county)));
        if wider == reached {
            return reached;
        }
        reached = wider;
    }
}

/// The fault of a core from which too few counties are reached for the area around it.
fn around_core(places: &Places, city: &City, parts: &[Counties], spot: Spot) -> Option<Fault> {
    let at_least = city.kinds.iter().filter(|kind| kind.core && kind.areas > 0).map(|kind| kind.at_least).min()?;
    let part = parts.iter().find(|part| part.has(city.core)).filter(|part| part.count() < at_least)?;
    let (core, reached) = (named(places, city.counties[city.core]), part.count());
    let expected = text!(
        "a core from which borders lead to at least {at_least} counties of its city, itself among them; they lead to {reached}",
        "由主城区经边界须可达本市至少{at_least}个县（市、区）（含自身）；现仅{reached}个"
    );
    let maybe = text!(
        "rows for it in the table of borders, another county under `cores`, or an exception with at_least = {reached}",
        "在边界表中补充，在`cores`中改写主城区，或写例外at_least = {reached}"
    );
    Some(Fault::error("core-cut-off", spot, core, expected).maybe(maybe))
}

/// The fault of counties that touch none of their city but each other, and are fewer than any area has.
fn too_small(places: &Places, city: &City, part: Counties) -> Option<Fault> {
    let at_least = city.kinds.iter().map(|kind| kind.at_least).min()?;
    let count = part.count();
    if count >= at_least {
        return None;
    }
    let (names, of) = (names(places, city, part), &places.place(city.city).name);
    let expected = text!("a border with another county of {of}", "须与{of}的另一县（市、区）相邻");
    let maybe = text!(
        "a row for it in the table of borders, or an exception with at_least = {count}",
        "在边界表中增加一行，或写例外at_least = {count}"
    );
    Some(Fault::error("isolated-county", Spot::Table(Table::Borders), names, expected).maybe(maybe))
}

/// The fault of more parts than teams: none of them can cover two.
fn too_many(places: &Places, city: &City, parts: &[Counties]) -> Option<Fault> {
    let (count, teams) = (parts.len(), city.kinds.iter().map(|kind| kind.areas).sum::<u32>());
    if teams == 0 || count <= teams as usize {
        return None;
    }
    let firsts = Counties::of(parts.iter().filter_map(|part| part.iter().next()));
    let (of, one_of_each) = (named(places, city.city), names(places, city, firsts));
    let expected = text!(
        "borders that join the counties to at most {teams} parts, for as many teams; there are {count}, one with each of {one_of_each}",
        "经边界相连后最多为{teams}片，因有{teams}组；现为{count}片，分别含{one_of_each}"
    );
    let maybe =
        text!("rows that join them in the table of borders, or more teams there", "在边界表中补充，或增加该市的组");
    Some(Fault::error("parts-without-team", Spot::Table(Table::Borders), of, expected).maybe(maybe))
}

fn names(places: &Places, city: &City, part: Counties) -> String {
    listed(part.iter().map(|county| named(places, city.counties[county])).collect::<Vec<_>>())
}
