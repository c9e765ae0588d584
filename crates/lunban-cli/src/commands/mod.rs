//! The subcommands, one module each.

mod audit;
mod called;
mod candidates;
mod check;
mod deploy;
mod diff;
mod explain;
mod export;
mod generate;
mod history;
mod new;
mod no_plan;
mod plan;
mod quota;
mod read;
mod replan;
mod rules;
mod simulate;
mod territory;
mod with;
mod written;

use clap::Subcommand;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::Help;
use crate::screen::Screen;

/// What a command answers.
#[derive(Debug)]
pub(crate) struct Answer {
    /// For stdout.
    pub(crate) text: String,
    /// How to end.
    pub(crate) exit: Exit,
}

/// Which command is called, and with what.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    New(new::New),
    Generate(generate::Generate),
    Check(check::Check),
    Plan(plan::Plan),
    Audit(audit::Audit),
    Explain(explain::Explain),
    Replan(replan::Replan),
    Candidates(candidates::Candidates),
    Diff(diff::Diff),
    History(history::Story),
    Simulate(simulate::Simulate),
    Quota(quota::Quota),
    Territory(territory::Territory),
    Deploy(deploy::Deploy),
    Export(export::Export),
    Rules(rules::Rules),
}

impl Command {
    /// What is said about each command.
    pub(crate) fn helps() -> [(&'static str, &'static Help); 16] {
        [
            ("new", &new::HELP),
            ("generate", &generate::HELP),
            ("check", &check::HELP),
            ("plan", &plan::HELP),
            ("audit", &audit::HELP),
            ("explain", &explain::HELP),
            ("replan", &replan::HELP),
            ("candidates", &candidates::HELP),
            ("diff", &diff::HELP),
            ("history", &history::HELP),
            ("simulate", &simulate::HELP),
            ("quota", &quota::HELP),
            ("territory", &territory::HELP),
            ("deploy", &deploy::HELP),
            ("export", &export::HELP),
            ("rules", &rules::HELP),
        ]
    }

    /// Does what was asked for.
    pub(crate) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        match self {
            Self::New(new) => new.answer(screen),
            Self::Generate(generate) => generate.answer(screen),
            Self::Check(check) => check.answer(screen),
            Self::Plan(plan) => plan.answer(screen),
            Self::Audit(audit) => audit.answer(screen),
            Self::Explain(explain) => explain.answer(screen),
            Self::Replan(replan) => replan.answer(screen),
            Self::Candidates(candidates) => candidates.answer(screen),
            Self::Diff(diff) => diff.answer(screen),
            Self::History(history) => history.answer(screen),
            Self::Simulate(simulate) => simulate.answer(screen),
            Self::Quota(quota) => quota.answer(screen),
            Self::Territory(territory) => territory.answer(screen),
            Self::Deploy(deploy) => deploy.answer(screen),
            Self::Export(export) => export.answer(screen),
            Self::Rules(rules) => rules.answer(screen),
        }
    }
}
