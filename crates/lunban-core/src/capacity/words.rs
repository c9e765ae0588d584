//! A shortage in words, and what would mend it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Kept, Shortage, ShortageKind, Used};
use crate::program::Label;
use crate::{KindId, PersonId, Problem, RoleId, Text, text};

/// So many people, teams or rows are named; of the others only how many they are.
const NAMED: usize = 6;

impl ShortageKind {
    /// Its code: stable, for programs, and a section of the documentation.
    pub fn code(self) -> &'static str {
        match self {
            Self::Contradiction => "must-not-fit",
            Self::Seats => "seats-short",
            Self::Waivers => "waivers-needed",
            Self::Minimum => "minimum-short",
        }
    }
}

impl Shortage {
    /// What is short, where, and by how much at least.
    pub fn says(&self, problem: &Problem) -> Text {
        let (needs, missing, able) = (self.needs, self.missing, self.people.len());
        let can = needs - missing;
        let asked = if self.posts.is_empty() { self.rows(problem) } else { self.seats(problem) };
        let Text { english, chinese } = asked;
        let people = if able == 1 { "person" } else { "people" };
        match self.kind {
            ShortageKind::Seats | ShortageKind::Minimum => text!(
                "{english}: {able} {people} could serve there, {can} of {needs} at most: at least {missing} cannot be filled",
                "{chinese}：可任人员{able}名，{needs}中至多可满足{can}，至少{missing}无法满足"
            ),
            ShortageKind::Waivers => text!(
                "{english}: {able} {people} could serve there without a waiver, {can} of {needs} at most: at least {missing} take a waiver",
                "{chinese}：无需豁免的可任人员{able}名，{needs}中至多可满足{can}，至少{missing}须经豁免"
            ),
            ShortageKind::Contradiction => text!(
                "{english}: {needs} must be, and at most {can} can be",
                "{chinese}：须满足{needs}，至多可满足{can}"
            ),
        }
    }

    /// What keeps it from being more: limits that are used up, and rules that keep others out.
    pub fn because(&self, problem: &Problem) -> Vec<Text> {
        let limits = self.limits.iter().filter(|used| used.label.person.is_none()).map(|used| limit(problem, used));
        let duties = self.few_duties();
        let kept = self.kept.iter().map(|kept| {
            let (rule, number, names) = (kept.rule, kept.people.len(), names(problem, &kept.people));
            text!("`{rule}` alone keeps {number} more from it: {names}", "另有{number}人仅因`{rule}`不可任：{names}")
        });
        limits.chain(duties).chain(kept).collect()
    }

    /// What would mend it, each by itself, the cheapest first.
    pub fn hints(&self, problem: &Problem) -> Vec<Text> {
        let missing = self.missing;
        let Text { english, chinese } = self.dates(problem);
        let more = text!("{missing} more who may serve there, free {english}", "{chinese}增加{missing}名可任人员");
        let kept = self.kept.iter().map(|Kept { rule, people }| {
            let (some, number) = (missing.min(i64::try_from(people.len()).unwrap_or(i64::MAX)), people.len());
            text!(
                "`{rule}` lifted for {some} of the {number} whom it alone keeps",
                "对仅受`{rule}`限制的{number}人中{some}人放宽"
            )
        });
        let limits = self.limits.iter().filter(|used| used.label.person.is_none()).map(|used| {
            let Text { english, chinese } = limit(problem, used);
            text!("a higher limit: {english}", "提高上限：{chinese}")
        });
        let duties = self.few_duties().map(|_| {
            text!("a further duty for {missing} of those who have as many as they may", "其中{missing}人再增加一次任务")
        });
        let waive = (self.kind == ShortageKind::Waivers)
            .then(|| text!("the rank of {missing} waived", "豁免{missing}个席位的职级要求"));
        kept.chain(duties).chain(waive).chain([more]).chain(limits).collect()
    }

