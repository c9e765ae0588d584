//! From the words of a duty to the duty: what every file that holds a schedule is read with.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use lunban_core::{
    Campaign, DateRange, Duty, PersonId, PostId, Problem, RoleId, RoundId, TeamId, Text, nearest_text, text,
};

use crate::table::{self, Misread, round_number};
use crate::workbook::held;
use crate::{LocatedFault, Location};

/// A duty as a file writes it; what is empty is not said.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Written<'w> {
    pub(super) round: &'w str,
    pub(super) start: &'w str,
    pub(super) end: &'w str,
    pub(super) team: &'w str,
    pub(super) seat: &'w str,
    pub(super) person: &'w str,
    pub(super) name: &'w str,
    pub(super) unit: &'w str,
}

/// What is wrong with one field of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    field: &'static str,
    value: String,
    misread: Box<Misread>,
}

impl Misfit {
    fn new(code: &'static str, field: &'static str, value: &str, expected: Text) -> Self {
        Self::of(Misread::new(code, expected), field, value)
    }

    fn of(misread: Misread, field: &'static str, value: &str) -> Self {
        Self { field, value: value.to_owned(), misread: Box::new(misread) }
    }

    fn maybe(self, maybe: impl Into<Option<Text>>) -> Self {
        Self { misread: Box::new(self.misread.maybe(maybe)), ..self }
    }

    /// The fault, given where the fields of the duty stand.
    pub(super) fn located(self, place: impl Fn(&'static str) -> Location) -> LocatedFault {
        let Misread { code, expected, maybe } = *self.misread;
        LocatedFault::error(code, place(self.field), self.value, expected).maybe(maybe)
    }
}

/// A seat that words name, and who holds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    /// The post.
    pub(super) post: PostId,
    /// The days, within those of the post.
    span: DateRange,
    /// Who; none: the seat is open.
    person: Option<PersonId>,
}

impl Seat {
    /// The duty; none for an open seat.
    pub(super) fn duty(self) -> Option<Duty> {
        self.person.map(|person| Duty { post: self.post, person, span: self.span })
    }
}

/// The first and the last day that a duty names.
type Days = (Option<NaiveDate>, Option<NaiveDate>);

/// Finds what the words of duties mean in one campaign.
#[derive(Debug)]
pub(super) struct Resolver<'p> {
    problem: &'p Problem,
    /// People by their names without blanks: two characters are often set apart to fill a column.
    by_name: BTreeMap<String, Vec<PersonId>>,
}

impl<'p> Resolver<'p> {
    pub(super) fn new(problem: &'p Problem) -> Self {
        let campaign = problem.campaign();
        let mut by_name: BTreeMap<String, Vec<PersonId>> = BTreeMap::new();
        for person in campaign.person_ids() {
            by_name.entry(bare(&campaign.person(person).name)).or_default().push(person);
        }
        Self { problem, by_name }
    }

