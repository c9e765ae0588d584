//! Why somebody serves in a post, or does not.

use std::collections::BTreeSet;

use lunban_core::{Audit, Fact, LockMode, PersonId, PostId, Problem, RoundId, Schedule, Subject, Text, text};

use super::locked::{Locked, locked, nearest};
use super::variant::{Variants, Want};
use crate::options::Options;
use crate::plan::PlanError;
use crate::road::Work;

/// Why a person serves in a post: what the best schedule without it costs. Why not: which rules bar it, or what the best schedule with it costs,
/// level by level.
///
/// Costs are those of a schedule that exchanges found from this one on, or else of the best in which only those move who stand in the way: it may cost
/// less, never more. Small campaigns are planned anew with the duty locked, so that the cost is proven to be the least, or that there is no such schedule.
///
/// # Errors
/// If this build has no backend.
pub fn duty(
    problem: &Problem,
    schedule: &Schedule,
    person: PersonId,
    post: PostId,
    options: &Options,
) -> Result<Fact, PlanError> {
    let asked = Duty { problem, schedule, person, post };
    let is_there = schedule.duties().iter().any(|duty| (duty.person, duty.post) == (person, post));
    let bars = problem.bars(person, post);
    if !is_there && !bars.is_empty() {
        let bars = bars.into_iter().map(|(entry, bar)| {
            let (rule, Text { english, chinese }) = (entry.id(), bar.says);
            let about = Subject::default().rule(rule).people([person]);
            Fact::new("bar", about, text!("`{rule}`: {english}", "`{rule}`：{chinese}"))
        });
        return Ok(asked.fact("barred", text!("may not serve", "不可任")).because(bars));
    }
    let work = Work::new(problem, options)?;
    let want = if is_there { Want::NotThere } else { Want::There };
    let near = Variants::new(&work, schedule).with(person, post, want);
    let lock = (person, post, if is_there { LockMode::Never } else { LockMode::Must });
    if work.is_large(options) {
        return Ok(match near {
            Some(near) => asked.compared(is_there, Some((near, false))),
            None => asked.told(is_there, None, nearest(problem, schedule, lock, options)?),
        });
    }
    let found = locked(problem, lock, options)?;
    Ok(asked.told(is_there, near, found))
}

struct Duty<'a> {
    problem: &'a Problem,
    schedule: &'a Schedule,
    person: PersonId,
    post: PostId,
}

impl Duty<'_> {
    /// `P1 Ann, round 3, team T1, leader: …`
    fn fact(&self, code: &'static str, says: Text) -> Fact {
        let person = self.problem.campaign().names(&[self.person]);
        let Text { english, chinese } = seat(self.problem, self.post);
        let (says, zh) = (says.english, says.chinese);
        let about = Subject::of_posts(self.problem, &[self.post]).people([self.person]);
        Fact::new(code, about, text!("{person}, {english}: {says}", "{person}，{chinese}：{zh}"))
    }

    /// What is known of schedules with the duty, or without it, beside one that exchanges found.
    fn told(&self, is_there: bool, near: Option<Schedule>, found: Locked) -> Fact {
        match found {
            Locked::Found { schedule, is_best } => self.compared(is_there, Some(self.nearest(near, schedule, is_best))),
            Locked::Impossible(because) => self.impossible(is_there).because(because),
            Locked::Refused(Text { english, chinese }) => self.fact("barred", text!("expected {english}", "{chinese}")),
            Locked::Unclear => self.compared(is_there, near.map(|schedule| (schedule, false))),
        }
    }

    /// The nearer of two schedules where it is as good.
    fn nearest(&self, near: Option<Schedule>, best: Schedule, is_best: bool) -> (Schedule, bool) {
        let levels = |schedule: &Schedule| Audit::values(self.problem, schedule).levels(self.problem);
        match near {
            Some(near) if levels(&near) <= levels(&best) => (near, is_best),
            _ => (best, is_best),
        }
    }

    fn impossible(&self, is_there: bool) -> Fact {
        let says = if is_there {
            text!("no schedule is without it: proven", "已证明：没有不含此任务的方案")
        } else {
            text!(
                "nothing bars it by itself, but no schedule has it: proven",
                "无规则单独禁止，但已证明没有含此任务的方案"
            )
        };
        self.fact("impossible", says)
    }

    /// What another schedule costs, and whether it is proven that none costs less.
    fn compared(&self, is_there: bool, variant: Option<(Schedule, bool)>) -> Fact {
        let Some((variant, is_best)) = variant else {
            let says = if is_there {
                text!("no schedule near this one was found without it", "未在此方案附近找到不含此任务的方案")
            } else {
                text!(
                    "nothing bars it by itself, but no schedule near this one was found with it",
                    "无规则单独禁止，但未在此方案附近找到含此任务的方案"
                )
            };
            let maybe = text!(
                "a row in `locks.csv`, and all planned anew: then it is so, or what forbids it is told",
                "在`locks.csv`中写一行后重新编排：或可实现，或说明为何不可"
            );
            return self.fact("no-variant", says).remedies([Fact::new("lock-it", Subject::default(), maybe)]);
        };
        let costs = costs(self.problem, self.schedule, &variant);
        let code = if is_there { "without" } else { "with" };
        let says = match (is_there, costs.is_empty(), is_best) {
            (true, true, _) => text!("a schedule without it is as good", "不含此任务的方案同样好"),
            (true, false, true) => text!("the best schedule without it", "不含此任务的最佳方案"),
            (true, false, false) => text!("the best schedule found without it", "所找到的不含此任务的最佳方案"),
            (false, true, _) => text!("a schedule with it is as good", "含此任务的方案同样好"),
            (false, false, true) => text!("the best schedule with it", "含此任务的最佳方案"),
            (false, false, false) => text!("the best schedule found with it", "所找到的含此任务的最佳方案"),
        };
        let moves = moves(self.problem, self.schedule, &variant);
        self.fact(code, says).number("proven", i64::from(is_best)).because(costs).because(moves)
    }
}

