//! What planners write beside the rosters: locks, duties of the past, waivers granted beforehand.

use super::super::places::PlaceLevel;
use super::super::{Calendar, Kind, Lock, PastDuty, Places, Published, Standing, Team, Waiver};
use super::{Builder, place};
use crate::{DateRange, Fault, PersonId, RoleId, RoundId, Severity, Spot, Table, TeamId, nearest_text, text};

/// A round, team and seat as a row names them; none: any.
struct Named {
    round: Option<RoundId>,
    team: Option<TeamId>,
}

impl Builder<'_> {
    pub(super) fn locks(&mut self, calendar: &Calendar, teams: &[Team], kinds: &[Kind]) -> Vec<Lock> {
        let mut locks = Vec::new();
        for (&row, draft) in self.rows.locks.iter().zip(&self.draft.locks) {
            let before = self.faults.len();
            let person = self.person_named(&draft.person, Severity::Error, Table::Locks, row);
            let words = (draft.round, draft.team.as_deref(), draft.seat.as_deref());
            let Named { round, team } = self.named(words, Table::Locks, row, calendar, teams, kinds);
            if let (Some(person), true) = (person, self.faults.len() == before) {
                locks.push(Lock { person, round, team, seat: draft.seat.clone(), mode: draft.mode, row });
            }
        }
        locks
    }

    pub(super) fn waivers(&mut self, calendar: &Calendar, teams: &[Team], kinds: &[Kind]) -> Vec<Waiver> {
        let mut waivers = Vec::new();
        for (&row, draft) in self.rows.waivers.iter().zip(&self.draft.waivers) {
            let words = (draft.round, draft.team.as_deref(), draft.seat.as_deref());
            let Named { round, team } = self.named(words, Table::Waivers, row, calendar, teams, kinds);
            if draft.approved_by.trim().is_empty() {
                let spot = Spot::Cell { table: Table::Waivers, row, field: "approved_by" };
                let expected = text!("who granted the waiver", "须写明批准人");
                let maybe = text!("delete the row, if nobody has granted it yet", "若尚未批准，可删去此行");
                self.faults.push(Fault::error("no-approver", spot, &draft.approved_by, expected).maybe(maybe));
            }
            waivers.push(Waiver {
                round,
                team,
                seat: draft.seat.clone(),
                approved_by: draft.approved_by.clone(),
                date: draft.date,
                reason: draft.reason.clone(),
            });
        }
        waivers
    }

    /// Duties of earlier campaigns, by person. People who are on no roster any more are only said.
    pub(super) fn history(&mut self, places: &Places) -> Vec<(PersonId, PastDuty)> {
        let mut history = Vec::new();
        for (&row, draft) in self.rows.history.iter().zip(&self.draft.history) {
            let cell = |field| Spot::Cell { table: Table::History, row, field };
            let person = self.person_named(&draft.person, Severity::Warning, Table::History, row);
            let city = place(places, &draft.city, Some(PlaceLevel::City), cell("city"), &mut self.faults);
            let span = DateRange::new(draft.start, draft.end);
            if span.is_none() {
                let first = draft.start;
                let expected = text!("a day not before the start, {first}", "不得早于开始日期{first}");
                self.faults.push(Fault::error("dates-reversed", cell("end"), draft.end.to_string(), expected));
            }
            if let (Some(person), Some(span)) = (person, span) {
                history.push((
                    person,
                    PastDuty { campaign: draft.campaign.clone(), span, city, seat: draft.seat.clone() },
                ));
            }
        }
        history
    }

    /// The schedule that people know. What names nobody or nothing of the campaign is a fault of whoever put it together.
    pub(super) fn published(&mut self, calendar: &Calendar, teams: &[Team], kinds: &[Kind]) -> Option<Published> {
        let draft = self.draft.published.as_ref()?;
        let people = &self.draft.people;
        let mut duties = Vec::new();
        for (position, standing) in draft.duties.iter().enumerate() {
            let team = teams.binary_search_by(|team| team.id.cmp(&standing.team)).ok();
            let person = people.binary_search_by(|person| person.id.cmp(&standing.person)).ok();
            let role = team.and_then(|team| {
                let mut roles = kinds[teams[team].kind.index()].roles.iter();
                roles.position(|role| role.name == standing.seat)
            });
            let round = standing.round.and_then(|number| calendar.numbered(number));
            let (Some(team), Some(person), Some(role), true) =
                (team, person, role, round.is_some() == standing.round.is_some())
            else {
                let spot = Spot::setting(["published".to_owned(), "duties".to_owned(), position.to_string()]);
                let value = format!("{} {} {}", standing.person, standing.team, standing.seat);
                let expected = text!("a person, team and seat of the campaign", "须为任务中的人员、组和席位");
                self.faults.push(Fault::error("unknown-duty", spot, value, expected));
                continue;
            };
            let (person, team, role) = (PersonId::at(person), TeamId::at(team), RoleId::at(role));
            duties.push(Standing { person, team, role, round, span: standing.span });
        }
        Some(Published::new(draft.as_of, duties))
    }

    fn person_named(&mut self, id: &str, severity: Severity, table: Table, row: usize) -> Option<PersonId> {
        let people = &self.draft.people;
        let found = people.binary_search_by(|person| person.id.as_str().cmp(id)).ok();
        if found.is_none() {
            let expected = text!("the id of a person in a roster", "须为名单中的人员编号");
            let maybe = nearest_text(id, people.iter().map(|person| person.id.as_str()));
            let spot = Spot::Cell { table, row, field: "person" };
            let fault = Fault::error("unknown-person", spot, id, expected).maybe(maybe);
            self.faults.push(Fault { severity, ..fault });
        }
        found.map(PersonId::at)
    }

    fn named(
        &mut self,
        (round, team, seat): (Option<u32>, Option<&str>, Option<&str>),
        table: Table,
        row: usize,
        calendar: &Calendar,
        teams: &[Team],
        kinds: &[Kind],
    ) -> Named {
        let cell = |field| Spot::Cell { table, row, field };
        let round = round.and_then(|number| self.round(number, &cell("round"), calendar));
        let team = team.and_then(|id| self.team_named(id, cell("team"), teams));
        if let Some(seat) = seat {
            self.seat_named(seat, cell("seat"), kinds);
        }
        Named { round, team: team.map(TeamId::at) }
    }
}
