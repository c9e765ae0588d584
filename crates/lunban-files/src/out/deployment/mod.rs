//! What follows from a schedule, as files: one module for each subject.

mod budget;
mod command;
mod liaison;
mod reporting;
mod summary;
mod training;
mod vehicles;

use std::collections::BTreeMap;
use std::path::PathBuf;

use lunban_core::logistics::{
    Budget, Command, Cost, Liaison, LogisticsDraft, Reporter, ReportingDraft, Training, Turn, liaison as liaisons,
    reporters, turns,
};
use lunban_core::{Campaign, Fault, Language, PersonId, Problem, Schedule, Severity};
use serde::Serialize;

/// All that follows from a schedule; a part without a section in the campaign file is not there.
#[derive(Debug)]
pub struct Deployment<'a> {
    problem: &'a Problem,
    schedule: &'a Schedule,
    draft: &'a LogisticsDraft,
    chain: Option<(Command, &'a ReportingDraft, Vec<Reporter>)>,
    liaison: Vec<Liaison>,
    training: Option<Training>,
    turns: Option<Vec<Turn>>,
    budget: Option<Budget>,
    planned: Option<Budget>,
    redact: bool,
}

impl<'a> Deployment<'a> {
    /// Works it all out; `planned` is an earlier schedule whose budget is held against this one's.
    ///
    /// # Errors
    /// Every fault at once, warnings among them where there are errors; else the warnings come beside it.
    pub fn of(
        problem: &'a Problem,
        schedule: &'a Schedule,
        planned: Option<&Schedule>,
        draft: &'a LogisticsDraft,
        redact: bool,
    ) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let campaign = problem.campaign();
        let (liaison, mut faults) = liaisons(campaign, &draft.contacts);
        let chain = draft.reporting.as_ref().and_then(|reporting| {
            let command = Command::of(campaign, reporting).map_err(|fault| faults.push(*fault)).ok()?;
            Some((command, reporting, reporters(problem, schedule, &reporting.tag)))
        });
        let training = draft.training.as_ref().map(|training| Training::of(problem, schedule, training));
        faults.extend(training.iter().flat_map(|training| training.faults.iter().cloned()));
        let turns = draft.vehicles.map(|vehicles| turns(problem, vehicles, &draft.drivers));
        let turns = turns.map(|(turns, found)| {
            faults.extend(found);
            turns
        });
        let mut budget_of = |schedule: &Schedule| {
            let budget = Budget::of(problem, schedule, draft.budget.as_ref()?);
            budget.map_err(|found| faults.extend(found)).ok()
        };
        let budget = budget_of(schedule);
        let planned = planned.filter(|_| budget.is_some()).and_then(&mut budget_of);
        faults.extend(budget.iter().flat_map(|budget| budget.warnings.iter().cloned()));
        if faults.iter().any(|fault| fault.severity == Severity::Error) {
            return Err(faults);
        }
        Ok((Self { problem, schedule, draft, chain, liaison, training, turns, budget, planned, redact }, faults))
    }

    /// The files by their paths.
    pub fn files(&self, language: Language) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::from([
            (PathBuf::from("liaison.csv"), liaison::write(self, language)),
            (PathBuf::from("summary.txt"), summary::write(self, language).into_bytes()),
            (
                PathBuf::from("deployment.json"),
                (serde_json::to_string_pretty(&self.record()).unwrap_or_default() + "\n").into_bytes(),
            ),
        ]);
        if let Some((command, reporting, reporters)) = &self.chain {
            files.extend(command::write(self, command, language));
            files.extend(reporting::write(self, reporting, reporters, language));
        }
        if let Some(training) = &self.training {
            files.insert(PathBuf::from("training.csv"), training::write(self, training, language));
        }
        if let Some(turns) = &self.turns {
            files.insert(PathBuf::from("drivers.csv"), vehicles::write(self, turns, language));
        }
        if let Some(budget) = &self.budget {
            files.extend(budget::write(self, budget, language));
        }
        files
    }

    /// In words, for a screen.
    pub fn summary(&self, language: Language) -> String {
        summary::write(self, language)
    }

    /// In numbers, for programs.
    pub fn record(&self) -> DeploymentRecord<'_> {
        let missing = self.liaison.iter().filter(|liaison| liaison.contacts.is_empty());
        DeploymentRecord {
            campaign: self.campaign().name(),
            duties: self.schedule.duties().len(),
            vehicles: self.vehicles(),
            liaison_places: self.liaison.len(),
            liaison_missing: missing
                .map(|liaison| self.campaign().places().place(liaison.place).code.as_str())
                .collect(),
            teams_without_reporter: self.without_reporter(),
            trained: self.training.as_ref().map(|training| training.trainees.len()),
            turns: self.turns.as_ref().map(Vec::len),
            budget: self.budget.as_ref().map(|budget| CostRecord::of(budget.total())),
        }
    }

    fn campaign(&self) -> &'a Campaign {
        self.problem.campaign()
    }

    fn vehicles(&self) -> u32 {
        self.campaign().teams().iter().map(|team| team.vehicles).sum()
    }

    /// Rounds of teams in which nobody but the leader is there.
    fn without_reporter(&self) -> usize {
        let reporters = self.chain.iter().flat_map(|(.., reporters)| reporters);
        reporters.filter(|reporter| reporter.person.is_none()).count()
    }

    /// The id, the name and the phone of a person; the last two empty where names are left out.
    fn called(&self, person: PersonId) -> [&'a str; 3] {
        let person = self.campaign().person(person);
        if self.redact { [&person.id, "", ""] } else { [&person.id, &person.name, &person.phone] }
    }
}

/// What follows from a schedule, in numbers.
#[derive(Debug, Serialize)]
pub struct DeploymentRecord<'a> {
    campaign: &'a str,
    duties: usize,
    vehicles: u32,
    liaison_places: usize,
    liaison_missing: Vec<&'a str>,
    teams_without_reporter: usize,
    trained: Option<usize>,
    turns: Option<usize>,
    budget: Option<CostRecord>,
}

/// A cost in whole fen.
#[derive(Debug, Serialize)]
struct CostRecord {
    allowance: i64,
    of_which_meals: i64,
    lodging: i64,
    travel: i64,
    vehicles: i64,
    total: i64,
}

impl CostRecord {
    fn of(cost: Cost) -> Self {
        Self {
            allowance: cost.allowance.0,
            of_which_meals: cost.meals.0,
            lodging: cost.lodging.0,
            travel: cost.travel.0,
            vehicles: cost.vehicles.0,
            total: cost.total().0,
        }
    }
}
