//! `locks`: duties that must or must not be.

use super::{Aspect, BROKEN, Bar, ExceptionPage, Mode, Page, Parameters, Phrase, Rule, RuleKind};
use crate::{
    About, Campaign, Duty, Findings, Label, Lock, LockMode, PersonId, Post, Problem, RoundId, Single, Statement, Sum,
    Text, View, Window, text,
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
    exception: Some(ExceptionPage { price: 6, says: Phrase::new("a lock given up", "放弃一条锁定") }),
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
        !campaign.locks_of(person).is_empty()
    }

    fn bars(&self, campaign: &Campaign, person: PersonId, post: &Post, _aspect: Aspect) -> Option<Bar> {
        let mut nevers = campaign.locks_of(person).iter().filter(|lock| lock.mode == LockMode::Never);
        nevers
            .any(|lock| campaign.speaks_of(lock, post))
            .then(|| Bar { says: text!("locked: never", "已锁定：不派") })
    }

    fn is_of_each_person(&self) -> bool {
        true
    }

    /// The posts of a must that names a team or a role: which of them it is has to be settled with the duties.
    fn singles_out(&self, problem: &Problem, person: PersonId) -> Vec<Single> {
        let campaign = problem.campaign();
        let musts = campaign.locks_of(person).iter().filter(|lock| lock.mode == LockMode::Must);
        let musts: Vec<&Lock> = musts.filter(|lock| lock.team.is_some() || lock.seat.is_some()).collect();
        let posts = problem.posts().iter().filter(|_| !musts.is_empty());
        posts
            .filter(|post| musts.iter().any(|lock| campaign.speaks_of(lock, post)))
            .filter(|post| problem.may_hold(person, post.id))
            .map(|post| Single::Post(post.id))
            .collect()
    }

    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let campaign = window.problem().campaign();
        for (position, lock) in campaign.locks().iter().enumerate().filter(|(_, lock)| lock.mode == LockMode::Must) {
            let holdings = window.of_person(lock.person);
            let fitting = Sum::of(holdings.iter().filter(|holding| {
                let mut posts = window.slot(holding.slot).posts.iter();
                posts.any(|&post| campaign.speaks_of(lock, window.problem().post(post)))
            }));
            if holdings.iter().any(|holding| holding.column.is_some()) {
                let number = i64::try_from(position).ok();
                let label = Label { person: Some(lock.person), number, ..statement.label("must") };
                statement.at_least(label, fitting, 1);
            } else if fitting.constant() == 0 {
                statement.count_constant(BROKEN, 1);
            }
        }
    }

    fn says(&self, problem: &Problem, row: &Label, _bound: i64) -> Option<Text> {
        let campaign = problem.campaign();
        let lock = campaign.locks().get(usize::try_from(row.number?).ok()?)?;
        let person = campaign.names(&[lock.person]);
        let team = lock.team.map(|team| campaign.team(team).id.clone());
        let round = lock.round.map(RoundId::number);
        let in_round = round.map_or_else(|| text!("", ""), |round| text!(" in round {round}", "第{round}轮"));
        let in_team = team.map_or_else(|| text!("", ""), |team| text!(" in team {team}", "{team}组"));
        let (english, chinese) = (in_round.english + &in_team.english, in_round.chinese + &in_team.chinese);
        Some(text!("{person} must serve{english}", "{person}须在{chinese}执行任务"))
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let campaign = view.problem().campaign();
        let speaks = |lock: &Lock, duty: &Duty| {
            let post = view.problem().post(duty.post);
            lock.person == duty.person
                && lock.round.is_none_or(|round| post.round == Some(round))
                && lock.team.is_none_or(|team| team == post.team)
                && lock.seat.iter().all(|seat| campaign.role(post.kind, post.role).name == *seat)
        };
        for lock in campaign.locks().iter().filter(|lock| lock.mode == LockMode::Must) {
            if !view.of_person(lock.person).iter().any(|duty| speaks(lock, duty)) {
                findings.breach(1, || {
                    About::new(text!("a locked duty is missing", "缺少锁定的任务")).lack().people([lock.person])
                });
            }
        }
        let is_locked_out = |duty: &&Duty| {
            let mut nevers = campaign.locks_of(duty.person).iter().filter(|lock| lock.mode == LockMode::Never);
            nevers.any(|lock| speaks(lock, duty))
        };
        for duty in view.duties().iter().filter(is_locked_out) {
            findings.breach(1, || {
                let says = text!("a duty that is locked out", "有锁定为不派的任务");
                About::new(says).people([duty.person]).post(view.problem(), duty.post)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    fn tiny() -> Tiny {
        let people = ["P1 A staff", "P2 A staff"];
        Tiny::new().people(people).team("T1 130100 city 2").team("T2 130200 city 2").rule("locks", "mode = \"hard\"")
    }

    #[test]
    fn a_must_is_fulfilled_by_any_duty_it_speaks_of() {
        assert_eq!(tiny().lock("P1 must").finds("r2 T2 member P1"), [""; 0]);
        assert_eq!(tiny().lock("P1 r2 must").finds("r2 T2 member P1"), [""; 0]);
        assert_eq!(tiny().lock("P1 T2 member must").finds("r2 T2 member P1"), [""; 0]);
        assert_eq!(tiny().lock("P1 r2 T2 member must").finds("r2 T2 member P1 2017-09-20/2017-09-28"), [""; 0]);
    }

    #[test]
    fn a_must_that_is_missing_is_a_breach() {
        let missing = ["locks broken 1: P1"];
        assert_eq!(tiny().lock("P1 must").finds("r2 T2 member P2"), missing);
        assert_eq!(tiny().lock("P1 r1 must").finds("r2 T2 member P1"), missing);
        assert_eq!(tiny().lock("P1 T1 must").finds("r2 T2 member P1"), missing);
        assert_eq!(tiny().lock("P1 leader must").finds("r2 T2 member P1"), missing);
    }

    #[test]
    fn a_never_that_is_there_is_a_breach() {
        let never = tiny().lock("P1 T1 never");
        assert_eq!(never.finds("r1 T2 leader P1; r1 T1 leader P2"), [""; 0]);
        assert_eq!(
            never.finds("r1 T1 leader P1; r2 T1 member P1"),
            ["locks broken 1: P1 in r1 T1 leader", "locks broken 1: P1 in r2 T1 member"]
        );
    }

    #[test]
    fn a_duty_that_two_nevers_speak_of_counts_once() {
        let twice = tiny().lock("P1 T1 never").lock("P1 r1 never");
        assert_eq!(twice.finds("r1 T1 leader P1"), ["locks broken 1: P1 in r1 T1 leader"]);
    }

    #[test]
    fn a_never_bars_and_a_must_does_not() {
        let locked = tiny().lock("P1 T1 member never").lock("P1 r1 T1 leader must");
        assert_eq!(locked.bars("P1", "r1 T1 member"), ["locks: locked: never"]);
        assert_eq!(locked.bars("P1", "r1 T1 leader"), [""; 0]);
        assert_eq!(locked.bars("P2", "r1 T1 member"), [""; 0]);
    }

    #[test]
    fn the_posts_of_a_must_that_names_a_team_or_a_role_are_singled_out() {
        assert_eq!(tiny().lock("P1 r1 T1 must").singled_out("P1"), ["r1 T1 leader", "r1 T1 member"]);
        assert_eq!(tiny().lock("P1 T1 leader must").singled_out("P1"), ["r1 T1 leader", "r2 T1 leader"]);
        assert_eq!(tiny().lock("P1 r1 must").singled_out("P1"), [""; 0]);
        assert_eq!(tiny().lock("P1 T1 never").singled_out("P1"), [""; 0]);
    }

    #[test]
    fn a_must_is_a_row() {
        assert_eq!(
            tiny().lock("P1 r1 T1 must").rows("locks"),
            ["locks.must__P1__0: P1 in r1 T1 leader + P1 in r1 T1 member >= 1"]
        );
    }

    #[test]
    fn a_soft_rule_counts() {
        let soft = tiny().rule("locks", "mode = \"soft\"").lock("P1 must").lock("P2 T1 never");
        assert_eq!(soft.finds("r1 T1 leader P2"), ["locks.broken 1: P1", "locks.broken 1: P2 in r1 T1 leader"]);
    }

    #[test]
    fn a_soft_must_of_somebody_who_is_never_there_still_counts() {
        let away = tiny().person("P3 A staff away=1-2").rule("availability", "").rule("locks", "mode = \"soft\"");
        away.lock("P3 must").agrees();
    }

    #[test]
    fn it_has_no_parameter() {
        assert_eq!(tiny().rule("locks", "must = 1").faults(), ["unknown-key at rules.locks.must: must"]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        let busy = Tiny::busy().rule("locks", "").lock("P1 r1 must").lock("P2 T2 never");
        busy.agrees_in_both_modes("locks");
        busy.lock("P4 leader must").lock("P2 r1 never").agrees_in_both_modes("locks");
    }
}
