//! `lunban rules`: what each rule says and where it comes from.

use clap::Args;
use lunban::rules::{Page, Phrase};
use lunban::{Language, Mode, Registry, Text, nearest, text};
use lunban_files::{Side, aligned};
use serde::Serialize;

use super::Answer;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help::{Help, WRONG};
use crate::page::{indented, titled};
use crate::screen::Screen;

/// A call of it.
#[derive(Debug, Args)]
pub(crate) struct Rules {
    #[arg(value_name = "ID")]
    id: Option<String>,
}

pub(super) const HELP: Help = Help {
    says: Phrase::new("Shows what each rule says and where it comes from", "说明各条规则及其出处"),
    more: Phrase::new(
        "Without ID: every rule on a line. With ID: its page, with source, parameters, counts, and how a\n\
         campaign.toml writes it. Reads and writes no files.",
        "不带ID：每条规则一行。带ID：该规则的说明、出处、参数、计数及在campaign.toml中的写法。不读写文件。",
    ),
    arguments: &[("id", Phrase::new("The id of a rule", "规则的编号"))],
    examples: "lunban rules\nlunban rules leader-rank\nlunban rules --json",
    exits: &[(Exit::Well, Phrase::new("shown", "已显示")), WRONG],
};

/// The page of a rule, for a program.
#[derive(Debug, Serialize)]
struct PageRecord {
    id: &'static str,
    says: Text,
    source: Text,
    mode: &'static str,
    always: bool,
    parameters: Vec<NamedWords>,
    counts: Vec<NamedWords>,
    example: &'static str,
}

/// A parameter or a count, with what it means.
#[derive(Debug, Serialize)]
struct NamedWords {
    name: String,
    says: Text,
}

impl Rules {
    /// Does it.
    pub(super) fn answer(&self, screen: Screen) -> Result<Answer, Failure> {
        let registry = Registry::standard();
        let pages: Vec<&Page> = registry.pages().collect();
        let text = match &self.id {
            None => {
                let records: Vec<PageRecord> = pages.iter().map(|page| PageRecord::of(page)).collect();
                screen.render(&records, |language| list(&pages, language))
            }
            Some(id) => {
                let page = pages.iter().find(|page| page.id == id).ok_or_else(|| unknown(id, &pages))?;
                screen.render(&PageRecord::of(page), |language| sheet(page, language))
            }
        };
        Ok(Answer { text, exit: Exit::Well })
    }
}

impl PageRecord {
    fn of(page: &Page) -> Self {
        let named = |name: String, says: Phrase| NamedWords { name, says: both(says) };
        let counts = page.counts.iter();
        Self {
            id: page.id,
            says: both(page.says),
            source: both(page.source),
            mode: match page.mode {
                Mode::Hard => "hard",
                Mode::Soft => "soft",
            },
            always: page.always,
            parameters: page.parameters.iter().map(|known| named(known.key.to_owned(), known.says)).collect(),
            counts: counts.map(|count| named(format!("{}.{}", page.id, count.name), count.says)).collect(),
            example: page.example,
        }
    }
}

fn both(phrase: Phrase) -> Text {
    Text { english: phrase.english.to_owned(), chinese: phrase.chinese.to_owned() }
}

fn unknown(id: &str, pages: &[&Page]) -> Failure {
    let ids: Vec<&str> = pages.iter().map(|page| page.id).collect();
    let list = ids.join(", ");
    let (english, chinese) = match nearest(id, ids) {
        Some(near) => (format!("\n  Maybe `{near}`"), format!("\n  也许是 `{near}`")),
        None => ("\n  Maybe `lunban rules` for the list".to_owned(), "\n  可用`lunban rules`查看全部".to_owned()),
    };
    let words = text!("`{id}` is no rule: one of {list}{english}", "没有规则`{id}`，可用：{list}{chinese}");
    Failure::said(Exit::Wrong, "unknown-rule", words)
}

/// Every rule on a line, by the first sentence of what it says.
fn list(pages: &[&Page], language: Language) -> String {
    let rows = pages.iter().map(|page| {
        let says = page.says.to(language);
        let sentence = says.split_inclusive(['。']).next().and_then(|part| part.split(". ").next()).unwrap_or(says);
        [page.id.to_owned(), mode(page).to(language).to_owned(), sentence.trim_end_matches('.').to_owned()]
    });
    aligned(&[Side::Left; 3], &rows.collect::<Vec<_>>())
}

fn mode(page: &Page) -> Text {
    match page.mode {
        Mode::Hard => text!("hard", "硬"),
        Mode::Soft => text!("soft", "软"),
    }
}

/// The page of a rule in one language.
fn sheet(page: &Page, language: Language) -> String {
    let name = |name: String, says: Phrase| [name, says.to(language).to_owned()];
    let parameters: Vec<_> = page.parameters.iter().map(|known| name(known.key.to_owned(), known.says)).collect();
    let counts = page.counts.iter().map(|count| name(format!("{}.{}", page.id, count.name), count.says));
    let line = |words: &str| indented([words.to_owned()]);
    let sides = [Side::Left; 2];
    let sections = [
        (text!("Source", "出处"), line(page.source.to(language))),
        (text!("Parameters", "参数"), aligned(&sides, &parameters)),
        (text!("Counts", "计数"), aligned(&sides, &counts.collect::<Vec<_>>())),
        (text!("Where no campaign says otherwise", "缺省"), line(standing(page).to(language))),
        (text!("In campaign.toml", "campaign.toml写法"), indented(page.example.lines().map(str::to_owned))),
    ];
    format!("{}\n\n  {}\n{}", page.id, page.says.to(language), titled(&sections, language))
}

/// Whether it binds, and whether it holds unless a campaign switches it off.
fn standing(page: &Page) -> Text {
    let (english, chinese) = match page.mode {
        Mode::Hard => ("hard: no schedule breaks it", "硬规则：任何方案不得违反"),
        Mode::Soft => ("soft: it is counted", "软规则：计数"),
    };
    if page.always {
        text!("{english}; on unless `mode = \"off\"`", "{chinese}；除非`mode = \"off\"`，始终启用")
    } else {
        text!("{english}; on where [rules] names it", "{chinese}；在[rules]中写明时启用")
    }
}
