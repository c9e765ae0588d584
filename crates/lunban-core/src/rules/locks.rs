//! `locks`: duties that must or must not be.

use super::{Aspect, Bar, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{
    About, Campaign, Findings, Label, Lock, LockMode, PersonId, Post, Problem, Single, Statement, Sum, View, Window,
    text,
};

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Locks;

static PAGE: Page = Page {
    id: "locks",
    says: Phrase::new(
        "A duty locked with `must` is in the schedule, one locked with `never` is not. An empty round, team or seat means any.",
        "锁定为`must`的任务必有，锁定为`never`的必无。轮次、组、席位为空表示任意。",
    ),
    source: Phrase::new("The planner: the table of locks.", "计划员：锁定表。"),
    mode: Mode::Hard,
    always: true,
    parameters: &[],
    counts: &[],
    example: "person,round,team,seat,mode\nP0001,3,,,must",
};

impl RuleKind for Locks {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, _parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        Box::new(Settled)
    }
}

#[derive(Debug)]
struct Settled;

impl Rule for Settled {
    fn aspects(&self) -> &[Aspect] {
        &[Aspect::Post]
    }

    fn touches(&self, campaign: &Campaign, person: PersonId) -> bool {
        campaign.locks().iter().any(|lock| lock.person == person)
    }

    fn bars(&self, campaign: &Campaign, person: PersonId, post: &Post, _aspect: Aspect) -> Option<Bar> {
        let mut nevers = campaign.locks().iter().filter(|lock| lock.mode == LockMode::Never && lock.person == person);
        nevers
            .any(|lock| campaign.speaks_of(lock, post))
            .then(|| Bar { says: text!("locked: never", "已锁定：不派") })
    }

    /// The posts of a must that names a team or a role: which of them it is has to be settled with the duties.
    fn singles_out(&self, problem: &Problem, person: PersonId) -> Vec<Single> {
        let campaign = problem.campaign();
        let mut musts = campaign.locks().iter().filter(|lock| lock.mode == LockMode::Must && lock.person == person);
        let musts: Vec<&Lock> = musts.by_ref().filter(|lock| lock.team.is_some() || lock.seat.is_some()).collect();
        let posts = problem.posts().iter().filter(|_| !musts.is_empty());
        posts
            .filter(|post| musts.iter().any(|lock| campaign.speaks_of(lock, post)))
            .filter(|post| problem.may_hold(person, post.id))
            .map(|post| Single::Post(post.id))
            .collect()
    }

    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let campaign = window.problem().campaign();
        for lock in campaign.locks().iter().filter(|lock| lock.mode == LockMode::Must) {
            let holdings = window.of_person(lock.person);
            if !holdings.iter().any(|holding| holding.column.is_some()) {
                continue;
            }
            let fitting = holdings.iter().filter(|holding| {
                let mut posts = window.slot(holding.slot).posts.iter();
                posts.any(|&post| campaign.speaks_of(lock, window.problem().post(post)))
            });
            let number = i64::try_from(lock.row).ok();
            let label = Label { person: Some(lock.person), number, ..statement.label("must") };
            statement.at_least(label, Sum::of(fitting), 1);
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let campaign = view.problem().campaign();
        for lock in campaign.locks() {
            let locked = |post: &Post| {
                lock.round.is_none_or(|round| post.round == Some(round))
                    && lock.team.is_none_or(|team| team == post.team)
                    && lock.seat.iter().all(|seat| campaign.role(post.kind, post.role).name == *seat)
            };
            let mut held = view.of_person(lock.person).iter().filter(|duty| locked(view.problem().post(duty.post)));
            match lock.mode {
                LockMode::Must if held.next().is_none() => findings.breach(1, || {
                    About::new(text!("a locked duty is missing", "缺少锁定的任务")).people([lock.person])
                }),
                LockMode::Must => {}
                LockMode::Never => {
                    for duty in held {
                        findings.breach(1, || {
                            let says = text!("a duty that is locked out", "有锁定为不派的任务");
                            About::new(says).people([lock.person]).post(view.problem(), duty.post)
                        });
                    }
                }
            }
        }
    }
}
