//! From a draft to a campaign: resolves every word, and collects every fault.

use std::collections::BTreeMap;

use super::musts;
use super::places::PlaceLevel;
use super::{Calendar, Campaign, Kind, Lock, Person, Places, Ranks, Role, Source, Team, Tie, Unit, Wishes};
use crate::{
    Absence, DateRange, Draft, Fault, Faults, Goals, KindDraft, KindId, PersonDraft, PersonId, PlaceId, RankId,
    Registry, RoundId, RuleSet, SeatsDraft, Severity, Spot, Table, TagId, TeamDraft, TieDraft, UnitId, WishDraft,
    nearest_text, text,
};

pub(super) fn build(draft: Draft, registry: &Registry) -> Result<Campaign, Faults> {
    let (draft, rows) = sorted(draft);
    let mut builder = Builder { draft: &draft, rows: &rows, faults: Vec::new() };
    let campaign = builder.campaign();
    let mut faults = builder.faults;
    let Some(mut campaign) = campaign else {
        return Err(Faults(faults));
    };
    campaign.rules = RuleSet::build(registry, &campaign, &draft.rules, &mut faults);
    campaign.goals = Goals::build(&draft.goals, &campaign.rules, &mut faults);
    let failed = |faults: &[Fault]| faults.iter().any(|fault| fault.severity == Severity::Error);
    if !failed(&faults) {
        faults.extend(musts::faults(&campaign));
    }
    if failed(&faults) {
        return Err(Faults(faults));
    }
    campaign.warnings = faults;
    campaign.draft = draft;
    Ok(campaign)
}

/// Where each row of a sorted table stood in the draft, so that a fault can point there.
struct Rows {
    places: Vec<usize>,
    units: Vec<usize>,
    teams: Vec<usize>,
    people: Vec<usize>,
}

/// The draft with its tables sorted by id, so that the order of rows reaches nothing.
fn sorted(mut draft: Draft) -> (Draft, Rows) {
    fn sort<T>(table: &mut Vec<T>, id: impl Fn(&T) -> String) -> Vec<usize> {
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
    };
    (draft, rows)
}

struct Builder<'a> {
    draft: &'a Draft,
    rows: &'a Rows,
    faults: Vec<Fault>,
}