    /// People who have as many duties as they may, all of them together.
    fn few_duties(&self) -> Option<Text> {
        let is_here = |person: &PersonId| self.people.binary_search(person).is_ok();
        let of_person = self.limits.iter().filter(|used| used.most > 1 || self.is_long());
        let most_of: BTreeMap<PersonId, i64> =
            of_person.filter_map(|used| Some((used.label.person.filter(is_here)?, used.most))).collect();
        let most = most_of.values().max()?;
        let number = most_of.len();
        let plural = if *most == 1 { "duty" } else { "duties" };
        Some(text!("{number} people can have {most} {plural} each at most", "{number}人每人至多{most}次任务"))
    }

    /// Whether it is about several dates.
    fn is_long(&self) -> bool {
        self.posts.len() > 1 && self.asks.iter().filter_map(|ask| ask.slot).collect::<BTreeSet<_>>().len() > 1
    }

    /// `round 4: 28 leader (city)`
    fn seats(&self, problem: &Problem) -> Text {
        let mut seats: BTreeMap<(KindId, RoleId), u32> = BTreeMap::new();
        for post in self.posts.iter().map(|&post| problem.post(post)) {
            *seats.entry((post.kind, post.role)).or_default() += post.seats;
        }
        let campaign = problem.campaign();
        let seat = |(&(kind, role), number): (&(KindId, RoleId), &u32)| {
            format!("{number} {} ({})", campaign.role(kind, role).name, campaign.kind(kind).name)
        };
        let seats = seats.iter().map(seat).collect::<Vec<_>>().join(" + ");
        let Text { english, chinese } = self.dates(problem);
        let (teams, zh) = self.teams(problem);
        text!("{english}: {seats}{teams}", "{chinese}：{seats}{zh}")
    }

    /// The teams, where they are not all of their kinds.
    fn teams(&self, problem: &Problem) -> (String, String) {
        let campaign = problem.campaign();
        let here: BTreeSet<_> = self.posts.iter().map(|&post| problem.post(post).team).collect();
        let kinds: BTreeSet<KindId> = here.iter().map(|&team| campaign.team(team).kind).collect();
        if campaign.teams().iter().filter(|team| kinds.contains(&team.kind)).count() == here.len() {
            return Default::default();
        }
        let list = listed(here.iter().map(|&team| campaign.team(team).id.clone()));
        (format!(" of {list}"), format!("（{list}）"))
    }

    fn dates(&self, problem: &Problem) -> Text {
        let posts = || self.posts.iter().map(|&post| problem.post(post));
        let rounds: BTreeSet<u32> = posts().filter_map(|post| post.round).map(crate::RoundId::number).collect();
        let all = problem.campaign().calendar().ids().len();
        if rounds.is_empty() || rounds.len() == all {
            return text!("in all", "全程");
        }
        let list = rounds.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let plural = if rounds.len() == 1 { "" } else { "s" };
        text!("in round{plural} {list}", "第{list}轮")
    }

    fn rows(&self, problem: &Problem) -> Text {
        let says = |label: &Label| row(problem, label, self.needs);
        let all: Vec<Text> = self.asks.iter().map(says).collect();
        Text {
            english: listed(all.iter().map(|text| text.english.clone())),
            chinese: listed(all.into_iter().map(|text| text.chinese)),
        }
    }
}

fn limit(problem: &Problem, used: &Used) -> Text {
    let Text { english, chinese } = row(problem, &used.label, used.most);
    let able = used.people.len();
    text!("{english} (of {able} who could serve here)", "{chinese}（其中可任{able}名）")
}

/// What a row says; where its rule does not tell, its name.
fn row(problem: &Problem, label: &Label, bound: i64) -> Text {
    let entries = problem.campaign().rules().entries().iter();
    let entry =
        entries.filter(|entry| entry.id() == label.what.0).find_map(|entry| entry.rule().says(problem, label, bound));
    entry.unwrap_or_else(|| Text::plain(format!("{}: {bound}", label.render(problem))))
}

fn names(problem: &Problem, people: &[PersonId]) -> String {
    listed(people.iter().map(|&person| {
        let person = problem.campaign().person(person);
        format!("{} {}", person.id, person.name)
    }))
}

/// The first few, and how many more there are.
fn listed(items: impl ExactSizeIterator<Item = String>) -> String {
    let more = items.len().saturating_sub(NAMED);
    let mut shown: Vec<String> = items.take(NAMED).collect();
    if more > 0 {
        shown.push(format!("… +{more}"));
    }
    shown.join(", ")
}
