//! One call of the command: what was asked for, and who answers.

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser};
use lunban::Language;
use lunban::rules::Phrase;

use crate::commands::{Answer, Command};
use crate::failure::Failure;
use crate::help::{self, Help};
use crate::language::Tongue;
use crate::screen::Screen;

/// One call, as clap reads it.
#[derive(Debug, Parser)]
#[command(name = "lunban", version, disable_help_flag = true, disable_help_subcommand = true)]
#[command(arg_required_else_help = true, subcommand_value_name = "COMMAND")]
pub(crate) struct Call {
    #[command(subcommand)]
    command: Command,
    #[arg(long, global = true, value_name = "LANGUAGE", hide_possible_values = true)]
    lang: Option<Tongue>,
    #[arg(long, global = true)]
    json: bool,
}

const HELP: Help = Help {
    says: Phrase::new(
        "Rotation and staffing: who serves where and when, proven and explained",
        "轮班：谁在何时何地值守，有证明、有说明",
    ),
    more: Phrase::new(
        "From a folder of rosters to a plan:\n\n  \
         1. lunban new mine            a small campaign to edit: dates, units, teams, rosters\n  \
         2. lunban check mine          what does not fit, each with file, line and column\n  \
         3. lunban plan mine -o out    the schedule, audited, with what is proven of it\n  \
         4. lunban audit mine out/assignments.csv    judges it again after you edited it\n\n\
         Data goes to stdout or to files, everything else to stderr.",
        "从名单文件夹到方案：\n\n  \
         1. lunban new mine            生成可修改的小例子：日期、单位、工作组、名单\n  \
         2. lunban check mine          检查问题，逐条给出文件、行、列\n  \
         3. lunban plan mine -o out    生成方案，经审核，并说明证明到何种程度\n  \
         4. lunban audit mine out/assignments.csv    手工修改后再次审核\n\n\
         数据写到标准输出或文件，其余写到标准错误。",
    ),
    arguments: &[("version", Phrase::new("Show the version", "显示版本"))],
    examples: "lunban plan data/jjj-2017 -o out\nlunban plan --help\nlunban --lang zh --help",
    exits: &[],
};

impl Call {
    /// Understands the words of a call.
    pub(crate) fn read(words: &[OsString], language: Language) -> Result<Self, clap::Error> {
        let command = help::dress(with_version(Self::command()), &HELP, &Command::helps(), language);
        Self::from_arg_matches(&command.try_get_matches_from(words)?)
    }

    /// How to speak with whoever called.
    pub(crate) fn screen(&self, language: Language) -> Screen {
        Screen { language: self.lang.map_or(language, Language::from), json: self.json }
    }

    /// Does what was asked for.
    pub(crate) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        self.command.answer(screen)
    }
}

fn with_version(command: clap::Command) -> clap::Command {
    let version = clap::Arg::new("version").short('V').long("version").action(clap::ArgAction::Version);
    command.disable_version_flag(true).arg(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dressed(language: Language) -> clap::Command {
        help::dress(with_version(Call::command()), &HELP, &Command::helps(), language)
    }

    #[test]
    fn the_command_is_consistent() {
        dressed(Language::English).debug_assert();
        dressed(Language::Chinese).debug_assert();
    }

    #[test]
    fn every_command_and_argument_has_words_in_both_languages() {
        let (english, chinese) = (dressed(Language::English), dressed(Language::Chinese));
        for (english, chinese) in english.get_subcommands().zip(chinese.get_subcommands()) {
            let name = english.get_name();
            assert!(english.get_about().is_some(), "{name}");
            assert_ne!(english.get_about(), chinese.get_about(), "{name}");
            for (english, chinese) in english.get_arguments().zip(chinese.get_arguments()) {
                assert!(english.get_help().is_some(), "{name} {}", english.get_id());
                assert_ne!(english.get_help(), chinese.get_help(), "{name} {}", english.get_id());
            }
        }
    }
}