fn seat(problem: &Problem, post: PostId) -> Text {
    let (campaign, post) = (problem.campaign(), problem.post(post));
    let (team, role) = (&campaign.team(post.team).id, &campaign.role(post.kind, post.role).name);
    match post.round.map(RoundId::number) {
        Some(round) => text!("round {round}, team {team}, {role}", "第{round}轮{team}组{role}"),
        None => text!("team {team}, {role}", "{team}组{role}"),
    }
}

/// Levels on which two schedules differ.
pub(super) fn costs(problem: &Problem, before: &Schedule, after: &Schedule) -> Vec<Fact> {
    let levels = |schedule| Audit::values(problem, schedule).levels(problem);
    differences(problem, &levels(before), &levels(after))
}

pub(super) fn differences(problem: &Problem, before: &[i64], after: &[i64]) -> Vec<Fact> {
    let (goals, rules) = (problem.campaign().goals().levels(), problem.campaign().rules());
    let pairs = before.iter().zip(after).enumerate().filter(|(_, (before, after))| before != after);
    let fact = |(position, (&before, &after)): (usize, (&i64, &i64))| {
        let counts: Vec<String> = goals[position].terms.iter().map(|(count, _)| rules.count_name(*count)).collect();
        let (level, counts) = (position + 1, counts.join(" + "));
        let says = text!("level {level}, {counts}: {before} → {after}", "第{level}级{counts}：{before} → {after}");
        Fact::new("cost", Subject::default(), says)
            .number("level", i64::try_from(level).unwrap_or(i64::MAX))
            .number("before", before)
            .number("after", after)
    };
    pairs.map(fact).collect()
}

/// Who serves elsewhere then.
fn moves(problem: &Problem, before: &Schedule, after: &Schedule) -> Vec<Fact> {
    let duties = |schedule: &Schedule| -> BTreeSet<(PersonId, PostId)> {
        schedule.duties().iter().map(|duty| (duty.person, duty.post)).collect()
    };
    let (before, after) = (duties(before), duties(after));
    let gone = before.difference(&after).map(|&duty| (duty, false));
    let new = after.difference(&before).map(|&duty| (duty, true));
    let mut all: Vec<((PersonId, PostId), bool)> = gone.chain(new).collect();
    all.sort_by_key(|&((person, post), is_new)| (problem.post(post).span, person, is_new));
    let fact = |((person, post), is_new): ((PersonId, PostId), bool)| {
        let name = problem.campaign().names(&[person]);
        let Text { english, chinese } = seat(problem, post);
        let says = if is_new {
            text!("{name} serves: {english}", "{name}改任：{chinese}")
        } else {
            text!("{name} no longer serves: {english}", "{name}不再任：{chinese}")
        };
        let code = if is_new { "comes" } else { "goes" };
        Fact::new(code, Subject::of_posts(problem, &[post]).people([person]), says)
    };
    all.into_iter().map(fact).collect()
}