impl Builder<'_> {
    fn campaign(&mut self) -> Option<Campaign> {
        let draft = self.draft;
        let calendar = Calendar::build(&draft.calendar, &mut self.faults);
        let ranks = Ranks::build(&draft.ranks, &mut self.faults);
        let ids = |rows: Vec<&str>| rows.into_iter().map(str::to_owned).collect::<Vec<_>>();
        self.once(Table::Places, "code", &ids(draft.places.iter().map(|row| row.code.as_str()).collect()));
        self.once(Table::Units, "unit", &ids(draft.units.iter().map(|row| row.unit.as_str()).collect()));
        self.once(Table::Teams, "team", &ids(draft.teams.iter().map(|row| row.team.as_str()).collect()));
        self.once(Table::People, "id", &ids(draft.people.iter().map(|row| row.id.as_str()).collect()));
        let places = Places::build(&draft.places, &self.rows.places, &mut self.faults);
        let calendar = calendar?;
        let tags = tags_of(draft);
        let mut units = self.units(&places);
        let kinds = self.kinds(&units, &tags);
        let teams = self.teams(&kinds, &places);
        let people = self.people(&calendar, &ranks, &places, &units, &tags);
        for (position, person) in people.iter().enumerate() {
            // There is no unit at all where the table of units is empty.
            if let Some(unit) = units.get_mut(person.unit.index()) {
                unit.people.push(PersonId::at(position));
            }
        }
        let locks = self.locks(&calendar, &teams, &kinds);
        Some(Campaign {
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
            rules: RuleSet::default(),
            goals: Goals::default(),
            warnings: Vec::new(),
            draft: Draft::default(),
        })
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

    fn units(&mut self, places: &Places) -> Vec<Unit> {
        let drafts = self.draft.units.iter().zip(&self.rows.units);
        drafts
            .map(|(draft, &row)| {
                let spot = Spot::Cell { table: Table::Units, row, field: "base" };
                for (low, high, field) in [
                    (draft.min_per_round, draft.max_per_round, "min_per_round"),
                    (draft.min_total, draft.max_total, "min_total"),
                ] {
                    if let (Some(low), Some(high)) = (low, high)
                        && low > high
                    {
                        let expected = text!("at most the maximum, {high}", "不得大于上限{high}");
                        let spot = Spot::Cell { table: Table::Units, row, field };
                        self.faults.push(Fault::error("min-above-max", spot, low.to_string(), expected));
                    }
                }
                Unit {
                    id: draft.unit.clone(),
                    name: draft.name.clone(),
                    kind: draft.kind.clone(),
                    headcount: draft.headcount,
                    base: place(places, &draft.base, Some(PlaceLevel::City), spot, &mut self.faults),
                    people: Vec::new(),
                }
            })
            .collect()
    }

    fn kinds(&mut self, units: &[Unit], tags: &[String]) -> Vec<Kind> {
        self.draft.kinds.iter().map(|draft| self.kind(draft, units, tags)).collect()
    }

    fn kind(&mut self, draft: &KindDraft, units: &[Unit], tags: &[String]) -> Kind {
        let path = |key: &str| Spot::setting(["kinds", &draft.name, key]);
        if draft.seats.is_empty() {
            let expected = text!("at least one role, such as leader = 1", "至少一个席位，例如 leader = 1");
            self.faults.push(Fault::error("no-seats", path("seats"), "", expected));
        }
        let rests = draft.seats.iter().filter(|(_, seats)| *seats == SeatsDraft::Rest).count();
        if rests > 1 {
            let expected = text!("\"rest\" for one role at most", "\"rest\"至多用于一个席位");
            self.faults.push(Fault::error("several-rests", path("seats"), "rest", expected));
        }
        let used = self.draft.teams.iter().any(|team| kind_word(&team.kind) == kind_word(&draft.name));
        let from = draft
            .from
            .iter()
            .map(|word| match tags.binary_search(word) {
                Ok(tag) if !units.iter().any(|unit| unit.kind == *word) => Source::Tag(TagId::at(tag)),
                _ => {
                    if used && !units.iter().any(|unit| unit.kind == *word) {
                        let known = units.iter().map(|unit| unit.kind.as_str()).chain(tags.iter().map(String::as_str));
                        let expected =
                            text!("a kind of unit in units, or a tag somebody bears", "须为单位类型或人员标签");
                        self.faults.push(
                            Fault::error("unknown-source", path("from"), word, expected)
                                .maybe(nearest_text(word, known)),
                        );
                    }
                    Source::UnitKind(word.clone())
                }
            })
            .collect();
        let roles = draft
            .seats
            .iter()
            .map(|(name, seats)| Role {
                name: name.clone(),
                seats: match seats {
                    SeatsDraft::Fixed(seats) => Some(*seats),
                    SeatsDraft::Rest => None,
                },
            })
            .collect();
        Kind { name: draft.name.clone(), roles, from }
    }

    fn teams(&mut self, kinds: &[Kind], places: &Places) -> Vec<Team> {
        if self.draft.teams.is_empty() {
            let expected = text!("at least one team", "至少一个组");
            self.faults.push(Fault::error("no-teams", Spot::Table(Table::Teams), "", expected));
        }
        let rows = self.rows;
        self.draft
            .teams
            .iter()
            .zip(&rows.teams)
            .filter_map(|(draft, &row)| self.team(draft, row, kinds, places))
            .collect()
    }

    fn team(&mut self, draft: &TeamDraft, row: usize, kinds: &[Kind], places: &Places) -> Option<Team> {
        let cell = |field| Spot::Cell { table: Table::Teams, row, field };
        let city = place(places, &draft.city, Some(PlaceLevel::City), cell("city"), &mut self.faults);
        if draft.city.is_empty() {
            let expected = text!("the city of the team", "须填写所在城市");
            self.faults.push(Fault::error("missing-city", cell("city"), "", expected));
        }
        let kind = kinds.iter().position(|kind| kind_word(&kind.name) == kind_word(&draft.kind));
        if kind.is_none() {
            let names = kinds.iter().map(|kind| kind.name.as_str());
            let list = names.clone().collect::<Vec<_>>().join(", ");
            let expected = text!("a kind of team: one of {list}", "组别须为其中之一：{list}");
            let maybe = nearest_text(&draft.kind, names);
            self.faults.push(Fault::error("unknown-kind", cell("kind"), &draft.kind, expected).maybe(maybe));
        }
        let covers = draft
            .covers
            .iter()
            .filter_map(|word| place(places, word, Some(PlaceLevel::County), cell("covers"), &mut self.faults))
            .collect();
        let kind = KindId::at(kind?);
        let seats = self.seats(draft, &kinds[kind.index()], cell("size"))?;
        Some(Team {
            id: draft.team.clone(),
            city: city?,
            kind,
            seats,
            covers,
            vehicles: draft.vehicles.unwrap_or(0),
            dates: draft.dates,
        })
    }

    /// Seats of each role: the fixed ones, and what the size leaves for the role that takes the rest.
    fn seats(&mut self, draft: &TeamDraft, kind: &Kind, spot: Spot) -> Option<Vec<u32>> {
        let fixed: u32 = kind.roles.iter().filter_map(|role| role.seats).fold(0, u32::saturating_add);
        let has_rest = kind.roles.iter().any(|role| role.seats.is_none());
        let size = draft.size.unwrap_or(fixed);
        if size > 10_000 || size < fixed || (size > fixed && !has_rest) {
            let expected = if has_rest {
                text!(
                    "a size from {fixed}, the fixed seats of its kind, to 10000",
                    "人数须在固定席位数{fixed}与10000之间"
                )
            } else {
                text!("{fixed}, the seats of its kind", "须为该类型的席位数{fixed}")
            };
            self.faults.push(Fault::error("size-out-of-range", spot, size.to_string(), expected));
            return None;
        }
        Some(kind.roles.iter().map(|role| role.seats.unwrap_or(size - fixed)).collect())
    }

    fn people(
        &mut self,
        calendar: &Calendar,
        ranks: &Ranks,
        places: &Places,
        units: &[Unit],
        tags: &[String],
    ) -> Vec<Person> {
        let unit_words: BTreeMap<&str, usize> = units
            .iter()
            .enumerate()
            .rev()
            .flat_map(|(position, unit)| [(unit.name.as_str(), position), (unit.id.as_str(), position)])
            .filter(|(word, _)| !word.is_empty())
            .collect();
        let tables = Tables { calendar, ranks, places, units, tags, unit_words };
        let rows = self.rows;
        self.draft.people.iter().zip(&rows.people).map(|(draft, &row)| self.person(draft, row, &tables)).collect()
    }

    fn person(&mut self, draft: &PersonDraft, row: usize, tables: &Tables<'_>) -> Person {
        let cell = |field| Spot::Cell { table: Table::People, row, field };
        if draft.name.is_empty() {
            self.faults.push(Fault::error("missing-name", cell("name"), "", text!("a name", "须填写姓名")));
        }
        let unit = tables.unit_words.get(draft.unit.as_str()).copied();
        if unit.is_none() {
            let expected = text!("the id or name of a unit in units", "须为单位表中的编号或名称");
            let maybe = nearest_text(&draft.unit, tables.unit_words.keys().copied());
            self.faults.push(Fault::error("unknown-unit", cell("unit"), &draft.unit, expected).maybe(maybe));
        }
        let rank = tables.ranks.find(&draft.rank);
        if rank.is_none() {
            let maybe = nearest_text(&draft.rank, tables.ranks.words());
            self.faults
                .push(Fault::error("unknown-rank", cell("rank"), &draft.rank, tables.ranks.known()).maybe(maybe));
        }
        self.limits(draft, row);
        let unit = UnitId::at(unit.unwrap_or(0));
        let base = place(tables.places, &draft.base, Some(PlaceLevel::City), cell("base"), &mut self.faults);
        let mut tags: Vec<TagId> =
            draft.tags.iter().filter_map(|tag| tables.tags.binary_search(tag).ok()).map(TagId::at).collect();
        tags.sort_unstable();
        tags.dedup();
        Person {
            id: draft.id.clone(),
            name: draft.name.clone(),
            unit,
            rank: rank.unwrap_or(RankId::at(0)),
            gender: draft.gender,
            tags,
            homes: self.homes(draft, &cell("home"), tables.places),
            base: base.or_else(|| tables.units.get(unit.index()).and_then(|unit| unit.base)),
            away: self.away(draft, &cell("unavailable"), tables.calendar),
            prefers: self.wishes(&draft.prefer, &cell("prefer"), tables),
            avoids: self.wishes(&draft.avoid, &cell("avoid"), tables),
            min: draft.min,
            max: draft.max,
            target: draft.target,
            with: self.ties(draft, &draft.with, &cell("with")),
            apart: self.ties(draft, &draft.apart, &cell("apart")),
            trained: draft.trained,
            phone: draft.phone.clone(),
            extra: draft.extra.clone(),
        }
    }

    fn limits(&mut self, draft: &PersonDraft, row: usize) {
        let cell = |field| Spot::Cell { table: Table::People, row, field };
        if let (Some(min), Some(max)) = (draft.min, draft.max)
            && min > max
        {
            let expected = text!("at most the maximum, {max}", "不得大于上限{max}");
            self.faults.push(Fault::error("min-above-max", cell("min"), min.to_string(), expected));
        }
    }

    /// Places of recusal. One that is nowhere in places bars nothing, so it is only said.
    fn homes(&mut self, draft: &PersonDraft, spot: &Spot, places: &Places) -> Vec<PlaceId> {
        let mut homes = Vec::new();
        for word in &draft.home {
            match places.find(word, None) {
                Ok(home) => homes.push(home),
                Err(reason) => {
                    let mut fault = places.fault(&reason, spot.clone(), word, None);
                    if fault.code == "unknown-place" {
                        fault.severity = Severity::Warning;
                    }
                    self.faults.push(fault);
                }
            }
        }
        homes
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

    fn away(&mut self, draft: &PersonDraft, spot: &Spot, calendar: &Calendar) -> Vec<DateRange> {
        let mut away = Vec::new();
        for absence in &draft.unavailable {
            match *absence {
                Absence::Dates(dates) => away.push(dates),
                Absence::Rounds { from, to } if from > to => {
                    let expected = text!("the first round before the last", "起始轮次不得大于结束轮次");
                    self.faults.push(Fault::error("rounds-reversed", spot.clone(), format!("{from}-{to}"), expected));
                }
                Absence::Rounds { from, to } => {
                    let rounds = (self.round(from, spot, calendar), self.round(to, spot, calendar));
                    if let (Some(from), Some(to)) = rounds {
                        away.extend((from.index()..=to.index()).map(|round| calendar.rounds()[round].span));
                    }
                }
            }
        }
        away.sort_unstable();
        away.dedup();
        away
    }

    fn wishes(&mut self, drafts: &[WishDraft], spot: &Spot, tables: &Tables<'_>) -> Wishes {
        let mut wishes = Wishes::default();
        for wish in drafts {
            match wish {
                WishDraft::Round(number) => wishes.rounds.extend(self.round(*number, spot, tables.calendar)),
                WishDraft::Place(word) => {
                    wishes.places.extend(place(tables.places, word, None, spot.clone(), &mut self.faults));
                }
            }
        }
        wishes.rounds.sort_unstable();
        wishes.rounds.dedup();
        wishes.places.sort_unstable();
        wishes.places.dedup();
        wishes
    }

    fn ties(&mut self, draft: &PersonDraft, ties: &[TieDraft], spot: &Spot) -> Vec<Tie> {
        let people = &self.draft.people;
        let find = |id: &str| people.binary_search_by(|person| person.id.as_str().cmp(id)).ok();
        ties.iter()
            .filter_map(|tie| {
                let found = find(&tie.person).filter(|_| tie.person != draft.id);
                if found.is_none() {
                    let expected = text!("the id of another person", "须为另一人的编号");
                    let maybe = nearest_text(
                        &tie.person,
                        people.iter().map(|person| person.id.as_str()).filter(|id| *id != draft.id),
                    );
                    self.faults.push(Fault::error("unknown-person", spot.clone(), &tie.person, expected).maybe(maybe));
                }
                Some(Tie { person: PersonId::at(found?), scope: tie.scope, hard: tie.hard })
            })
            .collect()
    }

    fn locks(&mut self, calendar: &Calendar, teams: &[Team], kinds: &[Kind]) -> Vec<Lock> {
        let people = &self.draft.people;
        let mut locks = Vec::new();
        for (row, draft) in self.draft.locks.iter().enumerate() {
            let cell = |field| Spot::Cell { table: Table::Locks, row, field };
            let before = self.faults.len();
            let person = people.binary_search_by(|person| person.id.as_str().cmp(draft.person.as_str())).ok();
            if person.is_none() {
                let expected = text!("the id of a person in a roster", "须为名单中的人员编号");
                let maybe = nearest_text(&draft.person, people.iter().map(|person| person.id.as_str()));
                self.faults.push(Fault::error("unknown-person", cell("person"), &draft.person, expected).maybe(maybe));
            }
            let round = draft.round.and_then(|number| self.round(number, &cell("round"), calendar));
            let team = draft.team.as_ref().and_then(|id| {
                let found = teams.iter().position(|team| team.id == *id);
                // A team that is there but at fault has been told of already.
                if found.is_none() && !self.draft.teams.iter().any(|team| team.team == *id) {
                    let expected = text!("the id of a team in teams", "须为组表中的编号");
                    let maybe = nearest_text(id, self.draft.teams.iter().map(|team| team.team.as_str()));
                    self.faults.push(Fault::error("unknown-team", cell("team"), id, expected).maybe(maybe));
                }
                found
            });
            if let Some(seat) = &draft.seat {
                let mut roles = kinds.iter().flat_map(|kind| &kind.roles).map(|role| role.name.as_str());
                if !roles.clone().any(|role| role == seat) {
                    let expected = text!("a role of some kind of team", "须为某类组的席位名称");
                    let maybe = nearest_text(seat, &mut roles);
                    self.faults.push(Fault::error("unknown-seat", cell("seat"), seat, expected).maybe(maybe));
                }
            }
            if let (Some(person), true) = (person, self.faults.len() == before) {
                let (person, team) = (PersonId::at(person), team.map(crate::TeamId::at));
                locks.push(Lock { person, round, team, seat: draft.seat.clone(), mode: draft.mode, row });
            }
        }
        locks
    }
}

struct Tables<'a> {
    calendar: &'a Calendar,
    ranks: &'a Ranks,
    places: &'a Places,
    units: &'a [Unit],
    tags: &'a [String],
    unit_words: BTreeMap<&'a str, usize>,
}

/// Every tag that somebody bears, sorted.
fn tags_of(draft: &Draft) -> Vec<String> {
    let mut tags: Vec<String> = draft.people.iter().flat_map(|person| person.tags.iter().cloned()).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// The planners' words for the two kinds of team of the plan, beside their names.
fn kind_word(word: &str) -> &str {
    match word {
        "驻市" => "city",
        "驻县" => "county",
        other => other,
    }
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
