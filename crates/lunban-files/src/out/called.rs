//! What teams, seats and dates are called where people read them, in both languages.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use lunban_core::{Campaign, DateRange, KindId, PlaceId, Post, TeamId, Text, text};

/// A role in words; one that the plan does not know keeps its name.
pub(super) fn seat(name: &str) -> Text {
    match name {
        "leader" => text!("leader", "组长"),
        "deputy" => text!("deputy leader", "副组长"),
        "member" => text!("member", "组员"),
        other => Text::plain(other),
    }
}

/// A kind of team in words; one that the plan does not know keeps its name.
pub(super) fn kind(name: &str) -> Text {
    match name {
        "city" => text!("city team", "驻市组"),
        "county" => text!("county team", "驻县组"),
        other => Text::plain(other),
    }
}

/// Team, city and seat, with the dates where they are not all those of the turn.
pub(super) fn duty(campaign: &Campaign, post: &Post, span: DateRange) -> String {
    let (team, city) = (&campaign.team(post.team).id, &campaign.places().place(post.city).name);
    let seat = &campaign.role(post.kind, post.role).name;
    if span == post.span { format!("{team} {city} {seat}") } else { format!("{team} {city} {seat} ({span})") }
}

/// Days in words; a year is said once.
pub(super) fn days(span: DateRange) -> Text {
    let (first, last) = (span.first(), span.last());
    let (start, end) = (in_chinese(first), in_chinese(last));
    if first == last {
        return text!("{first}", "{start}");
    }
    let end = if first.year() == last.year() { month_and_day(last) } else { end };
    text!("{first} to {last}", "{start}至{end}")
}

/// Days as a table writes them, without the year.
pub(super) fn short_days(span: DateRange) -> Text {
    let (first, last) = (span.first(), span.last());
    Text {
        english: format!("{} – {}", first.format("%m-%d"), last.format("%m-%d")),
        chinese: format!("{}—{}", month_and_day(first), month_and_day(last)),
    }
}

fn in_chinese(day: NaiveDate) -> String {
    format!("{}年{}", day.year(), month_and_day(day))
}

fn month_and_day(day: NaiveDate) -> String {
    format!("{}月{}日", day.month(), day.day())
}

/// `label: words`
pub(super) fn labelled(label: &Text, words: &str) -> Text {
    let Text { english, chinese } = label;
    text!("{english}: {words}", "{chinese}：{words}")
}

/// `words (more)`
pub(super) fn bracketed(words: &Text, more: &Text) -> Text {
    Text {
        english: format!("{} ({})", words.english, more.english),
        chinese: format!("{}（{}）", words.chinese, more.chinese),
    }
}

/// Words on one line, without letters that no document may hold.
pub(super) fn one_line(words: &str) -> String {
    words.replace(|letter: char| letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}'), " ")
}

/// What each team is called: its city and kind, and its number where a city has several of a kind.
#[derive(Debug)]
pub(super) struct TeamNames<'a> {
    campaign: &'a Campaign,
    alike: BTreeMap<(PlaceId, KindId), Vec<TeamId>>,
}

impl<'a> TeamNames<'a> {
    /// The names of a campaign's teams.
    pub(super) fn of(campaign: &'a Campaign) -> Self {
        let mut alike: BTreeMap<_, Vec<TeamId>> = BTreeMap::new();
        for (position, team) in campaign.teams().iter().enumerate() {
            alike.entry((team.city, team.kind)).or_default().push(TeamId::at(position));
        }
        Self { campaign, alike }
    }

    /// `北京市 county team 2`, `北京市驻县组2`.
    pub(super) fn name(&self, team: TeamId) -> Text {
        let city = &self.campaign.places().place(self.campaign.team(team).city).name;
        let Text { english, chinese } = self.name_in_city(team);
        let parted = if chinese == english { " " } else { "" };
        text!("{city} {english}", "{city}{parted}{chinese}")
    }

    /// The name without the city: `county team 2`, `驻县组2`.
    pub(super) fn name_in_city(&self, team: TeamId) -> Text {
        let Text { english, chinese } = kind(&self.campaign.kind(self.campaign.team(team).kind).name);
        match self.number(team) {
            None => text!("{english}", "{chinese}"),
            Some(number) if chinese == english => Text::plain(format!("{english} {number}")),
            Some(number) => text!("{english} {number}", "{chinese}{number}"),
        }
    }

    /// Its number among those of its kind in its city, if it is not the only one.
    fn number(&self, team: TeamId) -> Option<usize> {
        let alike = self.alike.get(&(self.campaign.team(team).city, self.campaign.team(team).kind))?;
        alike.iter().position(|other| *other == team).filter(|_| alike.len() > 1).map(|position| position + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(span: &str) -> (String, String) {
        let Text { english, chinese } = days(span.parse().unwrap());
        (english, chinese)
    }

    #[test]
    fn a_year_is_said_once() {
        let both = |english: &str, chinese: &str| (english.to_owned(), chinese.to_owned());
        assert_eq!(said("2017-09-15/2017-09-28"), both("2017-09-15 to 2017-09-28", "2017年9月15日至9月28日"));
        assert_eq!(said("2017-12-22/2018-01-04"), both("2017-12-22 to 2018-01-04", "2017年12月22日至2018年1月4日"));
        assert_eq!(said("2017-12-22/2017-12-22"), both("2017-12-22", "2017年12月22日"));
    }

    #[test]
    fn tables_leave_the_year_out() {
        let Text { english, chinese } = short_days("2017-12-22/2018-01-04".parse().unwrap());
        assert_eq!((english.as_str(), chinese.as_str()), ("12-22 – 01-04", "12月22日—1月4日"));
    }

    #[test]
    fn seats_and_kinds_of_ones_own_keep_their_names() {
        assert_eq!((seat("leader").chinese, seat("surgeon").chinese), ("组长".to_owned(), "surgeon".to_owned()));
        assert_eq!((kind("county").chinese, kind("ward").english), ("驻县组".to_owned(), "ward".to_owned()));
    }
}
