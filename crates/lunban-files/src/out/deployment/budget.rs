//! `budget.csv`, `advances.csv`, `reimbursement.csv` and, beside an earlier schedule, `budget-changes.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use lunban_core::logistics::{Budget, Cost, DutyCost};
use lunban_core::rules::Phrase;
use lunban_core::{Language, RoundId, UnitId};

use super::Deployment;
use crate::out::cells::{csv, titles, words};

/// Group, id and name of a row, in the order of the rows.
type Key = (u8, String, String);

/// What a row is of.
const GROUPS: [Phrase; 5] = [
    Phrase::new("all", "合计"),
    Phrase::new("round", "轮次"),
    Phrase::new("team", "组"),
    Phrase::new("unit", "单位"),
    Phrase::new("person", "人员"),
];

const OF_GROUP: [Phrase; 3] = [Phrase::new("group", "类别"), Phrase::new("id", "编号"), Phrase::new("name", "名称")];

const OF_ADVANCE: [Phrase; 3] = [Phrase::new("round", "轮次"), Phrase::new("team", "组"), Phrase::new("city", "城市")];

const OF_DUTY: [Phrase; 9] = [
    Phrase::new("person", "编号"),
    Phrase::new("name", "姓名"),
    Phrase::new("unit", "单位"),
    Phrase::new("round", "轮次"),
    Phrase::new("team", "组"),
    Phrase::new("city", "城市"),
    Phrase::new("start", "开始"),
    Phrase::new("end", "结束"),
    Phrase::new("days", "天数"),
];

const OF_CHANGE: [Phrase; 3] =
    [Phrase::new("planned", "原计划"), Phrase::new("changed", "变动后"), Phrase::new("difference", "差额")];

const COSTS: [Phrase; 6] = [
    Phrase::new("allowance", "出差补助"),
    Phrase::new("of_which_meals", "其中餐费"),
    Phrase::new("lodging", "住宿"),
    Phrase::new("travel", "交通"),
    Phrase::new("vehicles", "车辆"),
    Phrase::new("total", "合计"),
];

pub(super) fn write(of: &Deployment<'_>, budget: &Budget, language: Language) -> BTreeMap<PathBuf, Vec<u8>> {
    let groups = groups(of, budget);
    let mut files = BTreeMap::from([
        (PathBuf::from("budget.csv"), table(&groups, language)),
        (PathBuf::from("advances.csv"), advances(of, budget, language)),
        (PathBuf::from("reimbursement.csv"), reimbursement(of, budget, language)),
    ]);
    if let Some(planned) = &of.planned {
        files.insert(PathBuf::from("budget-changes.csv"), changes(&self::groups(of, planned), &groups, language));
    }
    files
}

/// Costs in all, by round, team, unit and person. Vehicles belong to rounds and teams, not to people.
fn groups(of: &Deployment<'_>, budget: &Budget) -> BTreeMap<Key, Cost> {
    let campaign = of.campaign();
    let mut groups: BTreeMap<Key, Cost> = BTreeMap::new();
    let mut add = |group: u8, id: String, name: &str, cost: Cost| {
        let sum = groups.entry((group, id, name.to_owned())).or_default();
        *sum = *sum + cost;
    };
    for (&(round, team), &cost) in &budget.advances() {
        add(0, String::new(), "", cost);
        add(1, round_id(round), "", cost);
        let team = campaign.team(team);
        add(2, team.id.clone(), &campaign.places().place(team.city).name, cost);
    }
    for DutyCost { duty, cost, .. } in &budget.duties {
        let unit: UnitId = campaign.person(duty.person).unit;
        add(3, campaign.unit(unit).id.clone(), &campaign.unit(unit).name, *cost);
        let [id, name, _] = of.called(duty.person);
        add(4, id.to_owned(), name, *cost);
    }
    groups
}

/// Rounds sort by their numbers; what follows no round has none.
fn round_id(round: Option<RoundId>) -> String {
    round.map(|round| format!("{:02}", round.number())).unwrap_or_default()
}

