//! Duties to keep: a schedule as locks of its campaign, so that a plan fills the rest.

use lunban_core::{
    Audit, Campaign, Duty, Fault, Finding, LockDraft, LockMode, Mode, Problem, Registry, RoundId, Spot, Table, Text,
    text,
};

use crate::{LocatedFault, Location, Origin, ReadFaults, ReadSchedule};

/// The campaign of a problem with every duty of a schedule locked: a plan of it holds them all. `file` is what faults call the schedule
/// where it has no places of its own.
///
/// # Errors
/// If the duties break a hard rule that no further duty mends, go against a lock of the campaign, or cannot be locked: every fault
/// at once, at the row or cell of a duty.
///
/// ```
/// use lunban_core::Problem;
/// use lunban_files::{keep, read_campaign, read_schedule_table};
///
/// let read = read_campaign("../../data/tiny".as_ref()).unwrap();
/// let problem = Problem::new(read.campaign);
/// let table = "round,team,seat,person\n2,140300-1,leader,U31-0004\n".as_bytes().to_vec();
/// let kept = read_schedule_table(&problem, table, "kept.csv", None).unwrap();
/// let campaign = keep(&problem, &kept, "kept.csv", Some(&read.origin)).unwrap();
/// assert_eq!(campaign.locks().len(), problem.campaign().locks().len() + 1);
/// ```
pub fn keep(
    problem: &Problem,
    kept: &ReadSchedule,
    file: &str,
    origin: Option<&Origin>,
) -> Result<Campaign, ReadFaults> {
    Keeping { problem, kept, file, origin }.campaign()
}

struct Keeping<'k> {
    problem: &'k Problem,
    kept: &'k ReadSchedule,
    file: &'k str,
    origin: Option<&'k Origin>,
}

impl Keeping<'_> {
    fn campaign(&self) -> Result<Campaign, ReadFaults> {
        let audit = Audit::of(self.problem, &self.kept.schedule);
        let broken = audit.findings.iter().filter(|finding| finding.count.is_none() && !finding.about.is_lack);
        let broken = broken.map(|finding| self.broken(finding));
        let faults: Vec<LocatedFault> = self.bent().into_iter().chain(self.parts()).chain(broken).collect();
        if !faults.is_empty() {
            return Err(ReadFaults(sorted(faults)));
        }
        let locks = self.duties().iter().map(|duty| self.lock(duty)).collect();
        let locked = self.problem.campaign().with_locks(locks, &Registry::standard());
        locked.map_err(|faults| ReadFaults(sorted(faults.0.iter().map(|fault| self.against_lock(fault)).collect())))
    }

    fn duties(&self) -> &[Duty] {
        self.kept.schedule.duties()
    }

    fn place(&self, duty: &Duty) -> Location {
        self.kept.places.get(duty).cloned().unwrap_or_else(|| Location::file(self.file))
    }

    fn lock(&self, duty: &Duty) -> LockDraft {
        let (campaign, post) = (self.problem.campaign(), self.problem.post(duty.post));
        LockDraft {
            person: campaign.person(duty.person).id.clone(),
            round: post.round.map(RoundId::number),
            team: Some(campaign.team(post.team).id.clone()),
            seat: Some(campaign.role(post.kind, post.role).name.clone()),
            mode: LockMode::Must,
        }
    }

    /// The fault of a campaign whose locks do not bind.
    fn bent(&self) -> Option<LocatedFault> {
        let mode = self.problem.campaign().rules().find("locks").map(lunban_core::RuleEntry::mode);
        let value = match mode {
            Some(Mode::Hard) => return None,
            Some(Mode::Soft) => "soft",
            None => "off",
        };
        let spot = Spot::setting(["rules", "locks", "mode"]);
        let place = self.origin.map_or_else(|| Location::file("campaign.toml"), |origin| origin.locate(&spot));
        let expected = text!("hard: duties are kept by locks", "须为hard：保留任务须靠锁定");
        Some(LocatedFault::error("locks-not-hard", place, value, expected))
    }

    /// Duties on a part of the days of their posts: nothing else could be planned around them.
    fn parts(&self) -> impl Iterator<Item = LocatedFault> {
        let span = |duty: &Duty| self.problem.post(duty.post).span;
        self.duties().iter().filter(move |duty| duty.span != span(duty)).map(move |duty| {
            let (days, whole) = (duty.span, span(duty));
            let expected = text!(
                "a duty on all days of its seat, {whole}; one on some of them, {days}, is not kept",
                "须为席位全部日期{whole}的任务；仅部分日期{days}的任务不能保留"
            );
            let maybe = text!("clear its dates, or let it be filled anew", "清空其日期，或清空该处由程序重排");
            LocatedFault::error("part-not-kept", self.place(duty), self.described(duty), expected).maybe(maybe)
        })
    }

    /// The fault of duties that break a hard rule, at the first of them; the last is named too.
    fn broken(&self, finding: &Finding) -> LocatedFault {
        let mut duties = self.duties().iter().filter(|duty| finding.about.speaks_of(self.problem, duty));
        let (first, last) = (duties.next(), duties.next_back());
        let place = |duty: Option<&Duty>| duty.map_or_else(|| Location::file(self.file), |duty| self.place(duty));
        let (rule, Text { english, chinese }) = (finding.rule, &finding.about.says);
        let expected = text!(
            "duties to keep that obey the hard rules; here `{rule}` is broken: {english}",
            "须保留的任务不得违反硬规则；此处违反`{rule}`：{chinese}"
        );
        let value = first.map(|duty| self.described(duty)).unwrap_or_default();
        let maybe = text!("clear it, and it is filled anew", "清空该处，由程序重排");
        let fault = LocatedFault::error("kept-against-rule", place(first), value, expected).maybe(maybe);
        if last.is_some() { fault.also(place(last)) } else { fault }
    }

    /// A fault of locks, with the places of kept duties in the schedule and those of other locks in their table.
    fn against_lock(&self, fault: &Fault) -> LocatedFault {
        let first = self.problem.campaign().rows_of_locks();
        let place = |spot: &Spot| match (spot, self.origin) {
            (Spot::Cell { table: Table::Locks, row, .. }, _) if *row >= first => {
                self.place(&self.duties()[row - first])
            }
            (spot, Some(origin)) => origin.locate(spot),
            (spot, None) => Location::file(spot.to_string()),
        };
        let located = LocatedFault::error(fault.code, place(&fault.spot), &fault.value, fault.expected.clone());
        let located = located.maybe(fault.maybe.clone());
        fault.also.iter().fold(located, |located, also| located.also(place(also)))
    }

    /// `P0123 张三, r3, 140300-1 leader`
    fn described(&self, duty: &Duty) -> String {
        let (campaign, post) = (self.problem.campaign(), self.problem.post(duty.post));
        let (person, team) = (campaign.person(duty.person), &campaign.team(post.team).id);
        let round = post.round.map(|round| format!("r{}, ", round.number())).unwrap_or_default();
        format!("{} {}, {round}{team} {}", person.id, person.name, campaign.role(post.kind, post.role).name)
    }
}

fn sorted(mut faults: Vec<LocatedFault>) -> Vec<LocatedFault> {
    faults.sort_by(|a, b| (&a.location, a.code, &a.value).cmp(&(&b.location, b.code, &b.value)));
    faults
}
