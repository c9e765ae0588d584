//! Judges any schedule, whatever made it, without a solver.

use crate::rules::{BROKEN, Mode, RuleEntry};
use crate::{CountId, DateRange, Duty, PersonId, PostId, Problem, RoundId, Schedule, TeamId, Text, UnitId, View};

/// One breach of a hard rule, or what stands behind some units of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule.
    pub rule: &'static str,
    /// The count it adds to; none: a hard rule is broken.
    pub count: Option<CountId>,
    /// How much.
    pub amount: i64,
    /// Whom, when and where it is about.
    pub about: About,
}

/// Whom, when and where a finding is about, and the words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// People.
    pub people: Vec<PersonId>,
    /// The unit.
    pub unit: Option<UnitId>,
    /// The team.
    pub team: Option<TeamId>,
    /// The post.
    pub post: Option<PostId>,
    /// The round.
    pub round: Option<RoundId>,
    /// The dates.
    pub span: Option<DateRange>,
    /// Whether further duties could mend it: something is missing so far, nothing is too much.
    pub is_lack: bool,
    /// In words.
    pub says: Text,
}

impl About {
    /// Only words, yet.
    pub fn new(says: Text) -> Self {
        Self { people: Vec::new(), unit: None, team: None, post: None, round: None, span: None, is_lack: false, says }
    }

    /// About people.
    #[must_use]
    pub fn people(mut self, people: impl IntoIterator<Item = PersonId>) -> Self {
        self.people.extend(people);
        self
    }

    /// About a unit.
    #[must_use]
    pub fn unit(mut self, unit: UnitId) -> Self {
        self.unit = Some(unit);
        self
    }

    /// About dates.
    #[must_use]
    pub fn span(mut self, span: DateRange) -> Self {
        self.span = Some(span);
        self
    }

    /// About something that further duties could bring.
    #[must_use]
    pub fn lack(self) -> Self {
        Self { is_lack: true, ..self }
    }

    /// About a post: its team, round and dates.
    #[must_use]
    pub fn post(mut self, problem: &Problem, post: PostId) -> Self {
        let post = problem.post(post);
        (self.post, self.team, self.round) = (Some(post.id), Some(post.team), post.round);
        self.span = self.span.or(Some(post.span));
        self
    }

    /// Whether it is about a duty: of its people, if it names some, in its post, or else in its team and on its days.
    pub fn speaks_of(&self, problem: &Problem, duty: &Duty) -> bool {
        let post = problem.post(duty.post);
        let names_any = !self.people.is_empty() || self.unit.is_some() || self.post.is_some() || self.team.is_some();
        let is_named = self.people.is_empty() || self.people.contains(&duty.person);
        let is_of_unit = self.unit.is_none_or(|unit| problem.campaign().person(duty.person).unit == unit);
        let is_there =
            self.post.is_none_or(|named| named == duty.post) && self.team.is_none_or(|team| team == post.team);
        names_any && is_named && is_of_unit && is_there && self.span.is_none_or(|span| span.meets(duty.span))
    }
}

/// What an audit found: the value of every count, and each finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Breaches of hard rules, in all.
    pub breaches: i64,
    /// The value of each count, by [`CountId`].
    pub counts: Vec<i64>,
    /// The findings, in the order of rules; empty where only values were asked for.
    pub findings: Vec<Finding>,
}

impl Audit {
    /// Judges a schedule and says what stands behind each number.
    pub fn of(problem: &Problem, schedule: &Schedule) -> Self {
        Self::run(problem, schedule, Told::All)
    }

    /// Judges a schedule, numbers only: the same numbers, sooner.
    pub fn values(problem: &Problem, schedule: &Schedule) -> Self {
        Self::run(problem, schedule, Told::Nothing)
    }

    /// Judges a schedule and says what breaks hard rules, of counts the numbers only: sooner than all, for whoever judges many.
    pub fn with_breaches(problem: &Problem, schedule: &Schedule) -> Self {
        Self::run(problem, schedule, Told::Breaches)
    }

