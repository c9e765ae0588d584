//! The goals: what each reached, and what is proven of it.

use lunban_core::{Language, Text, text};

use super::titled;
use crate::out::columns::{Side, aligned};
use crate::out::{GoalCertificate, Outcome, graded};

/// A table of the goal levels with their certificates.
pub(super) fn section(outcome: &Outcome<'_>, language: Language) -> String {
    let header = [
        text!("level", "层级"),
        text!("counts", "计数"),
        text!("value", "数值"),
        text!("bound", "下界"),
        text!("gap", "差距"),
        Text::plain(""),
    ];
    let mut rows = vec![header.map(|word| word.to(language).to_owned())];
    rows.extend(graded(&outcome.certificates).enumerate().map(|(position, (certificate, given))| {
        [
            (position + 1).to_string(),
            counts(certificate),
            certificate.value.to_string(),
            certificate.bound.to_string(),
            certificate.gap().to_string(),
            standing(certificate, given).to(language).to_owned(),
        ]
    }));
    let sides = [Side::Right, Side::Left, Side::Right, Side::Right, Side::Right, Side::Left];
    titled(&text!("Goals", "目标"), &aligned(&sides, &rows), language)
}

/// `wishes.against + 2 travel.km`
pub(in crate::out) fn counts(certificate: &GoalCertificate) -> String {
    let terms = certificate.counts.iter().map(|term| match term.weight {
        1 => term.count.clone(),
        weight => format!("{weight} {}", term.count),
    });
    terms.collect::<Vec<_>>().join(" + ")
}

/// What is proven of a level. It is called optimal only where value and bound are equal.
pub(in crate::out) fn standing(certificate: &GoalCertificate, given_levels_above: bool) -> Text {
    let gap = certificate.gap();
    let said = match (gap, certificate.bound) {
        (0, _) => text!("optimal", "最优"),
        (_, 1..) => {
            let percent = (i128::from(gap) * 100 + i128::from(certificate.bound) - 1) / i128::from(certificate.bound);
            text!("within {percent} %", "差距不超过{percent}%")
        }
        _ => text!("not proven", "未证明"),
    };
    if given_levels_above {
        let Text { english, chinese } = said;
        return text!("{english} given the levels above", "{chinese}（在以上各层取现值时）");
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing_of(value: i64, bound: i64, given: bool) -> String {
        let proven_by = String::new();
        standing(&GoalCertificate { counts: Vec::new(), value, bound, proven_by }, given).english
    }

    #[test]
    fn optimal_is_said_only_where_value_and_bound_are_equal() {
        assert_eq!(standing_of(0, 0, false), "optimal");
        assert_eq!(standing_of(7, 7, true), "optimal given the levels above");
        assert_eq!(standing_of(1, 0, false), "not proven");
    }

    #[test]
    fn a_gap_is_rounded_up_so_that_it_is_never_called_smaller_than_it_is() {
        assert_eq!(standing_of(1001, 1000, false), "within 1 %");
        assert_eq!(standing_of(1010, 1000, false), "within 1 %");
        assert_eq!(standing_of(1011, 1000, true), "within 2 % given the levels above");
    }
}
