//! A rule of one's own: people with a given tag are at home in a given month, and nobody else is sent twice in it.
//!
//! Reads a campaign as JSON from the input and shows all that the library does with the rule: its page, the posts it prunes, the rows it
//! states, the plan that obeys it, and what the audit says of the same plan with one duty given to somebody whom the rule bars.

use std::error::Error;

use chrono::Datelike;
use lunban::rules::{Aspect, Bar, Page, ParameterPage, Parameters, Phrase, Rule, RuleKind};
use lunban::{
    About, Audit, Campaign, DateRange, Draft, Duty, Findings, Label, Language, Mode, Options, PersonId, Pools, Post,
    Problem, Registry, Schedule, Statement, View, Window, plan, text,
};

/// The kind of the rule: what a campaign may name under `rules`.
#[derive(Debug)]
struct HomeInMonth;

static PAGE: Page = Page {
    id: "home-in-month",
    says: Phrase::new(
        "People with a tag never serve in a month; nobody else serves twice in it.",
        "带有某标签的人员在某月不任职；其他人员该月至多一次。",
    ),
    source: Phrase::new("Agreement with the staff council.", "与职工代表的约定。"),
    mode: Mode::Hard,
    always: false,
    exception: None,
    parameters: &[
        ParameterPage { key: "tag", says: Phrase::new("who is at home", "在家人员的标签") },
        ParameterPage { key: "month", says: Phrase::new("1 to 12; 12 where not given", "1到12，缺省12") },
    ],
    counts: &[],
    example: "[rules.home-in-month]\ntag = \"parent\"\nmonth = 12",
};

impl RuleKind for HomeInMonth {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn build(&self, parameters: &mut Parameters<'_>) -> Box<dyn Rule> {
        let tag = parameters.text("tag").unwrap_or_default().to_owned();
        let month = parameters.integer("month", 1..=12).unwrap_or(12);
        Box::new(Settled { tag, month: u32::try_from(month).unwrap_or(12) })
    }
}

/// The rule of one campaign.
#[derive(Debug)]
struct Settled {
    tag: String,
    month: u32,
}

impl Settled {
    fn is_at_home(&self, campaign: &Campaign, person: PersonId) -> bool {
        campaign.find_tag(&self.tag).is_some_and(|tag| campaign.person(person).has(tag))
    }

    fn is_in_month(&self, span: DateRange) -> bool {
        span.iter().any(|day| day.month() == self.month)
    }
}

impl Rule for Settled {
    /// It looks at nothing of a post but its dates.
    fn aspects(&self) -> &[Aspect] {
        &[Aspect::Span]
    }

    fn bars(&self, campaign: &Campaign, person: PersonId, post: &Post, _aspect: Aspect) -> Option<Bar> {
        let is_barred = self.is_at_home(campaign, person) && self.is_in_month(post.span);
        let (tag, month) = (&self.tag, self.month);
        is_barred.then(|| Bar { says: text!("{tag}: at home in month {month}", "{tag}：{month}月在家") })
    }

    /// A row for each of the others. Those at home have no holdings in the month to sum.
    fn state(&self, window: &Window<'_>, statement: &mut Statement<'_>) {
        let others = window.people().filter(|&person| !self.is_at_home(window.problem().campaign(), person));
        for person in others {
            let in_month = window.of_person(person).iter().filter(|held| self.is_in_month(window.slot(held.slot).span));
            let label = Label { person: Some(person), ..statement.label("once") };
            statement.at_most(label, window.sum_of(person, in_month), 1);
        }
    }

    fn audit(&self, view: &View<'_>, findings: &mut Findings<'_>) {
        let campaign = view.problem().campaign();
        for person in campaign.person_ids() {
            let at_home = self.is_at_home(campaign, person);
            let in_month = view.of_person(person).iter().filter(|duty| self.is_in_month(duty.span));
            for duty in in_month.skip(usize::from(!at_home)) {
                let says = if at_home { text!("is at home", "在家") } else { text!("serves again", "再次任职") };
                findings.breach(1, || About::new(says).people([person]).post(view.problem(), duty.post));
            }
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let registry = Registry::standard().with(&HomeInMonth);
    let draft: Draft = serde_json::from_reader(std::io::stdin())?;
    let problem = Problem::new(Campaign::build_with(draft, &registry)?);
    show_page(&registry);
    show_pruned(&problem);
    show_rows(&problem);
    let plan = plan(&problem, &Options::default())?;
    show("planned", &problem, &plan.schedule);
    show("by hand", &problem, &changed(&problem, &plan.schedule));
    Ok(())
}

fn show_page(registry: &Registry) {
    for page in registry.pages().filter(|page| page.id == PAGE.id) {
        println!("{}: {}", page.id, page.says.to(Language::English));
    }
}

fn show_pruned(problem: &Problem) {
    for person in problem.campaign().person_ids() {
        for post in problem.posts() {
            for (rule, bar) in problem.bars(person, post.id) {
                println!("pruned: {} {}: {}, {}", name(problem, person), post.span, rule.id(), bar.says);
            }
        }
    }
}

fn show_rows(problem: &Problem) {
    let pools = Pools::new(problem);
    let stated = Window::whole(problem, &pools).state();
    for row in stated.program.rows().iter().filter(|row| row.label.what.0 == PAGE.id) {
        println!("stated: {} over {} columns", row.label.render(problem), row.terms.len());
    }
}

/// The duties of December, and what the audit finds.
fn show(what: &str, problem: &Problem, schedule: &Schedule) {
    for duty in schedule.duties().iter().filter(|duty| duty.span.last().month() == 12) {
        println!("{what}: {} {}", duty.span, name(problem, duty.person));
    }
    for finding in Audit::of(problem, schedule).findings.iter().filter(|finding| finding.rule == PAGE.id) {
        let people: Vec<&str> = finding.about.people.iter().map(|&person| name(problem, person)).collect();
        println!("{what}: broken: {} {}", people.join(" "), finding.about.says);
    }
}

/// The same schedule, its last duty given to the first person.
fn changed(problem: &Problem, schedule: &Schedule) -> Schedule {
    let mut duties: Vec<Duty> = schedule.duties().to_vec();
    if let (Some(duty), Some(first)) = (duties.last_mut(), problem.campaign().person_ids().next()) {
        duty.person = first;
    }
    Schedule::new(duties)
}

fn name(problem: &Problem, person: PersonId) -> &str {
    &problem.campaign().person(person).name
}
