//! A shortage in words, and what would mend it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Kept, Shortage, ShortageKind, Used};
use crate::program::Label;
use crate::{Fact, PersonId, PostId, Problem, RuleEntry, Subject, Text, listed, text};

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
    /// The shortage as a fact: what is short, where, by how much at least; what keeps it from being more; and what would mend it.
    pub fn fact(&self, problem: &Problem) -> Fact {
        let about = Subject::of_posts(problem, &self.posts).people(self.people.iter().copied());
        Fact::new(self.kind.code(), about, self.says(problem))
            .number("missing", self.missing)
            .number("needs", self.needs)
            .because(self.because(problem))
            .remedies(self.remedies(problem))
    }

    fn says(&self, problem: &Problem) -> Text {
        let (needs, missing, able) = (self.needs, self.missing, self.people.len());
        let can = needs - missing;
        let asked = if self.posts.is_empty() { self.rows(problem) } else { problem.say_seats(&self.posts) };
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

    /// Limits that are used up, and rules that keep others out.
    fn because(&self, problem: &Problem) -> Vec<Fact> {
        let limits = self.shared_limits().map(|used| used.fact(problem));
        let kept = self.kept.iter().map(|kept| kept.fact(problem));
        limits.chain(self.few_duties()).chain(kept).chain(self.granted(problem).and_then(granted_fact)).collect()
    }

    /// What would mend it, each by itself, the cheapest first; what the campaign makes no exception of is left out.
    fn remedies(&self, problem: &Problem) -> Vec<Fact> {
        let price = |rule: &str| problem.campaign().rules().find(rule).and_then(RuleEntry::exception);
        let lifted = self.kept.iter().map(|kept| kept.remedy(self.missing));
        let raised = self.shared_limits().map(|used| used.remedy(problem));
        let ruled = lifted.chain(self.further_duty()).chain(self.waiver(problem)).chain(raised);
        let mut priced: Vec<(i64, Fact)> =
            ruled.filter_map(|remedy| Some((price(remedy.about.rule?)?, remedy))).collect();
        priced.sort_by_key(|(price, _)| *price);
        priced.into_iter().map(|(_, remedy)| remedy).chain([self.more_people(problem)]).collect()
    }

    /// Limits that are not of one person.
    fn shared_limits(&self) -> impl Iterator<Item = &Used> {
        self.limits.iter().filter(|used| used.label.person.is_none())
    }

    fn more_people(&self, problem: &Problem) -> Fact {
        let missing = self.missing;
        let Text { english, chinese } = problem.say_dates(&self.posts);
        let says = text!("{missing} more who may serve there, free {english}", "{chinese}增加{missing}名可任人员");
        Fact::new("more-people", Subject::default(), says).number("people", missing)
    }

    /// How many of the seats have a waiver granted beforehand, where that is what they take.
    fn granted(&self, problem: &Problem) -> Option<i64> {
        (self.kind == ShortageKind::Waivers).then(|| granted_seats(problem, &self.posts))
    }

    fn waiver(&self, problem: &Problem) -> Option<Fact> {
        let asked = self.missing - self.granted(problem)?;
        let says = text!("the rank of {asked} waived", "豁免{asked}个席位的职级要求");
        let fact = Fact::new("waive-rank", Subject::default().rule("leader-rank"), says).number("seats", asked);
        (asked > 0).then_some(fact)
    }

    fn further_duty(&self) -> Option<Fact> {
        let rule = self.few_duties()?.about.rule?;
        let missing = self.missing;
        let says = text!(
            "a further duty for {missing} of those who have as many as they may",
            "其中{missing}人再增加一次任务"
        );
        Some(Fact::new("further-duty", Subject::default().rule(rule), says).number("people", missing))
    }

    /// People who have as many duties as they may, all of them together.
    fn few_duties(&self) -> Option<Fact> {
        let is_here = |person: &PersonId| self.people.binary_search(person).is_ok();
        let used_up = || self.limits.iter().filter(|used| used.most > 1 || self.is_long());
        let most_of: BTreeMap<PersonId, i64> =
            used_up().filter_map(|used| Some((used.label.person.filter(is_here)?, used.most))).collect();
        let most = *most_of.values().max()?;
        let rule = used_up().find(|used| used.most == most).map(|used| used.label.what.0)?;
        let number = most_of.len();
        let plural = if most == 1 { "duty" } else { "duties" };
        let says = text!("{number} people can have {most} {plural} each at most", "{number}人每人至多{most}次任务");
        let about = Subject::default().rule(rule).people(most_of.into_keys());
        Some(Fact::new("duties-used-up", about, says).number("most", most))
    }

    /// Whether it is about several dates.
    fn is_long(&self) -> bool {
        self.posts.len() > 1 && self.asks.iter().filter_map(|ask| ask.slot).collect::<BTreeSet<_>>().len() > 1
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

impl Used {
    fn words(&self, problem: &Problem) -> Text {
        let Text { english, chinese } = row(problem, &self.label, self.most);
        let able = self.people.len();
        text!("{english} (of {able} who could serve here)", "{chinese}（其中可任{able}名）")
    }

    fn about(&self) -> Subject {
        Subject::default().rule(self.label.what.0).units(self.label.unit)
    }

    fn fact(&self, problem: &Problem) -> Fact {
        let about = self.about().people(self.people.iter().copied());
        Fact::new("limit-used-up", about, self.words(problem)).number("most", self.most)
    }

    fn remedy(&self, problem: &Problem) -> Fact {
        let Text { english, chinese } = self.words(problem);
        Fact::new("raise-limit", self.about(), text!("a higher limit: {english}", "提高上限：{chinese}"))
    }
}

impl Kept {
    fn about(&self) -> Subject {
        Subject::default().rule(self.rule).people(self.people.iter().copied())
    }

    fn fact(&self, problem: &Problem) -> Fact {
        let (rule, number, names) = (self.rule, self.people.len(), problem.campaign().names(&self.people));
        let says =
            text!("`{rule}` alone keeps {number} more from it: {names}", "另有{number}人仅因`{rule}`不可任：{names}");
        Fact::new("kept-away", self.about(), says)
    }

    fn remedy(&self, missing: i64) -> Fact {
        let (rule, number) = (self.rule, self.people.len());
        let some = missing.min(i64::try_from(number).unwrap_or(i64::MAX));
        let says = text!(
            "`{rule}` lifted for {some} of the {number} whom it alone keeps",
            "对仅受`{rule}`限制的{number}人中{some}人放宽"
        );
        Fact::new("lift-rule", self.about(), says).number("people", some)
    }
}

/// How many seats of some posts have a waiver granted beforehand.
fn granted_seats(problem: &Problem, posts: &[PostId]) -> i64 {
    let granted =
        posts.iter().map(|&post| problem.post(post)).filter(|post| problem.campaign().waiver_for(post).is_some());
    granted.map(|post| i64::from(post.seats)).sum()
}

/// That so many seats have a waiver granted beforehand; nothing where none has.
fn granted_fact(seats: i64) -> Option<Fact> {
    let says = text!("waivers of {seats} of these seats are granted already", "其中{seats}席已获豁免");
    let fact = Fact::new("granted", Subject::default().rule("leader-rank"), says).number("seats", seats);
    (seats > 0).then_some(fact)
}

/// That some of the seats of posts have a waiver granted beforehand, where some have.
pub fn granted(problem: &Problem, posts: &[PostId]) -> Option<Fact> {
    granted_fact(granted_seats(problem, posts))
}

/// What a row says; where its rule does not tell, its name.
fn row(problem: &Problem, label: &Label, bound: i64) -> Text {
    let entries = problem.campaign().rules().entries().iter();
    let entry =
        entries.filter(|entry| entry.id() == label.what.0).find_map(|entry| entry.rule().says(problem, label, bound));
    entry.unwrap_or_else(|| Text::plain(format!("{}: {bound}", label.render(problem))))
}
