//! `summary.txt`: what is reached in each city, what is proven of it, and what is an exception.

use lunban_core::territory::{AimCertificate, CityDivision, Division};
use lunban_core::{Language, Text, text};

use super::Divided;
use crate::out::columns::{Side, aligned};

pub(super) fn write(divided: &Divided<'_>, language: Language) -> String {
    let Divided { campaign, division, .. } = divided;
    let name = campaign.name();
    let mut page = format!("{name}\n\n{}\n\n", headline(division).to(language));
    page.push_str(&table(divided, language));
    let exceptions = exceptions(divided, language);
    if !exceptions.is_empty() {
        let title = text!("Sizes that are exceptions", "规模例外");
        page.extend(["\n", title.to(language), "\n\n", &exceptions]);
    }
    page
}

/// How much is divided among how many, and what is proven.
fn headline(division: &Division) -> Text {
    let counties: usize = division.areas().map(|area| area.counties.len()).sum();
    let (cities, teams) = (division.cities.len(), division.areas().count());
    let optimal = division.cities.iter().filter(|city| city.aims.iter().all(|aim| aim.gap() == 0)).count();
    text!(
        "{counties} counties of {cities} cities among {teams} teams, each covered once; every aim proven optimal in {optimal} of {cities} cities",
        "{cities}市{counties}个县（市、区）分给{teams}组，每县一组；{cities}市中{optimal}市各目标均已证明最优"
    )
}

/// A row for each city: counties, teams, and each aim with its gap.
fn table(divided: &Divided<'_>, language: Language) -> String {
    let Some(first) = divided.division.cities.first() else { return String::new() };
    let mut header: Vec<Text> =
        vec![Text::plain(""), text!("city", "市"), text!("counties", "区县"), text!("teams", "组")];
    header.push(text!("loads", "各组负荷"));
    header.extend(first.aims.iter().map(called));
    header.push(text!("gap", "差距"));
    let header = header.iter().map(|word| word.to(language).to_owned()).collect::<Vec<String>>();
    let rows = divided.division.cities.iter().map(|city| row(divided, city, language));
    let rows: Vec<Vec<String>> = std::iter::once(header).chain(rows).collect();
    let mut sides = vec![Side::Left, Side::Left];
    sides.resize(4, Side::Right);
    sides.push(Side::Left);
    sides.resize(first.aims.len() + 6, Side::Right);
    aligned(&sides, &rows)
}

fn row(divided: &Divided<'_>, city: &CityDivision, language: Language) -> Vec<String> {
    let place = divided.campaign.places().place(city.city);
    let counties: usize = city.areas.iter().map(|area| area.counties.len()).sum();
    let mut row = vec![place.code.clone(), place.name.clone(), counties.to_string(), city.areas.len().to_string()];
    row.push(city.areas.iter().map(|area| area.load.to_string()).collect::<Vec<_>>().join("+"));
    row.extend(city.aims.iter().map(|aim| aim.shown(aim.value)));
    let gaps = city.aims.iter().filter(|aim| aim.gap() != 0);
    let gaps: Vec<String> = gaps.map(|aim| format!("{} {}", called(aim).to(language), aim.shown(aim.gap()))).collect();
    row.push(if gaps.is_empty() { text!("optimal", "最优").to(language).to_owned() } else { gaps.join(", ") });
    row
}

fn called(aim: &AimCertificate) -> Text {
    use lunban_core::territory::Aim;
    match aim.aim {
        Aim::Balance => text!("squares", "平方和"),
        Aim::Distance => text!("distance km", "距离公里"),
        Aim::Border => text!("border km", "界线公里"),
    }
}

fn exceptions(divided: &Divided<'_>, language: Language) -> String {
    let campaign = divided.campaign;
    let areas = divided.division.areas().filter(|area| area.is_exception);
    let lines = areas.map(|area| {
        let (team, counties) = (&area.team, area.counties.len());
        let kind = &campaign.kind(area.kind).name;
        let line = text!("{team} ({kind}): {counties} counties", "{team}（{kind}）：{counties}个县（市、区）");
        format!("  {}\n", line.to(language))
    });
    lines.collect()
}