    fn run(problem: &Problem, schedule: &Schedule, told: Told) -> Self {
        let rules = problem.campaign().rules();
        let mut audit = Self { breaches: 0, counts: vec![0; rules.counts().len()], findings: Vec::new() };
        let view = View::new(problem, schedule);
        misfits(&view, &mut audit);
        for entry in rules.entries() {
            entry.rule().audit(&view, &mut Findings { entry, audit: &mut audit, told });
        }
        audit
    }

    /// Whether no hard rule is broken.
    pub fn is_lawful(&self) -> bool {
        self.breaches == 0
    }

    /// The value of each goal level, first to last.
    pub fn levels(&self, problem: &Problem) -> Vec<i64> {
        problem.campaign().goals().levels().iter().map(|level| level.value(&self.counts)).collect()
    }
}

/// What holds whatever the rules: no more people than seats, and duties within the dates of their posts.
fn misfits(view: &View<'_>, audit: &mut Audit) {
    let problem = view.problem();
    let mut breach = |about: About| {
        audit.breaches += 1;
        audit.findings.push(Finding { rule: "schedule", count: None, amount: 1, about });
    };
    for duty in view.duties() {
        if !problem.post(duty.post).span.covers(duty.span) {
            let says = crate::text!("a duty outside the dates of its post", "任务日期超出席位日期");
            breach(About::new(says).people([duty.person]).span(duty.span).post(problem, duty.post));
        }
    }
    for post in problem.posts() {
        let duties = view.of_post(post.id);
        if duties.len() <= post.seats as usize {
            continue;
        }
        let held = |day| duties.iter().filter(|duty| duty.span.holds(day)).count();
        let most = view.changes(post.id).into_iter().map(held).max().unwrap_or(0);
        if most > post.seats as usize {
            let seats = post.seats;
            let says = crate::text!("{most} people in {seats} seats", "{seats}个席位上有{most}人");
            breach(About::new(says).people(duties.iter().map(|duty| duty.person)).post(problem, post.id));
        }
    }
}

/// Where a rule puts what it finds.
#[derive(Debug)]
pub struct Findings<'a> {
    entry: &'a RuleEntry,
    audit: &'a mut Audit,
    told: Told,
}

/// Of what an audit says in words what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    All,
    /// Breaches of hard rules.
    Breaches,
    Nothing,
}

impl Told {
    /// Whether findings of a count, or breaches where there is none, are among it.
    fn holds(self, count: Option<CountId>) -> bool {
        match self {
            Self::All => true,
            Self::Breaches => count.is_none(),
            Self::Nothing => false,
        }
    }
}

impl Findings<'_> {
    /// The rule is broken `amount` times: a breach where it is hard, a unit of `broken` where it is soft.
    pub fn breach(&mut self, amount: i64, about: impl FnOnce() -> About) {
        match self.entry.mode() {
            Mode::Hard => {
                self.audit.breaches += amount;
                self.note(None, amount, about);
            }
            Mode::Soft => self.count(BROKEN, amount, about),
        }
    }

    /// A breach that binds whatever the mode of the rule, as a tie with `!` does.
    pub fn forbidden(&mut self, amount: i64, about: impl FnOnce() -> About) {
        self.audit.breaches += amount;
        self.note(None, amount, about);
    }

    /// Whether the rule binds.
    pub fn is_hard(&self) -> bool {
        self.entry.mode() == Mode::Hard
    }

    /// Adds to a count of the rule, by its position on the rule's page.
    pub fn count(&mut self, local: usize, amount: i64, about: impl FnOnce() -> About) {
        if let Some(count) = self.entry.count(local) {
            self.audit.counts[count.index()] += amount;
            if self.entry.is_hardened() {
                self.audit.breaches += amount;
                self.note(None, amount, about);
            } else {
                self.note(Some(count), amount, about);
            }
        }
    }

    fn note(&mut self, count: Option<CountId>, amount: i64, about: impl FnOnce() -> About) {
        if self.told.holds(count) && amount != 0 {
            self.audit.findings.push(Finding { rule: self.entry.id(), count, amount, about: about() });
        }
    }
}
