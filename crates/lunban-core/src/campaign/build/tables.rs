//! Units, kinds of team, and teams.

use super::super::places::PlaceLevel;
use super::super::{Calendar, Kind, Places, Role, Source, Team, Unit};
use super::{Builder, place};
use crate::{Fault, KindDraft, KindId, SeatsDraft, Spot, Table, TagId, TeamDraft, Text, nearest_text, text};

impl Builder<'_> {
    pub(super) fn units(&mut self, places: &Places) -> Vec<Unit> {
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
                    min_per_round: draft.min_per_round,
                    max_per_round: draft.max_per_round,
                    min_total: draft.min_total,
                    max_total: draft.max_total,
                    base: place(places, &draft.base, Some(PlaceLevel::City), spot, &mut self.faults),
                    people: Vec::new(),
                }
            })
            .collect()
    }

    /// Warns of units that count fewer people than their rosters hold.
    pub(super) fn headcounts(&mut self, units: &[Unit]) {
        for (unit, &row) in units.iter().zip(&self.rows.units) {
            let (Some(headcount), rostered) = (unit.headcount, unit.people.len()) else { continue };
            if (headcount as usize) < rostered {
                let spot = Spot::Cell { table: Table::Units, row, field: "headcount" };
                let name = &unit.name;
                let expected = text!(
                    "at least {rostered}, for so many people are on the roster of {name}; that number is used",
                    "不得少于{rostered}：{name}名单上有{rostered}人；以名单为准"
                );
                let maybe = text!("`{rostered}`", "`{rostered}`");
                self.faults
                    .push(Fault::warning("headcount-below-roster", spot, headcount.to_string(), expected).maybe(maybe));
            }
        }
    }

    pub(super) fn kinds(&mut self, units: &[Unit], tags: &[String]) -> Vec<Kind> {
        for (position, kind) in self.draft.kinds.iter().enumerate() {
            let is_same = |other: &&KindDraft| kind_word(&other.name) == kind_word(&kind.name);
            if let Some(first) = self.draft.kinds[..position].iter().find(is_same) {
                let expected = text!("each kind of team once", "每类组只能出现一次");
                let spot = |name: &str| Spot::setting(["kinds", name]);
                let fault = Fault::error("duplicate-kind", spot(&kind.name), &kind.name, expected);
                self.faults.push(fault.maybe(another_name()).also(spot(&first.name)));
            }
        }
        self.unit_kinds();
        self.draft.kinds.iter().map(|draft| self.kind(draft, units, tags)).collect()
    }

    /// Units of a kind that no team draws on, where it is nearly called as one of other units that some team does.
    fn unit_kinds(&mut self) {
        let is_of_units = |word: &&String| self.draft.units.iter().any(|unit| unit.kind == **word);
        let drawn_on: Vec<String> =
            self.draft.kinds.iter().flat_map(|kind| &kind.from).filter(is_of_units).cloned().collect();
        for (&row, unit) in self.rows.units.iter().zip(&self.draft.units) {
            let near = nearest_text(&unit.kind, drawn_on.iter().map(String::as_str));
            if let (Some(near), false) = (near, drawn_on.contains(&unit.kind)) {
                let spot = Spot::Cell { table: Table::Units, row, field: "kind" };
                let expected = text!(
                    "no team draws on units of this kind; nobody of this unit is asked to serve",
                    "没有工作组从此类单位抽调；该单位人员不会被抽调"
                );
                self.faults.push(Fault::warning("kind-not-drawn-on", spot, &unit.kind, expected).maybe(Some(near)));
            }
        }
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
        for (position, (role, _)) in draft.seats.iter().enumerate() {
            if draft.seats[..position].iter().any(|(other, _)| other == role) {
                let expected = text!("each role once", "每种席位只能出现一次");
                self.faults.push(Fault::error("duplicate-role", path("seats"), role, expected).maybe(another_name()));
            }
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

    pub(super) fn teams(&mut self, kinds: &[Kind], places: &Places, calendar: &Calendar) -> Vec<Team> {
        if self.draft.teams.is_empty() {
            let expected = text!("at least one team", "至少一个组");
            self.faults.push(Fault::error("no-teams", Spot::Table(Table::Teams), "", expected));
        }
        let rows = self.rows;
        self.draft
            .teams
            .iter()
            .zip(&rows.teams)
            .filter_map(|(draft, &row)| self.team(draft, row, kinds, places, calendar))
            .collect()
    }

    fn team(
        &mut self,
        draft: &TeamDraft,
        row: usize,
        kinds: &[Kind],
        places: &Places,
        calendar: &Calendar,
    ) -> Option<Team> {
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
        let mut round = |number: u32, field| self.round(number, &cell(field), calendar);
        let rounds = (
            draft.from_round.and_then(|number| round(number, "from_round")),
            draft.to_round.and_then(|number| round(number, "to_round")),
        );
        let sizes: Vec<_> =
            draft.resized.iter().map(|(&number, &size)| (round(number, "resized"), Some(size))).collect();
        let seats = self.seats(draft.size, &kinds[kind.index()], cell("size"))?;
        let resized = sizes
            .into_iter()
            .filter_map(|(round, size)| Some((round?, self.seats(size, &kinds[kind.index()], cell("resized"))?)));
        let resized = resized.collect();
        Some(Team {
            id: draft.team.clone(),
            city: city?,
            kind,
            seats,
            covers,
            vehicles: draft.vehicles.unwrap_or(0),
            tags: draft.tags.clone(),
            dates: draft.dates,
            rounds,
            resized,
        })
    }

    /// Seats of each role: the fixed ones, and what the size leaves for the role that takes the rest.
    fn seats(&mut self, size: Option<u32>, kind: &Kind, spot: Spot) -> Option<Vec<u32>> {
        let fixed: u32 = kind.roles.iter().filter_map(|role| role.seats).fold(0, u32::saturating_add);
        let has_rest = kind.roles.iter().any(|role| role.seats.is_none());
        let size = size.unwrap_or(fixed);
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
}

/// Advice where two bear one name.
fn another_name() -> Text {
    text!("another name for one of the two", "将其一改名")
}

/// The planners' words for the two kinds of team of the plan, beside their names.
fn kind_word(word: &str) -> &str {
    match word {
        "驻市" => "city",
        "驻县" => "county",
        other => other,
    }
}
