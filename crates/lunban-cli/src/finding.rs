//! What an audit found, on one line.

use lunban::Language;
use lunban_files::FindingRecord;

/// `rest  r2 2017-09-29/2017-10-12  140300-0 leader  P0123: the words of the rule`.
pub(crate) fn line(finding: &FindingRecord, language: Language) -> String {
    let (words, colon) = match language {
        Language::English => (&finding.words.english, ": "),
        Language::Chinese => (&finding.words.chinese, "："),
    };
    let where_and_who = [Some(finding.rule.clone()), when(finding), seat(finding), finding.unit.clone(), who(finding)];
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

fn who(finding: &FindingRecord) -> Option<String> {
    (!finding.people.is_empty()).then(|| finding.people.join(" "))
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
        assert_eq!(line(&finding, Language::English), "rest  P1: too soon");
        finding.round = Some(2);
        finding.team = Some("A-1".to_owned());
        finding.seat = Some("leader".to_owned());
        assert_eq!(line(&finding, Language::Chinese), "rest  r2  A-1 leader  P1：休息不足");
    }
}
