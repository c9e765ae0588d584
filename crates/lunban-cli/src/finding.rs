//! What an audit found, on one line.

use std::collections::BTreeMap;

use lunban::Language;
use lunban_files::FindingRecord;

/// The names of people, by id.
pub(crate) type Names = BTreeMap<String, String>;

/// `rest  r2 2017-09-29/2017-10-12  140300-0 leader  P0123 张三: the words of the rule`; without the names that are not known.
pub(crate) fn line(finding: &FindingRecord, names: &Names, language: Language) -> String {
    let (words, colon) = match language {
        Language::English => (&finding.words.english, ": "),
        Language::Chinese => (&finding.words.chinese, "："),
    };
    let where_and_who =
        [Some(finding.rule.clone()), when(finding), seat(finding), finding.unit.clone(), who(finding, names)];
    let where_and_who: Vec<String> = where_and_who.into_iter().flatten().collect();
    where_and_who.join("  ") + colon + words
}

fn when(finding: &FindingRecord) -> Option<String> {
    let round = finding.round.map(|round| format!("r{round}"));
    let days = finding.start.zip(finding.end).map(|(start, end)| format!("{start}/{end}"));
    let said: Vec<String> = round.into_iter().chain(days).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn seat(finding: &FindingRecord) -> Option<String> {
    let team = finding.team.as_ref()?;
    Some(finding.seat.as_ref().map_or_else(|| team.clone(), |seat| format!("{team} {seat}")))
}

fn who(finding: &FindingRecord, names: &Names) -> Option<String> {
    let described = |id: &String| names.get(id).map_or_else(|| id.clone(), |name| format!("{id} {name}"));
    let people: Vec<String> = finding.people.iter().map(described).collect();
    (!people.is_empty()).then(|| people.join(if names.is_empty() { " " } else { ", " }))
}

#[cfg(test)]
mod tests {
    use lunban_files::FindingWords;

    use super::*;

    #[test]
    fn what_is_not_known_leaves_no_gap() {
        let words = FindingWords { english: "too soon".to_owned(), chinese: "休息不足".to_owned() };
        let mut finding = FindingRecord {
            rule: "rest".to_owned(),
            count: None,
            amount: 1,
            people: vec!["P1".to_owned()],
            unit: None,
            team: None,
            seat: None,
            round: None,
            start: None,
            end: None,
            words,
        };
        assert_eq!(line(&finding, &Names::new(), Language::English), "rest  P1: too soon");
        finding.round = Some(2);
        finding.team = Some("A-1".to_owned());
        finding.seat = Some("leader".to_owned());
        assert_eq!(line(&finding, &Names::new(), Language::Chinese), "rest  r2  A-1 leader  P1：休息不足");
        finding.people.push("P2".to_owned());
        let names = Names::from([("P1".to_owned(), "张三".to_owned())]);
        assert_eq!(line(&finding, &names, Language::English), "rest  r2  A-1 leader  P1 张三, P2: too soon");
    }
}
