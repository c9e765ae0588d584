//! A campaign of a few people, two cities of one province and one of another.

use crate::{
    Audit, CalendarDraft, Campaign, Draft, Finding, KindDraft, PlaceDraft, Problem, PublishedDraft, RanksDraft,
    Registry, Schedule, SeatsDraft, UnitDraft,
};

use super::{agreement, shown, words};

/// Two rounds of 14 days from 2017-09-01 on; ranks staff, division, bureau; kinds of team city and county, a leader and members,
/// that draw on direct units; units A and B, which are direct, and C, which is local. Only the rules named are on.
#[derive(Clone, Debug)]
pub(crate) struct Tiny {
    draft: Draft,
}

impl Tiny {
    /// A tiny campaign without teams and people, and with no rule on.
    pub(crate) fn new() -> Self {
        let off = || toml::toml! { mode = "off" };
        let registry = Registry::standard();
        let rules = registry.pages().filter(|page| page.always).map(|page| (page.id.to_owned(), off()));
        Self {
            draft: Draft {
                name: "tiny".to_owned(),
                calendar: CalendarDraft { start: words::day("2017-09-01"), rounds: 2, ..CalendarDraft::default() },
                ranks: RanksDraft { order: words::list("staff division bureau"), ..RanksDraft::default() },
                kinds: vec![kind("city"), kind("county")],
                rules: rules.collect(),
                places: places(),
                units: vec![unit("A", "direct"), unit("B", "direct"), unit("C", "local")],
                ..Draft::default()
            },
        }
    }

    /// So many rounds, each sharing so many days with the one before.
    pub(crate) fn rounds(mut self, rounds: u32, overlap_days: u32) -> Self {
        (self.draft.calendar.rounds, self.draft.calendar.overlap_days) = (rounds, overlap_days);
        self
    }

    /// A person: id, unit and rank, then tags and `key=value`, such as `P1 A bureau experienced home=130100 away=2`.
    pub(crate) fn person(mut self, line: &str) -> Self {
        self.draft.people.push(words::person(line));
        self
    }

    /// People, one for each text.
    pub(crate) fn people<const N: usize>(self, lines: [&str; N]) -> Self {
        lines.into_iter().fold(self, Self::person)
    }

    /// A team: id, city, kind and size, then perhaps dates of its own: `T1 130100 city 3`.
    pub(crate) fn team(mut self, line: &str) -> Self {
        self.draft.teams.push(words::team(line));
        self
    }

    /// A rule with its settings, as a campaign file writes them.
    pub(crate) fn rule(mut self, id: &str, settings: &str) -> Self {
        let table = settings.parse().unwrap_or_else(|fault| panic!("settings of {id}: {fault}"));
        self.draft.rules.insert(id.to_owned(), table);
        self
    }

    /// A lock: person, then round, team and role as far as they matter, then the mode: `P1 r1 T1 leader must`.
    pub(crate) fn lock(mut self, line: &str) -> Self {
        self.draft.locks.push(words::lock(line));
        self
    }

    /// What people know as of a day: duties as [`Tiny::schedule`] has them.
    pub(crate) fn published(mut self, as_of: &str, duties: &str) -> Self {
        let duties = duties.split(';').map(|duty| words::standing(&self.problem(), duty)).collect();
        self.draft.published = Some(PublishedDraft { as_of: words::day(as_of), duties });
        self
    }

    /// Any other change of the draft.
    pub(crate) fn change(mut self, change: impl FnOnce(&mut Draft)) -> Self {
        change(&mut self.draft);
        self
    }

    /// What was written so far.
    pub(crate) fn draft(&self) -> Draft {
        self.draft.clone()
    }

    /// The campaign, which has no fault.
    pub(crate) fn campaign(&self) -> Campaign {
        Campaign::build(self.draft()).unwrap_or_else(|faults| panic!("the tiny campaign is at fault: {faults}"))
    }

    /// The problem of the campaign.
    pub(crate) fn problem(&self) -> Problem {
        Problem::new(self.campaign())
    }

    /// The faults of the campaign: code, place, value and advice of each.
    pub(crate) fn faults(&self) -> Vec<String> {
        match Campaign::build(self.draft()) {
            Ok(campaign) => campaign.warnings().iter().map(shown::fault).collect(),
            Err(faults) => faults.0.iter().map(shown::fault).collect(),
        }
    }

    /// The schedule in words: duties separated by `;`, each round, team, role, person and perhaps dates: `r1 T1 leader P1`.
    pub(crate) fn schedule(problem: &Problem, duties: &str) -> Schedule {
        let duties = duties.split(';').map(str::trim).filter(|duty| !duty.is_empty());
        Schedule::new(duties.map(|duty| words::duty(problem, duty)).collect())
    }

