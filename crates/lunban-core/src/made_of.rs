//! What the value of a goal level is made of, unit by unit.

use std::collections::BTreeMap;

use crate::{Audit, Fact, Finding, LevelId, PersonId, Problem, Subject, UnitId, text};

impl Audit {
    /// What the value of a goal level is made of: count by count, and each count unit by unit, the most first. What is of no unit stands last.
    ///
    /// The audit must have been made with its findings.
    pub fn made_of(&self, problem: &Problem, level: LevelId) -> Fact {
        let campaign = problem.campaign();
        let goals = &campaign.goals().levels()[level.index()];
        let (number, value) = (level.index() + 1, goals.value(&self.counts));
        let says = text!("level {number} is {value}", "第{number}级为{value}");
        let counts = goals.terms.iter().map(|&(count, weight)| {
            let (name, amount) = (campaign.rules().count_name(count), self.counts[count.index()]);
            let times = if weight == 1 { String::new() } else { format!(" × {weight}") };
            let findings: Vec<&Finding> = self.findings.iter().filter(|finding| finding.count == Some(count)).collect();
            Fact::new(
                "count",
                Subject::default().rule(campaign.rules().counts()[count.index()].0),
                text!("{name}: {amount}{times}", "{name}：{amount}{times}"),
            )
            .number("value", amount)
            .number("weight", weight)
            .because(by_unit(problem, &findings))
        });
        Fact::new("level", Subject::default(), says)
            .number("level", i64::try_from(number).unwrap_or(i64::MAX))
            .number("value", value)
            .because(counts)
    }
}

/// Findings added up by the unit that they are about, or that of the first person.
fn by_unit(problem: &Problem, findings: &[&Finding]) -> Vec<Fact> {
    let campaign = problem.campaign();
    let mut units: BTreeMap<Option<UnitId>, (i64, Vec<PersonId>)> = BTreeMap::new();
    for finding in findings {
        let of_person = finding.about.people.first().map(|&person| campaign.person(person).unit);
        let (amount, people) = units.entry(finding.about.unit.or(of_person)).or_default();
        *amount += finding.amount;
        people.extend(&finding.about.people);
    }
    let mut units: Vec<_> = units.into_iter().collect();
    units.sort_by_key(|(unit, (amount, _))| (unit.is_none(), std::cmp::Reverse(*amount), *unit));
    let fact = |(unit, (amount, mut people)): (Option<UnitId>, (i64, Vec<PersonId>))| {
        people.sort_unstable();
        people.dedup();
        let names = if people.is_empty() { String::new() } else { format!(" ({})", campaign.names(&people)) };
        let says = match unit.map(|unit| campaign.unit(unit)) {
            Some(unit) => {
                let (id, name) = (&unit.id, &unit.name);
                text!("{amount} of {id} {name}{names}", "{id} {name}：{amount}{names}")
            }
            None => text!("{amount} of no unit", "不属单位：{amount}"),
        };
        Fact::new("unit", Subject::default().units(unit).people(people), says).number("value", amount)
    };
    units.into_iter().map(fact).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::Tiny;
    use crate::{Audit, Fact};

    #[test]
    fn the_parts_of_a_level_add_up_to_its_value() {
        let tiny = Tiny::busy().rule("coverage", "").rule("workload", "").rule("wishes", "").rule("travel", "");
        let problem = tiny.problem();
        let audit = Audit::of(&problem, &Tiny::schedule(&problem, "r1 T1 leader P1; r2 T1 leader P2; r3 T2 member P3"));
        let value = |fact: &Fact| fact.find_number("value").unwrap();
        let mut units = 0;
        for (level, goal) in problem.campaign().goals().ids().zip(audit.levels(&problem)) {
            let made = audit.made_of(&problem, level);
            assert_eq!(value(&made), goal);
            assert_eq!(
                made.because.iter().map(|count| value(count) * count.find_number("weight").unwrap()).sum::<i64>(),
                goal
            );
            for count in &made.because {
                assert_eq!(count.because.iter().map(value).sum::<i64>(), value(count), "{}", count.says);
                units += count.because.iter().filter(|unit| !unit.about.units.is_empty()).count();
            }
        }
        assert!(units > 2, "{units}");
    }
}
