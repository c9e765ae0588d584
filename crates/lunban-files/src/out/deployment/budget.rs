//! `budget.csv`, `advances.csv`, `reimbursement.csv` and, beside an earlier schedule, `budget-changes.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use lunban_core::logistics::{Budget, Cost, DutyCost};
use lunban_core::{RoundId, UnitId};

use super::Deployment;
use crate::out::cells::{csv, words};

/// Group, id and name of a row, in the order of the rows.
type Key = (u8, String, String);

const GROUPS: [&str; 5] = ["all", "round", "team", "unit", "person"];
const COSTS: [&str; 6] = ["allowance", "of_which_meals", "lodging", "travel", "vehicles", "total"];

pub(super) fn write(of: &Deployment<'_>, budget: &Budget) -> BTreeMap<PathBuf, Vec<u8>> {
    let groups = groups(of, budget);
    let mut files = BTreeMap::from([
        (PathBuf::from("budget.csv"), table(&groups)),
        (PathBuf::from("advances.csv"), advances(of, budget)),
        (PathBuf::from("reimbursement.csv"), reimbursement(of, budget)),
    ]);
    if let Some(planned) = &of.planned {
        files.insert(PathBuf::from("budget-changes.csv"), changes(&self::groups(of, planned), &groups));
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

fn table(groups: &BTreeMap<Key, Cost>) -> Vec<u8> {
    let header = words(["group", "id", "name"]).into_iter().chain(words(COSTS)).collect();
    let row = |((group, id, name), cost): (&Key, &Cost)| {
        let mut row = words([GROUPS[usize::from(*group)], id.trim_start_matches('0'), name]);
        row.extend(parts(*cost));
        row
    };
    csv(std::iter::once(header).chain(groups.iter().map(row)))
}

fn parts(cost: Cost) -> [String; 6] {
    [cost.allowance, cost.meals, cost.lodging, cost.travel, cost.vehicles, cost.total()].map(|fen| fen.to_string())
}

/// What each team pays in advance in each round.
fn advances(of: &Deployment<'_>, budget: &Budget) -> Vec<u8> {
    let campaign = of.campaign();
    let header = words(["round", "team", "city"]).into_iter().chain(words(COSTS)).collect();
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
fn reimbursement(of: &Deployment<'_>, budget: &Budget) -> Vec<u8> {
    let campaign = of.campaign();
    let header =
        ["person", "name", "unit", "round", "team", "city", "start", "end", "days", "allowance", "of_which_meals"];
    let mut rows = vec![words(header).into_iter().chain(words(["lodging", "travel", "total"])).collect()];
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
        let mut sum = words([id, name, unit, "all", "", "", "", "", &days.to_string()]);
        sum.extend(paid(duties.iter().map(|duty| duty.cost).sum()));
        rows.push(sum);
    }
    csv(rows)
}

/// Planned against changed, for each row where they differ, and in all.
fn changes(planned: &BTreeMap<Key, Cost>, changed: &BTreeMap<Key, Cost>) -> Vec<u8> {
    let keys: BTreeSet<&Key> = planned.keys().chain(changed.keys()).collect();
    let rows = keys.into_iter().filter_map(|key| {
        let [before, after] = [planned, changed].map(|groups| groups.get(key).copied().unwrap_or_default());
        let mut row = words([GROUPS[usize::from(key.0)], key.1.trim_start_matches('0'), &key.2]);
        row.extend([before.total(), after.total(), after.total() - before.total()].map(|fen| fen.to_string()));
        (before != after || key.0 == 0).then_some(row)
    });
    csv(std::iter::once(words(["group", "id", "name", "planned", "changed", "difference"])).chain(rows))
}
