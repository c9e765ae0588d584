//! `reserve.csv`: who is called when somebody drops out, round by round.

use lunban_core::rules::Phrase;
use lunban_core::standby::standby;
use lunban_core::{Language, View};

use super::Outcome;
use super::cells::{csv, titles};

const COLUMNS: [Phrase; 9] = [
    Phrase::new("round", "轮次"),
    Phrase::new("start", "开始"),
    Phrase::new("end", "结束"),
    Phrase::new("asked", "要求"),
    Phrase::new("person", "编号"),
    Phrase::new("name", "姓名"),
    Phrase::new("unit", "单位"),
    Phrase::new("rank", "职级"),
    Phrase::new("phone", "电话"),
];

/// The table; none where the campaign asks for nobody on standby.
pub(super) fn write(outcome: &Outcome<'_>, language: Language) -> Option<Vec<u8>> {
    let campaign = outcome.problem.campaign();
    let asks = campaign.standby_asks();
    let all = standby(&View::new(outcome.problem, outcome.schedule), &asks);
    let rows = all.iter().map(|one| {
        let (person, span) = (campaign.person(one.person), campaign.calendar().round(one.round).span);
        let shown = |text: &str| if outcome.redact { String::new() } else { text.to_owned() };
        vec![
            one.round.number().to_string(),
            span.first().to_string(),
            span.last().to_string(),
            (one.ask + 1).to_string(),
            person.id.clone(),
            shown(&person.name),
            campaign.unit(person.unit).id.clone(),
            campaign.ranks().name(person.rank).to_owned(),
            shown(&person.phone),
        ]
    });
    (!asks.is_empty()).then(|| csv(std::iter::once(titles(&COLUMNS, language)).chain(rows)))
}
