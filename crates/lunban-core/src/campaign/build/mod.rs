//! From a draft to a campaign: resolves every word, and collects every fault.

mod people;
mod planned;
mod tables;

use super::places::PlaceLevel;
use super::{Calendar, Campaign, Kind, Places, Ranks, Team, musts, ties};
use crate::{
    Draft, Fault, Faults, Goals, HistoryDraft, LockDraft, PersonId, PlaceId, Registry, RoundId, RuleSet, Severity,
    Spot, Table, WaiverDraft, nearest_text, text,
};

pub(super) fn build(draft: Draft, registry: &Registry) -> Result<Campaign, Faults> {
    let (draft, rows) = sorted(draft);
    let mut builder = Builder { draft: &draft, rows: &rows, faults: Vec::new() };
    let mut campaign = builder.campaign();
    let mut faults = builder.faults;
    campaign.rules = RuleSet::build(registry, &campaign, &draft.rules, &mut faults);
    campaign.goals = Goals::build(&draft.goals, &campaign.rules, &mut faults);
    let failed = |faults: &[Fault]| faults.iter().any(|fault| fault.severity == Severity::Error);
    if !failed(&faults) {
        faults.extend(musts::faults(&campaign));
        faults.extend(ties::faults(&campaign, &rows.people));
    }
    if failed(&faults) {
        return Err(Faults(faults));
    }
    campaign.warnings = faults;
    campaign.draft = draft;
    campaign.rows = rows;
    campaign.registry = registry.clone();
    Ok(campaign)
}

/// Where each row of a sorted table stood in the draft, so that a fault can point there.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub(super) places: Vec<usize>,
    units: Vec<usize>,
    teams: Vec<usize>,
    pub(super) people: Vec<usize>,
    locks: Vec<usize>,
    history: Vec<usize>,
    waivers: Vec<usize>,
}

/// The draft with its tables sorted, by id where rows have one, so that the order of rows reaches nothing.
fn sorted(mut draft: Draft) -> (Draft, Rows) {
    fn sort<T, K: Ord>(table: &mut Vec<T>, id: impl Fn(&T) -> K) -> Vec<usize> {
        let mut rows: Vec<(usize, T)> = std::mem::take(table).into_iter().enumerate().collect();
        rows.sort_by_cached_key(|(_, row)| id(row));
        let order = rows.iter().map(|(position, _)| *position).collect();
        table.extend(rows.into_iter().map(|(_, row)| row));
        order
    }
    let rows = Rows {
        places: sort(&mut draft.places, |place| place.code.clone()),
        units: sort(&mut draft.units, |unit| unit.unit.clone()),
        teams: sort(&mut draft.teams, |team| team.team.clone()),
        people: sort(&mut draft.people, |person| person.id.clone()),
        locks: sort(&mut draft.locks, LockDraft::clone),
        history: sort(&mut draft.history, HistoryDraft::clone),
        waivers: sort(&mut draft.waivers, WaiverDraft::clone),
    };
    (draft, rows)
}

struct Builder<'a> {
    draft: &'a Draft,
    rows: &'a Rows,
    faults: Vec<Fault>,
}

