//! What events do to teams, and to the calendar.

use super::apply::{Applying, Move};
use super::words::{Meant, Words};
use crate::{TeamDraft, TeamId, text};

impl Applying<'_> {
    pub(super) fn add_team(&mut self, words: Words<'_>, team: &TeamDraft) -> Meant<()> {
        if words.campaign.find_team(&team.team).is_some() {
            let expected = text!("an id that no team has yet", "编号不得与其他组重复");
            return Err(words.fault("duplicate-id", &team.team, expected));
        }
        if !words.campaign.kinds().iter().any(|kind| kind.name == team.kind) {
            let names = || words.campaign.kinds().iter().map(|kind| kind.name.as_str());
            let list = names().collect::<Vec<_>>().join(", ");
            let expected = text!("a kind of team: one of {list}", "组别须为其中之一：{list}");
            let maybe = crate::nearest_text(&team.kind, names());
            return Err(Box::new(words.fault("unknown-kind", &team.kind, expected).maybe(maybe)));
        }
        match (team.dates, team.from_round) {
            (Some(dates), _) if dates.first() < words.as_of => {
                let as_of = words.as_of;
                let expected = text!("dates from {as_of} on", "日期须不早于{as_of}");
                return Err(words.fault("date-is-over", dates.to_string(), expected));
            }
            (Some(dates), _) => {
                words.day(dates.first())?;
                words.day(dates.last())?;
            }
            (None, from) => {
                words.round_to_come(from.unwrap_or(1))?;
            }
        }
        self.draft.teams.push(team.clone());
        Ok(())
    }

    pub(super) fn drop_team(&mut self, words: Words<'_>, team: &str, from: Option<u32>) -> Meant<()> {
        let team = words.team(team)?;
        let from = change_from(words, team, from)?;
        self.end(&words.campaign.team(team).id, from);
        Ok(())
    }

    /// A team stands no more from a round on; without one, at all.
    fn end(&mut self, id: &str, from: Option<u32>) {
        let begins = |team: &TeamDraft| team.from_round.unwrap_or(1);
        match (self.draft.teams.iter_mut().find(|draft| draft.team == *id), from) {
            (Some(draft), Some(from)) if from > begins(draft) => draft.to_round = Some(from - 1),
            _ => self.draft.teams.retain(|draft| draft.team != *id),
        }
    }

    pub(super) fn move_team(&mut self, words: Words<'_>, team: &str, city: &str, from: Option<u32>) -> Meant<()> {
        let team = words.team(team)?;
        let id = words.campaign.team(team).id.clone();
        let from = change_from(words, team, from)?;
        if words.campaign.places().find(city, Some(crate::PlaceLevel::City)).is_err() {
            let places = words.campaign.places();
            let known = words.campaign.teams().iter().map(|team| places.place(team.city).name.as_str());
            let expected = text!("the code or name of a city", "须为城市代码或名称");
            return Err(Box::new(words.fault("unknown-place", city, expected).maybe(crate::nearest_text(city, known))));
        }
        let Some(draft) = self.draft.teams.iter_mut().find(|draft| draft.team == id) else { return Ok(()) };
        let moved = TeamDraft { city: city.to_owned(), covers: Vec::new(), ..draft.clone() };
        match from {
            Some(from) if from > draft.from_round.unwrap_or(1) => {
                let to = format!("{id}.r{from}");
                draft.to_round = Some(from - 1);
                self.draft.teams.push(TeamDraft { team: to.clone(), from_round: Some(from), ..moved });
                self.moved.push(Move { team: id, from, to });
            }
            _ => {
                *draft = moved;
                self.moved.push(Move { team: id.clone(), from: 1, to: id });
            }
        }
        Ok(())
    }

    pub(super) fn resize(&mut self, words: Words<'_>, team: &str, size: u32, from: Option<u32>) -> Meant<()> {
        let team = words.team(team)?;
        let from = change_from(words, team, from)?;
        let kind = words.campaign.kind(words.campaign.team(team).kind);
        let fixed: u32 = kind.roles.iter().filter_map(|role| role.seats).sum();
        let has_rest = kind.roles.iter().any(|role| role.seats.is_none());
        if size < fixed || (size > fixed && !has_rest) || size > 10_000 {
            let expected = text!("a size from {fixed}, the fixed seats of its kind", "人数须不小于固定席位数{fixed}");
            return Err(Box::new(
                words.fault("size-out-of-range", size.to_string(), expected).maybe(text!("`{fixed}`", "`{fixed}`")),
            ));
        }
        let id = &words.campaign.team(team).id;
        if let Some(draft) = self.draft.teams.iter_mut().find(|draft| draft.team == *id) {
            match from {
                Some(from) => drop(draft.resized.insert(from, size)),
                None => draft.size = Some(size),
            }
        }
        Ok(())
    }

    pub(super) fn extend(&mut self, words: Words<'_>, rounds: u32) -> Meant<()> {
        if !(1..=1000).contains(&rounds) {
            let expected = text!("rounds from 1 to 1000", "轮次数须在1到1000之间");
            return Err(Box::new(
                words.fault("rounds-out-of-range", rounds.to_string(), expected).maybe(text!("`1`", "`1`")),
            ));
        }
        self.draft.calendar.rounds += rounds;
        Ok(())
    }
}

/// The round from which a team changes; none for one with dates of its own, which changes as a whole or not at all.
fn change_from(words: Words<'_>, team: TeamId, from: Option<u32>) -> Meant<Option<u32>> {
    let team = words.campaign.team(team);
    let (id, as_of) = (&team.id, words.as_of);
    match (team.dates, from) {
        (None, Some(from)) => words.round_to_come(from).map(|round| Some(round.number())),
        (None, None) => {
            let expected =
                text!("`from r3`, the first round of the change, after the team", "组后须有`from r3`：变更的首轮");
            Err(words.fault("round-missing", id, expected))
        }
        (Some(dates), Some(_)) => {
            let expected =
                text!("no `from`: the team has dates of its own, {dates}", "不写`from`：该组自有日期{dates}");
            Err(words.fault("own-dates", id, expected))
        }
        (Some(dates), None) if dates.first() < as_of => {
            let expected = text!(
                "a team that has not begun on {as_of}; this one serves {dates}, to its end",
                "须为{as_of}尚未开始的组；该组任期{dates}，须至结束"
            );
            let maybe = text!("`drop PERSON from DAY` for those who leave it", "对离任者用`drop 人员 from 日`");
            Err(Box::new(words.fault("team-has-begun", id, expected).maybe(maybe)))
        }
        (Some(_), None) => Ok(None),
    }
}