    /// The campaign.
    pub(super) fn campaign(&self) -> &'p Campaign {
        self.problem.campaign()
    }

    /// The seat that the words mean. Everything that is wrong with them at once otherwise.
    pub(super) fn seat(&self, written: &Written<'_>) -> Result<Seat, Vec<Misfit>> {
        let mut misfits = Vec::new();
        let team = kept(self.team(written), &mut misfits);
        let role = team.and_then(|team| kept(self.role(written, team), &mut misfits));
        let round = kept(self.round(written), &mut misfits);
        let first = kept(day("start", written.start), &mut misfits);
        let last = kept(day("end", written.end), &mut misfits);
        let person = kept(self.person(written), &mut misfits);
        let spans = team.zip(round).zip(first.zip(last)).and_then(|((team, round), days)| {
            let turn = kept(self.turn(written, team, round, days), &mut misfits)?;
            Some((turn, kept(span(written, turn, days), &mut misfits)?))
        });
        let post = team
            .zip(role)
            .zip(spans)
            .and_then(|((team, role), (turn, _))| kept(self.post(written, turn, team, role), &mut misfits));
        match (post, spans, person) {
            (Some(post), Some((_, span)), Some(person)) => Ok(Seat { post, span, person }),
            _ => Err(misfits),
        }
    }

    fn team(&self, written: &Written<'_>) -> Result<TeamId, Misfit> {
        self.campaign().find_team(written.team).ok_or_else(|| {
            let teams = self.campaign().teams().iter().map(|team| team.id.as_str());
            let expected = text!("the id of a team in teams", "须为组表中的编号");
            Misfit::new("unknown-team", "team", written.team, expected).maybe(nearest_text(written.team, teams))
        })
    }

    fn role(&self, written: &Written<'_>, team: TeamId) -> Result<RoleId, Misfit> {
        let roles = &self.campaign().kind(self.campaign().team(team).kind).roles;
        let names = || roles.iter().map(|role| role.name.as_str());
        names().position(|name| name == written.seat).map(RoleId::at).ok_or_else(|| {
            let list = names().collect::<Vec<_>>().join(", ");
            let expected = text!("a seat of this team: one of {list}", "须为该组席位之一：{list}");
            Misfit::new("unknown-seat", "seat", written.seat, expected).maybe(nearest_text(written.seat, names()))
        })
    }

    fn round(&self, written: &Written<'_>) -> Result<Option<RoundId>, Misfit> {
        if written.round.is_empty() {
            return Ok(None);
        }
        let calendar = self.campaign().calendar();
        let number = round_number(written.round).map_err(|misread| Misfit::of(misread, "round", written.round))?;
        calendar.numbered(number).map(Some).ok_or_else(|| {
            let last = calendar.rounds().len();
            let expected = text!("a round from 1 to {last}", "轮次须在1到{last}之间");
            Misfit::new("round-out-of-range", "round", written.round, expected)
        })
    }

    /// The dates of the post: those of the round, of the team, or of the one round in which the days lie.
    fn turn(
        &self,
        written: &Written<'_>,
        team: TeamId,
        round: Option<RoundId>,
        days: Days,
    ) -> Result<DateRange, Misfit> {
        let calendar = self.campaign().calendar();
        match (self.campaign().team(team).dates, round) {
            (Some(_), Some(_)) => {
                let expected = text!("no round: this team has dates of its own", "该组日期自定，轮次须留空");
                Err(Misfit::new("round-of-dated-team", "round", written.round, expected))
            }
            (Some(dates), None) => Ok(dates),
            (None, Some(round)) => Ok(calendar.round(round).span),
            (None, None) => {
                let within = |span: DateRange| [days.0, days.1].iter().flatten().all(|day| span.holds(*day));
                let spans: Vec<DateRange> = calendar.rounds().iter().map(|round| round.span).collect();
                let fitting: Vec<DateRange> = spans.into_iter().filter(|span| within(*span)).collect();
                if let ([span], true) = (&fitting[..], days != (None, None)) {
                    return Ok(*span);
                }
                let expected = text!("a round, or dates that lie in one round only", "须填写轮次，或只属于一轮的日期");
                Err(Misfit::new("missing-round", "round", written.round, expected))
            }
        }
    }

    fn post(&self, written: &Written<'_>, turn: DateRange, team: TeamId, role: RoleId) -> Result<PostId, Misfit> {
        self.problem.find_post(turn, team, role).ok_or_else(|| {
            let expected =
                text!("a seat that this team has: it is too small for one of these", "该组人数不足，没有此席位");
            Misfit::new("no-such-seat", "seat", written.seat, expected)
        })
    }

    /// Who is meant: by id, else by name, and where several bear the name by unit too; none where the seat is open.
    fn person(&self, written: &Written<'_>) -> Result<Option<PersonId>, Misfit> {
        match (written.person, written.name) {
            ("", "") => Ok(None),
            ("", name) => self.named(name, written.unit).map(Some),
            (id, name) => self.with_id(id, name).map(Some),
        }
    }

    fn with_id(&self, id: &str, name: &str) -> Result<PersonId, Misfit> {
        let Some(person) = self.campaign().find_person(id) else {
            let expected = text!("the id of a person in a roster", "须为名单中的人员编号");
            let namesake = match self.by_name.get(&bare(name)).map(Vec::as_slice) {
                Some([person]) => Some(self.described(*person)),
                _ => nearest_text(id, self.campaign().people().iter().map(|person| person.id.as_str())),
            };
            return Err(Misfit::new("unknown-person", "person", id, expected).maybe(namesake));
        };
        let known = &self.campaign().person(person).name;
        // A workbook cannot hold every name as it is.
        if name.is_empty() || bare(name) == bare(known) || bare(name) == bare(&held(known)) {
            return Ok(person);
        }
        let expected = text!("the name of {id}, `{known}`", "{id}的姓名`{known}`");
        let maybe = text!(
            "clear `person` to go by the name, or correct or clear `name` to go by the id",
            "清空`person`以按姓名查找，或改正、清空`name`以按编号查找"
        );
        Err(Misfit::new("name-of-another", "name", name, expected).maybe(maybe))
    }

    fn named(&self, name: &str, unit: &str) -> Result<PersonId, Misfit> {
        let bearers = self.by_name.get(&bare(name)).map(Vec::as_slice).unwrap_or_default();
        let of_unit = |person: &PersonId| {
            let known = self.campaign().unit(self.campaign().person(*person).unit);
            known.id == unit || known.name == unit
        };
        let in_unit: Vec<PersonId> = bearers.iter().copied().filter(of_unit).collect();
        match (bearers, &in_unit[..]) {
            ([person], _) | (_, [person]) => Ok(*person),
            ([], _) => {
                let expected = text!("the name of a person in a roster", "须为名单中的姓名");
                let known = self.campaign().people().iter().map(|person| person.name.as_str());
                Err(Misfit::new("unknown-person", "name", name, expected).maybe(nearest_text(name, known)))
            }
            _ => {
                let described: Vec<Text> = bearers.iter().map(|&person| self.described(person)).collect();
                let english = described.iter().map(|words| words.english.as_str()).collect::<Vec<_>>().join(", ");
                let chinese = described.iter().map(|words| words.chinese.as_str()).collect::<Vec<_>>().join("、");
                let expected = text!("one person; several bear this name: {english}", "须唯一；多人同名：{chinese}");
                let maybe = text!("the id, in `person`", "在`person`中填写编号");
                Err(Misfit::new("ambiguous-person", "name", name, expected).maybe(maybe))
            }
        }
    }

    /// `P0123` with the unit.
    fn described(&self, person: PersonId) -> Text {
        let person = self.campaign().person(person);
        let (id, unit) = (&person.id, &self.campaign().unit(person.unit).name);
        text!("`{id}` of {unit}", "`{id}`（{unit}）")
    }
}