impl Builder<'_> {
    fn campaign(&mut self) -> Campaign {
        let draft = self.draft;
        let calendar = Calendar::build(&draft.calendar, &mut self.faults);
        let ranks = Ranks::build(&draft.ranks, &mut self.faults);
        let ids = |rows: Vec<&str>| rows.into_iter().map(str::to_owned).collect::<Vec<_>>();
        self.once(Table::Places, "code", &ids(draft.places.iter().map(|row| row.code.as_str()).collect()));
        self.once(Table::Units, "unit", &ids(draft.units.iter().map(|row| row.unit.as_str()).collect()));
        self.once(Table::Teams, "team", &ids(draft.teams.iter().map(|row| row.team.as_str()).collect()));
        self.once(Table::People, "id", &ids(draft.people.iter().map(|row| row.id.as_str()).collect()));
        let places = Places::build(&draft.places, &self.rows.places, &mut self.faults);
        let tags = tags_of(draft);
        let mut units = self.units(&places);
        let kinds = self.kinds(&units, &tags);
        let teams = self.teams(&kinds, &places, &calendar);
        let mut people = self.people(&calendar, &ranks, &places, &units, &tags);
        for (position, person) in people.iter().enumerate() {
            // There is no unit at all where the table of units is empty.
            if let Some(unit) = units.get_mut(person.unit.index()) {
                unit.people.push(PersonId::at(position));
            }
        }
        self.headcounts(&units);
        for (person, duty) in self.history(&places) {
            people[person.index()].history.push(duty);
        }
        for person in &mut people {
            person.history.sort_unstable();
        }
        let locks = self.locks(&calendar, &teams, &kinds);
        let waivers = self.waivers(&calendar, &teams, &kinds);
        let published = self.published(&calendar, &teams, &kinds);
        Campaign {
            name: draft.name.clone(),
            calendar,
            ranks,
            kinds,
            tags,
            places,
            units,
            teams,
            people,
            locks,
            waivers,
            published,
            rules: RuleSet::default(),
            goals: Goals::default(),
            warnings: Vec::new(),
            draft: Draft::default(),
            rows: Rows::default(),
            registry: Registry::default(),
        }
    }

    /// Ids are there, and once.
    fn once(&mut self, table: Table, field: &'static str, ids: &[String]) {
        let rows = match table {
            Table::Places => &self.rows.places,
            Table::Units => &self.rows.units,
            Table::Teams => &self.rows.teams,
            _ => &self.rows.people,
        };
        for (position, id) in ids.iter().enumerate() {
            let spot = Spot::Cell { table, row: rows[position], field };
            if id.is_empty() {
                self.faults.push(Fault::error("missing-id", spot, "", text!("an id", "须填写编号")));
            } else if position > 0 && ids[position - 1] == *id {
                let first = rows[position - 1];
                let expected = text!("an id that no other row has", "编号不得与其他行重复");
                self.faults.push(Fault::error("duplicate-id", spot, id, expected).also(Spot::Cell {
                    table,
                    row: first,
                    field,
                }));
            }
        }
    }

    fn round(&mut self, number: u32, spot: &Spot, calendar: &Calendar) -> Option<RoundId> {
        let round = calendar.numbered(number);
        if round.is_none() {
            let last = calendar.rounds().len();
            let expected = text!("a round from 1 to {last}", "轮次须在1到{last}之间");
            self.faults.push(Fault::error("round-out-of-range", spot.clone(), number.to_string(), expected));
        }
        round
    }
    /// The position of a team in its sorted table. One that is there but at fault has been told of already.
    fn team_named(&mut self, id: &str, spot: Spot, teams: &[Team]) -> Option<usize> {
        let found = teams.iter().position(|team| team.id == id);
        if found.is_none() && !self.draft.teams.iter().any(|team| team.team == id) {
            let expected = text!("the id of a team in teams", "须为组表中的编号");
            let maybe = nearest_text(id, self.draft.teams.iter().map(|team| team.team.as_str()));
            self.faults.push(Fault::error("unknown-team", spot, id, expected).maybe(maybe));
        }
        found
    }

    /// A role of some kind of team.
    fn seat_named(&mut self, seat: &str, spot: Spot, kinds: &[Kind]) {
        let mut roles = kinds.iter().flat_map(|kind| &kind.roles).map(|role| role.name.as_str());
        if !roles.clone().any(|role| role == seat) {
            let expected = text!("a role of some kind of team", "须为某类组的席位名称");
            let maybe = nearest_text(seat, &mut roles);
            self.faults.push(Fault::error("unknown-seat", spot, seat, expected).maybe(maybe));
        }
    }
}

/// Every tag that somebody bears, sorted.
fn tags_of(draft: &Draft) -> Vec<String> {
    let mut tags: Vec<String> = draft.people.iter().flat_map(|person| person.tags.iter().cloned()).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

fn place(
    places: &Places,
    word: &str,
    level: Option<PlaceLevel>,
    spot: Spot,
    faults: &mut Vec<Fault>,
) -> Option<PlaceId> {
    if word.is_empty() {
        return None;
    }
    places.find(word, level).map_err(|reason| faults.push(places.fault(&reason, spot, word, level))).ok()
}
