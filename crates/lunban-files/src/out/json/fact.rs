//! Facts, for programs: ids in place of positions, words in both languages.

use std::collections::BTreeMap;

use lunban_core::{Fact, Problem, RoundId, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FindingWords;

/// Something that is so, and what it rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FactRecord {
    /// What sort of fact it is.
    pub code: String,
    /// The id of a rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The ids of people it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// The ids of units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// The ids of teams.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<String>,
    /// The numbers of rounds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<u32>,
    /// Its numbers, by what they are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub numbers: BTreeMap<String, i64>,
    /// In words.
    pub words: FindingWords,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Self>,
    /// What would mend it, each by itself, the cheapest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remedies: Vec<Self>,
}

impl FactRecord {
    /// A fact in the campaign's own words; where names are not to be known, ids stand alone.
    pub fn of(problem: &Problem, fact: &Fact, redact: bool) -> Self {
        let campaign = problem.campaign();
        let all = |facts: &[Fact]| facts.iter().map(|fact| Self::of(problem, fact, redact)).collect();
        let about = &fact.about;
        let says = if redact { without_names(problem, &fact.says) } else { fact.says.clone() };
        Self {
            code: fact.code.to_owned(),
            rule: about.rule.map(str::to_owned),
            people: about.people.iter().map(|&person| campaign.person(person).id.clone()).collect(),
            units: about.units.iter().map(|&unit| campaign.unit(unit).id.clone()).collect(),
            teams: about.teams.iter().map(|&team| campaign.team(team).id.clone()).collect(),
            rounds: about.rounds.iter().copied().map(RoundId::number).collect(),
            numbers: fact.numbers.iter().map(|&(name, number)| (name.to_owned(), number)).collect(),
            words: says.into(),
            because: all(&fact.because),
            remedies: all(&fact.remedies),
        }
    }
}

/// Words that name people by id and name, with the ids alone; whoever is named, for words may name others than those they are about.
fn without_names(problem: &Problem, says: &Text) -> Text {
    let mut says = says.clone();
    for person in problem.campaign().people() {
        let (both, id) = (format!("{} {}", person.id, person.name), &person.id);
        for words in [&mut says.english, &mut says.chinese] {
            if words.contains(&both) {
                *words = words.replace(&both, id);
            }
        }
    }
    says
}
