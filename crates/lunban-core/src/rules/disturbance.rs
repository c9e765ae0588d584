//! `disturbance`: a schedule that people know changes as little as can be.

use super::{CountOf, CountPage, Mode, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
use crate::{
    About, Findings, Holding, Label, PersonId, PostId, Published, Standing, Statement, Sum, View, Window, text,
};

const CHANGED: usize = 0;

/// The kind of this rule.
#[derive(Debug)]
pub(super) struct Disturbance;

static PAGE: Page = Page {
    id: "disturbance",
    says: Phrase::new(
        "When a schedule that people know is planned anew, every duty of it that goes or changes counts, the nearer the dearer. An open seat that a \
         free person fills counts nothing. Drafts and what is over count nothing. Outside of a replan it says nothing.",
        "重排已公布的方案时，每一项取消或变更的任务都计数，越临近越贵。由空闲人员填补空缺不计。草案及已结束的任务不计。非重排时不起作用。",
    ),
    source: Phrase::new(
        "The plan, seven (two), on replacement: for particular reasons only, and one for one. How dear a change is: assumption.",
        "方案七（二）：人员更换须有特殊原因，逐一更换。变更的代价为假设。",
    ),
    mode: Mode::Soft,
    always: false,
    exception: None,
    parameters: &[
        ParameterPage {
            key: "steps",
            says: Phrase::new(
                "how much dearer than 1 a duty is that begins at once, 0 to 100; 3 where not given",
                "立即开始的任务比1贵多少，0到100，缺省3",
            ),
        },
        ParameterPage {
            key: "days",
            says: Phrase::new(
                "days after which it is one cheaper, 1 to 3650; 14 where not given",
                "每隔多少天便宜1，1到3650，缺省14",
            ),
        },
    ],
    counts: &[CountPage {
        name: "changed",
        says: Phrase::new(
            "a duty that people know and that goes or changes: 1, and more where it is near",
            "一项已公布而取消或变更的任务：计1，临近者更多",
        ),
        of: CountOf::Others,
    }],
    example: "[rules.disturbance]\nsteps = 3\ndays = 14",
};

impl RuleKind for Disturbance {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        let steps = parameters.integer("steps", 0..=100).unwrap_or(3);
        let days = parameters.integer("days", 1..=3650).unwrap_or(14);
        Box::new(Settled { steps, days })
    }
}

#[derive(Debug)]
struct Settled {
    steps: i64,
    days: i64,
}

impl Settled {
    /// What it costs that a duty changes.
    fn weight(&self, published: &Published, standing: &Standing) -> i64 {
        let ahead = (standing.span.first() - published.as_of()).num_days().max(0);
        1 + (self.steps - ahead / self.days).max(0)
    }
}

impl Rule for Settled {
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let problem = window.problem();
        let Some(published) = problem.campaign().published() else { return };
        for (position, standing) in published.duties().iter().enumerate() {
            let weight = self.weight(published, standing);
            let mut kept = kept(window, standing, standing.post(problem));
            if kept.is_constant() {
                statement.count_constant(CHANGED, weight * (1 - kept.constant()).max(0));
                continue;
            }
            let number = i64::try_from(position).ok();
            let label =
                |what| Label { person: Some(standing.person), number, what: ("disturbance", what), ..Label::default() };
            let changed = statement.column(label("changed"), 0, 1);
            statement.count(CHANGED, changed, weight);
            kept.add_column(changed, 1);
            statement.define_at_least(label("kept"), kept, 1);
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let problem = view.problem();
        let Some(published) = problem.campaign().published() else { return };
        for standing in published.duties() {
            let post = standing.post(problem);
            let is_kept = view.of_person(standing.person).iter().any(|duty| {
                Some(duty.post) == post
                    && duty.span.first() <= standing.span.first()
                    && standing.span.last() <= duty.span.last()
            });
            if !is_kept {
                findings.count(CHANGED, self.weight(published, standing), || {
                    let about = About::new(text!("a duty that people know changes", "已公布的任务有变更"));
                    let about = about.people([standing.person]).span(standing.span);
                    post.map_or(about.clone(), |post| about.post(problem, post))
                });
            }
        }
    }
}

/// Whether a duty is kept, 0 or 1: what the person holds in its post for all of its days. Where the person may choose the post by itself, a pool around it stands for
/// the others.
fn kept(window: &Window<'_>, standing: &Standing, post: Option<PostId>) -> Sum {
    let Some(post) = post else { return Sum::default() };
    let held = holdings(window, standing.person, post).filter(|held| window.slot(held.slot).span.covers(standing.span));
    let held: Vec<&Holding> = held.collect();
    let finest = held.iter().map(|held| window.slot(held.slot).posts.len()).min();
    Sum::of(held.into_iter().filter(|held| Some(window.slot(held.slot).posts.len()) == finest))
}

fn holdings<'w>(window: &'w Window<'_>, person: PersonId, post: PostId) -> impl Iterator<Item = &'w Holding> {
    window.of_person(person).iter().filter(move |held| window.slot(held.slot).posts.binary_search(&post).is_ok())
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;

    /// P1 leads in both rounds and P2 is a member of the second, as of a day; a change costs 1 and one more for each of the first two weeks.
    fn known(as_of: &'static str) -> Tiny {
        let people = ["P1 A staff", "P2 A staff", "P3 B staff"];
        let tiny = Tiny::new().people(people).team("T1 130100 city 2").rule("disturbance", "steps = 1\ndays = 14");
        tiny.published(as_of, "r1 T1 leader P1; r2 T1 leader P1; r2 T1 member P2")
    }

    #[test]
    fn what_stays_costs_nothing_and_nor_does_who_comes() {
        let more = "r1 T1 leader P1; r1 T1 member P3; r2 T1 leader P1; r2 T1 member P2";
        assert_eq!(known("2017-09-01").finds(more), [""; 0]);
        assert_eq!(
            Tiny::new().person("P1 A staff").team("T1 130100 city 1").rule("disturbance", "").finds(""),
            [""; 0]
        );
    }

    #[test]
    fn a_duty_that_goes_costs_more_the_nearer_it_is() {
        let second = "disturbance.changed 1: P1 in r2 T1 leader";
        assert_eq!(known("2017-09-01").finds("r2 T1 member P2"), ["disturbance.changed 2: P1 in r1 T1 leader", second]);
        assert_eq!(
            known("2017-09-02").finds("r1 T1 leader P1; r2 T1 member P2"),
            ["disturbance.changed 2: P1 in r2 T1 leader"]
        );
    }

    #[test]
    fn another_seat_and_fewer_days_are_changes() {
        let swapped = "r1 T1 leader P1; r2 T1 leader P2; r2 T1 member P1";
        assert_eq!(
            known("2017-09-01").finds(swapped),
            ["disturbance.changed 1: P1 in r2 T1 leader", "disturbance.changed 1: P2 in r2 T1 member"]
        );
        let cut = "r1 T1 leader P1 2017-09-01/2017-09-05; r2 T1 leader P1; r2 T1 member P2";
        assert_eq!(known("2017-09-01").finds(cut), ["disturbance.changed 2: P1 in r1 T1 leader"]);
    }

    #[test]
    fn the_statement_agrees_with_the_audit() {
        let busy = Tiny::busy().rule("disturbance", "steps = 2\ndays = 7");
        busy.published("2017-09-01", "r1 T1 leader P1; r2 T2 leader P2; r3 T3 leader P3; r3 T1 member P4")
            .agrees_in_both_modes("disturbance");
    }
}
