//! `reporters.csv`, and when reports are due: `reporting/team-<team>.ics` and `reporting/office.ics`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDateTime, NaiveTime, TimeDelta};
use icalendar::{Calendar, Component, EventLike};
use lunban_core::logistics::{Reporter, ReportingDraft};
use lunban_core::rules::Phrase;
use lunban_core::{DateRange, Language, TeamId, Text, text};

use super::Deployment;
use crate::campaign::sha256;
use crate::folder::file_names;
use crate::out::calendar::folded;
use crate::out::called::{TeamNames, one_line};
use crate::out::cells::{csv, titles, words};

const COLUMNS: [Phrase; 8] = [
    Phrase::new("round", "轮次"),
    Phrase::new("start", "开始"),
    Phrase::new("end", "结束"),
    Phrase::new("team", "组"),
    Phrase::new("city", "城市"),
    Phrase::new("reporter", "报送员编号"),
    Phrase::new("reporter_name", "报送员"),
    Phrase::new("reporter_phone", "报送员电话"),
];

/// A report takes so many minutes before it is due.
const MINUTES: i64 = 30;

pub(super) fn write(
    of: &Deployment<'_>,
    draft: &ReportingDraft,
    reporters: &[Reporter],
    language: Language,
) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::from([(PathBuf::from("reporters.csv"), table(of, reporters, language))]);
    let writer = Writer { of, draft, names: TeamNames::of(of.campaign()), language };
    files.insert(PathBuf::from("reporting/office.ics"), writer.office());
    let mut teams: BTreeMap<&str, Vec<&Reporter>> = BTreeMap::new();
    for reporter in reporters {
        teams.entry(&of.campaign().team(reporter.team).id).or_default().push(reporter);
    }
    let names = file_names(teams.keys().copied());
    files.extend(
        names
            .into_iter()
            .zip(teams.values())
            .map(|(name, reporters)| (Path::new("reporting").join(format!("team-{name}.ics")), writer.team(reporters))),
    );
    files
}

fn table(of: &Deployment<'_>, reporters: &[Reporter], language: Language) -> Vec<u8> {
    let campaign = of.campaign();
    let row = |reporter: &Reporter| {
        let (team, span) = (campaign.team(reporter.team), reporter.span);
        let [id, name, phone] = reporter.person.map_or([""; 3], |person| of.called(person));
        let city = &campaign.places().place(team.city).name;
        let (start, end) = (span.first().to_string(), span.last().to_string());
        let round = reporter.round.map(|round| round.number().to_string()).unwrap_or_default();
        words([&round, &start, &end, &team.id, city, id, name, phone])
    };
    csv(std::iter::once(titles(&COLUMNS, language)).chain(reporters.iter().map(row)))
}

struct Writer<'a> {
    of: &'a Deployment<'a>,
    draft: &'a ReportingDraft,
    names: TeamNames<'a>,
    language: Language,
}

