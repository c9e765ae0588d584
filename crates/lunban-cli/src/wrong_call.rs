//! A call that clap does not understand, or that asks for help: what to show, and how to end.

use clap::Error;
use clap::error::{ContextKind, ErrorKind};
use lunban::Language;

use crate::exit::Exit;
use crate::screen::say;

/// Shows what clap has to say.
pub(crate) fn show(error: &Error, language: Language) -> Exit {
    match (language, in_chinese(error)) {
        (Language::Chinese, Some(words)) => say(&words),
        // Whoever stopped reading has seen enough.
        _ => drop(error.print()),
    }
    if error.exit_code() == 0 { Exit::Well } else { Exit::Wrong }
}

/// The fault in Chinese, which clap does not speak; none for help, and for faults too rare to have words.
fn in_chinese(error: &Error) -> Option<String> {
    let of = |kind| error.get(kind).map(ToString::to_string).filter(|words| !words.is_empty());
    let argument = of(ContextKind::InvalidArg);
    let said = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有`{}`这一选项", argument?),
        ErrorKind::InvalidSubcommand => format!("没有`{}`这一命令", of(ContextKind::InvalidSubcommand)?),
        ErrorKind::MissingRequiredArgument => format!("缺少{}", argument?),
        ErrorKind::ArgumentConflict => format!("{}不能与{}同时使用", argument?, of(ContextKind::PriorArg)?),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => invalid_value(&argument?, of),
        _ => return None,
    };
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let maybe = near.into_iter().find_map(of).map(|near| format!("\n  也许是 `{near}`")).unwrap_or_default();
    Some(format!("错误：{said}{maybe}\n\n查看用法：--help"))
}

fn invalid_value(argument: &str, of: impl Fn(ContextKind) -> Option<String>) -> String {
    let known = of(ContextKind::ValidValue).map(|known| format!("，可用：{known}")).unwrap_or_default();
    match of(ContextKind::InvalidValue) {
        Some(value) => format!("`{value}`不能用于`{argument}`{known}"),
        None => format!("`{argument}`须有取值{known}"),
    }
}
