//! `summary.txt`: what follows from the schedule, on half a page.

use lunban_core::{Language, PlaceLevel, Text, text};

use super::Deployment;

pub(super) fn write(of: &Deployment<'_>, language: Language) -> String {
    let lines = [Some(chain(of)), Some(liaison(of)), training(of), Some(vehicles(of)), budget(of), changed(of)];
    let lines = lines.into_iter().flatten().map(|line| format!("  {}\n", line.to(language)));
    format!("{}\n\n{}", of.campaign().name(), lines.collect::<String>())
}

fn chain(of: &Deployment<'_>) -> Text {
    let Some((_, _, reporters)) = &of.chain else {
        return text!(
            "no [reporting] in campaign.toml: no chain of command",
            "campaign.toml中无[reporting]：未生成指挥关系"
        );
    };
    let (turns, without) = (reporters.len(), of.without_reporter());
    text!(
        "chain of command and reporters: {turns} rounds of teams, {without} without a reporter",
        "指挥关系与信息报送员：{turns}组次，{without}组次无报送员"
    )
}

fn liaison(of: &Deployment<'_>) -> Text {
    let count = |level: PlaceLevel, only_missing: bool| {
        let places = of.liaison.iter().filter(|liaison| of.campaign().places().place(liaison.place).level == level);
        places.filter(|liaison| !only_missing || liaison.contacts.is_empty()).count()
    };
    let levels = [PlaceLevel::Province, PlaceLevel::City, PlaceLevel::County];
    let [provinces, cities, counties] = levels.map(|level| count(level, false));
    let [no_province, no_city, no_county] = levels.map(|level| count(level, true));
    text!(
        "liaison: {provinces} provinces, {cities} cities, {counties} counties; missing: {no_province} + {no_city} + {no_county}",
        "联络员：{provinces}省、{cities}市、{counties}县（市、区）；缺：{no_province}＋{no_city}＋{no_county}"
    )
}

fn training(of: &Deployment<'_>) -> Option<Text> {
    let training = of.training.as_ref()?;
    let people = training.trainees.len();
    let valid_to = of.draft.training.as_ref()?.certificates.valid_to;
    Some(text!(
        "training: {people} people who serve, all trained by the first day of duty; certificates valid to {valid_to}",
        "培训：参加人员{people}名，均在首次任务日或之前完成；临时证件有效期至{valid_to}"
    ))
}

fn vehicles(of: &Deployment<'_>) -> Text {
    let (vehicles, drivers) = (of.vehicles(), of.draft.drivers.len());
    match &of.turns {
        Some(turns) => {
            let turns = turns.len();
            text!(
                "vehicles: {vehicles}, {drivers} drivers, {turns} turns",
                "车辆：{vehicles}台，司机{drivers}名，{turns}个班次"
            )
        }
        None => text!(
            "vehicles: {vehicles}; no [vehicles] in campaign.toml: no turns",
            "车辆：{vehicles}台；campaign.toml中无[vehicles]：未排班"
        ),
    }
}

fn budget(of: &Deployment<'_>) -> Option<Text> {
    let cost = of.budget.as_ref()?.total();
    let (allowance, meals, lodging, travel, vehicles) =
        (cost.allowance, cost.meals, cost.lodging, cost.travel, cost.vehicles);
    let total = cost.total();
    Some(text!(
        "budget: {total} yuan: allowance {allowance} (meals {meals} in it), lodging {lodging}, travel {travel}, vehicles {vehicles}",
        "预算：{total}元：出差补助{allowance}（含餐费{meals}）、住宿{lodging}、交通{travel}、车辆{vehicles}"
    ))
}

fn changed(of: &Deployment<'_>) -> Option<Text> {
    let (planned, changed) = (of.planned.as_ref()?.total().total(), of.budget.as_ref()?.total().total());
    let difference = changed - planned;
    Some(text!("planned {planned} yuan, a difference of {difference}", "原计划{planned}元，差额{difference}元"))
}
