//! Faults, findings and rows as one line each, to compare with what a test expects.

use crate::{Fault, Finding, Holding, Pools, PostId, Problem, Row, Single, Stated, Window};

/// `code at spot: value, maybe advice`.
pub(crate) fn fault(fault: &Fault) -> String {
    let mut words = vec![format!("{} at {}: {}", fault.code, fault.spot, fault.value)];
    words.extend(fault.maybe.as_ref().map(|maybe| format!("maybe {maybe}")));
    words.extend(fault.also.as_ref().map(|also| format!("also {also}")));
    words.join(", ")
}

/// `rest broken 1: P1 in r2 T1 leader`, or the name of the count in place of `rest broken`.
pub(crate) fn finding(problem: &Problem, finding: &Finding) -> String {
    let campaign = problem.campaign();
    let what = match finding.count {
        Some(count) => campaign.rules().count_name(count),
        None => format!("{} broken", finding.rule),
    };
    let about = &finding.about;
    let mut words: Vec<String> = about.people.iter().map(|&person| campaign.person(person).id.clone()).collect();
    words.extend(about.unit.map(|unit| format!("unit {}", campaign.unit(unit).id)));
    match (about.post, about.span) {
        (Some(id), _) => words.push(format!("in {}", post(problem, id))),
        (None, Some(span)) => words.push(format!("on {}", span.first())),
        _ => {}
    }
    format!("{what} {}: {}", finding.amount, words.join(" "))
}

fn post(problem: &Problem, post: PostId) -> String {
    let (campaign, post) = (problem.campaign(), problem.post(post));
    let turn = post.round.map_or("-".to_owned(), |round| format!("r{}", round.number()));
    format!("{turn} {} {}", campaign.team(post.team).id, campaign.role(post.kind, post.role).name)
}

pub(super) fn single(problem: &Problem, single: Single) -> String {
    match single {
        Single::City(city) => problem.campaign().places().place(city).code.clone(),
        Single::Post(id) => post(problem, id),
    }
}

/// `P1 in r1 T1 leader`.
pub(crate) fn holding(problem: &Problem, pools: &Pools, holding: &Holding) -> String {
    let posts: Vec<String> = pools.slot(holding.slot).posts.iter().map(|&id| post(problem, id)).collect();
    format!("{} in {}", problem.campaign().person(holding.person).id, posts.join("/"))
}

/// The rows that a rule states over the whole problem.
pub(crate) fn rows(problem: &Problem, rule: &str) -> Vec<String> {
    let pools = Pools::new(problem);
    let stated = Window::whole(problem, &pools).state();
    let rows = stated.program.rows().iter().filter(|row| row.label.what.0 == rule);
    rows.map(|row| shown_row(problem, &pools, &stated, row)).collect()
}

fn shown_row(problem: &Problem, pools: &Pools, stated: &Stated, row: &Row) -> String {
    let term = |&(column, factor): &_| {
        let held = stated.holdings.iter().find(|holding| holding.column == Some(column));
        let own = || stated.program.columns()[column.index()].label.render(problem);
        let name = held.map_or_else(own, |held| holding(problem, pools, held));
        if factor == 1 { name } else { format!("{factor} {name}") }
    };
    let terms: Vec<String> = row.terms.iter().map(term).collect();
    let bound = match (row.lower, row.upper) {
        (Some(lower), Some(upper)) if lower == upper => format!("= {lower}"),
        (Some(lower), _) => format!(">= {lower}"),
        (_, upper) => format!("<= {}", upper.unwrap_or(i64::MAX)),
    };
    format!("{}: {} {bound}", row.label.render(problem), terms.join(" + "))
}
