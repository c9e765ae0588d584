//! People.

use std::collections::BTreeMap;

use chrono::{Datelike, Months};

use super::super::places::PlaceLevel;
use super::super::{Calendar, Person, Places, Ranks, Tie, Unit, Wishes};
use super::{Builder, place};
use crate::{
    Absence, DateRange, Fault, PersonDraft, PersonId, PlaceId, RankId, Severity, Spot, Table, TagId, Text, TieDraft,
    UnitId, WishDraft, nearest_text, text,
};

/// More duties than anybody has.
const MOST_DUTIES: u32 = 1000;

struct Tables<'a> {
    calendar: &'a Calendar,
    ranks: &'a Ranks,
    places: &'a Places,
    units: &'a [Unit],
    tags: &'a [String],
    unit_words: BTreeMap<&'a str, usize>,
}

impl Builder<'_> {
    pub(super) fn people(
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
            // A row of sums or remarks has none.
            let maybe = if draft.rank.is_empty() {
                Some(text!("their rank, or delete the row if it is of nobody", "填写职级；如该行不是人员则删去"))
            } else {
                nearest_text(&draft.rank, tables.ranks.words())
            };
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
            history: Vec::new(),
            phone: draft.phone.clone(),
            extra: draft.extra.clone(),
        }
    }

    fn limits(&mut self, draft: &PersonDraft, row: usize) {
        let cell = |field| Spot::Cell { table: Table::People, row, field };
        for (field, duties) in [("min", draft.min), ("max", draft.max), ("target", draft.target)] {
            if let Some(duties) = duties.filter(|duties| *duties > MOST_DUTIES) {
                let expected = text!("duties from 0 to {MOST_DUTIES}", "任务数须在0到{MOST_DUTIES}之间");
                let maybe = Text::plain(format!("`{MOST_DUTIES}`"));
                let fault = Fault::error("duties-out-of-range", cell(field), duties.to_string(), expected);
                self.faults.push(fault.maybe(maybe));
            }
        }
        if let (Some(min), Some(max)) = (draft.min, draft.max)
            && min > max
        {
            let expected = text!("at most the maximum, {max}", "不得大于上限{max}");
            self.faults.push(Fault::error("min-above-max", cell("min"), min.to_string(), expected));
        }
    }

    /// Places of recusal. One that is nowhere in places bars nothing, so it is only said; but not one that is surely a place of the table,
    /// written in part: whom it is to keep away would not be kept away.
    fn homes(&mut self, draft: &PersonDraft, spot: &Spot, places: &Places) -> Vec<PlaceId> {
        let mut homes = Vec::new();
        for word in &draft.home {
            match places.find(word, None) {
                Ok(home) => homes.push(home),
                Err(reason) => {
                    let mut fault = places.fault(&reason, spot.clone(), word, None);
                    if fault.code == "unknown-place" {
                        match places.surely_meant(word) {
                            Some(name) => fault.maybe = Some(Text::plain(format!("`{name}`"))),
                            None => fault.severity = Severity::Warning,
                        }
                    }
                    self.faults.push(fault);
                }
            }
        }
        homes
    }

    fn away(&mut self, draft: &PersonDraft, spot: &Spot, calendar: &Calendar) -> Vec<DateRange> {
        let mut away = Vec::new();
        for absence in &draft.unavailable {
            match *absence {
                Absence::Dates(dates) => {
                    self.faults.extend(far_off(dates, spot, calendar));
                    away.push(dates);
                }
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
                    let before = self.faults.len();
                    wishes.places.extend(place(tables.places, word, None, spot.clone(), &mut self.faults));
                    if word.parse().is_ok_and(|number| tables.calendar.numbered(number).is_some()) {
                        for fault in &mut self.faults[before..] {
                            fault.maybe = Some(text!("`r{word}`, for a round", "`r{word}`，即轮次"));
                        }
                    }
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
                    let expected = if tie.person == draft.id {
                        text!("the id of another person; this is the person's own", "须为另一人的编号；此为本人编号")
                    } else {
                        text!("the id of another person", "须为另一人的编号")
                    };
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
}

/// A warning of an absence so far from the campaign that a year is likely mistyped, or that is rounds which a spreadsheet took for a date.
fn far_off(dates: DateRange, spot: &Spot, calendar: &Calendar) -> Option<Fault> {
    const YEAR: Months = Months::new(12);
    let campaign = calendar.span();
    let is_before = dates.last().checked_add_months(YEAR)? < campaign.first();
    let is_after = dates.first().checked_sub_months(YEAR)? > campaign.last();
    let rounds = likely_rounds(dates, calendar);
    (is_before || is_after || rounds.is_some()).then(|| {
        let expected = text!(
            "outside the campaign ({campaign}), so it keeps nobody away",
            "在任务期间（{campaign}）之外，不起作用"
        );
        let maybe = rounds.map_or_else(
            || text!("another year", "改正年份"),
            |(first, last)| {
                text!(
                    "rounds, which a spreadsheet took for a date: `r{first}-{last}`",
                    "原为轮次而被表格软件改成日期：`r{first}-{last}`"
                )
            },
        );
        Fault::warning("outside-campaign", spot.clone(), dates.to_string(), expected).maybe(maybe)
    })
}

/// The rounds that a day outside the campaign may have been before a spreadsheet took them for it: `1-2` becomes 2 January.
fn likely_rounds(dates: DateRange, calendar: &Calendar) -> Option<(u32, u32)> {
    let day = dates.first();
    let (first, last) = (day.month(), day.day());
    let are_rounds = first < last && last as usize <= calendar.ids().len();
    (are_rounds && dates.days() == 1 && !calendar.span().meets(dates)).then_some((first, last))
}
