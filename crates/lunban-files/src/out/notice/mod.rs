//! `notice.docx`: who serves where in each round, and a page for each unit, as official notices look; to be edited in WPS or Word.

mod number;
mod package;
mod rounds;
mod style;
mod table;
mod units;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use docx_rs::Docx;
use lunban_core::{Language, PersonId, Text, text};

use super::Outcome;
use super::called::{TeamNames, days, one_line};
use super::lines::Line;
use style::Look;

/// What it is called in the folder of a plan.
const FILE: &str = "notice.docx";

/// The notice, its headings in one language; the same outcome gives the same bytes.
pub(super) fn write(
    outcome: &Outcome<'_>,
    lines: &[Line<'_>],
    language: Language,
) -> Result<BTreeMap<PathBuf, Vec<u8>>, package::Failure> {
    let campaign = outcome.problem.campaign();
    let (names, namesakes) = (TeamNames::of(campaign), namesakes(outcome, lines));
    let writer = Writer { outcome, names, namesakes, language };
    let date = campaign.span().first();
    let moment = format!("{date}T00:00:00Z");
    let document = style::document().created_at(&moment).updated_at(&moment);
    let document = writer.opening(document, lines);
    let document = rounds::write(&writer, document, lines);
    let document = units::write(&writer, document, lines);
    Ok(BTreeMap::from([(PathBuf::from(FILE), package::packed(document, date)?)]))
}

struct Writer<'a> {
    outcome: &'a Outcome<'a>,
    names: TeamNames<'a>,
    /// People on duty whose names others on duty bear too.
    namesakes: BTreeSet<PersonId>,
    language: Language,
}

fn namesakes(outcome: &Outcome<'_>, lines: &[Line<'_>]) -> BTreeSet<PersonId> {
    let mut bearers: BTreeMap<&str, BTreeSet<PersonId>> = BTreeMap::new();
    for person in lines.iter().filter_map(|line| line.holder) {
        bearers.entry(&outcome.problem.campaign().person(person).name).or_default().insert(person);
    }
    bearers.into_values().filter(|people| people.len() > 1).flatten().collect()
}

impl Writer<'_> {
    fn say(&self, words: &Text) -> String {
        one_line(words.to(self.language))
    }

    fn listed(&self, words: &[String]) -> String {
        words.join(match self.language {
            Language::English => ", ",
            Language::Chinese => "、",
        })
    }

    /// Title and what it is about in numbers.
    fn opening(&self, document: Docx, lines: &[Line<'_>]) -> Docx {
        let campaign = self.outcome.problem.campaign().name();
        let title = text!("{campaign}: assignments", "{campaign}人员安排");
        let document = document
            .add_paragraph(Look::Annex.paragraph(&self.say(&text!("Annex", "附件"))))
            .add_paragraph(Look::Title.paragraph(&self.say(&title)));
        let said = [Some(self.numbers(lines)), open(lines), waived(lines)];
        said.into_iter()
            .flatten()
            .fold(document, |document, words| document.add_paragraph(Look::Body.paragraph(&self.say(&words))))
    }

    fn numbers(&self, lines: &[Line<'_>]) -> Text {
        let campaign = self.outcome.problem.campaign();
        let (rounds, teams) = (campaign.calendar().rounds().len(), campaign.teams().len());
        let held: Vec<(PersonId, &Line<'_>)> = lines.iter().filter_map(|line| Some((line.holder?, line))).collect();
        let duties = held.len();
        let people = held.iter().map(|(person, _)| person).collect::<BTreeSet<_>>().len();
        let units = held.iter().map(|(person, _)| campaign.person(*person).unit).collect::<BTreeSet<_>>().len();
        let Text { english, chinese } = days(campaign.span());
        text!(
            "From {english}, in {rounds} rounds, {teams} teams are staffed: {people} people of {units} units serve {duties} times.",
            "本次行动自{chinese}，共{rounds}轮、{teams}个组，由{units}个单位选派{people}人，计{duties}人次。各轮人员及各单位人员安排如下。"
        )
    }
}

/// How many seats are open.
fn open(lines: &[Line<'_>]) -> Option<Text> {
    let open = lines.iter().filter(|line| line.holder.is_none()).count();
    (open > 0).then(|| {
        text!(
            "{open} seats are open; they are marked “(open)”.",
            "尚有{open}个席位空缺，表中以“（空缺）”标明，请有关单位补充人选。"
        )
    })
}

/// How many ranks are waived.
fn waived(lines: &[Line<'_>]) -> Option<Text> {
    let waived = lines.iter().filter(|line| line.waiver).count();
    (waived > 0).then(|| {
        text!(
            "{waived} people serve by a waiver of rank; they are marked “*”.",
            "另有{waived}人次职级须经批准豁免，表中以“*”标明。"
        )
    })
}