fn table(groups: &BTreeMap<Key, Cost>, language: Language) -> Vec<u8> {
    let header = [titles(&OF_GROUP, language), titles(&COSTS, language)].concat();
    let row = |((group, id, name), cost): (&Key, &Cost)| {
        let mut row = words([GROUPS[usize::from(*group)].to(language), id.trim_start_matches('0'), name]);
        row.extend(parts(*cost));
        row
    };
    csv(std::iter::once(header).chain(groups.iter().map(row)))
}

fn parts(cost: Cost) -> [String; 6] {
    [cost.allowance, cost.meals, cost.lodging, cost.travel, cost.vehicles, cost.total()].map(|fen| fen.to_string())
}

/// What each team pays in advance in each round.
fn advances(of: &Deployment<'_>, budget: &Budget, language: Language) -> Vec<u8> {
    let campaign = of.campaign();
    let header = [titles(&OF_ADVANCE, language), titles(&COSTS, language)].concat();
    let row = |(&(round, team), &cost): (&(Option<RoundId>, _), &Cost)| {
        let team: &lunban_core::Team = campaign.team(team);
        let round = round.map(|round| round.number().to_string()).unwrap_or_default();
        let mut row = words([&round, &team.id, &campaign.places().place(team.city).name]);
        row.extend(parts(cost));
        row
    };
    csv(std::iter::once(header).chain(budget.advances().iter().map(row)))
}

/// What each person is paid back: a row a duty, then a row with the sum.
fn reimbursement(of: &Deployment<'_>, budget: &Budget, language: Language) -> Vec<u8> {
    let campaign = of.campaign();
    // Vehicles belong to no person.
    let costs: Vec<Phrase> = COSTS.into_iter().filter(|cost| cost.english != "vehicles").collect();
    let mut rows = vec![[titles(&OF_DUTY, language), titles(&costs, language)].concat()];
    let mut of_person: BTreeMap<&str, Vec<&DutyCost>> = BTreeMap::new();
    for duty in &budget.duties {
        of_person.entry(&campaign.person(duty.duty.person).id).or_default().push(duty);
    }
    for mut duties in of_person.into_values() {
        duties.sort_by_key(|duty| duty.duty.span);
        let person = duties[0].duty.person;
        let [id, name, _] = of.called(person);
        let unit = &campaign.unit(campaign.person(person).unit).name;
        let paid = |cost: Cost| {
            [cost.allowance, cost.meals, cost.lodging, cost.travel, cost.total()].map(|fen| fen.to_string())
        };
        for duty in &duties {
            let (team, span) = (campaign.team(duty.team), duty.duty.span);
            let round = duty.round.map(|round| round.number().to_string()).unwrap_or_default();
            let city = &campaign.places().place(team.city).name;
            let (start, end) = (span.first().to_string(), span.last().to_string());
            let mut row = words([id, name, unit, &round, &team.id, city, &start, &end, &span.days().to_string()]);
            row.extend(paid(duty.cost));
            rows.push(row);
        }
        let days: i64 = duties.iter().map(|duty| duty.duty.span.days()).sum();
        let mut sum = words([id, name, unit, GROUPS[0].to(language), "", "", "", "", &days.to_string()]);
        sum.extend(paid(duties.iter().map(|duty| duty.cost).sum()));
        rows.push(sum);
    }
    csv(rows)
}

/// Planned against changed, for each row where they differ, and in all.
fn changes(planned: &BTreeMap<Key, Cost>, changed: &BTreeMap<Key, Cost>, language: Language) -> Vec<u8> {
    let keys: BTreeSet<&Key> = planned.keys().chain(changed.keys()).collect();
    let rows = keys.into_iter().filter_map(|key| {
        let [before, after] = [planned, changed].map(|groups| groups.get(key).copied().unwrap_or_default());
        let mut row = words([GROUPS[usize::from(key.0)].to(language), key.1.trim_start_matches('0'), &key.2]);
        row.extend([before.total(), after.total(), after.total() - before.total()].map(|fen| fen.to_string()));
        (before != after || key.0 == 0).then_some(row)
    });
    csv(std::iter::once([titles(&OF_GROUP, language), titles(&OF_CHANGE, language)].concat()).chain(rows))
}
