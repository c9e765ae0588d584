//! A service in one function: reads a campaign as JSON from the input, plans it, and writes the plan as JSON.

use std::collections::BTreeMap;
use std::error::Error;

use lunban::{Campaign, Draft, Options, Plan, Problem, plan};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let draft: Draft = serde_json::from_reader(std::io::stdin())?;
    let problem = Problem::new(Campaign::build(draft)?);
    let plan = plan(&problem, &Options::default())?;
    let answer = json!({ "goals": goals(&problem, &plan), "people": people(&problem, &plan) });
    println!("{answer:#}");
    Ok(())
}

/// Each goal level: its value, and what no schedule goes below.
fn goals(problem: &Problem, plan: &Plan) -> Vec<Value> {
    let certificates = plan.certificates.iter();
    let goal = certificates.map(|certificate| {
        let terms = certificate.level.terms.iter();
        let counts: Vec<String> = terms.map(|term| problem.campaign().rules().count_name(term.0)).collect();
        json!({ "minimise": counts.join(" + "), "value": certificate.value, "bound": certificate.bound })
    });
    goal.collect()
}

/// Each person's duties.
fn people<'p>(problem: &'p Problem, plan: &Plan) -> BTreeMap<&'p str, Vec<String>> {
    let campaign = problem.campaign();
    let mut people: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for duty in plan.schedule.duties() {
        let team = campaign.team(problem.post(duty.post).team);
        let duties = people.entry(campaign.person(duty.person).name.as_str()).or_default();
        duties.push(format!("{} {}", duty.span, team.id));
    }
    people
}