impl Writer<'_> {
    /// Daily reports, round by round with their reporter; a coordinating team's weekly reports too.
    fn team(&self, reporters: &[&Reporter]) -> Vec<u8> {
        let campaign = self.of.campaign();
        let team = reporters[0].team;
        let name = self.names.name(team);
        let mut calendar = self.calendar(&name);
        for reporter in reporters {
            let span = reporter.span;
            let number = reporter.round.map(|round| round.number().to_string());
            let round = number.unwrap_or_else(|| span.first().to_string());
            let who = reporter
                .person
                .map(|person| self.of.called(person))
                .map_or_else(String::new, |[id, name, _]| format!("{name} {id}"));
            let who = who.trim();
            let Text { english, chinese } = &name;
            let summary = text!("daily report, {english}: {who}", "每日报送，{chinese}：{who}");
            let details = text!(
                "To the office; and to the local government, signed by the team's leader.",
                "向办公室报送；同时经组长签字后向当地人民政府反馈。"
            );
            let key = [campaign.team(team).id.as_str(), "daily", &round];
            calendar.push(self.event(&key, &summary, &details, span, &format!("FREQ=DAILY;COUNT={}", span.days())));
        }
        if campaign.kind(campaign.team(team).kind).name == self.draft.coordinator {
            let Text { english, chinese } = &name;
            let summary = text!("weekly report, {english}", "每周报送，{chinese}");
            let details = text!(
                "To the office: what all teams of the city found, how it was dealt with, and what works well there.",
                "向办公室报送：综述全市各组发现的问题、处理情况和好做法。"
            );
            calendar.extend(self.weekly(&[&campaign.team(team).id, "weekly"], &summary, &details));
        }
        folded(&calendar.to_string()).into_bytes()
    }

    fn office(&self) -> Vec<u8> {
        let mut calendar = self.calendar(&text!("office", "巡查协调办公室"));
        let (teams, weekly) = (self.counted(|_| true), self.counted(|team| self.coordinates(team)));
        let daily = text!("daily reports of {teams} teams are due", "{teams}组每日报送截止");
        let nothing = Text::plain("");
        let span = self.of.campaign().span();
        calendar.push(self.event(
            &["office", "daily"],
            &daily,
            &nothing,
            span,
            &format!("FREQ=DAILY;COUNT={}", span.days()),
        ));
        let digest = text!("weekly digest; {weekly} city teams report", "每周汇总；{weekly}个驻市组报送");
        let details = text!("Digests what teams report, with proposals.", "汇总分析各组上报情况，提出处理意见和建议。");
        calendar.extend(self.weekly(&["office", "weekly"], &digest, &details));
        folded(&calendar.to_string()).into_bytes()
    }

    fn coordinates(&self, team: TeamId) -> bool {
        let campaign = self.of.campaign();
        campaign.kind(campaign.team(team).kind).name == self.draft.coordinator
    }

    fn counted(&self, is_meant: impl Fn(TeamId) -> bool) -> usize {
        let teams = (0..self.of.campaign().teams().len()).map(TeamId::at);
        teams.filter(|&team| self.of.campaign().team(team).dates.is_none() && is_meant(team)).count()
    }

    /// On the weekday of the campaign from its first such day to its last.
    fn weekly(&self, key: &[&str], summary: &Text, details: &Text) -> Option<icalendar::Event> {
        let span = self.of.campaign().span();
        let first = span.iter().find(|day| day.weekday() == self.draft.weekly_on)?;
        let weeks = (span.last() - first).num_days() / 7 + 1;
        let span = DateRange::new(first, span.last())?;
        Some(self.event(key, summary, details, span, &format!("FREQ=WEEKLY;COUNT={weeks}")))
    }

    fn event(&self, key: &[&str], summary: &Text, details: &Text, span: DateRange, rule: &str) -> icalendar::Event {
        let campaign = self.of.campaign();
        let year = campaign.span().first().year().to_string();
        let about = [&[campaign.name(), &year, "report"], key].concat();
        let mut event = icalendar::Event::with_uid(&format!("{}@lunban", &sha256(about.join("\0").as_bytes())[..32]));
        let due: NaiveDateTime = span.first().and_time(self.draft.daily_by);
        let begin = due.checked_sub_signed(TimeDelta::minutes(MINUTES)).unwrap_or(due);
        event.timestamp(campaign.span().first().and_time(NaiveTime::MIN).and_utc());
        // Hours of the place, whatever the clock of whoever looks.
        event.starts(begin).ends(due);
        event.summary(&one_line(summary.to(self.language)));
        if !details.to(self.language).is_empty() {
            event.description(details.to(self.language));
        }
        event.add_property("RRULE", rule);
        event.done()
    }

    fn calendar(&self, of: &Text) -> Calendar {
        let name = self.of.campaign().name();
        let Text { english, chinese } = of;
        let title = one_line(text!("Reports, {english}: {name}", "报送，{chinese}：{name}").to(self.language));
        let mut calendar = Calendar::empty();
        calendar.append_property(("VERSION", "2.0"));
        calendar.append_property(("PRODID", "-//lunban//lunban//EN"));
        calendar.append_property(("CALSCALE", "GREGORIAN"));
        calendar.append_property(("X-WR-CALNAME", title.as_str()));
        calendar
    }
}
