//! The words of `--help`, in both languages side by side, put on the commands that clap parses.

use clap::{Arg, ArgAction, Command};
use lunban::Language;
use lunban::rules::Phrase;

use crate::exit::Exit;
use crate::page::indented;

/// All that is said about a command.
#[derive(Debug)]
pub(crate) struct Help {
    /// What it does, on one line.
    pub(crate) says: Phrase,
    /// What it reads and writes.
    pub(crate) more: Phrase,
    /// Each argument and option by its id.
    pub(crate) arguments: &'static [(&'static str, Phrase)],
    /// Calls that work as they stand.
    pub(crate) examples: &'static str,
    /// How it may end.
    pub(crate) exits: &'static [(Exit, Phrase)],
}

/// Input or call are wrong.
pub(crate) const WRONG: (Exit, Phrase) =
    (Exit::Wrong, Phrase::new("the call or the input is wrong; nothing is written", "命令或输入有误，未写出任何文件"));

/// Where options that every command has are listed: after those of its own.
const LAST: usize = 900;

/// What holds for every command.
const GLOBAL: [(&str, Phrase); 3] = [
    (
        "lang",
        Phrase::new("Language of the screen: en or zh; else that of the locale", "界面语言：en 或 zh，缺省随系统"),
    ),
    ("json", Phrase::new("Answer with JSON on stdout, for programs", "在标准输出给出JSON，供程序使用")),
    ("help", Phrase::new("Show this help", "显示帮助")),
];

/// Puts words on the whole command: `top` on itself, the others on its subcommands.
pub(crate) fn dress(command: Command, top: &Help, subcommands: &[(&str, &Help)], language: Language) -> Command {
    let help = Arg::new("help").short('h').long("help").global(true).action(ArgAction::Help);
    let command = top.put_on(command.arg(help), language).subcommand_help_heading(heading::COMMANDS.to(language));
    let command = GLOBAL.iter().fold(command, |command, (id, says)| {
        command.mut_arg(id, |arg| {
            arg.help(says.to(language)).help_heading(heading::OPTIONS.to(language)).display_order(LAST)
        })
    });
    subcommands.iter().fold(command, |command, (name, help)| {
        command.mut_subcommand(name, |subcommand| help.put_on(subcommand, language))
    })
}

impl Help {
    fn put_on(&self, command: Command, language: Language) -> Command {
        let dressed = command
            .about(self.says.to(language))
            .before_help(self.more.to(language))
            .after_help(self.after(language))
            .help_template(template(language));
        self.arguments.iter().fold(dressed, |command, (id, says)| {
            command.mut_arg(id, |arg| {
                let heading = if arg.is_positional() { heading::ARGUMENTS } else { heading::OPTIONS };
                arg.help(says.to(language)).help_heading(heading.to(language))
            })
        })
    }

    fn after(&self, language: Language) -> String {
        let exits = self.exits.iter().map(|(exit, says)| format!("{:<4} {}", exit.code(), says.to(language)));
        let sections = [
            (heading::EXAMPLES, indented(self.examples.lines().map(str::to_owned))),
            (heading::EXITS, indented(exits)),
        ];
        let filled = sections.iter().filter(|(_, lines)| !lines.is_empty());
        let said = filled.map(|(title, lines)| format!("{}\n{}", title.to(language), lines.trim_end()));
        said.collect::<Vec<_>>().join("\n\n")
    }
}

fn template(language: Language) -> &'static str {
    match language {
        Language::English => "{about-with-newline}\n{before-help}Usage: {usage}\n\n{all-args}{after-help}\n",
        Language::Chinese => "{about-with-newline}\n{before-help}用法：{usage}\n\n{all-args}{after-help}\n",
    }
}

mod heading {
    use lunban::rules::Phrase;

    pub(super) const COMMANDS: Phrase = Phrase::new("Commands", "命令");
    pub(super) const ARGUMENTS: Phrase = Phrase::new("Arguments", "参数");
    pub(super) const OPTIONS: Phrase = Phrase::new("Options", "选项");
    pub(super) const EXAMPLES: Phrase = Phrase::new("Examples:", "示例：");
    pub(super) const EXITS: Phrase = Phrase::new("Exit codes:", "退出码：");
}
