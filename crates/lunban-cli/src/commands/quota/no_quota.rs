//! Why there is no quota.

use lunban::{Campaign, LimitKind, QuotaError, QuotaLimit, Text, text};

use super::name;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::internal::please_report;

/// What to say.
pub(super) fn failure(campaign: &Campaign, error: &QuotaError) -> Failure {
    match error {
        QuotaError::TooFew { round, band, places, at_most } => {
            let (round, Text { english, chinese }) = (round.number(), name(campaign, *band));
            let words = text!(
                "round {round} has {places} places for {english}, but all units together may send {at_most} on one day\n  \
                 Maybe more headcount, or a greater share in [rules.unit-share]",
                "第{round}轮有{places}个{chinese}席位，而各单位同日最多共派{at_most}人\n  \
                 或许应增加人数，或提高[rules.unit-share]的比例"
            );
            Failure::said(Exit::Contradiction, "too-few-people", words)
        }
        QuotaError::Impossible { because } => {
            Failure::said(Exit::Contradiction, "no-quota", impossible(campaign, because))
        }
        other => Failure::said(Exit::Internal, "solver", please_report(&other.to_string())),
    }
}

/// The limits that together leave no way.
fn impossible(campaign: &Campaign, because: &[QuotaLimit]) -> Text {
    if because.is_empty() {
        return text!(
            "proven: no numbers fill every place: rounds that share days ask for more people than all units have\n  \
             Maybe more headcount, or fewer seats",
            "已证明：有重叠日期的轮次所需人数超过各单位总人数，无法满足全部席位\n  \
             或许可增加人数，或减少席位"
        );
    }
    let limits: Vec<Text> = because.iter().map(|limit| says(campaign, *limit)).collect();
    let english = limits.iter().map(|limit| limit.english.as_str()).collect::<Vec<_>>().join("\n  because ");
    let chinese = limits.iter().map(|limit| limit.chinese.as_str()).collect::<Vec<_>>().join("\n  因为");
    text!(
        "proven: no numbers fill every place; without any one of these limits some do\n  because {english}\n  Maybe another number in one of them",
        "已证明：无法满足全部席位；以下限制去掉任何一项即可满足\n  因为{chinese}\n  或许可修改其中一项"
    )
}

/// One limit, and where it stands.
fn says(campaign: &Campaign, QuotaLimit { unit, kind, people }: QuotaLimit) -> Text {
    let (id, name) = (&campaign.unit(unit).id, &campaign.unit(unit).name);
    match kind {
        LimitKind::AtOnce => text!(
            "{id} {name}: at most {people} on one day, and of each rank its share ([rules.unit-share])",
            "{id} {name}：同日至多{people}人，各职级不超过其比例（[rules.unit-share]）"
        ),
        LimitKind::LeastPerRound => text!(
            "{id} {name}: at least {people} in each round (`min_per_round` of units.csv)",
            "{id} {name}：每轮至少{people}人（units.csv的`min_per_round`）"
        ),
        LimitKind::MostPerRound => text!(
            "{id} {name}: at most {people} in each round (`max_per_round` of units.csv)",
            "{id} {name}：每轮至多{people}人（units.csv的`max_per_round`）"
        ),
        LimitKind::LeastInAll => text!(
            "{id} {name}: at least {people} in all (`min_total` of units.csv)",
            "{id} {name}：合计至少{people}人次（units.csv的`min_total`）"
        ),
        LimitKind::MostInAll => text!(
            "{id} {name}: at most {people} in all (`max_total` of units.csv)",
            "{id} {name}：合计至多{people}人次（units.csv的`max_total`）"
        ),
    }
}