    /// What the audit finds in a schedule, one line a finding; the same without words comes to the same numbers.
    pub(crate) fn finds(&self, duties: &str) -> Vec<String> {
        let problem = self.problem();
        let schedule = Self::schedule(&problem, duties);
        let (audit, values) = (Audit::of(&problem, &schedule), Audit::values(&problem, &schedule));
        assert_eq!((audit.breaches, &audit.counts), (values.breaches, &values.counts));
        assert_eq!(amount(&audit, |finding| finding.count.is_none()), audit.breaches);
        let breaches: Vec<Finding> = audit.findings.iter().filter(|found| found.count.is_none()).cloned().collect();
        assert_eq!(Audit::with_breaches(&problem, &schedule), Audit { findings: breaches, ..audit.clone() });
        audit.findings.iter().map(|found| shown::finding(&problem, found)).collect()
    }

    /// Why a person may never hold a post, by rule: `rest: 3 days off`.
    pub(crate) fn bars(&self, person: &str, post: &str) -> Vec<String> {
        let problem = self.problem();
        let person = words::known_person(&problem, person);
        let bars = problem.bars(person, words::post(&problem, post));
        bars.iter().map(|(entry, bar)| format!("{}: {}", entry.id(), bar.says)).collect()
    }

    /// What a duty adds to a count by itself.
    pub(crate) fn price(&self, count: &str, person: &str, post: &str) -> i64 {
        let problem = self.problem();
        let count = problem.campaign().rules().find_count(count).unwrap_or_else(|| panic!("no count {count}"));
        problem.price(count, words::known_person(&problem, person), words::post(&problem, post))
    }

    /// Why one person may not hold both posts, by rule.
    pub(crate) fn clash(&self, first: &str, second: &str) -> Vec<String> {
        let problem = self.problem();
        let posts = [first, second].map(|post| *problem.post(words::post(&problem, post)));
        let entries = problem.campaign().rules().entries().iter();
        let clash = entries.filter_map(|entry| Some((entry.id(), entry.rule().clashes(&posts[0], &posts[1])?)));
        clash.map(|(id, bar)| format!("{id}: {}", bar.says)).collect()
    }

    /// What rules single out for a person in a pooled program: cities by code, posts in words.
    pub(crate) fn singled_out(&self, person: &str) -> Vec<String> {
        let problem = self.problem();
        let person = words::known_person(&problem, person);
        let entries = problem.campaign().rules().entries().iter();
        let singles = entries.flat_map(|entry| entry.rule().singles_out(&problem, person));
        singles.map(|single| shown::single(&problem, single)).collect()
    }

    /// The rows that a rule states over the whole problem, as `label: terms <= bound`.
    pub(crate) fn rows(&self, rule: &str) -> Vec<String> {
        shown::rows(&self.problem(), rule)
    }

    /// Holds the statement of all rules against their audit, on schedules drawn at random.
    pub(crate) fn agrees(&self) {
        agreement::hold(&self.problem());
    }

    /// The same in both modes of one rule.
    pub(crate) fn agrees_in_both_modes(&self, rule: &str) {
        for mode in ["hard", "soft"] {
            let mode = mode.to_owned();
            let set = |draft: &mut Draft| {
                draft.rules.entry(rule.to_owned()).or_default().insert("mode".to_owned(), mode.into());
            };
            self.clone().change(set).agrees();
        }
    }
}

fn amount(audit: &Audit, which: impl Fn(&Finding) -> bool) -> i64 {
    audit.findings.iter().filter(|finding| which(finding)).map(|finding| finding.amount).sum()
}

fn kind(name: &str) -> KindDraft {
    let seats = vec![("leader".to_owned(), SeatsDraft::Fixed(1)), ("member".to_owned(), SeatsDraft::Rest)];
    KindDraft { name: name.to_owned(), seats, from: words::list("direct") }
}

fn unit(id: &str, kind: &str) -> UnitDraft {
    let (unit, name) = (id.to_owned(), format!("Unit {id}"));
    UnitDraft { unit, name, kind: kind.to_owned(), base: "110100".to_owned(), ..UnitDraft::default() }
}

/// A province with a city of the same name, and one with two cities; a county name that two cities share.
fn places() -> Vec<PlaceDraft> {
    let place = |(code, name, level, parent): (&str, &str, &str, &str)| PlaceDraft {
        code: code.to_owned(),
        name: name.to_owned(),
        level: level.to_owned(),
        parent: parent.to_owned(),
        ..PlaceDraft::default()
    };
    [
        ("110000", "north", "province", ""),
        ("110100", "north", "city", "110000"),
        ("110101", "bridge", "county", "110100"),
        ("130000", "south", "province", ""),
        ("130100", "upper", "city", "130000"),
        ("130102", "bridge", "county", "130100"),
        ("130200", "lower", "city", "130000"),
        ("130202", "mill", "county", "130200"),
    ]
    .map(place)
    .to_vec()
}

impl Tiny {
    /// A campaign in which most rules have something to say: three teams, three rounds, five people.
    pub(crate) fn busy() -> Self {
        Self::new().rounds(3, 0).team("T1 130100 city 2").team("T2 130200 county 2").team("T3 110100 county 1").people(
            [
                "P1 A bureau experienced home=130100 away=2",
                "P2 A division commended home=mill prefer=r1 avoid=upper",
                "P3 A staff experienced away=2017-09-20/2017-09-22 prefer=south",
                "P4 B division avoid=r2",
                "P5 C staff home=south",
            ],
        )
    }
}
