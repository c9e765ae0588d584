//! The small campaign that a planner starts from: two cities, three teams, two rounds, sixteen placeholders for people.

use chrono::NaiveDate;
use lunban_core::rules::Phrase;
use lunban_core::{Absence, CalendarDraft, DateRange, Draft, Gender, PersonDraft, PlaceDraft, UnitDraft, WishDraft};
use toml::toml;

use crate::geo::{self, Atlas};
use crate::settings::settings_to_edit;
use crate::shapes::ministry;
use crate::territory::{self, Posting};
use crate::{Generated, deployment};

/// Its cities, with the county teams in each.
const CITIES: [(&str, u32); 2] = [("阳泉市", 1), ("鹤壁市", 0)];

/// A campaign to edit. Each row shows one thing that a roster can say; each setting has a comment.
///
/// ```
/// let template = lunban_generate::template();
/// assert!(template.settings.starts_with("# This is a campaign to edit."));
/// lunban_core::Campaign::build(template.draft).unwrap();
/// ```
pub fn template() -> Generated {
    let draft = draft();
    let deployment = deployment::of(&draft);
    let settings = settings_to_edit(&draft, &deployment, PREFACE);
    Generated { draft, deployment, settings }
}

const PREFACE: &[Phrase] = &[
    Phrase::new(
        "This is a campaign to edit. Put your own dates here, your own units, teams and people in the tables beside it.",
        "这是供修改的示例：请在此填写日期，并在旁边各表填写自己的单位、组和人员。",
    ),
    Phrase::new(
        "`lunban check .` tells what does not fit; `lunban plan . -o out` makes the plan; `lunban rules` explains every rule.",
        "`lunban check .`检查问题，`lunban plan . -o out`生成方案，`lunban rules`说明各规则。",
    ),
];

fn draft() -> Draft {
    let places = geo::places();
    let atlas = Atlas::of(&places);
    let cities: Vec<&PlaceDraft> = CITIES.iter().filter_map(|(name, _)| atlas.city(name)).collect();
    let teams = cities.iter().zip(CITIES).flat_map(|(city, (_, county_teams))| {
        territory::teams(&atlas, city, Posting { county_teams, city_size: 2, county_size: 2, vehicles: 1 })
    });
    let draft = Draft {
        name: "我的轮班".to_owned(),
        calendar: CalendarDraft { start: date(2026, 9, 7), rounds: 2, days_per_round: 14, ..CalendarDraft::default() },
        ranks: ministry::ranks(),
        kinds: vec![ministry::kind("city", &["leader"]), ministry::kind("county", &["leader"])],
        rules: ministry::rules(toml! {
            [leader-rank]
            city = { rank = "司局级", at_least = "处级" }
            county = { rank = "处级" }

            [workload]
            target = 1
            max = 2

            [rest]
            days = 14

            [unit-share]
            max_share = 0.5
            max_share_of_rank = 0.5

            [recusal]
            scope = "city"

            [no-return]

            [team-mix]
            require = [{ tag = "experienced", at_least = 1 }]
            max_same_unit = 1
        }),
        teams: teams.collect(),
        units: vec![unit("A", "甲单位"), unit("B", "乙单位")],
        people: people(),
        places: atlas.excerpt(&cities, &[]),
        ..Draft::default()
    };
    territory::divided(draft)
}

fn unit(id: &str, name: &str) -> UnitDraft {
    UnitDraft {
        unit: id.to_owned(),
        name: name.to_owned(),
        kind: "direct".to_owned(),
        headcount: Some(40),
        base: "阳泉市".to_owned(),
        ..UnitDraft::default()
    }
}

/// Eight people of each unit; the first of the first unit each show what else a row can say.
fn people() -> Vec<PersonDraft> {
    let ranks = ["司局级", "司局级", "处级", "处级", "处级", "科级", "科级", "科员"];
    let numbers = "一二三四五六七八".chars();
    let mut people: Vec<PersonDraft> = [("A", '甲'), ("B", '乙')]
        .into_iter()
        .flat_map(|(unit, word)| {
            ranks.iter().zip(numbers.clone()).map(move |(rank, number)| (unit, word, rank, number))
        })
        .enumerate()
        .map(|(position, (unit, word, rank, number))| PersonDraft {
            id: format!("P{:03}", position + 1),
            name: format!("{word}{number}"),
            unit: unit.to_owned(),
            rank: (*rank).to_owned(),
            gender: Some(if position % 2 == 0 { Gender::Female } else { Gender::Male }),
            tags: if position % 3 == 0 { Vec::new() } else { vec!["experienced".to_owned()] },
            ..PersonDraft::default()
        })
        .collect();
    people[2].home = vec!["鹤壁市".to_owned()];
    people[3].unavailable = vec![Absence::Rounds { from: 1, to: 1 }];
    people[4].unavailable = DateRange::starting(date(2026, 9, 24), 5).map(Absence::Dates).into_iter().collect();
    people[5].prefer = vec![WishDraft::Round(2)];
    people[6].avoid = vec![WishDraft::Round(1), WishDraft::Place("阳泉市".to_owned())];
    people[7].tags.push("commended".to_owned());
    people
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::template;
    use lunban_core::Campaign;

    #[test]
    fn it_builds_without_a_warning() {
        let campaign = Campaign::build(template().draft).unwrap();
        assert_eq!(campaign.warnings(), []);
        assert_eq!(campaign.teams().len(), 3);
    }

    #[test]
    fn every_setting_has_a_comment_above_it() {
        let text = template().settings;
        // What no schedule depends on has tables of like keys below one comment.
        let lines: Vec<&str> = text.lines().take_while(|line| !line.contains("`lunban territory`")).collect();
        let uncommented: Vec<&str> = lines
            .windows(2)
            .filter(|pair| pair[1].contains(" = ") && !pair[1].starts_with('#') && !pair[0].starts_with('#'))
            .map(|pair| pair[1])
            .collect();
        let of_kinds = ["city = { rank = \"司局级\", at_least = \"处级\" }", "county = { rank = \"处级\" }"];
        assert_eq!(uncommented, of_kinds, "the page of leader-rank speaks of these");
    }
}