/// A name without blanks.
pub(super) fn bare(name: &str) -> String {
    name.split_whitespace().collect()
}

/// The value, or nothing and the misfit noted.
fn kept<T>(result: Result<T, Misfit>, misfits: &mut Vec<Misfit>) -> Option<T> {
    result.map_err(|misfit| misfits.push(misfit)).ok()
}

fn day(field: &'static str, word: &str) -> Result<Option<NaiveDate>, Misfit> {
    if word.is_empty() {
        return Ok(None);
    }
    table::day(word).map(Some).map_err(|misread| Misfit::of(misread, field, word))
}

/// The days of the duty, within those of its post.
fn span(written: &Written<'_>, turn: DateRange, (first, last): Days) -> Result<DateRange, Misfit> {
    let outside = |field, word| {
        let expected = text!("a day of {turn}, the dates of this post", "须在该席位日期{turn}之内");
        Misfit::new("date-out-of-range", field, word, expected)
    };
    if first.is_some_and(|first| !turn.holds(first)) {
        return Err(outside("start", written.start));
    }
    if last.is_some_and(|last| !turn.holds(last)) {
        return Err(outside("end", written.end));
    }
    DateRange::new(first.unwrap_or(turn.first()), last.unwrap_or(turn.last())).ok_or_else(|| {
        let start = written.start;
        let expected = text!("a day not before the start, {start}", "不得早于开始日期{start}");
        Misfit::new("dates-reversed", "end", written.end, expected)
    })
}
