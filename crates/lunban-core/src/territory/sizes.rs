//! How many counties the areas of a city may have, and whether those add up to the counties there are.

use super::{ExceptionDraft, SizesDraft, TerritoryDraft, Wanted};
use crate::campaign::Places;
use crate::{Campaign, Fault, KindId, PlaceId, PlaceLevel, Spot, Table, nearest_text, text};

/// The kinds of team that cover counties, with their sizes.
pub(super) fn kinds(campaign: &Campaign, draft: &TerritoryDraft, faults: &mut Vec<Fault>) -> Vec<(KindId, SizesDraft)> {
    let mut kinds = Vec::new();
    for (name, sizes) in &draft.kinds {
        let spot = || Spot::setting(["territory", "kinds", name]);
        let known = || campaign.kinds().iter().map(|kind| kind.name.as_str());
        if let Some(kind) = known().position(|kind| kind == name) {
            kinds.push((KindId::at(kind), *sizes));
        } else {
            let expected = text!("a kind of team of this campaign", "须为本任务的组别");
            faults.push(Fault::error("unknown-kind", spot(), name, expected).maybe(nearest_text(name, known())));
        }
        if sizes.at_least == 0 || sizes.at_least > sizes.at_most {
            let (least, most) = (sizes.at_least, sizes.at_most);
            let expected = text!("at_least from 1 to at_most, {most}", "at_least须在1与at_most（{most}）之间");
            faults.push(Fault::error("sizes-reversed", spot(), least.to_string(), expected));
        }
    }
    if draft.kinds.is_empty() {
        let expected = text!("the kinds of team that cover counties", "须有负责区县的组别");
        let maybe = text!(
            "`[territory.kinds.county]` with at_least and at_most",
            "`[territory.kinds.county]`，并写at_least与at_most"
        );
        faults.push(Fault::error("no-sizes", Spot::setting(["territory", "kinds"]), "", expected).maybe(maybe));
    }
    kinds.sort_by_key(|(kind, sizes)| (!sizes.core, *kind));
    kinds
}

/// The exceptions by city and kind; those that name neither are faults.
pub(super) fn exceptions<'d>(
    campaign: &Campaign,
    draft: &'d TerritoryDraft,
    faults: &mut Vec<Fault>,
) -> Vec<(PlaceId, KindId, &'d ExceptionDraft)> {
    let mut found = Vec::new();
    for (position, exception) in draft.exceptions.iter().enumerate() {
        let spot = |key: &str| {
            Spot::setting(["territory".to_owned(), "exceptions".to_owned(), position.to_string(), key.to_owned()])
        };
        let city = campaign.places().find(&exception.city, Some(PlaceLevel::City)).map_err(|reason| {
            faults.push(campaign.places().fault(&reason, spot("city"), &exception.city, Some(PlaceLevel::City)));
        });
        let kind = campaign.kinds().iter().position(|kind| kind.name == exception.kind);
        if kind.is_none() || !draft.kinds.contains_key(&exception.kind) {
            let expected = text!("a kind of team under [territory.kinds]", "须为[territory.kinds]中的组别");
            let maybe = nearest_text(&exception.kind, draft.kinds.keys().map(String::as_str));
            faults.push(Fault::error("unknown-kind", spot("kind"), &exception.kind, expected).maybe(maybe));
        }
        if let (Ok(city), Some(kind)) = (city, kind) {
            found.push((city, KindId::at(kind), exception));
        }
    }
    found
}

/// The sizes of a kind in a city: those of the exception, where there is one.
pub(super) fn in_city(sizes: SizesDraft, exception: Option<&ExceptionDraft>, (kind, areas): (KindId, u32)) -> Wanted {
    let at_least = exception.and_then(|exception| exception.at_least).unwrap_or(sizes.at_least);
    let at_most = exception.and_then(|exception| exception.at_most).unwrap_or(sizes.at_most);
    let is_exception = exception.is_some();
    Wanted { kind, core: sizes.core, at_least, at_most, is_exception, areas, teams: Vec::new() }
}

/// Faults of a city whose areas cannot add up to its counties.
pub(super) fn check(campaign: &Campaign, city: PlaceId, counties: usize, kinds: &[Wanted], faults: &mut Vec<Fault>) {
    let name = named(campaign.places(), city);
    let counties = u32::try_from(counties).unwrap_or(u32::MAX);
    let teams: u32 = kinds.iter().map(|kind| kind.areas).sum();
    let spot = || Spot::Table(Table::Teams);
    for kind in kinds.iter().filter(|kind| kind.core && kind.areas > 1) {
        let kind = &campaign.kind(kind.kind).name;
        let expected =
            text!("one team of the kind `{kind}`, for a city has one core", "每市`{kind}`类仅一组，因主城区只有一个");
        faults.push(Fault::error("several-core-teams", spot(), &name, expected));
    }
    if teams > counties {
        let expected = text!(
            "at most {counties} teams, for it has as many counties; {teams} are there",
            "辖{counties}个县（市、区），最多{counties}组；现有{teams}组"
        );
        let maybe = text!("fewer teams there in the table of teams", "在组表中减少该市的组");
        faults.push(Fault::error("more-teams-than-counties", spot(), name, expected).maybe(maybe));
        return;
    }
    let reach = |size: fn(&Wanted) -> u32| kinds.iter().map(|kind| kind.areas.saturating_mul(size(kind))).sum::<u32>();
    let (least, most) = (reach(|kind| kind.at_least), reach(|kind| kind.at_most));
    if teams > 0 && !(least..=most).contains(&counties) {
        let expected = text!(
            "sizes that add up: its {counties} counties are to be covered by {teams} teams, which cover {least} to {most}",
            "规模须相合：辖{counties}个县（市、区），{teams}组只能负责{least}至{most}个"
        );
        let maybe = remedy(campaign, kinds, counties, (least, most));
        faults.push(Fault::error("sizes-do-not-add-up", spot(), name, expected).maybe(maybe));
    }
}

/// What would make the sizes of a city add up: another number of teams, or an exception.
fn remedy(campaign: &Campaign, kinds: &[Wanted], counties: u32, (least, most): (u32, u32)) -> Option<crate::Text> {
    let kind = kinds.iter().rev().find(|kind| !kind.core).or(kinds.first())?;
    // An exception is of a kind of which there is a team in the city.
    let there = kinds.iter().rev().find(|kind| kind.areas > 0)?;
    let (name, other) = (&campaign.kind(kind.kind).name, &campaign.kind(there.kind).name);
    if counties > most {
        let more = (counties - most).div_ceil(kind.at_most.max(1));
        let at_most = there.at_most + (counties - most).div_ceil(there.areas);
        return Some(text!(
            "{more} more of the kind `{name}`, or an exception in [[territory.exceptions]]: at_most = {at_most} for `{other}`",
            "增加{more}个`{name}`组，或在[[territory.exceptions]]中为`{other}`写at_most = {at_most}"
        ));
    }
    let fewer = (least - counties).div_ceil(kind.at_least.max(1));
    let at_least = there.at_least.saturating_sub((least - counties).div_ceil(there.areas)).max(1);
    Some(text!(
        "{fewer} fewer of the kind `{name}`, or an exception in [[territory.exceptions]]: at_least = {at_least} for `{other}`",
        "减少{fewer}个`{name}`组，或在[[territory.exceptions]]中为`{other}`写at_least = {at_least}"
    ))
}

/// `140300 阳泉市`
pub(crate) fn named(places: &Places, place: PlaceId) -> String {
    let place = places.place(place);
    format!("{} {}", place.code, place.name)
}
